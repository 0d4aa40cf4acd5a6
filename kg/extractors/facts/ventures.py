"""Match bodies that put together what is theirs: "A and B will pool their crews", "its partner, B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.extractors.facts.appositions import names_after
from kg.extractors.facts.arguments import participants, subjects
from kg.extractors.facts.events import effects_of
from kg.extractors.facts.findings import Finding, Place, covering, fill, fill_subject, kind_of
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.lexicon import groups, sayings
from kg.extractors.mentions.shapes import lemmas, singular
from kg.extractors.tokens import Token

_THEIRS = frozenset({"their", "both"})
_APART = frozenset({",", "–", "—"})
_LONGEST = 5
_REACH = 8


def find_ventures(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the joint frames with "jointly" find by what bodies share, in text order."""
    for framed in patterns.frames("joint"):
        if not framed[1].before:
            continue
        for token in reading.doc:
            if token.pos_ == "VERB":
                yield from _pooled(reading, patterns, framed, token)
                yield from _shared_with(reading, patterns, framed, token)
            yield from _beside(reading, patterns, framed, token.i)
            yield from _partner(reading, patterns, framed, token)


def _pooled(reading: Reading, patterns: Patterns, framed: Framed, verb: Token) -> Iterator[Finding]:
    """Read "A and B will pool their crews", "A and B, rivals that share their depots"."""
    words, forms = groups("facts_ventures"), set(lemmas(verb))
    if forms.isdisjoint(words["pooling"]) and forms.isdisjoint(words["sharing"]):
        return
    group = verb_group(reading, verb.i)
    objects = [] if group.passive else participants(reading, group, "object")
    if not objects:
        return
    shared = bool(forms & words["sharing"]) and _shareable(reading, objects[0])
    pooled = bool(forms & words["pooling"]) and _of_theirs(reading, verb.i, objects[0])
    if not (shared or pooled):
        return
    heads = subjects(reading, group)
    places = _names(reading, patterns, framed, coordinated(reading, heads[0])) if heads else []
    if len(places) < 2 and heads:
        places = _apposed_to(reading, patterns, framed, heads[0])
    if len(places) > 1:
        yield from _all_of(reading, framed, places, verb.i)


def _of_theirs(reading: Reading, verb: int, noun: int) -> bool:
    return any(reading.word(at) in _THEIRS for at in range(verb + 1, noun))


def _shareable(reading: Reading, noun: int) -> bool:
    listed = coordinated(reading, noun, left=False)
    known = groups("facts_ventures")["shareable"]
    return any(singular(reading.doc[at].text) in known for at in listed)


def _names(
    reading: Reading, patterns: Patterns, framed: Framed, heads: Sequence[int]
) -> list[Place]:
    pattern, frame = framed
    found = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
    return [each for each in found if kind_of(reading, each.head) == "name"]


def _apposed_to(reading: Reading, patterns: Patterns, framed: Framed, head: int) -> list[Place]:
    """Return the names that a description stands behind: "A and B, old rivals that …"."""
    place = head
    while place > 0 and head - place < _LONGEST and reading.leads(place - 1):
        place -= 1
    if reading.word(place - 1) not in _APART:
        return []
    before = reading.phrase_before(place - 1)
    if before is None or kind_of(reading, before.head) != "name":
        return []
    return _names(reading, patterns, framed, coordinated(reading, before.head))


def _shared_with(
    reading: Reading, patterns: Patterns, framed: Framed, verb: Token
) -> Iterator[Finding]:
    """Read "A shares hangars with B", "B, with which A shares crews"."""
    words, forms = groups("facts_ventures"), set(lemmas(verb))
    if forms.isdisjoint(words["sharing"]) and forms.isdisjoint({"pool", "combine"}):
        return
    group = verb_group(reading, verb.i)
    objects = [] if group.passive else participants(reading, group, "object")
    if not objects or not _shareable(reading, objects[0]):
        return
    pattern, frame = framed
    agents = _first(
        fill_subject(reading, patterns, pattern, frame.subject_classes, subjects(reading, group))
    )
    heads = [*_fronted_with(reading, group.start), *participants(reading, group, "with")]
    others = list(fill_subject(reading, patterns, pattern, frame.object_classes, heads[:1]))
    for agent in agents:
        for other in others:
            if agent.acting or other.acting:
                continue
            yield _finding(reading, framed, agent, other, verb.i)


def _fronted_with(reading: Reading, start: int) -> list[int]:
    """Return what "with which" before a subject hangs on: "B, | with which A shares"."""
    for at in range(start - 1, max(0, start - _REACH), -1):
        if reading.word(at) in {"which", "whom"} and reading.word(at - 1) == "with":
            end = at - 1
            before = reading.phrase_before(end - (reading.word(end - 1) in _APART))
            return [] if before is None else [before.head]
    return []


def _beside(reading: Reading, patterns: Patterns, framed: Framed, at: int) -> Iterator[Finding]:
    """Read "side by side with B, A went to court", "Together with B, A filed"."""
    told = sayings("facts_ventures", "beside", "together").get(reading.word(at), ())
    found = min((words for _, words in told if reading.words_at(at, words)), default=None)
    if found is None or (
        reading.word(at - 1) not in {"", *_APART, "and"} and not _opens(reading, at)
    ):
        return
    words, phrase = groups("facts_ventures"), " ".join(found)
    others = list(names_after(reading, patterns, framed, at + len(found)))
    verb = _main_verb(reading, others[0].end) if others else None
    if verb is None:
        return
    if phrase in words["together"] and not set(lemmas(reading.doc[verb])) & words["acts"]:
        return
    pattern, frame = framed
    heads = subjects(reading, verb_group(reading, verb))
    agents = fill_subject(reading, patterns, pattern, frame.subject_classes, heads)
    for agent in _first(agents):
        for other in others:
            if not (agent.acting or other.acting):  # countries side by side are no partners yet
                yield _finding(reading, framed, agent, other, verb)


def _opens(reading: Reading, at: int) -> bool:
    return at == reading.sentence(at)[0]


def _main_verb(reading: Reading, at: int) -> int | None:
    """Return the first verb behind a comma that follows a fronted phrase."""
    end = reading.sentence(at)[1]
    commas = [place for place in range(at, min(end, at + _REACH)) if reading.word(place) in _APART]
    if not commas:
        return None
    verbs = (place for place in range(commas[0] + 1, end) if reading.doc[place].pos_ == "VERB")
    return next(verbs, None)


def _partner(
    reading: Reading, patterns: Patterns, framed: Framed, noun: Token
) -> Iterator[Finding]:
    """Read "A and its partner, B", "A’s longtime partners B and C", "A and B are partners"."""
    if singular(noun.text) not in groups("facts_ventures")["partners"]:
        return
    pattern, frame = framed
    owners = possessors(reading, noun.i)
    if owners:
        found = fill_subject(reading, patterns, pattern, frame.subject_classes, owners)
        others = list(names_after(reading, patterns, framed, noun.i + 1))
        for agent in _first(found):
            for other in others:
                yield _finding(reading, framed, agent, other, noun.i)
        return
    before = noun.i - 1
    while before > 0 and reading.doc[before].pos_ in {"ADJ", "ADV"}:
        before -= 1
    if noun.tag_ != "NNS" or reading.doc[before].lemma_ not in {"be", "become", "remain"}:
        return
    told = reading.phrase_before(before)
    listed = [] if told is None else coordinated(reading, told.head)
    places = list(fill(reading, patterns, frame.subject_classes, listed))
    if len(places) > 1:
        yield from _all_of(reading, framed, places, noun.i)


def _first(places: Iterator[Place]) -> list[Place]:
    found = next(places, None)
    return [] if found is None else [found]


def _all_of(
    reading: Reading, framed: Framed, places: Sequence[Place], at: int
) -> Iterator[Finding]:
    for first, second in combinations(places, 2):
        yield _finding(reading, framed, first, second, at)


def _finding(reading: Reading, framed: Framed, subject: Place, about: Place, at: int) -> Finding:
    pattern, frame = framed
    own = (at, at + 1)
    spans = [(each.start, each.end) for each in (subject, about) if each.entity.mention]
    return Finding(
        pattern=pattern,
        frame=frame,
        reading=reading,
        subject=subject.entity,
        object=about.entity,
        core=covering(own, *spans),
        words=own,
        anchor=at,
        effects=effects_of(reading, verb_group(reading, at)) if _is_verb(reading, at) else (),
        object_head=about.head,
        subject_head=subject.head,
        weakness=1,
    )


def _is_verb(reading: Reading, at: int) -> bool:
    return reading.doc[at].pos_ == "VERB"
