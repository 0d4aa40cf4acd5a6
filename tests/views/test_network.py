from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import ClaimError
from kg.model import Claim, Entity, Qualifier, Span
from kg.model.claim import with_id
from kg.triples import DEFAULT_GRAPH, Quad, iri
from kg.views import most_telling, network
from kg.vocab import terms
from kg.vocab.namespaces import KG
from tests.views import samples
from tests.views.samples import (
    BRILL_IRI,
    CORVID_IRI,
    ELVERTON_IRI,
    FIRE_IRI,
    NIGHTEYE_IRI,
    POLICE_IRI,
)


def edge(claims: tuple[Claim, ...], *ends: str) -> dict[str, object]:
    graph = network(samples.quads(map(with_id, claims)))
    return dict(graph.edges[ends])


def test_nodes_are_the_entities_that_claims_name() -> None:
    graph = network(samples.quads())
    assert set(graph) == {
        POLICE_IRI, NIGHTEYE_IRI, FIRE_IRI, BRILL_IRI, CORVID_IRI, ELVERTON_IRI
    }  # fmt: skip


def test_a_node_tells_its_name_class_and_how_much_is_said_of_it() -> None:
    graph = network(samples.quads())
    assert graph.nodes[BRILL_IRI] == {
        "label": "Ana Brill", "kind": "Person", "sources": 1, "claims": 2, "statements": 1
    }  # fmt: skip
    assert graph.nodes[POLICE_IRI]["sources"] == 2


def test_an_entity_has_its_most_telling_class() -> None:
    assert network(samples.quads()).nodes[POLICE_IRI]["kind"] == "GovernmentOrganization"
    assert most_telling([terms.PERSON, f"{KG}Judge"]) == "Judge"
    assert most_telling([]) == "Entity"


def test_claims_of_several_documents_become_one_edge() -> None:
    graph = network(samples.quads())
    found = graph.edges[POLICE_IRI, NIGHTEYE_IRI, "deploys"]
    first, second = samples.CLAIMS[:2]
    assert found == {
        "kind": "deploys",
        "label": "deploys",
        "modality": "asserted",
        "weight": 2,
        "claims": 2,
        "claim_ids": "; ".join(sorted((first.id, second.id))),
        "documents": "https://gazette.example/a; https://gazette.example/b",
        "evidence": found["evidence"],
        "confidence": 0.9,
        "since": "since March 2019",
        "until": "until 2021",
        "price": "$6 to $12 a month",
        "status": "active",
        "start": "2019-03",
        "end": "2021",
    }
    assert set(found["evidence"].split(" | ")) == {
        first.evidence[0].text, second.evidence[0].text
    }  # fmt: skip


def test_a_place_is_linked_to_the_claims_subject() -> None:
    assert network(samples.quads()).has_edge(POLICE_IRI, ELVERTON_IRI, "place")


def test_what_is_denied_is_no_edge() -> None:
    graph = network(samples.quads())
    assert not graph.has_edge(FIRE_IRI, NIGHTEYE_IRI)
    assert graph.nodes[FIRE_IRI]["claims"] == 0


def test_denied_claims_are_marked_where_they_are_asked_for() -> None:
    graph = network(samples.quads(), modalities=("asserted", "denied"))
    assert graph.edges[FIRE_IRI, NIGHTEYE_IRI, "deploys (denied)"]["modality"] == "denied"
    assert graph.has_edge(POLICE_IRI, NIGHTEYE_IRI, "deploys")


def test_a_claim_without_an_object_gives_no_edge() -> None:
    graph = network(samples.quads([samples.CLAIMS[-1]]))
    assert set(graph) == {CORVID_IRI}
    assert graph.nodes[CORVID_IRI]["statements"] == 1


def test_a_claim_without_confidence_leaves_it_out() -> None:
    assert "confidence" not in edge((samples.SOLD,), CORVID_IRI, NIGHTEYE_IRI, "makes")


def test_a_claim_of_no_confidence_keeps_it() -> None:
    doubtful = replace(samples.SOLD, confidence=0.0)
    assert edge((doubtful,), CORVID_IRI, NIGHTEYE_IRI, "makes")["confidence"] == 0.0


def test_a_user_made_claim_type_needs_no_ontology() -> None:
    kind, found = iri("urn:own#lends"), samples.quads([samples.CLAIMS[0]])
    named = [
        quad._replace(object=kind) if quad.predicate == iri(terms.PREDICATE) else quad
        for quad in found
    ]
    assert network(named).has_edge(POLICE_IRI, NIGHTEYE_IRI, "lends")


def test_edges_and_their_words_do_not_depend_on_the_order_of_the_quads() -> None:
    quads = samples.quads()
    one, other = network(quads), network(reversed(quads))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))


def test_several_prices_stand_side_by_side() -> None:
    dearer = replace(
        samples.DEPLOYED,
        evidence=(Span(0, 3, "The"),),
        qualifiers={"price": Qualifier(Span(0, 3, "$20"))},
    )
    found = edge((samples.DEPLOYED, dearer), POLICE_IRI, NIGHTEYE_IRI, "deploys")
    assert found["price"] == "$20; $6 to $12 a month"


def test_a_claim_that_lacks_its_document_is_an_error() -> None:
    quads = [quad for quad in samples.quads() if quad.predicate != iri(terms.WAS_DERIVED_FROM)]
    with pytest.raises(ClaimError, match="wasDerivedFrom"):
        network(quads)


@pytest.mark.parametrize("merged", [True, False])
def test_the_merged_graph_alone_or_the_documents_alone_give_the_same_network(merged: bool) -> None:
    quads = samples.quads()
    part = network(quad for quad in quads if (quad.graph == DEFAULT_GRAPH) == merged)
    assert dict(part.nodes(data=True)) == dict(network(quads).nodes(data=True))
    assert list(part.edges(keys=True, data=True)) == list(
        network(quads).edges(keys=True, data=True)
    )


def test_an_entity_is_called_what_most_documents_call_it() -> None:
    names = ("Nighteye", "NightEye", "NightEye")
    claims = [
        with_id(replace(samples.SOLD, document=f"urn:{number}", object=Entity(name, "Product")))
        for number, name in enumerate(names)
    ]
    assert network(samples.quads(claims, [])).nodes[NIGHTEYE_IRI]["label"] == "NightEye"
    assert network(samples.quads(claims[:2], [])).nodes[NIGHTEYE_IRI]["label"] == "NightEye"
    assert network(samples.quads(claims[:1], [])).nodes[NIGHTEYE_IRI]["label"] == "Nighteye"


def test_an_empty_graph_is_an_empty_network() -> None:
    assert len(network([])) == 0
    assert len(network([Quad(*samples.quads()[0][:3], iri("urn:g"))])) == 0
    assert DEFAULT_GRAPH == ""
