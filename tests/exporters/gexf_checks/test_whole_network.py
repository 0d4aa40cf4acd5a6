"""GEXF of the whole graph follows the schema, and other programs find every node and link in it."""

from __future__ import annotations

from io import BytesIO

import networkx as nx
import pytest
from lxml import etree

from kg.exporters.whole_network import write_gexf
from kg.views import full_network
from tests.exporters.gexf_checks.graphology import Graphology
from tests.exporters.gexf_checks.test_schema import SCHEMA
from tests.views import samples


@pytest.fixture
def file() -> bytes:
    stream = BytesIO()
    write_gexf(full_network(samples.quads()), stream)
    return stream.getvalue()


def test_it_follows_the_schema(file: bytes) -> None:
    SCHEMA.assertValid(etree.fromstring(file))


def test_other_programs_find_every_node_and_link(file: bytes, graphology: Graphology) -> None:
    wanted = full_network(samples.quads())
    answer = graphology.read(file)
    read = nx.read_gexf(BytesIO(file))
    assert {node["id"] for node in answer["nodes"]} == set(read) == set(wanted)
    links = sorted((start, end) for start, end in wanted.edges())
    assert sorted((edge["source"], edge["target"]) for edge in answer["edges"]) == links
    assert sorted((start, end) for start, end in read.edges()) == links
    labels = {node["id"]: node["attributes"]["label"] for node in answer["nodes"]}
    assert labels == dict(wanted.nodes(data="label"))
    kinds = {
        (edge["source"], edge["target"], edge["attributes"]["kind"]) for edge in answer["edges"]
    }
    assert kinds == set(wanted.edges(keys=True))
