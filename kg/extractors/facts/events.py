"""Match the frames of verbs and of nouns that name events ("A uses B", "A's use of B")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from spacy.tokens import Token

from kg.extractors.facts.arguments import after_preposition, participants, subjects
from kg.extractors.facts.findings import (
    Finding,
    Place,
    Range,
    covering,
    fill,
    fill_subject,
    kind_of,
)
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.lexemes import Framed, by_word, lemma_candidates, opened
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import VerbGroup, conditional, light_verb, verb_group

_ASKED = frozenset({"on", "for", "upon", "that"})
_BE = frozenset({"be"})
_ACTING = frozenset({"subject", "possessor", "governor", "by"})


def find_events(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the verb and noun frames find in a passage, in text order."""
    verbs, nouns = by_word(patterns.frames("verb")), by_word(patterns.frames("noun"))
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
    if frame.before and reading.word(token.i - 1) not in frame.before:
        return False
    for slot, words in frame.requires.items():
        heads = participants(reading, verb_group(reading, token.i), slot)
        if not any(set(lemma_candidates(reading.doc[head])) & words for head in heads):
            return False
    end = reading.clause_end(token.i)
    return not any(reading.word(place) in frame.without for place in range(token.i + 1, end))


def _findings(
    reading: Reading, patterns: Patterns, framed: Framed, group: VerbGroup
) -> Iterator[Finding]:
    pattern, frame = framed
    complement: Range | None = None
    asked: list[int] = []
    if frame.complement:
        found = _asked(reading, frame, group.verb)
        if found is None:
            return
        asked, complement = found
    agents = _filled(
        reading,
        [(slot, _candidates(reading, group, slot, asked)) for slot in frame.subject],
        partial(fill_subject, reading, patterns, pattern, frame.subject_classes),
        lambda slot, found: slot in _ACTING or not found.acting,
    )
    patients = _filled(
        reading,
        [(slot, _candidates(reading, group, slot, asked)) for slot in frame.object],
        partial(fill, reading, patterns, frame.object_classes),
        lambda _, found: _right_kind(reading, pattern, frame, found),
    )
    if "members" in frame.object:
        agents, patients = agents[:1], patients or agents[1:]
    effects = effects_of(reading, group, presuming=bool(frame.complement))
    for agent in agents:
        for patient in patients:
            if agent.entity.name == patient.entity.name or agent.head == patient.head:
                continue
            words = (group.verb, group.verb + 1)
            core = covering(
                words, (agent.start, agent.end), (patient.start, patient.end), complement
            )
            yield Finding(
                pattern, frame, reading, agent.entity, patient.entity, core, words, group.verb,
                effects, complement, patient.head, agent.head,
            )  # fmt: skip


def _filled(
    reading: Reading,
    sources: list[tuple[str, list[int]]],
    fitting: Callable[[list[int]], Iterator[Place]],
    usable: Callable[[str, Place], bool],
) -> list[Place]:
    """Fill one end of a frame: the first slot that holds a usable entity, with its list."""
    for slot, heads in sources:
        first = next(fitting(heads), None)
        if first is not None and usable(slot, first):
            listed = coordinated(reading, first.head)
            members = [each for each in fitting(listed) if each.acting == first.acting]
            return members or [first]
    return []


def _right_kind(reading: Reading, pattern: Pattern, frame: Frame, found: Place) -> bool:
    if reading.doc[found.head].lemma_.casefold() in pattern.never_object:
        return False
    return not frame.kinds or kind_of(reading, found.head) in frame.kinds


def _candidates(reading: Reading, group: VerbGroup, slot: str, asked: list[int]) -> list[int]:
    token = reading.doc[group.verb]
    if slot == "addressee":
        return asked
    if slot == "members":
        return []
    if slot == "possessor":
        return possessors(reading, group.verb)
    if slot == "governor":
        return _governing_subjects(reading, token)
    if slot == "theme":
        return _theme(reading, group)
    if slot in {"subject", "object"} and token.pos_ == "VERB":
        return participants(reading, group, slot)
    return after_preposition(reading, group.verb, slot)


def possessors(reading: Reading, noun: int) -> list[int]:
    """Return the heads of what owns a noun: "Leeds’s wide use", "its use"."""
    place = noun - 1
    while place > 0 and reading.doc[place].pos_ in {"ADJ", "NOUN", "ADV", "NUM"}:
        place -= 1
    if place < 0:
        return []
    token = reading.doc[place]
    if token.tag_ == "PRP$":
        return [place]
    if token.tag_ == "POS" and place > 0:
        before = reading.phrase_before(place)
        return [before.head] if before is not None else []
    return []


def _governing_subjects(reading: Reading, noun: Token) -> list[int]:
    """Return the subjects of the light verb that has the noun as its object ("signed a deal")."""
    place = noun.i - 1
    while place > 0 and reading.doc[place].pos_ in {
        "ADJ",
        "NOUN",
        "DET",
        "NUM",
        "SYM",
        "PROPN",
        "ADV",
    }:
        place -= 1
    verb = reading.doc[place]
    if verb.pos_ in {"VERB", "AUX"} and (light_verb(verb) or verb.lemma_ in _BE):
        return subjects(reading, verb_group(reading, place))
    return []


def _theme(reading: Reading, group: VerbGroup) -> list[int]:
    """Return what a phrase such as "in use" is said of: before it, or after the next comma."""
    place = group.verb - 1
    start, end = reading.sentence(group.verb)
    while place > start and reading.doc[place].pos_ in {"ADP", "ADV", "AUX"}:
        place -= 1
    before = reading.phrase_before(place + 1)
    if before is not None and before.start >= start:
        return [before.head]
    commas = [at for at in range(group.verb, end) if reading.word(at) == ","]
    for comma in reversed(commas):
        after = reading.phrase_after(comma + 1)
        if after is not None and _verb_next(reading, after.end, end):
            return [after.head]
    return []


def _verb_next(reading: Reading, place: int, end: int) -> bool:
    """Tell whether a verb follows a phrase, prepositional phrases between them allowed."""
    while place < end and reading.doc[place].pos_ == "ADP":
        inner = reading.phrase_after(place + 1)
        if inner is None:
            return False
        place = inner.end
    return place < end and reading.doc[place].pos_ in {"AUX", "VERB", "ADV"}


def _asked(reading: Reading, frame: Frame, verb: int) -> tuple[list[int], Range] | None:
    """Return who is asked to do one of the frame's complements, and the tokens of what is asked."""
    place = verb + 1
    while reading.word(place) in _ASKED:
        place += 1
    who = reading.phrase_after(place)
    if who is None:
        return None
    act = who.end
    while reading.word(act) in {"to", "not", "immediately", "should", "must", "and", "permanently"}:
        act += 1
    if act >= len(reading.doc) or not set(lemma_candidates(reading.doc[act])) & frame.complement:
        return None
    return [who.head], (act, reading.clause_end(act, reach=40))


def effects_of(reading: Reading, group: VerbGroup, *, presuming: bool = False) -> tuple[str, ...]:
    """Return what the words around a verb do to its fact; a demand to stop shows that it is so."""
    effects = list(group.effects)
    start, end = reading.sentence(group.verb)
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
