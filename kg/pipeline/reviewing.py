"""A folder that a build wrote, opened to have its entities judged, and brought to what was judged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ConfigurationError, StoreError
from kg.model.correction_format import read_corrections
from kg.pipeline.building import Summary, build
from kg.pipeline.claims import Counting
from kg.pipeline.settings import Settings, graph_digest, minter_of, with_files_of
from kg.stores.journal import Journal
from kg.views.corrections import corrections_by_document


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """Open the journal of a folder.

    Raises:
        StoreError: there is no graph in the folder, or a build is writing to it.
    """
    path = folder / "store" / "journal.sqlite"
    if not path.is_file():
        raise StoreError(
            "there is no graph in this folder", where=str(folder), remedy="build one with kg build"
        )
    with Journal(path) as journal:
        yield journal


def counting_of(journal: Journal, folder: Path, settings: Settings) -> Counting:
    """Return the claims of a folder's documents as people have put them right; nothing is written.

    Raises:
        InputError: the file of corrections cannot be read, or a line is no correction.
    """
    path = with_files_of(settings, folder).corrections
    found = read_corrections(path) if path is not None else ()
    documents = journal.documents_of_claims({correction.claim for correction in found})
    parts, _ = corrections_by_document(found, documents.get)
    return Counting(journal, minter_of(settings).ontology, parts)


def apply_judgements(folder: Path, settings: Settings) -> Summary:
    """Decide anew who is who in a folder, by its judgements, and write its files; no source is read.

    The settings must be those of the build.

    Raises:
        StoreError: there is no graph in the folder, it cannot be written, or a build is at work.
        ConfigurationError: the graph was built with another base, ontology or other shapes.
        InputError: the judgements contradict each other.
    """
    with open_journal(folder) as journal:
        documents = journal.count_documents()
        if documents and len(journal.stale(graph_digest(settings))) == documents:
            raise ConfigurationError(
                "the graph was built with other settings",
                where=str(folder),
                remedy="give the --base, --ontology and --shapes of kg build, or build again",
            )
    return build((), folder, settings, stdin=io.BytesIO())
