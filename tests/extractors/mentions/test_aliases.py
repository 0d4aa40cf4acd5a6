from __future__ import annotations

import pytest

from kg.extractors.mentions.aliases import link_aliases
from kg.extractors.mentions.name_index import NameIndex

Types = dict[str, tuple[str, float]]

TYPES: Types = {
    "ana ruiz": ("Person", 5.0),
    "ben ruiz": ("Person", 5.0),
    "tom j oak": ("Person", 5.0),
    "tom oak": ("Person", 5.0),
    "oak": ("Place", 1.0),
    "norrland technology": ("Organization", 5.0),
    "norrland": ("Organization", 2.0),
    "norrland north america": ("Organization", 5.0),
    "clarion learning works inc": ("Organization", 9.0),
    "lake county": ("Place", 5.0),
    "lake county sheriff's office": ("Organization", 5.0),
    "web reader 6": ("Product", 5.0),
    "web reader 9": ("Product", 5.0),
    "norrland pathfinder": ("Product", 5.0),
}


def linked(short: str, full: str, acronyms: dict[str, str] | None = None) -> bool:
    counts = {short: 1, full: 3}
    types = {key: TYPES[key] for key in TYPES if key in counts or key == "norrland"}
    leaders = link_aliases(NameIndex(types, counts), acronyms or {})
    return leaders[short] == leaders[full]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ruiz", "ana ruiz"),
        ("oak", "tom oak"),
        ("tom oak", "tom j oak"),
        ("norrland", "norrland technology"),
        ("clarion", "clarion learning works inc"),
        ("pathfinder", "norrland pathfinder"),
        ("norrland pathfnder", "norrland pathfinder"),
    ],
)
def test_shorter_name_is_an_alias(short: str, full: str) -> None:
    assert linked(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("lake county", "lake county sheriff's office"),
        ("norrland", "norrland north america"),
        ("web reader 6", "web reader 9"),
        ("ben ruiz", "ana ruiz"),
        ("norrland", "norrland pathfinder"),
    ],
)
def test_different_things_stay_apart(short: str, full: str) -> None:
    assert not linked(short, full)


def test_acronym_joins_the_name_that_it_stands_for() -> None:
    assert linked("wr6", "web reader 6", {"wr6": "web reader 6"})


def test_last_name_of_two_persons_is_left_open() -> None:
    counts = {"ruiz": 1, "ana ruiz": 1, "ben ruiz": 1}
    names = NameIndex({key: TYPES[key] for key in ("ana ruiz", "ben ruiz")}, counts)
    assert names.namesakes("ruiz") == ("ana ruiz", "ben ruiz")
    leaders = link_aliases(names, {})
    assert leaders["ruiz"] == "ruiz"
