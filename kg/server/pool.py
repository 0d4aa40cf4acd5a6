"""A fixed number of workers, lent one at a time; those that fail are replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from kg.errors import StoreError
from kg.server.processes import Worker


class BusyError(StoreError):
    """Every worker is busy and the queue is full, or the wait was in vain."""


class Pool:
    """Workers to be lent.

    Args:
        start: begins a worker.
        size: how many there are.
        waiting: how many may wait for one.
        patience: seconds that they may wait.
    """

    def __init__(
        self,
        start: Callable[[], Awaitable[Worker]],
        *,
        size: int,
        waiting: int,
        patience: float,
    ) -> None:
        self._start = start
        self._size = size
        self._room = waiting
        self._patience = patience
        self._waiting = 0
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._workers: set[Worker] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Begin the workers."""
        await asyncio.gather(*(self._add() for _ in range(self._size)))

    async def close(self) -> None:
        """End the workers, whatever they are doing."""
        self._closed = True
        await asyncio.gather(*self._replacing)
        await asyncio.gather(*(worker.kill() for worker in self._workers))
        self._workers.clear()

    async def borrow(self) -> Worker:
        """Wait for a worker; give it back with `give_back`.

        Raises:
            BusyError: none is free, and too many are waiting, or one has waited too long.
        """
        if self._idle.empty() and self._waiting >= self._room:
            raise BusyError("too many are waiting for a worker")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError("no worker has come free") from None
        finally:
            self._waiting -= 1

    def give_back(self, worker: Worker, *, usable: bool) -> None:
        """Take a worker back; one that is not usable is killed and replaced."""
        if usable:
            self._idle.put_nowait(worker)
            return
        task = asyncio.create_task(self._replace(worker))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replace(self, worker: Worker) -> None:
        self._workers.discard(worker)
        await worker.kill()
        if not self._closed:
            await self._add()

    async def _add(self) -> None:
        worker = await self._start()
        self._workers.add(worker)
        self._idle.put_nowait(worker)
