"""The store that a worker has open, opened anew when another one is asked for or it has changed."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

_PATIENCE = 1.0  # seconds between two looks at the files
# How often, and with which pause in seconds, a store is tried that a writer is at work on.
_ATTEMPTS, _PAUSE = 10, 0.1
# Files of RocksDB that say nothing about what is stored.
_IGNORED = ("LOCK", "LOG", "IDENTITY")

Signature = tuple[tuple[str, int, int], ...]


class OpenStore:
    """At most one store, open to read or to write.

    A store that is read is opened anew where its files have changed, looked at once a second, so
    that a graph built meanwhile is seen.
    """

    def __init__(self, *, writable: bool) -> None:
        self._writable = writable
        self._path: str | None = None
        self._store: ox.Store | None = None
        self._signature: Signature = ()
        self._looked = 0.0

    def at(self, path: str) -> ox.Store:
        """Return the store in a folder.

        Raises:
            StoreError: it cannot be opened, or another process is writing to it.
        """
        if self._store is None or path != self._path:
            self._store = None  # lets go of the lock first
            return self._open_patiently(path)
        if self._changed(path):
            # A writer may be at work on the files at this moment; then what is open still serves.
            with suppress(StoreError):
                return self._open(path)
        return self._store

    def let_go_if_changed(self, path: str) -> bool:
        """Let go of a store that is read and whose files have changed; return whether it was so.

        A job that fails may fail for want of a file that a writer has taken away.
        """
        if self._writable or _signature(path) == self._signature:
            return False
        self._store = None
        return True

    def _open_patiently(self, path: str) -> ox.Store:
        for _ in range(0 if self._writable else _ATTEMPTS):
            with suppress(StoreError):
                return self._open(path)
            time.sleep(_PAUSE)
        return self._open(path)

    def _open(self, path: str) -> ox.Store:
        signature = _signature(path)
        self._store = open_store(path, writable=self._writable)
        self._path, self._signature = path, signature
        return self._store

    def _changed(self, path: str) -> bool:
        if self._writable or time.monotonic() - self._looked < _PATIENCE:
            return False
        self._looked = time.monotonic()
        return _signature(path) != self._signature


def open_store(path: str, *, writable: bool) -> ox.Store:
    """Open the store in a folder; to write, make it where it is not there.

    Raises:
        StoreError: it cannot be opened, or another process is writing to it.
    """
    if not writable and not is_store(Path(path)):
        raise StoreError("no graph is here", where=path, remedy="make one with kg build")
    try:
        if not writable:
            return ox.Store.read_only(path)
        Path(path).mkdir(parents=True, exist_ok=True)
        return ox.Store(path)
    # RocksDB calls it corruption when a writer takes away a file that is about to be opened.
    except (OSError, RuntimeError) as error:
        locked = "lock" in str(error).lower()
        raise StoreError(
            "another process is writing to the graph"
            if locked
            else f"the graph cannot be opened: {error}",
            where=path,
            remedy="wait for it to end" if locked else "build it again with kg build",
        ) from error


def is_store(path: Path) -> bool:
    """Tell whether a folder holds a store: it has the file that names a RocksDB's state.

    Source: https://github.com/facebook/rocksdb/wiki/MANIFEST
    """
    return (path / "CURRENT").is_file()


def _signature(path: str) -> Signature:
    found = []
    for file in sorted(Path(path).glob("*")):
        if not file.name.startswith(_IGNORED):
            try:
                status = file.stat()
            except FileNotFoundError:  # a writer has merged it into another
                continue
            found.append((file.name, status.st_size, status.st_mtime_ns))
    return tuple(found)
