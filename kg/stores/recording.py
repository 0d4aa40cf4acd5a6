"""One source on its way into the journal, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from kg.stores.database import Database
from kg.stores.entries import ClaimEntry, DocumentEntry


class Recording:
    """What a source holds, added as it is read; the journal opens and ends its transaction.

    `merged` counts the claims that the source gave once more; `fingerprint` is what the source is
    known by the next time.
    """

    def __init__(self, database: Database, location: str, fingerprint: str) -> None:
        self._database = database
        self._location = location
        self.fingerprint = fingerprint
        self._unread = 0
        self.merged = 0

    def add(
        self,
        documents: Sequence[DocumentEntry] = (),
        claims: Sequence[ClaimEntry] = (),
        unread: Sequence[str] = (),
    ) -> None:
        """Add some of the source's documents, claims, and the JSON of what could not be used.

        Raises:
            StoreError: the journal cannot be written.
        """
        insert, location = self._database.insert, self._location
        insert(
            "INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?)",
            (
                (each.document, location, each.record, each.sentences, each.traits)
                for each in documents
            ),
        )
        kept = insert(
            "INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?, ?)",
            ((each.document, each.id, location, each.place, each.record) for each in claims),
        )
        self.merged += len(claims) - max(kept, 0)
        insert(
            "INSERT INTO unread VALUES (?, ?, ?)",
            ((location, place, record) for place, record in enumerate(unread, self._unread)),
        )
        self._unread += len(unread)
