"""Conflicts to triples, and to words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim, Entity, Qualifier
from kg.model.conflict import Conflict
from kg.triples.minting import Minter, short_hash, slug
from kg.triples.terms import Term, Triple, iri, iri_value, literal, vocabulary_iri
from kg.triples.values import plain_number
from kg.vocab import terms
from kg.vocab.ontology import local_name


def conflict_triples(conflict: Conflict, minter: Minter) -> Iterator[Triple]:
    """Yield the triples of a conflict: its kind, what it is about, its claims and what they say.

    Its IRI is made from its kind and the ids of its claims.

    Raises:
        NotFoundError: the ontology does not declare the claims' type or the class of an entity.
    """
    node = conflict_iri(conflict, minter)
    yield Triple(node, vocabulary_iri(terms.TYPE), vocabulary_iri(terms.CONFLICT))
    yield Triple(node, vocabulary_iri(terms.CONFLICT_KIND), literal(conflict.kind))
    yield Triple(node, vocabulary_iri(terms.LABEL), literal(conflict_label(conflict, minter)))
    for about in sorted(
        {about for c in conflict.claims() for about in _about(conflict, c, minter)}
    ):
        yield Triple(node, vocabulary_iri(terms.CONCERNS), about)
    for name in sorted({claim.id for claim in conflict.claims()}):
        yield Triple(node, vocabulary_iri(terms.CONFLICTING_CLAIM), minter.claim(name))
    for words in side_words(conflict, minter):
        yield Triple(node, vocabulary_iri(terms.CONFLICTING_VALUE), literal(words))


def conflict_iri(conflict: Conflict, minter: Minter) -> Term:
    """Name a conflict by its kind and its claims."""
    names = " ".join(sorted({claim.id for claim in conflict.claims()}))
    return iri(f"{minter.base}conflict/{slug(conflict.kind)}/{short_hash(names)}")


def conflict_label(conflict: Conflict, minter: Minter) -> str:
    """Say what is against what: "price: USD 400–650 per month against USD 900 per month"."""
    return f"{conflict.kind}: {' against '.join(side_words(conflict, minter))}"


def side_words(conflict: Conflict, minter: Minter) -> tuple[str, ...]:
    """Return what each side of a conflict says, in words; each differs from the others.

    Values that agree stand together ("2022 or 2022-03").

    Raises:
        NotFoundError: the ontology does not declare the class of a maker.
    """
    said = [
        list(dict.fromkeys(said_words(conflict.kind, claim) for claim in s)) for s in conflict.sides
    ]
    sides = [" or ".join(words) for words in said]
    if len(set(sides)) == len(sides):
        return tuple(sides)
    # Two makers of one name are told apart by what names them in the graph.
    nodes = [iri_value(minter.entity(side[0].subject)) for side in conflict.sides]
    return tuple(f"{words} ({node})" for words, node in zip(sides, nodes, strict=True))


def _about(conflict: Conflict, claim: Claim, minter: Minter) -> Iterator[Term]:
    """Yield the node that a claim describes, else what it links; of makers, their product."""
    describes = minter.ontology.claim_type(claim.type).describes
    if describes:
        yield minter.described(claim, local_name(describes))
        return
    entities: tuple[Entity | None, ...] = (claim.object,)
    if conflict.kind != "maker" or claim.object is None:
        entities = (claim.subject, claim.object)
    for entity in entities:
        if entity is not None:
            yield minter.entity(entity)


def said_words(kind: str, claim: Claim) -> str:
    """Return what one claim says of what a kind of conflict is about: "2021", "USD 5", "not so".

    >>> said_words("maker", Claim("urn:d", "makes", Entity("Corvid", "Company"), (), "manual"))
    'Corvid'
    """
    if kind == "maker":
        return claim.subject.name
    if kind == "denied":
        return "not so" if claim.modality == "denied" else "so"
    qualifier = claim.qualifiers.get(kind)
    if qualifier is None:
        return "active"  # what a claim of use means where it gives no status
    return _value_words(qualifier)


def _value_words(qualifier: Qualifier) -> str:
    per = f" per {qualifier.per}" if qualifier.per else ""
    low, high = qualifier.minimum, qualifier.maximum
    if qualifier.currency and low is not None and high is not None:
        ends = dict.fromkeys((plain_number(low), plain_number(high)))
        return f"{qualifier.currency} {'–'.join(ends)}{per}"
    if qualifier.currency and low is not None:
        return f"{qualifier.currency} {plain_number(low)} or more{per}"
    if qualifier.currency and high is not None:
        return f"up to {qualifier.currency} {plain_number(high)}{per}"
    if qualifier.number is not None:
        return f"{plain_number(qualifier.number)} {qualifier.unit or ''}".rstrip()
    return qualifier.value or qualifier.span.text
