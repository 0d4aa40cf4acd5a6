"""What is to leave the journal: sources, or documents out of them, and what goes with these.

The pairs of a source and a document that are to go stand in a table that lasts as long as the
connection. Nothing changes before they are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.stores.database import Database

_TABLES = (
    "CREATE TEMP TABLE IF NOT EXISTS leaving_sources (location TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS leaving (document TEXT, location TEXT,"
    " PRIMARY KEY (document, location)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS leaving_documents (document TEXT PRIMARY KEY) WITHOUT ROWID",
)
_OF_DOCUMENTS = ("documents", "claims")
_STAYS = (
    "NOT EXISTS (SELECT 1 FROM leaving AS l"
    " WHERE l.document = x.document AND l.location = x.location)"
)
# The IRI of a use of a name: the one that was decided on, else the one that the name makes.
_IRI = "CASE WHEN r.iri = '' THEN ? || lower(n.root) || '/' || n.key ELSE r.iri END"


class Leaving:
    """What is to leave the tables of an open database; the journal owns the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, sources: Iterable[str], documents: Iterable[str]) -> None:
        """Say what is to go: sources by location, and documents out of whatever source has them.

        Raises:
            StoreError: the journal cannot be read.
        """
        run, insert = self._database.execute, self._database.insert
        for table in _TABLES:
            run(table)
        for table in ("leaving_sources", "leaving", "leaving_documents"):
            run(f"DELETE FROM {table}")  # noqa: S608 - literals
        insert("INSERT OR IGNORE INTO leaving_sources VALUES (?)", ((each,) for each in sources))
        for table in _OF_DOCUMENTS:
            run(
                f"INSERT OR IGNORE INTO leaving SELECT document, location FROM {table}"  # noqa: S608 - literals
                " WHERE location IN (SELECT location FROM leaving_sources)"
            )
        for document in documents:
            for table in _OF_DOCUMENTS:
                run(
                    f"INSERT OR IGNORE INTO leaving SELECT document, location FROM {table}"  # noqa: S608 - literals
                    " WHERE document = ?",
                    document,
                )
        run(
            "INSERT INTO leaving_documents SELECT DISTINCT x.document FROM leaving AS x"
            " WHERE NOT EXISTS (SELECT 1 FROM documents AS o WHERE o.document = x.document"
            " AND NOT EXISTS (SELECT 1 FROM leaving AS l"
            " WHERE l.document = o.document AND l.location = o.location))"
            " AND NOT EXISTS (SELECT 1 FROM claims AS o WHERE o.document = x.document"
            " AND NOT EXISTS (SELECT 1 FROM leaving AS l"
            " WHERE l.document = o.document AND l.location = o.location))"
        )

    def documents(self) -> Iterator[str]:
        """Yield the documents that no source has then any more, sorted."""
        query = "SELECT document FROM leaving_documents ORDER BY document"
        for (document,) in self._database.rows(query):
            yield str(document)

    def count_claims(self) -> int:
        """Return how many claims no source gives then any more."""
        going = (
            "SELECT c.document, c.id FROM leaving AS l JOIN claims AS c"
            " ON c.document = l.document AND c.location = l.location"
        )
        staying = (
            "SELECT x.document, x.id FROM claims AS x WHERE x.document IN"  # noqa: S608 - literals
            f" (SELECT document FROM leaving) AND {_STAYS}"
        )
        return self._database.count(f"SELECT COUNT(*) FROM ({going} EXCEPT {staying})")  # noqa: S608 - literals

    def entities(self, base: str) -> Iterator[tuple[str, str]]:
        """Yield the IRI and a name of every entity that only documents name which go, by IRI.

        `base` is where the IRIs of entities stand that their names make.
        """
        named = (
            f"SELECT {_IRI} AS entity, MAX(r.label) FROM leaving_documents AS d"  # noqa: S608 - literals
            " JOIN refs AS r ON r.document = d.document JOIN names AS n ON n.name = r.name"
            " GROUP BY entity ORDER BY entity"
        )
        for iri, label in self._database.rows(named, base):
            if not self._is_named_elsewhere(str(iri), base):
                yield str(iri), str(label)

    def _is_named_elsewhere(self, iri: str, base: str) -> bool:
        stays = "r.document NOT IN (SELECT document FROM leaving_documents)"
        decided = f"SELECT 1 FROM refs AS r WHERE r.iri = ? AND r.iri != '' AND {stays} LIMIT 1"  # noqa: S608 - literals
        if self._database.text(decided, iri) is not None:
            return True
        kind, _, key = iri.removeprefix(base).partition("/")
        own = (
            "SELECT 1 FROM names AS n JOIN refs AS r ON r.name = n.name"  # noqa: S608 - literals
            f" WHERE lower(n.root) = ? AND n.key = ? AND r.iri = '' AND {stays} LIMIT 1"
        )
        return iri.startswith(base) and self._database.text(own, kind, key) is not None

    def drop(self) -> None:
        """Remove what was chosen, in one transaction; its documents' graphs become stale.

        A source of which only a part goes is read anew when it is given again; one that has nothing
        left is forgotten.

        Raises:
            StoreError: the journal cannot be written.
        """
        run = self._database.execute
        with self._database.transaction():
            run("INSERT OR IGNORE INTO reopened SELECT DISTINCT document FROM leaving")
            run("UPDATE graphs SET digest = '' WHERE document IN (SELECT document FROM leaving)")
            for table in _OF_DOCUMENTS:
                run(
                    f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM leaving AS l WHERE"  # noqa: S608 - literals
                    f" l.document = {table}.document AND l.location = {table}.location)"
                )
            for table in ("unread", "sources"):
                run(
                    f"DELETE FROM {table} WHERE location IN"  # noqa: S608 - literals
                    " (SELECT location FROM leaving_sources)"
                )
            run(
                "UPDATE sources SET fingerprint = '' WHERE location IN (SELECT location FROM leaving)"
            )
            run(
                "DELETE FROM sources WHERE location IN (SELECT location FROM leaving)"
                " AND NOT EXISTS (SELECT 1 FROM documents AS o WHERE o.location = sources.location)"
                " AND NOT EXISTS (SELECT 1 FROM claims AS o WHERE o.location = sources.location)"
                " AND NOT EXISTS (SELECT 1 FROM unread AS o WHERE o.location = sources.location)"
            )
