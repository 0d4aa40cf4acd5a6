"""What an extractor is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one document.

    `sentences` are the stretches that it read, in code points, half-open, in text order.
    """

    claims: tuple[Claim, ...]
    sentences: tuple[tuple[int, int], ...]


class Extractor(Protocol):
    """Turn documents into claims.

    `name` and version stand in every claim ("rules/0.1"); a changed version re-reads documents.
    """

    @property
    def name(self) -> str:
        """Return name and version."""
        ...

    def __call__(self, document: Document) -> Extraction:
        """Return the claims of one document, with their ids, in text order."""
        ...
