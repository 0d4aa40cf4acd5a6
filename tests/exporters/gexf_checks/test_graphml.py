"""GraphML that yEd can draw, and other programs read as before."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree

from kg.exporters import graphml
from kg.exporters.network_records import edge_id
from kg.views.palette import COLOURS, OTHER_COLOUR
from tests.exporters.gexf_checks.samples import SAMPLE, Network, legal, networks

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("graphml.rng")))
NAMES = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}


def written(network: Network) -> bytes:
    stream = BytesIO()
    graphml.write_network(network.nodes, network.edges, stream)
    return stream.getvalue()


def faults(data: bytes) -> list[str]:
    SCHEMA.validate(etree.fromstring(data))
    return [str(entry) for entry in SCHEMA.error_log]


@settings(max_examples=60)
@given(networks())
def test_any_network_follows_the_schema(network: Network) -> None:
    assert faults(written(network)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('attr.type="int"', 'attr.type="integer"'),
        ('attr.name="kind" ', ""),
        ('yfiles.type="nodegraphics"', 'yfiles.type="edgegraphics"'),
        ('edgedefault="directed"', 'edgedefault="forward"'),
        ('<node id="', '<node name="'),
        (' source="', ' from="'),
        ("<y:Fill color", "<y:Fill colour"),
        ('color="#', 'color="'),
        ("y:PolyLineEdge", "y:Line"),
        ('xmlns:y="http://www.yworks.com', 'xmlns:y="http://yworks.example'),
    ],
)
def test_the_schema_refuses(right: str, wrong: str) -> None:
    text = written(SAMPLE).decode()
    assert right in text
    assert faults(text.replace(right, wrong).encode())


@settings(max_examples=60)
@given(networks())
def test_yed_shows_names_colours_and_kinds(network: Network) -> None:
    root = etree.fromstring(written(network))
    labels = [label.text for label in root.iterfind(".//y:NodeLabel", NAMES)]
    assert labels == [legal(node.label) for node in network.nodes]
    colours = [str(fill.get("color")) for fill in root.iterfind(".//y:Fill", NAMES)]
    assert [tuple(bytes.fromhex(colour[1:])) for colour in colours] == [
        COLOURS.get(node.kind, OTHER_COLOUR) for node in network.nodes
    ]
    kinds = [label.text for label in root.iterfind(".//y:EdgeLabel", NAMES)]
    assert kinds == [edge.label for edge in network.edges]


@settings(max_examples=60)
@given(networks())
def test_networkx_reads_the_same_attributes_and_no_looks(network: Network) -> None:
    found = nx.read_graphml(BytesIO(written(network)), force_multigraph=True)
    assert dict(found.nodes(data=True)) == {
        node.iri: {**node.attributes(), "label": legal(node.label)} for node in network.nodes
    }
    assert {key: (start, end) for start, end, key in found.edges(keys=True)} == {
        edge_id(edge.subject, edge.object, edge.label): (edge.subject, edge.object)
        for edge in network.edges
    }
    for edge in network.edges:
        name = edge_id(edge.subject, edge.object, edge.label)
        assert found.edges[edge.subject, edge.object, name] == {
            key: legal(value) if isinstance(value, str) else value
            for key, value in edge.attributes().items()
        }


def test_cytoscape_finds_no_column_for_a_look() -> None:
    """Cytoscape makes a column of data whose key has a type and which holds nothing but text."""
    root = etree.fromstring(written(SAMPLE))
    types = {key.get("id"): key.get("attr.type") for key in root.iterfind("g:key", NAMES)}
    assert list(types.values()).count(None) == 2
    for data in root.iterfind(".//g:data", NAMES):
        assert (len(data) > 0) == (types[data.get("key")] is None)
