"""The graph as of a day: only what was so then, or only what had been published by then.

    document's graph → claims → those that hold → the graph without the others → conflicts, sources

When something happened and when it was told stay apart: the one day is that of events, the other
that of publications. What is left of a document's graph is the part that other claims do not need;
what several documents agree on is found again, out of the claims that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Claim
from kg.pipeline.agreeing import MOST_COMPARED, agreement_graph, agreement_triples
from kg.pipeline.assertions import assertion_keys
from kg.pipeline.folder import Folder, open_folder
from kg.queries.engine import solutions
from kg.stores import OxigraphStore
from kg.triples import Minter, Term, Triple, claim_triples, claims_of, iri
from kg.triples.minting import CLAIM_PATH
from kg.triples.terms import iri_value, literal_value, vocabulary_iri
from kg.views.dated import Dated
from kg.views.histories import holds_on
from kg.views.moments import bounds, calendar_days
from kg.vocab import DEFAULT_BASE, Ontology, default_ontology, terms

_ANY_CLAIM = "SELECT ?claim { ?claim a kg:Claim } LIMIT 1"


@dataclass(frozen=True, slots=True)
class Moment:
    """What is asked for: what was so `on` a day, of what had been published `by` a day.

    None of either asks for all.
    """

    on: date | None = None
    by: date | None = None

    def knows(self, published: str | None) -> bool:
        """Tell whether something that was published then (EDTF) had surely been by the day."""
        if self.by is None:
            return True
        found = bounds(published) if published else None
        return bool(found and found[1] and found[1] <= self.by)

    def holds(self, claim: Claim, published: str | None) -> bool | None:
        """Tell whether what a claim says was so on the day; None where it cannot be told."""
        return True if self.on is None else holds_on(claim, published, self.on)


@dataclass(slots=True)
class Left:
    """How many claims were looked at, how many of them hold, and of how many it cannot be told.

    `unpublished` counts the documents that had not, or not surely, been published by the day.
    """

    claims: int = 0
    holding: int = 0
    unknown: int = 0
    unpublished: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """The claims that are left, by the keys of what they speak of.

    `groups` names for documents that repeat each other the one that they have in common.
    """

    claims: dict[str, list[tuple[Claim, str | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    groups: dict[str, str] = field(default_factory=dict)


def last_day(words: str) -> date:
    """Return the day that a year, month or day means: the last of a year or a month.

    >>> str(last_day("2021-02")), str(last_day("2021-03-15"))
    ('2021-02-28', '2021-03-15')

    Raises:
        InputError: the words are none of these.
    """
    found = calendar_days(words)
    if found is None:
        raise InputError(f"{words!r} is no date", remedy="write 2021, 2021-03 or 2021-03-15")
    return found[1]


@contextmanager
def open_as_of(
    path: Path, moment: Moment, *, ontology: Ontology | None = None
) -> Iterator[tuple[Folder, Left]]:
    """Open a folder that `build` wrote with the graph as of a moment, in memory.

    `ontology` is the one that the build used, by default the one that ships.

    Raises:
        StoreError: there is no graph in the folder.
        NotFoundError: the ontology does not declare a term that a claim uses.
    """
    with open_folder(path) as found, OxigraphStore() as store:
        left = write_as_of(found.store, store, moment, ontology=ontology)
        yield replace(found, store=store), left


def write_as_of(
    store: OxigraphStore,
    target: OxigraphStore,
    moment: Moment,
    *,
    ontology: Ontology | None = None,
) -> Left:
    """Write the graph of a store as of a moment into another store; say what is left.

    A claim is left where it surely holds on the day of events (`kg.views.histories.holds_on`), and
    a document where it had surely been published by the other day. Documents stay where none of
    their claims do. What shows why an entity is one stays with the entity.

    Raises:
        StoreError: a store cannot be read or written.
        NotFoundError: the ontology does not declare a term that a claim uses.
    """
    minter = Minter(ontology or default_ontology(), _base(store))
    found, kept, identities = Left(), _Kept(), []
    for name in store.graphs():
        triples = store.triples(name)
        # Graphs that are found out of several documents are none of a document's.
        if _is_agreement(triples):
            continue
        if _is_identity(triples):
            identities.append(name)
        else:
            target.replace_document(name, _left(name, triples, moment, minter, found, kept))
    for key in sorted(kept.claims):
        agreed = set(agreement_triples(key, _dated(key, kept), kept.claims.__contains__, minter))
        if agreed and len(kept.claims[key]) > 1:
            target.replace_document(iri(agreement_graph(key, minter)), sorted(agreed))
    for name in identities:
        triples = store.triples(name)
        if any(target.merged_about(entity) for entity in _identified(triples)):
            target.replace_document(name, triples)
    return found


def _base(store: OxigraphStore) -> str:
    """Return where the IRIs of a graph stand, as one of its claims shows."""
    for found in solutions(store.engine, _ANY_CLAIM):
        return iri_value(found["claim"]).rpartition(CLAIM_PATH)[0] + "/"
    return DEFAULT_BASE


def _is_agreement(triples: Iterable[Triple]) -> bool:
    kind, number = vocabulary_iri(terms.CONFLICT_KIND), vocabulary_iri(terms.INDEPENDENT_SOURCES)
    return any(triple.predicate in (kind, number) for triple in triples)


def _is_identity(triples: Iterable[Triple]) -> bool:
    return any(True for _ in _identified(triples))


def _identified(triples: Iterable[Triple]) -> Iterator[Term]:
    """Yield the entities that a graph says to be one, or to be something elsewhere."""
    for triple in triples:
        if triple.predicate == vocabulary_iri(terms.MATCHES):
            yield triple.object
        elif triple.predicate in map(vocabulary_iri, (terms.OWL_SAME_AS, terms.SAME_AS)):
            yield triple.subject


def _left(
    name: Term,
    triples: Sequence[Triple],
    moment: Moment,
    minter: Minter,
    found: Left,
    kept: _Kept,
) -> Sequence[Triple]:
    """Return what is left of a document's graph; count its claims, and keep those that hold."""
    told = {triple.predicate: triple.object for triple in triples if triple.subject == name}
    issued = told.get(vocabulary_iri(terms.ISSUED))
    published = literal_value(issued)[0] if issued else None
    claims = list(claims_of(triples, minter.ontology))
    found.claims += len(claims)
    if not moment.knows(published):
        found.unpublished += 1
        return ()
    document, original = iri_value(name), told.get(vocabulary_iri(terms.COPY_OF))
    if original:
        kept.groups.update(dict.fromkeys((document, iri_value(original)), iri_value(original)))
    holding: list[Claim] = []
    dropped: list[Claim] = []
    for claim in claims:
        holds = moment.holds(claim, published)
        found.unknown += holds is None
        (holding if holds else dropped).append(claim)
    found.holding += len(holding)
    for claim in holding:
        for key in assertion_keys(claim, minter):
            kept.claims[key].append((claim, published))
    return _without(triples, dropped, holding, minter) if dropped else triples


def _without(
    triples: Iterable[Triple],
    dropped: Iterable[Claim],
    holding: Iterable[Claim],
    minter: Minter,
) -> list[Triple]:
    """Return a document's graph without some of its claims, and what was corrected to make them."""
    gone = {triple for claim in dropped for triple in claim_triples(claim, minter)}
    gone -= {triple for claim in holding for triple in claim_triples(claim, minter)}
    nodes = {minter.claim(claim.id) for claim in dropped}
    corrected = vocabulary_iri(terms.CORRECTED_BY)
    nodes |= {t.object for t in triples if t.subject in nodes and t.predicate == corrected}
    left = [triple for triple in triples if triple.subject not in nodes]
    quoted = set(_quoted(left))
    return [triple for triple in left if triple not in gone or triple.subject in quoted]


def _quoted(triples: Sequence[Triple]) -> Iterator[Term]:
    """Yield the evidence that claims and corrections have, and what selects it."""
    evidence, selector = map(vocabulary_iri, (terms.HAS_EVIDENCE, terms.HAS_SELECTOR))
    found = {triple.object for triple in triples if triple.predicate == evidence}
    yield from found
    yield from (t.object for t in triples if t.predicate == selector and t.subject in found)


def _dated(key: str, kept: _Kept) -> list[Dated]:
    """Return the claims of a key with when they were published, and which share a text."""
    some = sorted(kept.claims[key], key=lambda each: (each[0].document, each[0].id))
    return [
        Dated(claim, published, kept.groups.get(claim.document, ""))
        for claim, published in some[:MOST_COMPARED]
    ]
