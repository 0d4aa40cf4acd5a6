"""Corrections to triples: who said what of which claim, and why.

A correction stands in the graph of the claim's document. It tells what the claim was without
asserting it: no triple about the world comes of it.

Source: PROV-O (https://www.w3.org/TR/prov-o/#wasRevisionOf).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model import Claim
from kg.model.correction import Correction
from kg.model.correction_format import dump_correction
from kg.triples.claims import claim_triples
from kg.triples.minting import Minter, short_hash
from kg.triples.terms import Term, Triple, iri, literal, vocabulary_iri
from kg.vocab import terms
from kg.vocab.namespaces import IRI

# Of a claim's properties those that its correction tells, under other names: whatever has an
# rdf:predicate counts as a claim, to shapes and queries.
_FORMER = {
    vocabulary_iri(claimed): vocabulary_iri(former)
    for claimed, former in (
        (terms.SUBJECT, terms.FORMER_SUBJECT),
        (terms.PREDICATE, terms.FORMER_PREDICATE),
        (terms.OBJECT, terms.FORMER_OBJECT),
        (terms.HAS_EVIDENCE, terms.HAS_EVIDENCE),
    )
}


def correction_iri(correction: Correction, base: str) -> Term:
    """Name a correction by a hash of all that it says."""
    return iri(f"{base}correction/{short_hash(dump_correction(correction))}")


def correction_triples(
    correction: Correction,
    before: Claim,
    after: Claim | None,
    minter: Minter,
    *,
    sound: bool = True,
) -> Iterator[Triple]:
    """Yield the triples of a correction that was applied; some may come twice.

    `before` is the claim as it was, `after` what it became, None where it was rejected. Of a claim
    that is not `sound`, which could not have entered the graph, only its name and words are told.

    Raises:
        NotFoundError: the ontology does not declare the type or a class of a claim that is sound.
    """
    node, was = correction_iri(correction, minter.base), minter.claim(before.id)
    yield _link(node, terms.TYPE, vocabulary_iri(terms.CORRECTION))
    yield _link(node, terms.CORRECTS, was)
    yield _link(node, terms.WAS_DERIVED_FROM, iri(before.document))
    yield _link(node, terms.ACTION, literal(correction.action))
    yield _link(node, terms.CREATOR, literal(correction.by))
    yield _link(node, terms.COMMENT, literal(correction.why))
    yield _link(node, terms.LABEL, literal(_words(before)))
    if correction.at:
        yield _link(node, terms.GENERATED_AT_TIME, literal(correction.at, terms.DATE_TIME))
    for field, _ in changed_fields(correction.changes):
        yield _link(node, terms.CHANGED_FIELD, literal(field))
    if sound:
        yield from _what_it_was(node, before, minter)
    if after is not None:
        became = minter.claim(after.id)
        yield _link(became, terms.CORRECTED_BY, node)
        if became != was:
            yield _link(became, terms.WAS_REVISION_OF, was)


def changed_fields(changes: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the fields that changes give or take away, with dots, and their values.

    >>> list(changed_fields({"object": {"name": "Tern"}, "qualifiers": {"price": None}}))
    [('object.name', 'Tern'), ('qualifiers.price', None)]
    """
    for name, value in changes.items():
        if isinstance(value, Mapping) and value:
            yield from ((f"{name}.{inner}", held) for inner, held in changed_fields(value))
        else:
            yield name, value


def _words(claim: Claim) -> str:
    """Say what a claim says: subject, type, and whom or what."""
    said = [" ".join(span.text.split()) for span in claim.content]
    about = " … ".join(said) or (claim.object.name if claim.object else "")
    return f"{claim.subject.name} {claim.type} {about}".rstrip()


def _what_it_was(node: Term, claim: Claim, minter: Minter) -> Iterator[Triple]:
    """Yield what the claim's own node would say of its parts, said of the correction."""
    was = minter.claim(claim.id)
    quoted = {
        minter.evidence(claim.document, span, part)
        for span in claim.evidence
        for part in ("", "selector")
    }
    for triple in claim_triples(claim, minter):
        if triple.subject == was and triple.predicate in _FORMER:
            yield Triple(node, _FORMER[triple.predicate], triple.object)
        elif triple.subject in quoted:
            yield triple


def _link(subject: Term, predicate: IRI, value: Term) -> Triple:
    return Triple(subject, vocabulary_iri(predicate), value)
