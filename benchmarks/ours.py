"""The jobs that this program does: everything that is known here of its functions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import kg
from benchmarks.inputs import CLAIMS, DOCUMENTS, QUADS, document_triples, merged_triples
from benchmarks.metering import Meter
from benchmarks.reports import ReportKey, write_report
from kg.exporters import trig
from kg.exporters.sorting import SortedQuads, sorted_quads
from kg.model import ValidationResult
from kg.model.claim_format import claim_from_record
from kg.pipeline.graphs import make_graph
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.stores import OxigraphStore
from kg.stores.journal import DocumentEntry
from kg.triples import DEFAULT_GRAPH, Quad, Term, iri
from kg.validation import validate as kg_validate
from kg.views.corrections import Corrected

_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}
_CHUNK = 1 << 25
_SHACL = "http://www.w3.org/ns/shacl#"


def build(meter: Meter, folder: str, out: str) -> None:
    """Build everything that `kg build` writes, store and all, from documents and claims."""
    sources = [Path(folder, DOCUMENTS), Path(folder, CLAIMS)]
    with meter.whole():
        summary = kg.build(sources, out)
    meter.note("accepted", summary.totals.accepted)
    meter.note("refused", summary.totals.refused)


def files(meter: Meter, folder: str, out: str) -> None:
    """Make claims into validated N-Quads and TriG, a document at a time, without the store."""
    place = Path(out)
    place.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    with meter.whole():
        # The ontology and the shapes are read within, as the reference reads them.
        minter_of(settings), shapes_of(settings)
        with (place / "graph.nq").open("wb") as lines, (place / "graph.trig").open("wb") as stream:
            in_order = sorted_quads(_validated(Path(folder), settings))
            trig.write(SortedQuads(_written(in_order, lines)), stream)


def _validated(folder: Path, settings: Settings) -> Iterator[Quad]:
    """Yield the quads of each document's claims that break no shape."""
    for entry, claims in _documents(folder):
        graph = make_graph(
            entry.document,
            entry,
            Corrected(
                tuple(claim_from_record(json.loads(line), where="claims") for line in claims)
            ),
            settings,
        )
        name = iri(entry.document)
        for triple in graph.triples:
            yield Quad(*triple, graph=DEFAULT_GRAPH)
            yield Quad(*triple, graph=name)


def _documents(folder: Path) -> Iterator[tuple[DocumentEntry, list[str]]]:
    """Yield each document with the lines of its claims; both files are in one order."""
    with (
        (folder / DOCUMENTS).open(encoding="utf-8") as documents,
        (folder / CLAIMS).open(encoding="utf-8") as claims,
    ):
        grouped = groupby(claims, key=lambda line: json.loads(line)["document"])
        for record, (document, lines) in zip(documents, grouped, strict=True):
            yield DocumentEntry(document, record), list(lines)


def _written(quads: Iterator[Quad], stream: BinaryIO) -> Iterator[Quad]:
    for quad in quads:
        stream.write(f"{quad.line()}\n".encode())
        yield quad


def validate(meter: Meter, folder: str, report: str) -> None:
    """Validate the merged graph, which is in memory as our triples, and write the report."""
    triples = list(merged_triples(Path(folder, QUADS)))
    shapes = shapes_of(Settings())
    with meter.whole():
        found = kg_validate(triples, shapes)
    meter.note("triples", len(triples))
    meter.note("results", write_report(Path(report), map(_key, found.results)))


def _key(result: ValidationResult) -> ReportKey:
    severity = f"<{_SHACL}{_SEVERITIES[result.severity]}>"
    return (
        result.focus_node,
        result.value,
        result.constraint,
        result.source_shape,
        severity,
    )


def load(meter: Meter, folder: str, store: str) -> None:
    """Load the quads into a new store on disk."""
    with meter.whole(), OxigraphStore(Path(store)) as opened:
        for chunk in _chunks(Path(folder, QUADS)):
            opened.bulk_load(chunk)
        opened.flush()


def _chunks(path: Path) -> Iterator[bytes]:
    """Yield a file in stretches of whole lines."""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk + stream.readline()


def replace(meter: Meter, folder: str, store: str, documents: int = 100) -> None:
    """Put some documents' triples, one changed in each, in the place of those in the store."""
    graphs = document_triples(Path(folder, QUADS))
    changed = [
        (name, triples[1:]) for (name, triples), _ in zip(graphs, range(documents), strict=False)
    ]
    with OxigraphStore(Path(store)) as opened, meter.whole():
        for name, triples in changed:
            opened.replace_document(Term(name), triples)
        opened.flush()
    meter.note("documents", len(changed))
