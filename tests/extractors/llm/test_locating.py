"""Quotations are found where they stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.llm.locating import Readable, locate, locate_name, readable
from kg.model import Span

TEXT = "“It’s late,” she said.\nThe city\xa0hall is old. The city is late."


def whole(text: str) -> Readable:
    return readable(text, [(0, len(text))])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("she said", "she said"),
        ('"It\'s late," she', "“It’s late,” she"),
        ("The city hall", "The city\xa0hall"),
        ("she said. The city", "she said.\nThe city"),
        ('"she said"', "she said"),
        ("  old.  ", "old."),
    ],
)
def test_marks_and_spaces_are_folded_and_the_text_keeps_its_own(words: str, found: str) -> None:
    span = locate(whole(TEXT), words)
    assert span is not None
    assert (span.text, span.fits(TEXT)) == (found, True)


@pytest.mark.parametrize("words", ["she sai", "ity", "It is late", "", " ", '"', "late. The\0"])
def test_what_is_not_there_in_whole_words_is_not_found(words: str) -> None:
    assert locate(whole(TEXT), words) is None


def test_of_several_occurrences_the_nearest_is_taken() -> None:
    text = "Holt spoke. Holt left. Holt came."
    near = locate(whole(text), "Holt", near=(14, 20))
    assert near == Span(12, 16, "Holt")


def test_of_several_occurrences_the_first_is_taken_where_nothing_is_near() -> None:
    assert locate(whole("Holt and Holt"), "Holt") == Span(0, 4, "Holt")


def test_an_exact_spelling_wins_over_a_nearer_folded_one() -> None:
    text = 'He said "no" and then “no” again'
    assert locate(whole(text), '"no"', near=(22, 26)) == Span(8, 12, '"no"')


def test_a_quotation_does_not_run_over_text_that_was_not_shown() -> None:
    text = "It began. Menu. It ended."
    shown = readable(text, [(0, 9), (16, 25)])
    assert locate(shown, "It began. It ended.") is None
    assert locate(shown, "Menu") is None


def test_a_text_that_holds_a_null_character_matches_no_gap() -> None:
    text = "a\0b"
    assert locate(whole(text), "a\0b") is None


def test_a_name_is_found_in_other_letters_and_keeps_those_of_the_text() -> None:
    assert locate_name(whole("CITY OF İZMIR pays"), "City of İzmir") == Span(0, 13, "CITY OF İZMIR")


@given(st.text(alphabet="ab “’\n\xa0.\"'", max_size=40), st.data())
def test_whatever_is_found_stands_in_the_text_and_whole_lines_are_found(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    span = locate(whole(text), words, near=(start, end))
    joined = (text[max(start, 0) - 1 : start].isalnum() and text[start : start + 1].isalnum()) or (
        text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()
    )
    if span is not None:
        assert span.fits(text)
    elif any(character.isalnum() for character in words):
        assert joined
