from __future__ import annotations

import pytest

from kg.evaluation import Miss, judge, misses
from kg.evaluation.sentences import sentence_around
from kg.model import Claim, Span
from tests.evaluation.samples import (
    ANNOTATIONS,
    SALE,
    SUIT,
    TEXT,
    USE,
    claim,
    deploys,
    gold,
    product,
    span,
    states,
)


def listed(*claims: Claim, only: str = "g1 g2 g3 g4 g5 g6 g7") -> tuple[Miss, ...]:
    truth = [record for record in ANNOTATIONS if record["id"] in only.split()]
    return misses([judge(gold(truth), claims)])


def test_nothing_is_listed_where_all_is_right() -> None:
    assert listed(claim("makes", "Pellworth Systems", SALE, object=product()), only="g2") == ()


def test_a_missed_fact_names_its_line_and_its_sentence() -> None:
    (miss,) = listed(only="g2")
    assert miss == Miss(
        kind="missed",
        article="ferries",
        claim="g2",
        where="gold/ferries.jsonl:1",
        type="makes",
        says="Pellworth Systems makes GateCount",
        problem="no claim comes near",
        sentence=SALE,
        start=span(SALE).start,
    )


def test_a_wrong_claim_and_the_fact_it_missed_name_each_other() -> None:
    wrong = claim("makes", "Port of Eldmouth", SALE, object=product("Toll"), confidence=0.7)
    missed, found = listed(wrong, only="g2")
    problem = (
        "subject is “Port of Eldmouth”, not “Pellworth Systems”; object is “Toll”, not “GateCount”"
    )
    assert (missed.kind, missed.nearest, missed.problem) == ("missed", wrong.id, problem)
    assert (found.kind, found.nearest, found.problem) == ("wrong", "g2", problem)
    assert (found.says, found.confidence) == ("Port of Eldmouth makes Toll", 0.7)
    assert found.nearest_says == "Pellworth Systems makes GateCount"


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (claim("opposes", "Pellworth Systems", SALE, object=product()), "type is opposes"),
        (claim("makes", "Pellworth Systems", SALE), "object is missing, not “GateCount”"),
    ],
)
def test_what_is_wrong_is_said(found: Claim, problem: str) -> None:
    assert any(problem in miss.problem for miss in listed(found, only="g2") if miss.kind == "wrong")


def test_how_much_of_the_content_agrees_is_said() -> None:
    (missed, _) = listed(states("face"), only="g3")
    assert missed.type == "states.direct"
    assert missed.problem == "content shares 0.30 with the gold's, 0.8 is asked"


def test_a_wrong_claim_far_from_the_gold_says_so() -> None:
    found = listed(claim("opposes", "Ines Duval", USE, object=product()), only="g5")
    assert [(m.kind, m.problem) for m in found] == [
        ("missed", "no claim comes near"),
        ("wrong", "no gold claim comes near"),
    ]


def test_details_of_right_claims_are_listed_after_claims() -> None:
    bad = Span(0, 3, "Zoo")
    found = listed(deploys(modality="planned", evidence=(span(USE), bad)), only="g1 g5")
    assert [(miss.kind, miss.problem) for miss in found] == [
        ("missed", "no claim comes near"),
        ("qualifier", "price is missing, the gold has “$400 a month”"),
        ("qualifier", "since is missing, the gold has “May 2021”"),
        ("modality", "modality is planned, not asserted or possible"),
        ("offsets", "'Zoo' does not stand at 0-3"),
    ]


def test_the_order_of_claims_does_not_change_the_list() -> None:
    claims = [
        claim("makes", "Ines Duval", USE, object=product()),
        claim("opposes", "Ines Duval", SUIT, object=product()),
        states("face"),
    ]
    assert listed(*claims) == listed(*reversed(claims))


def test_the_sentence_around_a_stretch_ends_at_its_quotation_mark() -> None:
    found = span("hats")
    assert sentence_around((found.start, found.end), TEXT) == "“We count hats.”"


def test_a_headline_is_a_sentence_of_its_own() -> None:
    found = span("passengers")
    assert sentence_around((found.start, found.end), TEXT) == (
        "Harbour office counts passengers by camera"
    )


def test_an_abbreviation_before_a_small_letter_ends_no_sentence() -> None:
    text = "It pays approx. four euros. Then it stopped."
    assert sentence_around((3, 7), text) == "It pays approx. four euros."
