"""Quads on their way into a store that is loaded in bulk, while more of them are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

_BATCH = 100_000  # lines: larger ones are no faster, and want more memory


class BulkLoading:
    """Gather lines of N-Quads and have each batch loaded beside the work that makes the next one.

    A context manager; `load` is called with the bytes of one batch at a time, in a thread. At most
    two batches are in memory. At the end everything has been loaded.

    >>> batches = []
    >>> with BulkLoading(batches.append) as loading:
    ...     loading.add(["<urn:s> <urn:p> <urn:o> .\\n"])
    >>> batches
    [b'<urn:s> <urn:p> <urn:o> .\\n']
    """

    def __init__(self, load: Callable[[bytes], None], *, batch: int = _BATCH) -> None:
        self._load = load
        self._batch = batch
        self._lines: list[str] = []
        self._running: Future[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kg-load")

    def __enter__(self) -> BulkLoading:
        """Return the loading."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Load what is left and wait for it; after an error, wait only."""
        try:
            if kind is None:
                self._submit()
                self._wait()
        finally:
            self._thread.shutdown(wait=True)

    def add(self, lines: Iterable[str]) -> None:
        """Add lines of N-Quads, each with its end.

        Raises:
            Exception: whatever `load` raised for a batch before.
        """
        self._lines.extend(lines)
        if len(self._lines) >= self._batch:
            self._submit()

    def _submit(self) -> None:
        self._wait()
        if self._lines:
            data = "".join(self._lines).encode()
            self._lines = []
            self._running = self._thread.submit(self._load, data)

    def _wait(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.result()
