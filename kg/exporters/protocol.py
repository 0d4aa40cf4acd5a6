"""What an exporter is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from kg.triples import Quad


class Exporter(Protocol):
    """Write a graph as one file: the same bytes for the same quads, in whatever order they come."""

    def __call__(self, quads: Iterable[Quad], stream: BinaryIO, /) -> None:
        """Write the quads to a stream."""
        ...
