"""Claims to triples: the only place that maps a claim's fields to predicates.

What comes out is described in `docs/graph.md`. Every triple about the world is reached from the
claims that assert it: a claim carries its subject, predicate and object, the node it describes and
its qualifications; mentions carry the names and classes of entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.model import Claim, Entity, Qualifier, Span
from kg.triples.minting import Minter
from kg.triples.terms import Term, Triple, iri, literal, vocabulary_iri
from kg.triples.values import decimal_literal, qualifier_values
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import ClaimType, local_name

CONTENT_JOIN = " … "


def claims_triples(claims: Iterable[Claim], minter: Minter) -> list[Triple]:
    """Return the triples of many claims, each once, sorted.

    Raises:
        NotFoundError: the ontology does not declare a claim's type, class or qualifier.
    """
    return sorted({triple for claim in claims for triple in claim_triples(claim, minter)})


def claim_triples(claim: Claim, minter: Minter) -> Iterator[Triple]:
    """Yield the triples of one claim; some may come twice.

    Raises:
        NotFoundError: the ontology does not declare the claim's type, class or qualifier.
    """
    kind = minter.ontology.claim_type(claim.type)
    node = minter.claim(claim.id)
    described = _described(claim, kind, minter)
    yield from _assertion(claim, kind, described, minter)
    yield from _circumstances(claim, node, minter)
    yield from _provenance(claim, node, minter)
    yield from _entities(claim, node, minter)
    yield from _qualifications(claim, node, minter)
    if claim.modality == "asserted":
        yield from _facts(claim, kind, described, minter)


def _described(claim: Claim, kind: ClaimType, minter: Minter) -> Term | None:
    return minter.described(claim, local_name(kind.describes)) if kind.describes else None


def _object(claim: Claim, described: Term | None, minter: Minter) -> Term | None:
    """Return the object of the claim's main triple: what was said, or whom the claim names."""
    if claim.content:
        return described
    return minter.entity(claim.object) if claim.object else None


def _assertion(
    claim: Claim, kind: ClaimType, described: Term | None, minter: Minter
) -> Iterator[Triple]:
    node = minter.claim(claim.id)
    about = _object(claim, described, minter)
    yield _link(node, terms.TYPE, vocabulary_iri(terms.CLAIM))
    yield _link(node, terms.SUBJECT, minter.entity(claim.subject))
    yield _link(node, terms.PREDICATE, vocabulary_iri(kind.predicate))
    if about:
        yield _link(node, terms.OBJECT, about)
    if described:
        yield _link(node, terms.DESCRIBES, described)


def _circumstances(claim: Claim, node: Term, minter: Minter) -> Iterator[Triple]:
    yield _link(node, terms.MODALITY, vocabulary_iri(minter.ontology.concept(claim.modality)))
    if claim.confidence is not None:
        confidence = decimal_literal(Decimal(repr(claim.confidence)))
        yield _link(node, terms.CONFIDENCE, confidence)
    if claim.attributed_to:
        yield _link(node, terms.ATTRIBUTED_TO, minter.entity(claim.attributed_to))
    yield from _speech(claim, node, minter)


def _speech(claim: Claim, node: Term, minter: Minter) -> Iterator[Triple]:
    """Yield what was said and how: the same of a claim and of the statement it describes."""
    if claim.content:
        words = CONTENT_JOIN.join(span.text for span in claim.content)
        yield _link(node, terms.CONTENT, literal(words))
    if claim.mode:
        yield _link(node, terms.MODE, vocabulary_iri(minter.ontology.concept(claim.mode)))


def _provenance(claim: Claim, node: Term, minter: Minter) -> Iterator[Triple]:
    yield _link(node, terms.WAS_DERIVED_FROM, iri(claim.document))
    if claim.source:
        yield _link(node, terms.DC_SOURCE, literal(claim.source))
    yield from run_triples(claim.extractor, minter)
    yield _link(node, terms.WAS_GENERATED_BY, minter.run(claim.extractor))
    for predicate, spans in (
        (terms.HAS_EVIDENCE, claim.evidence),
        (terms.HAS_CONTENT_SPAN, claim.content),
    ):
        for span in spans:
            yield _link(node, predicate, minter.evidence(claim.document, span))
            yield from _evidence(claim.document, span, minter)


def _evidence(document: str, span: Span, minter: Minter) -> Iterator[Triple]:
    """Yield a span as a specific resource (https://www.w3.org/TR/annotation-model/#selectors).

    Offsets are xsd:integer, not xsd:nonNegativeInteger: stores that keep numbers by value write
    them back so.
    """
    node = minter.evidence(document, span)
    selector = minter.evidence(document, span, "selector")
    yield _link(node, terms.TYPE, vocabulary_iri(terms.EVIDENCE))
    yield _link(node, terms.HAS_SOURCE, iri(document))
    yield _link(node, terms.HAS_SELECTOR, selector)
    yield _link(selector, terms.TYPE, vocabulary_iri(terms.TEXT_QUOTE_SELECTOR))
    yield _link(selector, terms.TYPE, vocabulary_iri(terms.TEXT_POSITION_SELECTOR))
    yield _link(selector, terms.OA_EXACT, literal(span.text))
    yield _link(selector, terms.OA_START, literal(str(span.start), terms.INTEGER))
    yield _link(selector, terms.OA_END, literal(str(span.end), terms.INTEGER))


def _entities(claim: Claim, node: Term, minter: Minter) -> Iterator[Triple]:
    for part, predicate, entity in (
        ("subject", terms.SUBJECT_MENTION, claim.subject),
        ("object", terms.OBJECT_MENTION, claim.object),
        ("attribution", terms.ATTRIBUTION_MENTION, claim.attributed_to),
    ):
        if entity:
            mention = minter.claim(claim.id, part)
            yield _link(node, predicate, mention)
            yield from _mention(mention, entity, minter)


def _mention(mention: Term, entity: Entity, minter: Minter) -> Iterator[Triple]:
    referent = minter.entity(entity)
    kind, name = vocabulary_iri(minter.ontology.entity_class(entity.type)), literal(entity.name)
    yield _link(referent, terms.TYPE, kind)
    yield _link(referent, terms.LABEL, name)
    yield _link(mention, terms.TYPE, vocabulary_iri(terms.MENTION))
    yield _link(mention, terms.REFERS_TO, referent)
    yield _link(mention, terms.NAME, name)
    yield _link(mention, terms.ENTITY_TYPE, kind)
    if entity.mention:
        yield from _words(mention, entity.mention)


def _words(node: Term, span: Span) -> Iterator[Triple]:
    yield _link(node, terms.EXACT, literal(span.text))
    yield _link(node, terms.START, literal(str(span.start), terms.INTEGER))
    yield _link(node, terms.END, literal(str(span.end), terms.INTEGER))


def _qualifications(claim: Claim, node: Term, minter: Minter) -> Iterator[Triple]:
    for name, qualifier in claim.qualifiers.items():
        part = minter.claim(claim.id, name)
        yield _link(node, terms.HAS_QUALIFICATION, part)
        yield from _qualification(part, name, qualifier, minter)


def _qualification(part: Term, name: str, qualifier: Qualifier, minter: Minter) -> Iterator[Triple]:
    predicate, _ = minter.ontology.qualifier(name)
    values, described = qualifier_values(name, qualifier, minter)
    yield _link(part, terms.TYPE, vocabulary_iri(terms.QUALIFICATION))
    yield _link(part, terms.QUALIFIES_WITH, vocabulary_iri(predicate))
    for value in values:
        yield _link(part, terms.VALUE, value)
    if qualifier.value is not None:
        yield _link(part, terms.NORMALISED, literal(qualifier.value))
    yield from _words(part, qualifier.span)
    yield from described


def _facts(
    claim: Claim, kind: ClaimType, described: Term | None, minter: Minter
) -> Iterator[Triple]:
    subject, about = minter.entity(claim.subject), _object(claim, described, minter)
    if about:
        yield _link(subject, kind.predicate, about)
    if described and kind.describes:
        yield _link(described, terms.TYPE, vocabulary_iri(kind.describes))
        if kind.subject_role:
            yield _link(described, kind.subject_role, subject)
        if kind.object_role and claim.object:
            yield _link(described, kind.object_role, minter.entity(claim.object))
        yield from _speech(claim, described, minter)
        for name, qualifier in claim.qualifiers.items():
            predicate, _ = minter.ontology.qualifier(name)
            for value in qualifier_values(name, qualifier, minter)[0]:
                yield _link(described, predicate, value)


def run_triples(extractor: str, minter: Minter, ended: str | None = None) -> Iterator[Triple]:
    """Yield the triples of an extraction run: what program, which version, and when if given.

    `ended` is an xsd:dateTime in UTC ("2026-01-31T12:00:00Z"). Without it the run has no time, so
    that the same input gives the same bytes.
    """
    run = minter.run(extractor)
    yield _link(run, terms.TYPE, vocabulary_iri(terms.EXTRACTION_RUN))
    yield _link(run, terms.LABEL, literal(extractor))
    yield _link(run, terms.VERSION, literal(_version(extractor)))
    if ended:
        yield _link(run, terms.ENDED_AT_TIME, literal(ended, terms.DATE_TIME))


def _version(extractor: str) -> str:
    """Return the version in "name/version more"; what names no version stands for itself.

    >>> _version("llm/0.1 example/model"), _version("corrected by hand")
    ('0.1', 'corrected by hand')
    """
    _, slash, rest = extractor.partition("/")
    return rest.partition(" ")[0] if slash else extractor


def _link(subject: Term, predicate: IRI, value: Term) -> Triple:
    return Triple(subject, vocabulary_iri(predicate), value)
