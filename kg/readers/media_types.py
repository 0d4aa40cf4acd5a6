"""Which kind of source something is, by its name or by its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath

from kg.errors import InputError
from kg.readers.decoding import decode

TEXT, HTML, JSON_LINES, CSV = "text/plain", "text/html", "application/jsonl", "text/csv"
_BY_SUFFIX = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".csv": CSV,
    ".tsv": CSV,
}
_SNIFFED = 65_536
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Formats whose first bytes could pass for text.
_FOREIGN = (b"%PDF-", b"{\\rtf", b"%!PS", b"PK\x03\x04")


def media_type_of_name(name: str) -> str | None:
    """Return the media type that a file's name promises, or None for an unknown ending.

    >>> media_type_of_name("news/Buses.HTML"), media_type_of_name("scan.pdf")
    ('text/html', None)
    """
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def media_type_of_data(data: bytes) -> str | None:
    """Return the media type that the first bytes show; None if they are not text.

    A table cannot be told from text safely; it is known by its name alone.

    >>> media_type_of_data(b"<!doctype html><p>Hi"), media_type_of_data(b'{"text": "Hi"}')
    ('text/html', 'application/jsonl')
    """
    if data.lstrip().startswith(_FOREIGN):
        return None
    try:
        head = decode(data, where="")[:_SNIFFED]
    except InputError:
        return None
    if _PAGE.match(head):
        return HTML
    first = next((line.strip() for line in head.splitlines() if line.strip()), "")
    if first.startswith("{"):
        whole = first.endswith("}") or len(first) >= _SNIFFED // 2
        return JSON_LINES if whole else None
    return TEXT
