"""The merged graph as Turtle (https://www.w3.org/TR/turtle/), sorted by subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from kg.exporters.sorting import sorted_quads
from kg.exporters.turtle_syntax import header, subject_blocks
from kg.triples import DEFAULT_GRAPH, Quad


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the triples of the default graph; those of named graphs are left to TriG."""
    stream.write(header().encode())
    merged = (quad for quad in quads if quad.graph == DEFAULT_GRAPH)
    for block in subject_blocks(sorted_quads(merged)):
        stream.write(block.encode())
