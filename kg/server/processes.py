"""Worker processes, seen from the server: begun, spoken to over a socket, killed.

A fork server that has everything imported begins them, so that one costs little memory and little
time to replace.

Source: https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

from kg.errors import StoreError
from kg.server.jobs import (
    END,
    FAILURE,
    FRAME,
    HEAD,
    ORDER,
    PAYLOAD,
    Head,
    Order,
    decode_head,
    encode_order,
)
from kg.server.worker import work

_GRACE = 5.0  # seconds for a killed process to be gone


class WorkerStoppedError(StoreError):
    """A worker ended, or said in the middle of its answer that it cannot go on."""


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """A process that does one job at a time."""

    process: BaseProcess
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, order: Order, payload: bytes) -> None:
        """Give an order.

        Raises:
            WorkerStoppedError: the process has ended.
        """
        message = encode_order(order)
        try:
            self.writer.write(FRAME.pack(ORDER, len(message)) + message)
            self.writer.write(FRAME.pack(PAYLOAD, len(payload)))
            self.writer.write(payload)
            await self.writer.drain()
        except ConnectionError as error:
            raise WorkerStoppedError(str(error)) from error

    async def head(self) -> Head:
        """Wait for the head of the answer.

        Raises:
            WorkerStoppedError: the process has ended.
        """
        kind, data = await self._frame()
        if kind != HEAD:
            raise WorkerStoppedError(f"a head was to come, and {kind!r} came")
        return decode_head(data)

    async def piece(self) -> bytes:
        """Wait for the next piece of the answer; none is left when it is empty.

        Raises:
            WorkerStoppedError: the process has ended, or says that it cannot go on.
        """
        kind, data = await self._frame()
        if kind == FAILURE:
            raise WorkerStoppedError(decode_head(data).detail or "")
        return b"" if kind == END else data

    async def kill(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.writer.close()
        await asyncio.to_thread(self.process.join, _GRACE)

    async def _frame(self) -> tuple[bytes, bytes]:
        try:
            kind, length = FRAME.unpack(await self.reader.readexactly(FRAME.size))
            return kind, await self.reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerStoppedError("the worker ended") from error


async def start_worker(*, memory: int, writable: bool) -> Worker:
    """Begin a worker; `memory` is in mebibytes, 0 sets no limit."""
    ours, theirs = socket.socketpair()
    process = _process(theirs, memory, writable)
    await asyncio.to_thread(process.start)
    theirs.close()
    reader, writer = await asyncio.open_connection(sock=ours)
    return Worker(process, reader, writer)


def _process(connection: socket.socket, memory: int, writable: bool) -> BaseProcess:
    arguments = (connection, memory, writable)
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn").Process(
            target=work, args=arguments, daemon=True
        )
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    return context.Process(target=work, args=arguments, daemon=True)
