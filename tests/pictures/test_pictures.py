"""Pictures are legible, the same for the same network, and well-formed whatever names hold."""

from __future__ import annotations

import io
import struct
import zlib
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.errors import ConfigurationError, InputError, NotFoundError
from kg.pictures import arrange, write_png, write_svg
from kg.pictures.gathering import MOST
from kg.views import network
from tests.exporters.quad_strategies import AWKWARD
from tests.networks.strategies import networks, reordered
from tests.queries import graphs

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.sampled_from(AWKWARD) | st.text(max_size=200) | st.just("Verlängerung" * 40)
SAMPLE = network(graphs.store_of().quads(), modalities=("asserted", "denied", "planned"))


def svg(graph: nx.MultiDiGraph[str], focus: tuple[str, ...] = ()) -> bytes:
    stream = io.BytesIO()
    write_svg(graph, stream, focus=focus)
    return stream.getvalue()


def star(count: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(
        "urn:hub", label="Tamarack County Sheriff’s Office", kind="Organization", sources=9
    )
    for number in range(count):
        name = f"urn:{number}"
        graph.add_node(name, label=f"Resident {number} of Port Merrin", kind="Person", sources=1)
        graph.add_edge(
            name, "urn:hub", "affiliated", kind="affiliated", label="affiliated",
            modality="asserted", weight=1, documents="urn:d", evidence="of the office",
        )  # fmt: skip
    return graph


def words_of(data: bytes) -> str:
    return " ".join(" ".join(map(str, etree.fromstring(data).itertext())).split())


@pytest.mark.parametrize("graph", [SAMPLE, star(1), star(12), star(60)], ids=lambda g: str(len(g)))
def test_no_name_stands_on_another_and_nothing_off_the_canvas(graph: nx.MultiDiGraph[str]) -> None:
    picture = arrange(graph)
    for one, other in combinations(picture.spots, 2):
        assert not one.box.overlaps(other.box)
    for spot in picture.spots:
        for strand in picture.strands:
            assert not spot.label.overlaps(strand.label)
    for left, right in combinations(picture.strands, 2):
        assert not left.label.overlaps(right.label)
    boxes = [spot.box for spot in picture.spots] + [strand.label for strand in picture.strands]
    assert all(box.left >= 0 and box.top >= 0 for box in boxes)
    assert all(box.right <= picture.width and box.bottom <= picture.height for box in boxes)


def test_every_name_and_relation_is_there_with_the_sentences() -> None:
    text = words_of(svg(SAMPLE))
    for _, label in SAMPLE.nodes(data="label"):
        assert label in text
    for word in ("deploys", "makes", "denied"):
        assert word in text
    assert "Corvid Systems, of Elverton, sells NightEye" in text
    assert f"{len(SAMPLE)} entities, {SAMPLE.number_of_edges()} links" in text


def test_classes_are_explained() -> None:
    text = words_of(svg(SAMPLE))
    for kind in ("company", "product", "person"):
        assert kind in text


@given(networks())
@settings(max_examples=30)
def test_the_picture_does_not_depend_on_the_order_of_the_network(
    graph: nx.MultiDiGraph[str],
) -> None:
    assert svg(graph) == svg(reordered(graph))


@given(st.lists(NAMES, min_size=1, max_size=4))
@settings(max_examples=60)
def test_any_names_make_well_formed_svg(labels: list[str]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, label in enumerate(labels):
        graph.add_node(f"urn:{number}", label=label, kind=label or "Person", sources=1)
        graph.add_edge("urn:0", f"urn:{number}", label, kind=label, label=label, evidence=label)
    root = etree.fromstring(svg(graph))
    assert root.tag == f"{SVG}svg"
    assert not list(root.iter(f"{SVG}script"))


def test_who_the_picture_is_about_is_marked() -> None:
    name = min(SAMPLE)
    (spot,) = (spot for spot in arrange(SAMPLE, focus=[name]).spots if spot.focus)
    assert spot.iri == name
    assert svg(SAMPLE, (name,)) != svg(SAMPLE)
    with pytest.raises(NotFoundError, match="urn:nobody"):
        svg(SAMPLE, ("urn:nobody",))


def test_more_entities_than_can_be_read_are_an_error_with_a_remedy() -> None:
    with pytest.raises(InputError, match="--around NAME"):
        arrange(star(MOST))


def test_png_has_the_size_that_was_asked_for_and_is_drawn() -> None:
    pytest.importorskip("resvg_py", reason="the package of the extra pictures is not installed")
    picture, stream = arrange(SAMPLE), io.BytesIO()
    write_png(SAMPLE, stream, scale=1.5)
    data = stream.getvalue()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width == pytest.approx(picture.width * 1.5, abs=2)
    assert height == pytest.approx(picture.height * 1.5, abs=2)
    assert len(set(zlib.decompress(_image(data)))) > 50  # shades, where a blank one has few


def _image(data: bytes) -> bytes:
    at, found = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IDAT":
            found += data[at + 8 : at + 8 + length]
        at += 12 + length
    return found


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), 1e6])
def test_a_scale_that_makes_no_picture_is_an_error(scale: float) -> None:
    with pytest.raises(ConfigurationError):
        write_png(SAMPLE, io.BytesIO(), scale=scale)
