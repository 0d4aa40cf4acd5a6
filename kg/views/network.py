"""The network of entities: who is linked to whom, by which predicate, on how many sources.

Deployments, affiliations and statements are folded into edges, so that a picture shows people,
organisations, products and places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import networkx as nx

from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple
from kg.triples.nodes import Nodes
from kg.triples.terms import iri_value
from kg.vocab import terms
from kg.vocab.ontology import local_name

ASSERTED = ("asserted",)
_MENTIONS = (terms.SUBJECT_MENTION, terms.OBJECT_MENTION, terms.ATTRIBUTION_MENTION)
# Qualifiers that become attributes of an edge, in their own words.
_WORDS = ("since", "until", "date", "price", "scale", "purpose", "role", "status", "outlet")


@dataclass(frozen=True, slots=True)
class Link:
    """One claim as a link between two entities."""

    claim: str
    kind: str
    subject: Term
    object: Term | None
    modality: str
    document: str
    confidence: float
    evidence: str
    words: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    place: Term | None = None


def network(
    quads: Iterable[Quad], *, modalities: Collection[str] = ASSERTED
) -> nx.MultiDiGraph[str]:
    """Return the network of entities as a `networkx.MultiDiGraph`.

    Nodes are IRIs, with the attributes `label`, `kind` (the class), `sources` (documents that name
    it), `claims` and `statements` (how many it is the subject of). Edges are keyed by predicate, and
    by modality where that is not "asserted" ("deploys (denied)"), with the attributes `kind`,
    `label`, `modality`, `weight` (documents that say so), `claims`, `claim_ids`, `documents` (both
    joined by "; "), `confidence` (the highest), `evidence` (the words of the claims, joined by
    " | "), and, where a claim says so, `since`, `until`, `date`, `price`, `scale`, `purpose`,
    `role`, `status`, `outlet` in its words, and `start` and `end` as EDTF dates. Links of other modalities are left out unless asked
    for. Only the default graph is read.
    """
    nodes = Nodes(Triple(*quad[:3]) for quad in quads if quad.graph == DEFAULT_GRAPH)
    links = list(_links(nodes))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, nodes, links)
    _add_edges(graph, [link for link in links if link.modality in modalities])
    return graph


def _links(nodes: Nodes) -> Iterator[Link]:
    for claim in nodes.instances(terms.CLAIM):
        about = nodes.one(claim, terms.OBJECT_MENTION)
        words, values, place = _qualifications(nodes, claim)
        yield Link(
            claim=iri_value(claim).rpartition("/")[2],
            kind=local_name(iri_value(nodes.needed(claim, terms.PREDICATE))),
            subject=nodes.needed(claim, terms.SUBJECT),
            object=nodes.needed(about, terms.REFERS_TO) if about else None,
            modality=local_name(iri_value(nodes.needed(claim, terms.MODALITY))),
            document=iri_value(nodes.needed(claim, terms.WAS_DERIVED_FROM)),
            confidence=float(nodes.number(claim, terms.CONFIDENCE) or 1),
            evidence=_evidence(nodes, claim),
            words=words,
            values=values,
            place=place,
        )


def _evidence(nodes: Nodes, claim: Term) -> str:
    selectors = (
        nodes.needed(evidence, terms.HAS_SELECTOR)
        for evidence in nodes.all(claim, terms.HAS_EVIDENCE)
    )
    found = ((nodes.number(s, terms.OA_START), nodes.text(s, terms.OA_EXACT)) for s in selectors)
    return " … ".join(text for _, text in sorted((start or 0, text or "") for start, text in found))


def _qualifications(
    nodes: Nodes, claim: Term
) -> tuple[dict[str, str], dict[str, str], Term | None]:
    words: dict[str, str] = {}
    values: dict[str, str] = {}
    place = None
    for part in nodes.all(claim, terms.HAS_QUALIFICATION):
        name = local_name(iri_value(nodes.needed(part, terms.QUALIFIES_WITH)))
        words[name] = nodes.text(part, terms.EXACT) or ""
        values[name] = nodes.text(part, terms.NORMALISED) or ""
        if name == "place":
            place = nodes.one(part, terms.VALUE)
    return words, values, place


def _add_nodes(graph: nx.MultiDiGraph[str], nodes: Nodes, links: list[Link]) -> None:
    sources: dict[Term, set[str]] = defaultdict(set)
    claims: dict[Term, int] = defaultdict(int)
    statements: dict[Term, int] = defaultdict(int)
    for claim in nodes.instances(terms.CLAIM):
        document = iri_value(nodes.needed(claim, terms.WAS_DERIVED_FROM))
        for predicate in _MENTIONS:
            for mention in nodes.all(claim, predicate):
                sources[nodes.needed(mention, terms.REFERS_TO)].add(document)
    for link in links:
        claims[link.subject] += 1
        statements[link.subject] += link.kind == "states"
        if link.place:
            sources[link.place].add(link.document)
    for node in sorted(sources):
        graph.add_node(
            iri_value(node),
            label=nodes.text(node, terms.LABEL) or iri_value(node),
            kind=_kind(nodes, node),
            sources=len(sources[node]),
            claims=claims[node],
            statements=statements[node],
        )


def _kind(nodes: Nodes, node: Term) -> str:
    """Return the most telling class of a node: "Company" rather than "Organization"."""
    kinds = [local_name(iri_value(kind)) for kind in nodes.all(node, terms.TYPE)]
    telling = [kind for kind in kinds if kind != local_name(terms.ORGANIZATION)]
    return (telling or kinds or ["Entity"])[0]


def _add_edges(graph: nx.MultiDiGraph[str], links: list[Link]) -> None:
    grouped: dict[tuple[str, str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        for kind, target in (
            (link.kind, link.object),
            ("place", link.place if link.modality == "asserted" else None),
        ):
            if target:
                ends = iri_value(link.subject), iri_value(target)
                grouped[(*ends, kind, link.modality)].append(link)
    for (start, end, kind, modality), same in sorted(grouped.items(), key=lambda item: item[0]):
        key = kind if modality == "asserted" else f"{kind} ({modality})"
        graph.add_edge(start, end, key, **_edge(kind, modality, key, same))


def _edge(kind: str, modality: str, label: str, links: list[Link]) -> dict[str, str | int | float]:
    documents = sorted({link.document for link in links})
    edge: dict[str, str | int | float] = {
        "kind": kind,
        "label": label,
        "modality": modality,
        "weight": len(documents),
        "claims": len(links),
        "claim_ids": "; ".join(sorted(link.claim for link in links)),
        "documents": "; ".join(documents),
        "confidence": max(link.confidence for link in links),
        "evidence": " | ".join(dict.fromkeys(link.evidence for link in links)),
    }
    for name in _WORDS:
        found = sorted({link.words[name] for link in links if link.words.get(name)})
        if found:
            edge[name] = "; ".join(found)
    for name, end in (("since", "start"), ("until", "end")):
        dates = sorted({link.values[name] for link in links if link.values.get(name)})
        if dates:
            edge[end] = dates[0] if end == "start" else dates[-1]
    return edge
