"""Words that one slip of the keyboard tells apart are found by the keys that both have."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from kg.resolution.comparing.spelling import slip, slip_keys

_LETTERS = "abcde"
_WORDS = st.text(_LETTERS, min_size=1, max_size=14)
_GENERIC = st.sampled_from(["police", "department", "labs", "county"])


@st.composite
def _slips(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Return a name, and the same with one letter more, one less, another, or two in turn."""
    words = draw(st.lists(st.text(_LETTERS, min_size=5, max_size=14), min_size=1, max_size=1))
    words += draw(st.lists(_WORDS | _GENERIC, max_size=3))
    words = draw(st.permutations(words))
    place = draw(st.sampled_from([at for at, word in enumerate(words) if len(word) >= 5]))
    word = words[place]
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(_LETTERS))
    written = draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    return words, [*words[:place], written, *words[place + 1 :]]


@given(_slips())
def test_a_slip_leaves_a_key_that_both_have(names: tuple[list[str], list[str]]) -> None:
    left, right = names
    assume(slip(left, right))
    assert set(slip_keys(left)) & set(slip_keys(right))


def test_a_word_beside_generic_ones_only_stands_in_no_block_of_words_that_begin_alike() -> None:
    names = ("brantley", "police"), ("brandford", "police")
    assert not set(slip_keys(names[0])) & set(slip_keys(names[1]))
