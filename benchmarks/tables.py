"""Comparisons as tables, for a terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.comparing import Comparison, Cost

Rows = Sequence[Sequence[str]]
_HEAD = (
    "work",
    "size",
    "ours",
    "reference",
    "",
    "times as fast",
    "MB",
    "reference MB",
    "more MB",
    "reference more MB",
)
GROWN = ("files", "build", "validation", "store", "network", "resolve")
_BASE = 100_000


def size_text(size: int) -> str:
    """Write a size as it is given on the command line.

    >>> size_text(5_000_000), size_text(10_000), size_text(1_500)
    ('5M', '10k', '1500')
    """
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if size and size % unit == 0:
            return f"{size // unit}{letter}"
    return str(size)


def seconds_text(seconds: float) -> str:
    """Write a duration with three digits and its unit.

    >>> seconds_text(0.00012), seconds_text(0.0123), seconds_text(1.234), seconds_text(612.3)
    ('0.12 ms', '12.3 ms', '1.23 s', '612 s')
    """
    if seconds < 0.1:
        return f"{_three(seconds * 1000)} ms"
    return f"{_three(seconds)} s"


def _three(number: float) -> str:
    return (
        f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"
    )


def comparison_table(comparisons: Iterable[Comparison]) -> Rows:
    """Return the rows of a table, its head first."""
    return [
        _HEAD,
        *(
            (
                row.work,
                size_text(row.size) if row.size else "",
                _seconds(row.ours),
                _seconds(row.theirs),
                row.reference + (f"; {row.remark}" if row.remark else ""),
                _ratio(row),
                _megabytes(row.ours.peak),
                _megabytes(row.theirs.peak),
                _megabytes(row.ours.grown),
                _megabytes(row.theirs.grown),
            )
            for row in comparisons
        ),
    ]


def _seconds(cost: Cost) -> str:
    if cost.state == "failed":
        return "failed"
    if cost.seconds is None:
        return "–"
    return f"{'> ' if cost.state == 'stopped' else ''}{seconds_text(cost.seconds)}"


def _ratio(row: Comparison) -> str:
    if row.ratio is None:
        return "–"
    return f"{'> ' if row.theirs.state == 'stopped' else ''}{row.ratio:.2f}"


def _megabytes(count: int | None) -> str:
    return "–" if count is None else f"{count / 2**20:.0f}"


def growth_table(comparisons: Sequence[Comparison]) -> Rows:
    """Return how the time of one grows from the base size to the others, in microseconds.

    One is a quad, a link of a network or an entity; the base size is 100k, or the least there is.
    """
    sizes = sorted({row.size for row in comparisons if row.part in GROWN})
    base = _BASE if _BASE in sizes else next(iter(sizes), 0)
    head = ("work", *(f"µs each at {size_text(size)}" for size in sizes))
    grown = (*head, *(f"{size_text(size)} to {size_text(base)}" for size in sizes if size > base))
    rows = [grown]
    for part in GROWN:
        # The first row of a part is the work itself.
        found = {row.size: row for row in reversed(comparisons) if row.part == part}
        for who in ("ours", "reference"):
            rates = {size: _rate(row, ours=who == "ours") for size, row in found.items()}
            if any(rates.values()):
                rows.append((f"{part}, {who}", *_growth(rates, sizes, base)))
    return rows


def _rate(row: Comparison, *, ours: bool) -> float | None:
    cost = row.ours if ours else row.theirs
    known = cost.seconds is not None and cost.state == "whole"
    return (cost.seconds or 0.0) / (row.count or row.size) * 1e6 if known else None


def _growth(rates: Mapping[int, float | None], sizes: Sequence[int], base: int) -> list[str]:
    first = rates.get(base)
    each = [rates.get(size) for size in sizes]
    larger = [rates.get(size) for size in sizes if size > base]
    shares = [rate / first if rate and first else None for rate in larger]
    return ["–" if value is None else _three(value) for value in (*each, *shares)]


def aligned(rows: Rows) -> str:
    """Write rows with their columns aligned: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(
            cell.ljust(width) if _wordy(rows, place) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in rows
    )


def _wordy(rows: Rows, place: int) -> bool:
    return place == 0 or rows[0][place] == ""


def markdown(rows: Rows) -> str:
    """Write rows as a table in Markdown."""
    marks = ["---" if _wordy(rows, place) else "--:" for place in range(len(rows[0]))]
    return "".join(f"| {' | '.join(row)} |\n" for row in (rows[0], marks, *rows[1:]))
