"""What has been read and what became of it: the memory that makes a build incremental.

A SQLite database holds, for every source, its fingerprint and the JSON of the documents and claims
found in it, and for every document what validation said of its graph. One source is recorded whole
or not at all, and so is one document's outcome, so that a build that is killed goes on where it
stopped. The journal does not look into the JSON.

Several sources may hold the same document or the same claim: the first in the order of locations
counts. What it yields comes one by one from the disk, in an order that depends on nothing but what
was recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from kg.stores.assertions import TABLES as _OF_ASSERTIONS
from kg.stores.assertions import Assertions
from kg.stores.copies import TABLES as _OF_COPIES
from kg.stores.copies import Copies
from kg.stores.database import Database
from kg.stores.entries import ClaimEntry, DocumentEntry, GraphEntry, SourceEntry, Totals
from kg.stores.leaving import Leaving
from kg.stores.recording import Recording
from kg.stores.references import TABLES as _OF_REFERENCES
from kg.stores.references import References

__all__ = ["ClaimEntry", "DocumentEntry", "GraphEntry", "Journal", "SourceEntry", "Totals"]

_FORM = 5  # to be raised when the tables change
_TABLES = """
CREATE TABLE IF NOT EXISTS sources (
    location TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, merged INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    document TEXT, location TEXT, record TEXT NOT NULL, sentences TEXT NOT NULL,
    traits TEXT NOT NULL, PRIMARY KEY (document, location));
CREATE TABLE IF NOT EXISTS claims (
    document TEXT, id TEXT, location TEXT, place INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (document, id, location));
CREATE INDEX IF NOT EXISTS claims_of_source ON claims (location);
CREATE INDEX IF NOT EXISTS documents_of_source ON documents (location);
CREATE TABLE IF NOT EXISTS unread (
    location TEXT, place INTEGER, record TEXT NOT NULL, PRIMARY KEY (location, place));
CREATE TABLE IF NOT EXISTS graphs (
    document TEXT PRIMARY KEY, digest TEXT NOT NULL,
    sentences INTEGER NOT NULL, with_claims INTEGER NOT NULL, coverage TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    result TEXT, document TEXT, PRIMARY KEY (result, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS results_of_document ON results (document);
CREATE TABLE IF NOT EXISTS refused (
    document TEXT, id TEXT, record TEXT NOT NULL, PRIMARY KEY (document, id));
CREATE TABLE IF NOT EXISTS unused (
    document TEXT, place INTEGER, record TEXT NOT NULL, PRIMARY KEY (document, place));
CREATE TABLE IF NOT EXISTS lost (
    kind TEXT, place INTEGER, record TEXT NOT NULL, PRIMARY KEY (kind, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS derived (
    graph TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
"""
# The claims that count, each once: of several sources the first. SQLite takes the other columns
# from the row with the minimum (https://www.sqlite.org/lang_select.html#bareagg).
_CLAIMS = """
    SELECT document, id, record, place, MIN(location) FROM claims {where}
    GROUP BY document, id"""
_KNOWN = "SELECT document FROM documents UNION SELECT document FROM claims"
# What has a graph: documents, and what is found out of several of them.
_GRAPHS = f"{_KNOWN} UNION SELECT graph FROM derived"  # noqa: S608 - literals
_OF_SOURCES = ("sources", "documents", "claims", "unread")
_UNUSABLE = ("unread", "unused", "lost")
_OF_GRAPHS = ("graphs", "results", "refused", "unused")


class Journal:
    """The journal of one output folder; a context manager with one writer at a time.

    Raises:
        StoreError: the file cannot be opened, is no journal, or another build writes to it.
    """

    def __init__(self, path: Path) -> None:
        tables = _TABLES + _OF_REFERENCES + _OF_COPIES + _OF_ASSERTIONS
        self._database = Database(path, tables, version=_FORM)
        self.assertions = Assertions(self._database)
        self.references = References(self._database)
        self.copies = Copies(self._database)
        self.leaving = Leaving(self._database)

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what is done inside whole, or, where it ends in an error, not at all."""
        with self._database.transaction():
            yield

    def fingerprint(self, location: str) -> str | None:
        """Return what a source's fingerprint was when it was recorded, or None."""
        return self._database.text("SELECT fingerprint FROM sources WHERE location = ?", location)

    def sources(self) -> Iterator[str]:
        """Yield the location of every source, sorted."""
        for (location,) in self._database.rows("SELECT location FROM sources ORDER BY location"):
            yield str(location)

    @contextmanager
    def replacing_source(self, location: str, fingerprint: str) -> Iterator[Recording]:
        """Replace all that is known of a source by what is added inside, in one transaction.

        The graphs of its documents, before and after, become stale. A claim that the source gives
        twice is kept once, as it stood first.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            self._forget(location)
            recording = Recording(self._database, location, fingerprint)
            yield recording
            row = location, recording.fingerprint, recording.merged
            self._database.execute("INSERT INTO sources VALUES (?, ?, ?)", *row)
            self._staleness(location)

    def record_source(self, source: SourceEntry) -> int:
        """Replace all that is known of a source by an entry that is whole in memory.

        Returns how many of its claims it gave twice; as `replacing_source`.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self.replacing_source(source.location, source.fingerprint) as recording:
            recording.add(source.documents, source.claims, source.unread)
        return recording.merged

    def forget_source(self, location: str) -> None:
        """Remove all that is known of a source, in one transaction; its graphs become stale.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            self._forget(location)

    def stale(self, digest: str) -> list[str]:
        """Return the documents whose graphs were not made with these settings, sorted."""
        return self._stale(_KNOWN, digest)

    def stale_derived(self, digest: str) -> list[str]:
        """Return the derived graphs that were not made with these settings, sorted."""
        return self._stale("SELECT graph FROM derived", digest)

    def _stale(self, wanted: str, digest: str) -> list[str]:
        fresh = "SELECT document FROM graphs WHERE digest = ?"
        query = f"SELECT * FROM ({wanted}) EXCEPT {fresh} ORDER BY 1"  # noqa: S608 - literals
        return [str(graph) for (graph,) in self._database.rows(query, digest)]

    def gone(self) -> list[str]:
        """Return the documents that have a graph and no source any more, sorted."""
        graphs = "SELECT document FROM graphs"
        # In brackets of its own: compound selects are taken from left to right.
        known = f"SELECT * FROM ({_GRAPHS})"  # noqa: S608 - literals
        rows = self._database.rows(f"{graphs} EXCEPT {known} ORDER BY 1")
        return [str(document) for (document,) in rows]

    def unresolved(self) -> list[str]:
        """Return the documents whose references are not those of their claims, sorted."""
        return self.references.unresolved(_KNOWN)

    def vanished(self) -> list[str]:
        """Return the documents that have references and no source any more, sorted."""
        return self.references.gone(_KNOWN)

    def mark_stale(self, documents: Iterable[str]) -> None:
        """Say, inside a transaction, that documents' graphs are to be made anew."""
        for document in documents:
            self._database.execute("UPDATE graphs SET digest = '' WHERE document = ?", document)

    def document(self, document: str) -> DocumentEntry | None:
        """Return a document as the first of its sources gave it."""
        rows = self._database.rows(
            "SELECT document, record, sentences, traits FROM documents WHERE document = ?"
            " ORDER BY location LIMIT 1",
            document,
        )
        return next((DocumentEntry(*map(str, row)) for row in rows), None)

    def traits(self, document: str) -> str | None:
        """Return the JSON of a document's traits, as the first of its sources gave them."""
        return self._database.text(
            "SELECT traits FROM documents WHERE document = ? ORDER BY location LIMIT 1", document
        )

    def claims(self, document: str) -> list[str]:
        """Return the JSON of a document's claims, in text order."""
        query = _CLAIMS.format(where="WHERE document = ?") + " ORDER BY place, id"
        return [str(row[2]) for row in self._database.rows(query, document)]

    def record_graphs(self, graphs: Iterable[GraphEntry], digest: str) -> None:
        """Say that documents' graphs are in the store, made with the settings of a digest.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            for graph in graphs:
                document = graph.document
                self._forget_outcome(document)
                self._database.execute(
                    "INSERT OR REPLACE INTO graphs VALUES (?, ?, ?, ?, ?)",
                    document,
                    digest,
                    graph.sentences,
                    graph.with_claims,
                    graph.coverage,
                )
                self._database.insert(
                    "INSERT OR IGNORE INTO results VALUES (?, ?)",
                    ((result, document) for result in graph.results),
                )
                self._database.insert(
                    "INSERT OR REPLACE INTO refused VALUES (?, ?, ?)",
                    ((document, claim, record) for claim, record in graph.refused),
                )
                self._database.insert(
                    "INSERT INTO unused VALUES (?, ?, ?)",
                    ((document, place, record) for place, record in enumerate(graph.unused)),
                )
                self.assertions.replace(document, graph.assertions)

    def _forget_outcome(self, document: str) -> None:
        for table in _OF_GRAPHS:
            self._database.execute(f"DELETE FROM {table} WHERE document = ?", document)  # noqa: S608 - literals

    def confirm_graphs(self, digest: str) -> None:
        """Say that the graphs recorded as of no settings ("") are in the store, of a digest.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            self._database.execute("UPDATE graphs SET digest = ? WHERE digest = ''", digest)

    def forget_graphs(self, documents: Iterable[str]) -> None:
        """Say that documents' graphs have left the store.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            for document in documents:
                self._forget_outcome(document)
                self.assertions.replace(document, ())

    def forget_all_graphs(self) -> None:
        """Say that the store holds nothing that can be relied on: every graph is to be made anew.

        Raises:
            StoreError: the journal cannot be written.
        """
        with self._database.transaction():
            for table in _OF_GRAPHS:
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - literals
            self.assertions.clear()

    def count_documents(self) -> int:
        """Return how many documents the sources hold or have claims of."""
        return self._database.count(f"SELECT COUNT(*) FROM ({_KNOWN})")  # noqa: S608 - literals

    def claim(self, document: str, claim: str) -> str | None:
        """Return the JSON of a claim of a document."""
        return self._database.text(
            "SELECT record FROM claims WHERE document = ? AND id = ? ORDER BY location LIMIT 1",
            document,
            claim,
        )

    def derived(self, graph: str) -> str | None:
        """Return the text of a graph that is found out of several documents, or None."""
        return self._database.text("SELECT text FROM derived WHERE graph = ?", graph)

    def derive(self, graph: str, kind: str, text: str) -> None:
        """Replace a derived graph by its text, inside a transaction; "" removes it.

        The store's graph becomes stale where that changes it.
        """
        if self.derived(graph) == (text or None):
            return
        self._database.execute("DELETE FROM derived WHERE graph = ?", graph)
        if text:
            self._database.execute("INSERT INTO derived VALUES (?, ?, ?)", graph, kind, text)
        self.mark_stale([graph])

    def derived_graphs(self, kind: str) -> list[str]:
        """Return the names of the derived graphs of a kind, sorted."""
        rows = self._database.rows("SELECT graph FROM derived WHERE kind = ? ORDER BY graph", kind)
        return [str(graph) for (graph,) in rows]

    def documents(self) -> Iterator[DocumentEntry]:
        """Yield every document once, by id."""
        for *fields, _ in self._database.rows(
            "SELECT document, record, sentences, traits, MIN(location) FROM documents"
            " GROUP BY document ORDER BY document"
        ):
            yield DocumentEntry(*map(str, fields))

    def accepted(self) -> Iterator[tuple[str, str]]:
        """Yield the document and the JSON of every claim in the graph, in text order."""
        query = (
            f"SELECT c.document, c.record FROM ({_CLAIMS.format(where='')}) AS c"  # noqa: S608 - literals
            " LEFT JOIN refused USING (document, id) WHERE refused.id IS NULL"
            " ORDER BY c.document, c.place, c.id"
        )
        for document, record in self._database.rows(query):
            yield str(document), str(record)

    def set_aside(self) -> Iterator[str]:
        """Yield the JSON of what could not be used, then of the claims that were refused."""
        for (record,) in self._database.rows("SELECT record FROM unread ORDER BY location, place"):
            yield str(record)
        for (record,) in self._database.rows("SELECT record FROM refused ORDER BY document, id"):
            yield str(record)
        for (record,) in self._database.rows("SELECT record FROM lost ORDER BY kind, place"):
            yield str(record)
        for (record,) in self._database.rows("SELECT record FROM unused ORDER BY document, place"):
            yield str(record)

    def refused(self, document: str) -> frozenset[str]:
        """Return the ids of a document's claims that were refused."""
        rows = self._database.rows("SELECT id FROM refused WHERE document = ?", document)
        return frozenset(str(claim) for (claim,) in rows)

    def set_lost(self, kind: str, records: Iterable[str]) -> None:
        """Replace, inside a transaction, the JSON of what of a kind belongs to no document.

        Corrections of claims that are nowhere are such, and unusable lines of lists.
        """
        self._database.execute("DELETE FROM lost WHERE kind = ?", kind)
        rows = ((kind, place, record) for place, record in enumerate(records))
        self._database.insert("INSERT INTO lost VALUES (?, ?, ?)", rows)

    def documents_of_claims(self, claims: Collection[str]) -> dict[str, str]:
        """Return the documents of those of some claims that there are, by the claims' ids."""
        if not claims:
            return {}
        rows = self._database.rows("SELECT DISTINCT id, document FROM claims ORDER BY id, document")
        return {str(claim): str(document) for claim, document in rows if claim in claims}

    def knows(self, document: str) -> bool:
        """Tell whether there is a document, or a claim of it."""
        query = f"SELECT 1 FROM ({_KNOWN}) WHERE document = ?"  # noqa: S608 - literals
        return self._database.text(query, document) is not None

    def reopen(self, document: str) -> None:
        """Say, inside a transaction, that a document's claims are to be read anew, and its graph."""
        self._database.execute("INSERT OR IGNORE INTO reopened VALUES (?)", document)
        self.mark_stale([document])

    def coverage(self) -> Iterator[str]:
        """Yield the JSON of each document's coverage, by document."""
        query = "SELECT coverage FROM graphs WHERE coverage != '' ORDER BY document"
        for (coverage,) in self._database.rows(query):
            yield str(coverage)

    def sentences(self) -> tuple[int, int, int]:
        """Return how many sentences were read, how many carry a claim, and of how many documents."""
        query = (
            "SELECT COALESCE(SUM(sentences), 0), COALESCE(SUM(with_claims), 0), COUNT(*)"
            " FROM graphs WHERE coverage != ''"
        )
        ((read, with_claims, documents),) = self._database.rows(query)
        return int(read), int(with_claims), int(documents)

    def results(self) -> Iterator[str]:
        """Yield what validation said of the documents' graphs, each once, by code points."""
        for (result,) in self._database.rows("SELECT DISTINCT result FROM results ORDER BY result"):
            yield str(result)

    def totals(self) -> Totals:
        """Return the figures of everything in the journal."""
        count = self._database.count
        found = count("SELECT COUNT(*) FROM claims")
        distinct = count("SELECT COUNT(*) FROM (SELECT DISTINCT document, id FROM claims)")
        refused = count("SELECT COUNT(*) FROM refused WHERE id != ''")
        merged = count("SELECT COALESCE(SUM(merged), 0) FROM sources")
        return Totals(
            sources=count("SELECT COUNT(*) FROM sources"),
            documents=count("SELECT COUNT(DISTINCT document) FROM documents"),
            found=found + merged,
            accepted=distinct - refused,
            refused=refused,
            merged=merged + found - distinct,
            unread=sum(count(f"SELECT COUNT(*) FROM {table}") for table in _UNUSABLE),  # noqa: S608 - literals
            documents_refused=count("SELECT COUNT(*) FROM refused WHERE id = ''"),
        )

    def _forget(self, location: str) -> None:
        self._staleness(location)
        for table in _OF_SOURCES:
            self._database.execute(f"DELETE FROM {table} WHERE location = ?", location)  # noqa: S608 - literals

    def _staleness(self, location: str) -> None:
        """Mark the graphs of a source's documents as stale; the store still holds them.

        Who they name is to be read anew, too.
        """
        for table in ("documents", "claims"):
            self._database.execute(
                "INSERT OR IGNORE INTO reopened"  # noqa: S608 - literals
                f" SELECT document FROM {table} WHERE location = ?",
                location,
            )
            self._database.execute(
                "UPDATE graphs SET digest = '' WHERE document IN"  # noqa: S608 - literals
                f" (SELECT document FROM {table} WHERE location = ?)",
                location,
            )
