from __future__ import annotations

from dataclasses import replace

import pytest

from kg.evaluation import judge
from kg.evaluation.judging import JudgedClaim, Verdict
from kg.model import Claim, Entity, Span
from tests.evaluation.samples import (
    ANNOTATIONS,
    DENIAL,
    HATS,
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


def judged(found: Claim) -> JudgedClaim:
    return judge(gold(), [found]).claims[0]


def verdict(found: Claim) -> Verdict:
    return judged(found).verdict


def test_a_claim_that_says_what_the_gold_says_is_right() -> None:
    found = judged(deploys())
    assert [truth.id for truth in found.matches] == ["g1"]
    assert (found.verdict, found.lenient_verdict) == ("right", "right")


def test_a_claim_of_another_type_is_right_only_leniently() -> None:
    found = judged(claim("makes", "Port of Eldmouth", USE, object=product()))
    assert (found.verdict, found.lenient_verdict) == ("wrong", "right")


def test_a_statement_is_never_another_relation() -> None:
    found = judged(claim("makes", "Ines Duval", DENIAL, object=product()))
    assert (found.verdict, found.lenient_verdict) == ("wrong", "wrong")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PORT of Eldmouth’s", "right"),
        ("the port", "right"),
        ("Pellworth Systems", "wrong"),
        ("it", "wrong"),
    ],
)
def test_a_subject_is_known_by_its_names(name: str, expected: Verdict) -> None:
    assert verdict(claim("deploys", name, USE, object=product())) == expected


def test_a_pronoun_is_known_by_where_it_stands() -> None:
    it = Entity("it", "Product", span("it to"))
    assert verdict(claim("makes", "Pellworth Systems", SALE, object=it)) == "right"


def test_a_claim_without_the_object_that_the_gold_has_is_wrong() -> None:
    assert verdict(deploys(object=None)) == "wrong"


def test_evidence_in_another_sentence_is_wrong() -> None:
    assert verdict(deploys(evidence=(span(SUIT),))) == "wrong"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("No face is ever stored", "right"),
        ("“No face is ever stored,”", "right"),
        ("No face is ever stored,” said Ines Duval", "right"),
        ("sells it to ferry operators. “No face is ever stored,", "wrong"),
        ("face", "wrong"),
        ("sued the port", "wrong"),
    ],
)
def test_content_may_be_cut_otherwise_within_the_sentence_of_the_gold(
    words: str, expected: Verdict
) -> None:
    assert verdict(states(words)) == expected


def test_a_claim_that_hits_only_optional_gold_is_set_aside() -> None:
    assert verdict(claim("states", "Ines Duval", HATS, content=(span("We count hats."),))) == (
        "aside"
    )


def test_a_claim_that_hits_what_is_no_claim_type_is_set_aside() -> None:
    headline = "counts passengers by camera"
    truth = [record for record in ANNOTATIONS if record["id"] == "g6"]
    found = claim("makes", "Port of Eldmouth", headline, object=product())
    assert judge(gold(truth), [found]).claims[0].verdict == "aside"


def test_a_fact_is_found_by_a_claim_of_any_of_its_lines() -> None:
    found = judge(gold(), [deploys(evidence=(span("counts passengers by camera"),))])
    assert {fact.first.id: bool(fact.found_by) for fact in found.facts} == {
        "g1": True,
        "g2": False,
        "g3": False,
        "g5": False,
    }


def test_spans_of_another_copy_of_the_text_are_looked_up() -> None:
    words = USE.replace(" ", "\n")
    moved = replace(deploys(), evidence=(Span(9_000, 9_000 + len(words), words),))
    assert verdict(moved) == "right"


def test_spans_that_the_text_does_not_hold_match_nothing() -> None:
    strange = replace(deploys(), evidence=(Span(0, 5, "Zebra"),))
    assert (verdict(strange), "Zebra" in TEXT) == ("wrong", False)
