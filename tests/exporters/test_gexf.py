from __future__ import annotations

import os
import re
import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from kg.exporters import gexf
from kg.model import Claim, Entity, Qualifier, Span
from kg.model.claim import with_id
from kg.views import Edge, Node, place_by_name
from kg.views.layout import LARGEST, MOST_LINKS
from kg.views.palette import COLOURS
from tests.exporters.quad_strategies import written
from tests.views import samples
from tests.views.samples import BRILL_IRI, FIRE_IRI, NIGHTEYE_IRI, POLICE_IRI

SPACE = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def parsed(claims: tuple[Claim, ...] = samples.CLAIMS) -> ET.Element:
    quads = samples.quads(map(with_id, claims))
    return ET.fromstring(written(gexf.write, quads))  # noqa: S314 - our own file


def deploys(claims: tuple[Claim, ...]) -> dict[str, str]:
    (edge,) = parsed(claims).findall(f".//{SPACE}edge[@kind='deploys']")
    return edge.attrib


def used(*, since: str | None = None, until: str | None = None) -> Claim:
    ends = {"since": since, "until": until}
    qualifiers = {
        name: Qualifier(Span(0, 3, "The"), value=value) for name, value in ends.items() if value
    }
    return replace(samples.DEPLOYED, qualifiers=qualifiers)


def test_networkx_reads_the_file_without_a_warning() -> None:
    graph = nx.read_gexf(BytesIO(written(gexf.write, samples.quads())))
    assert set(graph) >= {POLICE_IRI, NIGHTEYE_IRI, BRILL_IRI}
    assert graph.nodes[POLICE_IRI]["label"] == samples.POLICE
    assert graph.nodes[POLICE_IRI]["sources"] == 2
    assert graph[BRILL_IRI][POLICE_IRI]["label"] == "affiliated"


def test_an_edge_merges_the_claims_of_one_kind_between_two_entities() -> None:
    (edge,) = parsed().findall(f".//{SPACE}edge[@kind='deploys']")
    assert edge.attrib == {
        "id": edge.attrib["id"],
        "source": POLICE_IRI,
        "target": NIGHTEYE_IRI,
        "kind": "deploys",
        "label": "deploys",
        "weight": "2.0",
        "start": "2019-03-01",
        "end": "2021-12-31",
    }
    values = {value.get("for"): value.get("value") for value in edge.iter(f"{SPACE}attvalue")}
    assert values["claims"] == "2"
    assert values["price"] == "$6 to $12 a month"


def test_both_ends_of_every_edge_are_declared() -> None:
    root = parsed()
    nodes = {node.get("id") for node in root.iter(f"{SPACE}node")}
    ends = {edge.get(end) for edge in root.iter(f"{SPACE}edge") for end in ("source", "target")}
    assert ends <= nodes


def test_every_id_stands_once() -> None:
    for kind in ("node", "edge"):
        ids = [element.get("id") for element in parsed().iter(f"{SPACE}{kind}")]
        assert len(ids) == len(set(ids))


def test_attributes_are_declared_once_a_class_with_ids_equal_to_titles() -> None:
    blocks = parsed().findall(f".//{SPACE}attributes")
    assert [block.get("class") for block in blocks] == ["node", "edge"]
    for block in blocks:
        for attribute in block:
            assert attribute.get("id") == attribute.get("title") != "type"


def test_every_value_belongs_to_a_declared_attribute_of_its_type() -> None:
    root = parsed()
    declared = {
        (block.get("class"), attribute.get("id")): attribute.get("type")
        for block in root.iter(f"{SPACE}attributes")
        for attribute in block
    }
    forms = {"integer": r"\d+", "double": r"\d+(\.\d+)?", "string": r"(?s).*"}
    for kind in ("node", "edge"):
        for element in root.iter(f"{SPACE}{kind}"):
            for value in element.iter(f"{SPACE}attvalue"):
                form = forms[declared[kind, value.get("for")] or ""]
                assert re.fullmatch(form, value.get("value") or "")


def test_a_node_has_a_colour_of_its_class_a_size_of_its_sources_and_a_place() -> None:
    root = parsed()
    police = root.find(f".//{SPACE}node[@id='{POLICE_IRI}']")
    fire = root.find(f".//{SPACE}node[@id='{FIRE_IRI}']")
    assert police is not None
    assert fire is not None
    colours = [ET.tostring(found) for node in (police, fire) for found in node.iter(f"{VIZ}color")]
    assert colours[0] == colours[1]
    sizes = [size.get("value") for node in (fire, police) for size in node.iter(f"{VIZ}size")]
    assert sizes == ["8.00", "9.66"]
    assert len(list(police.iter(f"{VIZ}position"))) == 1


def test_no_two_classes_share_a_colour() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_the_file_bears_no_date_of_writing() -> None:
    assert b"lastmodified" not in written(gexf.write, samples.quads())


def test_what_is_denied_is_no_edge() -> None:
    assert not parsed().findall(f".//{SPACE}edge[@source='{FIRE_IRI}']")


@pytest.mark.parametrize(
    ("since", "until", "spell"),
    [
        ("2019", "2020", {"start": "2019-01-01", "end": "2020-12-31"}),
        ("2019-05-04", None, {"start": "2019-05-04"}),
        (None, "2020-02", {"end": "2020-02-29"}),
        ("../2019", None, {}),
        ("2019-22", None, {}),
        ("2019-02-30", None, {}),
        ("2021", "2019", {}),
    ],
)
def test_an_edge_exists_while_its_dates_say_so(
    since: str | None, until: str | None, spell: dict[str, str]
) -> None:
    attributes = deploys((used(since=since, until=until),))
    assert {name: attributes[name] for name in ("start", "end") if name in attributes} == spell


def test_a_graph_without_dates_is_static() -> None:
    graph = parsed((samples.SOLD,)).find(f"{SPACE}graph")
    assert graph is not None
    assert graph.get("mode") == "static"
    assert graph.get("timeformat") is None


def test_control_characters_do_not_break_the_file() -> None:
    claim = replace(samples.SOLD, subject=Entity("A\0\x1b<&>\"'\n🦊\ufffe", "Company"))
    labels = {node.get("label") for node in parsed((claim,)).iter(f"{SPACE}node")}
    assert "A��<&>\"'\n🦊�" in labels


def large(count: int, *, start: str | None = None) -> ET.Element:
    """Return a ring of so many nodes, whose last edge has a date."""
    nodes = (Node(f"urn:{number}", f"<{number}>", "Person", 1, 1, 0) for number in range(count))
    names = [f"urn:{number}" for number in range(count)]
    edges = [Edge(*pair, "partners") for pair in zip(names, names[1:] + names[:1], strict=True)]
    edges[-1] = edges[-1]._replace(start=start)
    stream = BytesIO()
    gexf.write_network(nodes, edges, stream)
    return ET.fromstring(stream.getvalue())  # noqa: S314 - our own file


@pytest.mark.parametrize("count", [30, LARGEST + 1, LARGEST + 700])
@pytest.mark.parametrize(("start", "mode"), [(None, "static"), ("2019", "dynamic")])
def test_a_network_of_any_size_is_written_in_order(
    count: int, start: str | None, mode: str
) -> None:
    root = large(count, start=start)
    names = [f"urn:{number}" for number in range(count)]
    assert [node.get("id") for node in root.iter(f"{SPACE}node")] == names
    assert [edge.get("source") for edge in root.iter(f"{SPACE}edge")] == names
    graph = root.find(f"{SPACE}graph")
    assert graph is not None
    assert graph.get("mode") == mode


def test_the_nodes_of_a_large_network_stand_where_their_names_say() -> None:
    count = LARGEST + 1
    found = {
        str(node.get("id")): (float(place.get("x") or ""), float(place.get("y") or ""))
        for node in large(count).iter(f"{SPACE}node")
        for place in node.iter(f"{VIZ}position")
    }
    assert found == {name: place_by_name(name, count) for name in found}
    assert len(found) == count


def test_a_network_with_a_date_in_its_first_edge_does_not_wait_for_the_others() -> None:
    stream = BytesIO()

    def edges() -> Iterator[Edge]:
        yield Edge("urn:0", "urn:1", "partners", start="2019")
        assert b"<nodes>" in stream.getvalue()
        yield Edge("urn:0", "urn:2", "partners")

    nodes = (Node(f"urn:{number}", "A", "Person", 1, 1, 0) for number in range(LARGEST + 1))
    gexf.write_network(nodes, edges(), stream)
    assert stream.getvalue().count(b"<edge ") == 2


def test_a_small_network_with_more_links_than_forces_can_settle_is_spread_by_names() -> None:
    names = [f"urn:{number}" for number in range(210)]
    nodes = [Node(name, "A", "Person", 1, 1, 0) for name in names]
    edges = [Edge(start, end, "partners") for start in names for end in names]
    assert len(names) * (len(names) - 1) // 2 > MOST_LINKS
    stream = BytesIO()
    gexf.write_network(nodes, edges, stream)
    x, y = place_by_name("urn:0", len(names))
    assert f'<viz:position x="{x}" y="{y}"'.encode() in stream.getvalue()


def test_memory_does_not_grow_with_the_edges() -> None:
    def peak(count: int) -> int:
        nodes = (Node(f"urn:{number}", "A", "Person", 1, 1, 0) for number in range(count))
        edges = (Edge("urn:0", f"urn:{number}", "partners") for number in range(count))
        with Path(os.devnull).open("wb") as stream:
            tracemalloc.start()
            gexf.write_network(nodes, edges, stream)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(12_000) < 1.3 * peak(4_000)


def test_a_quotation_mark_in_the_words_does_not_end_the_attribute() -> None:
    claim = replace(samples.SOLD, evidence=(Span(0, 10, 'R&D "<x>"\r'),))
    values = {value.get("value") for value in parsed((claim,)).iter(f"{SPACE}attvalue")}
    assert 'R&D "<x>"\r' in values
