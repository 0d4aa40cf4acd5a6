"""The network of entities: who is linked to whom, by which predicate, on how many sources.

Deployments, affiliations and statements are folded into edges, so that a picture shows people,
organisations, products and places.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import networkx as nx

from kg.model import Modality, Qualifier
from kg.triples import DEFAULT_GRAPH, Quad, Triple, iri
from kg.triples.nodes import Nodes
from kg.triples.terms import iri_value
from kg.views.claims import LinkedClaim, linked_claims
from kg.vocab import terms
from kg.vocab.ontology import local_name

ASSERTED: tuple[Modality, ...] = ("asserted",)
PLACE = "place"
# Qualifiers that become attributes of an edge, in their own words.
WORDS = (
    "since", "until", "date", "price", "scale", "purpose", "role", "audience", "outlet", "status",
)  # fmt: skip
_ROOTS = frozenset(
    map(local_name, (terms.ORGANIZATION, terms.PERSON, terms.PRODUCT, terms.PLACE, terms.ENTITY))
)
_ENDS = (("since", "start", min), ("until", "end", max))
_Key = tuple[str, str, str, Modality]


def network(
    quads: Iterable[Quad], *, modalities: Collection[Modality] = ASSERTED
) -> nx.MultiDiGraph[str]:
    """Return the network of entities as a `networkx.MultiDiGraph`.

    Only the default graph is read. Claims of other modalities than those asked for are left out,
    so that what is denied, planned or possible does not look like a fact; the entities that they
    name stay.

    Nodes are IRIs, with the attributes `label`, `kind` (the most telling class), `sources` (how
    many documents name it), `claims` and `statements` (how many it is the subject of).

    Edges are keyed by predicate, and by modality where that is not "asserted" ("deploys
    (denied)"). Their attributes: `kind` (the predicate), `label` (the key), `modality`, `weight`
    (how many documents say so), `claims` (how many claims), `claim_ids` and `documents` (joined by
    "; "), `evidence` (the words of the claims, joined by " | "), and, where a claim has them,
    `confidence` (the highest), each qualifier of `WORDS` in the words of the text (`status` in
    those of the ontology), and `start` and `end` as EDTF dates. A claim with a place also gives an edge `place` from its subject.

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.
    """
    triples = [Triple(*quad[:3]) for quad in quads if quad.graph == DEFAULT_GRAPH]
    claims = list(linked_claims(triples))
    shown = [linked for linked in claims if linked.claim.modality in modalities]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, Nodes(triples), claims, shown)
    _add_edges(graph, shown)
    return graph


def _add_nodes(
    graph: nx.MultiDiGraph[str],
    nodes: Nodes,
    claims: Iterable[LinkedClaim],
    shown: Collection[LinkedClaim],
) -> None:
    sources: dict[str, set[str]] = defaultdict(set)
    for linked in claims:
        for entity in linked.entities():
            sources[entity].add(linked.claim.document)
    told = Counter(linked.subject for linked in shown)
    said = Counter(linked.subject for linked in shown if linked.claim.content)
    for node in sorted(sources):
        graph.add_node(
            node,
            label=nodes.text(iri(node), terms.LABEL) or node,
            kind=most_telling(iri_value(kind) for kind in nodes.all(iri(node), terms.TYPE)),
            sources=len(sources[node]),
            claims=told[node],
            statements=said[node],
        )


def most_telling(kinds: Iterable[str]) -> str:
    """Return the local name of the class that says most: a root of the ontology says least.

    >>> most_telling([terms.ORGANIZATION, "https://w3id.org/claimkg/ontology#Company"])
    'Company'
    """
    names = sorted(local_name(kind) for kind in kinds)
    telling = [name for name in names if name not in _ROOTS]
    return (telling or names or [local_name(terms.ENTITY)])[0]


def _add_edges(graph: nx.MultiDiGraph[str], claims: Iterable[LinkedClaim]) -> None:
    grouped: dict[_Key, list[LinkedClaim]] = defaultdict(list)
    for linked in claims:
        for key in _edges_of(linked):
            grouped[key].append(linked)
    for (start, end, kind, modality), same in sorted(grouped.items(), key=lambda item: item[0]):
        label = kind if modality == "asserted" else f"{kind} ({modality})"
        graph.add_edge(start, end, label, kind=kind, label=label, modality=modality, **_edge(same))


def _edges_of(linked: LinkedClaim) -> Iterator[_Key]:
    kind, modality = linked.claim.type, linked.claim.modality
    if linked.object:
        yield linked.subject, linked.object, kind, modality
    for place in linked.places:
        yield linked.subject, place, PLACE, modality


def _edge(links: list[LinkedClaim]) -> dict[str, str | int | float]:
    documents = sorted({linked.claim.document for linked in links})
    sure = [linked.claim.confidence for linked in links if linked.claim.confidence is not None]
    return {
        "weight": len(documents),
        "claims": len(links),
        "claim_ids": "; ".join(sorted(linked.claim.id for linked in links)),
        "documents": "; ".join(documents),
        "evidence": " | ".join(dict.fromkeys(linked.evidence for linked in links)),
        **({"confidence": max(sure)} if sure else {}),
        **_circumstances(links),
    }


def _circumstances(links: list[LinkedClaim]) -> dict[str, str]:
    qualified = [linked.claim.qualifiers for linked in links]
    words = {
        name: {_words(name, each[name]) for each in qualified if name in each} for name in WORDS
    }
    found = {name: "; ".join(sorted(texts)) for name, texts in words.items() if texts}
    for name, end, choose in _ENDS:
        dates = [each[name].value for each in qualified if name in each]
        known = [date for date in dates if date]
        if known:
            found[end] = choose(known)
    return found


def _words(name: str, qualifier: Qualifier) -> str:
    return (name == "status" and qualifier.value) or qualifier.span.text
