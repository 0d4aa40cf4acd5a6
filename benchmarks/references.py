"""The same work by the libraries themselves, in the plainest way that they offer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import SH, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from benchmarks.inputs import CLAIMS, DOCUMENTS, QUADS
from benchmarks.metering import Meter
from benchmarks.reports import ReportKey, write_report
from kg.resources import ontology_path, shapes_path

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_CHUNK = 1 << 24


def write(meter: Meter, folder: str, out: str) -> None:
    """Write the bytes of the quads to a file and have them reach the disk: the floor."""
    with Path(folder, QUADS).open("rb") as source:
        chunks = list(iter(lambda: source.read(_CHUNK), b""))
    with meter.whole(), Path(out).open("wb") as stream:
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())


def files(meter: Meter, folder: str, out: str) -> None:
    """Make the quads into N-Quads and TriG with rdflib, and validate them with pyshacl.

    The claims are parsed, but how they map to triples costs nothing here: the quads come ready
    from a file that Oxigraph reads.
    """
    place = Path(out)
    place.mkdir(parents=True, exist_ok=True)
    with meter.whole():
        with meter.step("parse claims"):
            for name in (DOCUMENTS, CLAIMS):
                with Path(folder, name).open(encoding="utf-8") as lines:
                    for line in lines:
                        json.loads(line)
        with meter.step("fill the graphs"):
            dataset, merged = _dataset(Path(folder, QUADS))
        with meter.step("validate"):
            _pyshacl(merged, _shapes())
        with meter.step("write N-Quads"):
            dataset.serialize(place / "graph.nq", format="nquads", encoding="utf-8")
        with meter.step("write TriG"):
            dataset.serialize(place / "graph.trig", format="trig", encoding="utf-8")


def _dataset(path: Path) -> tuple[Dataset, Graph]:
    """Return the named graphs and the default one, and the default one with the ontology."""
    dataset, merged = Dataset(), Graph()
    for triple, graph in _rdflib_quads(path):
        if graph is None:
            dataset.default_graph.add(triple)
            merged.add(triple)
        else:
            dataset.graph(graph).add(triple)
    return dataset, merged.parse(ontology_path(), format="turtle")


def _rdflib_quads(path: Path) -> Iterator[tuple[tuple[Node, Node, Node], URIRef | None]]:
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        graph = quad.graph_name
        yield (
            (_term(quad.subject), _term(quad.predicate), _term(quad.object)),
            URIRef(graph.value) if isinstance(graph, ox.NamedNode) else None,
        )


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        kind = None if datatype == _STRING else URIRef(datatype)
        return Literal(term.value, datatype=kind, normalize=False)
    raise TypeError(f"the corpus has no such term: {term}")


def _shapes() -> Graph:
    shapes = Graph()
    for path in sorted(shapes_path().glob("*.ttl")):
        shapes.parse(path, format="turtle")
    return shapes


def _pyshacl(graph: Graph, shapes: Graph) -> Graph:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise TypeError(f"pyshacl failed: {report}")
    return report


def merged_graph(folder: Path) -> Graph:
    """Return the default graph, which stands first in the file, as an rdflib graph."""
    graph = Graph()
    for triple, name in _rdflib_quads(folder / QUADS):
        if name is not None:
            break
        graph.add(triple)
    return graph


def validate(meter: Meter, folder: str, report: str) -> None:
    """Validate the merged graph, which is in memory as an rdflib graph, and write the report."""
    graph = merged_graph(Path(folder)).parse(ontology_path(), format="turtle")
    shapes = _shapes()
    with meter.whole():
        found = _pyshacl(graph, shapes)
    meter.note("results", write_report(Path(report), _keys(found)))


def _keys(report: Graph) -> Iterator[ReportKey]:
    for node in report.objects(None, SH.result):
        yield (
            _n3(report.value(node, SH.focusNode)),
            _n3(report.value(node, SH.value)),
            _n3(report.value(node, SH.sourceConstraintComponent)),
            _n3(report.value(node, SH.sourceShape)),
            _n3(report.value(node, SH.resultSeverity)),
        )


def _n3(node: Node | None) -> str:
    return node.n3() if isinstance(node, URIRef | Literal) else ""


def load(meter: Meter, folder: str, store: str) -> None:
    """Load the quads into a new Oxigraph store on disk."""
    with meter.whole():
        opened = ox.Store(store)
        opened.bulk_load(path=str(Path(folder, QUADS)), format=ox.RdfFormat.N_QUADS)
        opened.flush()
