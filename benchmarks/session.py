"""One run of the benchmarks: where it works, what it leaves out, and what it has measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.comparing import Comparison, Cost
from benchmarks.measuring import Arguments, Clock, Measure, Outcome, measure


@dataclass(slots=True)
class Session:
    """One run of the benchmarks: where it works, what it leaves out, and what has been measured.

    References run up to the size `largest`, and are stopped after `limit` seconds. `texts` is how
    many texts extraction reads, in `rounds`; `documents` how many the incremental builds.
    """

    folder: Path
    limit: float = 600.0
    largest: int = 1_000_000
    texts: int = 60
    rounds: int = 3
    documents: int = 10_000
    clock: Clock = "wall"
    measure: Measure = measure
    say: Callable[[str], None] = lambda _: None
    outcomes: list[tuple[int, Outcome]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def run(self, job: str, arguments: Arguments, *, size: int = 0) -> Outcome:
        """Run a job of ours to its end."""
        return self._run(job, arguments, size, None)

    def refer(self, job: str, arguments: Arguments, *, size: int = 0) -> Outcome | None:
        """Run a reference, unless the size is beyond those that references are run at."""
        return None if size > self.largest else self._run(job, arguments, size, self.limit)

    def _run(self, job: str, arguments: Arguments, size: int, limit: float | None) -> Outcome:
        self.say(f"{job} {size or ''}".rstrip())
        outcome = self.measure(job, arguments, limit=limit)
        self.outcomes.append((size, outcome))
        if outcome.failure:
            self.problems.append(f"{job} at {size} failed: {outcome.failure}")
        return outcome

    def cost(self, outcome: Outcome | None) -> Cost:
        """Return what a job cost by the clock of this run."""
        return Cost.of(outcome, self.clock)

    def place(self, size: int, name: str = "") -> str:
        """Return a path in the folder of a size; what an earlier part left there is removed."""
        path = self.folder / str(size) / name
        if name:
            shutil.rmtree(path, ignore_errors=True)
        return str(path)

    def discard(self, size: int) -> None:
        """Remove all that was written for a size."""
        shutil.rmtree(self.folder / str(size), ignore_errors=True)


Part = Callable[[Session, int], Iterator[Comparison]]
