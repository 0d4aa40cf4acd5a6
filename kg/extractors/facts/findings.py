"""What a frame found in a passage, before it is a claim."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.members import bodies_of, employer_before
from kg.extractors.facts.reading import Reading, SpeakerOf
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import words
from kg.model import Entity

Range = tuple[int, int]

_NOBODY = frozenset({"no", "neither", "none", "few", "hardly"})
_DEFINITE = frozenset({"the", "this", "that"})
_ARTICLES = frozenset({"a", "an", "any", "each", "every", "no"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A frame with its subject and object; ranges are tokens of the passage, half-open.

    `core` is what the predicate, subject and object cover; `words` are the frame's own words;
    `complement` what is asked for; `effects` what the words around do to the fact. A finding of
    some `weakness` stands only where no stronger one of the document states its fact.
    """

    pattern: Pattern
    frame: Frame
    reading: Reading
    subject: Entity
    object: Entity
    core: Range
    words: Range
    anchor: int
    effects: tuple[str, ...] = ()
    complement: Range | None = None
    object_head: int | None = None
    subject_head: int | None = None
    weakness: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A filled slot: the entity, the head of its phrase, and the tokens of its mention.

    `acting` marks a place that acts for its government.
    """

    entity: Entity
    head: int
    start: int
    end: int
    acting: bool = False


def place(reading: Reading, head: int) -> Place | None:
    """Return the entity of a phrase with the tokens that mention it."""
    return _place(reading, head, reading.speaker_of)


@remembered
def _place(reading: Reading, head: int, _: SpeakerOf | None) -> Place | None:
    entity = reading.entity(head)
    if entity is None:
        return None
    start, end = head, head + 1
    if entity.mention is not None:
        start, end = reading.passage.tokens_in(entity.mention.start, entity.mention.end)
    return Place(entity, head, min(start, head), max(end, head + 1))


def fill(
    reading: Reading, patterns: Patterns, classes: frozenset[str], heads: Iterable[int]
) -> Iterator[Place]:
    """Yield the candidates that are entities of the classes, in their order."""
    for head in heads:
        found = place(reading, head)
        if found is not None and patterns.fits(found.entity, classes):
            yield found
            continue
        named = _apposed(reading, head)  # "paid for a new title, Numbers"
        if named is not None and patterns.fits(named.entity, classes):
            yield named


def fill_subject(
    reading: Reading,
    patterns: Patterns,
    pattern: Pattern,
    classes: frozenset[str],
    heads: Iterable[int],
) -> Iterator[Place]:
    """Yield the candidates that may act as a subject, last the places that act for a government."""
    acting: list[Place] = []
    for head in heads:
        found = _polity(reading, pattern, head) or place(reading, head)
        if found is None or _head_word(reading, head) in pattern.never_subject:
            continue
        unnamed = kind_of(reading, head) == "description" and not is_named(reading, found)
        if found.entity.type == "Person" and unnamed:
            named = _apposed(reading, head)
            if named is not None and patterns.fits(named.entity, classes):
                yield named
                continue
            # unnamed people ("critics", "a spokesman") do nothing, but act for a body they belong to
            yield from _body_of(reading, patterns, pattern, classes, found)
            continue
        if _any_one(reading, found) or reading.word(found.start) in _NOBODY:
            continue
        if patterns.fits(found.entity, classes):
            yield found
        elif pattern.acting_place and _is_facility(found):
            yield replace(found, entity=replace(found.entity, type="Organization"))
        elif pattern.acting_place and patterns.fits(found.entity, frozenset({"Place"})):
            body = Entity(found.entity.name, pattern.acting_place, found.entity.mention)
            acting.append(Place(body, found.head, found.start, found.end, acting=True))
    yield from acting


def _polity(reading: Reading, pattern: Pattern, head: int) -> Place | None:
    """Return the named town or state that a description leads: "the city | of Leeds", as one that acts."""
    known = reading.mention(head)
    noun = reading.doc[head].lemma_.casefold()
    if (
        not pattern.acting_place
        or noun not in words("facts_polities")
        or reading.word(head + 1) != "of"
    ):
        return None
    if known is not None and (
        known.kind == "name" or reading.named(reading.analysis.entity(known))
    ):
        return None
    named = reading.mention(head + 2)
    if named is None or named.kind != "name" or named.start != head + 2:
        return None
    span = reading.passage.span(head, named.end)
    record = reading.analysis.entities[named.entity]
    return Place(Entity(record.name, pattern.acting_place, span), head, head, named.end)


def _body_of(
    reading: Reading, patterns: Patterns, pattern: Pattern, classes: frozenset[str], people: Place
) -> Iterator[Place]:
    """Yield the organisation that unnamed people work for: "staff at the library"."""
    if not pattern.acting_people:
        return
    acts_for = bodies_of(reading, people.head, people.start, people.end, pattern.acting_people)
    heads = list(acts_for)
    for found in fill(reading, patterns, classes, heads):
        if found.entity.mention is not None:
            yield found
            return
    places = fill(reading, patterns, frozenset({"Place"}), heads)
    for found in places if pattern.acting_place else ():
        yield replace(found, entity=replace(found.entity, type=pattern.acting_place or ""))
        return
    employer = employer_before(reading, people.head)
    if employer is not None:
        record = reading.analysis.entities[employer.entity]
        span = reading.passage.span(people.start, people.end)
        yield replace(people, entity=Entity(record.name, record.type, span))


def _apposed(reading: Reading, head: int) -> Place | None:
    """Return who is named behind a description: "the commissioner of Leeds, Ana Ruiz, …"."""
    for child in reading.doc[head].children:
        called = child.dep_ == "acl" and child.lemma_ in words("facts_naming_verbs")
        near = [each for each in child.children if each.i > child.i] if called else [child]
        for each in near:
            apart = called or child.dep_ == "appos"
            if apart and each.i > head and kind_of(reading, each.i) == "name":
                return place(reading, each.i)
    return None


def is_named(reading: Reading, found: Place) -> bool:
    """Tell whether the document has a name for an entity, and not descriptions alone."""
    return found.entity.name in reading.analysis.names


def _is_facility(found: Place) -> bool:
    """Tell whether a place is one with a staff of its own: an airport, a prison, a port."""
    parts = found.entity.name.casefold().split()
    known = words("facts_facilities")
    return found.entity.type == "Place" and (parts[-1] in known or parts[0] in known)


def _any_one(reading: Reading, found: Place) -> bool:
    """Tell whether a bare "a company that ...", "any hospital" names nothing in particular."""
    if " " in found.entity.name or kind_of(reading, found.head) != "description":
        return False
    return reading.word(found.head - 1) in _ARTICLES


def _head_word(reading: Reading, head: int) -> str:
    return reading.doc[head].lemma_.casefold()


def kind_of(reading: Reading, head: int) -> str:
    """Return how a phrase mentions its entity: "name", "description" or "pronoun"."""
    mention = reading.mention(head)
    return mention.kind if mention is not None else "description"


def told_as(reading: Reading, found: Place, kinds: Container[str]) -> bool:
    """Tell whether an entity is mentioned in one of the ways; "definite" is "the agency", "the Navy"."""
    kind = kind_of(reading, found.head)
    if kind in kinds:
        return True
    definite = reading.word(found.start) in _DEFINITE or reading.doc[found.head].text[:1].isupper()
    return kind == "description" and "definite" in kinds and definite


def covering(*ranges: Range | None) -> Range:
    """Return the tokens from the first to the last of the ranges."""
    known = [found for found in ranges if found is not None]
    return min(start for start, _ in known), max(end for _, end in known)
