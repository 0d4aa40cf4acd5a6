from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.job import main as run_job
from benchmarks.measuring import Arguments, Measure, Outcome, told_outcome
from benchmarks.parts import PARTS

TINY = ["--sizes", "2k", "--texts", "2", "--rounds", "1", "--documents", "3"]


@pytest.fixture
def in_this_process(tmp_path: Path) -> Measure:
    """Return a way to run jobs that spares them to load everything anew."""

    def measure(job: str, arguments: Arguments, *, limit: float | None = None) -> Outcome:
        del limit
        told = tmp_path / "told.jsonl"
        run_job(job, str(told), json.dumps(arguments))
        return told_outcome(job, told)

    return measure


# What rdflib says of its own code must not stop a reference.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_every_part_is_measured(
    in_this_process: Measure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.json"
    options = [*TINY, "--only", ",".join(PARTS), "--json", str(path)]
    assert main(options, in_this_process) == 0
    found = json.loads(path.read_text(encoding="utf-8"))
    assert list(dict.fromkeys(row["part"] for row in found["comparisons"])) == list(PARTS)
    assert {row["ours"]["state"] for row in found["comparisons"]} <= {"whole", "none"}
    assert "same report" in capsys.readouterr().out


def test_references_are_left_out_beyond_the_largest_size(
    in_this_process: Measure, tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    options = [*TINY, "--only", "network", "--largest-reference", "1k", "--json", str(path)]
    assert main(options, in_this_process) == 0
    rows = json.loads(path.read_text(encoding="utf-8"))["comparisons"]
    assert [row["theirs"]["state"] for row in rows] == ["none", "none"]


def test_a_part_can_be_measured_by_processor_time_and_printed_as_markdown(
    in_this_process: Measure, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [*TINY, "--only", "store", "--clock", "cpu", "--markdown"]
    assert main(options, in_this_process) == 0
    assert "| store loaded | 2k |" in capsys.readouterr().out


def test_a_job_that_fails_is_reported_and_fails_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def measure(job: str, arguments: Arguments, *, limit: float | None = None) -> Outcome:
        del arguments, limit
        return Outcome(job, failure="MemoryError")

    assert main([*TINY, "--only", "network"], measure) == 1
    told = capsys.readouterr()
    assert "networks:stream at 2000 failed: MemoryError" in told.err
    assert "failed" in told.out


@pytest.mark.parametrize("options", [["--sizes", "many"], ["--only", "nothing"]])
def test_what_cannot_be_measured_is_a_usage_error(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(options)
    assert stopped.value.code == 2
    assert options[1] in capsys.readouterr().err
