"""Files of corrections: what is written is read, and what cannot be meant is refused by its line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ClaimError, InputError
from kg.model import Claim, Entity, Qualifier, Span, claim_id, with_id
from kg.model.claim_changes import changed_claim, merged
from kg.model.correction import Correction, correction_of
from kg.model.correction_format import (
    CORRECTION_FIELDS,
    dump_correction,
    dump_corrections,
    parse_corrections,
    read_corrections,
)
from tests.claim_strategies import claims
from tests.correction_strategies import corrections

RECORD = {"claim": "c1", "action": "reject", "by": "Ida Voss", "why": "they only tried it"}
AMENDED = {**RECORD, "action": "amend", "changes": {"object": {"name": "TernSight"}}}
TEXT = "Elverton Water leased NightEye in 2019."
CLAIM = with_id(
    Claim(
        document="https://gazette.example/a",
        type="deploys",
        subject=Entity("Elverton Water", "Company", Span.of(TEXT, 0, 14)),
        object=Entity("NightEye", "Product", iri="https://id.example/product/nighteye"),
        evidence=(Span.of(TEXT, 0, len(TEXT)),),
        qualifiers={"since": Qualifier(Span.of(TEXT, 34, 38), value="2019")},
        extractor="rules/0.1",
        confidence=0.5,
    )
)


def parse(*records: object) -> tuple[Correction, ...]:
    return parse_corrections("\n".join(map(json.dumps, records)), where="a.jsonl")


@given(st.lists(corrections, unique_by=lambda each: each.claim, max_size=5))
def test_what_is_written_is_read(found: list[Correction]) -> None:
    text = dump_corrections(found)
    read = parse_corrections(text, where="a.jsonl")
    assert sorted(read, key=lambda each: each.claim) == sorted(found, key=lambda e: e.claim)
    assert dump_corrections(read) == text


@given(st.lists(corrections, unique_by=lambda each: each.claim, max_size=5), st.randoms())
def test_the_order_of_corrections_changes_no_byte(found: list[Correction], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dump_corrections(shuffled) == dump_corrections(found)


@given(st.lists(corrections, unique_by=lambda each: each.claim, max_size=4), corrections)
def test_what_is_added_and_taken_away_leaves_no_trace(
    found: list[Correction], added: Correction
) -> None:
    others = [each for each in found if each.claim != added.claim]
    text = dump_corrections(others)
    more = parse_corrections(dump_corrections([*others, added]), where="a.jsonl")
    assert dump_corrections(each for each in more if each.claim != added.claim) == text


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        parse_corrections(text, where="a.jsonl")
    except InputError as error:
        assert str(error).startswith("a.jsonl:")


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_fields = st.sampled_from(
    [*CORRECTION_FIELDS, "object", "qualifiers", "since", "name", "evidence", "text", "mention"]
)
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_fields, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(_fields, _values, max_size=3), _values)
def test_no_record_does_more_than_be_refused(extra: dict[str, object], changes: object) -> None:
    line = json.dumps({**AMENDED, "changes": changes, **extra})
    try:
        (read,) = parse_corrections(line, where="a.jsonl")
    except InputError as error:
        assert str(error).startswith("a.jsonl:1")
    else:
        assert parse_corrections(dump_correction(read), where="b") == (read,)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({**RECORD, "claim": None}, "'claim' is missing"),
        ({**RECORD, "claim": " "}, "'claim' is ' '"),
        ({**RECORD, "claim": "https://x.example/claim/"}, "give the claim's id"),
        ({**RECORD, "action": "delete"}, "it may be: reject, amend"),
        ({**RECORD, "reason": "x"}, "a correction has no field 'reason'"),
        ({**RECORD, "wy": "x"}, "did you mean 'why'?"),
        ({**RECORD, "why": ""}, "'why' is ''"),
        ({**RECORD, "by": None}, "'by' is missing"),
        ({**RECORD, "at": "2026-01-31"}, "2026-01-31T12:00:00Z"),
        ({**RECORD, "at": "2026-02-30T12:00:00Z"}, "'at' is"),
        ({**RECORD, "at": "2026-1-31T12:00:00Z"}, "'at' is"),
        ({**RECORD, "document": "a.txt"}, "is not an absolute IRI"),
        ({**RECORD, "changes": {}}, "rejects a claim has 'changes'"),
        ({**AMENDED, "changes": None}, "'changes' is missing"),
        ({**AMENDED, "changes": {}}, "'changes' is empty"),
        ({**AMENDED, "changes": []}, "is not a JSON object"),
        ({**AMENDED, "changes": {"objct": None}}, "did you mean 'object'?"),
        ({**AMENDED, "changes": {"id": "c2"}}, "'id' cannot be changed"),
        ({**AMENDED, "changes": {"evidence": None}}, "'evidence' cannot be removed"),
        ({**AMENDED, "changes": {"evidence": []}}, "'evidence' is not a list of spans"),
        ({**AMENDED, "changes": {"object": {"nam": "x"}}}, "did you mean 'name'?"),
        ({**AMENDED, "changes": {"object": {"name": None}}}, "'object.name' cannot be removed"),
        ({**AMENDED, "changes": {"object": "x"}}, "'object' is not a JSON object"),
        ({**AMENDED, "changes": {"object": {"mention": {"start": 3}}}}, "without: text, end"),
        ({**AMENDED, "changes": {"qualifiers": {"price": {"text": "$5"}}}}, "without: start, end"),
        ({**AMENDED, "changes": {"qualifiers": {"price": {"vaule": "x"}}}}, "did you mean 'value'"),
        ({**AMENDED, "changes": {"qualifiers": {"price": {"min": "x"}}}}, "give a number"),
        ({**AMENDED, "changes": {"modality": "maybe"}}, "it may be: asserted"),
        ({**AMENDED, "changes": {"confidence": 2}}, "a number from 0 to 1"),
        ({**AMENDED, "changes": {"object": {"name": "\ud800"}}}, "half of a surrogate pair"),
        ([RECORD], "this is not a JSON object"),
    ],
)
def test_what_is_no_correction_is_refused_by_its_line(record: object, told: str) -> None:
    with pytest.raises(InputError) as found:
        parse({**RECORD, "claim": "c0"}, record)
    assert str(found.value).startswith("a.jsonl:2: ")
    assert told in str(found.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"claim": ', "this is not JSON"),
        ('{"claim": "c1", "claim": "c2"}', "'claim' is given twice"),
        ('{"claim": NaN}', "NaN is not a JSON number"),
        ('{"claim": 1e999}', "1e999 is not a JSON number"),
        ("[" * 100_000, "this is not JSON"),
    ],
)
def test_what_is_no_json_is_refused_by_its_line(line: str, told: str) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl:1: ") as found:
        parse_corrections(line, where="a.jsonl")
    assert told in str(found.value)


def test_two_corrections_of_one_claim_that_differ_are_refused_by_both_lines() -> None:
    with pytest.raises(InputError) as found:
        parse(RECORD, AMENDED)
    told = "a.jsonl:2: claim c1 is corrected otherwise in a.jsonl:1 (keep one of the two lines)"
    assert str(found.value) == told


def test_two_people_may_say_the_same() -> None:
    assert len(parse(RECORD, {**RECORD, "by": "Omar Lind"})) == 2


def test_an_iri_names_its_claim() -> None:
    (found,) = parse({**RECORD, "claim": "https://id.example/claim/c1"})
    assert found.claim == "c1"


def test_a_file_by_hand_may_have_empty_lines_and_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"\ufeff\r\n{json.dumps(RECORD)}\r\n\r\n".encode())
    assert read_corrections(path) == parse(RECORD)


def test_a_file_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "none.jsonl") == ()


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"claim": "c\xff"}')
    with pytest.raises(InputError, match=r"a\.jsonl: byte 12 is not UTF-8"):
        read_corrections(path)


def test_a_folder_is_no_file_of_corrections(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the corrections cannot be read"):
        read_corrections(tmp_path)


def test_a_correction_of_a_claim_tells_what_it_was() -> None:
    assert correction_of(CLAIM, by="Ida Voss", why="no") == Correction(
        claim=CLAIM.id,
        action="reject",
        by="Ida Voss",
        why="no",
        document=CLAIM.document,
        type="deploys",
        subject="Elverton Water",
        object="NightEye",
        words=TEXT,
    )


# The examples of RFC 7396, appendix A, that have an object as the patch of an object.
@pytest.mark.parametrize(
    ("record", "patch", "expected"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_changes_are_made_as_a_merge_patch(
    record: dict[str, object], patch: dict[str, object], expected: dict[str, object]
) -> None:
    assert merged(record, patch) == expected


def test_an_amended_claim_has_a_new_id_and_no_confidence() -> None:
    changes = {"subject": {"name": "Elverton Light"}, "qualifiers": {"since": None}}
    found = changed_claim(CLAIM, changes, where="x")
    subject = replace(CLAIM.subject, name="Elverton Light")
    expected = replace(CLAIM, subject=subject, qualifiers={}, confidence=None, id="")
    assert found == with_id(expected)
    assert found.id != CLAIM.id


def test_an_entity_that_gets_another_name_is_resolved_anew() -> None:
    found = changed_claim(CLAIM, {"object": {"name": "TernSight"}}, where="x")
    assert found.object == Entity("TernSight", "Product")


def test_an_entity_that_keeps_its_name_keeps_what_it_was_resolved_to() -> None:
    found = changed_claim(CLAIM, {"modality": "denied"}, where="x")
    assert found.object == CLAIM.object


@given(claims)
def test_a_change_of_no_part_of_the_id_keeps_the_id(claim: Claim) -> None:
    folded = replace(claim, id="c" + "0" * 20)
    found = changed_claim(folded, {"confidence": 0.5}, where="x")
    assert found == replace(folded, confidence=0.5)
    renamed = changed_claim(folded, {"subject": {"name": "Nobody at all"}}, where="x")
    assert renamed.id == claim_id(renamed) != folded.id


def test_a_change_that_makes_no_claim_is_named() -> None:
    with pytest.raises(ClaimError, match=r"line 7: 'qualifiers.price' is not a span"):
        changed_claim(CLAIM, {"qualifiers": {"price": {"min": 5}}}, where="line 7")


DOCUMENTATION = Path(__file__).parents[2] / "docs" / "corrections.md"


@pytest.mark.skipif(not DOCUMENTATION.is_file(), reason="the documentation is not installed")
def test_the_file_in_the_documentation_is_one_that_the_program_writes() -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    shown = text.partition("```jsonl\n")[2].partition("```")[0]
    read = parse_corrections(shown, where="corrections.md")
    assert sorted(dump_corrections(read).splitlines()) == sorted(shown.splitlines())
    assert {known.action for known in read} == {"amend", "reject"}
