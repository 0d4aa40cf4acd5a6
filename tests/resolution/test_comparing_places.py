"""How two names of places are alike."""

from __future__ import annotations

import pytest

from kg.resolution.likeness import Likeness, compare, parse_name

CASES = [
    ("Portland, Ore.", "Portland, Oregon", "equal"),
    ("Portland, OR", "Portland, Oregon", "equal"),
    ("Portland OR", "Portland, Oregon", "equal"),
    ("Calif.", "California", "equal"),
    ("U.S.", "United States", "equal"),
    ("UK", "Britain", "equal"),
    ("St. Orlo", "Saint Orlo", "equal"),
    ("Orlo, Marion County, Ore.", "Orlo, Marion County, Oregon", "equal"),
    ("Mt. Orlo", "Mount Orlo", "equal"),
    ("Washington, D.C.", "Washington, DC", "equal"),
    ("Orlo, N.Y.", "Orlo, New York", "equal"),
    ("Orlo, B.C.", "Orlo, British Columbia", "equal"),
    ("New York", "New York City", "contained"),
    ("City of Brantley", "Brantley", "contained"),
    ("State of Oregon", "Oregon", "contained"),
    ("Quebec", "Quebec City", "contained"),
    ("Orlo City", "Orlo", "contained"),
    ("Portland", "Portland, Oregon", "region"),
    ("Orlo, Marion County, Ore.", "Orlo, Oregon", "region"),
    ("Toronto, Ont.", "Toronto, Canada", "region"),
    ("Brantley", "Brantly", "spelling"),
    ("Brantley, Ore.", "Brantly, Oregon", "spelling"),
    ("Marion County", "Marion", "related"),
    ("Kansas", "Kansas City", "related"),
    ("Portland, Maine", "Portland, Oregon", None),
    ("Marion County", "Martin County", None),
    ("North Orlo", "South Orlo", None),
    ("Orlo, B.C.", "Orlo, Calif.", None),
    ("Orlo, France", "Orlo, Spain", None),
    ("Orlo, Marion County, Ore.", "Orlo, Lane County, Ore.", None),
    ("Brantley, Ore.", "Brantly, Ohio", None),
    ("Orlos", "Orlas", None),
    ("Orlo", "Brantley", None),
]


def compared(root: str, name: str, other: str) -> Likeness | None:
    return compare(parse_name(root, name), parse_name(root, other))


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_two_names_are_alike_in_one_way_or_not_at_all(
    name: str, other: str, kind: str | None
) -> None:
    found = compared("Place", name, other)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(("name", "other", "kind"), CASES)
def test_every_name_is_equal_to_itself(name: str, other: str, kind: str | None) -> None:
    assert {getattr(compared("Place", one, one), "kind", kind) for one in (name, other)} == {
        "equal"
    }


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("Orlo, Ore.", "Orlo, OR", Likeness("equal", 0.95)),
        ("Orlo", "Orlo, Ore.", Likeness("region", 0.85, ("oregon",))),
        ("Orlo", "Orlo, N.Y.", Likeness("region", 0.85, ("new", "york"))),
        ("New York", "New York City", Likeness("contained", 0.6, ("city",))),
        ("Brantley", "Brantly", Likeness("spelling", 0.5)),
    ],
)
def test_a_likeness_tells_how_sure_it_is_and_what_one_name_has_more(
    name: str, other: str, expected: Likeness
) -> None:
    assert compared("Place", name, other) == expected
