"""What was read: sources, and the documents in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "byline", "date", "heading", "paragraph", "furniture"]
READ_KINDS: frozenset[BlockKind] = frozenset({"title", "heading", "paragraph"})


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read, and where they came from.

    `location` is the path or URL as the user gave it; `media_type` is known or guessed from the
    name ("text/plain", "text/html", "application/jsonl", "text/csv").
    """

    location: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text with one role, in code points, half-open.

    Kinds: `title`, `byline`, `date`, `heading`, `paragraph`, and `furniture` (menus, footers,
    lists of other articles), which is kept in the text so that offsets hold, and out of the claims.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text that makes claims, with what is known about it.

    `id` is the document's IRI: its URL where the source gives one, else made from its content.
    `source` is the location it was read from. `published` is an EDTF date as precise as the source
    gives it ("2018-05-23"). `sha256` is that of the text in UTF-8. `blocks` are in text order and
    do not overlap.
    """

    id: str
    source: str
    text: str
    sha256: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()

    def readable(self) -> Iterator[Block]:
        """Yield the blocks that claims may come from, in text order."""
        return (block for block in self.blocks if block.kind in READ_KINDS)

    def furniture(self) -> Iterator[Block]:
        """Yield the blocks that are kept out of the claims, in text order."""
        return (block for block in self.blocks if block.kind == "furniture")
