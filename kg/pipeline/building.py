"""The whole flow on one page: sources to documents to claims to triples to a validated graph.

    sources → readers → Document → extractor → Claim → resolution → Claim → journal
    journal → Claim → triples → validation → store → files

A source that has not changed is not read again. Each source is recorded whole, each document's
graph enters the store whole; a build that is killed goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, StoreError
from kg.model import Rejection, Source
from kg.pipeline.claims import Counting
from kg.pipeline.correcting import corrections_of
from kg.pipeline.outputs import write_outputs
from kg.pipeline.parts import dump_rejection
from kg.pipeline.pieces import Reading, pieces
from kg.pipeline.resolving import resolve_entities
from kg.pipeline.settings import Settings, minter_of, reading_digest, with_files_of
from kg.pipeline.updating import update_graphs
from kg.readers.sources import find_sources
from kg.stores import Fragments, OxigraphStore
from kg.stores.journal import Journal, SourceEntry, Totals

Progress = Callable[[str], None]
Stores = tuple[OxigraphStore, Fragments]
JOURNAL = "journal.sqlite"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did: the output folder, sources read and unchanged, and the graph's totals."""

    out: Path
    read: int
    unchanged: int
    set_aside: int
    totals: Totals


def build(
    locations: Iterable[str],
    out: Path,
    settings: Settings,
    *,
    stdin: BinaryIO,
    progress: Progress = lambda _: None,
    read: Reading = pieces,
    workers: int = 1,
) -> Summary:
    """Build or extend the graph in a folder, and write its files.

    `progress` is called with the location of each source as it is read; `read` is what reads and
    extracts: `pieces`, that function on several processes, or `pieces_on_cluster`. `workers` is the
    number of processes that take names apart, 0 stands for one a processor.

    Raises:
        StoreError: the folder cannot be written, or another build is at work in it.
        ConfigurationError: the ontology, shapes, patterns or model cannot be used.
    """
    folder = _folder(out)
    with Journal(folder / JOURNAL) as journal, opened_stores(folder) as stores:
        found = find_sources(locations, stdin=stdin)
        counts = _record(found, journal, settings, read=read, progress=progress)
        bring_up_to_date(journal, stores, out, settings, workers=workers)
        totals = journal.totals()
    return Summary(out, counts["read"], counts["unchanged"], totals.set_aside, totals)


@contextmanager
def opened_stores(folder: Path) -> Iterator[Stores]:
    """Open the store and the fragments in a build's folder of stores, made where they are not.

    Raises:
        StoreError: they cannot be opened, or another build is at work in them.
    """
    with (
        OxigraphStore(folder / "graph") as store,
        Fragments(folder / "fragments.sqlite") as fragments,
    ):
        yield store, fragments


def bring_up_to_date(
    journal: Journal, stores: Stores, out: Path, settings: Settings, *, workers: int = 1
) -> None:
    """Bring the graph, and the files of a build's folder, to what the journal's sources hold.

    `workers` is the number of processes that take names apart, 0 stands for one a processor.

    Raises:
        StoreError: the folder cannot be written.
        InputError: the corrections, judgements or known entities cannot be read.
        ConfigurationError: the ontology or the shapes cannot be used.
    """
    settings = with_files_of(settings, out)
    corrections = corrections_of(journal, settings)
    counting = Counting(journal, minter_of(settings).ontology, corrections)
    resolve_entities(counting, settings, workers=workers)
    update_graphs(counting, *stores, settings)
    write_outputs(counting, *stores, out)


def _folder(out: Path) -> Path:
    folder = out / "store"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder cannot be made: {error.strerror}",
            where=str(folder),
            remedy="name a folder that can be written with --out",
        ) from error
    return folder


def _record(
    found: Iterable[Source | Rejection],
    journal: Journal,
    settings: Settings,
    *,
    read: Reading,
    progress: Progress,
) -> Counter[str]:
    """Read into the journal what is new or changed; count what was read and what was unchanged."""
    counts: Counter[str] = Counter()
    digest = reading_digest(settings)
    unusable: list[SourceEntry] = []  # which wait for the end of the source that is being recorded

    def changed() -> Iterator[tuple[Source, str]]:
        for source in found:
            if isinstance(source, Rejection):
                unusable.append(SourceEntry(source.where, "", unread=[dump_rejection(source)]))
                continue
            try:
                fingerprint = f"{source.sha256()} {digest}"
            except InputError as error:  # a large file that has gone since it was found
                lost = Rejection("source", source.location, error.reason, error.remedy)
                unusable.append(SourceEntry(source.location, "", unread=[dump_rejection(lost)]))
                continue
            if journal.fingerprint(source.location) == fingerprint:
                counts["unchanged"] += 1
                progress(source.location)
            else:
                yield source, fingerprint

    def record_unusable() -> None:
        for entry in unusable:
            journal.record_source(entry)
            counts["read"] += 1
            progress(entry.location)
        unusable.clear()

    for location, parts in groupby(read(changed(), settings), key=lambda piece: piece.location):
        first = next(parts)
        with journal.replacing_source(location, first.fingerprint) as recording:
            for piece in chain([first], parts):
                recording.add(piece.documents, piece.claims, piece.unread)
                recording.fingerprint = piece.fingerprint
        counts["read"] += 1
        progress(location)
        record_unusable()
    record_unusable()
    return counts
