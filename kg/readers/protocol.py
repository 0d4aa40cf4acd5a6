"""What a reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.model import Claim, Document, Rejection, Source
from kg.vocab import DEFAULT_BASE

__all__ = ["DEFAULT_BASE", "Reader"]


class Reader(Protocol):
    """Turn the bytes of one source into what stands in it.

    A reader yields documents and claims in the order of the source, and a rejection for each
    thing that it cannot use; it raises nothing for bad input, so that the rest of a batch goes on.
    `base` is the IRI under which ids are made for documents that bring none.
    """

    def __call__(
        self, source: Source, /, *, base: str = DEFAULT_BASE
    ) -> Iterator[Document | Claim | Rejection]:
        """Yield what the source holds."""
        ...
