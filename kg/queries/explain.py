"""Why the graph says something: an entity or a triple, its claims, their sentences, the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.model import Claim, Document
from kg.queries.claim_graph import claims_behind, read_claims
from kg.queries.engine import objects, subjects
from kg.queries.lookup import resolve_term
from kg.queries.naming import displayed, kinds_of, label_of, labels_of, plain_text
from kg.queries.passages import Passage, find_passages
from kg.queries.questions import load_question
from kg.queries.results import Table
from kg.queries.sparql import run_bound
from kg.triples import Term, Triple
from kg.triples.identities import Match
from kg.triples.terms import iri_value, is_iri
from kg.vocab import IRI, Ontology, default_ontology, terms

Documents = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple that the graph holds, in words, and how many claims and documents assert it.

    Of `sources`, documents that repeat the text of one another are one.
    """

    triple: Triple
    words: str
    claims: int
    documents: int
    sources: int


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A claim, the document it stands in (None where it is not at hand), and its sentences."""

    claim: Claim
    document: Document | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the graph holds of a node: its name, classes, other spellings, facts and claims.

    `matches` say why an entity is one; `elsewhere` is what it is in other lists, and the pages that
    are about it, as IRIs.
    """

    node: Term
    name: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    claims: tuple[ClaimEvidence, ...]
    matches: tuple[Match, ...] = ()
    elsewhere: tuple[str, ...] = ()


def explain(
    store: ox.Store, name: str, documents: Documents, *, ontology: Ontology | None = None
) -> Explanation:
    """Explain an entity, by name or IRI; or a deployment, statement, claim or document, by IRI.

    `documents` returns a document by its IRI, or None.

    Raises:
        NotFoundError: the graph holds nothing of that name or IRI; nearest names are suggested.
        QueryError: several entities have that name; give the IRI of one.
    """
    node = resolve_term(store, name, kind="Entity")
    claims = claims_behind(store, node) if is_iri(node) else []
    if not claims:
        raise NotFoundError(
            f"no claim names {displayed(node, {})}", remedy="give the name of an entity"
        )
    label = label_of(store, node)
    return Explanation(
        node=node,
        name=label or displayed(node, {}),
        kinds=tuple(sorted(kinds_of(store, node))),
        names=tuple(
            text for text in map(plain_text, objects(store, node, terms.LABEL)) if text != label
        ),
        facts=_facts(store, node),
        claims=evidence_of(read_claims(store, claims, ontology or default_ontology()), documents),
        matches=_matches(store, node),
        elsewhere=tuple(
            iri_value(other)
            for predicate in (terms.OWL_SAME_AS, terms.SAME_AS)
            for other in objects(store, node, predicate)
            if is_iri(other)
        ),
    )


def explain_triple(
    store: ox.Store, triple: Triple, documents: Documents, *, ontology: Ontology | None = None
) -> tuple[ClaimEvidence, ...]:
    """Return the claims that assert a triple, with their sentences, by the question `evidence`.

    Raises:
        NotFoundError: no claim asserts the triple.
    """
    bindings = {"s": triple.subject, "p": triple.predicate, "o": triple.object}
    found = run_bound(store, load_question("evidence").text, bindings=bindings)
    claims = {record["claim"] for record in found.records()} if isinstance(found, Table) else set()
    if not claims:
        labels = labels_of(store, triple)
        words = " ".join(displayed(term, labels) for term in triple)
        raise NotFoundError(
            f"no claim asserts: {words}", remedy="the question 'denied' lists what is not asserted"
        )
    return evidence_of(read_claims(store, claims, ontology or default_ontology()), documents)


def resolve_triple(store: ox.Store, subject: str, predicate: str, value: str) -> Triple:
    """Return the triple that three words mean: a name or IRI, a property, and a name or literal.

    Raises:
        NotFoundError: the graph does not hold one of them; nearest names are suggested.
        QueryError: a name means two things.
    """
    return Triple(
        resolve_term(store, subject, kind="Entity"),
        resolve_term(store, predicate, kind="Property"),
        resolve_term(store, value),
    )


def _matches(store: ox.Store, node: Term) -> tuple[Match, ...]:
    """Return the matches of an entity, the likeliest first."""
    found = [_match(store, match) for match in subjects(store, terms.MATCHES, node)]
    return tuple(sorted(found, key=lambda match: (-match.probability, match.left, match.right)))


def _match(store: ox.Store, node: Term) -> Match:
    def told(predicate: IRI) -> tuple[str, ...]:
        return tuple(map(plain_text, objects(store, node, predicate)))

    def word(predicate: IRI) -> str:
        return next(iter(told(predicate)), "")

    return Match(
        left=word(terms.LEFT_NAME),
        right=word(terms.RIGHT_NAME),
        reasons=told(terms.REASON),
        probability=float(word(terms.PROBABILITY) or 0),
        by=word(terms.CREATOR),
        at=word(terms.GENERATED_AT_TIME),
        why=word(terms.COMMENT),
    )


def _facts(store: ox.Store, node: Term) -> tuple[Fact, ...]:
    found = run_bound(store, load_question("facts").text, bindings={"entity": node})
    if not isinstance(found, Table):
        return ()
    records = list(found.records())
    labels = labels_of(store, (term for record in records for term in record.values()))
    return tuple(
        Fact(
            triple := Triple(record["subject"], record["predicate"], record["object"]),
            " ".join(displayed(term, labels).removeprefix("kg:") for term in triple),
            int(plain_text(record["claims"])),
            int(plain_text(record["documents"])),
            int(plain_text(record["sources"])),
        )
        for record in records
    )


def evidence_of(claims: Iterable[Claim], documents: Documents) -> tuple[ClaimEvidence, ...]:
    """Pair claims with their documents and sentences, in the order of publication.

    `documents` returns a document by its IRI, or None.
    """
    known: dict[str, Document | None] = {}
    found: list[ClaimEvidence] = []
    for claim in claims:
        if claim.document not in known:
            known[claim.document] = documents(claim.document)
        document = known[claim.document]
        found.append(ClaimEvidence(claim, document, find_passages(document, claim.evidence)))
    return tuple(sorted(found, key=_published))


def _published(item: ClaimEvidence) -> tuple[str, str]:
    return (item.document.published or "" if item.document else "", item.claim.document)
