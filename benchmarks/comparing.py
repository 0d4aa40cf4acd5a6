"""One figure of ours beside that of its reference."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from benchmarks.measuring import Clock, Outcome

State = Literal["whole", "stopped", "failed", "none"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and the peak of a process's memory in bytes; what is not known is None.

    `grown` is the peak less what the process held before the work. Of work that was `stopped`, the
    seconds are those after which it was: it takes more.
    """

    seconds: float | None = None
    peak: int | None = None
    grown: int | None = None
    state: State = "none"

    @classmethod
    def of(cls, outcome: Outcome | None, clock: Clock) -> Cost:
        """Return what a job cost."""
        if outcome is None:
            return cls()
        if outcome.stopped is not None:
            return cls(outcome.stopped, state="stopped")
        seconds = outcome.seconds(clock)
        if seconds is None:
            return cls(state="failed")
        return cls(seconds, outcome.peak, outcome.grown, "whole")

    @classmethod
    def of_figure(cls, outcome: Outcome | None, name: str) -> Cost:
        """Return the seconds that a job told under a name, and the job's memory."""
        seconds = outcome.figure(name) if outcome else None
        if outcome is None or seconds is None:
            return cls(state="failed" if outcome else "none")
        return cls(seconds, outcome.peak, outcome.grown, "whole")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row of a table: the same work done by this program and by a reference.

    `size` counts quads, or links of a network, or documents, as `unit` says; `count` is how many
    there really were, where that is not quite the size that was asked for.
    """

    part: str
    work: str
    reference: str
    ours: Cost
    theirs: Cost
    size: int = 0
    unit: str = "quads"
    remark: str = ""
    count: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as fast as the reference ours is; at least, if that was stopped."""
        if not self.ours.seconds or self.theirs.seconds is None or self.ours.state != "whole":
            return None
        return self.theirs.seconds / self.ours.seconds

    @property
    def memory_ratio(self) -> float | None:
        """Our peak of memory as a share of the reference's."""
        if self.ours.peak is None or not self.theirs.peak:
            return None
        return self.ours.peak / self.theirs.peak

    def record(self) -> dict[str, object]:
        """Return the row as a JSON object."""
        return {**asdict(self), "ratio": self.ratio, "memory_ratio": self.memory_ratio}
