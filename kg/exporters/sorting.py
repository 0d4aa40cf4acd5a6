"""Sort more lines than memory holds: sorted runs on disk, merged.

Source: D. E. Knuth, The Art of Computer Programming, vol. 3, section 5.4 (external sorting).
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from types import TracebackType
from typing import IO

from kg.triples import Quad, Term

RUN_LENGTH = 200_000
_BLOCK_LENGTH = 8_192
# No term holds a raw tab or line break: N-Triples escapes them in literals, IRIs have none.
_SEPARATOR = "\t"


class SortedQuads:
    """Quads that are sorted already, each there once: by graph, subject, predicate and object.

    >>> list(sorted_quads(SortedQuads([])))
    []
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = quads

    def __iter__(self) -> Iterator[Quad]:
        """Yield the quads."""
        return iter(self._quads)


def sorted_quads(quads: Iterable[Quad], *, run_length: int = RUN_LENGTH) -> Iterator[Quad]:
    """Yield the quads each once, by graph, subject, predicate and object, the default graph first.

    At most `run_length` quads are in memory at a time; the rest wait in temporary files. What is
    sorted already is passed on.
    """
    if isinstance(quads, SortedQuads):
        yield from quads
        return
    for line, _ in groupby(sorted_lines(map(_line, quads), run_length=run_length, distinct=True)):
        graph, subject, predicate, value = line.split(_SEPARATOR)
        yield Quad(Term(subject), Term(predicate), Term(value), Term(graph))


def _line(quad: Quad) -> str:
    return f"{quad.graph}\t{quad.subject}\t{quad.predicate}\t{quad.object}"


def sorted_lines(
    lines: Iterable[str], *, run_length: int = RUN_LENGTH, distinct: bool = False
) -> Iterator[str]:
    """Yield lines, which hold no line break, in the order of their code points.

    About `run_length` lines are in memory at a time; the rest wait in temporary files. With
    `distinct` most repetitions are left out early, to save room; those of different runs stay.

    >>> list(sorted_lines(["b", "a", "c"], run_length=1))
    ['a', 'b', 'c']
    """
    with LineSorter(run_length=run_length, distinct=distinct) as sorter:
        sorter.add(lines)
        yield from sorter.lines()


class LineSorter:
    """Lines that are added bit by bit, to be had sorted; as `sorted_lines`. A context manager.

    >>> with LineSorter() as sorter:
    ...     sorter.add(["b"])
    ...     sorter.add(["a"])
    ...     list(sorter.lines())
    ['a', 'b']
    """

    def __init__(self, *, run_length: int = RUN_LENGTH, distinct: bool = False) -> None:
        self._run_length = run_length
        self._distinct = distinct
        self._batch: list[str] = []
        self._runs: list[Iterator[str]] = []
        self._files = ExitStack()

    def __enter__(self) -> LineSorter:
        """Return the sorter."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the temporary files."""
        self._files.close()

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, which hold no line break."""
        source = iter(lines)
        while more := list(islice(source, self._run_length - len(self._batch))):
            self._batch += more
            if len(self._batch) >= self._run_length:
                self._runs.append(_stored(self._sorted_batch(), self._files))

    def lines(self) -> Iterator[str]:
        """Yield all lines that were added, sorted; to be called once."""
        batch = self._sorted_batch()
        if not self._runs:
            return iter(batch)
        runs = [*self._runs, iter(batch)]
        # All blocks together are as many lines as one run.
        return _merged(runs, max(1, min(_BLOCK_LENGTH, self._run_length // len(runs))))

    def _sorted_batch(self) -> list[str]:
        batch, self._batch = self._batch, []
        return sorted(set(batch) if self._distinct else batch)


def _stored(run: list[str], files: ExitStack) -> Iterator[str]:
    # A lone surrogate cannot be in a graph, but must not end a build half-way either.
    file: IO[str] = files.enter_context(
        tempfile.TemporaryFile(  # noqa: SIM115 - the stack closes it
            "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )
    )
    file.write("\n".join(run))
    file.write("\n")
    file.seek(0)
    return (line[:-1] for line in file)


def _merged(runs: list[Iterator[str]], length: int) -> Iterator[str]:
    """Merge sorted runs a block at a time, which costs a fraction of taking line after line.

    What is not greater than the least of the blocks' last lines can have nothing before it in
    what has not been read, and is sorted at once: a sort of sorted stretches merges them.
    """
    blocks = [list(islice(run, length)) for run in runs]
    while any(blocks):
        bound = min(block[-1] for block in blocks if block)
        ready: list[list[str]] = []
        for number, block in enumerate(blocks):
            end = bisect_right(block, bound)
            if end:
                ready.append(block[:end])
                # A block that is used up is filled again; one that is not still bounds its run.
                blocks[number] = block[end:] or list(islice(runs[number], length))
        yield from sorted(chain.from_iterable(ready))
