"""Documents as JSON objects, one a line of `documents.jsonl`, and the ids that they get.

`id`, `source`, `title`, `author`, `publisher`, `published`, `modified`, `url`, `sha256`, `text` and
`blocks` (`[kind, start, end]` each) are those of `kg.model.Document`. Only `text` is required of a
line that is read; `sha256` is always computed anew; fields of other names are left alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.model.document import Block, BlockKind, Document
from kg.vocab.namespaces import DEFAULT_BASE

BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
_OPTIONAL = ("title", "author", "publisher", "published", "modified", "url")
# Everything that an IRI may not hold (RFC 3987, section 2.2; as in Turtle's IRIREF).
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\s]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_EDTF = re.compile(r"[0-9X~?%./YS,\-\[\]{}T:Z+]+")


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal.

    Raises:
        InputError: the text holds half of a surrogate pair, which UTF-8 cannot hold.
    """
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"the text holds half of a surrogate pair at character {error.start}",
            remedy="write the character itself, or the whole pair",
        ) from None


def document_iri(text: str, *, base: str = DEFAULT_BASE) -> str:
    """Make the IRI of a document that brings none, from its text.

    >>> document_iri("The city bought it.")
    'https://w3id.org/claimkg/id/document/09abb3fdd17ce37a'
    """
    return f"{base}document/{text_digest(text)[:16]}"


def absolute_iri(value: str) -> str:
    """Return an absolute IRI, with what may not stand in one percent-encoded.

    Raises:
        InputError: it has no scheme, or nothing behind it.

    >>> absolute_iri('https://news.example/a "b"')
    'https://news.example/a%20%22b%22'
    """
    cleaned = _FORBIDDEN.sub(lambda match: quote(match[0], safe=""), value.strip())
    hierarchical = re.fullmatch(r"(?i)(https?|ftp|file)://.+", cleaned)
    web = re.match(r"(?i)(https?|ftp|file):", cleaned)
    if not _ABSOLUTE.fullmatch(cleaned) or (web and not hierarchical):
        raise InputError(
            f"{value!r} is not an absolute IRI", remedy="write it whole, as in https://…, or urn:…"
        )
    try:
        # What the store cannot hold must be known before a document is read.
        NamedNode(cleaned)
    except ValueError as error:
        raise InputError(
            f"{value!r} is not an IRI: {error}", remedy="write it as a browser shows it"
        ) from None
    return cleaned


def document_record(document: Document) -> dict[str, object]:
    """Return the document as a JSON object; what is not known is left out.

    >>> record = document_record(Document("urn:a", "a.txt", "Hi.", text_digest("Hi.")))
    >>> list(record)
    ['id', 'source', 'sha256', 'text', 'blocks']
    """
    record: dict[str, object] = {"id": document.id, "source": document.source}
    for name in _OPTIONAL:
        value = getattr(document, name)
        if value is not None:
            record[name] = value
    record["sha256"] = document.sha256
    record["text"] = document.text
    record["blocks"] = [[block.kind, block.start, block.end] for block in document.blocks]
    return record


def document_from_record(
    record: Mapping[str, object], *, where: str, source: str, base: str = DEFAULT_BASE
) -> Document:
    """Read a document from a JSON object.

    `where` names the line in messages; `source` stands where the record names none. The id is
    `id`, else `url`, else made from the text under `base`. Without `blocks` the document has none.

    Raises:
        InputError: naming the field, and what it may hold.
    """
    try:
        return _document(record, source=source, base=base)
    except InputError as error:
        raise InputError(error.reason, where=where, remedy=error.remedy) from None


def _document(record: Mapping[str, object], *, source: str, base: str) -> Document:
    text = _string(record, "text")
    if text is None or not text.strip():
        raise InputError("'text' is missing or empty", remedy="give the document's whole text")
    known = {name: _string(record, name) for name in _OPTIONAL}
    for name in ("published", "modified"):
        _check_date(name, known[name])
    url = absolute_iri(known["url"]) if known["url"] else None
    given = _string(record, "id") or url
    return Document(
        id=absolute_iri(given) if given else document_iri(text, base=base),
        source=_string(record, "source") or source,
        text=text,
        sha256=text_digest(text),
        title=known["title"],
        author=known["author"],
        publisher=known["publisher"],
        published=known["published"],
        modified=known["modified"],
        url=url,
        blocks=_blocks(record.get("blocks"), text),
    )


def _string(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name!r} is not a string", remedy="put it in quotation marks")
    return value


def _check_date(name: str, value: str | None) -> None:
    if value is not None and not _EDTF.fullmatch(value):
        raise InputError(
            f"{name!r} is not a date: {value!r}", remedy="write it as 2018, 2018-05 or 2018-05-23"
        )


def _blocks(value: object, text: str) -> tuple[Block, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise InputError("'blocks' is not a list", remedy="give [kind, start, end] for each")
    blocks: list[Block] = []
    end = 0
    for item in value:
        block = _block(item)
        if not end <= block.start < block.end <= len(text):
            raise InputError(
                f"block {block.start}..{block.end} is empty, out of order or beyond the text",
                remedy=f"blocks lie in text order within 0..{len(text)}",
            )
        blocks.append(block)
        end = block.end
    return tuple(blocks)


def _block(item: object) -> Block:
    if isinstance(item, list | tuple) and len(item) == 3:
        kind, start, end = item
        # bool is an int to Python, not to a reader of JSON
        if kind in BLOCK_KINDS and type(start) is int and type(end) is int:
            return Block(kind, start, end)
    raise InputError(
        f"{item!r} is not a block",
        remedy=f"write [kind, start, end], with a kind of: {', '.join(BLOCK_KINDS)}",
    )
