"""Sort more lines than memory holds: sorted runs on disk, merged.

Source: D. E. Knuth, The Art of Computer Programming, vol. 3, section 5.4 (external sorting).
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
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
    with ExitStack() as stack:
        source = iter(lines)
        runs: list[Iterator[str]] = []
        while batch := list(islice(source, run_length)):
            run = sorted(set(batch)) if distinct else sorted(batch)
            if len(batch) < run_length and not runs:
                yield from run
                return
            runs.append(_stored(run, stack))
        yield from _merged(runs, max(1, min(_BLOCK_LENGTH, run_length)))


def _stored(run: list[str], stack: ExitStack) -> Iterator[str]:
    # A lone surrogate cannot be in a graph, but must not end a build half-way either.
    file: IO[str] = stack.enter_context(
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
