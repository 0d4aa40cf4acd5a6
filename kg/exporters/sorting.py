"""Sort more quads than memory holds: sorted runs on disk, merged.

Source: D. E. Knuth, The Art of Computer Programming, vol. 3, section 5.4 (external sorting).
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import IO

from kg.triples import Quad, Term

RUN_LENGTH = 200_000
# No term holds a raw tab or line break: N-Triples escapes them in literals, IRIs have none.
_SEPARATOR = "\t"


def sorted_quads(quads: Iterable[Quad], *, run_length: int = RUN_LENGTH) -> Iterator[Quad]:
    """Yield the quads each once, by graph, subject, predicate and object, the default graph first.

    At most `run_length` quads are in memory at a time; the rest wait in temporary files.
    """
    with ExitStack() as stack:
        source = iter(quads)
        runs: list[Iterable[str]] = []
        while run := sorted({_line(quad) for quad in islice(source, run_length)}):
            if len(run) < run_length and not runs:
                runs.append(run)
            else:
                runs.append(_stored(run, stack))
        for line, _ in groupby(heapq.merge(*runs)):
            graph, subject, predicate, value = line.rstrip("\n").split(_SEPARATOR)
            yield Quad(Term(subject), Term(predicate), Term(value), Term(graph))


def _line(quad: Quad) -> str:
    return _SEPARATOR.join((quad.graph, quad.subject, quad.predicate, quad.object)) + "\n"


def _stored(run: list[str], stack: ExitStack) -> IO[str]:
    # A lone surrogate cannot be in a graph, but must not end a build half-way either.
    file = stack.enter_context(
        tempfile.TemporaryFile(  # noqa: SIM115 - the stack closes it
            "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )
    )
    file.writelines(run)
    file.seek(0)
    return file
