from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Claim, Document, Entity, Qualifier, Report, Span, with_id
from kg.resources import shapes_path
from kg.triples import Minter, Triple, claims_triples, document_triples
from kg.validation import accept_claims, load_shapes
from kg.vocab.ontology import default_ontology
from tests.claim_strategies import claims

MINTER = Minter(default_ontology())
SHAPES = load_shapes([shapes_path()])
TEXT = "Globex runs Seer in Lakeview. Ada Moreau of Globex said it works."
DOCUMENT = Document(
    id="https://news.example/1",
    source="articles/1.txt",
    text=TEXT,
    sha256="ab" * 32,
    title="Globex runs Seer",
    publisher="The Lakeview Post",
    published="2024-05-03",
)
GLOBEX = Entity("Globex", "Organization")
ADA = Entity("Ada Moreau", "Person")
SEER = Entity("Seer", "Product")


def triples_of(some: Sequence[Claim]) -> list[Triple]:
    return [*claims_triples(some, MINTER), *document_triples(DOCUMENT)]


def claim(kind: str, subject: Entity, about: Entity | None, **qualifiers: Qualifier) -> Claim:
    return with_id(
        Claim(
            document=DOCUMENT.id,
            source=DOCUMENT.source,
            type=kind,
            subject=subject,
            object=about,
            evidence=(Span.of(TEXT, 0, 29),),
            extractor="rules/0.1",
            qualifiers=MappingProxyType(qualifiers),
        )
    )


def money(minimum: int, maximum: int) -> Qualifier:
    low, high = Decimal(minimum), Decimal(maximum)
    return Qualifier(Span.of(TEXT, 0, 6), minimum=low, maximum=high, currency="USD")


def dated(value: str) -> Qualifier:
    return Qualifier(Span.of(TEXT, 0, 6), value)


GOOD = claim("deploys", GLOBEX, SEER)
SAID = with_id(
    replace(
        claim("states", ADA, SEER),
        id="",
        content=(Span.of(TEXT, 56, 64),),
        mode="indirect",
        evidence=(Span.of(TEXT, 30, 65),),
    )
)


def test_claims_that_conform_are_all_accepted() -> None:
    screening = accept_claims([GOOD, SAID], triples_of, SHAPES)
    assert screening.accepted == (GOOD, SAID)
    assert screening.rejections == ()
    assert screening.report == Report()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (claim("deploys", ADA, SEER), "Only an organisation can be the one who deploys a product."),
        (claim("makes", GLOBEX, ADA), "What an organisation makes must be a product"),
        (claim("partners", GLOBEX, GLOBEX), "A claim cannot relate an entity to itself"),
        (claim("acquires", GLOBEX, None), "what is acquired, must be an organisation"),
        (claim("deploys", GLOBEX, SEER, price=money(12, 6)), "greater than the greatest"),
        (claim("deploys", GLOBEX, SEER, since=dated("2017-02-30")), "not a date of the calendar"),
        (claim("deploys", GLOBEX, SEER, status=dated("liked")), "A status is active, pilot"),
        (claim("opposes", Entity("…", "Person"), SEER), "at least one letter or digit"),
        (claim("opposes", Entity("b" * 300, "Person"), SEER), "more than 200 characters"),
        (replace(SAID, mode=None), "must tell a direct from an indirect quotation"),
        (replace(GOOD, evidence=(), id="c0"), "A claim needs evidence"),
        (replace(GOOD, confidence=1.5, id="c0"), "from 0 to 1"),
        (
            claim("deploys", GLOBEX, SEER, since=dated("2018"), until=dated("2016-05")),
            "said to end before it starts",
        ),
    ],
)
def test_only_the_claim_at_fault_is_set_aside(broken: Claim, reason: str) -> None:
    others = [claim("opposes", ADA, SEER), claim("affiliated", ADA, GLOBEX)]
    screening = accept_claims([others[0], broken, others[1]], triples_of, SHAPES)
    assert screening.accepted == tuple(others)
    assert [rejection.claim for rejection in screening.rejections] == [broken.id]
    assert reason in screening.rejections[0].reason


def test_claim_that_is_not_asserted_is_held_to_the_shapes_too() -> None:
    planned = with_id(replace(claim("deploys", ADA, SEER), modality="planned", id=""))
    screening = accept_claims([GOOD, planned], triples_of, SHAPES)
    assert screening.accepted == (GOOD,)


def test_rejection_names_place_document_claim_and_item() -> None:
    broken = claim("deploys", ADA, SEER)
    (rejection,) = accept_claims([broken], triples_of, SHAPES, dump=lambda c: c.type).rejections
    assert (
        rejection.kind,
        rejection.where,
        rejection.document,
        rejection.claim,
        rejection.item,
    ) == (
        "claim",
        "articles/1.txt, characters 0-29",
        DOCUMENT.id,
        broken.id,
        "deploys",
    )


def test_claim_that_the_ontology_cannot_express_is_set_aside() -> None:
    unknown = claim("admires", ADA, SEER)
    screening = accept_claims([unknown, GOOD], triples_of, SHAPES)
    assert screening.accepted == (GOOD,)
    assert "admires" in screening.rejections[0].reason
    assert "deploys" in (screening.rejections[0].remedy or "")


def test_fault_of_the_document_sets_the_whole_document_aside() -> None:
    def with_bad_document(some: Sequence[Claim]) -> list[Triple]:
        bad = replace(DOCUMENT, sha256="none")
        return [*claims_triples(some, MINTER), *document_triples(bad)]

    screening = accept_claims([GOOD, claim("deploys", ADA, SEER)], with_bad_document, SHAPES)
    assert screening.accepted == ()
    assert [rejection.kind for rejection in screening.rejections] == ["document"]
    assert "SHA-256" in screening.rejections[0].reason
    assert screening.report == Report()


def test_document_without_claims_is_validated() -> None:
    assert accept_claims([], triples_of, SHAPES).report == Report()


def test_same_price_in_two_claims_condemns_both() -> None:
    one, two = (
        claim("deploys", GLOBEX, Entity(name, "Product"), price=money(12, 6))
        for name in ("Seer", "Watcher")
    )
    screening = accept_claims([one, GOOD, two], triples_of, SHAPES)
    assert screening.accepted == (GOOD,)


def test_entity_of_two_classes_is_no_fault() -> None:
    company = claim("deploys", Entity("Globex", "Company"), SEER)
    screening = accept_claims([GOOD, company], triples_of, SHAPES)
    assert screening.accepted == (GOOD, company)


def test_warnings_stay_in_the_report() -> None:
    far = claim("deploys", GLOBEX, SEER, since=dated("1066"))
    screening = accept_claims([far], triples_of, SHAPES)
    assert screening.accepted == (far,)
    assert [result.severity for result in screening.report.results] == ["warning"]


def test_error_of_the_triples_that_is_not_foreseen_is_raised() -> None:
    def failing(some: Sequence[Claim]) -> list[Triple]:
        if some:
            raise ValueError("broken")
        return []

    with pytest.raises(ValueError, match="broken"):
        accept_claims([GOOD], failing, SHAPES)


@settings(max_examples=25, deadline=None)
@given(st.lists(claims, max_size=4))
def test_what_is_accepted_conforms_and_nothing_is_lost(some: list[Claim]) -> None:
    def own_triples(few: Sequence[Claim]) -> list[Triple]:
        return claims_triples(few, MINTER)

    screening = accept_claims(some, own_triples, SHAPES)
    assert len(screening.accepted) + len(screening.rejections) == len(some)
    again = accept_claims(screening.accepted, own_triples, SHAPES)
    assert (again.accepted, again.rejections) == (screening.accepted, ())
