"""Statements: who says, writes, demands, warns or denies what, in whose words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from types import MappingProxyType

from kg.extractors.analysis import Analysis
from kg.extractors.statements.circumstances import Topics, carried, circumstances_of, topics_of
from kg.extractors.statements.drafts import Draft
from kg.extractors.statements.reading import read_drafts
from kg.extractors.statements.units import find_units
from kg.extractors.statements.vocabulary import confidence
from kg.model import Claim, Span

__all__ = ["find_statements"]


def find_statements(analysis: Analysis, *, extractor: str) -> Iterator[Claim]:
    """Yield a claim of type `states` for every report of a document, in text order.

    Args:
        analysis: a parsed document with its entities.
        extractor: name and version to write into the claims ("rules/0.1").

    Direct quotations are joined with their continuations into one claim with several content spans;
    the marks stand outside the spans. Indirect content leaves out "that" and the full stop.
    Source: the task is that of PARC 3.0 and PolNeAR (source, cue, content); Newell et al. 2018,
    https://aclanthology.org/L18-1524/.
    """
    topics = topics_of(analysis)
    drafts = read_drafts(analysis, find_units(analysis))
    yield from carried(_claim(analysis, topics, draft, extractor) for draft in drafts)


def _claim(analysis: Analysis, topics: Topics, draft: Draft, extractor: str) -> Claim:
    told = circumstances_of(analysis, draft)
    about = topics.about(draft.pieces, draft.speaker) or told.audience
    return Claim(
        document=analysis.document.id,
        source=analysis.document.source,
        type="states",
        subject=draft.speaker,
        object=about,
        content=draft.pieces,
        mode=draft.mode,
        qualifiers=MappingProxyType(told.qualifiers),
        attributed_to=draft.outer,
        evidence=_evidence(analysis, draft),
        confidence=confidence(draft.rule),
        extractor=extractor,
    )


def _evidence(analysis: Analysis, draft: Draft) -> tuple[Span, ...]:
    """Return for each paragraph the stretch from the first to the last word of a report."""
    spans = [*draft.pieces]
    spans += [span for span in (draft.cue, draft.speaker.mention) if span is not None]
    hulls: dict[int, tuple[int, int]] = {}
    for span in spans:
        place = bisect_right(analysis.passages, span.start, key=lambda found: found.offset) - 1
        start, end = hulls.get(place, (span.start, span.end))
        hulls[place] = min(start, span.start), max(end, span.end)
    text = analysis.document.text
    return tuple(Span.of(text, start, end) for _, (start, end) in sorted(hulls.items()))
