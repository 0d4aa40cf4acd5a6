"""What a frame found in a passage, before it is a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.reading import Reading
from kg.model import Entity

Range = tuple[int, int]

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
        found = place(reading, head)
        if found is None or _head_word(reading, head) in pattern.never_subject:
            continue
        if found.entity.type == "Person" and kind_of(reading, head) == "description":
            continue  # unnamed people: "critics", "a spokesman"
        if _any_one(reading, found):
            continue
        if patterns.fits(found.entity, classes):
            yield found
        elif pattern.acting_place and patterns.fits(found.entity, frozenset({"Place"})):
            body = Entity(found.entity.name, pattern.acting_place, found.entity.mention)
            acting.append(Place(body, found.head, found.start, found.end, acting=True))
    yield from acting


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


def covering(*ranges: Range | None) -> Range:
    """Return the tokens from the first to the last of the ranges."""
    known = [found for found in ranges if found is not None]
    return min(start for start, _ in known), max(end for _, end in known)
