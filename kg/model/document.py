"""What was read: sources, and the documents in them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

BlockKind = Literal["title", "byline", "date", "heading", "paragraph", "furniture"]
READ_KINDS: frozenset[BlockKind] = frozenset({"title", "heading", "paragraph"})


_CHUNK = 1 << 20


class Content(Protocol):
    """Bytes that stay where they are: a large file, a spooled pipe, an object in a store."""

    def open(self) -> BinaryIO:
        """Open the bytes at their beginning; each call has a position of its own.

        Raises:
            InputError: they are not there any more, or cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read, and where they came from.

    `location` is the path or URL as the user gave it; `media_type` is known or guessed from the
    name ("text/plain", "text/html", "application/jsonl", "text/csv"). `content` is the bytes
    themselves, or what opens them where they are many. `line` is the number of the first line,
    for a stretch of a larger file.
    """

    location: str
    media_type: str
    content: bytes | Content
    line: int = 1

    @property
    def data(self) -> bytes:
        """Return all the bytes at once.

        Raises:
            InputError: they are not there any more, or cannot be read.
        """
        if isinstance(self.content, bytes):
            return self.content
        with self.content.open() as stream:
            return stream.read()

    def open(self) -> BinaryIO:
        r"""Open the bytes to be read in order, without holding them all.

        >>> with Source("a.jsonl", "application/jsonl", b"{}\n{}\n").open() as stream:
        ...     next(stream)
        b'{}\n'

        Raises:
            InputError: they are not there any more, or cannot be read.
        """
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        return self.content.open()

    def sha256(self) -> str:
        """Return the SHA-256 of the bytes, in hexadecimal, reading a part at a time.

        >>> Source("a.txt", "text/plain", b"The buses are back.").sha256()[:16]
        'b5360fe12fd9aa60'

        Raises:
            InputError: they are not there any more, or cannot be read.
        """
        state = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                state.update(chunk)
        return state.hexdigest()


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
