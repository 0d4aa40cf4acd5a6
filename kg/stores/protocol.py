"""What a store of quads does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.triples import Quad, Term, Triple


class QuadStore(Protocol):
    """Hold each document's triples in its own graph, and all of them once in the default graph.

    Replacing or removing a document leaves in the default graph what other documents also assert.
    """

    def replace_document(self, graph: Term, triples: Iterable[Triple]) -> None:
        """Put a document's triples in the place of those it had; whole or not at all."""
        ...

    def remove_document(self, graph: Term) -> None:
        """Take a document out; whole or not at all."""
        ...

    def graphs(self) -> Iterator[Term]:
        """Yield the names of the documents' graphs, sorted."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, of the default graph and of the documents', in no fixed order."""
        ...

    def flush(self) -> None:
        """Have everything written reach the disk."""
        ...

    def __len__(self) -> int:
        """Return the number of quads."""
        ...
