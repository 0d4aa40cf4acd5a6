"""Which claims speak of the same thing: by a key that claims of one subject, type and object share.

These tables stand in the journal's database. A key is open from when a claim of it came, changed or
went until what the claims of it agree on has been looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.stores.database import Database

TABLES = """
CREATE TABLE IF NOT EXISTS assertions (
    key TEXT, document TEXT, claim TEXT, PRIMARY KEY (key, document, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS assertions_of_document ON assertions (document);
CREATE TABLE IF NOT EXISTS open_keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Assertions:
    """The tables of assertions in an open database; the journal owns the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, document: str, rows: Iterable[tuple[str, str]]) -> None:
        """Replace a document's assertions, keys with ids of claims, inside a transaction."""
        self.open(document)
        self._database.execute("DELETE FROM assertions WHERE document = ?", document)
        self._database.insert(
            "INSERT OR IGNORE INTO assertions VALUES (?, ?, ?)",
            ((key, document, claim) for key, claim in rows),
        )
        self.open(document)

    def clear(self) -> None:
        """Remove all assertions, inside a transaction; their keys are open."""
        self._database.execute("INSERT OR IGNORE INTO open_keys SELECT key FROM assertions")
        self._database.execute("DELETE FROM assertions")

    def open(self, document: str) -> None:
        """Open the keys of a document, inside a transaction."""
        self._database.execute(
            "INSERT OR IGNORE INTO open_keys SELECT key FROM assertions WHERE document = ?",
            document,
        )

    def open_keys(self) -> list[str]:
        """Return the open keys, sorted."""
        rows = self._database.rows("SELECT key FROM open_keys ORDER BY key")
        return [str(key) for (key,) in rows]

    def close(self, key: str) -> None:
        """Say that what the claims of a key agree on has been looked at."""
        self._database.execute("DELETE FROM open_keys WHERE key = ?", key)

    def claims(self, key: str, most: int) -> list[tuple[str, str]]:
        """Return the documents and ids of the claims of a key, sorted, that many at most."""
        query = "SELECT document, claim FROM assertions WHERE key = ? ORDER BY 1, 2 LIMIT ?"
        return [(str(doc), str(claim)) for doc, claim in self._database.rows(query, key, most)]

    def count(self, key: str) -> int:
        """Return the number of claims of a key."""
        found = self._database.text("SELECT COUNT(*) FROM assertions WHERE key = ?", key)
        return int(found or 0)

    def has(self, key: str) -> bool:
        """Tell whether some claim has a key."""
        query = "SELECT 1 FROM assertions WHERE key = ? LIMIT 1"
        return self._database.text(query, key) is not None

    def of_document(self, document: str) -> Iterator[tuple[str, str]]:
        """Yield the keys of a document's claims and their ids, sorted."""
        query = "SELECT key, claim FROM assertions WHERE document = ? ORDER BY 1, 2"
        for key, claim in self._database.rows(query, document):
            yield str(key), str(claim)
