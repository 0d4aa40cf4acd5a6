"""From bytes that can be opened to a source: what kind it is, and whether it is held or streamed."""

from __future__ import annotations

from kg.model import Rejection, Source
from kg.model.document import Content
from kg.readers.contents import IN_MEMORY
from kg.readers.media_types import JSON_LINES, media_type_of_data, media_type_of_name

KNOWN = "known: .txt, .text, .md, .html, .htm, .xhtml, .jsonl, .ndjson, .csv, .tsv"
# What stands beside sources and is none: notes on a file, what desktops leave in folders.
_SIDECARS = (".meta.json", ".license")
_DESKTOP_FILES = frozenset({"thumbs.db", "desktop.ini"})


def source_of(
    location: str,
    content: Content,
    *,
    name: str,
    empty: tuple[str, str],
    limit: int = IN_MEMORY,
) -> Source | Rejection:
    """Make a source of bytes, of the kind that its name promises or its first bytes show.

    JSON Lines of more than `limit` bytes stay where they are; anything else is held whole, as its
    reader needs it. `empty` is the reason and remedy of the rejection where there are none.

    Raises:
        InputError: they cannot be opened.
        OSError: they cannot be read.
    """
    with content.open() as stream:
        head = stream.read(limit + 1)
        if len(head) > limit and _kind(name, _whole_characters(head)) == JSON_LINES:
            return Source(location, JSON_LINES, content)
        data = head + stream.read()
    if not data.strip():
        return rejected(location, *empty)
    media_type = _kind(name, data)
    if media_type is None:
        return rejected(location, "this is no text, HTML, JSON Lines or CSV", KNOWN)
    return Source(location, media_type, data)


def rejected(where: str, reason: str, remedy: str | None = None) -> Rejection:
    """Set a source aside; the name is written so that a report can hold it.

    >>> rejected("caf\\udce9.txt", "the file is empty").where
    'caf\\\\udce9.txt'
    """
    return Rejection("source", where.encode("utf-8", "backslashreplace").decode(), reason, remedy)


def is_passed_over(name: str) -> bool:
    """Tell whether a file of a folder is hidden, or stands beside sources and is none.

    >>> is_passed_over(".profile"), is_passed_over("a.txt.license"), is_passed_over("a.txt")
    (True, True, False)
    """
    lower = name.lower()
    return lower.startswith(".") or lower in _DESKTOP_FILES or lower.endswith(_SIDECARS)


def _kind(name: str, data: bytes) -> str | None:
    by_name = media_type_of_name(name)
    if by_name == JSON_LINES and not data.strip():
        return None  # so much white space is read whole, and found empty or not
    return by_name or media_type_of_data(data)


def _whole_characters(head: bytes) -> bytes:
    """Drop a character of UTF-8 that the end of a beginning has cut in two."""
    for back in range(1, min(4, len(head)) + 1):
        if head[-back] & 0xC0 != 0x80:
            return head[:-back] if head[-back] >= 0xC0 else head
    return head
