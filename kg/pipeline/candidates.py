"""The pairs of names that a person may judge: what is shown of them, and the judgement made.

A pair is shown with the sentences that name its two sides. It is left out where earlier judgements
tell what it is, or would be contradicted by one on it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.model import Document
from kg.model.csv_cells import cell
from kg.model.judgement import Judgement, Selector, Verdict
from kg.pipeline.claims import Counting
from kg.pipeline.namings import passages_of
from kg.queries.passages import Passage
from kg.resolution.constraints import Constraints, constraints
from kg.resolution.contradictions import contradictions
from kg.resolution.judgements import CANDIDATE_COLUMNS, COLUMNS
from kg.resolution.pairs import selected
from kg.resolution.references import most_frequent
from kg.stores.references import CandidateEntry, CandidateSide

_SHOWN = 2  # sentences of one side
_CACHED = 1_024
_SETTLED: tuple[Verdict, ...] = ("same", "different")


@dataclass(frozen=True, slots=True)
class Naming:
    """A sentence that names an entity: the passage with the name marked, and where it stands.

    `document` is None where its text is not at hand; `iri` is the document's.
    """

    passage: Passage
    iri: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names: what a judgement on it selects, and what is shown of it.

    `type` is its most frequent class. `documents` counts those that use the name for the entity.
    """

    selector: Selector
    type: str
    documents: int
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that may be of one entity; `score` from 0 to 1, `reason` what speaks for it."""

    left: Side
    right: Side
    score: float
    reason: str

    def judgement(self, verdict: Verdict, *, by: str, at: str, why: str = "") -> Judgement:
        """Return a person's verdict on the pair; `at` is an xsd:dateTime in UTC."""
        return Judgement(verdict, self.left.selector, self.right.selector, by, at, why)


@dataclass(frozen=True, slots=True)
class _Sense:
    """The documents that use a name for one entity; `documents` are the first of them."""

    type: str
    count: int
    documents: tuple[str, ...]


class Candidates:
    """The candidates of a journal, without those that some judgements settle.

    Raises:
        InputError: the judgements contradict each other.
    """

    def __init__(self, counting: Counting, judgements: Iterable[Judgement]) -> None:
        self._counting = counting
        self._references = counting.journal.references
        self._senses = lru_cache(_CACHED)(self._read_senses)
        self.judge(judgements)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Take other judgements than before for those that there are.

        Raises:
            InputError: they contradict each other.
        """
        self._known = list(judgements)
        self._constraints: Constraints = constraints(self._known)
        sides = [side for known in self._known for side in (known.left, known.right)]
        # Judgements on names alone tell all that is to be told by `Constraints.judged`.
        by_document = any(side.document for side in sides)
        self._entangled = {selected(side)[1:] for side in sides} if by_document else set()

    def entries(self, *, least: float = 0.0, root: str | None = None) -> Generator[CandidateEntry]:
        """Yield what the journal has of candidates, likeliest first; `root` is a root class.

        It is to be closed before the journal is.
        """
        seen = set()
        for entry in self._references.candidates():
            if entry.score < least:
                return
            if root not in (None, entry.left.root):
                continue
            if self._is_divided(entry.left) or self._is_divided(entry.right):
                entities = self._entity(entry.left), self._entity(entry.right)
                if entities in seen:
                    continue  # another of the documents that use a name for one entity
                seen.add(entities)
            yield entry

    def _entity(self, side: CandidateSide) -> tuple[str, str, str]:
        """Return a name and the IRI that was decided on, "" for the one that the name makes."""
        iris = self._references.identities(side.document)
        return side.root, side.key, iris.get((side.root, side.key), "")

    def is_open(self, entry: CandidateEntry) -> bool:
        """Tell whether judgements say nothing of a pair, and agree with either verdict on it."""
        left, right = ((side.document, side.root, side.key) for side in (entry.left, entry.right))
        if self._constraints.judged(left, right) is not None:
            return False
        if not {left[1:], right[1:]} & self._entangled:
            return True
        sides = self._selectors(entry)
        return not any(
            contradictions([*self._known, Judgement(verdict, *sides)]) for verdict in _SETTLED
        )

    def shown(self, entry: CandidateEntry) -> Candidate:
        """Return a candidate with the sentences that name its sides.

        A side stands for its name in all documents, or, where documents use that name for several
        entities, for that of one document.
        """
        one, other = self._selectors(entry)
        left, right = self._side(entry.left, one), self._side(entry.right, other)
        return Candidate(left, right, entry.score, entry.reason)

    def _selectors(self, entry: CandidateEntry) -> tuple[Selector, Selector]:
        one_name = entry.left.key == entry.right.key
        left, right = (
            Selector(
                side.root, side.label, side.document if one_name or self._is_divided(side) else ""
            )
            for side in (entry.left, entry.right)
        )
        return left, right

    def open(
        self, entries: Iterable[CandidateEntry], *, most: int | None = None
    ) -> Iterator[Candidate]:
        """Yield those of entries that are to be judged, in their order, `most` of them at most."""
        yield from map(self.shown, islice(filter(self.is_open, entries), most))

    def _side(self, side: CandidateSide, selector: Selector) -> Side:
        sense = self._sense(side)
        others = [iri for iri in sense.documents if iri != side.document]
        namings = self._namings(side, [side.document, *others[: _SHOWN - 1]])
        return Side(selector, sense.type, sense.count, namings)

    def _namings(self, side: CandidateSide, documents: list[str]) -> tuple[Naming, ...]:
        """Return sentences: of each document the best, of one alone the best two."""
        each = max(1, _SHOWN // len(documents))
        return tuple(
            Naming(passage, iri, document)
            for iri in documents
            for document, passage in islice(
                passages_of(self._counting, iri, (side.root, side.key), side.label), each
            )
        )

    def _is_divided(self, side: CandidateSide) -> bool:
        return len(self._senses(side.root, side.key)) > 1

    def _sense(self, side: CandidateSide) -> _Sense:
        senses = self._senses(side.root, side.key)
        if len(senses) == 1:
            return next(iter(senses.values()))
        own = senses.get(self._entity(side)[2])
        return own or _Sense(side.root, 1, (side.document,))

    def _read_senses(self, root: str, key: str) -> dict[str, _Sense]:
        """Return what documents use a name for, by the IRI that was decided on."""
        number = self._references.number((root, key))
        counts: Counter[str] = Counter()
        types: dict[str, Counter[str]] = defaultdict(Counter)
        first: dict[str, list[str]] = defaultdict(list)
        for use in self._references.uses(number) if number is not None else ():
            counts[use.iri] += 1
            types[use.iri][use.type] += 1
            if len(first[use.iri]) < _SHOWN:
                first[use.iri].append(use.document)
        return {
            iri: _Sense(_kind(types[iri], root), count, tuple(first[iri]))
            for iri, count in counts.items()
        }


def _kind(types: Counter[str], root: str) -> str:
    special = Counter({kind: count for kind, count in types.items() if kind != root})
    return most_frequent(special) if special else root


def candidate_table(candidates: Iterable[Candidate]) -> Iterator[bytes]:
    """Yield the rows of a table of candidates for a spreadsheet, the column names first.

    It is CSV (RFC 4180) in UTF-8, with `judgement` to be filled in; see `read_judgements`.
    """
    yield _row([*COLUMNS, *CANDIDATE_COLUMNS])
    for candidate in candidates:
        left, right = candidate.left, candidate.right
        one, other = left.selector, right.selector
        sides = (one.type, one.name, one.document, other.name, other.document)
        documents = {naming.iri: None for side in (left, right) for naming in side.namings}
        sentences = (_sentences(left), _sentences(right), " ".join(documents))
        yield _row(["", *sides, "", "", "", f"{candidate.score:.3f}", candidate.reason, *sentences])


def _sentences(side: Side) -> str:
    return " … ".join(naming.passage.marked() for naming in side.namings)


def _row(values: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(map(cell, values))
    return text.getvalue().encode()
