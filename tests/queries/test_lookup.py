from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError, QueryError
from kg.model import Claim, Entity
from kg.queries import find_entity, resolve_term, run
from kg.queries.explain import resolve_triple
from kg.queries.lookup import near_names, resolve_parameters
from kg.triples import Triple, iri, literal
from kg.vocab import DEFAULT_BASE
from kg.vocab.namespaces import KG, RDFS, XSD
from tests.queries import graphs
from tests.views import samples

STORE = graphs.engine_of()
NIGHTEYE = iri(samples.NIGHTEYE_IRI)


def _makes(maker: Entity, product: Entity) -> Claim:
    return Claim(
        "https://news.example/m", "makes", maker, (graphs.span("sued"),), "manual", product
    )


@pytest.mark.parametrize(
    "name",
    [
        "NightEye",
        "nighteye",
        "NIGHTEYE",
        " the NightEye ",
        "“NightEye”",
        "Ｎｉｇｈｔｅｙｅ",
        "NightEye's",
    ],
)
def test_a_name_is_found_whatever_its_case_article_and_punctuation(name: str) -> None:
    assert find_entity(STORE, name) == NIGHTEYE


def test_a_place_is_found_by_its_label() -> None:
    assert find_entity(STORE, "elverton", kind="Place") == iri(samples.ELVERTON_IRI)


@pytest.mark.parametrize("kind", ["Entity", "Term", "Organization", "GovernmentOrganization"])
def test_an_entity_is_found_by_any_class_above_its_own(kind: str) -> None:
    assert find_entity(STORE, samples.POLICE, kind=kind) == iri(samples.POLICE_IRI)


def test_an_entity_of_another_class_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="does not hold 'NightEye' as a Person"):
        find_entity(STORE, "NightEye", kind="Person")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("NightEyes", "NightEye"),
        ("Nite Eye", "NightEye"),
        ("Corvid", "Corvid Systems"),
        ("BOU", "Boat Owners United"),
        ("Harbour Police, Elverton", samples.POLICE),
        ("ana bril", "Ana Brill"),
    ],
)
def test_a_name_that_is_not_there_gives_the_nearest_one_first(name: str, first: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_entity(STORE, name)
    assert caught.value.suggestions[0] == first
    assert caught.value.remedy == f"did you mean {', '.join(caught.value.suggestions)}?"


def test_only_entities_of_the_wanted_class_are_suggested() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_entity(STORE, "Elverton Harbor", kind="Organization")
    assert samples.POLICE in caught.value.suggestions
    assert "Elverton" not in caught.value.suggestions


def test_a_name_like_no_other_leads_to_the_list_of_entities() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_entity(STORE, "Qqq")
    assert caught.value.suggestions == ()
    assert caught.value.remedy == "the question 'entities' lists what it holds"


def test_a_name_of_two_entities_asks_for_the_iri_of_one() -> None:
    store = graphs.engine_of(
        [_makes(Entity("Tern", "Company"), Entity("Tern", "Product"))], documents=()
    )
    with pytest.raises(QueryError) as caught:
        find_entity(store, "Tern")
    organization, product = (f"{DEFAULT_BASE}{kind}/tern" for kind in ("organization", "product"))
    assert caught.value.reason == "2 entities are named 'Tern'"
    assert caught.value.remedy == f"give the IRI of one: {organization}, {product}"
    assert find_entity(store, "Tern", kind="Product") == iri(product)
    assert find_entity(store, "Tern", kind="Organization") == iri(organization)


def test_a_name_as_it_is_written_comes_before_one_that_folds_alike() -> None:
    store = graphs.engine_of(
        [_makes(Entity("TERN", "Company"), Entity("Tern", "Product"))], documents=()
    )
    assert find_entity(store, "TERN") == iri(f"{DEFAULT_BASE}organization/tern")
    assert find_entity(store, "Tern") == iri(f"{DEFAULT_BASE}product/tern")


@pytest.mark.parametrize(
    ("value", "term"),
    [
        (samples.NIGHTEYE_IRI, NIGHTEYE),
        (f"<{samples.NIGHTEYE_IRI}>", NIGHTEYE),
        ("urn:isbn:123", iri("urn:isbn:123")),
        ("kg:denied", iri(f"{KG}denied")),
        ("rdfs:label", iri(f"{RDFS}label")),
        ('"a \\"b\\"\\n"', literal('a "b"\n')),
        (f'"2016"^^<{XSD}gYear>', f'"2016"^^<{XSD}gYear>'),
        ('"hello"@en', '"hello"@en'),
    ],
)
@pytest.mark.parametrize("kind", ["Term", "Entity", "Property", "Product"])
def test_a_term_that_is_written_out_stands_for_itself(value: str, term: str, kind: str) -> None:
    assert resolve_term(STORE, value, kind=kind) == term


@pytest.mark.parametrize("value", ["kg:denied", "urn:a:b", '"x"', "<urn:a>", "NightEye"])
def test_a_text_stands_for_its_words(value: str) -> None:
    assert resolve_term(STORE, value, kind="Text") == literal(value)


@pytest.mark.parametrize(
    "value", ["<a>", "<urn:a b>", '"open', '"x"^^xsd:gYear', "http://[", "http://a/\udc80", "<<>>"]
)
def test_a_term_that_cannot_be_read_is_refused_with_the_way_to_write_it(value: str) -> None:
    with pytest.raises(QueryError, match="is not a term") as caught:
        resolve_term(STORE, value)
    assert caught.value.remedy is not None
    assert "as in N-Triples" in caught.value.remedy


def test_a_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(QueryError, match=r"'\\udc80' is not a term"):
        resolve_term(STORE, "\udc80", kind="Text")


def test_an_unknown_prefix_is_taken_for_a_name() -> None:
    with pytest.raises(NotFoundError, match="does not hold 'nope:denied'"):
        resolve_term(STORE, "nope:denied")


def test_a_property_is_found_by_its_local_name() -> None:
    assert resolve_term(STORE, "deploys", kind="Property") == iri(f"{KG}deploys")


def test_a_property_that_is_not_there_gives_the_nearest_ones() -> None:
    with pytest.raises(NotFoundError, match="holds no property 'deploy'") as caught:
        resolve_term(STORE, "deploy", kind="Property")
    assert caught.value.suggestions[0] == "deploys"


def test_three_words_make_a_triple() -> None:
    assert resolve_triple(STORE, "elverton harbour police", "deploys", "nighteye") == Triple(
        iri(samples.POLICE_IRI), iri(f"{KG}deploys"), NIGHTEYE
    )


def test_a_parameter_that_the_question_does_not_declare_is_refused() -> None:
    with pytest.raises(QueryError, match="has no parameter 'whom'") as caught:
        resolve_parameters(STORE, {"whom": "NightEye"}, {"product": "Product", "since": "Text"})
    assert caught.value.remedy == "it has: product, since"


def test_a_parameter_that_the_query_does_not_use_is_refused() -> None:
    with pytest.raises(QueryError, match=r"gives no \?whom"):
        run(STORE, "SELECT ?s { ?s ?p ?o }", parameters={"whom": "NightEye"})


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=8))
def test_suggestions_are_few_known_and_the_same_in_any_order(name: str, names: list[str]) -> None:
    near = near_names(name, names)
    assert len(near) == len(set(near)) <= 5
    assert set(near) <= set(names)
    assert near == near_names(name, reversed(names))
