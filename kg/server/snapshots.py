"""Where queries read: the graph itself, or a snapshot of it that is made after each change.

No other process may open a store that is being written to. So the writer makes a snapshot of hard
links, in some milliseconds, and queries open that.

Source: https://github.com/facebook/rocksdb/wiki/Checkpoints
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".serving-"


class Snapshots:
    """The folder that queries read now, and those before it that some still read.

    Args:
        current: what is read until the first snapshot is published.
    """

    def __init__(self, current: Path) -> None:
        self._current = current
        self._users: Counter[Path] = Counter()
        self._folder: Path | None = None
        self._made = 0
        self._removing: set[asyncio.Task[None]] = set()

    @contextmanager
    def lease(self) -> Iterator[str]:
        """Keep the folder that is read now until the block ends."""
        path = self._current
        self._users[path] += 1
        try:
            yield str(path)
        finally:
            self._users[path] -= 1
            self._remove_if_old(path)

    def open(self, beside: Path) -> None:
        """Make the folder for snapshots beside a store, and remove what a killed server left."""
        beside.mkdir(parents=True, exist_ok=True)
        for left in beside.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))

    def close(self) -> None:
        """Remove every snapshot."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def next_path(self) -> Path:
        """Return where the next snapshot goes."""
        if self._folder is None:
            raise ValueError("the folder for snapshots is not open")
        self._made += 1
        return self._folder / str(self._made)

    def publish(self, path: Path) -> None:
        """Have queries read a new snapshot from now on."""
        before, self._current = self._current, path
        self._remove_if_old(before)

    def _remove_if_old(self, path: Path) -> None:
        if path == self._current or self._users[path] or path.parent != self._folder:
            return
        del self._users[path]
        task = asyncio.create_task(asyncio.to_thread(shutil.rmtree, path, ignore_errors=True))
        self._removing.add(task)
        task.add_done_callback(self._removing.discard)
