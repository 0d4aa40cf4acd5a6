"""`kg query --timeout`: a query that would run for hours is given up in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.api import build

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endless")
    article = folder / "a.txt"
    article.write_text("“The buses are late,” said Ana Ruiz.", encoding="utf-8")
    build(article, folder / "out")
    return folder / "out"


def kg(*words: str | Path) -> subprocess.CompletedProcess[str]:
    program = (sys.executable, "-c", "from kg.cli import main; main()")
    command = [*program, "query", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)  # noqa: S603 - our own


def test_a_query_that_takes_too_long_is_ended_and_says_so(out: Path) -> None:
    ended = kg(out, ENDLESS, "--timeout", "0.5")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "Error: the query took longer than 0.5 seconds and was ended"
        " (ask for less, or wait longer with --timeout)\n"
    )


@pytest.mark.parametrize("seconds", ["0", "60"])
def test_a_query_that_does_not_is_answered(out: Path, seconds: str) -> None:
    answer = kg(out, "ASK { ?s ?p ?o }", "--timeout", seconds)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "true" in answer.stdout
