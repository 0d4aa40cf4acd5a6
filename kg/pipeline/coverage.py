"""Which text was read, which of it made claims, and which was set aside as furniture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Block, Claim, Document
from kg.stores.journal import Journal

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one document: how many sentences were read, how many carry a claim, and the JSON of both."""

    sentences: int
    with_claims: int
    record: str


def document_coverage(
    document: Document, sentences: Iterable[Pair], claims: Iterable[Claim]
) -> Coverage:
    """Return what of a document made claims: those that are in the graph.

    `sentences` are what was read, as offsets in code points, half-open.
    """
    spans = list(sentences)
    claimed = sorted(
        (span.start, span.end) for claim in claims for span in (*claim.evidence, *claim.content)
    )
    silent = list(_untouched(spans, claimed))
    with_claims = len(spans) - len(silent)
    record = {
        "document": document.id,
        "source": document.source,
        "sentences": len(spans),
        "with_claims": with_claims,
        "without_claims": silent,
        "furniture": [_span(block) for block in document.furniture()],
    }
    return Coverage(len(spans), with_claims, json.dumps(record, ensure_ascii=False))


def coverage_lines(journal: Journal) -> Iterator[str]:
    """Yield the coverage of a build as the lines of one JSON object, a line a document.

    For every document: how many sentences were read, how many of them carry a claim that is in the
    graph, the spans of the others, and the spans of furniture. Offsets are in code points,
    half-open.
    """
    sentences, with_claims, documents = journal.sentences()
    totals = {
        "documents": documents,
        "sentences": sentences,
        "with_claims": with_claims,
        "without_claims": sentences - with_claims,
    }
    yield f'{json.dumps(totals)[:-1]}, "by_document": ['
    for number, record in enumerate(journal.coverage(), start=1):
        yield f"{record}{',' if number < documents else ''}"
    yield "]}"


def _span(block: Block) -> list[int]:
    return [block.start, block.end]


def _untouched(spans: Iterable[Pair], claimed: list[Pair]) -> Iterator[list[int]]:
    """Yield the spans that no claimed one overlaps; both come sorted."""
    furthest, place = 0, 0
    for start, end in sorted(spans):
        while place < len(claimed) and claimed[place][0] < end:
            furthest = max(furthest, claimed[place][1])
            place += 1
        if furthest <= start:
            yield [start, end]
