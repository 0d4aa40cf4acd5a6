"""Time and memory of a piece of work, told a line of JSON at a time.

What has been told stays known when the work is stopped because it takes too long.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

Note = float | int | str


class Meter:
    """Measure a job; write what is found to a stream.

    Only what runs within `whole` counts as the job: what comes before is the making of its input.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Measure the job itself: wall and CPU seconds, and the peak of memory, in bytes.

        `grown` is how far the peak lies above what the process held when the job began.
        """
        forget_peak()
        held, wall, cpu = peak(), time.perf_counter(), cpu_seconds()
        yield
        wall, cpu, most = time.perf_counter() - wall, cpu_seconds() - cpu, peak()
        self._tell({"wall": wall, "cpu": cpu, "peak": most, "grown": most - held})

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the wall and CPU seconds of a part of the job."""
        wall, cpu = time.perf_counter(), cpu_seconds()
        yield
        wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
        self._tell({"step": name, "wall": wall, "cpu": cpu})

    def note(self, name: str, value: Note) -> None:
        """Tell a figure that the job found."""
        self._tell({"note": name, "value": value})

    def _tell(self, record: dict[str, Note]) -> None:
        self._stream.write(f"{json.dumps(record)}\n")
        self._stream.flush()


def cpu_seconds() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    own, children = (
        resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak() -> int:
    """Return the most memory that this process has held at a time, in bytes.

    Source: VmHWM in https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def forget_peak() -> None:
    """Have the peak start anew from what is held now, where the system can.

    Source: clear_refs in https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
    """
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return  # then what came before counts too
