"""The reader of JSON Lines: documents, claims, or both, one JSON object a line.

A line with `text` is a document, a line with `type` and `subject` a claim. What `kg build` writes
as `documents.jsonl` and `claims.jsonl` reads back to what it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO, NoReturn, cast

from kg.errors import InputError
from kg.model import Claim, Document, Rejection, Source, with_id
from kg.model.claim_format import claim_from_record
from kg.model.document_format import document_from_record
from kg.model.report import Kind
from kg.readers.contents import Stretch
from kg.readers.segmentation import segment
from kg.vocab import DEFAULT_BASE

_MARK = b"\xef\xbb\xbf"
_LONGEST = 1 << 28
"""Bytes of a line at most; a document of so many would be a library."""
_CHUNK = 1 << 20
_REMEDY = 'one JSON object a line: a document with "text", or a claim with "type" and "subject"'


def read_json_lines(
    source: Source, /, *, base: str = DEFAULT_BASE
) -> Iterator[Document | Claim | Rejection]:
    """Read documents and claims, in the order of the lines; empty lines are passed over.

    One line is held at a time, however long the source is; a line of more than 256 MB is set aside.

    A document without `blocks` gets those of its text; a claim without an id gets one. A line that
    is neither becomes a rejection that names file and line and keeps the line.

    >>> source = Source("a.jsonl", "application/jsonl", b'{"text": "The buses are back."}')
    >>> next(read_json_lines(source)).id
    'https://w3id.org/claimkg/id/document/b5360fe12fd9aa60'
    """
    empty = not isinstance(source.content, Stretch)
    try:
        with source.open() as stream:
            for number, line in enumerate(_lines(stream), start=source.line):
                if line is None or line.strip():
                    empty = False
                    yield _read_line(line, f"{source.location}:{number}", source.location, base)
    except InputError as error:
        yield Rejection("source", error.where or source.location, error.reason, error.remedy)
    except OSError as error:
        reason = f"reading broke off: {error.strerror or error}"
        yield Rejection("source", source.location, reason, "try it again")
    else:
        if empty:
            yield Rejection("source", source.location, "there is no line in it", _REMEDY)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines without their ends, holding one at a time; None for one that is too long."""
    line = stream.readline(_LONGEST + 1).removeprefix(_MARK)
    while line:
        if len(line) > _LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield None
        else:
            yield line.removesuffix(b"\n")
        line = stream.readline(_LONGEST + 1)


def _read_line(
    line: bytes | None, where: str, location: str, base: str
) -> Document | Claim | Rejection:
    kind: Kind = "document"
    if line is None:
        return Rejection(kind, where, f"the line has more than {_LONGEST:,} bytes", _REMEDY)
    try:
        record = _parse(line, where)
        if "text" not in record and "type" in record and "subject" in record:
            kind = "claim"
            return with_id(claim_from_record(record, where=where))
        if "text" not in record:
            raise InputError("this is neither a document nor a claim", remedy=_REMEDY)
        document = document_from_record(record, where=where, source=location, base=base)
    except InputError as error:
        item = line.decode("utf-8", "replace").strip()
        return Rejection(kind, error.where or where, error.reason, error.remedy, item=item)
    if record.get("blocks") is None:
        return replace(document, blocks=segment(document.text))
    return document


def _parse(line: bytes, where: str) -> Mapping[str, object]:
    try:
        # Decimal keeps a price as it was written.
        record: object = json.loads(
            line.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse
        )
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8, which JSON Lines are in"
        raise InputError(reason, where=where, remedy="save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        reason = f"this is not JSON: {error.msg} at character {error.pos}"
        raise InputError(reason, where=where, remedy=_REMEDY) from None
    except ValueError as error:
        # Python reads no number of thousands of digits.
        reason = f"this is no JSON that can be read: {error}"
        raise InputError(reason, where=where, remedy=_REMEDY) from None
    except RecursionError:
        raise InputError("this JSON is nested too deeply", where=where, remedy=_REMEDY) from None
    if not isinstance(record, dict):
        raise InputError("this is not a JSON object", where=where, remedy=_REMEDY)
    return cast("Mapping[str, object]", record)


def _refuse(constant: str) -> NoReturn:
    raise InputError(f"{constant} is not a JSON number", remedy="write a number, or leave it out")
