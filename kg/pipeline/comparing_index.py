"""Where each document, and the claims of each, stand in the files of two sides that are compared.

An index is lines that sort by document; it is small beside what it leads to, for one line leads to
all the lines of a file that are one document's in a row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Literal

from kg.errors import InputError
from kg.exporters.sorting import LineSorter
from kg.model import Claim, Document, Rejection, Source
from kg.model.document import Content
from kg.model.document_format import absolute_iri
from kg.readers.contents import Stretch
from kg.readers.json_lines import read_json_lines

Kind = Literal["claims", "documents"]
RUN_LENGTH = 50_000
_Row = tuple[str, str, int, int, int]
_MEDIA_TYPE = "application/jsonl"
_MARK = b"\xef\xbb\xbf"
_REMEDY = {
    "claims": "give claims as kg extract writes them, one JSON object a line",
    "documents": "build the folder again",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A file of claims or of documents; `name` is what messages call it."""

    name: str
    kind: Kind
    content: Content


@dataclass(frozen=True, slots=True)
class Run:
    """Lines in a row of one document: the first one's number, and the bytes, half-open."""

    document: str
    slot: int
    line: int
    start: int
    end: int
    source: str

    def packed(self, *, key: str | None = None) -> str:
        """Write the run as a line that sorts by document, or by another key."""
        place = f"{self.line:015d}\t{self.start}\t{self.end}"
        return f"{key or self.document}\t{self.slot}\t{place}\t{json.dumps(self.source)}"


def unpacked(line: str) -> Run:
    """Read a run from its line."""
    document, slot, number, start, end, source = line.split("\t")
    return Run(document, int(slot), int(number), int(start), int(end), json.loads(source))


def find_runs(listing: Listing, slot: int) -> Iterator[Run]:
    """Yield the runs of a file; `slot` is kept in them.

    Raises:
        InputError: a line is not JSON, or not of the file's kind; it is named.
    """
    for (document, source), group in groupby(_rows(listing), key=itemgetter(0, 1)):
        places = [(line, start, end) for _, _, line, start, end in _ends(group)]
        line, start, _ = places[0]
        try:
            iri = absolute_iri(document)
        except InputError as error:
            where = f"{listing.name}:{line}"
            raise InputError(error.reason, where=where, remedy=error.remedy) from None
        yield Run(iri, slot, line, start, places[-1][2], source)


def _ends(rows: Iterable[_Row]) -> tuple[_Row, _Row]:
    """Return the first and the last of rows, of which there is one or more."""
    rest = iter(rows)
    first = last = next(rest)
    for last in rest:  # noqa: B007 - the last is what is asked for
        pass
    return first, last


def _rows(listing: Listing) -> Iterator[_Row]:
    start = 0
    with listing.content.open() as stream:
        for number, line in enumerate(stream, start=1):
            end = start + len(line)
            if line.removeprefix(_MARK).strip():
                yield (*_named(line, listing, (number, start, end)), number, start, end)
            start = end


def _named(line: bytes, listing: Listing, place: tuple[int, int, int]) -> tuple[str, str]:
    """Return the document and the source that a line names."""
    try:
        record = json.loads(line.removeprefix(_MARK))
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict) and ("text" in record) == (listing.kind == "documents"):
        document, source = record.get("document" if "text" not in record else "id"), "source"
        if isinstance(document, str) and document.strip():
            named = record.get(source)
            return document, named if isinstance(named, str) else ""
    number, start, end = place
    # The reader of these files says best what is wrong with a line.
    for _ in read_run(listing, Run("", 0, number, start, end, "")):
        pass
    raise _unfit(listing, number)


def read_run(listing: Listing, run: Run) -> Iterator[Claim | Document]:
    """Yield what the lines of a run hold.

    Raises:
        InputError: a line of it cannot be used; it is named.
    """
    stretch = Stretch(listing.content, run.start, run.end)
    source = Source(listing.name, _MEDIA_TYPE, stretch, line=run.line)
    for item in read_json_lines(source):
        if isinstance(item, Rejection):
            raise InputError(item.reason, where=item.where, remedy=item.remedy)
        if isinstance(item, Claim) != (listing.kind == "claims"):
            raise _unfit(listing, run.line)
        yield item


def _unfit(listing: Listing, line: int) -> InputError:
    noun = listing.kind.removesuffix("s")
    where = f"{listing.name}:{line}"
    return InputError(f"this is not a {noun}", where=where, remedy=_REMEDY[listing.kind])


def renamed_documents(runs: Iterable[Run]) -> dict[str, str]:
    """Return, by their new IRI, the documents that have another one since their text was edited.

    Even slots are old, odd ones new; the runs are to be sorted by document. A document whose source
    gives it no IRI has one made from its text; it is known by its source, if that holds one
    document on either side. Standard input is no such source.
    """
    renamed = {}
    with LineSorter(run_length=RUN_LENGTH, distinct=True) as sorter:
        for document, group in groupby(runs, key=attrgetter("document")):
            found = list(group)
            sides = {run.slot % 2 for run in found}
            alone = len(sides) == 1
            sorter.add(
                f"{json.dumps(run.source)}\t{run.slot % 2}\t{int(alone)}\t{document}"
                for run in found
                if run.source not in ("", "-")
            )
        rows = (line.split("\t") for line in sorter.lines())
        for _, lines in groupby(rows, key=itemgetter(0)):
            pair = _only_two(tuple(row[1:]) for row in lines)
            if pair:
                renamed[pair[1]] = pair[0]
    return renamed


def _only_two(rows: Iterable[tuple[str, ...]]) -> tuple[str, str] | None:
    """Return the old and the new document of a source, where each is alone and on one side."""
    found: set[tuple[str, ...]] = set()
    for row in rows:
        found.add(row)
        if len(found) > 2:  # a source may hold a million documents
            return None
    if {row[:2] for row in found} != {("0", "1"), ("1", "1")}:
        return None
    (_, _, old), (_, _, new) = sorted(found)
    return old, new
