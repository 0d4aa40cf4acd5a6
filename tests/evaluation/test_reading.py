from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.evaluation import GoldEntity, GoldFile, judge, measure, read_gold
from kg.evaluation.records import Line
from kg.model import Claim, Entity, Rejection
from kg.model.claim_format import claim_record
from tests.evaluation.samples import (
    ANNOTATIONS,
    ENTITIES,
    SALE,
    TEXT,
    Record,
    deploys,
    gold,
    gold_file,
    qualifiers,
    span,
    states,
)


def rejected(*annotations: Record) -> Rejection:
    _, rejections = read_gold(gold_file(annotations), TEXT)
    assert len(rejections) == 1, rejections
    return rejections[0]


def without(name: str) -> Record:
    return {key: value for key, value in ANNOTATIONS[2].items() if key != name}


def test_annotations_are_read() -> None:
    found = gold()
    first = found.claims[0]
    assert (first.subject, first.object, first.evidence) == (
        "Port of Eldmouth",
        "GateCount",
        ((first.evidence[0][0], first.evidence[0][1]),),
    )
    assert dict(first.qualifiers) == {"since": ("May 2021",), "price": ("$400 a month",)}
    assert first.modalities == {"asserted", "possible"}
    assert found.entities["Ines Duval"].names == {"ines duval"}
    assert [[claim.id for claim in group] for group in found.facts()] == [
        ["g1", "g7"], ["g2"], ["g3"], ["g4"], ["g5"], ["g6"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"type": ""}, "'type'"),
        ({"subject": "Port"}, "'subject' is 'Port', which is no entity"),
        ({"object": "Port"}, "'object' is 'Port', which is no entity"),
        ({"evidence": "No face."}, "'evidence' is 'No face.'"),
        ({"start": "0"}, "'evidence' runs from '0'"),
        ({"end": len(TEXT) + 1}, "'evidence' runs from"),
        ({"quote_spans": []}, "'quote_spans'"),
        ({"quote_spans": [[5]]}, "'quote_spans[0]'"),
        ({"quote_spans": [[5, 5]]}, "'quote_spans[0]'"),
        ({"mode": "loud"}, "'mode' is 'loud'"),
        ({"qualifiers": []}, "'qualifiers'"),
        ({"qualifiers": {"modality": "sure"}}, "'modality' is 'sure'"),
        ({"qualifiers": {"since": 2016}}, "'since' is 2016"),
        ({"optional": "yes"}, "'optional' is 'yes'"),
        ({"same_as": "g9"}, "'same_as' 'g9' leads to no usable claim"),
        ({"same_as": "g3"}, "'same_as' 'g3' leads to no usable claim"),
        ({"same_ass": "g1"}, "there is no field 'same_ass'"),
    ],
)
def test_a_line_that_cannot_be_used_names_its_field(change: Record, named: str) -> None:
    found = rejected(ANNOTATIONS[2] | change)
    assert named in found.reason
    assert (found.where, bool(found.remedy)) == ("gold/ferries.jsonl:1", True)


@pytest.mark.parametrize(
    "name", ["id", "type", "subject", "evidence", "start", "end", "quote_spans", "mode"]
)
def test_a_missing_field_is_named(name: str) -> None:
    field = "evidence" if name in ("start", "end") else name
    assert f"{field!r}" in rejected(without(name)).reason


def test_wrong_offsets_are_answered_with_the_right_ones() -> None:
    shifted = ANNOTATIONS[1] | {"start": span(SALE).start + 2, "end": span(SALE).end + 2}
    place = span(SALE)
    assert f"they stand at {place.start}-{place.end}" in str(rejected(shifted).remedy)


def test_an_id_that_is_given_twice_names_the_first_line() -> None:
    found = rejected(ANNOTATIONS[0], ANNOTATIONS[1] | {"id": "g1"})
    assert (found.where, "gold/ferries.jsonl:1" in found.reason) == ("gold/ferries.jsonl:2", True)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": ""}, "'name'"),
        ({"name": "GateCount"}, "'name' 'GateCount' is there twice"),
        ({"mentions": "GateCount"}, "'mentions'"),
        ({"mentions": ["GateCount"]}, "'mentions[0]'"),
        ({"mentions": [{"text": "Zebra", "start": 0, "end": 5}]}, "'mentions[0]' is 'Zebra'"),
        ({"mentionss": []}, "there is no field 'mentionss'"),
    ],
)
def test_an_entity_that_cannot_be_used_names_its_field(change: Record, named: str) -> None:
    spoilt = gold_file((), (*ENTITIES[1:], ENTITIES[0] | change))
    _, rejections = read_gold(spoilt, TEXT)
    assert [named in item.reason for item in rejections] == [True], rejections
    assert rejections[0].where == "gold/ferries.entities.jsonl:5"


def test_annotations_without_entities_are_refused_whole() -> None:
    file = GoldFile("ferries", Path("ferries.jsonl"), (Line("x:1", ANNOTATIONS[0]),))
    with pytest.raises(InputError, match=r"there is no ferries\.entities\.jsonl"):
        read_gold(file, TEXT)


def corrected_file(*records: Record) -> GoldFile:
    lines = tuple(Line(f"gold.jsonl:{n}", record) for n, record in enumerate(records, start=1))
    return GoldFile("ferries", Path("gold.jsonl"), lines)


def record_of(item: Claim, **fields: Any) -> Record:
    return claim_record(item) | fields


def test_claims_are_right_by_the_gold_that_they_were_written_as() -> None:
    claims = (
        deploys(qualifiers=qualifiers(since="May 2021"), modality="possible"),
        states("No face is ever stored", mode="direct", confidence=0.8),
    )
    found, rejections = read_gold(corrected_file(*map(record_of, claims)), TEXT)
    scores = measure([judge(found, claims)])
    shares = (scores.modality, scores.qualifiers["since"], scores.modes["direct"])
    assert (rejections, scores.strict.f1, {share.rate for share in shares}) == ((), 1.0, {1.0})


def test_entities_of_corrected_claims_are_known_by_their_mentions() -> None:
    port = Entity("Port of Eldmouth", "Organization", span("the port"))
    found, _ = read_gold(corrected_file(record_of(replace(deploys(), subject=port))), TEXT)
    place = span("the port")
    assert found.entities["Port of Eldmouth"] == GoldEntity(
        frozenset({"port of eldmouth", "port"}), ((place.start, place.end),)
    )


def test_a_corrected_claim_may_be_optional_and_the_same_as_another() -> None:
    first, again = deploys(), deploys(evidence=(span("counts passengers by camera"),))
    hats = states("We count hats.")
    file = corrected_file(
        record_of(first, id="a"),
        record_of(again, id="b", same_as="a"),
        record_of(hats, id="c", optional=True),
    )
    found, rejections = read_gold(file, TEXT)
    judgement = judge(found, [])
    assert (rejections, [fact.first.id for fact in judgement.facts]) == ((), ["a"])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"evidence": [{"text": "Zebra", "start": 0, "end": 5}]}, "does not hold 'Zebra'"),
        ({"modality": "sure"}, "'modality' is 'sure'"),
        ({"optional": 1}, "'optional' is 1"),
        ({"same_as": "nowhere"}, "'same_as' 'nowhere'"),
        ({"optionl": True}, "there is no field 'optionl'"),
        ({"subject": "Port of Eldmouth"}, "'subject' is not a JSON object"),
    ],
)
def test_a_corrected_claim_that_cannot_be_used_names_its_field(change: Record, named: str) -> None:
    _, rejections = read_gold(corrected_file(record_of(deploys()) | change), TEXT)
    assert [named in item.reason for item in rejections] == [True], rejections
    assert (rejections[0].where, bool(rejections[0].remedy)) == ("gold.jsonl:1", True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)
changes = st.dictionaries(
    st.sampled_from(
        [
            *ANNOTATIONS[2],
            *("same_as", "optional", "document", "content", "attributed_to", "confidence"),
        ]
    ),
    json_values,
    max_size=4,
)


@given(st.sampled_from([ANNOTATIONS[2], record_of(deploys())]), changes)
def test_whatever_a_line_holds_it_is_read_or_set_aside(record: Record, change: Record) -> None:
    found, rejections = read_gold(gold_file([record | change]), TEXT)
    assert len(found.claims) + len(rejections) == 1
    judge(found, [deploys(), states("We count hats.")])


@given(st.dictionaries(st.sampled_from(["name", "type", "mentions"]), json_values))
def test_whatever_an_entity_holds_it_is_read_or_set_aside(change: Record) -> None:
    found, rejections = read_gold(gold_file((), [ENTITIES[0] | change]), TEXT)
    assert len(found.entities) + len(rejections) == 1
