"""Triples back to claims: the inverse of `kg.triples.claims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import cast

from kg.model import Claim, Entity, Modality, Mode, Qualifier, Span
from kg.triples.minting import CLAIM_PATH, slug
from kg.triples.nodes import Nodes
from kg.triples.terms import Term, Triple, iri_value, is_iri
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import Ontology


def claims_of(triples: Iterable[Triple], ontology: Ontology) -> Iterator[Claim]:
    """Yield the claims that a graph holds, by id.

    Reads the whole graph into memory: give it one document's graph at a time.

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.
        NotFoundError: the ontology does not declare a term that a claim uses.
    """
    nodes = Nodes(triples)
    for node in nodes.instances(terms.CLAIM):
        yield _claim(nodes, node, ontology)


def _claim(nodes: Nodes, node: Term, ontology: Ontology) -> Claim:
    confidence = nodes.number(node, terms.CONFIDENCE)
    mode = nodes.one(node, terms.MODE)
    modality = ontology.name_of(iri_value(nodes.needed(node, terms.MODALITY)))
    run = nodes.needed(node, terms.WAS_GENERATED_BY)
    base, _, identifier = iri_value(node).rpartition(CLAIM_PATH)
    return Claim(
        id=identifier,
        document=iri_value(nodes.needed(node, terms.WAS_DERIVED_FROM)),
        source=nodes.text(node, terms.DC_SOURCE),
        type=ontology.name_of(iri_value(nodes.needed(node, terms.PREDICATE))),
        subject=_entity(nodes, nodes.needed(node, terms.SUBJECT_MENTION), ontology, base),
        object=_optional_entity(nodes, nodes.one(node, terms.OBJECT_MENTION), ontology, base),
        attributed_to=_optional_entity(
            nodes, nodes.one(node, terms.ATTRIBUTION_MENTION), ontology, base
        ),
        content=_spans(nodes, node, terms.HAS_CONTENT_SPAN),
        mode=cast(Mode, ontology.name_of(iri_value(mode))) if mode else None,
        qualifiers=_qualifiers(nodes, node, ontology),
        modality=cast(Modality, modality),
        evidence=_spans(nodes, node, terms.HAS_EVIDENCE),
        confidence=None if confidence is None else float(confidence),
        extractor=nodes.text(run, terms.LABEL) or "",
    )


def _optional_entity(
    nodes: Nodes, mention: Term | None, ontology: Ontology, base: str
) -> Entity | None:
    return _entity(nodes, mention, ontology, base) if mention else None


def _entity(nodes: Nodes, mention: Term, ontology: Ontology, base: str) -> Entity:
    name = nodes.text(mention, terms.NAME) or ""
    referent = iri_value(nodes.needed(mention, terms.REFERS_TO))
    return Entity(
        name=name,
        type=ontology.name_of(iri_value(nodes.needed(mention, terms.ENTITY_TYPE))),
        mention=_words(nodes, mention) if nodes.one(mention, terms.EXACT) else None,
        iri=None if _is_own(referent, name, base) else referent,
    )


def _is_own(referent: str, name: str, base: str) -> bool:
    """Tell whether a name makes the IRI of the entity that it refers to: BASE/class/name."""
    kind, slash, rest = referent.removeprefix(f"{base}/").partition("/")
    return bool(slash) and kind.isalpha() and referent.startswith(f"{base}/") and rest == slug(name)


def _words(nodes: Nodes, node: Term) -> Span:
    start, end = nodes.number(node, terms.START), nodes.number(node, terms.END)
    return Span(int(start or 0), int(end or 0), nodes.text(node, terms.EXACT) or "")


def _spans(nodes: Nodes, node: Term, predicate: IRI) -> tuple[Span, ...]:
    selectors = (
        nodes.needed(evidence, terms.HAS_SELECTOR) for evidence in nodes.all(node, predicate)
    )
    return tuple(sorted(_selected(nodes, selector) for selector in selectors))


def _selected(nodes: Nodes, selector: Term) -> Span:
    start, end = nodes.number(selector, terms.OA_START), nodes.number(selector, terms.OA_END)
    return Span(int(start or 0), int(end or 0), nodes.text(selector, terms.OA_EXACT) or "")


def _qualifiers(nodes: Nodes, node: Term, ontology: Ontology) -> Mapping[str, Qualifier]:
    parts = nodes.all(node, terms.HAS_QUALIFICATION)
    named = (
        (ontology.name_of(iri_value(nodes.needed(part, terms.QUALIFIES_WITH))), part)
        for part in parts
    )
    return MappingProxyType({name: _qualifier(nodes, part) for name, part in sorted(named)})


def _qualifier(nodes: Nodes, part: Term) -> Qualifier:
    value = nodes.needed(part, terms.VALUE)
    node = value if is_iri(value) else part
    return Qualifier(
        span=_words(nodes, part),
        value=nodes.text(part, terms.NORMALISED),
        minimum=nodes.number(node, terms.MINIMUM),
        maximum=nodes.number(node, terms.MAXIMUM),
        currency=nodes.text(node, terms.CURRENCY),
        per=nodes.text(node, terms.PER),
        number=nodes.number(node, terms.NUMBER),
        unit=nodes.text(node, terms.UNIT),
    )
