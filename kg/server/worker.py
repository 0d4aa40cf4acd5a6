"""The process that has the store open, takes one job after another, and may be killed at any time.

The engine cannot be told to stop a query, so a query that takes too long takes its process with it.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, StoreError
from kg.server import changing, paging, reading
from kg.server.jobs import (
    FRAME,
    ORDER,
    DeleteGraph,
    Job,
    Order,
    Query,
    ReadGraph,
    ShowPage,
    Snapshot,
    Update,
    WriteDataset,
    WriteGraph,
    decode_order,
)
from kg.server.opening import OpenStore
from kg.server.settings import MEBIBYTE
from kg.server.sink import Sink

# Each takes its own kind of job.
Handler = Callable[[ox.Store, Any, bytes, Sink], None]
_HANDLERS: Mapping[type[Job], Handler] = MappingProxyType(
    {
        Query: reading.answer_query,
        ReadGraph: reading.read_graph,
        ShowPage: paging.show_page,
        Update: changing.update,
        WriteGraph: changing.write_graph,
        WriteDataset: changing.write_dataset,
        DeleteGraph: changing.delete_graph,
        Snapshot: changing.snapshot,
    }
)


def work(connection: socket.socket, memory: int, writable: bool) -> None:
    """Do the jobs that come over a connection, until its other end is closed.

    `memory` is in mebibytes; 0 sets no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when to end
    if memory:
        limit_memory(memory * MEBIBYTE)
    threading.Thread(target=_end_with, args=(connection.fileno(),), daemon=True).start()
    stores = OpenStore(writable=writable)
    with connection, connection.makefile("rb") as stream:
        for order, payload in orders(stream.read):
            perform(stores, order, payload, Sink(connection))


def _end_with(descriptor: int) -> None:
    """Wait for the other end of a connection to close, and end the process, whatever it is doing."""
    if sys.platform == "win32":
        return
    watch = select.poll()
    watch.register(descriptor, getattr(select, "POLLRDHUP", select.POLLHUP))
    watch.poll()
    os._exit(1)


def orders(read: Callable[[int], bytes]) -> Iterator[tuple[Order, bytes]]:
    """Yield each order with its payload, until there is nothing more to read."""
    while header := read(FRAME.size):
        kind, length = FRAME.unpack(header)
        if kind != ORDER:
            raise ValueError(f"an order was to come, and {kind!r} came")
        order = decode_order(read(length))
        _, length = FRAME.unpack(read(FRAME.size))
        yield order, read(length)


def perform(stores: OpenStore, order: Order, payload: bytes, sink: Sink) -> None:
    """Do one job; what goes wrong with it becomes its answer."""
    failure = _attempt(stores, order, payload, sink)
    if failure and not sink.begun and stores.let_go_if_changed(order.store):
        failure = _attempt(stores, order, payload, sink)
    if failure:
        sink.answer(*failure)


def _attempt(stores: OpenStore, order: Order, payload: bytes, sink: Sink) -> tuple[int, str] | None:
    """Do one job; return the status and the words for what goes wrong."""
    try:
        _HANDLERS[type(order.job)](stores.at(order.store), order.job, payload, sink)
    except StoreError as error:
        return 503, str(error)
    except KgError as error:
        return 400, str(error)
    except ConnectionError:
        os._exit(1)  # the server has gone
    # The engine reports a full disk as OSError, and corruption as RuntimeError.
    except (OSError, RuntimeError) as error:
        return 500, f"the graph cannot be read or written: {error}"
    return None


def limit_memory(size: int) -> None:
    """Let the process have so many bytes of its own and no more, where the system can do that."""
    if sys.platform == "win32":
        return
    import resource  # Unix alone has it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
