"""The files say all that Gephi and its kin need, and the check tells of what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from kg.exporters import gexf
from kg.model import Claim, Entity
from kg.model.claim import with_id
from tests.exporters.gexf_checks.samples import SAMPLE, Network, claims, days, networks
from tests.exporters.gexf_checks.semantics import SPACE, VIZ, faults
from tests.exporters.quad_strategies import written
from tests.views import samples


def test_the_network_of_the_reports_has_no_fault() -> None:
    assert faults(written(gexf.write, samples.quads())) == []


@settings(max_examples=60)
@given(claims)
def test_the_network_of_any_claims_has_no_fault(found: list[Claim]) -> None:
    assert faults(written(gexf.write, samples.quads(found))) == []


@settings(max_examples=60)
@given(networks())
def test_an_edge_exists_while_its_dates_say_so(network: Network) -> None:
    edges = etree.fromstring(network.file).iter(f"{SPACE}edge")
    found = [
        {name: edge.attrib[name] for name in ("start", "end") if name in edge.attrib}
        for edge in edges
    ]
    assert found == list(map(days, network.edges))


def test_a_node_is_larger_the_more_documents_name_it() -> None:
    claim = with_id(replace(samples.SOLD, subject=Entity("Skua", "Company")))
    root = etree.fromstring(written(gexf.write, samples.quads([*samples.CLAIMS, claim])))
    sizes = {
        str(node.get("label")): float(size.get("value", 0))
        for node in root.iter(f"{SPACE}node")
        for size in node.iter(f"{VIZ}size")
    }
    assert sizes["Skua"] < sizes["NightEye"]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (' label="Corvid Systems"', "", "no label"),
        (' label="makes"', ' label=""', "no label"),
        (' kind="makes"', "", "no kind"),
        (' weight="2.0"', ' weight="3.0"', "its weight is not the number"),
        ('" target="https://w3id.org/claimkg/id/place', '" target="urn:', "no node"),
        ('<attvalue for="modality"', '<attvalue for="mood"', "mood is not declared"),
        ('for="sources" value="2"', 'for="sources" value="two"', "sources is no integer"),
        ('for="confidence" value="', 'for="confidence" value="about ', "confidence is no double"),
        ('for="statements"', 'for="claims"', "claims twice"),
        ('id="outlet" title="outlet"', 'id="outlet" title="7"', "another title"),
        ('id="outlet" title="outlet"', 'id="type" title="type"', "edge attribute type"),
        ('<attributes class="edge">', '<attributes class="node">', "attributes 2 times"),
        ('<viz:color r="0" g="114"', '<viz:color r="1" g="114"', "2 colours"),
        ('<viz:size value="9.66"', '<viz:size value="9.67"', "several sizes"),
        ('<viz:size value="8.00"', '<viz:size value="9.66"', "sizes do not grow"),
        ('mode="dynamic" timeformat="date"', 'mode="static"', "mode static"),
        (' timeformat="date"', "", "mode dynamic"),
        ('start="2019-03-01" end=', 'start="2022-03-01" end=', "ends before it begins"),
        ('start="2019-03-01"', 'start="2019-03"', "a date that is no day"),
    ],
)
def test_a_fault_is_found(right: str, wrong: str, fault: str) -> None:
    text = SAMPLE.file.decode()
    assert right in text
    assert any(fault in words for words in faults(text.replace(right, wrong, 1).encode()))


def test_an_id_that_comes_twice_is_found() -> None:
    twice = Network((*SAMPLE.nodes, SAMPLE.nodes[0]), (*SAMPLE.edges, SAMPLE.edges[0]))
    found = faults(twice.file)
    assert f"node {SAMPLE.nodes[0].iri}: twice" in found
    assert any("2 edges" in words for words in found)
