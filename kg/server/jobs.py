"""What a worker is told to do, and how the messages between it and the server are written.

A message is a frame: one byte that says what it is, four that say how long, and the bytes. The
server sends an order, and after it what was in the body of the request; the worker answers with a
head, data, and an end, or with a failure where it comes to a stop in the middle.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

ORDER, PAYLOAD = b"O", b"P"
HEAD, DATA, END, FAILURE = b"H", b"D", b"E", b"F"
FRAME = struct.Struct(">cI")


@dataclass(frozen=True, slots=True)
class Query:
    """Run a query over a dataset; `solutions` and `triples` are the media types of its answer."""

    text: str
    base: str
    solutions: str | None
    triples: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bodiless: bool = False


@dataclass(frozen=True, slots=True)
class ReadGraph:
    """Write out a graph, the default one where `graph` is None."""

    graph: str | None
    triples: str
    bodiless: bool = False


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Write the graph as a page to explore.

    `documents` is the file that holds the documents' texts, where there is one; `sparql` the address
    of the endpoint.
    """

    documents: str
    sparql: str
    bodiless: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """Carry out the update in the payload."""

    base: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteGraph:
    """Put the triples in the payload in the place of a graph, or add them to it."""

    graph: str | None
    base: str
    media_type: str
    replace: bool


@dataclass(frozen=True, slots=True)
class WriteDataset:
    """Add the quads in the payload."""

    base: str
    media_type: str


@dataclass(frozen=True, slots=True)
class DeleteGraph:
    """Take a graph out, or empty the default one."""

    graph: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Make a copy of the store, of hard links, that other processes can open."""

    target: str


Job = Query | ReadGraph | ShowPage | Update | WriteGraph | WriteDataset | DeleteGraph | Snapshot
_KINDS: Mapping[str, Callable[..., Job]] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            Query,
            ReadGraph,
            ShowPage,
            Update,
            WriteGraph,
            WriteDataset,
            DeleteGraph,
            Snapshot,
        )
    }
)


@dataclass(frozen=True, slots=True)
class Order:
    """A job, and the folder of the store that it is about."""

    store: str
    job: Job


@dataclass(frozen=True, slots=True)
class Head:
    """How a job went: a status of HTTP, and what comes after it, or what is wrong.

    `length` is in bytes; None where it is not known yet.
    """

    status: int
    media_type: str | None = None
    detail: str | None = None
    length: int | None = None

    @property
    def good(self) -> bool:
        """Tell whether the job was done."""
        return self.status < 300


def encode_order(order: Order) -> bytes:
    """Write an order as JSON.

    >>> decode_order(encode_order(Order("s", DeleteGraph(None))))
    Order(store='s', job=DeleteGraph(graph=None))
    """
    kind = type(order.job).__name__
    return json.dumps({"store": order.store, "kind": kind, "job": asdict(order.job)}).encode()


def decode_order(data: bytes) -> Order:
    """Read what `encode_order` wrote."""
    record = json.loads(data)
    fields = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in record["job"].items()
    }
    return Order(record["store"], _KINDS[record["kind"]](**fields))


def encode_head(head: Head) -> bytes:
    """Write a head as JSON.

    >>> decode_head(encode_head(Head(200, "text/csv")))
    Head(status=200, media_type='text/csv', detail=None, length=None)
    """
    return json.dumps(asdict(head)).encode()


def decode_head(data: bytes) -> Head:
    """Read what `encode_head` wrote."""
    return Head(**json.loads(data))
