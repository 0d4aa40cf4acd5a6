"""What the jobs of one size read: the corpus, and its quads as one file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from benchmarks.corpus import SEED, articles, document_count, write_corpus
from benchmarks.metering import Meter
from kg.exporters import nquads
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple, iri

DOCUMENTS, CLAIMS, QUADS = "documents.jsonl", "claims.jsonl", "corpus.nq"


def prepare(meter: Meter, folder: str, quads: int) -> None:
    """Write the corpus of about so many quads; tell how many documents, claims and quads it has.

    The file of quads holds every claim's triples, those of the planted faults too: the default
    graph first, then each document's, sorted.
    """
    place, count = Path(folder), document_count(quads)
    with meter.whole():
        write_corpus(place, count)
        with (place / QUADS).open("wb") as stream:
            nquads.write(_quads(count), stream)
    meter.note("documents", count)
    meter.note("claims", _lines(place / CLAIMS))
    meter.note("quads", _lines(place / QUADS))
    meter.note("bytes", (place / QUADS).stat().st_size)


def _quads(count: int) -> Iterator[Quad]:
    for article in articles(count, seed=SEED):
        graph = iri(article.document.id)
        for triple in article.triples():
            yield Quad(*triple, graph=graph)
            yield Quad(*triple, graph=DEFAULT_GRAPH)


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def quad_of(line: str) -> Quad:
    """Read a line of N-Quads as they are written here.

    >>> quad_of('<urn:s> <urn:p> "a <b> c" <urn:g> .\\n').graph
    '<urn:g>'
    """
    subject, predicate, rest = line.rstrip(" .\n").split(" ", 2)
    # An IRI holds neither blank nor quotation mark: a blank behind the literal is before a graph.
    value, graph = rest, ""
    if " " in rest[rest.rfind('"') + 1 :]:
        value, _, graph = rest.rpartition(" ")
    return Quad(Term(subject), Term(predicate), Term(value), Term(graph))


def merged_triples(path: Path) -> Iterator[Triple]:
    """Yield the triples of the default graph, which stands first in the file."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for quad in map(quad_of, lines):
            if quad.graph != DEFAULT_GRAPH:
                return
            yield Triple(*quad[:3])


def document_triples(path: Path) -> Iterator[tuple[Term, list[Triple]]]:
    """Yield the name and the triples of each document's graph."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        named = (quad for quad in map(quad_of, lines) if quad.graph != DEFAULT_GRAPH)
        for graph, group in groupby(named, key=lambda quad: quad.graph):
            yield graph, [Triple(*quad[:3]) for quad in group]
