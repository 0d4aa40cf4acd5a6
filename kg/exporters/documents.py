"""The documents of a graph one after the other, so that a table needs no more memory than one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import IO

from kg.exporters.sorting import SortedQuads, sorted_quads
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple

_IN_MEMORY = 1 << 20  # characters of what waits, before it goes to a file


def document_graphs(quads: Iterable[Quad]) -> Iterator[list[Triple]]:
    """Yield the triples of each named graph, sorted by name; without any, those of the default.

    A document's graph holds all that it says, so that the default graph, which repeats them, is
    wanted only where a graph has come without its named ones, from a Turtle file. Until a named
    graph is seen it waits in a temporary file.

    >>> from kg.triples import iri
    >>> triple = (iri("urn:s"), iri("urn:p"), iri("urn:o"))
    >>> len(list(document_graphs([Quad(*triple, DEFAULT_GRAPH), Quad(*triple, iri("urn:d"))])))
    1
    """
    with tempfile.SpooledTemporaryFile(
        _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
    ) as waiting:
        named = _named(quads, waiting)
        in_order = SortedQuads(named) if isinstance(quads, SortedQuads) else named
        graphs = 0
        for _, group in groupby(sorted_quads(in_order), key=itemgetter(3)):
            graphs += 1
            yield [Triple(*quad[:3]) for quad in group]
        waiting.seek(0)
        if not graphs and (merged := [Triple(*q[:3]) for q in sorted_quads(_read(waiting))]):
            yield merged


def _named(quads: Iterable[Quad], waiting: IO[str]) -> Iterator[Quad]:
    """Yield the quads of named graphs, and put those of the default graph aside before the first."""
    seen = False
    for quad in quads:
        if quad[3] != DEFAULT_GRAPH:
            seen = True
            yield quad
        elif not seen:
            # No term holds a raw tab or line break.
            waiting.write(f"{quad[0]}\t{quad[1]}\t{quad[2]}\n")


def _read(waiting: IO[str]) -> Iterator[Quad]:
    for line in waiting:
        subject, predicate, value = line[:-1].split("\t")
        yield Quad(Term(subject), Term(predicate), Term(value), DEFAULT_GRAPH)
