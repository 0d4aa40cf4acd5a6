from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from benchmarks.comparing import Comparison, Cost
from benchmarks.inputs import document_triples, merged_triples, quad_of
from benchmarks.job import main as run_job
from benchmarks.measuring import Arguments, Outcome, measure, told_outcome
from benchmarks.metering import Meter
from benchmarks.networks import by_networkx, network_edges, network_nodes, stream
from benchmarks.reports import same_report, write_report
from benchmarks.tables import aligned, comparison_table, growth_table, markdown
from kg.triples import DEFAULT_GRAPH, Quad, Triple, iri, literal

TRIPLE = Triple(iri("urn:s"), iri("urn:p"), literal('a <b> "c" .'))
QUADS = [Quad(*TRIPLE, graph=DEFAULT_GRAPH), Quad(*TRIPLE, graph=iri("urn:d"))]


@pytest.mark.parametrize(
    "quad",
    [
        *QUADS,
        Quad(iri("urn:s"), iri("urn:p"), iri("urn:o"), DEFAULT_GRAPH),
        Quad(iri("urn:s"), iri("urn:p"), iri("urn:o"), iri("urn:d")),
    ],
)
def test_a_line_reads_back_to_its_quad(quad: Quad) -> None:
    assert quad_of(f"{quad.line()}\n") == quad


def test_merged_and_document_triples_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "corpus.nq"
    path.write_text("".join(f"{quad.line()}\n" for quad in QUADS), encoding="utf-8")
    assert list(merged_triples(path)) == [TRIPLE]
    assert list(document_triples(path)) == [(iri("urn:d"), [TRIPLE])]


def test_a_job_tells_seconds_memory_steps_and_figures(tmp_path: Path) -> None:
    told = tmp_path / "told.jsonl"
    with told.open("w", encoding="utf-8") as file:
        meter = Meter(file)
        with meter.whole(), meter.step("first"):
            pass
        meter.note("rows", 3)
    outcome = told_outcome("a:b", told)
    assert outcome.wall is not None
    assert outcome.peak is not None
    assert outcome.peak > 1_000_000
    assert outcome.figure("rows") == 3
    assert outcome.seconds("cpu", "first") is not None


def test_a_job_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    arguments: Arguments = {"links": 8, "form": "gexf", "out": str(tmp_path / "a.gexf")}
    outcome = measure("networks:stream", arguments)
    assert outcome.failure is None
    assert outcome.wall is not None
    assert (tmp_path / "a.gexf").is_file()


def test_a_job_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    arguments: Arguments = {"links": 10_000_000, "form": "gexf", "out": str(tmp_path / "a.gexf")}
    outcome = measure("networks:by_networkx", arguments, limit=0.5)
    assert outcome.stopped == 0.5
    assert Cost.of(outcome, "wall") == Cost(0.5, state="stopped")


def test_a_job_that_fails_says_why(tmp_path: Path) -> None:
    told = tmp_path / "none" / "told.jsonl"
    with pytest.raises(FileNotFoundError):
        run_job("networks:stream", str(told), "{}")
    assert told_outcome("networks:stream", told) == Outcome("networks:stream")


@pytest.mark.parametrize(("form", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_networks_are_the_same_by_both_writers(
    form: str, read: Callable[[Path], nx.MultiDiGraph[str]], tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    stream(Meter(io.StringIO()), 40, form, str(ours))
    by_networkx(Meter(io.StringIO()), 40, form, str(theirs))
    first, second = read(ours), read(theirs)
    assert set(first) == set(second) == {node.iri for node in network_nodes(40)}
    assert sorted(first.edges()) == sorted(second.edges())
    assert first.number_of_edges() == 40


def test_links_are_sorted_and_no_two_alike() -> None:
    keys = [(edge.subject, edge.kind) for edge in network_edges(40)]
    assert len(set(keys)) == 40
    assert sorted({edge.subject for edge in network_edges(40)}) == [
        node.iri for node in network_nodes(40)
    ]


def test_reports_are_compared_whatever_their_order(tmp_path: Path) -> None:
    results = [("<urn:a>", "", "<c>", "<s>", "<v>"), ("<urn:b>", "", "<c>", "<s>", "<v>")]
    first, second = tmp_path / "first", tmp_path / "second"
    assert write_report(first, results) == write_report(second, reversed(results)) == 2
    assert same_report(first, second)
    write_report(second, results[:1])
    assert not same_report(first, second)


def _row(size: int, seconds: float, state: str = "whole") -> Comparison:
    theirs = Cost(10 * seconds, 4 << 20, 2 << 20, "stopped" if state == "stopped" else "whole")
    ours = Cost(seconds, 1 << 20, 1 << 20, "whole")
    return Comparison("files", "claims to files", "rdflib", ours, theirs, size)


def test_a_table_shows_both_figures_and_their_ratio() -> None:
    (head, row) = comparison_table([_row(1_000_000, 2.0)])
    assert row == (
        ("claims to files", "1M", "2.00 s", "20.0 s", "rdflib", "10.00", "1", "4", "1", "2")
    )
    assert len(head) == len(row)


def test_a_stopped_reference_gives_a_lower_bound() -> None:
    row = comparison_table([_row(1_000, 1.0, "stopped")])[1]
    assert (row[3], row[5]) == ("> 10.0 s", "> 10.00")


def test_growth_is_told_from_the_hundred_thousand() -> None:
    rows = growth_table([_row(10_000, 0.2), _row(100_000, 1.0), _row(1_000_000, 11.0)])
    assert rows[0][-1] == "1M to 100k"
    assert rows[1] == ("files, ours", "20.0", "10.0", "11.0", "1.10")


def test_tables_are_written_for_terminals_and_as_markdown() -> None:
    rows = [("work", "size", ""), ("a", "10", "of b"), ("long", "5", "")]
    assert aligned(rows) == "work  size\na       10  of b\nlong     5\n"
    assert markdown(rows).splitlines()[:3] == [
        "| work | size |  |",
        "| --- | --: | --- |",
        "| a | 10 | of b |",
    ]


def test_an_outcome_is_written_as_json() -> None:
    record = Outcome("a:b", wall=1.0, steps={"x": {"wall": 1.0, "cpu": 1.0}}).record()
    assert json.loads(json.dumps(record))["steps"] == {"x": {"wall": 1.0, "cpu": 1.0}}
