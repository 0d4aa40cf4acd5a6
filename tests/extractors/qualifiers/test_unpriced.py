"""Words in the place of an amount of money."""

from __future__ import annotations

import pytest

from kg.extractors.qualifiers.unpriced import find_unpriced


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The town got the buses free of charge.", "free of charge"),
        ("Schools have it at no extra cost until May.", "at no extra cost"),
        ("It was sold for an undisclosed sum in March.", "an undisclosed sum"),
        ("Clinics pay a flat fee.", "a flat fee"),
    ],
)
def test_words_for_no_amount_are_found(text: str, words: str) -> None:
    found = find_unpriced(text)
    assert found is not None
    assert text[slice(*found)] == words


def test_a_text_without_such_words_has_none() -> None:
    assert find_unpriced("She is free to go for now, at a cost.") is None
