"""What the journal keeps: sources, with the documents and claims found in them, as JSON text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of a source: its id, its JSON, and the JSON of the sentences read in it.

    `traits` is the JSON of what tells it from others or makes it a copy of them.
    """

    document: str
    record: str
    sentences: str = "[]"
    traits: str = "{}"


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim of a source: its document and id, where it stands in the text, and its JSON.

    `place` is an offset in code points.
    """

    document: str
    id: str
    place: int
    record: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """All that one source held; `unread` is the JSON of what could not be used."""

    location: str
    fingerprint: str
    documents: Sequence[DocumentEntry] = ()
    claims: Sequence[ClaimEntry] = ()
    unread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """What became of a document's graph.

    `results` is what validation said of it, as lines that sort as they are to be told; `refused` the id ("" for the document
    itself) and the JSON of what was refused. `sentences` were read in the document, `with_claims`
    of them carry a claim that is in the graph, `coverage` is the JSON of where they stand, ""
    where only claims of the document are known. `unused` is the JSON of corrections that were meant
    for the document and could not be used. `assertions` are keys of what its claims speak of, with
    the claims' ids.
    """

    document: str
    results: Sequence[str] = ()
    refused: Iterable[tuple[str, str]] = ()
    sentences: int = 0
    with_claims: int = 0
    coverage: str = ""
    unused: Sequence[str] = ()
    assertions: Iterable[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures that add up: claims found = accepted + refused + merged."""

    sources: int
    documents: int
    found: int
    accepted: int
    refused: int
    merged: int
    unread: int
    documents_refused: int = 0

    @property
    def set_aside(self) -> int:
        """How many things are listed as set aside: unread, refused claims, refused documents."""
        return self.unread + self.refused + self.documents_refused
