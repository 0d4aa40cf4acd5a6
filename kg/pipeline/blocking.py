"""The blocks in which names are compared: in this process, or ahead of it in several.

To take names apart and find their keys takes longer than all else that is done with a name, and
needs nothing but the name.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import blake2b
from itertools import chain, islice
from multiprocessing import get_context

from kg.pipeline.workers import processors
from kg.resolution.likeness import blocking_keys, initials_of, parse_name

Spelt = Mapping[int, tuple[str, str]]
"""Names by number: the root class and the label of each."""
Blocks = list[tuple[int, int]]
"""Numbers of blocks, with those of names in them, in order."""

_FEW = 3  # chunks that are sooner done here than processes are started
_AHEAD = 2  # chunks that wait for each process at most


def blocks_of(chunks: Iterable[Spelt], workers: int = 1) -> Iterator[tuple[Spelt, Blocks]]:
    """Yield every chunk of names with their blocks, in the order of the chunks.

    `workers` is the number of processes beside this one that do it, 0 stands for one a processor;
    with 1, or for few names, it is done here. Where a process dies, the rest is done here.
    """
    source = iter(chunks)
    first = list(islice(source, _FEW))
    count = workers or processors()
    if count == 1 or len(first) < _FEW:
        for chunk in chain(first, source):
            yield chunk, _blocks(chunk)
    else:
        yield from _ahead(chain(first, source), count)


def _ahead(chunks: Iterable[Spelt], workers: int) -> Iterator[tuple[Spelt, Blocks]]:
    waiting: deque[tuple[Spelt, Future[Blocks] | None]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        for chunk in chunks:
            waiting.append((chunk, _started(pool, chunk)))
            if len(waiting) > workers * _AHEAD:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _started(pool: ProcessPoolExecutor, chunk: Spelt) -> Future[Blocks] | None:
    try:
        return pool.submit(_blocks, chunk)
    except BrokenProcessPool:
        return None


def _done(chunk: Spelt, started: Future[Blocks] | None) -> tuple[Spelt, Blocks]:
    try:
        return chunk, started.result() if started else _blocks(chunk)
    except BrokenProcessPool:
        return chunk, _blocks(chunk)


def _blocks(names: Spelt) -> Blocks:
    """Return the blocks of names, sorted: in that order they are written most quickly."""
    return sorted(
        (_block(root, key, long=key in initials), name)
        for name, (root, label) in names.items()
        for parsed in (parse_name(root, label),)
        for initials in (initials_of(parsed),)
        for key in blocking_keys(parsed)
    )


def _block(root: str, key: str, *, long: bool) -> int:
    """Return the number of a block, below 0 for names that others there may be short for."""
    # Two keys that make one number cost a comparison, and change nothing.
    digest = blake2b(f"{root}{key}".encode(), digest_size=8).digest()
    number = (int.from_bytes(digest, "big") >> 1) or 1
    return -number if long else number
