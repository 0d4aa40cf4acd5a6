from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO

import networkx as nx

from kg.exporters import graphml
from kg.model import Claim, Entity
from kg.model.claim import with_id
from kg.views import network
from tests.exporters.quad_strategies import written
from tests.views import samples
from tests.views.samples import CORVID_IRI

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_networkx_reads_back_the_network_of_entities() -> None:
    quads = samples.quads()
    found = nx.read_graphml(BytesIO(written(graphml.write, quads)), force_multigraph=True)
    wanted = network(quads)
    assert dict(found.nodes(data=True)) == dict(wanted.nodes(data=True))
    assert sorted(found.edges(), key=str) == sorted(wanted.edges(), key=str)
    by_ends = {
        (start, end, values["kind"]): values for start, end, values in found.edges(data=True)
    }
    for start, end, values in wanted.edges(data=True):
        assert by_ends[start, end, values["kind"]] == values


def test_awkward_names_are_read_back_as_they_are() -> None:
    claim = with_id(replace(samples.SOLD, subject=Entity("A\r\n<&> \"'\t🦊 שלום", "Company")))
    found = nx.read_graphml(BytesIO(written(graphml.write, samples.quads([claim]))))
    assert "A\r\n<&> \"'\t🦊 שלום" in {label for _, label in found.nodes(data="label")}


def test_the_type_of_an_attribute_is_that_of_its_values() -> None:
    text = written(graphml.write, samples.quads()).decode()
    assert 'for="edge" attr.name="confidence" attr.type="double"' in text
    assert 'for="node" attr.name="sources" attr.type="int"' in text
    assert CORVID_IRI in text


def test_every_attribute_is_declared_whether_it_occurs_or_not() -> None:
    text = written(graphml.write, []).decode()
    for name in (*graphml.NODE_ATTRIBUTES, *graphml.EDGE_ATTRIBUTES):
        assert f'attr.name="{name}"' in text


def test_an_edge_keeps_its_id_when_others_come() -> None:
    def ids(claims: tuple[Claim, ...]) -> set[str | None]:
        data = written(graphml.write, samples.quads(claims))
        return {edge.get("id") for edge in ET.fromstring(data).iter(f"{SPACE}edge")}  # noqa: S314

    assert ids((with_id(samples.SOLD),)) < ids(samples.CLAIMS)
