"""Corrections as JSON objects, one a line of a file that people write, version and share.

A line has `claim`, `action` ("reject" or "amend"), `by` and `why`; an amendment has `changes`. `at`
may be left out, and so may what says which claim it was: `document`, `type`, `subject`, `object`
(names), `words` (of the evidence; " … " stands where they are apart). Empty lines are passed over.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, cast

from kg.errors import InputError
from kg.model.claim_changes import check_changes
from kg.model.correction import ACTIONS, Correction
from kg.model.document_format import absolute_iri

CORRECTION_FIELDS = (
    "claim", "action", "changes", "by", "at", "why",
    "document", "type", "subject", "object", "words",
)  # fmt: skip
_TIME_FORM = "%Y-%m-%dT%H:%M:%SZ"
_LENGTH_OF_TIME = 20
_FORM = 'one JSON object a line: {"claim": …, "action": "reject", "by": …, "why": …}'


def dump_correction(correction: Correction) -> str:
    """Write a correction as one line of JSON, without the line end; absent fields are left out.

    >>> dump_correction(Correction("c1", "reject", "Ida Voss", "they only tried it"))
    '{"claim": "c1", "action": "reject", "by": "Ida Voss", "why": "they only tried it"}'
    """
    fields: dict[str, object] = {name: getattr(correction, name) for name in CORRECTION_FIELDS}
    fields["changes"] = dict(correction.changes) or None
    known = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, allow_nan=False)


def dump_corrections(corrections: Iterable[Correction]) -> str:
    """Write a whole file: each correction once, sorted, so that the same ones give the same bytes.

    >>> dump_corrections([])
    ''
    """
    lines = {dump_correction(correction): correction for correction in corrections}
    ordered = sorted(lines, key=lambda line: (*correction_order(lines[line]), line))
    return "".join(f"{line}\n" for line in ordered)


def correction_order(correction: Correction) -> tuple[str, str, str]:
    """Return what corrections are sorted by: document, claim, time."""
    return correction.document or "", correction.claim, correction.at or ""


def correction_from_record(record: Mapping[str, object], *, where: str) -> Correction:
    """Read a correction from a JSON object; `where` names the line in messages.

    Raises:
        InputError: naming the field, and what it may hold.
    """
    try:
        return _correction(record)
    except InputError as error:
        raise InputError(error.reason, where=where, remedy=error.remedy) from None


def parse_corrections(text: str, *, where: str) -> tuple[Correction, ...]:
    """Read the corrections of a file, sorted; `where` is the file's name.

    Two corrections of one claim are let pass where they do the same.

    Raises:
        InputError: a line is no correction, or does something else than another with its claim.
    """
    found: dict[str, tuple[Correction, str]] = {}
    corrections = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        correction = correction_from_record(_record(line, place), where=place)
        first, before = found.setdefault(correction.claim, (correction, place))
        if not agree(first, correction):
            raise InputError(
                f"claim {correction.claim} is corrected otherwise in {before}",
                where=place,
                remedy="keep one of the two lines",
            )
        corrections.append(correction)
    return tuple(sorted(corrections, key=lambda each: (*correction_order(each), each.by, each.why)))


def agree(first: Correction, second: Correction) -> bool:
    """Tell whether two corrections do the same with a claim."""
    return (first.action, first.changes) == (second.action, second.changes)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of corrections; one that is not there holds none.

    Raises:
        InputError: the file cannot be read, or as `parse_corrections`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8, which JSON Lines are in"
        raise InputError(reason, where=str(path), remedy="save the file as UTF-8") from None
    except OSError as error:
        reason = f"the corrections cannot be read: {error.strerror}"
        raise InputError(reason, where=str(path), remedy="name a file of JSON Lines") from None
    return parse_corrections(text, where=str(path))


def _record(line: str, where: str) -> Mapping[str, object]:
    try:
        record: object = json.loads(
            line, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_once
        )
    except InputError as error:
        raise InputError(error.reason, where=where, remedy=error.remedy) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not JSON: {error}", where=where, remedy=_FORM) from None
    if not isinstance(record, dict):
        raise InputError("this is not a JSON object", where=where, remedy=_FORM)
    return cast("Mapping[str, object]", record)


def _refuse(constant: str) -> NoReturn:
    raise InputError(f"{constant} is not a JSON number", remedy="write a number, or leave it out")


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a field that is given twice: one of the two would silently be lost."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"{twice!r} is given twice", remedy="keep one of the two")
    return fields


def _correction(record: Mapping[str, object]) -> Correction:
    for name in record:
        if name not in CORRECTION_FIELDS:
            near = difflib.get_close_matches(name, CORRECTION_FIELDS, n=1)
            known = f"it has: {', '.join(CORRECTION_FIELDS)}"
            remedy = f"did you mean {near[0]!r}?" if near else known
            raise InputError(f"a correction has no field {name!r}", remedy=remedy)
    action, document = _words(record, "action"), _optional(record, "document")
    if action not in ACTIONS:
        reason = f"'action' is {action!r}"
        raise InputError(reason, remedy=f"it may be: {', '.join(ACTIONS)}")
    return Correction(
        claim=_claim(record),
        action=action,
        by=_words(record, "by"),
        why=_words(record, "why"),
        at=_time(_optional(record, "at")),
        changes=_changes(record.get("changes"), action),
        document=None if document is None else absolute_iri(document),
        type=_optional(record, "type"),
        subject=_optional(record, "subject"),
        object=_optional(record, "object"),
        words=_optional(record, "words"),
    )


def _claim(record: Mapping[str, object]) -> str:
    """Return the id of the claim, which may stand at the end of its IRI."""
    name = _words(record, "claim").rpartition("/")[2].strip()
    if not name:
        reason = f"'claim' is {record['claim']!r}"
        raise InputError(reason, remedy="give the claim's id, such as c0123456789abcdef0123")
    return name


def _words(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        problem = "is missing" if value is None else f"is {value!r}"
        raise InputError(f"{name!r} {problem}", remedy="give a string that is not empty")
    _check_text(name, value)
    return value


def _check_text(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        reason = f"{name!r} holds half of a surrogate pair"
        raise InputError(reason, remedy="write the character itself, or the whole pair") from None


def _optional(record: Mapping[str, object], name: str) -> str | None:
    return None if record.get(name) is None else _words(record, name)


def _time(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        # strptime lets a number have fewer digits than xsd:dateTime asks for.
        known = len(value) == _LENGTH_OF_TIME and bool(datetime.strptime(value, _TIME_FORM))  # noqa: DTZ007
    except ValueError:
        known = False
    if not known or not value.isascii():
        remedy = "write a time in UTC as in 2026-01-31T12:00:00Z, or leave it out"
        raise InputError(f"'at' is {value!r}", remedy=remedy)
    return value


def _changes(value: object, action: str) -> Mapping[str, object]:
    if action == "reject":
        if value is not None:
            reason = "a correction that rejects a claim has 'changes'"
            raise InputError(reason, remedy='leave them out, or write "action": "amend"')
        return MappingProxyType({})
    if not isinstance(value, Mapping):
        problem = "is missing" if value is None else "is not a JSON object"
        raise InputError(f"'changes' {problem}", remedy='write {"object": {"name": …}}')
    changes = cast("Mapping[str, object]", value)
    for text in _texts(changes):
        _check_text("changes", text)
    check_changes(changes)
    return MappingProxyType(dict(changes))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        parts = chain.from_iterable(value.items()) if isinstance(value, Mapping) else value
        for part in parts:
            yield from _texts(part)
