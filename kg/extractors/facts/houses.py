"""Who "we" is outside of quotations: the firm whose own page a document is ("About Acme")."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.facts.reading import SpeakerOf
from kg.extractors.facts.speakers import Attributions, attribution_at
from kg.extractors.tokens import Token
from kg.model import Entity, Span

_ABOUT = ("about",)
_LONGEST = 8


def house_of(analysis: Analysis, roots: Mapping[str, str]) -> Entity | None:
    """Return the organisation that a short line "About X" names, the last one where there are several."""
    found: Entity | None = None
    for mention in analysis.mentions:
        doc = analysis.passages[mention.passage].doc
        alone = mention.end >= len(doc) or doc[mention.end].text in {":", "."}
        if mention.kind != "name" or mention.start != 1 or not alone or len(doc) > _LONGEST:
            continue
        record = analysis.entities[mention.entity]
        if doc[0].lower_ in _ABOUT and roots.get(record.type, record.type) == "Organization":
            found = Entity(record.name, record.type)
    return found


def with_house(speaker: SpeakerOf, attributions: Attributions, house: Entity | None) -> SpeakerOf:
    """Return a speaker that takes "we" outside of every statement for the document's house."""
    if house is None:
        return speaker

    def whoever(passage: Passage, token: Token) -> Entity | None:
        said = speaker(passage, token)
        start, end = passage.start_of(token.i), passage.end_of(token.i)
        if said is not None or attribution_at(attributions, start, end) is not None:
            return said
        return Entity(house.name, house.type, Span(start, end, token.text))

    return whoever
