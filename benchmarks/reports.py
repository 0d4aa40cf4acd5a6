"""A SHACL report as lines that can be compared, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ReportKey = tuple[str, str, str, str, str]
"""Focus node, value, constraint component, source shape and severity of one result."""


def write_report(path: Path, results: Iterable[ReportKey]) -> int:
    """Write each result once, sorted; return how many there are."""
    lines = sorted({"\t".join(result) for result in results})
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def same_report(first: Path, second: Path) -> bool:
    """Tell whether two reports have the same results."""
    return first.read_bytes() == second.read_bytes()
