"""Results and graphs written by the engine, and mended where it writes what cannot be read."""

from __future__ import annotations

import io
import itertools
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.errors import NotFoundError, QueryError
from kg.queries.serialising import XmlCharacters, write_graph, write_solutions, write_triples

NODE, PREDICATE = ox.NamedNode("urn:s"), ox.NamedNode("urn:p")
# What XML 1.0 can hold.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def store_of(*values: str) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(NODE, PREDICATE, ox.Literal(value)) for value in values)
    return store


def solutions(store: ox.Store, media_type: str) -> bytes:
    stream = io.BytesIO()
    result = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(result, ox.QuerySolutions)
    write_solutions(result, stream, media_type)
    return stream.getvalue()


def triples(store: ox.Store, media_type: str) -> bytes:
    stream = io.BytesIO()
    write_graph(store, ox.DefaultGraph(), stream, media_type)
    return stream.getvalue()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(texts)
def test_solutions_in_xml_can_be_read_whatever_they_hold(value: str) -> None:
    tree = etree.fromstring(solutions(store_of(value), "application/sparql-results+xml"))
    (literal,) = tree.iter("{*}literal")
    assert (literal.text or "") == NOT_XML.sub("\ufffd", value)


@given(texts)
def test_triples_in_xml_can_be_read_whatever_they_hold(value: str) -> None:
    tree = etree.fromstring(triples(store_of(value), "application/rdf+xml"))
    (property_element,) = tree.iter("{urn:}p")
    assert (property_element.text or "") == NOT_XML.sub("\ufffd", value)


@given(st.text(max_size=40), st.lists(st.integers(0, 120), max_size=6))
def test_xml_is_mended_wherever_it_is_cut(text: str, cuts: list[int]) -> None:
    data = text.encode(errors="ignore")
    stream = io.BytesIO()
    clean = XmlCharacters(stream)
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for start, end in itertools.pairwise(places):
        clean.write(data[start:end])
    clean.end()
    wanted = NOT_XML.sub("\ufffd", data.decode()).replace("\r", "&#13;")
    assert stream.getvalue().decode() == wanted


@pytest.mark.parametrize("iri", ["http://a.example/1", "http://a.example/", "urn:a:2b", "urn:a#"])
def test_rdf_xml_refuses_a_property_that_has_no_name(iri: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(NODE, ox.NamedNode(iri), NODE))
    if iri == "urn:a:2b":  # ends in the name b
        assert b"b xmlns" in triples(store, "application/rdf+xml")
        return
    with pytest.raises(QueryError, match="RDF/XML cannot hold the property"):
        triples(store, "application/rdf+xml")


def test_turtle_has_the_usual_prefixes() -> None:
    store = ox.Store()
    store.add(ox.Quad(NODE, ox.NamedNode("https://w3id.org/claimkg/ontology#deploys"), NODE))
    assert b"<urn:s> kg:deploys <urn:s> ." in triples(store, "text/turtle")


def test_a_media_type_that_nothing_has_is_told() -> None:
    result = ox.Store().query("ASK {}")
    assert isinstance(result, ox.QueryBoolean)
    with pytest.raises(NotFoundError, match="image/png"):
        write_solutions(result, io.BytesIO(), "image/png")
    with pytest.raises(NotFoundError, match="image/png"):
        write_triples([], io.BytesIO(), "image/png")
