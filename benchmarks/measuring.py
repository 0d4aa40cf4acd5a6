"""Run a job in a process of its own and read what its meter tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from benchmarks.metering import Note

Arguments = Mapping[str, Note]
Clock = Literal["wall", "cpu"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job cost: seconds and bytes, those of its steps, and the figures that it told.

    `wall` is None of a job that did not end: it was stopped after `stopped` seconds, or failed
    with `failure`.
    """

    job: str
    wall: float | None = None
    cpu: float | None = None
    peak: int | None = None
    grown: int | None = None
    steps: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    stopped: float | None = None
    failure: str | None = None

    def record(self) -> dict[str, object]:
        """Return the outcome as a JSON object."""
        return asdict(self)

    def seconds(self, clock: Clock, step: str | None = None) -> float | None:
        """Return the seconds of the job, or of one of its steps, by one of the clocks."""
        if step is None:
            return self.wall if clock == "wall" else self.cpu
        return self.steps[step][clock] if step in self.steps else None

    def figure(self, name: str) -> float | None:
        """Return a figure that the job told, or None."""
        value = self.notes.get(name)
        return float(value) if value is not None and not isinstance(value, str) else None


class Measure(Protocol):
    """A way to run a job, `module:function`, and to find what it costs."""

    def __call__(self, job: str, arguments: Arguments, *, limit: float | None = None) -> Outcome:
        """Run a job; stop it after `limit` seconds."""
        ...


def measure(job: str, arguments: Arguments, *, limit: float | None = None) -> Outcome:
    """Run a job in a process of its own, and return what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told.jsonl")
        command = [sys.executable, "-m", "benchmarks.job", job, str(told), json.dumps(arguments)]
        stopped, failure = _run(command, limit)
        outcome = told_outcome(job, told)
    return replace(outcome, stopped=stopped, failure=failure)


def told_outcome(job: str, told: Path) -> Outcome:
    """Read what a job's meter has written, as far as it came."""
    records, outcome = _records(told), Outcome(job)
    for record in records:
        if "peak" in record:
            outcome = replace(outcome, **record)
    return replace(
        outcome,
        steps={record.pop("step"): record for record in records if "step" in record},
        notes={record["note"]: record["value"] for record in records if "note" in record},
    )


def _run(command: list[str], limit: float | None) -> tuple[float | None, str | None]:
    """Run a command; return after how many seconds it was stopped, or why it failed."""
    # One thread, and one order of sets, so that runs can be compared.
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=limit, env={**os.environ, **alone}
        )
    except subprocess.TimeoutExpired:
        return limit, None
    if done.returncode:
        return None, done.stderr.strip().rpartition("\n")[2] or f"exit code {done.returncode}"
    return None, None


def _records(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    # A job that was stopped may have left half a line.
    return [json.loads(line) for line in lines if line.endswith("\n")]
