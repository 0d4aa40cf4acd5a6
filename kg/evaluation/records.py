"""The lines of gold files as JSON objects, and their fields read strictly."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.errors import InputError
from kg.evaluation.overlap import Range
from kg.model import Rejection

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: the JSON object on it, and "FILE:NUMBER"."""

    where: str
    record: Record


def read_lines(path: Path) -> Iterator[Line | Rejection]:
    """Yield the lines of a JSON Lines file; one that is no JSON object becomes a rejection.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    for number, text in enumerate(_text(path).split("\n"), start=1):
        if text.strip():
            yield _line(text, f"{path}:{number}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} is not UTF-8", where=str(path), remedy="save the file as UTF-8"
        ) from None


def _line(text: str, where: str) -> Line | Rejection:
    reason = "this is not a JSON object"
    try:
        record: object = json.loads(text)
    except json.JSONDecodeError as error:
        record, reason = None, f"this is not JSON: {error.msg} at character {error.pos}"
    except RecursionError:
        record, reason = None, "this JSON is nested too deeply"
    if isinstance(record, dict):
        return Line(where, cast("Record", record))
    return Rejection("claim", where, reason, "one JSON object a line", item=text.strip())


def set_aside(line: Line, error: InputError) -> Rejection:
    """Return a line that cannot be used as a rejection, which keeps it and the reason."""
    item = json.dumps(line.record, ensure_ascii=False)
    return Rejection("claim", error.where or line.where, error.reason, error.remedy, item=item)


def check_names(record: Record, known: Sequence[str]) -> None:
    """Refuse a field that looks like a slip of the pen; other unknown fields are notes.

    Raises:
        InputError: naming the field that was probably meant.
    """
    for name in record:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if name not in known and near:
            raise InputError(f"there is no field {name!r}", remedy=f"did you mean {near[0]!r}?")


def words(record: Record, name: str) -> str:
    """Return a field that holds a string that is not empty.

    Raises:
        InputError: it does not.
    """
    value = record.get(name)
    if isinstance(value, str) and value.strip():
        return value
    problem = "is missing" if value is None else f"is {value!r}"
    raise InputError(f"{name!r} {problem}", remedy="give a string that is not empty")


def optional_words(record: Record, name: str) -> str | None:
    """Return a field that holds a string, or None where it is absent or null.

    Raises:
        InputError: it is neither.
    """
    return None if record.get(name) is None else words(record, name)


def choice(record: Record, name: str, allowed: Sequence[str]) -> str:
    """Return a field that holds one of some words.

    Raises:
        InputError: it does not.
    """
    value = words(record, name)
    if value not in allowed:
        raise InputError(f"{name!r} is {value!r}", remedy=f"it may be: {', '.join(allowed)}")
    return value


def flag(record: Record, name: str) -> bool:
    """Return a field that holds true or false; absent is false.

    Raises:
        InputError: it holds something else.
    """
    value = record.get(name, False)
    if isinstance(value, bool):
        return value
    raise InputError(f"{name!r} is {value!r}", remedy="write true or false, or leave it out")


def mapping(record: Record, name: str) -> Record:
    """Return a field that holds a JSON object; absent is an empty one.

    Raises:
        InputError: it holds something else.
    """
    value = record.get(name, {})
    if isinstance(value, dict):
        return cast("Record", value)
    raise InputError(f"{name!r} is not a JSON object", remedy='write {"since": "2016"}, or {}')


def items(record: Record, name: str, form: str) -> list[object]:
    """Return a field that holds a list of one or more; `form` says how to write an item.

    Raises:
        InputError: it does not.
    """
    value = record.get(name)
    if isinstance(value, list) and value:
        return cast("list[object]", value)
    problem = "is missing" if value is None else f"is {value!r}"
    raise InputError(f"{name!r} {problem}", remedy=f"give a list of one or more {form}")


def checked_range(start: object, end: object, text: str, name: str) -> Range:
    """Return offsets as a range of the article's text.

    Raises:
        InputError: they are no whole numbers, or lie outside of the text.
    """
    # bool is an int to Python, not to a reader of JSON
    if type(start) is int and type(end) is int and 0 <= start < end <= len(text):
        return start, end
    raise InputError(
        f"{name!r} runs from {start!r} to {end!r}",
        remedy=f"give offsets in code points, 0 <= start < end <= {len(text)}",
    )


def quoted_range(record: Record, words_field: str, text: str, name: str) -> Range:
    """Return the range of a record's `start` and `end`, where the text must hold its words.

    Raises:
        InputError: the text holds other words there.
    """
    said = words(record, words_field)
    start, end = checked_range(record.get("start"), record.get("end"), text, name)
    if text[start:end] == said:
        return start, end
    first = text.find(said)
    found = f"they stand at {first}-{first + len(said)}" if first >= 0 else "it holds them nowhere"
    raise InputError(
        f"{name!r} is {said[:60]!r}, but the article has {text[start:end][:60]!r} at {start}-{end}",
        remedy=f"give the offsets of these words; {found}",
    )
