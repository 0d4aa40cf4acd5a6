"""How two names of publications are alike."""

from __future__ import annotations

import pytest

from kg.resolution.likeness import Likeness, compare, parse_name

CASES = [
    ("The Orlo Report", "Orlo Report", "equal"),
    ("Report of Orlo Tides", "Orlo Tides Report", "order"),
    ("Tide Watch Report", "Tidewatch Report", "spacing"),
    ("The Brantley Report", "The Brantly Report", "spelling"),
    (
        "A Long Study of the Brantley Harbor Winds and Tides",
        "A Long Study of the Brantly Harbor Winds and Tides",
        "spelling",
    ),
    ("Report 4", "Report 5", None),
    ("Orlo Report", "Orlo Gazette", None),
    ("Report 4 of Group 5", "Group 4 of Report 5", None),
]


def compared(root: str, name: str, other: str) -> Likeness | None:
    return compare(parse_name(root, name), parse_name(root, other))


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_two_names_are_alike_in_one_way_or_not_at_all(
    name: str, other: str, kind: str | None
) -> None:
    found = compared("Publication", name, other)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_every_name_is_equal_to_itself(name: str, other: str, kind: str | None) -> None:
    assert {getattr(compared("Publication", one, one), "kind", kind) for one in (name, other)} == {
        "equal"
    }
