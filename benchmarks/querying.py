"""The time of five questions: through this program, by the engine alone, and by rdflib."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from benchmarks.metering import Meter
from benchmarks.references import merged_graph
from kg.queries import Table, run

QUESTIONS = (
    "vendor-products",
    "priced-deployments",
    "who-said-what",
    "two-hops",
    "claims-by-organization",
)
_FEWEST, _MOST = 5, 200  # rounds
_BUDGET = 4.0  # seconds a question


def question(name: str) -> str:
    """Return the SPARQL of a question.

    >>> "kg:makes" in question("vendor-products")
    True
    """
    return Path(__file__).with_name("queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")


def beside_engine(meter: Meter, store: str) -> None:
    """Ask each question through `kg.queries` and by the engine alone, in turns; tell the best."""
    opened = ox.Store.read_only(store)
    with meter.whole():
        for name in QUESTIONS:
            text = question(name)
            ours, bare, rows = _in_turns(partial(_ours, opened, text), partial(_bare, opened, text))
            meter.note(f"{name} ours", ours)
            meter.note(f"{name} bare", bare)
            meter.note(f"{name} rows", rows)


def by_rdflib(meter: Meter, folder: str) -> None:
    """Ask each question of the merged graph in rdflib; tell the better of two."""
    graph = merged_graph(Path(folder))
    with meter.whole():
        for name in QUESTIONS:
            text = question(name)
            best = min(_timed(partial(_by_rdflib, graph, text))[0] for _ in range(2))
            meter.note(f"{name} rdflib", best)


def _ours(store: ox.Store, text: str) -> int:
    result = run(store, text)
    return len(result.rows) if isinstance(result, Table) else 0


def _bare(store: ox.Store, text: str) -> int:
    found = store.query(text)
    return sum(1 for row in found if tuple(row)) if isinstance(found, ox.QuerySolutions) else 0


def _by_rdflib(graph: Graph, text: str) -> int:
    return sum(1 for _ in graph.query(text))


def _in_turns(ours: Callable[[], int], bare: Callable[[], int]) -> tuple[float, float, int]:
    """Return the best processor seconds of each, and the number of rows.

    Other work on the machine lengthens the clock's seconds more than it does a short query.

    Raises:
        ValueError: they give different numbers of rows.
    """
    started, best = time.perf_counter(), [float("inf"), float("inf")]
    rows: set[int] = set()
    for number in range(_MOST):
        for place in (0, 1) if number % 2 else (1, 0):
            seconds, count = _timed((ours, bare)[place])
            best[place] = min(best[place], seconds)
            rows.add(count)
        if number + 1 >= _FEWEST and time.perf_counter() - started > _BUDGET:
            break
    if len(rows) != 1:
        raise ValueError(f"the answers differ: {sorted(rows)} rows")
    return best[0], best[1], rows.pop()


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    started = time.process_time()
    count = ask()
    return time.process_time() - started, count
