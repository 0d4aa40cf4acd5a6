"""Match the frames of verbs and of nouns that name events ("A uses B", "A's use of B")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

from kg.extractors.facts.arguments import participants
from kg.extractors.facts.asking import find_asked, shown_by_demand
from kg.extractors.facts.candidates import heads_of
from kg.extractors.facts.findings import (
    Finding,
    Place,
    Range,
    covering,
    fill_subject,
    kind_of,
    told_as,
)
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.goods import fill_objects
from kg.extractors.facts.governing import governing_subjects, noun_effects
from kg.extractors.facts.lexemes import Framed, frames_by_word, opened
from kg.extractors.facts.lists import coordinated, examples
from kg.extractors.facts.matters import find_matters
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.facts.things import find_things
from kg.extractors.facts.verbs import VerbGroup, conditional, verb_group
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

_ACTING = frozenset({"subject", "possessor", "governor", "by", "where"})


def find_events(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the verb and noun frames find in a passage, in text order."""
    verbs, nouns = frames_by_word(patterns, "verb"), frames_by_word(patterns, "noun")
    for token in reading.doc:
        if token.dep_ == "amod" or _inside_name(reading, token):
            continue
        if token.pos_ == "VERB":
            yield from _framed(reading, patterns, token, verbs)
        elif token.pos_ in {"NOUN", "ADJ"}:
            yield from _framed(reading, patterns, token, nouns)


def _inside_name(reading: Reading, token: Token) -> bool:
    mention = reading.mention(token.i)
    return mention is not None and mention.kind == "name"


def _framed(
    reading: Reading, patterns: Patterns, token: Token, index: Mapping[str, list[Framed]]
) -> Iterator[Finding]:
    frames = list(opened(token, index))
    if not frames:
        return
    group = _group(reading, token)
    for pattern, frame in frames:
        if group is not None and _meets(reading, frame, token):
            yield from _findings(reading, patterns, (pattern, frame), group)


def _group(reading: Reading, token: Token) -> VerbGroup | None:
    """Return the verb group of a verb, or of the verb that governs an event's noun."""
    if token.pos_ == "VERB":
        return verb_group(reading, token.i)
    group = verb_group(reading, token.i)
    return group if not group.infinitive else None


def _meets(reading: Reading, frame: Frame, token: Token) -> bool:
    if frame.before and not _led_by(reading, token.i, frame.before):
        return False
    for slot, wanted in frame.requires.items():
        if slot == "clause":
            if not wanted & {
                each.lower_ for each in reading.doc[token.i : reading.clause_end(token.i)]
            }:
                return False
            continue
        heads = participants(reading, verb_group(reading, token.i), slot)
        told = any(set(lemmas(reading.doc[head])) & wanted for head in heads)
        if not told and not _phrase_of(reading, token.i, slot, wanted):
            return False
    if not frame.without:
        return True
    end = reading.clause_end(token.i)
    return not any(reading.word(place) in frame.without for place in range(token.i + 1, end))


def _led_by(reading: Reading, place: int, leads: Set[str]) -> bool:
    """Tell whether one of the words leads a noun’s phrase: "in close partnership", "under a deal"."""
    place -= 1
    while place > 0 and reading.word(place) not in leads and reading.leads(place):
        place -= 1
    return reading.word(place) in leads


def _phrase_of(reading: Reading, verb: int, preposition: str, wanted: Set[str]) -> bool:
    """Tell whether a preposition leads straight to one of the words: "to | court"."""
    places = range(verb + 1, reading.clause_end(verb))
    return any(reading.word(at) == preposition and reading.word(at + 1) in wanted for at in places)


def _findings(
    reading: Reading, patterns: Patterns, framed: Framed, group: VerbGroup
) -> Iterator[Finding]:
    pattern, frame = framed
    complement: Range | None = None
    asked: list[int] = []
    if frame.complement:
        found = find_asked(reading, frame, group.verb)
        if found is None:
            return
        asked, complement = found
    agents = _filled(
        reading,
        ((slot, _candidates(reading, frame, group, slot, asked)) for slot in frame.subject),
        partial(fill_subject, reading, patterns, pattern, frame.subject_classes),
        lambda slot, found: _may_act(reading, frame, slot, found),
    )
    if not agents:
        return
    patients = _filled(
        reading,
        ((slot, _candidates(reading, frame, group, slot, asked)) for slot in frame.object),
        partial(fill_objects, reading, patterns, framed),
        lambda _, found: _right_kind(reading, pattern, frame, found),
    )
    if "members" in frame.object:
        agents, patients = agents[:1], patients or agents[1:]
    if not patients:
        slots = partial(_candidates, reading, frame, group, asked=asked)
        patients = find_matters(reading, patterns, frame, lambda slot: slots(slot=slot))
        patients = patients or find_things(reading, frame, lambda slot: slots(slot=slot))
    if not patients:
        return
    effects = effects_of(reading, group, presuming=bool(frame.complement))
    for agent in agents:
        for patient in patients:
            if agent.entity.name == patient.entity.name or agent.head == patient.head:
                continue
            own = (group.verb, group.verb + 1)
            shown = shown_by_demand(reading, frame, group, patient)
            core = covering(own, (agent.start, agent.end), (patient.start, patient.end), complement)
            yield Finding(
                pattern, frame, reading, agent.entity, patient.entity, core, own, group.verb,
                ("presupposed",) if shown else effects, complement, patient.head, agent.head,
            )  # fmt: skip


def _filled(
    reading: Reading,
    sources: Iterable[tuple[str, Sequence[int]]],
    fitting: Callable[[Sequence[int]], Iterator[Place]],
    usable: Callable[[str, Place], bool],
) -> list[Place]:
    """Fill one end of a frame: the first slot that holds a usable entity, with its list."""
    for slot, heads in sources:
        if not heads:
            continue
        fits = list(fitting(heads))
        named = [each for found in fits for each in examples(reading, found.head)]
        shown = [each for each in fitting(named) if usable(slot, each)]
        first = fits[0] if fits else None
        if shown and (first is None or not usable(slot, first)):
            return shown
        if first is not None and usable(slot, first):
            listed = coordinated(reading, first.head)
            members = [each for each in fitting(listed) if each.acting == first.acting]
            return [*(members or [first]), *shown]
        listed = coordinated(reading, heads[0], left=False) if first is None else []
        others = [each for each in fitting(listed[1:]) if usable(slot, each)]
        if others:
            return others  # "sells hearing aids and pumps"
    return []


def _may_act(reading: Reading, frame: Frame, slot: str, found: Place) -> bool:
    if slot not in _ACTING and reading.doc[found.start].pos_ == "NUM":
        return False  # "at 53 airports": how widely, not who
    told_of = "theme" in frame.object or frame.object == ("subject",)  # "is in service in Leeds"
    if found.acting and slot not in _ACTING and not told_of:
        return False
    named = set(found.entity.name.casefold().split())
    if frame.subject_words and not named & frame.subject_words:
        return False
    return not frame.subject_kinds or told_as(reading, found, frame.subject_kinds)


def _right_kind(reading: Reading, pattern: Pattern, frame: Frame, found: Place) -> bool:
    if reading.word(found.head).endswith(("self", "selves")):
        return False  # "faults herself"
    unnamed = not reading.named(found.entity)
    if unnamed and reading.doc[found.head].lemma_.casefold() in pattern.never_object:
        return False
    return not frame.kinds or bool(_kinds(reading, found.head) & frame.kinds)


def _kinds(reading: Reading, head: int) -> set[str]:
    """Return how an object is mentioned; "resolved" for a description of what has a name."""
    kind, mention = kind_of(reading, head), reading.mention(head)
    if mention is None or kind != "description":
        return {kind}
    return {kind, "resolved"} if mention.entity in reading.analysis.named else {kind}


def _candidates(
    reading: Reading, frame: Frame, group: VerbGroup, slot: str, asked: list[int]
) -> Sequence[int]:
    if slot == "addressee":
        return asked[:1]
    if slot == "asked":
        return asked[1:]
    if slot == "members":
        return []
    if slot == "governor":
        token = reading.doc[group.verb]
        return governing_subjects(reading, token, frame.governors, frame.never_governors)
    return heads_of(reading, group, slot)


def _only_demanded(verb: Token) -> bool:
    """Tell whether a clause says what somebody is to do: "demanded that the city | ban B"."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VB", "VBP"} or verb.head.i >= verb.i:
        return False
    auxiliary = any(child.dep_.startswith("aux") for child in verb.children)
    return not auxiliary and bool(set(lemmas(verb.head)) & words("facts_demanding"))


@remembered
def effects_of(reading: Reading, group: VerbGroup, *, presuming: bool = False) -> tuple[str, ...]:
    """Return what the words around a verb do to its fact; a demand to stop shows that it is so."""
    effects = list(group.effects)
    if reading.doc[group.verb].pos_ != "VERB":
        effects = [*effects, *noun_effects(reading, group.verb)]
    start, end = reading.sentence(group.verb)
    if _only_demanded(reading.doc[group.verb]):
        return ("infinitive",)
    if "presupposed" in effects:
        effects = ["presupposed" if effects[:1] == ["ended"] else "infinitive"]
    elif group.infinitive:
        asked = effects[:1] == ["ended"]
        title = reading.passage.block.kind in {"title", "heading"}
        effects = ["presupposed"] if asked else ["planned" if title else "infinitive", *effects]
    if conditional(reading, start, group.start) and not presuming:
        effects.append("possible")
    if reading.word(end - 1) == "?" or reading.word(end - 2) == "?":
        effects.append("possible")
    return tuple(effects)
