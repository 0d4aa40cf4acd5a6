"""The merged graph and each document's own as TriG (https://www.w3.org/TR/trig/), sorted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from kg.exporters.sorting import sorted_quads
from kg.exporters.turtle_syntax import header, subject_blocks, term_text
from kg.triples import DEFAULT_GRAPH, Quad


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the default graph, then every named graph in a block of its own."""
    stream.write(header().encode())
    for graph, group in groupby(sorted_quads(quads), key=lambda quad: quad.graph):
        named = graph != DEFAULT_GRAPH
        if named:
            stream.write(f"\n{term_text(graph)} {{".encode())
        for block in subject_blocks(group, indent="    " if named else ""):
            stream.write(f"\n{block}".encode())
        if named:
            stream.write(b"}\n")
