"""What has been read and what became of it: the memory that makes a build incremental.

A SQLite database holds, for every source, its fingerprint and the JSON of the documents and claims
found in it, and for every document what validation said of its graph. One source is recorded whole
or not at all, and so is one document's outcome, so that a build that is killed goes on where it
stopped. The journal does not look into the JSON.

Several sources may hold the same document or the same claim: the first in the order of locations
counts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kg.errors import StoreError

_TABLES = """
CREATE TABLE IF NOT EXISTS sources (
    location TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, merged INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    document TEXT, location TEXT, record TEXT NOT NULL, sentences TEXT NOT NULL,
    PRIMARY KEY (document, location));
CREATE TABLE IF NOT EXISTS claims (
    document TEXT, id TEXT, location TEXT, place INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (document, id, location));
CREATE INDEX IF NOT EXISTS claims_of_source ON claims (location);
CREATE INDEX IF NOT EXISTS documents_of_source ON documents (location);
CREATE TABLE IF NOT EXISTS unread (
    location TEXT, place INTEGER, record TEXT NOT NULL, PRIMARY KEY (location, place));
CREATE TABLE IF NOT EXISTS graphs (
    document TEXT PRIMARY KEY, digest TEXT NOT NULL, results TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refused (
    document TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (document, id));
"""
# The claims that count, each once: of several sources the first.
_CLAIMS = """
    SELECT document, id, record, place, MIN(location) FROM claims {where}
    GROUP BY document, id"""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of a source: its id, its JSON, and the JSON of the sentences read in it."""

    document: str
    record: str
    sentences: str = "[]"


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim of a source: its document and id, where it stands in the text, and its JSON."""

    document: str
    id: str
    place: int
    record: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """All that one source held; `unread` is the JSON of what could not be used."""

    location: str
    fingerprint: str
    documents: Sequence[DocumentEntry] = ()
    claims: Sequence[ClaimEntry] = ()
    unread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures that add up: claims found = accepted + refused + merged."""

    sources: int
    documents: int
    found: int
    accepted: int
    refused: int
    merged: int
    unread: int


class Journal:
    """The journal of one output folder; a context manager with one writer at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sqlite3.connect(path, isolation_level=None, timeout=1)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.executescript(_TABLES)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def __enter__(self) -> Journal:
        """Return the journal."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the journal."""
        self._database.close()

    def fingerprint(self, location: str) -> str | None:
        """Return what a source's fingerprint was when it was recorded, or None."""
        for (found,) in self._rows("SELECT fingerprint FROM sources WHERE location = ?", location):
            return str(found)
        return None

    def record_source(self, source: SourceEntry) -> None:
        """Replace all that is known of a source, in one transaction.

        The graphs of its documents, before and after, become stale.
        """
        location = source.location
        kept = {(claim.document, claim.id): claim for claim in reversed(source.claims)}
        merged = len(source.claims) - len(kept)
        self._begin()
        self._staleness(location)
        for table in ("sources", "documents", "claims", "unread"):
            self._rows(f"DELETE FROM {table} WHERE location = ?", location)  # noqa: S608 - literals
        self._rows("INSERT INTO sources VALUES (?, ?, ?)", location, source.fingerprint, merged)
        self._many(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)",
            ((d.document, location, d.record, d.sentences) for d in source.documents),
        )
        self._many(
            "INSERT INTO claims VALUES (?, ?, ?, ?, ?)",
            ((c.document, c.id, location, c.place, c.record) for c in kept.values()),
        )
        self._many(
            "INSERT INTO unread VALUES (?, ?, ?)",
            ((location, place, record) for place, record in enumerate(source.unread)),
        )
        self._staleness(location)
        self._rows("COMMIT")

    def stale(self, digest: str) -> list[str]:
        """Return the documents whose graphs were not made with these settings, sorted."""
        known = "SELECT document FROM documents UNION SELECT document FROM claims"
        fresh = "SELECT document FROM graphs WHERE digest = ?"
        return [row[0] for row in self._rows(f"{known} EXCEPT {fresh} ORDER BY 1", digest)]

    def gone(self) -> list[str]:
        """Return the documents that have a graph and no source any more, sorted."""
        known = "SELECT document FROM documents UNION SELECT document FROM claims"
        query = f"SELECT document FROM graphs EXCEPT {known} ORDER BY 1"  # noqa: S608 - literals
        return [row[0] for row in self._rows(query)]

    def document(self, document: str) -> DocumentEntry | None:
        """Return a document as the first of its sources gave it."""
        rows = self._rows(
            "SELECT document, record, sentences FROM documents WHERE document = ?"
            " ORDER BY location LIMIT 1",
            document,
        )
        return next((DocumentEntry(*row) for row in rows), None)

    def claims(self, document: str) -> list[str]:
        """Return the JSON of a document's claims, in text order."""
        query = _CLAIMS.format(where="WHERE document = ?") + " ORDER BY place, id"
        return [row[2] for row in self._rows(query, document)]

    def record_graph(
        self, document: str, digest: str, *, results: str, refused: Iterable[tuple[str, str]]
    ) -> None:
        """Say that a document's graph is in the store, and which claims were refused (id, JSON)."""
        self._begin()
        self._rows("DELETE FROM refused WHERE document = ?", document)
        self._rows("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?)", document, digest, results)
        self._many(
            "INSERT OR REPLACE INTO refused VALUES (?, ?, ?)",
            ((document, claim, record) for claim, record in refused),
        )
        self._rows("COMMIT")

    def forget_graph(self, document: str) -> None:
        """Say that a document's graph has left the store."""
        self._begin()
        self._rows("DELETE FROM graphs WHERE document = ?", document)
        self._rows("DELETE FROM refused WHERE document = ?", document)
        self._rows("COMMIT")

    def documents(self) -> Iterator[DocumentEntry]:
        """Yield every document once, by id."""
        for document, record, sentences, _ in self._rows(
            "SELECT document, record, sentences, MIN(location) FROM documents"
            " GROUP BY document ORDER BY document"
        ):
            yield DocumentEntry(document, record, sentences)

    def accepted(self) -> Iterator[tuple[str, str]]:
        """Yield the document and the JSON of every claim in the graph, in text order."""
        query = (
            f"SELECT c.document, c.record FROM ({_CLAIMS.format(where='')}) AS c"  # noqa: S608 - literals
            " LEFT JOIN refused USING (document, id) WHERE refused.id IS NULL"
            " ORDER BY c.document, c.place, c.id"
        )
        yield from self._rows(query)

    def set_aside(self) -> Iterator[str]:
        """Yield the JSON of what could not be used, then of the claims that were refused."""
        for (record,) in self._rows("SELECT record FROM unread ORDER BY location, place"):
            yield record
        for (record,) in self._rows("SELECT record FROM refused ORDER BY document, id"):
            yield record

    def results(self) -> Iterator[str]:
        """Yield the JSON of what validation said of each document's graph, by document."""
        rows = self._rows("SELECT results FROM graphs ORDER BY document")
        yield from (results for (results,) in rows)

    def totals(self) -> Totals:
        """Return the figures of everything in the journal."""
        found = self._count("SELECT COUNT(*) FROM claims")
        distinct = self._count("SELECT COUNT(*) FROM (SELECT DISTINCT document, id FROM claims)")
        refused = self._count("SELECT COUNT(*) FROM refused WHERE id != ''")
        merged = self._count("SELECT COALESCE(SUM(merged), 0) FROM sources")
        return Totals(
            sources=self._count("SELECT COUNT(*) FROM sources"),
            documents=self._count("SELECT COUNT(DISTINCT document) FROM documents"),
            found=found + merged,
            accepted=distinct - refused,
            refused=refused,
            merged=merged + found - distinct,
            unread=self._count("SELECT COUNT(*) FROM unread"),
        )

    def _staleness(self, location: str) -> None:
        """Mark the graphs of a source's documents as stale; the store still holds them."""
        for table in ("documents", "claims"):
            stale = f"SELECT document FROM {table} WHERE location = ?"  # noqa: S608 - literals
            update = f"UPDATE graphs SET digest = '' WHERE document IN ({stale})"  # noqa: S608
            self._rows(update, location)

    def _begin(self) -> None:
        self._rows("BEGIN IMMEDIATE")

    def _count(self, query: str) -> int:
        return int(next(self._rows(query))[0])

    def _rows(self, query: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._database.execute(query, values)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _many(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(query, rows)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> StoreError:
        locked = "locked" in str(error)
        remedy = (
            "wait for the other build to end" if locked else "remove the folder and build again"
        )
        return StoreError(
            f"the journal cannot be used: {error}", where=str(self._path), remedy=remedy
        )
