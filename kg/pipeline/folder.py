"""A folder that a build wrote, opened to be asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.model import Claim, Document
from kg.model.claim_format import claim_from_record
from kg.pipeline.graphs import read_document
from kg.stores import Journal, OxigraphStore


@dataclass(frozen=True, slots=True)
class Folder:
    """The store of a build, read-only, and a function that returns a document by its IRI."""

    path: Path
    store: OxigraphStore
    document: Callable[[str], Document | None]

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of `claims.jsonl`, in its order.

        Raises:
            InputError: the file is not there, or a line of it is not a claim.
        """
        path = self.path / "claims.jsonl"
        try:
            stream = path.open(encoding="utf-8")
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
        with stream:
            for number, line in enumerate(stream, start=1):
                yield _claim(line, f"{path}:{number}")


def _claim(line: str, where: str) -> Claim:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"not JSON: {error}", where=where, remedy="build again") from error
    return claim_from_record(record, where=where)


@contextmanager
def open_folder(path: Path) -> Iterator[Folder]:
    """Open a folder that `build` wrote.

    Raises:
        StoreError: there is no graph in it.
    """
    graph, journal_path = path / "store" / "graph", path / "store" / "journal.sqlite"
    if not graph.is_dir() or not journal_path.is_file():
        raise StoreError(
            "there is no graph in this folder", where=str(path), remedy="build one with kg build"
        )
    with OxigraphStore(graph, read_only=True) as store, Journal(journal_path) as journal:

        def document(iri: str) -> Document | None:
            entry = journal.document(iri)
            return read_document(entry) if entry else None

        yield Folder(path, store, document)
