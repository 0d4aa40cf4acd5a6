"""Claims as lines of JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given

from kg.errors import ClaimError
from kg.model import Claim, Entity, Qualifier, Span
from kg.model.claim_format import CLAIM_FIELDS, claim_from_record, claim_record, dump_claim
from tests.claim_strategies import claims

EVIDENCE = {"text": "Rehfeld pays $6 to $12.5 a month", "start": 0, "end": 32}
RECORD: dict[str, object] = {
    "document": "https://news.example/cinema",
    "type": "deploys",
    "subject": {"name": "Rehfeld", "type": "Organization"},
    "evidence": [EVIDENCE],
}
PRICE = {
    "text": "$6 to $12.5 a month",
    "min": 6,
    "max": 12.5,
    "currency": "USD",
    "per": "month",
    "start": 13,
    "end": 32,
}


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []


def _blank(record: dict[str, object]) -> bool:
    return not all(text.strip() for text in _strings(record))


@given(claims.filter(lambda claim: not _blank(claim_record(claim))))
def test_claim_comes_back_from_its_line(claim: Claim) -> None:
    line = dump_claim(claim)
    assert "\n" not in line
    assert claim_from_record(json.loads(line), where="a:1") == claim


def test_handwritten_claim_needs_little() -> None:
    assert claim_from_record(RECORD, where="a:1") == Claim(
        document="https://news.example/cinema",
        type="deploys",
        subject=Entity("Rehfeld", "Organization"),
        evidence=(Span(0, 32, "Rehfeld pays $6 to $12.5 a month"),),
        extractor="manual",
    )


def test_fields_stand_in_the_order_of_the_format() -> None:
    full = {
        **RECORD,
        "qualifiers": {"zeal": EVIDENCE, "price": PRICE, "since": EVIDENCE},
        "content": [EVIDENCE],
        "mode": "direct",
        "object": {"type": "Product", "name": "Kino", "mention": EVIDENCE},
        "attributed_to": {"name": "CNN", "type": "Organization"},
        "confidence": 0.5,
        "source": "a.txt",
        "id": "c1",
    }
    record = json.loads(dump_claim(claim_from_record(full, where="a:1")))
    assert list(record) == list(CLAIM_FIELDS)
    assert list(record["qualifiers"]) == ["since", "price", "zeal"]
    assert record["qualifiers"]["price"] == PRICE
    assert list(record["qualifiers"]["price"]) == list(PRICE)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("6"), "6"),
        (Decimal("6.00"), "6"),
        (Decimal("1.5E+9"), "1500000000"),
        (Decimal("0.1"), "0.1"),
        (Decimal("0.12345678901234567890123"), '"0.12345678901234567890123"'),
    ],
)
def test_numbers_are_written_without_loss(number: Decimal, written: str) -> None:
    claim = Claim(
        "urn:d",
        "deploys",
        Entity("A", "Organization"),
        (Span(0, 1, "A"),),
        "manual",
        qualifiers={"scale": Qualifier(Span(0, 1, "A"), number=number)},
    )
    line = dump_claim(claim)
    assert f'"number": {written},' in line
    assert claim_from_record(json.loads(line), where="a:1") == claim


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"document": None}, "'document' is missing"),
        ({"document": "a.txt"}, "'a.txt' is not an absolute IRI"),
        ({"type": 5}, "'type' is 5"),
        ({"subject": None}, "'subject' is not a JSON object"),
        ({"subject": {"name": "", "type": "Place"}}, "'subject.name' is ''"),
        ({"subject": {"name": "A"}}, "'subject.type' is missing"),
        ({"object": "Kino"}, "'object' is not a JSON object"),
        ({"evidence": []}, "'evidence' is not a list of spans"),
        ({"evidence": ["Rehfeld"]}, "'evidence[0]' is not a JSON object"),
        ({"evidence": [{"text": "A", "start": 0}]}, "'evidence[0]' is not a span"),
        (
            {"evidence": [{"text": "A", "start": 5, "end": 5}]},
            "'evidence[0]' runs from 5 to 5 over 1 characters",
        ),
        ({"evidence": [{"text": "A", "start": True, "end": 2}]}, "'evidence[0]' is not a span"),
        ({"type": "states"}, "'content' is missing"),
        ({"mode": "loud"}, "'mode' is 'loud'"),
        ({"modality": "maybe"}, "'modality' is 'maybe'"),
        ({"confidence": 1.5}, "'confidence' is 1.5"),
        ({"confidence": True}, "'confidence' is True"),
        ({"qualifiers": [1]}, "'qualifiers' is not a JSON object"),
        ({"qualifiers": {"price": {**PRICE, "min": "six"}}}, "'qualifiers.price.min' is 'six'"),
        ({"qualifiers": {"price": {**PRICE, "max": 1e300}}}, "'qualifiers.price.max' is 1e+300"),
        (
            {"qualifiers": {"price": {**PRICE, "curency": "USD"}}},
            "a qualifier has no field 'curency'",
        ),
        ({"evidense": [EVIDENCE]}, "a claim has no field 'evidense'"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(ClaimError) as caught:
        claim_from_record({**RECORD, **fields}, where="claims.jsonl:3")
    assert (caught.value.where, caught.value.reason) == ("claims.jsonl:3", reason)
    assert caught.value.remedy


def test_fields_of_other_programs_are_left_alone() -> None:
    assert claim_from_record({**RECORD, "note": "checked"}, where="a:1") == claim_from_record(
        RECORD, where="a:1"
    )
