"""The graph as N-Quads (https://www.w3.org/TR/n-quads/), sorted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from kg.exporters.sorting import sorted_quads
from kg.triples import Quad


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write every quad as a line, the default graph first."""
    for quad in sorted_quads(quads):
        stream.write(f"{quad.line()}\n".encode())
