"""The file of judgements: a table that people, spreadsheets and git can read and merge.

CSV (RFC 4180) in UTF-8 with a byte order mark, sorted, one row a pair:

    judgement,type,left,left_document,right,right_document,by,at,why
    same,Organization,Elverton PD,,Elverton Police Department,,Ada,2024-05-14T09:30:00Z,own site

`judgement` is "same", "different" or "unsure". Without a document a side is every document's entity
of that name. The table of candidates has the same columns and some more; its rows count when their
`judgement` is filled in.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.model.csv_cells import cell
from kg.model.document_format import absolute_iri
from kg.model.judgement import VERDICTS, Judgement, Selector, Verdict, utc_time
from kg.resolution.constraints import Constraints, constraints
from kg.resolution.contradictions import Contradiction, contradictions
from kg.resolution.pairs import check, merge, pair_of, without
from kg.resolution.spreadsheets import Row, by_column, table_rows
from kg.vocab.ontology import Ontology, default_ontology

__all__ = [
    "CANDIDATE_COLUMNS",
    "COLUMNS",
    "Constraints",
    "Contradiction",
    "check",
    "constraints",
    "contradictions",
    "merge",
    "pair_of",
    "read_judgements",
    "without",
    "write_judgements",
]

COLUMNS = (
    "judgement", "type", "left", "left_document", "right", "right_document", "by", "at", "why",
)  # fmt: skip
# What the program itself adds to a candidate; it can do so again, and a judgement need not keep it.
CANDIDATE_COLUMNS = ("score", "reason", "left_sentence", "right_sentence", "documents")
_NEEDED = ("judgement", "type", "left", "right")
_MOST_ERRORS = 20
_CLASSES = re.compile(r"\s*[|/,;]\s*")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_judgements(
    path: Path, *, by: str = "", at: str = "", ontology: Ontology | None = None
) -> list[Judgement]:
    """Read the judgements of a file, in the order of its rows; none where there is no file.

    Rows without a judgement are passed over. `by` and `at` stand in where a row has none, as in a
    table of candidates that a person has just filled in. A class below a root becomes its root.

    Raises:
        InputError: rows cannot be used, each named with its line and what would mend it, or the
            file cannot be read.
    """
    known = ontology or default_ontology()
    judgements, errors = [], []
    for row in _filled_rows(path):
        try:
            if isinstance(row, InputError):
                raise row
            judgements.append(_judgement(row, known, by=by, at=at))
        except InputError as error:
            errors.append(error)
    if errors:
        raise _all_of(errors, path)
    return judgements


def write_judgements(path: Path, judgements: Iterable[Judgement]) -> None:
    """Write judgements into a file, one row a pair (see `merge`); the file is replaced whole.

    The columns that people added follow those of `COLUMNS`, by name.

    Raises:
        StoreError: the file cannot be written.
    """
    rows = merge(judgements)
    added = sorted({name for judgement in rows for name, _ in judgement.extra})
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([*COLUMNS, *map(cell, added)])
    table.writerows(map(cell, _cells(judgement, added)) for judgement in rows)
    _replace(path, _BYTE_ORDER_MARK + text.getvalue().encode())


def _filled_rows(path: Path) -> Iterator[tuple[dict[str, str], str] | InputError]:
    """Yield the rows that have a judgement by column, each with its place; and what is unreadable.

    Raises:
        InputError: the file cannot be read, or lacks a column.
    """
    try:
        with path.open("rb") as stream:
            rows = table_rows(stream, str(path))
            names = _names(next(rows, None), path)
            for row in rows:
                if isinstance(row, InputError):
                    yield row
                    continue
                where = f"{path}:{row.line}"
                try:
                    cells = by_column(names, row, str(path))
                except InputError as error:
                    yield error
                    continue
                if cells["judgement"].strip():
                    yield cells, where
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(
            f"the judgements cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the path and its permissions",
        ) from error


def _names(row: Row | InputError | None, path: Path) -> list[str]:
    if isinstance(row, InputError):
        raise row
    names = [name.strip() for name in row.cells] if row else []
    folded = [name.casefold() if name.casefold() in COLUMNS else name for name in names]
    missing = [name for name in _NEEDED if name not in folded]
    doubled = sorted({name for name in folded if name and folded.count(name) > 1})
    if missing or doubled:
        problem = f"has no column {missing[0]!r}" if missing else f"has {doubled[0]!r} twice"
        raise InputError(
            f"the table of judgements {problem}",
            where=f"{path}:{row.line if row else 1}",
            remedy=f"its first row is: {','.join(COLUMNS)}",
        )
    return folded


def _judgement(
    row: tuple[dict[str, str], str], ontology: Ontology, *, by: str, at: str
) -> Judgement:
    cells, where = row
    try:
        left_type, right_type = _roots(cells["type"], ontology)
        at = cells.get("at", "").strip() or at
        judgement = Judgement(
            _verdict(cells["judgement"]),
            _selector(cells, "left", left_type),
            _selector(cells, "right", right_type),
            by=cells.get("by", "") or by,
            at=utc_time(at) if at else "",
            why=cells.get("why", ""),
            extra=_extra(cells),
            where=where,
        )
        check(judgement, ontology)
    except InputError as error:
        raise InputError(error.reason, where=where, remedy=error.remedy) from None
    return judgement


def _verdict(text: str) -> Verdict:
    verdict = text.strip().casefold()
    if verdict not in VERDICTS:
        raise InputError(f"the judgement is {text!r}", remedy=f"it may be: {', '.join(VERDICTS)}")
    return verdict


def _roots(text: str, ontology: Ontology) -> tuple[str, str]:
    """Return the root classes of both sides; of a cell with two classes, one a side."""
    if not text.strip():
        raise InputError(
            "the row has no type", remedy=f"it may be: {', '.join(sorted(set(ontology.roots)))}"
        )
    names = _CLASSES.split(text.strip())
    # A class that is not known stays, for `check` to name.
    roots = [ontology.roots.get(name, name) for name in names]
    return roots[0], next((root for root in roots if root != roots[0]), roots[0])


def _selector(cells: Mapping[str, str], side: str, root: str) -> Selector:
    name, document = cells[side], cells.get(f"{side}_document", "").strip()
    if not name.strip():
        raise InputError(f"the row has no name in {side!r}", remedy="write the entity's name")
    return Selector(root, name, absolute_iri(document) if document else "")


def _extra(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    known = {"", *COLUMNS, *CANDIDATE_COLUMNS}
    return tuple(sorted((name, text) for name, text in cells.items() if text and name not in known))


def _cells(judgement: Judgement, added: Iterable[str]) -> list[str]:
    left, right, extra = judgement.left, judgement.right, dict(judgement.extra)
    sides = (left.type, left.name, left.document, right.name, right.document)
    known = (judgement.verdict, *sides, judgement.by, judgement.at, judgement.why)
    return [*known, *(extra.get(name, "") for name in added)]


def _all_of(errors: list[InputError], path: Path) -> InputError:
    if len(errors) == 1:
        return errors[0]
    lines = [str(error) for error in errors[:_MOST_ERRORS]]
    if len(errors) > _MOST_ERRORS:
        lines.append(f"and {len(errors) - _MOST_ERRORS} more")
    return InputError("\n  ".join([f"{len(errors)} rows cannot be used:", *lines]), where=str(path))


def _replace(path: Path, data: bytes) -> None:
    """Write a file that takes its name only when it is whole and on the disk."""
    path = path.resolve()
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise StoreError(
            f"the judgements cannot be written: {error.strerror}",
            where=str(path),
            remedy="check the disk and the folder's permissions",
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
