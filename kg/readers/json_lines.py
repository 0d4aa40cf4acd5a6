"""The reader of JSON Lines: documents, claims, or both, one JSON object a line.

A line with `text` is a document, a line with `type` and `subject` a claim. What `kg build` writes
as `documents.jsonl` and `claims.jsonl` reads back to what it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NoReturn, cast

from kg.errors import InputError
from kg.model import Claim, Document, Rejection, Source, with_id
from kg.model.claim_format import claim_from_record
from kg.model.document_format import document_from_record
from kg.model.report import Kind
from kg.readers.segmentation import segment
from kg.vocab import DEFAULT_BASE

_MARK = b"\xef\xbb\xbf"
_REMEDY = 'one JSON object a line: a document with "text", or a claim with "type" and "subject"'


def read_json_lines(
    source: Source, /, *, base: str = DEFAULT_BASE
) -> Iterator[Document | Claim | Rejection]:
    """Read documents and claims, in the order of the lines; empty lines are passed over.

    A document without `blocks` gets those of its text; a claim without an id gets one. A line that
    is neither becomes a rejection that names file and line and keeps the line.

    >>> source = Source("a.jsonl", "application/jsonl", b'{"text": "The buses are back."}')
    >>> next(read_json_lines(source)).id
    'https://w3id.org/claimkg/id/document/b5360fe12fd9aa60'
    """
    empty = True
    for number, line in enumerate(_lines(source.data), start=1):
        if line.strip():
            empty = False
            yield _read_line(line, f"{source.location}:{number}", source.location, base)
    if empty:
        yield Rejection("source", source.location, "there is no line in it", _REMEDY)


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines of a file without holding a second copy of it."""
    start = len(_MARK) if data.startswith(_MARK) else 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _read_line(line: bytes, where: str, location: str, base: str) -> Document | Claim | Rejection:
    kind: Kind = "document"
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
    except RecursionError:
        raise InputError("this JSON is nested too deeply", where=where, remedy=_REMEDY) from None
    if not isinstance(record, dict):
        raise InputError("this is not a JSON object", where=where, remedy=_REMEDY)
    return cast("Mapping[str, object]", record)


def _refuse(constant: str) -> NoReturn:
    raise InputError(f"{constant} is not a JSON number", remedy="write a number, or leave it out")
