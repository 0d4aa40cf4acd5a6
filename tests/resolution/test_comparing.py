"""What holds of every comparison of names, whatever they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.likeness import KINDS, blocking_keys, compare, parse_name

ROOTS = ("Organization", "Person", "Product", "Place", "Publication")
# Words that meet often, so that pairs are alike in many ways.
TEXT = """
Brantley Brantely Orlo Norvane FaceLedger Face Ledger Police Department Dept. PD of the and &
County Co. Co Inc. Inc GmbH LLC Union Systems System NHBL Northern Harbor Boat League U.S.
United States St. N. 4 5 4th v2 2.0 Pro software camera City Jane J. Bob Robert Ruiz
Ruiz-Ortega de la Jr. Sr. Dr. Ph.D. Ore. Oregon, OR , - O’Brant José Łodz Straße 北京 Orlo.com
University Univ. (NHBL) Council Elections Division NHS Trust Ambulance Zöllner Zoellner Robotics
scanners scanner robots Landespolizei Cllr. Secretary trader Mary Michigan KPD LPB
"""
WORDS = TEXT.split()
WRITTEN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
NAMES = WRITTEN | st.text(max_size=24)


@st.composite
def varied(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a name, and the same with a letter or a word changed, moved or left out."""
    words = draw(WRITTEN).split()
    others = list(words)
    place = draw(st.integers(0, len(words) - 1))
    match draw(st.sampled_from(["drop", "swap", "letter", "join", "rotate"])):
        case "drop":
            del others[place]
        case "swap":
            others[place] = draw(st.sampled_from(WORDS))
        case "letter":
            letter = draw(st.integers(0, len(words[place]) - 1))
            others[place] = words[place][:letter] + words[place][letter + 1 :]
        case "join":
            others = ["".join(words)]
        case _:
            others = others[place:] + others[:place]
    return " ".join(words), " ".join(others)


PAIRS = varied() | st.tuples(NAMES, NAMES)


@given(root=st.sampled_from(ROOTS), pair=PAIRS)
def test_the_order_of_two_names_makes_no_difference(root: str, pair: tuple[str, str]) -> None:
    left, right = (parse_name(root, name) for name in pair)
    assert compare(left, right) == compare(right, left)


@given(root=st.sampled_from(ROOTS), pair=PAIRS)
def test_names_that_are_alike_have_a_key_in_common(root: str, pair: tuple[str, str]) -> None:
    left, right = (parse_name(root, name) for name in pair)
    found = compare(left, right)
    assert found is None or blocking_keys(left) & blocking_keys(right)


@given(root=st.sampled_from(ROOTS), pair=PAIRS)
def test_a_likeness_is_of_a_known_kind_and_a_score_up_to_one(
    root: str, pair: tuple[str, str]
) -> None:
    found = compare(*(parse_name(root, name) for name in pair))
    assert found is None or (found.kind in KINDS and 0 < found.score <= 1)


@given(root=st.sampled_from(ROOTS), pair=PAIRS)
def test_what_one_name_has_more_is_never_an_empty_word(root: str, pair: tuple[str, str]) -> None:
    found = compare(*(parse_name(root, name) for name in pair))
    assert found is None or all(found.extra)


@given(root=st.sampled_from(ROOTS), name=NAMES)
def test_any_name_is_equal_to_itself(root: str, name: str) -> None:
    found = compare(parse_name(root, name), parse_name(root, name))
    assert found is not None
    assert found.kind == "equal"


@given(root=st.sampled_from(ROOTS), name=WRITTEN)
def test_capitals_of_a_plain_name_make_no_difference(root: str, name: str) -> None:
    plain = " ".join(word.lower() for word in name.split() if word.isalpha() and len(word) > 5)
    found = compare(parse_name(root, plain), parse_name(root, plain.title()))
    assert not plain or (found is not None and found.kind == "equal")


@pytest.mark.parametrize("other", ROOTS[1:])
def test_names_of_two_kinds_of_things_are_not_alike(other: str) -> None:
    assert compare(parse_name("Organization", "Orlo"), parse_name(other, "Orlo")) is None


def test_a_name_of_another_class_is_compared_as_a_title() -> None:
    names = (parse_name("Event", name) for name in ("The Orlo Fair", "Orlo Fair"))
    found = compare(*names)
    assert found is not None
    assert found.kind == "equal"
