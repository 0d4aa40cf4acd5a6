"""What evidence makes of names that differ in the word for a kind of body, a trade or a title."""

from __future__ import annotations

import pytest

from kg.resolution.evidence import MERGED, Evidence, probability
from kg.resolution.likeness import compare, parse_name


def of(root: str, name: str, other: str) -> Evidence:
    """Return the evidence of two names by themselves."""
    found = compare(parse_name(root, name), parse_name(root, other))
    assert found is not None
    return Evidence(found.kind, found.score)


UNSURE = [
    ("Organization", "Orlo County Elections Division", "Orlo County Elections Office"),
    ("Organization", "Orlo County", "Orlo County Council"),
    ("Organization", "Moonharbor", "Moonharbor Robotics"),
    ("Person", "Tidereeve Jane Brant", "Jane Brant"),
]


@pytest.mark.parametrize(("root", "name", "other"), UNSURE)
def test_one_piece_of_evidence_makes_one_of_them(root: str, name: str, other: str) -> None:
    alone = of(root, name, other)
    beside = Evidence(alone.kind, alone.score, company=True)
    assert probability(alone) < MERGED <= probability(beside)


@pytest.mark.parametrize(("root", "name", "other"), UNSURE[1:3])
def test_a_short_name_that_fits_another_as_well_is_not_one(
    root: str, name: str, other: str
) -> None:
    alone = of(root, name, other)
    assert probability(Evidence(alone.kind, alone.score, ties=1, company=True, rivals=1)) < MERGED


def test_two_full_names_that_one_text_uses_side_by_side_are_of_two_bodies() -> None:
    alone = of(*UNSURE[0])
    told = Evidence(alone.kind, alone.score, ties=2, company=True, places=True, together=True)
    assert probability(told) < MERGED


def test_a_text_may_name_one_person_with_a_title_and_without() -> None:
    alone = of("Person", "Harborwoman Jane Brant", "Jane Brant")
    told = Evidence(alone.kind, alone.score, company=True, together=True)
    assert probability(told) >= MERGED


def test_other_tasks_and_trades_stay_apart_with_all_evidence_but_a_text_that_says_so() -> None:
    alone = of("Organization", "Orlo Police Foundation", "Orlo Police Department")
    assert probability(Evidence(alone.kind, alone.score, company=True)) < MERGED
