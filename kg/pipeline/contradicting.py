"""The conflicts of a graph as the end of a build's report."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Document
from kg.pipeline.claims import Counting
from kg.pipeline.graphs import read_document
from kg.queries.conflict_text import report_lines
from kg.queries.conflicts import list_conflicts, read_conflict
from kg.stores import OxigraphStore


def conflict_report(counting: Counting, store: OxigraphStore) -> Iterator[str]:
    """Yield how many conflicts a graph holds, then each with the sentences, by whom it is about.

    The conflicts are read one by one.
    """

    def document(iri: str) -> Document | None:
        entry = counting.journal.document(iri)
        return read_document(entry) if entry else None

    nodes = list_conflicts(store.engine, order="subject")
    yield ""
    yield f"Conflicts: {len(nodes) or 'none'}"
    for node in nodes:
        yield ""
        told = read_conflict(store.engine, node, document, ontology=counting.ontology)
        yield from report_lines(told)
