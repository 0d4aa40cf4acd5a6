"""Dates: where they stand and what they mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.qualifiers.date_grammar import date_rules, rules_for
from kg.extractors.qualifiers.dates import find_dates, normalise_date, read_dates

REFERENCE = "2018-05-23"  # a Wednesday
EDTF = re.compile(r"(\.\./)?\d{3}(\d|X)(-\d\d)?(-\d\d)?~?(/\d{4}(-\d\d)?(-\d\d)?)?")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in 2016", "2016"),
        ("May 2018", "2018-05"),
        ("in May", "2018-05"),
        ("Friday", "2018-05-18"),
        ("next Friday", "2018-05-25"),
        ("yesterday", "2018-05-22"),
        ("This morning", "2018-05-23"),
        ("over the summer", "2018-22"),
        ("the southern winter of 2017", "2017-24"),
        ("under a 2016 agreement", "2016"),
        ("last week", "2018-05-14/2018-05-20"),
        ("last weekend", "2018-05-19/2018-05-20"),
        ("last month", "2018-04"),
        ("earlier this year", "2018"),
        ("next year", "2019"),
        ("nearly a decade ago", "2008~"),
        ("two weeks ago", "2018-05-09"),
        ("more than three years ago", "../2015"),
        ("for over a year", "../2017-05"),
        ("for three years", "2015"),
        ("for the past two years", "2016"),
        ("since early 2019", "2019"),
        ("the 1990s", "199X"),
        ("the '80s", "198X"),
        ("the first quarter of 2018", "2018-33"),
        ("Q3 2019", "2019-35"),
        ("spring 2020", "2020-21"),
        ("last fall", "2017-23"),
        ("2018-05-20", "2018-05-20"),
        ("Tuesday, March 8, 2011", "2011-03-08"),
        ("23 May 2018", "2018-05-23"),
        ("the 3rd of June, 2018", "2018-06-03"),
        ("Sept. 5, 2024", "2024-09-05"),
        ("March 4-6, 2019", "2019-03-04/2019-03-06"),
        ("from 2015 to 2018", "2015/2018"),
        ("in fiscal year 2022", "2022"),
        ("in fiscal 2021", "2021"),
        ("FY2017", "2017"),
        ("for FY 2016-17", "2016/2017"),
        ("the 2016-17 school year", "2016/2017"),
        ("the 2018 financial year", "2018"),
        ("last fiscal year", "2017"),
        ("since at least 2015", "2015"),
        ("as early as 2014", "2014"),
        ("January of last year", "2017-01"),
        ("since the start of the year", "2018"),
        ("late last year", "2017"),
        ("between May and July 2017", "2017-05/2017-07"),
        ("between 2015 and 2018", "2015/2018"),
        ("2014-18", "2014/2018"),
        ("from May to July 2019", "2019-05/2019-07"),
        ("in late June", "2018-06"),
        ("since last September", "2017-09"),
    ],
)
def test_a_date_is_as_precise_as_its_words(words: str, value: str) -> None:
    assert normalise_date(words, REFERENCE) == value


@pytest.mark.parametrize(
    "words",
    ["they may go", "a march on the capital", "room 2016 was shut", "277 flaws, 39 percent", ""],
)
def test_words_that_are_no_date_give_none(words: str) -> None:
    assert find_dates(words) == []


@pytest.mark.parametrize("words", ["Friday", "last month", "two weeks ago", "in May"])
def test_a_relative_date_without_reference_has_no_value(words: str) -> None:
    assert find_dates(words) != []
    assert normalise_date(words, None) is None


def test_a_day_that_the_calendar_lacks_has_no_value() -> None:
    assert normalise_date("February 30, 2019") is None


def test_a_reference_of_a_year_places_years_but_no_days() -> None:
    assert normalise_date("last year", "2019") == "2018"
    assert normalise_date("Friday", "2019") is None


words = st.sampled_from(
    ["May", "2019", "last", "week", "for", "over", "a", "year", "ago", "3", "30", ",", "between",
     "and", "the", "1990s", "quarter", "first", "since", "-", "to", "weekend", "Feb.", "’90s"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=9).map(" ".join)))
def test_dates_of_any_text_lie_in_it_in_order_and_are_edtf(text: str) -> None:
    end = 0
    for found in read_dates(text, REFERENCE):
        assert end <= found.start < found.end <= len(text)
        assert found.value is None or EDTF.fullmatch(found.value)
        end = found.end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was dropped after one semester.", "after one semester"),
        ("It got rid of it a year later.", "a year later"),
        ("As of Memorial Day, it has two.", "Memorial Day"),
        ("It will do so from the coming term.", "the coming term"),
    ],
)
def test_a_date_that_counts_from_something_unsaid_is_its_words(text: str, words: str) -> None:
    found = read_dates(text, REFERENCE)
    assert [text[date.start : date.end] for date in found] == [words]
    assert found[0].value is None


PIECES = (
    "the", "in", "of", "this", "last", "next", "for", "since", "until", "early", "two", "3", "12th",
    "May", "Sept.", "2016", "'90s", "Friday", "summer", "first", "quarter", "Q3", "FY21", "fiscal",
    "school", "year", "week", "days", "weekend", "tonight", "morning", "night", "term", "semester",
    "Easter", "ago", "later", "after", "now", "lately", "Christmas", "Thanksgiving", "end", ",",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_kind_of_date_that_a_text_holds_is_left_untried(pieces: list[str]) -> None:
    text = " ".join(pieces)
    tried = list(rules_for(text))
    assert [rule for rule in date_rules() if rule.expression.search(text)] == [
        rule for rule in tried if rule.expression.search(text)
    ]
