"""Sentences with a speaker and a reporting verb in which nothing is said."""

from __future__ import annotations

import pytest

from tests.extractors.statements.conftest import Find

UNSAID = [
    "Not everyone agrees that the cameras are safe.",
    "If Ann Webb says that the line is closed, the buses will run.",
    "The judge dismissed the case in May.",
    "The measures announced today include a fund for the museums.",
    "The board decided against recommending the scanners.",
    "Ann Webb conceded a penalty in the second half.",
    "The firm must notify the shops that bought the scanners.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_nothing_is_stated_where_nobody_says_anything(find: Find, text: str) -> None:
    assert find(text) == []


def test_papers_that_a_sentence_leans_on_are_named_without_the_preposition(find: Find) -> None:
    text = "According to the court papers, Ann Webb sold the cameras in 2021."
    assert [claim.subject.name for claim in find(text)] == ["court papers"]


def test_a_phrase_that_was_said_ends_before_the_clause_beside_it(find: Find) -> None:
    text = "Ann Webb called for a ban on drones, but the mayor kept the three that the city owns."
    assert [claim.content[0].text for claim in find(text)] == ["a ban on drones"]


def test_a_report_that_ends_the_sentence_takes_in_the_one_inside(find: Find) -> None:
    text = "The scanners failed after a review found that they were slow, the city said Monday."
    found = {claim.content[0].text for claim in find(text)}
    assert "they were slow" in found
