"""What docs/evaluation.md shows is gold that can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.evaluation import read_gold
from kg.evaluation.annotations import QUALIFIERS
from kg.evaluation.misses import KINDS
from tests.evaluation.samples import USE, Record, gold_file

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
TEXT = f"Harbour office counts passengers by camera\n\n{USE} “No face is ever stored,” said Ines Duval."

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="the documentation is not installed")


def shown(block: str) -> list[Record]:
    decoder, records, at = json.JSONDecoder(), [], 0
    while block[at:].strip():
        at += len(block[at:]) - len(block[at:].lstrip())
        record, at = decoder.raw_decode(block, at)
        records.append(record)
    return records


def test_the_annotations_shown_can_be_read() -> None:
    page = PAGE.read_text(encoding="utf-8")
    entities, claims = map(shown, re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    found, rejections = read_gold(gold_file(claims, entities), TEXT)
    assert (rejections, [claim.id for claim in found.claims]) == ((), ["f-01", "f-02"])


def test_every_qualifier_and_kind_of_miss_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in (*QUALIFIERS, *KINDS) if f"`{name}`" not in page] == []
