"""What sources hold, in pieces of bounded size, on one process or on several.

    sources → jobs (in order) → parts (from here or from workers, in order) → pieces

How jobs and pieces are cut depends on the sources alone, so the pieces are the same on any number
of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from kg.model import Document, Source
from kg.pipeline.parts import DONE, Job, Part, item_part, joined
from kg.pipeline.reading import Item, read_source
from kg.pipeline.settings import Settings
from kg.pipeline.workers import in_order
from kg.readers.media_types import HTML, TEXT
from kg.stores.entries import ClaimEntry, DocumentEntry

MOST_DOCUMENTS = 64
MOST_CLAIMS = 1_000
_BATCH_DOCUMENTS = 8
_BATCH_CHARACTERS = 32_000
_BATCH_READY = 128


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what one source holds, in the source's order; `unread` is JSON of rejections.

    The first piece of a source has `first`, the last one `last`; both may be one piece, and it may
    be empty. `fingerprint` is "" from where a part of the source was lost with the process that
    read it: what the last piece says counts, so that the source is read again the next time.
    """

    location: str
    fingerprint: str
    documents: tuple[DocumentEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    unread: tuple[str, ...] = ()
    first: bool = False
    last: bool = False


Reading = Callable[[Iterable[tuple[Source, str]], Settings], Iterator[Piece]]
"""What reads and extracts sources, each given with its fingerprint: `pieces`, and what does the same
on several processes or machines."""


def pieces(
    sources: Iterable[tuple[Source, str]], settings: Settings, *, workers: int = 1
) -> Iterator[Piece]:
    """Yield what sources hold, each given with its fingerprint, in order and in bounded pieces.

    A piece has at most 64 documents, 1,000 claims and 1,000 rejections. `workers` is the number of
    processes that read and extract; 1 does it in this one. Sources are asked for as they are needed.

    >>> source = Source("a.txt", "text/plain", b"The buses are back.")
    >>> [(len(piece.documents), piece.last) for piece in pieces([(source, "1")], Settings())]
    [(1, True)]

    Raises:
        ConfigurationError: the ontology, patterns or model cannot be used, or the extractor cannot
            work on several processes.
    """
    yield from cut(in_order(jobs(sources, settings), settings, workers=workers))


def jobs(sources: Iterable[tuple[Source, str]], settings: Settings) -> Iterator[Job]:
    """Yield the work that sources make, in order: whole small sources, and batches of documents.

    Claims that a source holds ready-made are no work for others: they come as parts already done.
    """
    for source, fingerprint in sources:
        job = Job(source.location, fingerprint, DONE)
        if source.media_type in (TEXT, HTML):
            yield replace(job, work=source, last=True)
        else:
            for work in _works(source, settings):
                yield replace(job, work=work)
            yield replace(job, last=True)


def _works(source: Source, settings: Settings) -> Iterator[tuple[Document, ...] | Part]:
    """Read a source of many documents or claims, a batch at a time."""
    found = read_source(source, base=settings.base)
    for are_documents, run in groupby(found, key=lambda item: isinstance(item, Document)):
        if are_documents:
            yield from _batches(run)
        else:
            while ready := list(islice(run, _BATCH_READY)):
                yield joined(item_part(item, settings) for item in ready)


def _batches(documents: Iterable[Item]) -> Iterator[tuple[Document, ...]]:
    batch: list[Document] = []
    length = 0
    for document in documents:
        if isinstance(document, Document):
            batch.append(document)
            length += len(document.text)
        if len(batch) >= _BATCH_DOCUMENTS or length >= _BATCH_CHARACTERS:
            yield tuple(batch)
            batch, length = [], 0
    if batch:
        yield tuple(batch)


def cut(results: Iterable[tuple[Job, Part]]) -> Iterator[Piece]:
    """Yield the parts of sources, which come source by source, as pieces of bounded size."""
    held = _Held()
    for job, part in results:
        held.add(part)
        while held.is_over():
            yield held.piece(job)
        if job.last:
            yield replace(held.piece(job), last=True)
            held = _Held()


@dataclass(slots=True)
class _Held:
    """What has come of one source and is in no piece yet."""

    documents: list[DocumentEntry] = field(default_factory=list)
    claims: list[ClaimEntry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    lost: bool = False
    first: bool = True

    def add(self, part: Part) -> None:
        self.documents += part.documents
        self.claims += part.claims
        self.unread += part.unread
        self.lost = self.lost or part.lost

    def is_over(self) -> bool:
        return len(self.documents) > MOST_DOCUMENTS or any(
            len(entries) > MOST_CLAIMS for entries in (self.claims, self.unread)
        )

    def piece(self, job: Job) -> Piece:
        """Take as much as a piece may hold."""
        piece = Piece(
            job.location,
            "" if self.lost else job.fingerprint,
            tuple(self.documents[:MOST_DOCUMENTS]),
            tuple(self.claims[:MOST_CLAIMS]),
            tuple(self.unread[:MOST_CLAIMS]),
            first=self.first,
        )
        del self.documents[:MOST_DOCUMENTS], self.claims[:MOST_CLAIMS], self.unread[:MOST_CLAIMS]
        self.first = False
        return piece
