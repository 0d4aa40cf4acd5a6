"""Who "we" is in a quotation, and whose "her team" is: the employer of the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from spacy.tokens import Token

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.facts.reading import SpeakerOf
from kg.extractors.lexicon import words
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
    attributions: Sequence[Claim], known: Mapping[str, Entity], roots: Mapping[str, str]
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


def attribution_at(attributions: Sequence[Claim], start: int, end: int) -> Claim | None:
    """Return the tightest statement whose content holds characters `start`..`end` (half-open)."""
    around = [
        (content.end - content.start, index)
        for index, claim in enumerate(attributions)
        for content in claim.content
        if content.start <= start and end <= content.end
    ]
    return attributions[min(around)[1]] if around else None


def speaker_at(attributions: Sequence[Claim], start: int, end: int) -> Entity | None:
    """Return who says characters `start`..`end` (half-open), by the tightest statement around."""
    found = attribution_at(attributions, start, end)
    return None if found is None else found.subject
