"""Bring a server to what the store of a folder holds: what is new, changed and gone, and no more.

    local store → digest of each document → what was sent → changes → requests → what was sent

What a server has taken is remembered in the folder, by the server's address. A push that is killed
or fails goes on where it stopped, and one that has nothing to do sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.queries.remote_http import Connection
from kg.queries.remote_servers import Endpoints, find_endpoints
from kg.queries.remote_target import AUTO, UNION, Target
from kg.stores import OxigraphStore
from kg.stores.remote import RemoteStore
from kg.stores.remote_merged import find_merged
from kg.stores.remote_updates import Change, batches
from kg.stores.sent import Sent, digest_of
from kg.triples import DEFAULT_GRAPH, Term

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """How many documents a server was sent, already had, and lost; and who it is."""

    sent: int
    unchanged: int
    removed: int
    server: str


@dataclass(frozen=True, slots=True)
class _Push:
    """A push at work: from where, to where, under which name it is remembered."""

    local: OxigraphStore
    remote: RemoteStore
    sent: Sent
    target: str
    progress: Progress


def publish(folder: Path, target: Target, *, progress: Progress = lambda _: None) -> Published:
    """Bring a server to what the store of a folder holds.

    Each document's triples go into its named graph, and once into the merged graph. `progress` is
    called with the IRI of each document that the server has taken or lost.

    Raises:
        StoreError: there is no graph in the folder, or the server cannot be reached or refuses;
            what it has taken by then is remembered.
        ConfigurationError: an address is no URL, or holds credentials.
    """
    store = folder / "store"
    if not (store / "graph").is_dir():
        raise StoreError(
            "there is no graph in this folder", where=str(folder), remedy="build one with kg build"
        )
    with (
        Sent(store / "sent.sqlite") as sent,
        OxigraphStore(store / "graph", read_only=True) as local,
        Connection(target.credentials, patience=target.patience) as connection,
    ):
        endpoints = find_endpoints(connection, target.addresses)
        merged = _merged(sent, connection, endpoints, target.merged)
        remote = RemoteStore(connection, endpoints, merged=merged)
        name = f"{endpoints.update} {_merged_name(merged)}"
        return _pushed(_Push(local, remote, sent, name, progress), endpoints.server)


def _merged(sent: Sent, connection: Connection, endpoints: Endpoints, choice: str) -> Term | None:
    """Return where merged triples go, as found out when the server was first sent anything."""
    known = sent.merged(endpoints.update) if choice == AUTO else None
    if known is not None:
        return Term(known)
    merged = find_merged(connection, endpoints, choice)
    if choice == AUTO and merged is not None:
        sent.note_merged(endpoints.update, merged)
    return merged


def _merged_name(merged: Term | None) -> str:
    if merged is None:
        return UNION
    return "default" if merged == DEFAULT_GRAPH else merged


def _pushed(push: _Push, server: str) -> Published:
    here = list(push.local.graphs())
    there = set(push.remote.graphs())
    removed = _remove(push, set(here), there)
    stale = [graph for graph in here if not _has(push, graph, there)]
    for batch in batches(_changes(push, stale, there)):
        _send(push, batch)
    return Published(len(stale), len(here) - len(stale), removed, server)


def _has(push: _Push, graph: Term, there: set[Term]) -> bool:
    """Tell whether the server holds a document as it is here, by what is remembered.

    A server that has lost a document, such as one that keeps all in memory, is sent it again.
    """
    known = push.sent.digest(push.target, graph)
    return bool(known) and graph in there and known == digest_of(push.local, graph)


def _changes(push: _Push, graphs: Iterable[Term], there: set[Term]) -> Iterator[Change]:
    for graph in graphs:
        yield push.remote.change(graph, push.local.triples(graph), known=graph in there)


def _send(push: _Push, batch: list[Change]) -> None:
    names = [change.graph for change in batch]
    push.sent.begin(push.target, names)
    push.remote.apply(batch)
    push.sent.record(push.target, [(name, digest_of(push.local, Term(name))) for name in names])
    for name in names:
        push.progress(name[1:-1])


def _remove(push: _Push, here: set[Term], there: set[Term]) -> int:
    """Take out of the server what this folder sent to it and no longer holds."""
    gone = [Term(name) for name in push.sent.documents(push.target) if name not in here]
    changes = (push.remote.change(name, (), known=name in there) for name in gone)
    for batch in batches(changes):
        names = [change.graph for change in batch]
        push.sent.begin(push.target, names)
        push.remote.apply(batch)
        push.sent.forget(push.target, names)
        for name in names:
            push.progress(name[1:-1])
    return len(gone)
