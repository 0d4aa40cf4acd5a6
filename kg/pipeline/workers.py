"""Jobs done in this process or in several, with what comes of them in the jobs' order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread

from kg.errors import ConfigurationError
from kg.pipeline.parts import Failure, Job, Part, Work, attempt, joined, lost_part, perform, singly
from kg.pipeline.settings import Settings, meter_of

_WINDOW = 8
"""Jobs that wait at most for each worker: those behind a long document are done meanwhile."""


def in_order(
    jobs: Iterable[Job], settings: Settings, *, workers: int = 1
) -> Iterator[tuple[Job, Part]]:
    """Yield every job with what it gave, in the order of the jobs.

    `workers` is the number of processes beside this one that do them, 0 stands for one a processor;
    with 1 they are done here. Jobs are asked for a few at a time. A job whose process dies is done
    once more in a process of its own; if that dies too, the job's part says so.

    Raises:
        ConfigurationError: the ontology, patterns or model cannot be used, the extractor cannot
            work on several processes, or none can be started.
    """
    count = workers or processors()
    if count == 1:
        for job in jobs:
            yield job, job.work if isinstance(job.work, Part) else perform(job.work, settings)
        return
    if meter_of(settings) is not None:
        raise ConfigurationError(
            f"the extractor {settings.extractor!r} counts what it asks of its endpoint in one process",
            remedy="leave out --workers",
        )
    yield from _on_many(jobs, _Crew(replace(settings, threads=1), count))


def processors() -> int:
    """Return how many processors this process may use, at least one."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


Outcome = Future[Part | Failure]


@dataclass(slots=True)
class _Waiting:
    """A job, and what has come of it or will."""

    job: Job
    outcome: Part | Outcome

    def is_done(self) -> bool:
        return isinstance(self.outcome, Part) or self.outcome.done()


def _on_many(jobs: Iterable[Job], crew: _Crew) -> Iterator[tuple[Job, Part]]:
    waiting: deque[_Waiting] = deque()
    try:
        for job in jobs:
            work = job.work
            outcome = work if isinstance(work, Part) else crew.start(work, waiting)
            waiting.append(_Waiting(job, outcome))
            while waiting and (len(waiting) > crew.size * _WINDOW or waiting[0].is_done()):
                yield _first(waiting, crew)
        while waiting:
            yield _first(waiting, crew)
        crew.leave()
    finally:
        crew.stop()


def _first(waiting: deque[_Waiting], crew: _Crew) -> tuple[Job, Part]:
    """Take the first of what is waiting, done."""
    first = waiting[0]
    while not isinstance(first.outcome, Part):
        try:
            first.outcome = _part(first.outcome.result())
        except BrokenProcessPool:
            crew.recover(waiting)
    waiting.popleft()
    return first.job, first.outcome


def _part(outcome: Part | Failure) -> Part:
    if isinstance(outcome, Failure):
        raise outcome.error()
    return outcome


class _Crew:
    """A pool of processes, made anew when one of them dies.

    Processes are spawned, not forked: the network's engine and threads do not live through a fork.
    """

    def __init__(self, settings: Settings, size: int) -> None:
        self.size = size
        self._settings = settings
        self._gather()

    def start(self, work: Work, waiting: Iterable[_Waiting]) -> Outcome:
        """Give work to the pool."""
        try:
            return self._pool.submit(attempt, work, self._settings)
        except BrokenProcessPool:
            self.recover(waiting)
            return self._pool.submit(attempt, work, self._settings)

    def recover(self, waiting: Iterable[_Waiting]) -> None:
        """Do what a broken pool has left undone: each document by itself, in a pool that is whole.

        So it is known which of them a process dies of.
        """
        self._renew()
        for each in waiting:
            work = each.job.work
            if not isinstance(each.outcome, Part) and not isinstance(work, Part):
                each.outcome = self._again(each.outcome, work)

    def _again(self, outcome: Outcome, work: Work) -> Part | Outcome:
        if outcome.done() and not isinstance(outcome.exception(), BrokenProcessPool):
            return outcome
        return joined(self._alone(single) for single in singly(work))

    def _alone(self, work: Work) -> Part:
        try:
            return _part(self._pool.submit(attempt, work, self._settings).result())
        except BrokenProcessPool:
            self._renew()
            return lost_part(work)

    def leave(self) -> None:
        """Let the processes end."""
        self._pool.shutdown()

    def stop(self) -> None:
        """End the processes, whatever they are at; those that have left are past it."""
        self._lifeline.close()
        self._pool.shutdown(cancel_futures=True)

    def _renew(self) -> None:
        if not self._ready.done() or self._ready.exception() is not None:
            raise ConfigurationError(
                "no process can be started beside this one",
                remedy="in a script, call it under: if __name__ == '__main__'; or use one worker",
            )
        self.stop()
        self._gather()
        self._ready.exception()

    def _gather(self) -> None:
        context = get_context("spawn")
        end, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self.size, mp_context=context, initializer=_begin, initargs=(end,)
        )
        self._ready = self._pool.submit(processors)


def _begin(lifeline: Connection) -> None:
    """Leave Ctrl-C to the process that started this one, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
