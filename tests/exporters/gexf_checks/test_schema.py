"""The files follow the schema of GEXF 1.3, and the schema refuses what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from kg.exporters import gexf
from kg.model import Claim
from kg.views import Edge, Node
from tests.exporters.gexf_checks.samples import SAMPLE, Network, claims, networks
from tests.exporters.quad_strategies import written
from tests.views import samples

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
STATIC = Network(SAMPLE.nodes, tuple(edge._replace(start=None, end=None) for edge in SAMPLE.edges))


def faults(data: bytes) -> list[str]:
    SCHEMA.validate(etree.fromstring(data))
    return [str(entry) for entry in SCHEMA.error_log]


@pytest.mark.parametrize("network", [SAMPLE, STATIC, Network((), ())])
def test_a_network_follows_the_schema(network: Network) -> None:
    assert faults(network.file) == []


def test_what_a_graph_gives_follows_the_schema() -> None:
    assert faults(written(gexf.write, samples.quads())) == []


def test_a_network_that_is_not_laid_out_by_forces_follows_the_schema() -> None:
    nodes = tuple(Node(f"urn:{number}", f"<{number}>", "Ship", 1, 1, 0) for number in range(1200))
    edges = tuple(Edge(node.iri, "urn:0", "partners", start="2019") for node in nodes)
    assert faults(Network(nodes, edges).file) == []


@settings(max_examples=60)
@given(networks())
def test_any_network_follows_the_schema(network: Network) -> None:
    assert faults(network.file) == []


@settings(max_examples=40)
@given(claims)
def test_any_claims_give_a_file_that_follows_the_schema(found: list[Claim]) -> None:
    assert faults(written(gexf.write, samples.quads(found))) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param('version="1.3"', 'version="1.2"', id="another version"),
        pytest.param('"http://gexf.net/1.3"', '"http://www.gexf.net/1.2draft"', id="another space"),
        pytest.param('mode="dynamic"', 'mode="moving"', id="a mode that is none"),
        pytest.param('"date"', '"days"', id="a format of time that is none"),
        pytest.param('"directed"', '"forward"', id="a direction that is none"),
        pytest.param("<graph ", '<graph name="" ', id="a name, which networkx writes"),
        pytest.param(' label="Corvid', ' title="Corvid', id="an attribute that is not declared"),
        pytest.param('<node id="', '<node name="', id="a node without an id"),
        pytest.param(' source="', ' from="', id="an edge without a source"),
        pytest.param(' target="', ' to="', id="an edge without a target"),
        pytest.param(' weight="2.0"', ' weight="two"', id="a weight in words"),
        pytest.param(' start="2019-03-01"', ' start="March 2019"', id="a date in words"),
        pytest.param(' end="', ' timestamp="2020-01-01" end="', id="a moment and a time"),
        pytest.param('class="node"', 'class="nodes"', id="a class that is none"),
        pytest.param('type="integer"', 'type="int"', id="a type that is none"),
        pytest.param('<attvalue for="claims"', '<attvalue key="claims"', id="a value of nothing"),
        pytest.param('r="230"', 'r="256"', id="a colour that is none"),
        pytest.param('x="', 'x="about ', id="a place that is no number"),
        pytest.param('size value="9.66"', 'size value="-1"', id="a size below nothing"),
        pytest.param("viz:size", "size", id="a size that is no look"),
        pytest.param("viz:color", "viz:colour", id="a look that is none"),
        pytest.param("creator>", "author>", id="a fact about the file that is none"),
        pytest.param("<edges>", "<edges/><edges>", id="edges twice"),
        pytest.param("</nodes>", "</nodes><nodes/>", id="nodes twice"),
    ],
)
def test_the_schema_refuses(right: str, wrong: str) -> None:
    text = SAMPLE.file.decode()
    assert right in text
    assert faults(text.replace(right, wrong).encode())


def test_the_schema_refuses_edges_before_nodes() -> None:
    root = etree.fromstring(SAMPLE.file)
    graph = root.find("{*}graph")
    nodes = root.find("{*}graph/{*}nodes")
    assert graph is not None
    assert nodes is not None
    graph.append(nodes)
    assert faults(etree.tostring(root))


def test_the_schema_refuses_a_graph_before_what_is_said_of_the_file() -> None:
    root = etree.fromstring(SAMPLE.file)
    root.append(root[0])
    assert faults(etree.tostring(root))
