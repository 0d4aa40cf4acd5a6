"""A SQLite file: transactions that end whole or not at all, and errors that say what to do.

Source: https://www.sqlite.org/lang_transaction.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from kg.errors import StoreError

Value = str | int | float
Row = tuple[Value, ...]
_CACHE = 65_536  # KiB
_PATIENCE = 1.0  # seconds to wait for another writer


class Database:
    """A database at `path`, made with its tables where it does not exist.

    `version` is the form of the tables; it stands in the file.

    Raises:
        StoreError: the file cannot be opened, is no database, has another form, or another process
            writes to it.
    """

    def __init__(self, path: Path, tables: str, *, version: int) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        except sqlite3.Error as error:
            self._fail(error)
        try:
            found = self.count("PRAGMA user_version")
            if found not in (0, version):
                raise StoreError(
                    f"the journal has form {found}, and this version of kg wants {version}",
                    where=str(path),
                    remedy="remove the store folder and build again",
                )
            self._make(tables, version)
        except StoreError:
            self._connection.close()
            raise

    def _make(self, tables: str, version: int) -> None:
        """Make the tables that are not there yet; a killed process leaves all of them or none."""
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            # A killed process loses nothing, a power cut the last transactions at most, never half
            # of one: https://www.sqlite.org/pragma.html#pragma_synchronous
            self._connection.execute("PRAGMA synchronous = NORMAL")
            # What is written in no order would be read from the disk for each row.
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            self._connection.executescript(
                f"BEGIN IMMEDIATE;{tables}PRAGMA user_version = {version:d};COMMIT;"
            )
        except sqlite3.Error as error:
            self._fail(error)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write what is done inside whole, or, where it ends in an error, not at all."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        finally:
            # SQLite ends the transaction by itself on some errors, such as a full disk.
            if self._connection.in_transaction:
                self.execute("ROLLBACK")

    def execute(self, statement: str, *values: Value) -> None:
        """Carry out one statement.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            self._fail(error)

    def insert(self, statement: str, rows: Iterable[Row]) -> int:
        """Carry out one statement for every row, and return how many rows it changed.

        Raises:
            StoreError: the database cannot be written.
        """
        try:
            return self._connection.executemany(statement, rows).rowcount
        except sqlite3.Error as error:
            self._fail(error)

    def rows(self, query: str, *values: Value) -> Iterator[Row]:
        """Yield the rows of a query one by one, without holding them.

        Raises:
            StoreError: the database cannot be read.
        """
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.Error as error:
            self._fail(error)

    def text(self, query: str, *values: Value) -> str | None:
        """Return the first column of the first row, or None where there is no row."""
        return next((str(row[0]) for row in self.rows(query, *values)), None)

    def count(self, query: str) -> int:
        """Return the number that a query gives."""
        return int(self.text(query) or 0)

    def _fail(self, error: sqlite3.Error) -> NoReturn:
        if "locked" in str(error):
            reason = "another build is writing to the journal"
            remedy = "wait for it to end"
        else:
            reason = f"the journal cannot be used: {error}"
            remedy = "check the disk, or remove the store folder and build again"
        raise StoreError(reason, where=str(self._path), remedy=remedy) from error
