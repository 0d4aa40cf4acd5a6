"""What the page shows, as data for JSON: entities with their places, links, claims, documents.

Entities, claims and documents refer to each other by their numbers. Offsets are UTF-16 code units
of a document's text, as JavaScript counts them. What is not known is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kg.model import MODALITIES, Document
from kg.pages.claim_data import claim_record
from kg.pages.offsets import Offsets
from kg.triples import Quad, Triple
from kg.views import DocumentFacts, LinkedClaim, document_facts, linked_claims, network, places
from kg.views.moments import bounds
from kg.views.palette import COLOURS, OTHER_COLOUR
from kg.vocab.wording import term_words

Record = dict[str, Any]
FindDocument = Callable[[str], Document | None]


def page_data(quads: Iterable[Quad], *, document: FindDocument) -> Record:
    """Return everything that the page shows, in an order that depends on nothing but the graph.

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.
    """
    held = list(quads)
    triples = list(
        dict.fromkeys(Triple(quad.subject, quad.predicate, quad.object) for quad in held)
    )
    facts = document_facts(triples)
    claims = sorted(linked_claims(triples), key=_order)
    graph = network(held, modalities=MODALITIES)
    numbers = {name: number for number, name in enumerate(graph)}
    where = places(graph, graph.edges())
    sources = sorted(facts.keys() | {linked.claim.document for linked in claims})
    texts = {source: document(source) for source in sources}
    nodes = [
        {
            "iri": name,
            "label": told["label"],
            "kind": told["kind"],
            "sources": told["sources"],
            "x": where[name][0],
            "y": where[name][1],
        }
        for name, told in graph.nodes(data=True)
    ]
    return {
        "nodes": nodes,
        "edges": list(_edges(graph.edges(data=True), claims, numbers)),
        "claims": list(_claims(claims, numbers, texts)),
        "documents": [
            _document(facts.get(source) or DocumentFacts(source), texts[source])
            for source in sources
        ],
        "modalities": list(MODALITIES),
        "classes": _classes(nodes),
        "words": _words(nodes, claims),
    }


def _order(linked: LinkedClaim) -> tuple[str, int, str]:
    return linked.claim.document, linked.start, linked.claim.id


def _edges(
    edges: Iterable[tuple[str, str, Mapping[str, Any]]],
    claims: Iterable[LinkedClaim],
    numbers: Mapping[str, int],
) -> Iterator[Record]:
    claim_numbers = {linked.claim.id: number for number, linked in enumerate(claims)}
    for subject, target, told in edges:
        yield {
            "from": numbers[subject],
            "to": numbers[target],
            "kind": told["kind"],
            "modality": told["modality"],
            "sources": told["weight"],
            "claims": [claim_numbers[name] for name in told["claim_ids"].split("; ")],
        }


def _claims(
    claims: Iterable[LinkedClaim],
    numbers: Mapping[str, int],
    texts: Mapping[str, Document | None],
) -> Iterator[Record]:
    """Yield the claims; those of one document stand together, and share its offsets."""
    document_numbers = {source: number for number, source in enumerate(texts)}
    current, offsets = "", Offsets("")
    for linked in claims:
        source = linked.claim.document
        text = texts[source]
        if source != current:
            current, offsets = source, Offsets(text.text if text else "")
        yield {
            **claim_record(linked, numbers, text, offsets),
            "document": document_numbers[source],
        }


def _document(facts: DocumentFacts, text: Document | None) -> Record:
    found: Record = {
        "iri": facts.iri,
        "title": facts.title,
        "author": facts.author,
        "outlet": facts.publisher,
        "published": facts.published,
        "url": facts.url,
        "source": facts.source,
        "text": text.text if text else None,
    }
    days = bounds(facts.published) if facts.published else None
    if days:
        found["days"] = [str(day) if day else None for day in days]
    return {name: value for name, value in found.items() if value is not None}


def _classes(nodes: Iterable[Record]) -> list[Record]:
    """Return the classes that the entities have, each with its colour."""
    kinds = sorted({node["kind"] for node in nodes})
    return [{"name": kind, "colour": _hexadecimal(kind)} for kind in kinds]


def _hexadecimal(kind: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*COLOURS.get(kind, OTHER_COLOUR))


def _words(nodes: Iterable[Record], claims: Iterable[LinkedClaim]) -> dict[str, str]:
    """Return the words for the terms that the page shows; it falls back on their names."""
    used = {*MODALITIES, "place", *(node["kind"] for node in nodes)}
    for linked in claims:
        used |= {linked.claim.type, linked.claim.mode or "", *linked.claim.qualifiers}
        used |= {qualifier.value or "" for qualifier in linked.claim.qualifiers.values()}
    words = term_words()
    return {name: words[name] for name in sorted(used) if name in words}
