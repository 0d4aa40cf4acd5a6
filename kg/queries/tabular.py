"""A table of solutions as text for a person: columns where they fit, records where they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kg.queries.naming import displayed
from kg.queries.results import Table
from kg.triples import Term

NO_LABELS: Mapping[Term, str] = MappingProxyType({})
DEFAULT_WIDTH = 120
_GAP = "  "


def table_text(
    table: Table, labels: Mapping[Term, str] = NO_LABELS, *, width: int = DEFAULT_WIDTH
) -> str:
    """Write a table as aligned columns, or one record a row where columns exceed the width.

    Entities are written by the names in `labels`, other IRIs by prefix, literals by their words;
    a column without a value is left out. `width` counts columns of a terminal. The text ends with
    the number of rows.

    >>> print(table_text(Table(("name",), ((Term('"Ann"'),),))))
    name
    ----
    Ann
    <BLANKLINE>
    1 row
    """
    cells = [[displayed(term, labels) for term in row] for row in table.rows]
    used = [
        index
        for index in range(len(table.variables))
        if not cells or any(row[index] for row in cells)
    ]
    names = [table.variables[index] for index in used]
    rows = [[row[index] for index in used] for row in cells]
    widths = [max(map(display_width, column)) for column in zip(names, *rows, strict=True)]
    fits = sum(widths) + len(_GAP) * max(len(widths) - 1, 0) <= width
    lines = _columns(names, rows, widths) if fits else _records(names, rows)
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return "\n".join([*lines, "", count])


def _columns(
    names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> Iterator[str]:
    ruler = ["-" * width for width in widths]
    for row in (names, ruler, *rows):
        padded = (_padded(cell, width) for cell, width in zip(row, widths, strict=True))
        yield _GAP.join(padded).rstrip()


def _records(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        if number > 1:
            yield ""
        yield from _record(number, names, row)


def _record(number: int, names: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    longest = max(map(display_width, names))
    yield f"[{number}]"
    for name, cell in zip(names, row, strict=True):
        if cell:
            yield f"{_padded(name, longest)}{_GAP}{cell}"


def record_lines(table: Table, labels: Mapping[Term, str] = NO_LABELS) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a record for each row: its number, then each value that it has.

    >>> list(record_lines(Table(("name",), ((Term('"Ann"'),),))))
    [('[1]', 'name  Ann')]
    """
    for number, row in enumerate(table.rows, start=1):
        cells = [displayed(term, labels) for term in row]
        yield tuple(_record(number, table.variables, cells))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> display_width("東京"), display_width("e\\u0301")
    (4, 1)

    Source: https://www.unicode.org/reports/tr11/ (East Asian Width)
    """
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
