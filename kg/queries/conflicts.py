"""Conflicts out of the store: what is against what, with the claims and sentences of each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.queries.claim_graph import read_claims
from kg.queries.engine import objects, solutions
from kg.queries.explain import ClaimEvidence, Documents, evidence_of
from kg.queries.lookup import near_names
from kg.queries.naming import displayed, labels_of, plain_text
from kg.triples import Term, iri
from kg.triples.conflicts import said_words
from kg.triples.terms import iri_value
from kg.vocab import Ontology, default_ontology, terms

Order = Literal["newest", "subject"]

_AGAINST, _OR = " against ", " or "
_ALL = """SELECT ?conflict ?kind (MAX(STR(?issued)) AS ?newest) (MIN(STR(?thing)) AS ?first) {
  ?conflict a kg:Conflict ; kg:conflictKind ?kind ; kg:conflictingClaim ?claim .
  ?claim kg:objectMention/kg:refersTo ?named .
  OPTIONAL { ?claim kg:subjectMention/kg:refersTo ?subject FILTER (?kind != "maker") }
  BIND (COALESCE(?subject, ?named) AS ?thing)
  OPTIONAL { ?claim prov:wasDerivedFrom/dcterms:issued ?issued }
} GROUP BY ?conflict ?kind"""
_ABOUT = """SELECT DISTINCT ?conflict ?node {
  ?conflict a kg:Conflict .
  { ?conflict kg:concerns ?node }
  UNION { ?conflict kg:conflictingClaim ?node }
  UNION { ?conflict kg:conflictingClaim/(kg:subjectMention|kg:objectMention)/kg:refersTo ?node } }"""


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """A claim of a conflict: its node, and the claim with its document and sentences."""

    node: Term
    said: ClaimEvidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a conflict says, in words; its claims, the oldest first.

    `sources` is how many documents say so, those that repeat the text of one another counted once.
    """

    words: str
    claims: tuple[SaidClaim, ...]
    sources: int


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict of the graph: what it is about, in words and as nodes, and its sides."""

    node: Term
    kind: str
    about: str
    concerns: tuple[Term, ...]
    sides: tuple[Side, ...]

    @property
    def label(self) -> str:
        """What is against what: "2019 against 2021"."""
        return _AGAINST.join(side.words for side in self.sides)


def list_conflicts(
    store: ox.Store,
    *,
    about: Term | None = None,
    kind: str | None = None,
    order: Order = "newest",
) -> list[Term]:
    """Return the nodes of conflicts: those about a node and of a kind, where these are given.

    A conflict is about what it concerns, the entities that its claims name, its claims, and
    itself. The `newest` is the one with the latest document; `subject` sorts by the IRI of whom
    the claims are about (the product, where its makers differ), then by kind.

    Raises:
        NotFoundError: there is no such kind of conflict.
    """
    known = list(solutions(store, _ALL))
    if kind is not None:
        _check_kind(kind, {plain_text(found["kind"]) for found in known})
    wanted = None if about is None else {about, *_about(store, about)}
    rows = [
        (plain_text(found.get("newest", Term('""'))), plain_text(found["first"]), name, node)
        for found in known
        if (node := found["conflict"]) and (name := plain_text(found["kind"])) == (kind or name)
        if wanted is None or node in wanted
    ]
    rows.sort(key=lambda row: row[1:])
    if order == "newest":
        rows.sort(key=lambda row: row[0], reverse=True)
    return [node for *_, node in rows]


def _about(store: ox.Store, node: Term) -> Iterator[Term]:
    for found in solutions(store, _ABOUT, {"node": node}):
        yield found["conflict"]


def _check_kind(kind: str, found: Iterable[str]) -> None:
    types = default_ontology().claim_types.values()
    known = {"maker", "denied", *found, *(name for each in types for name in each.single_valued)}
    if kind not in known:
        near = near_names(kind, known)
        raise NotFoundError(
            f"there is no kind of conflict {kind!r}",
            suggestions=near,
            remedy=None if near else f"known: {', '.join(sorted(known))}",
        )


def read_conflict(
    store: ox.Store, node: Term, documents: Documents, *, ontology: Ontology | None = None
) -> ToldConflict:
    """Read a conflict by its node; `documents` returns a document by its IRI, or None.

    Raises:
        ClaimError: a claim in the store lacks what every claim has.
        NotFoundError: the node is no conflict, or the ontology does not declare what a claim uses.
    """
    kinds, labels = objects(store, node, terms.CONFLICT_KIND), objects(store, node, terms.LABEL)
    if not kinds or not labels:
        raise NotFoundError(f"the graph holds no conflict {node}", remedy="kg conflicts lists them")
    kind = plain_text(kinds[0])
    nodes = objects(store, node, terms.CONFLICTING_CLAIM)
    named = {iri_value(claim).rpartition("/")[2]: claim for claim in nodes}
    said = [
        SaidClaim(named[item.claim.id], item)
        for item in evidence_of(
            read_claims(store, nodes, ontology or default_ontology()), documents
        )
    ]
    values = [plain_text(value) for value in objects(store, node, terms.CONFLICTING_VALUE)]
    label = plain_text(labels[0]).removeprefix(f"{kind}: ")
    return ToldConflict(
        node=node,
        kind=kind,
        about=_about_words(store, nodes),
        concerns=tuple(objects(store, node, terms.CONCERNS)),
        sides=tuple(_sides(store, kind, _in_order(values, label), said)),
    )


def _about_words(store: ox.Store, claims: Iterable[Term]) -> str:
    """Say what claims are about: who does what with what; of different makers, what they make."""
    found = [
        {term for claim in claims for term in objects(store, claim, predicate)}
        for predicate in (terms.SUBJECT, terms.PREDICATE, terms.OBJECT)
    ]
    told = found if len(found[0]) == 1 else found[1:]
    labels = labels_of(store, (term for part in told for term in part))
    return " ".join(
        displayed(term, labels).removeprefix("kg:") for part in told for term in sorted(part)
    )


def _in_order(values: Sequence[str], label: str) -> list[str]:
    """Sort what the sides say as the conflict's label does, which holds all with words between."""
    ordered: list[str] = []
    left = sorted(values, key=len, reverse=True)
    while left:
        following = (value for value in left if f"{label}{_AGAINST}".startswith(value + _AGAINST))
        value = next(following, left[0])
        label = label.removeprefix(value).removeprefix(_AGAINST)
        left.remove(value)
        ordered.append(value)
    return ordered


def _sides(
    store: ox.Store, kind: str, values: Iterable[str], said: Sequence[SaidClaim]
) -> Iterator[Side]:
    for value in values:
        claims = tuple(each for each in said if _says(store, each, kind, value))
        copied = {_original(store, iri(each.said.claim.document)) for each in claims}
        yield Side(value, claims, len(copied))


def _says(store: ox.Store, each: SaidClaim, kind: str, value: str) -> bool:
    """Tell whether the words of a side are those of a claim, alone or among others that agree.

    Of two makers of one name, the side also holds what names the claim's subject in the graph.
    """
    words = said_words(kind, each.said.claim)
    if _holds(value, words):
        return True
    named = (f"({iri_value(node)})" for node in objects(store, each.node, terms.SUBJECT))
    end = next((f" {name}" for name in named if value.endswith(f" {name}")), "")
    return bool(end) and _holds(value.removesuffix(end), words)


def _holds(value: str, words: str) -> bool:
    return f"{_OR}{words}{_OR}" in f"{_OR}{value}{_OR}"


def _original(store: ox.Store, document: Term) -> Term:
    """Return the document at the end of those whose text a document repeats."""
    seen = {document}
    while originals := objects(store, document, terms.COPY_OF):
        if originals[0] in seen:
            return min(seen)
        document = originals[0]
        seen.add(document)
    return document
