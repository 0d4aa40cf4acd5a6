"""The text of the files that a build writes, a fragment for every subject and every document.

A file of the whole graph changes in few places when a document does. What the merged graph says of
a subject, and what a document says, is kept here as it will be written, in the order in which it
will be written: a build makes the changed fragments anew and copies the rest.

Fragments follow the store. What they say of a subject is not to be trusted from `mark` until
`replace` has been called for it, so that a process killed between the two leaves a note of what is
to be made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from kg.stores.database import Database

_FORM = 1  # to be raised when the tables change
_TABLES = """
CREATE TABLE IF NOT EXISTS subjects (subject TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (document TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    line TEXT, document TEXT, PRIMARY KEY (line, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS records_of_document ON records (document);
CREATE TABLE IF NOT EXISTS marked (subject TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_ALL = ("subjects", "documents", "records", "marked")
Text = tuple[str, str]


class Fragments:
    """The fragments of one output folder, in a SQLite file; a context manager with one writer.

    Raises:
        StoreError: the file cannot be opened, or another build writes to it.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _TABLES, version=_FORM)

    def __enter__(self) -> Fragments:
        """Return the fragments."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._database.close()

    def clear(self) -> None:
        """Remove every fragment."""
        with self._database.transaction():
            for table in _ALL:
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - literals

    def mark(self, subjects: Iterable[str]) -> None:
        """Note that what the merged graph says of subjects is about to change."""
        with self._database.transaction():
            self._database.insert(
                "INSERT OR IGNORE INTO marked VALUES (?)", ((subject,) for subject in subjects)
            )

    def marked(self) -> list[str]:
        """Return the subjects whose fragments are to be made anew, sorted."""
        rows = self._database.rows("SELECT subject FROM marked ORDER BY subject")
        return [str(subject) for (subject,) in rows]

    def add(
        self,
        *,
        subjects: Iterable[Text] = (),
        documents: Iterable[Text] = (),
        records: Iterable[Text] = (),
    ) -> None:
        """Add fragments that are not there yet: pairs of a subject, or of a document, and a text.

        `records` are pairs of a line and the document that it is of. What comes sorted is written
        several times as fast.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._database.transaction():
            self._add(subjects, documents, records)

    def replace(
        self,
        *,
        subjects: Iterable[Text],
        documents: Iterable[Text],
        records: Iterable[Text],
    ) -> None:
        """Replace the fragments of subjects and of documents, and take the marks off the subjects.

        A fragment without a text is removed. All records of the documents are replaced.

        Raises:
            StoreError: the file cannot be written.
        """
        new_subjects, new_documents = list(subjects), list(documents)
        with self._database.transaction():
            for table in ("subjects", "marked"):
                self._database.insert(
                    f"DELETE FROM {table} WHERE subject = ?",  # noqa: S608 - literals
                    ((subject,) for subject, _ in new_subjects),
                )
            for table in ("documents", "records"):
                self._database.insert(
                    f"DELETE FROM {table} WHERE document = ?",  # noqa: S608 - literals
                    ((document,) for document, _ in new_documents),
                )
            self._add(_told(new_subjects), _told(new_documents), records)

    def _add(
        self, subjects: Iterable[Text], documents: Iterable[Text], records: Iterable[Text]
    ) -> None:
        insert = self._database.insert
        insert("INSERT INTO subjects VALUES (?, ?)", subjects)
        insert("INSERT INTO documents VALUES (?, ?)", documents)
        insert("INSERT OR IGNORE INTO records VALUES (?, ?)", records)

    def subjects(self) -> Iterator[str]:
        """Yield what the merged graph says of each subject, by subject."""
        for (text,) in self._database.rows("SELECT text FROM subjects ORDER BY subject"):
            yield str(text)

    def documents(self) -> Iterator[str]:
        """Yield what each document says, by document."""
        for (text,) in self._database.rows("SELECT text FROM documents ORDER BY document"):
            yield str(text)

    def records(self) -> Iterator[str]:
        """Yield the lines of all documents, sorted by their code points."""
        for (line,) in self._database.rows("SELECT line FROM records ORDER BY line"):
            yield str(line)


def _told(texts: Iterable[Text]) -> Iterator[Text]:
    return (pair for pair in texts if pair[1])
