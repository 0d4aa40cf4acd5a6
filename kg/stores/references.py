"""Who the documents name: references, their names, and what was found of pairs of names.

These tables stand in the journal's database, so that what a build decides about entities is
written together with the note of which graphs that makes stale.

A name is a root class and a folded name, and has a number while a document uses it. Numbers depend
on what was read before what; whatever is decided goes by root class and folded name instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.stores.database import Database

TABLES = """
CREATE TABLE IF NOT EXISTS names (
    name INTEGER PRIMARY KEY, root TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL,
    UNIQUE (root, key));
CREATE TABLE IF NOT EXISTS refs (
    document TEXT, name INTEGER, label TEXT NOT NULL, type TEXT NOT NULL, given TEXT NOT NULL,
    roles TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS refs_of_document ON refs (document);
CREATE INDEX IF NOT EXISTS refs_elsewhere ON refs (iri) WHERE iri != '';
CREATE INDEX IF NOT EXISTS refs_given ON refs (given) WHERE given != '';
CREATE TABLE IF NOT EXISTS aliases (
    document TEXT, name INTEGER, key TEXT, PRIMARY KEY (document, name, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_by_key ON aliases (key, name);
CREATE TABLE IF NOT EXISTS links (
    document TEXT, name INTEGER, relation TEXT, other INTEGER,
    PRIMARY KEY (name, document, relation, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_of_document ON links (document);
CREATE TABLE IF NOT EXISTS blocks (
    block INTEGER, name INTEGER, PRIMARY KEY (block, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS blocks_of_name ON blocks (name);
CREATE TABLE IF NOT EXISTS pairs (
    left INTEGER, right INTEGER, kind TEXT NOT NULL, score REAL NOT NULL, extra TEXT NOT NULL,
    PRIMARY KEY (left, right)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_by_right ON pairs (right);
CREATE TABLE IF NOT EXISTS candidates (
    left INTEGER, left_document TEXT, right INTEGER, right_document TEXT,
    score REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (left, left_document, right, right_document)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS resolved (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reopened (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (name INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS settled (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_AT_A_TIME = 1_000
_TOUCHED = "SELECT name FROM touched WHERE name <= ?"
_OF_DOCUMENT = ("refs", "aliases", "links")
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """What a document says of one of its entities; `links` are (relation, other name)."""

    name: Name
    label: str
    type: str
    given: str = ""
    roles: str = ""
    aliases: tuple[str, ...] = ()
    links: tuple[tuple[str, Name], ...] = ()


@dataclass(frozen=True, slots=True)
class PairEntry:
    """How alike two names are: `extra` is what one has and the other lacks, with spaces."""

    left: int
    right: int
    kind: str
    score: float
    extra: str


@dataclass(frozen=True, slots=True)
class Use:
    """That a document uses a name: the name it gives, the class, the IRI it came with, roles, and
    the IRI that was decided on ("" where the name makes it)."""

    document: str
    name: int
    label: str
    type: str
    given: str
    roles: str
    iri: str


@dataclass(frozen=True, slots=True)
class CandidateSide:
    """One of two names: its root class, folded form and label, and a document that uses it."""

    root: str
    key: str
    label: str
    document: str


@dataclass(frozen=True, slots=True)
class CandidateEntry:
    """Two names that may be of one entity, each with a document that uses it.

    `score` is how likely they are, from 0 to 1, `reason` what speaks for and against it.
    """

    left: CandidateSide
    right: CandidateSide
    score: float
    reason: str


class References:
    """The tables of references in an open database; the journal owns the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Documents

    def unresolved(self, known: str) -> list[str]:
        """Return the documents whose references are not those of their claims, sorted.

        `known` is a query for the documents that there are.
        """
        # In brackets of its own: compound selects are taken from left to right.
        settled = "SELECT document FROM resolved EXCEPT SELECT document FROM reopened"
        query = f"SELECT * FROM ({known}) EXCEPT SELECT * FROM ({settled}) ORDER BY 1"  # noqa: S608 - literals
        rows = self._database.rows(query)
        return [str(document) for (document,) in rows]

    def gone(self, known: str) -> list[str]:
        """Return the documents that have references and are no more, sorted."""
        query = f"SELECT document FROM resolved EXCEPT SELECT * FROM ({known}) ORDER BY 1"  # noqa: S608 - a literal
        return [str(document) for (document,) in self._database.rows(query)]

    def replace(self, told: Mapping[str, Sequence[ReferenceEntry]]) -> None:
        """Replace the references of documents, inside a transaction; names old and new are touched.

        Raises:
            StoreError: the journal cannot be written.
        """
        self._forget(told)
        numbers = self._numbers(told)
        insert = self._database.insert
        entries = [(document, numbers[e.name], e) for document in told for e in told[document]]
        insert(
            "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?, '')",
            ((d, number, e.label, e.type, e.given, e.roles) for d, number, e in entries),
        )
        insert(
            "INSERT INTO aliases VALUES (?, ?, ?)",
            ((d, number, alias) for d, number, e in entries for alias in e.aliases),
        )
        insert(
            "INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?)",
            ((d, n, relation, numbers[o]) for d, n, e in entries for relation, o in e.links),
        )
        insert(
            "INSERT OR IGNORE INTO touched VALUES (?)",
            ((number,) for number in sorted({number for _, number, _ in entries})),
        )
        insert("INSERT OR REPLACE INTO resolved VALUES (?)", ((document,) for document in told))
        insert("DELETE FROM reopened WHERE document = ?", ((document,) for document in told))

    def remove(self, documents: Collection[str]) -> None:
        """Remove the references of documents, inside a transaction; their names are touched.

        Raises:
            StoreError: the journal cannot be written.
        """
        self._forget(documents)
        for table in ("resolved", "reopened"):
            self._database.insert(
                f"DELETE FROM {table} WHERE document = ?",  # noqa: S608 - literals
                ((document,) for document in documents),
            )

    def _forget(self, documents: Collection[str]) -> None:
        touch = "INSERT OR IGNORE INTO touched SELECT name FROM refs WHERE document = ?"
        self._database.insert(touch, ((document,) for document in documents))
        for table in _OF_DOCUMENT:
            self._database.insert(
                f"DELETE FROM {table} WHERE document = ?",  # noqa: S608 - literals
                ((document,) for document in documents),
            )

    def _numbers(self, told: Mapping[str, Sequence[ReferenceEntry]]) -> dict[Name, int]:
        """Return the numbers of all names in references, given now to those that have none."""
        entries = [each for found in told.values() for each in found]
        labels = {other: other[1] for each in entries for _, other in each.links}
        labels |= {each.name: each.label for each in entries}
        self._database.insert(
            "INSERT OR IGNORE INTO names (root, key, label) VALUES (?, ?, ?)",
            ((*name, label) for name, label in labels.items()),
        )
        return {name: self.number(name) or 0 for name in labels}

    # Names

    def spelt(self, most: int) -> Iterator[dict[int, tuple[str, str]]]:
        """Yield the names whose use has changed since they were last settled, so many at a time.

        Each has its root class, and the label that most documents give it: "" where none uses it.
        """
        after = 0
        query = (
            "SELECT t.name, n.root, r.label"
            " FROM (SELECT name FROM touched WHERE name > ? ORDER BY name LIMIT ?) AS t"
            " JOIN names AS n ON n.name = t.name"
            " LEFT JOIN refs AS r ON r.name = t.name"
            " GROUP BY t.name, r.label ORDER BY t.name, COUNT(*) DESC, r.label DESC"
        )
        while True:
            found: dict[int, tuple[str, str]] = {}
            for name, root, label in self._database.rows(query, after, most):
                found.setdefault(int(name), (str(root), str(label or "")))
            if not found:
                return
            yield found
            after = max(found)

    def settle(self, spelt: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
        """Bring touched names to their uses, inside a transaction.

        `spelt` are the touched names up to some number, as `spelt` yields them. Returns those of
        which the label is new or has changed. A name that no document uses is removed with its
        pairs.

        Raises:
            StoreError: the journal cannot be written.
        """
        query = (
            "SELECT name, label,"  # noqa: S608 - literals
            " EXISTS (SELECT 1 FROM blocks WHERE blocks.name = names.name)"
            f" FROM names WHERE name IN ({_TOUCHED})"
        )
        changed: dict[int, tuple[str, str]] = {}
        gone, outdated = [], []
        for row in self._database.rows(query, max(spelt)):
            name, before, compared = int(row[0]), str(row[1]), bool(row[2])
            root, label = spelt[name]
            if not label:
                gone.append(name)
            elif not compared or label != before:
                changed[name] = root, label
            if compared and label != before:
                outdated.append(name)
        self._forget_pairs(outdated)
        self._database.insert("DELETE FROM names WHERE name = ?", ((name,) for name in gone))
        self._database.insert(
            "UPDATE names SET label = ? WHERE name = ?",
            ((label, name) for name, (_, label) in changed.items()),
        )
        return changed

    def _forget_pairs(self, names: Collection[int]) -> None:
        for what in ("pairs WHERE left", "pairs WHERE right", "blocks WHERE name"):
            self._database.insert(
                f"DELETE FROM {what} = ?",  # noqa: S608 - literals
                ((name,) for name in names),
            )

    def add_blocks(self, rows: Iterable[tuple[int, int]]) -> None:
        """Say which blocks names stand in: the number of the block, and that of the name."""
        self._database.insert("INSERT OR IGNORE INTO blocks VALUES (?, ?)", rows)

    def in_same_blocks(self, last: int) -> Iterator[tuple[int, int, str, str]]:
        """Yield for the touched names up to a number those of their root that share a block.

        Each comes as the touched name, the other, and the other's root class and label. A block
        below 0 has what those of the same number above 0 may be short for: names in the one are
        held against those in the other.
        """
        query = (
            "SELECT p.own, p.other, n.root, n.label FROM ("  # noqa: S608 - literals
            "SELECT own.name AS own, b.name AS other FROM blocks AS own"
            " JOIN blocks AS b ON b.block = own.block"
            f" WHERE own.name IN ({_TOUCHED}) AND own.block > 0"
            " UNION SELECT own.name, b.name FROM blocks AS own"
            " JOIN blocks AS b ON b.block = -own.block"
            f" WHERE own.name IN ({_TOUCHED})) AS p"
            " JOIN names AS n ON n.name = p.other WHERE p.own != p.other"
        )
        for own, other, root, label in self._database.rows(query, last, last):
            yield int(own), int(other), str(root), str(label)

    def add_pairs(self, pairs: Iterable[PairEntry]) -> None:
        """Keep how alike names are."""
        self._database.insert(
            "INSERT OR IGNORE INTO pairs VALUES (?, ?, ?, ?, ?)",
            ((p.left, p.right, p.kind, p.score, p.extra) for p in pairs),
        )

    def untouch(self, last: int) -> None:
        """Say that the touched names up to a number have been settled and compared."""
        self._database.execute("DELETE FROM touched WHERE name <= ?", last)

    def names(self) -> Iterator[tuple[int, str, str, str, int]]:
        """Yield every name by root class and folded name: number, both, label, documents."""
        query = (
            "SELECT n.name, n.root, n.key, n.label,"
            " (SELECT COUNT(*) FROM refs WHERE refs.name = n.name) FROM names AS n"
            " ORDER BY n.root, n.key"
        )
        for number, root, key, label, uses in self._database.rows(query):
            yield int(number), str(root), str(key), str(label), int(uses)

    def name(self, number: int) -> tuple[str, str, str] | None:
        """Return the root class, the folded name and the label of a name."""
        query = "SELECT root, key, label FROM names WHERE name = ?"
        rows = self._database.rows(query, number)
        return next(((str(r), str(k), str(label)) for r, k, label in rows), None)

    def number(self, name: Name) -> int | None:
        """Return the number of a name, None where no document uses it."""
        found = self._database.text("SELECT name FROM names WHERE root = ? AND key = ?", *name)
        return None if found is None else int(found)

    # Evidence

    def pairs(self) -> Iterator[PairEntry]:
        """Yield the pairs of names that are alike."""
        for left, right, kind, score, extra in self._database.rows("SELECT * FROM pairs"):
            yield PairEntry(int(left), int(right), str(kind), float(score), str(extra))

    def alias_pairs(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of names of which some document uses the second for the first."""
        query = (
            "SELECT DISTINCT a.name, o.name FROM aliases AS a JOIN names AS n ON n.name = a.name"
            " JOIN names AS o ON o.root = n.root AND o.key = a.key WHERE o.name != n.name"
        )
        for name, other in self._database.rows(query):
            yield int(name), int(other)

    def uses(self, name: int) -> Iterator[Use]:
        """Yield the documents that use a name, sorted."""
        query = "SELECT * FROM refs WHERE name = ? ORDER BY document"
        yield from map(_use, self._database.rows(query, name))

    def first(self, name: int) -> str:
        """Return the first document that uses a name, "" where none does."""
        return self._database.text("SELECT MIN(document) FROM refs WHERE name = ?", name) or ""

    def elsewhere(self) -> Iterator[Use]:
        """Yield the uses that were given another IRI than their name makes, by name."""
        query = "SELECT * FROM refs WHERE iri != '' ORDER BY name, document"
        yield from map(_use, self._database.rows(query))

    def given(self) -> Iterator[Use]:
        """Yield the uses that came with an IRI, by IRI."""
        query = "SELECT * FROM refs WHERE given != '' ORDER BY given, name, document"
        yield from map(_use, self._database.rows(query))

    def links(self, name: int) -> Iterator[tuple[str, str, int]]:
        """Yield what a name is linked with: document, relation, other name."""
        query = "SELECT document, relation, other FROM links WHERE name = ?"
        for document, relation, other in self._database.rows(query, name):
            yield str(document), str(relation), int(other)

    def neighbours(self, document: str) -> list[int]:
        """Return the names that a document uses."""
        query = "SELECT name FROM refs WHERE document = ?"
        return [int(name) for (name,) in self._database.rows(query, document)]

    def together(self, left: int, right: int) -> bool:
        """Tell whether some document uses both names."""
        query = (
            "SELECT 1 FROM refs AS l JOIN refs AS r ON r.document = l.document"
            " WHERE l.name = ? AND r.name = ? LIMIT 1"
        )
        return self._database.text(query, left, right) is not None

    # Decisions

    def assign(self, found: Iterable[tuple[str, int, str]]) -> None:
        """Say which IRIs references have, inside a transaction; their documents' graphs are stale.

        Each is a document, a name, and the IRI, "" for the one that the name makes.

        Raises:
            StoreError: the journal cannot be written.
        """
        source = iter(found)
        while rows := list(islice(source, _AT_A_TIME)):
            self._database.insert(
                "UPDATE refs SET iri = ? WHERE document = ? AND name = ?",
                ((iri, document, name) for document, name, iri in rows),
            )
            self._database.insert(
                "UPDATE graphs SET digest = '' WHERE document = ?",
                ((document,) for document, _, _ in rows),
            )

    def assigned(self, name: int) -> list[tuple[str, str]]:
        """Return the documents that use a name, sorted, each with the IRI it was given or ""."""
        query = "SELECT document, iri FROM refs WHERE name = ? ORDER BY document"
        return [(str(document), str(iri)) for document, iri in self._database.rows(query, name)]

    def identities(self, document: str) -> dict[Name, str]:
        """Return the IRIs of a document's references that are not those that their names make."""
        query = (
            "SELECT n.root, n.key, r.iri FROM refs AS r JOIN names AS n ON n.name = r.name"
            " WHERE r.document = ? AND r.iri != ''"
        )
        return {
            (str(root), str(key)): str(iri)
            for root, key, iri in self._database.rows(query, document)
        }

    def forget_candidates(self) -> None:
        """Forget the pairs that were kept for a person to judge."""
        self._database.execute("DELETE FROM candidates")

    def add_candidate(
        self, left: tuple[int, str], right: tuple[int, str], score: float, reason: str
    ) -> None:
        """Keep a pair of names, each with a document that uses it, for a person to judge."""
        values = *left, *right, score, reason
        insert = "INSERT OR IGNORE INTO candidates VALUES (?, ?, ?, ?, ?, ?)"
        self._database.execute(insert, *values)

    def candidates(self) -> Iterator[CandidateEntry]:
        """Yield the pairs for a person to judge, the likeliest first."""
        query = (
            "SELECT l.root, l.key, l.label, c.left_document, r.root, r.key, r.label,"
            " c.right_document, c.score, c.reason FROM candidates AS c"
            " JOIN names AS l ON l.name = c.left JOIN names AS r ON r.name = c.right"
            " ORDER BY c.score DESC, l.root, l.key, r.key, c.left_document, c.right_document"
        )
        for row in self._database.rows(query):
            one, one_key, one_label, document, *other, score, reason = row
            left = CandidateSide(str(one), str(one_key), str(one_label), str(document))
            yield CandidateEntry(left, CandidateSide(*map(str, other)), float(score), str(reason))

    def settled(self, what: str) -> str | None:
        """Return what a thing was when the entities were last settled by it."""
        return self._database.text("SELECT value FROM settled WHERE what = ?", what)

    def note(self, what: str, value: str) -> None:
        """Say what a thing is that the entities have been settled by; "" forgets it."""
        self._database.execute("DELETE FROM settled WHERE what = ?", what)
        if value:
            self._database.execute("INSERT INTO settled VALUES (?, ?)", what, value)

    def notes(self, start: str) -> list[str]:
        """Return the things of which something is noted, whose names start so, sorted."""
        query = "SELECT what FROM settled WHERE substr(what, 1, ?) = ? ORDER BY what"
        return [str(what) for (what,) in self._database.rows(query, len(start), start)]


def _use(row: tuple[object, ...]) -> Use:
    document, name, label, kind, given, roles, iri = row
    return Use(
        str(document), int(str(name)), str(label), str(kind), str(given), str(roles), str(iri)
    )
