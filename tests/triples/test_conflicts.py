from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Entity, Modality, Qualifier, Span, with_id
from kg.model.conflict import Conflict
from kg.resources import shapes_path
from kg.triples import Minter, iri, literal
from kg.triples.conflicts import conflict_iri, conflict_label, conflict_triples, side_words
from kg.validation import load_shapes, validate
from kg.validation.graphs import triples_graph
from kg.vocab import default_ontology, terms
from tests import claim_strategies

MINTER = Minter(default_ontology())
SHAPES = load_shapes([shapes_path()])
CITY = Entity("Elverton", "GovernmentOrganization")
TOOL = Entity("NightEye", "Product")


def words(text: str) -> Span:
    return Span(0, len(text), text)


def use(document: str, kind: str = "deploys", **values: Qualifier) -> Claim:
    ends = (CITY, TOOL) if kind != "acquires" else (Entity("Corvid", "Company"), CITY)
    evidence = (words("What is said."),)
    claim = Claim(f"urn:{document}", kind, ends[0], evidence, "manual", ends[1], qualifiers=values)
    return with_id(claim)


def price(low: int | None, high: int | None, per: str | None = "month") -> Qualifier:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Qualifier(words("so much"), None, ends[0], ends[1], "USD", per)


def differing(kind: str, *values: Qualifier) -> Conflict:
    sides = (use(str(number), "deploys", **{kind: value}) for number, value in enumerate(values))
    return Conflict(kind, tuple((side,) for side in sides))


def maker(document: str, name: str, address: str | None = None) -> Claim:
    claim = use(document, "makes")
    return with_id(replace(claim, id="", subject=Entity(name, "Company", None, address)))


def objects(conflict: Conflict, predicate: str) -> list[str]:
    triples = conflict_triples(conflict, MINTER)
    return [triple.object for triple in triples if triple.predicate == iri(predicate)]


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (price(400, 650), price(900, 900), "USD 400–650 per month against USD 900 per month"),
        (
            price(400, None),
            price(None, 90),
            "USD 400 or more per month against up to USD 90 per month",
        ),
        (price(400, 400, None), price(90, 90, None), "USD 400 against USD 90"),
        (Qualifier(words("free")), price(90, 90, None), "free against USD 90"),
    ],
)
def test_a_label_says_what_is_against_what(one: Qualifier, other: Qualifier, label: str) -> None:
    assert conflict_label(differing("price", one, other), MINTER) == f"price: {label}"


def test_a_label_gives_dates_and_statuses_by_value() -> None:
    since = differing("since", Qualifier(words("in May"), "2019-05"), Qualifier(words("x"), "2021"))
    assert conflict_label(since, MINTER) == "since: 2019-05 against 2021"
    ended = use("b", status=Qualifier(words("dropped"), "ended"))
    status = Conflict("status", ((use("a"),), (ended,)))
    assert conflict_label(status, MINTER) == "status: active against ended"


def test_values_that_agree_stand_together() -> None:
    dates = [use(year, since=Qualifier(words(year), year)) for year in ("2019", "2019-05", "2021")]
    found = Conflict("since", (tuple(dates[:2]), (dates[2],)))
    assert side_words(found, MINTER) == ("2019 or 2019-05", "2021")


def test_a_denial_is_against_what_is_so() -> None:
    denial: Modality = "denied"
    found = Conflict("denied", ((use("a"),), (replace(use("b"), modality=denial),)))
    assert conflict_label(found, MINTER) == "denied: so against not so"


def test_makers_of_one_name_are_told_apart() -> None:
    address = "https://w3id.org/claimkg/id/organization/harrow-2"
    found = Conflict("maker", ((maker("a", "Harrow"),), (maker("b", "Harrow", address),)))
    one, other = side_words(found, MINTER)
    assert one != other
    assert one.startswith("Harrow (")


def test_a_conflict_names_its_claims_its_kind_and_what_it_is_about() -> None:
    found = differing("price", price(400, 400), price(900, 900))
    first, second = found.claims()
    node = conflict_iri(found, MINTER)
    assert node.startswith("<https://w3id.org/claimkg/id/conflict/price/")
    assert objects(found, terms.TYPE) == [iri(terms.CONFLICT)]
    assert objects(found, terms.CONFLICT_KIND) == [literal("price")]
    assert objects(found, terms.CONCERNS) == [MINTER.described(first, "Deployment")]
    claims = sorted(MINTER.claim(claim.id) for claim in (first, second))
    assert objects(found, terms.CONFLICTING_CLAIM) == claims
    assert objects(found, terms.CONFLICTING_VALUE) == [
        literal("USD 400 per month"), literal("USD 900 per month")
    ]  # fmt: skip
    assert {triple.subject for triple in conflict_triples(found, MINTER)} == {node}


def test_a_conflict_of_makers_is_about_the_product() -> None:
    found = Conflict("maker", ((maker("a", "Harrow"),), (maker("b", "Corvid"),)))
    assert objects(found, terms.CONCERNS) == [MINTER.entity(TOOL)]


def test_a_conflict_of_claims_that_describe_no_node_is_about_both_ends() -> None:
    dates = [use(y, "acquires", date=Qualifier(words(y), y)) for y in ("2019", "2021")]
    found = Conflict("date", ((dates[0],), (dates[1],)))
    ends = {MINTER.entity(CITY), MINTER.entity(Entity("Corvid", "Company"))}
    assert set(objects(found, terms.CONCERNS)) == ends


def test_the_name_of_a_conflict_is_made_of_its_kind_and_claims() -> None:
    found = differing("price", price(400, 400), price(900, 900))
    turned = Conflict("price", found.sides[::-1])
    assert conflict_iri(found, MINTER) == conflict_iri(turned, MINTER)
    assert conflict_iri(found, MINTER) != conflict_iri(replace(found, kind="since"), MINTER)
    other = differing("price", price(400, 400), price(900, 900), price(1500, 1500))
    assert conflict_iri(found, MINTER) != conflict_iri(other, MINTER)


@given(st.lists(claim_strategies.facts, min_size=2, max_size=4, unique_by=lambda claim: claim.id))
def test_the_triples_of_a_conflict_keep_the_shapes(claims: list[Claim]) -> None:
    alike = [replace(claim, type="makes", object=TOOL) for claim in claims]
    sides = [(replace(claim, subject=_named(number)),) for number, claim in enumerate(alike)]
    triples = list(conflict_triples(Conflict("maker", tuple(sides)), MINTER))
    assert validate(triples_graph(triples), SHAPES).results == ()


def _named(number: int) -> Entity:
    return Entity("Harrow", "Company", None, f"urn:maker:{number}")
