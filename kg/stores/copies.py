"""Which documents repeat the text of another: bands of their signatures, pairs, and originals.

These tables stand in the journal's database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.stores.database import Database

TABLES = """
CREATE TABLE IF NOT EXISTS bands (
    band TEXT, document TEXT, PRIMARY KEY (band, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_of_document ON bands (document);
CREATE TABLE IF NOT EXISTS copy_pairs (
    left TEXT, right TEXT, PRIMARY KEY (left, right)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copy_pairs_by_right ON copy_pairs (right);
CREATE TABLE IF NOT EXISTS copies (
    document TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
"""


class Copies:
    """The tables of copies in an open database; the journal owns the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, document: str, bands: Iterable[str]) -> list[str]:
        """Replace a document's bands, inside a transaction; return who shares one, sorted."""
        self.remove(document)
        keys = list(bands)
        if not keys:
            return []
        self._database.insert(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, document) for band in keys)
        )
        query = (
            "SELECT DISTINCT b.document FROM bands AS own JOIN bands AS b ON b.band = own.band"
            " WHERE own.document = ? AND b.document != ? ORDER BY 1"
        )
        return [str(other) for (other,) in self._database.rows(query, document, document)]

    def remove(self, document: str) -> None:
        """Remove what is known of a document's text, inside a transaction."""
        self._database.execute("DELETE FROM bands WHERE document = ?", document)
        self._database.execute(
            "DELETE FROM copy_pairs WHERE left = ? OR right = ?", document, document
        )

    def add_pair(self, left: str, right: str) -> None:
        """Say that two documents tell one text."""
        pair = sorted((left, right))
        self._database.execute("INSERT OR IGNORE INTO copy_pairs VALUES (?, ?)", *pair)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of documents that tell one text, sorted."""
        for left, right in self._database.rows("SELECT * FROM copy_pairs ORDER BY left, right"):
            yield str(left), str(right)

    def originals(self) -> dict[str, str]:
        """Return for every document that repeats another that other one."""
        rows = self._database.rows("SELECT document, original FROM copies")
        return {str(document): str(original) for document, original in rows}

    def original(self, document: str) -> str | None:
        """Return the document whose text a document repeats, or None."""
        return self._database.text("SELECT original FROM copies WHERE document = ?", document)

    def settle(self, originals: dict[str, str]) -> list[str]:
        """Replace all originals, inside a transaction; return the documents that have another now.

        Raises:
            StoreError: the journal cannot be written.
        """
        before = self.originals()
        changed = sorted(
            document
            for document in before.keys() | originals.keys()
            if before.get(document) != originals.get(document)
        )
        for document in changed:
            self._database.execute("DELETE FROM copies WHERE document = ?", document)
            if document in originals:
                values = document, originals[document]
                self._database.execute("INSERT INTO copies VALUES (?, ?)", *values)
        return changed
