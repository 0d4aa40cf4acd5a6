from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.statements.quotation import find_quotations
from kg.model import Block


def said(*paragraphs: str) -> list[str]:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It works,” she said.", ["It works,"]),
        ('"It works," she said. "We checked."', ["It works,", "We checked."]),
        ("''It works,'' she said.", ["It works,"]),
        ("«It works», she said.", ["It works"]),
        ("‘It’s working,’ she said. ‘We’re glad.’", ["It’s working,", "We’re glad."]),
        ("“We call it “Ada” here,” he said.", ["We call it “Ada” here,"]),
        ("”It works,” she said.", ["It works,"]),
        ('He is 5\'10" tall and said "no".', ["no"]),
        ("The nurses’ union met the doctors’ union.", []),
        ("“[Ten] years is long,” he said.", ["[Ten] years is long,"]),
    ],
    ids=[
        "curly",
        "straight",
        "two apostrophes",
        "guillemets",
        "single with apostrophes",
        "nested",
        "closing mark used to open",
        "inches",
        "plural possessives",
        "brackets",
    ],
)
def test_quotation_is_found_between_its_marks(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_missing_closing_mark_ends_the_quotation_before_the_next_one() -> None:
    assert said("“It works, said Ann. “We checked.”") == ["It works, said Ann.", "We checked."]


def test_missing_closing_mark_ends_the_quotation_with_its_paragraph() -> None:
    assert said("She said: “It works.", "They left.") == ["It works."]


def test_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“One.\n\n“Two.”"
    blocks = [Block("paragraph", 0, 5), Block("paragraph", 7, 13)]
    first, second = find_quotations(text, blocks)
    assert (first.continued, first.closed) == (True, False)
    assert (second.continued, second.closed) == (False, True)


@given(st.text(alphabet="ab .,“”\"'‘’«»\n", max_size=120))
def test_quotations_are_in_order_and_inside_the_text(text: str) -> None:
    found = find_quotations(text, [Block("paragraph", 0, len(text))])
    places = [place for q in found for place in (q.start, q.inner_start, q.inner_end, q.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
