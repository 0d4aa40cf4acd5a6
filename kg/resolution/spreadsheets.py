"""Tables as spreadsheets save them: CSV with commas, semicolons or tabs, read row by row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from kg.errors import InputError
from kg.model.csv_cells import cell_value

_SEPARATORS = ",;\t"
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_NOT_UTF8 = re.compile(r"[\udc80-\udcff]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Row(NamedTuple):
    """A row of a table: the number of its first line, and its cells."""

    line: int
    cells: list[str]


def table_rows(stream: BinaryIO, where: str) -> Iterator[Row | InputError]:
    """Yield the rows of a table, that of the column names first; rows without text are left out.

    The encoding is UTF-8, with or without byte order mark, or UTF-16 with one. The separator is the
    comma, semicolon or tab that stands most often in the first row. The apostrophe that guards a
    formula is taken off. A row that cannot be read is yielded as an error that names its line.

    Source: https://www.rfc-editor.org/rfc/rfc4180
    """
    text = _text(stream)
    try:
        yield from _rows(_Lines(text), where)
    finally:
        if not stream.closed:
            text.detach()  # the stream is the caller's to close


def _rows(lines: _Lines, where: str) -> Iterator[Row | InputError]:
    first = lines.peek()
    declared = _DECLARED.fullmatch(first)
    if declared:
        next(lines)
        first = lines.peek()
    separator = declared[1] if declared else max(_SEPARATORS, key=first.count)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number = lines.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable(str(error), f"{where}:{number}")
            continue
        if any(map(_NOT_UTF8.search, cells)):
            yield _not_utf8(f"{where}:{number}")
        elif any(map(str.strip, cells)):
            yield Row(number, [cell_value(text) for text in cells])


def by_column(names: Sequence[str], row: Row, where: str) -> dict[str, str]:
    """Return the cells of a row by the names of their columns; what is missing at its end is "".

    Raises:
        InputError: the row has text beyond the last column.
    """
    if any(text.strip() for text in row.cells[len(names) :]):
        raise InputError(
            f"the row has {len(row.cells)} cells, and the table {len(names)} columns",
            where=f"{where}:{row.line}",
            remedy='put a cell that holds a separator in quotation marks ("a, b")',
        )
    padded = [*row.cells, *[""] * (len(names) - len(row.cells))]
    return dict(zip(names, padded, strict=False))


class _Lines:
    """The lines of a text, counted as they are taken; the next may be looked at."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._ahead: str | None = None
        self.number = 0

    def peek(self) -> str:
        if self._ahead is None:
            self._ahead = next(self._lines, "")
        return self._ahead

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, self._ahead = self.peek(), None
        if not line:
            raise StopIteration
        self.number += 1
        return line


def _text(stream: BinaryIO) -> io.TextIOWrapper:
    start = stream.read(4)
    stream.seek(0)
    encoding = "utf-16" if start.startswith(_UTF16) else "utf-8-sig"
    # What is not UTF-8 is found in its row, so that the message can name the line.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _unreadable(reason: str, where: str) -> InputError:
    return InputError(
        f"the row cannot be read: {reason}",
        where=where,
        remedy='put a cell with quotation marks in quotation marks, and double its own ("a ""b""")',
    )


def _not_utf8(where: str) -> InputError:
    return InputError("the row is not UTF-8", where=where, remedy='save the table as "CSV UTF-8"')
