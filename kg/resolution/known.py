"""Lists of known entities, as people keep and publish them, read one entity at a time.

A list is a table (CSV with a column of ids and one of names) or JSON, an entity a line: those of
FollowTheMoney, as OpenSanctions publishes them, and those of a dump of Wikidata or an extract from
one. It may be compressed with gzip.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.model import Rejection
from kg.resolution.known_entity import KnownEntity
from kg.resolution.known_records import known_from_record
from kg.resolution.known_tables import known_from_table
from kg.resolution.known_types import KnownTypes, known_types
from kg.vocab.ontology import Ontology

__all__ = ["KnownEntity", "read_known"]

_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_LONGEST = 1 << 26
"""Bytes of a line at most; the longest entities of Wikidata have some million."""
_CHUNK = 1 << 20
_SHOWN = 1000
_REMEDY = "one JSON object a line, an entity of FollowTheMoney or Wikidata"


def read_known(
    path: Path,
    *,
    base: str | None = None,
    languages: Collection[str] = ("en",),
    ontology: Ontology | None = None,
) -> Iterator[KnownEntity | Rejection]:
    """Yield the entities of a list, in its order; a line that cannot be used with its reason.

    `base` is the IRI that ids stand under which are neither IRIs nor those of Wikidata or
    OpenSanctions. Of Wikidata's names and pages those in `languages` are read. One entity is in
    memory at a time.

    Raises:
        InputError: the list cannot be read, or is a table without a column of ids or of names.
    """
    types = known_types(ontology)
    try:
        with path.open("rb") as file, _unpacked(file) as stream:
            if _is_json(stream):
                yield from _from_lines(stream, path, types, base, languages)
            else:
                yield from _from_table(stream, path, types, base)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"the list of known entities cannot be read: {reason}",
            where=str(path),
            remedy="check the path, and that the file is whole",
        ) from error


def _unpacked(file: io.BufferedReader) -> io.BufferedReader:
    if file.peek(2)[:2] != _GZIP:
        return file
    return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=file)))


def _is_json(stream: io.BufferedReader) -> bool:
    start = stream.peek(_CHUNK).removeprefix(_MARK).lstrip()
    return start.startswith((b"{", b"[")) or not start


def _from_table(
    stream: BinaryIO, path: Path, types: KnownTypes, base: str | None
) -> Iterator[KnownEntity | Rejection]:
    for found in known_from_table(stream, str(path), types, base):
        if isinstance(found, KnownEntity):
            yield found
        else:
            line, error = found
            yield Rejection("source", f"{path}:{line}", error.reason, error.remedy)


def _from_lines(
    stream: BinaryIO,
    path: Path,
    types: KnownTypes,
    base: str | None,
    languages: Collection[str],
) -> Iterator[KnownEntity | Rejection]:
    for number, line in enumerate(_lines(stream), start=1):
        # A dump of Wikidata is one array, with an entity a line.
        text = None if line is None else line.strip().removesuffix(b",")
        if text is not None and text in (b"", b"[", b"]"):
            continue
        try:
            found = known_from_record(_parsed(text), types, base=base, languages=languages)
        except InputError as error:
            item = text[:_SHOWN].decode("utf-8", "replace") if text else None
            where = f"{path}:{number}"
            yield Rejection("source", where, error.reason, error.remedy, item=item)
        else:
            if found is not None:
                yield found


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines, holding one at a time; None for one that is too long."""
    line = stream.readline(_LONGEST).removeprefix(_MARK)
    while line:
        whole = line.endswith(b"\n") or len(line) < _LONGEST - len(_MARK)
        yield line if whole else None
        while not whole:
            rest = stream.readline(_CHUNK)
            whole = rest.endswith(b"\n") or len(rest) < _CHUNK
        line = stream.readline(_LONGEST)


def _parsed(line: bytes | None) -> Mapping[str, object]:
    if line is None:
        raise InputError(f"the line has more than {_LONGEST:,} bytes", remedy=_REMEDY)
    try:
        record: object = json.loads(line)
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} is not UTF-8, which JSON is in", remedy="save it as UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"this is not JSON: {error.msg} at character {error.pos}", remedy=_REMEDY
        ) from None
    except (ValueError, RecursionError):
        raise InputError("this is no JSON that can be read", remedy=_REMEDY) from None
    if not isinstance(record, dict):
        raise InputError("this is not a JSON object", remedy=_REMEDY)
    return cast("Mapping[str, object]", record)
