"""Which text was read, which of it made claims, and which was set aside as furniture."""

from __future__ import annotations

import json
from itertools import groupby

from kg.model import Block
from kg.pipeline.graphs import read_document
from kg.stores.journal import Journal

Figures = dict[str, object]


def coverage(journal: Journal) -> Figures:
    """Return the coverage of a build as JSON data.

    For every document: how many sentences were read, how many of them carry a claim that is in the
    graph, the spans of the others, and the spans of furniture. Offsets are in code points,
    half-open.
    """
    evidence = _evidence(journal)
    documents = []
    sentences = covered = 0
    for entry in journal.documents():
        document = read_document(entry)
        spans = [(start, end) for start, end in json.loads(entry.sentences)]
        claimed = evidence.get(entry.document, [])
        silent = [list(span) for span in spans if not _touched(span, claimed)]
        sentences += len(spans)
        covered += len(spans) - len(silent)
        documents.append(
            {
                "document": document.id,
                "source": document.source,
                "sentences": len(spans),
                "with_claims": len(spans) - len(silent),
                "without_claims": silent,
                "furniture": [_span(block) for block in document.furniture()],
            }
        )
    totals = {"sentences": sentences, "with_claims": covered, "without_claims": sentences - covered}
    return {"documents": len(documents), **totals, "by_document": documents}


def _span(block: Block) -> list[int]:
    return [block.start, block.end]


def _touched(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in others)


def _evidence(journal: Journal) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of every document that its claims rest on."""
    return {
        document: [
            (span["start"], span["end"])
            for _, record in records
            for field in ("evidence", "content")
            for span in json.loads(record).get(field, ())
        ]
        for document, records in groupby(journal.accepted(), key=lambda pair: pair[0])
    }
