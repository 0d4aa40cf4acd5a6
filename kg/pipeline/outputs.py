"""The files of a build, written from the journal and the store."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import StoreError
from kg.exporters import gexf, graphml
from kg.exporters.protocol import Exporter
from kg.exporters.turtle_syntax import header
from kg.pipeline.claims import Counting
from kg.pipeline.contradicting import conflict_report
from kg.pipeline.coverage import coverage_lines
from kg.pipeline.results import Results
from kg.registry import load
from kg.stores import Fragments, OxigraphStore
from kg.validation import text_lines, turtle_lines
from kg.views.merging import merged_records

NETWORK_FILES = {"graph.gexf": gexf.write_network, "graph.graphml": graphml.write_network}


def write_outputs(
    counting: Counting, store: OxigraphStore, fragments: Fragments, out: Path
) -> None:
    """Write every file of a build into its folder; each file is replaced whole.

    `store` holds the graph, of which the report tells the conflicts.

    Raises:
        StoreError: a file cannot be written.
    """
    journal = counting.journal
    results = Results(journal)
    _write_text(out / "claims.jsonl", counting.accepted())
    _write_text(out / "documents.jsonl", (entry.record for entry in journal.documents()))
    _write_text(out / "rejected.jsonl", journal.set_aside())
    told = conflict_report(counting, store)
    _write_text(out / "report.txt", chain(text_lines(results), told))
    _write_text(out / "report.ttl", turtle_lines(results))
    _write_text(out / "coverage.json", coverage_lines(journal))
    _write_pieces(out / "graph.ttl", chain([header()], fragments.subjects()))
    _write_pieces(
        out / "graph.trig", chain([header()], fragments.subjects(), fragments.documents())
    )
    for name, write_network in NETWORK_FILES.items():
        with replacing(out / name) as stream:
            write_network(*merged_records(fragments.records()), stream)


def exporter(form: str) -> Exporter:
    """Return the exporter of a format.

    Raises:
        NotFoundError: no exporter has that name.
    """
    return cast("Exporter", load("exporters", form))


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written that takes its name only when it is whole.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the file cannot be written: {error.strerror}",
        where=str(path),
        remedy="check the disk and the folder's permissions",
    )


def _write_text(path: Path, lines: Iterable[str]) -> None:
    _write_pieces(path, (f"{line}\n" for line in lines))


def _write_pieces(path: Path, pieces: Iterable[str]) -> None:
    with replacing(path) as stream:
        for piece in pieces:
            stream.write(piece.encode())
