"""`kg build` with a cluster, several processes or a server: options that go together, and results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.sparql_servers import Server

CLAIM = {
    "document": "https://news.example/a",
    "type": "deploys",
    "subject": {"name": "Brackwater Transit", "type": "GovernmentOrganization"},
    "object": {"name": "LaneWatch", "type": "Product"},
    "evidence": [{"text": "Brackwater Transit uses LaneWatch", "start": 0, "end": 33}],
}


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps(CLAIM), encoding="utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_processes_change_no_byte_of_what_is_built(claims: Path, tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 2)):
        assert (
            kg("build", claims, "--out", tmp_path / name, "--workers", str(workers)).exit_code == 0
        )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--workers", "2", "--scheduler", "tcp://127.0.0.1:9"), "--workers is for one machine"),
        (("--partitions", "parts"), "--partitions goes with --scheduler"),
        (("--merged", "union"), "go with --store"),
    ],
)
def test_options_that_do_not_go_together_are_refused_before_anything_is_done(
    claims: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    result = kg("build", claims, "--out", tmp_path / "out", *options)
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_does_not_answer_is_named(claims: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the packages of the extra cluster are not installed")
    result = kg("build", claims, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code != 0
    assert "tcp://127.0.0.1:9" in result.output


def test_a_build_puts_the_graph_into_a_server_and_a_query_finds_it(
    claims: Path, tmp_path: Path, oxigraph_server: Server
) -> None:
    oxigraph_server.empty()
    out, store = tmp_path / "out", oxigraph_server.url
    for told in ("1 graphs sent, 0 unchanged", "0 graphs sent, 1 unchanged"):
        result = kg("build", claims, "--out", out, "--store", store)
        assert (result.exit_code, told in result.output) == (0, True), result.output
    query = ("who-deploys", "--param", "product=LaneWatch", "--format", "csv")
    assert kg("query", "--store", store, *query).output == kg("query", out, *query).output
