"""The command: `python -m benchmarks --sizes 10k,100k`."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.comparing import Comparison
from benchmarks.machine import machine
from benchmarks.measuring import Measure
from benchmarks.measuring import measure as measure_apart
from benchmarks.parts import NEED_CORPUS, PARTS, SIZELESS, USUAL, prepare
from benchmarks.session import Session
from benchmarks.tables import GROWN, aligned, comparison_table, growth_table, markdown

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


def size_of(text: str) -> int:
    """Read a size.

    >>> [size_of(text) for text in ("1500", "10k", "5M")]
    [1500, 10000, 5000000]

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    found = re.fullmatch(r"([1-9]\d*)([kKmM]?)", text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write 10k or 1M")
    return int(found[1]) * _UNITS[found[2].lower()]


def _sizes(text: str) -> list[int]:
    return sorted({size_of(part) for part in text.split(",")})


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"no part {name!r}; there are {', '.join(PARTS)}")
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure speed and memory beside the references."
    )
    add = parser.add_argument
    add(
        "--sizes",
        type=_sizes,
        default="10k,100k",
        help="quads, links of a network, or entities to resolve: 10k,100k,1M,5M",
    )
    add("--only", type=_names, default=list(USUAL), help=f"parts: {', '.join(PARTS)}")
    add("--json", type=Path, metavar="FILE", help="write everything that was measured")
    add("--markdown", action="store_true", help="print tables in Markdown")
    add("--reference-limit", type=float, default=600.0, metavar="SECONDS",
        help="stop a reference that takes longer")  # fmt: skip
    add("--largest-reference", type=size_of, default="1M", metavar="SIZE",
        help="run no reference beyond this size")  # fmt: skip
    add(
        "--texts",
        type=int,
        default=60,
        help="texts that extraction reads: articles, then made ones",
    )
    add("--rounds", type=int, default=3, help="how often extraction reads them; the best counts")
    add("--clock", choices=["wall", "cpu"], default="wall",
        help="seconds of the clock, or those of the processors: steadier on a machine at work")  # fmt: skip
    add("--documents", type=int, default=10_000, help="documents of the incremental builds")
    add("--work", type=Path, metavar="DIR", help="folder to work in; a temporary one is removed")
    return parser


def main(arguments: Sequence[str] | None = None, measure: Measure = measure_apart) -> int:
    """Measure, print the tables, and return 1 if a job failed or two reports differ.

    `measure` runs the jobs, each in a process of its own unless told otherwise.
    """
    options = _parser().parse_args(arguments)
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=options.work) as folder:
        session = Session(
            Path(folder),
            limit=options.reference_limit,
            largest=options.largest_reference,
            texts=options.texts,
            rounds=options.rounds,
            clock=options.clock,
            measure=measure,
            documents=options.documents,
            say=_say,
        )
        comparisons: list[Comparison] = []
        for row in _measure(session, options.sizes, options.only):
            comparisons.append(row)
            _say(f"    {'  '.join(filter(None, comparison_table([row])[1]))}")
            # After each row, so that what is known stays when a long run is broken off.
            if options.json:
                options.json.write_text(_json(session, comparisons), encoding="utf-8")
    _print(comparisons, as_markdown=options.markdown)
    for problem in session.problems:
        _say(problem)
    return 1 if session.problems else 0


def _measure(session: Session, sizes: Sequence[int], names: Sequence[str]) -> Iterator[Comparison]:
    for size in sizes:
        count = prepare(session, size) if NEED_CORPUS.intersection(names) else None
        for name in names:
            if name not in SIZELESS:
                rows = PARTS[name](session, size)
                yield from (
                    replace(row, count=count if name in NEED_CORPUS else None) for row in rows
                )
        session.discard(size)
    for name in names:
        if name in SIZELESS:
            yield from PARTS[name](session, 0)


def _print(comparisons: Sequence[Comparison], *, as_markdown: bool) -> None:
    order = list(PARTS)
    in_order = sorted(comparisons, key=lambda row: order.index(row.part))
    table = markdown if as_markdown else aligned
    mark = "- " if as_markdown else ""
    head = "".join(f"{mark}{name}: {value}\n" for name, value in machine().items())
    tables = [table(comparison_table(in_order))]
    if any(row.part in GROWN for row in in_order):
        tables.append(table(growth_table(in_order)))
    sys.stdout.write("\n".join((head, *tables)))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _json(session: Session, comparisons: Sequence[Comparison]) -> str:
    record = {
        "machine": machine(),
        "comparisons": [row.record() for row in comparisons],
        "jobs": [{"size": size, **outcome.record()} for size, outcome in session.outcomes],
        "problems": session.problems,
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main())
