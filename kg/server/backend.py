"""What the endpoints ask of the graph: an answer to a question, or a change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack, suppress
from functools import partial

from starlette.exceptions import HTTPException

from kg.errors import StoreError
from kg.server.jobs import Head, Job, Order, Snapshot
from kg.server.pool import BusyError, Pool
from kg.server.processes import Worker, WorkerStoppedError, start_worker
from kg.server.settings import ServerSettings
from kg.server.snapshots import Snapshots

# What is sent to be written has more time the longer it is: bytes that are indexed in a second, at
# the least.
_WRITE_RATE = 1 << 17
_RETRY_AFTER = "5"  # seconds


class Reply:
    """The answer to a question, while it is made; it holds a worker until it is closed."""

    def __init__(self, head: Head, worker: Worker, pool: Pool, budget: float) -> None:
        self.head = head
        self._worker = worker
        self._pool = pool
        self._budget = budget
        self._ended = False
        self._closing = ExitStack()

    def keep(self, closing: ExitStack) -> None:
        """Have something closed with the reply."""
        self._closing = closing

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """Yield the bytes of the answer.

        Raises:
            WorkerStoppedError: it will not be made to its end.
            TimeoutError: its making has taken too long, the reader's own time not counted.
        """
        clock = asyncio.get_running_loop().time
        while True:
            begun = clock()
            async with asyncio.timeout(self._budget):
                piece = await self._worker.piece()
            self._budget -= clock() - begun
            if not piece:
                self._ended = True
                return
            yield piece

    async def drain(self) -> None:
        """Read to the end of an answer that nobody wants.

        Raises:
            WorkerStoppedError, TimeoutError: as `pieces`.
        """
        async for _ in self.pieces():
            pass

    def close(self) -> None:
        """Let go of the worker; one that has not come to its end is killed."""
        self._pool.give_back(self._worker, usable=self._ended)
        self._closing.close()


class Backend:
    """The workers of a server, and where they read."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._store = str(settings.graph)
        self.snapshots = Snapshots(settings.graph)
        start = partial(start_worker, memory=settings.memory, writable=False)
        self._readers = Pool(
            start, size=settings.workers, waiting=settings.waiting, patience=settings.timeout
        )
        start_writer = partial(start_worker, memory=2 * settings.memory, writable=True)
        patience = settings.timeout + settings.write_limit / _WRITE_RATE
        self._writers = Pool(start_writer, size=1, waiting=settings.waiting, patience=patience)
        self._refreshing: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Begin the workers, and take the first snapshot of a graph that may be written.

        Raises:
            StoreError: the graph cannot be opened.
        """
        await self._readers.open()
        if self._settings.writable:
            self.snapshots.open(self._settings.graph.parent)
            await self._writers.open()
            await self._refresh()

    async def close(self) -> None:
        """End the workers and remove the snapshots."""
        await self._readers.close()
        await self._writers.close()
        self.snapshots.close()

    async def ask(self, job: Job) -> Reply:
        """Have a reader do a job; the reply must be closed.

        Raises:
            HTTPException: the job cannot be done, 503 where too many wait, 504 where it takes too
                long, 500 where the worker dies of it.
        """
        with ExitStack() as stack:
            path = stack.enter_context(self.snapshots.lease())
            worker = await _borrow(self._readers)
            head, left = None, self._settings.timeout
            try:
                head, left = await _head(worker, Order(path, job), b"", left)
            finally:
                if head is None:
                    self._readers.give_back(worker, usable=False)
            reply = Reply(head, worker, self._readers, left)
            reply.keep(stack.pop_all())
        if not head.good:
            await reply.drain()
            reply.close()
        _checked(head)
        return reply

    async def change(self, job: Job, payload: bytes) -> Head:
        """Have the writer do a job; queries that are asked afterwards see what it changed.

        Raises:
            HTTPException: as `ask`.
        """
        worker = await _borrow(self._writers)
        timeout = self._settings.timeout + len(payload) / _WRITE_RATE
        done = False
        try:
            head, _ = await _head(worker, Order(self._store, job), payload, timeout)
            await _drain(worker)
            if head.good:
                await self._publish(worker)
            done = True
        finally:
            self._writers.give_back(worker, usable=done)
            if not done:
                # It may have been killed after the change was made and before it could say so.
                task = asyncio.create_task(self._refresh_later())
                self._refreshing.add(task)
                task.add_done_callback(self._refreshing.discard)
        return _checked(head)

    async def _refresh_later(self) -> None:
        # Where it cannot be done now, the next change does it.
        with suppress(HTTPException, StoreError):
            await self._refresh()

    async def _refresh(self) -> None:
        worker = await _borrow(self._writers)
        done = False
        try:
            await self._publish(worker)
            done = True
        finally:
            self._writers.give_back(worker, usable=done)

    async def _publish(self, worker: Worker) -> None:
        path = self.snapshots.next_path()
        order = Order(self._store, Snapshot(str(path)))
        head, _ = await _head(worker, order, b"", self._settings.timeout)
        await _drain(worker)
        if not head.good:
            raise StoreError(head.detail or "the graph cannot be opened")
        self.snapshots.publish(path)


async def _borrow(pool: Pool) -> Worker:
    try:
        return await pool.borrow()
    except BusyError:
        raise HTTPException(
            503,
            "too many queries are waiting; ask again later",
            headers={"Retry-After": _RETRY_AFTER},
        ) from None


async def _head(worker: Worker, order: Order, payload: bytes, timeout: float) -> tuple[Head, float]:
    """Give an order and wait for the head of its answer; return it with the seconds left."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    try:
        async with asyncio.timeout(timeout):
            await worker.send(order, payload)
            head = await worker.head()
    except TimeoutError:
        raise HTTPException(504, f"it took longer than {timeout:g} seconds and was ended") from None
    except WorkerStoppedError:
        raise HTTPException(
            500,
            "the process that worked on it ended: the engine failed, or needed more memory than it has",
        ) from None
    return head, timeout - (clock() - begun)


def _checked(head: Head) -> Head:
    if not head.good:
        raise HTTPException(head.status, head.detail)
    return head


async def _drain(worker: Worker) -> None:
    while await worker.piece():
        pass
