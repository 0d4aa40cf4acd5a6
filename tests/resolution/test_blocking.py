"""Keys that bring like names together, and few others."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from kg.resolution.likeness import blocking_keys, parse_name

STARTS = ("Bra", "Orl", "Nor", "Tel", "Mar", "Wes", "Hav", "Kel", "Dun", "Fair")
ENDS = ("ntley", "vane", "ton", "field", "mouth", "stead", "wick", "ham", "combe", "dale")
TOWNS = [f"{start}{middle}{end}" for start, middle, end in product(STARTS, ("e", "", "i"), ENDS)]
BODIES = (
    "{} Police Department",
    "{} County Sheriff\u2019s Office",
    "City of {}",
    "{} City Council",
    "{} Systems, Inc.",
    "{} High School",
    "{} Public Library",
)
GIVEN = ("Jane", "John", "Robert", "Maria", "Omar", "Ana", "William", "Chen", "Orla", "Peter")


def keys_of(root: str, name: str) -> frozenset[str]:
    return blocking_keys(parse_name(root, name))


def blocks(root: str, names: list[str]) -> list[int]:
    sizes: dict[str, int] = defaultdict(int)
    for name in names:
        for key in keys_of(root, name):
            sizes[key] += 1
    return list(sizes.values())


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Brantley Police Department", "Orlo Police Department"),
        ("Brantley County", "Orlo County"),
        ("Northlight Systems", "Moonharbor Systems"),
        ("National Institute of Tides", "National Institute of Forests"),
        ("Police Department", "Brantley Police Department"),
        ("City of Brantley", "City of Orlo"),
    ],
)
def test_generic_words_alone_bring_no_organizations_together(name: str, other: str) -> None:
    assert not keys_of("Organization", name) & keys_of("Organization", other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Jane Ruiz", "Jane Brant"), ("J. Ruiz", "J. Brant"), ("Jane Smith", "Karen Smith")],
)
def test_a_given_name_or_a_common_family_name_alone_brings_no_persons_together(
    name: str, other: str
) -> None:
    assert not keys_of("Person", name) & keys_of("Person", other)


def test_blocks_of_bodies_of_three_hundred_towns_are_small() -> None:
    names = [body.format(town) for town in TOWNS for body in BODIES]
    sizes = blocks("Organization", names)
    assert sum(sizes) / len(sizes) < 5
    assert max(sizes) < len(TOWNS) / 4


def test_blocks_of_persons_of_ten_given_names_are_small() -> None:
    names = [f"{given} {town}" for town in TOWNS for given in GIVEN]
    sizes = blocks("Person", names)
    assert sum(sizes) / len(sizes) < 10
    assert max(sizes) < len(names) / 20


def test_keys_are_the_same_whenever_they_are_made() -> None:
    parse_name.cache_clear()
    first = keys_of("Organization", "Brantley PD")
    parse_name.cache_clear()
    assert keys_of("Organization", "Brantley PD") == first


@pytest.mark.parametrize("name", ["", "—", "the", "of the", "...", "Inc.", "Jr.", "Dr.", ",", "42"])
@pytest.mark.parametrize("root", ["Organization", "Person", "Product", "Place", "Publication"])
def test_a_name_of_almost_nothing_still_has_a_key(root: str, name: str) -> None:
    assert keys_of(root, name)
