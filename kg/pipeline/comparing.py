"""Two graphs compared by their claims: folders that builds wrote, or files of claims.

One document and its claims are in memory at a time, whatever the order of the files.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from kg.errors import ConfigurationError, InputError
from kg.exporters.sorting import LineSorter, sorted_lines
from kg.model import Claim, Document
from kg.pipeline.comparing_index import (
    RUN_LENGTH,
    Listing,
    Run,
    find_runs,
    read_run,
    renamed_documents,
    unpacked,
)
from kg.readers.contents import StoredFile, spool
from kg.views.changes import LEAST_CONFIDENCE_STEP, Change, ClaimChange, Difference, claim_changes
from kg.views.entity_changes import EntityChange, entity_changes, link_lines
from kg.vocab import DEFAULT_BASE

_DESCRIBING = ("title", "author", "publisher", "published", "modified", "url")
_QUIET = frozenset({"same", "moved"})
_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things compared: a file of claims, and of documents where it is a folder."""

    claims: Listing
    documents: Listing | None = None


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of a document and of its claims.

    `change` is "changed" where what is known of it differs (`fields`: title, author, publisher,
    published, modified, url), "moved" where its text alone does (or the IRI made from the text).
    `old` and `new` are None where it is not there, or where its text is not at hand. `iri` is the
    IRI that it has now, or had. `described` tells whether both sides have documents.
    """

    iri: str
    change: Change
    claims: tuple[ClaimChange, ...]
    old: Document | None = None
    new: Document | None = None
    old_iri: str | None = None
    fields: tuple[Difference, ...] = ()
    described: bool = False

    @property
    def differs(self) -> bool:
        """Whether the document, or one of its claims, does not say the same as before."""
        told = self.described and self.change not in _QUIET
        return told or any(change.change not in _QUIET for change in self.claims)


class Tally:
    """How many claims, documents and entities changed, and how: `add` counts."""

    def __init__(self) -> None:
        self.claims: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.entities: Counter[str] = Counter()
        self.differs = False

    def add(self, item: DocumentChange | EntityChange) -> None:
        """Count an item of `compare`."""
        if isinstance(item, EntityChange):
            self.entities[item.change] += 1
            self.differs = True
        else:
            self.claims.update(change.change for change in item.claims)
            if item.described:
                self.documents[item.change] += 1
            self.differs = self.differs or item.differs


def open_sides(old: str, new: str, *, stdin: BinaryIO) -> tuple[Side, Side]:
    """Find what two arguments name: a folder that a build wrote, a file of claims, or "-".

    Raises:
        InputError: there is no such file or folder, or no claims in the folder.
        ConfigurationError: both are standard input.
    """
    if old == new == _STDIN:
        raise ConfigurationError("both sides are standard input", remedy="name a file for one")
    return _side(old, stdin), _side(new, stdin)


def _side(location: str, stdin: BinaryIO) -> Side:
    if location == _STDIN:
        return Side(Listing(_STDIN, "claims", spool(stdin)))
    path = Path(location)
    if not path.is_dir():
        if not path.exists():
            raise InputError(
                "there is no such file or folder", where=location, remedy="check the path"
            )
        return Side(Listing(location, "claims", StoredFile(location)))
    claims, documents = path / "claims.jsonl", path / "documents.jsonl"
    if not claims.is_file():
        raise InputError(
            "there is no claims.jsonl in this folder", where=location, remedy="kg build writes it"
        )
    listed = Listing(str(documents), "documents", StoredFile(str(documents)))
    return Side(
        Listing(str(claims), "claims", StoredFile(str(claims))),
        listed if documents.is_file() else None,
    )


def compare(
    old: Side,
    new: Side,
    *,
    confidence_step: float = LEAST_CONFIDENCE_STEP,
    base: str = DEFAULT_BASE,
) -> Iterator[DocumentChange | EntityChange]:
    """Yield every document with what became of it and its claims, by IRI; then the entities.

    Also what stayed the same is yielded. The claims of a document are in the order of the text.
    Entities without an IRI are named under `base`. The same comes out whatever the order of lines.

    Raises:
        InputError: a line cannot be read; the file and the line are named.
    """
    # By slot: even ones are old, odd ones new.
    listings = (old.documents, new.documents, old.claims, new.claims)
    described = old.documents is not None and new.documents is not None
    with LineSorter(run_length=RUN_LENGTH, distinct=True) as links:
        for runs in _by_document(listings):
            read = [list(_read(listings, runs, slot)) for slot in range(len(listings))]
            before, after = _claims(read[2]), _claims(read[3])
            links.add(link_lines(before, after, base=base))
            yield _document_change(
                (_first_document(read[0]), _first_document(read[1])),
                claim_changes(before, after, confidence_step=confidence_step),
                described=described,
                runs=runs,
            )
        yield from entity_changes(line for line, _ in groupby(links.lines()))


def _by_document(listings: Sequence[Listing | None]) -> Iterator[list[Run]]:
    """Yield the runs of each document, of all files, those of an edited one together."""
    with ExitStack() as files:
        index = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
        for slot, listing in enumerate(listings):
            if listing is not None:
                index.writelines(f"{run.packed()}\n" for run in find_runs(listing, slot))

        def lines() -> Iterator[str]:
            index.seek(0)
            return (line[:-1] for line in index)

        runs = map(unpacked, sorted_lines(lines(), run_length=RUN_LENGTH))
        renamed = renamed_documents(runs)
        keyed = (_keyed(line, renamed) for line in lines())
        parts = (line.split("\t", 1) for line in sorted_lines(keyed, run_length=RUN_LENGTH))
        for _, group in groupby(parts, key=lambda part: part[0]):
            yield [unpacked(line) for _, line in group]


def _keyed(line: str, renamed: dict[str, str]) -> str:
    document = line.split("\t", 1)[0]
    return f"{renamed.get(document, document)}\t{line}"


def _read(
    listings: Sequence[Listing | None], runs: Sequence[Run], slot: int
) -> Iterator[Claim | Document]:
    listing = listings[slot]
    if listing is not None:
        found = (read_run(listing, run) for run in runs if run.slot == slot)
        yield from chain.from_iterable(found)


def _claims(items: Sequence[Claim | Document]) -> list[Claim]:
    return [item for item in items if isinstance(item, Claim)]


def _first_document(items: Sequence[Claim | Document]) -> Document | None:
    return next((item for item in items if isinstance(item, Document)), None)


def _document_change(
    documents: tuple[Document | None, Document | None],
    claims: Sequence[ClaimChange],
    *,
    described: bool,
    runs: Sequence[Run],
) -> DocumentChange:
    old, new = documents
    iris = [{run.document for run in runs if run.slot % 2 == side} for side in (0, 1)]
    was, is_now = (min(found, default=None) for found in iris)
    fields = _fields(old, new) if old and new else ()
    change: Change = "changed" if fields else "same"
    if was is None or is_now is None:
        change = "added" if was is None else "removed"
    elif not fields and (was != is_now or (old and new and old.sha256 != new.sha256)):
        change = "moved"
    return DocumentChange(
        iri=is_now or was or "",
        change=change,
        claims=tuple(claims),
        old=old,
        new=new,
        old_iri=was if was != is_now else None,
        fields=fields,
        described=described,
    )


def _fields(old: Document, new: Document) -> tuple[Difference, ...]:
    values = ((name, getattr(old, name), getattr(new, name)) for name in _DESCRIBING)
    return tuple(Difference(name, was, now) for name, was, now in values if was != now)
