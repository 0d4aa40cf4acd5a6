"""What has been sent to which server: the memory that lets a push go on where it stopped.

A document is noted before it is sent and again when the server has taken it, so that one whose
sending was cut off counts as not sent, whatever the server made of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.stores.database import Database
from kg.stores.oxigraph import OxigraphStore
from kg.triples import Term

_FORM = 1  # to be raised when the tables change
_TABLES = """
CREATE TABLE IF NOT EXISTS targets (target TEXT PRIMARY KEY, merged TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sent (
    target TEXT, document TEXT, digest TEXT NOT NULL, PRIMARY KEY (target, document)) WITHOUT ROWID;
"""
_PENDING = ""


class Sent:
    """What one output folder has sent; a context manager with one writer.

    A target is the address that takes a server's updates, with where its merged triples stand.

    Raises:
        StoreError: the file cannot be opened, or another build writes to it.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _TABLES, version=_FORM)

    def __enter__(self) -> Sent:
        """Return the memory."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._database.close()

    def merged(self, address: str) -> str | None:
        """Return where the merged triples stand on the server that takes updates at an address."""
        return self._database.text("SELECT merged FROM targets WHERE target = ?", address)

    def note_merged(self, address: str, merged: str) -> None:
        """Note where the merged triples stand on a server.

        Raises:
            StoreError: the file cannot be written.
        """
        self._database.execute("INSERT OR REPLACE INTO targets VALUES (?, ?)", address, merged)

    def digest(self, target: str, document: str) -> str | None:
        """Return the digest of a document as it was sent, "" where its sending was cut off."""
        query = "SELECT digest FROM sent WHERE target = ? AND document = ?"
        return self._database.text(query, target, document)

    def documents(self, target: str) -> Iterator[str]:
        """Yield every document that a target holds, or holds in part, sorted."""
        query = "SELECT document FROM sent WHERE target = ? ORDER BY document"
        for (document,) in self._database.rows(query, target):
            yield str(document)

    def begin(self, target: str, documents: Iterable[str]) -> None:
        """Note that documents are about to be sent or removed.

        Raises:
            StoreError: the file cannot be written.
        """
        self.record(target, ((document, _PENDING) for document in documents))

    def record(self, target: str, digests: Iterable[tuple[str, str]]) -> None:
        """Note that a target has taken documents, with the digests of their triples.

        Raises:
            StoreError: the file cannot be written.
        """
        rows = ((target, document, digest) for document, digest in digests)
        with self._database.transaction():
            self._database.insert("INSERT OR REPLACE INTO sent VALUES (?, ?, ?)", rows)

    def forget(self, target: str, documents: Iterable[str]) -> None:
        """Note that documents have left a target.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._database.transaction():
            for document in documents:
                self._database.execute(
                    "DELETE FROM sent WHERE target = ? AND document = ?", target, document
                )


def digest_of(store: OxigraphStore, graph: Term) -> str:
    """Return a digest of a document's triples, which changes when they do.

    It is that of the order in which the store keeps them, which depends on nothing but the triples.
    """
    dumped = store.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph[1:-1]))
    return hashlib.sha256(dumped or b"").hexdigest()
