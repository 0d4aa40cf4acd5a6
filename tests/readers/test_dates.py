"""Dates as articles print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.dates import find_dates, is_age, read_date_line


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("May 23, 2018, 6:29 PM ET", "2018-05-23"),
        ("Tuesday, March 8, 2011", "2011-03-08"),
        ("2025-06-12", "2025-06-12"),
        ("2018-05-23T18:29:00-04:00", "2018-05-23"),
        ("23 May 2018", "2018-05-23"),
        ("23rd of May, 2018", "2018-05-23"),
        ("Sept. 3, 2020 | 4 min read", "2020-09-03"),
        ("23.05.2018", "2018-05-23"),
        ("13/05/2018", "2018-05-13"),
        ("05/13/2018", "2018-05-13"),
        ("05/05/2018", "2018-05-05"),
        ("05/06/2018", "2018"),
        ("May 2018", "2018-05"),
        ("3. März 2020, 12.30 Uhr", "2020-03-03"),
        ("le 1er août 2021 à 18h30", "2021-08-01"),
        ("8 de marzo de 2011", "2011-03-08"),
    ],
)
def test_date_line_keeps_the_precision_of_the_print(line: str, value: str) -> None:
    assert [date.value for date in read_date_line(line)] == [value]


@pytest.mark.parametrize(
    "line",
    [
        "On 8 March 2011 the council met.",
        "The May 2018 election",
        "31 February 2019",
        "7:30 p.m.",
        "May I ask?",
        "Flight 2018-05",
        "",
    ],
)
def test_line_with_other_words_is_no_date_line(line: str) -> None:
    assert read_date_line(line) == ()


def test_label_tells_published_from_modified() -> None:
    dates = read_date_line("Updated: 24 May 2018 at 10:00 | Published: 23 May 2018")
    assert [(date.role, date.value) for date in dates] == [
        ("modified", "2018-05-24"),
        ("published", "2018-05-23"),
    ]


def test_date_glued_to_a_name_is_found() -> None:
    assert [date.value for date in find_dates("By Ann LeeMay 2, 2020")] == ["2020-05-02"]


@pytest.mark.parametrize("line", ["7 minutes ago", "2h ago", "Updated 3 hours ago", "Yesterday"])
def test_age_is_known(line: str) -> None:
    assert is_age(line)


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2099, 12, 31)))
def test_every_date_is_found_in_its_words(day: datetime.date) -> None:
    words = f"{day:%A}, {day:%B} {day.day}, {day.year}"
    assert [date.value for date in read_date_line(words)] == [day.isoformat()]


@given(st.text())
def test_dates_lie_where_they_say(text: str) -> None:
    for date in find_dates(text):
        assert 0 <= date.start < date.end <= len(text)
