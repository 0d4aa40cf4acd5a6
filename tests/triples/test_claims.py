"""Claims become triples, and the triples become the same claims."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from rdflib import Graph

from kg.errors import NotFoundError
from kg.model import Claim, Entity, Qualifier, Span, with_id
from kg.triples import Minter, Triple, claims_of, claims_triples, iri, literal
from kg.vocab import default_ontology, terms
from tests.claim_strategies import claims

DEPLOYS = default_ontology().claim_type("deploys")
DOCUMENT = "https://news.example/library"
TEXT = "The Lakeview Library has leased 40 scanners from 2021 for $6 to $12 monthly."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


LEASE = with_id(
    Claim(
        document=DOCUMENT,
        type="deploys",
        subject=Entity("Lakeview Library", "Organization", span("The Lakeview Library")),
        object=Entity("PageReader", "Product", span("scanners")),
        evidence=(Span.of(TEXT, 0, len(TEXT)),),
        extractor="manual",
        qualifiers={
            "since": Qualifier(span("from 2021"), "2021"),
            "price": Qualifier(
                span("$6 to $12 monthly"),
                minimum=Decimal(6),
                maximum=Decimal(12),
                currency="USD",
                per="month",
            ),
            "scale": Qualifier(span("40 scanners"), number=Decimal(40), unit="scanners"),
        },
    )
)


@pytest.fixture
def minter() -> Minter:
    return Minter(default_ontology(), "https://id.example/")


@given(claims)
def test_a_claim_survives_the_way_through_the_graph(claim: Claim) -> None:
    minter = Minter(default_ontology())
    triples = claims_triples([claim], minter)
    assert list(claims_of(triples, minter.ontology)) == [claim]


@given(claims)
def test_what_is_written_is_what_an_rdf_parser_reads(claim: Claim) -> None:
    triples = claims_triples([claim], Minter(default_ontology()))
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
    assert len(Graph().parse(data=text, format="nt")) == len(triples)


@given(claims)
def test_only_asserted_claims_state_facts(claim: Claim) -> None:
    minter = Minter(default_ontology())
    denied = replace(claim, modality="denied")
    predicate = iri(minter.ontology.claim_type(claim.type).predicate)
    assert predicate not in {triple.predicate for triple in claims_triples([denied], minter)}


def test_a_deployment_carries_what_the_claim_says_of_it(minter: Minter) -> None:
    node = iri("https://id.example/deployment/lakeview-library/pagereader")
    found = {t.predicate: t.object for t in claims_triples([LEASE], minter) if t.subject == node}
    assert found == {
        iri(terms.TYPE): iri(terms.DEPLOYMENT),
        iri(DEPLOYS.subject_role or ""): iri("https://id.example/organization/lakeview-library"),
        iri(DEPLOYS.object_role or ""): iri("https://id.example/product/pagereader"),
        iri(minter.ontology.qualifier("since")[0]): literal("2021", terms.G_YEAR),
        iri(minter.ontology.qualifier("price")[0]): iri(
            "https://id.example/amount/usd-6..12-per-month"
        ),
        iri(minter.ontology.qualifier("scale")[0]): iri("https://id.example/quantity/40-scanners"),
    }


def test_the_same_claims_give_the_same_triples_in_any_order(minter: Minter) -> None:
    other = with_id(replace(LEASE, type="makes", id=""))
    assert claims_triples([LEASE, other], minter) == claims_triples([other, LEASE], minter)


def test_a_claim_type_that_the_ontology_lacks_is_named(minter: Minter) -> None:
    with pytest.raises(NotFoundError, match="declares no claim type 'deploy'"):
        claims_triples([replace(LEASE, type="deploy")], minter)


def test_no_blank_nodes_are_written(minter: Minter) -> None:
    assert not [t for t in claims_triples([LEASE], minter) if "_:" in (t.subject, t.object)]


def test_two_claims_of_one_fact_share_the_fact(minter: Minter) -> None:
    again = with_id(replace(LEASE, evidence=(span("has leased"),), id=""))
    fact = Triple(
        iri("https://id.example/organization/lakeview-library"),
        iri(minter.ontology.claim_type("deploys").predicate),
        iri("https://id.example/product/pagereader"),
    )
    assert claims_triples([LEASE, again], minter).count(fact) == 1


def test_several_places_are_several_values(minter: Minter) -> None:
    spread = replace(LEASE, qualifiers={"place": Qualifier(span("scanners"), "Norway; Belgium")})
    node = iri("https://id.example/deployment/lakeview-library/pagereader")
    place = iri(minter.ontology.qualifier("place")[0])
    found = {t.object for t in claims_triples([spread], minter) if t[:2] == (node, place)}
    assert found == {
        iri("https://id.example/place/norway"),
        iri("https://id.example/place/belgium"),
    }
