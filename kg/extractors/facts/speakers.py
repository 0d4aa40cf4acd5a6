"""Who "we" is in a quotation, and whose "her team" is: the employer of the person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.facts.reading import SpeakerOf
from kg.extractors.lexicon import words
from kg.extractors.tokens import Token
from kg.model import Claim, Entity, Span


def employers(claims: Iterable[Claim], roots: Mapping[str, str]) -> Mapping[str, Entity]:
    """Return the organisation that each person of a document belongs to, the first one stated."""
    found: dict[str, Entity] = {}
    for claim in claims:
        if claim.object is None or claim.modality != "asserted":
            continue
        kinds = (roots.get(claim.subject.type), roots.get(claim.object.type))
        if kinds == ("Person", "Organization"):
            found.setdefault(claim.subject.name, Entity(claim.object.name, claim.object.type))
    return MappingProxyType(found)


def spokespeople(analysis: Analysis, roots: Mapping[str, str]) -> Mapping[str, Entity]:
    """Return whom each unnamed spokesperson of a document speaks for ("Acme spokeswoman": Acme)."""
    bodies = {
        name.casefold(): Entity(record.name, record.type)
        for record in analysis.entities
        if roots.get(record.type) == "Organization"
        for name in (record.name, *record.names)
    }
    found: dict[str, Entity] = {}
    for record in analysis.entities:
        body, _, post = record.name.rpartition(" ")
        if post.casefold() in words("persons_spokes") and body.casefold() in bodies:
            found[record.name] = bodies[body.casefold()]
    return MappingProxyType(found)


def speaker_of(
    attributions: Attributions, known: Mapping[str, Entity], roots: Mapping[str, str]
) -> SpeakerOf:
    """Make the function that says which organisation "we" is at a token: the speaker's.

    Returns None for a token outside quotations, and for a person of no known organisation.
    """

    def speaker(passage: Passage, token: Token) -> Entity | None:
        start, end = passage.start_of(token.i), passage.end_of(token.i)
        said = speaker_at(attributions, start, end)
        if said is None:
            return None
        own = said if roots.get(said.type) == "Organization" else known.get(said.name)
        if own is None:
            return None
        return Entity(own.name, own.type, Span(start, end, token.text))

    return speaker


@dataclass(frozen=True, slots=True)
class Attributions:
    """A document's statements, with where their contents start, to find who says what stands there.

    `contents` are (start, end, index of the statement) in text order, `longest` is the length of
    the longest.
    """

    statements: Sequence[Claim]
    contents: Sequence[tuple[int, int, int]]
    longest: int

    @classmethod
    def of(cls, statements: Sequence[Claim]) -> Attributions:
        """Index statements."""
        contents = sorted(
            (content.start, content.end, index)
            for index, claim in enumerate(statements)
            for content in claim.content
        )
        return cls(
            statements, contents, max((end - start for start, end, _ in contents), default=0)
        )


def attribution_at(attributions: Attributions, start: int, end: int) -> Claim | None:
    """Return the tightest statement whose content holds characters `start`..`end` (half-open)."""
    first = bisect_left(attributions.contents, (end - attributions.longest, 0, 0))
    last = bisect_left(attributions.contents, (start + 1, 0, 0))
    around = [
        (far - near, index) for near, far, index in attributions.contents[first:last] if end <= far
    ]
    return attributions.statements[min(around)[1]] if around else None


def speaker_at(attributions: Attributions, start: int, end: int) -> Entity | None:
    """Return who says characters `start`..`end` (half-open), by the tightest statement around."""
    found = attribution_at(attributions, start, end)
    return None if found is None else found.subject
