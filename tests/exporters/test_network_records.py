from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exporters.documents import document_graphs
from kg.exporters.network_records import edge_id, joined_records, network_records
from kg.model import Claim
from kg.triples import DEFAULT_GRAPH, Quad
from kg.views import network, record_lines
from tests import claim_strategies
from tests.views import samples

claims = st.lists(claim_strategies.claims, max_size=5, unique_by=lambda claim: claim.id)


@settings(max_examples=40)
@given(claims, st.randoms(use_true_random=False), st.sampled_from((1, 2, 7, 1000)))
def test_the_streamed_network_is_the_one_in_memory(
    found: list[Claim], chance: random.Random, run_length: int
) -> None:
    quads = samples.quads(found)
    wanted = network(quads)
    chance.shuffle(quads)
    nodes, edges = network_records(quads, run_length=run_length)
    assert [(node.iri, node.attributes()) for node in nodes] == list(wanted.nodes(data=True))
    assert [(edge.subject, edge.object, edge.label, edge.attributes()) for edge in edges] == list(
        wanted.edges(keys=True, data=True)
    )


@pytest.mark.parametrize("merged", [True, False])
def test_the_default_graph_alone_or_the_documents_alone_give_the_same_network(merged: bool) -> None:
    quads: list[Quad] = samples.quads()
    part = [quad for quad in quads if (quad.graph == DEFAULT_GRAPH) == merged]
    assert list(map(list, network_records(part))) == list(map(list, network_records(quads)))


def test_lines_that_were_kept_give_the_same_network() -> None:
    quads = samples.quads()
    kept = [line for triples in document_graphs(quads) for line in record_lines(triples)]
    found = joined_records(reversed(kept))
    assert list(map(list, found)) == list(map(list, network_records(quads)))


def test_the_id_of_an_edge_tells_its_ends_and_its_kind() -> None:
    ids = {edge_id(*parts) for parts in (("a", "b", "c"), ("b", "a", "c"), ("a", "b", "d"))}
    assert len(ids) == 3
