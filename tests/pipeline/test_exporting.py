"""A part of a network is written as the whole is, and holds what lies near an entity."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from kg.api import build
from kg.errors import ConfigurationError, NotFoundError
from kg.model import Modality
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.networks import neighbourhood
from kg.pipeline.exporting import EVERYTHING, FORMATS, Selection, write_selection
from kg.pipeline.folder import Folder, open_folder
from kg.views import full_network, network
from kg.views.network import network_parts
from tests.queries import graphs
from tests.views import samples

PLACES = ("gexf", "graphml")
DENIED: tuple[Modality, ...] = ("denied",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    place = tmp_path_factory.mktemp("exporting")
    lines = [json.dumps(document_record(document)) for document in graphs.DOCUMENTS]
    path = place / "all.jsonl"
    path.write_text("\n".join([*lines, *map(dump_claim, graphs.CLAIMS)]), encoding="utf-8")
    build(path, place / "out")
    with open_folder(place / "out") as found:
        yield found


def written(folder: Folder, form: str, selection: Selection = EVERYTHING) -> bytes:
    stream = io.BytesIO()
    write_selection(folder, form, stream, selection)
    return stream.getvalue()


def nodes_of(form: str, data: bytes) -> set[str]:
    if form == "graphml":
        return set(nx.read_graphml(io.BytesIO(data)))
    return {str(node.get("id")) for node in etree.fromstring(data).iter("{*}node")}


def ends_of(data: bytes) -> set[tuple[str, str]]:
    edges = etree.fromstring(data).iter("{*}edge")
    return {(str(edge.get("source")), str(edge.get("target"))) for edge in edges}


@pytest.mark.parametrize("form", PLACES)
@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_neighbourhood_holds_what_is_near_with_all_links_in_it(
    folder: Folder, form: str, depth: int
) -> None:
    expected = neighbourhood(network(folder.store.quads()), [samples.POLICE_IRI], depth=depth)
    data = written(folder, form, Selection(around=(samples.POLICE,), depth=depth))
    assert nodes_of(form, data) == set(expected)
    assert ends_of(data) == set(expected.edges())


@pytest.mark.parametrize("form", PLACES)
def test_an_element_of_a_part_says_what_it_says_in_the_whole(folder: Folder, form: str) -> None:
    whole = etree.fromstring(written(folder, form))
    part = etree.fromstring(written(folder, form, Selection(around=(samples.POLICE,))))
    for tag in ("{*}node", "{*}edge"):
        known = {element.get("id"): element for element in whole.iter(tag)}
        for element in part.iter(tag):
            other = known[element.get("id")]
            assert sorted(element.items()) == sorted(other.items())
            for own, its in zip(_values(element), _values(other), strict=True):
                assert own == its


def _values(element: etree._Element) -> list[tuple[str | None, ...]]:
    found = [*element.iter("{*}attvalue"), *element.iter("{*}data")]
    return [(value.get("for"), value.get("key"), value.get("value"), value.text) for value in found]


@pytest.mark.parametrize("form", PLACES)
def test_the_full_view_has_every_node_and_link_of_the_graph(folder: Folder, form: str) -> None:
    expected = full_network(folder.store.quads())
    data = written(folder, form, Selection(view="full"))
    assert nodes_of(form, data) == set(expected)
    assert ends_of(data) == set(expected.edges())
    near = written(folder, form, Selection(view="full", around=(samples.POLICE,), depth=1))
    assert nodes_of(form, near) == set(neighbourhood(expected, [samples.POLICE_IRI], depth=1))


def test_predicates_and_modalities_choose_links(folder: Folder) -> None:
    def kinds(selection: Selection) -> set[str]:
        edges = etree.fromstring(written(folder, "gexf", selection)).iter("{*}edge")
        return {str(edge.get("kind")) for edge in edges}

    assert kinds(Selection(kinds=("makes",))) == {"makes"}
    assert "deploys (denied)" not in kinds(EVERYTHING)
    assert any("denied" in kind for kind in kinds(Selection(modalities=DENIED)))


def test_a_network_is_what_its_parts_make(folder: Folder) -> None:
    graph = network(folder.store.quads())
    nodes, edges = network_parts(graph)
    again: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    again.add_nodes_from((node.iri, node.attributes()) for node in nodes)
    again.add_edges_from(
        (edge.subject, edge.object, edge.label, edge.attributes()) for edge in edges
    )
    assert nx.utils.graphs_equal(again, graph)


@pytest.mark.parametrize("form", sorted({*FORMATS} - {*PLACES, "svg", "png"}))
def test_other_formats_hold_the_whole_graph_and_say_so(folder: Folder, form: str) -> None:
    with pytest.raises(ConfigurationError, match="gexf, graphml, png, svg"):
        written(folder, form, Selection(around=(samples.POLICE,)))
    assert written(folder, form)


def test_a_name_that_is_not_there_is_an_error_with_near_ones(folder: Folder) -> None:
    with pytest.raises(NotFoundError, match="did you mean NightEye"):
        written(folder, "gexf", Selection(around=("NightEyes",)))


def test_a_part_is_the_same_bytes_twice(folder: Folder, tmp_path: Path) -> None:
    for selection in (Selection(around=(samples.POLICE,)), Selection(view="full")):
        for form in PLACES:
            data = written(folder, form, selection)
            (tmp_path / form).write_bytes(data)
            assert (tmp_path / form).read_bytes() == written(folder, form, selection)
