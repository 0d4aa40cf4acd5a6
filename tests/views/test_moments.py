from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors.qualifiers.dates import normalise_date
from kg.views.moments import Bounds, apart, before, bounds, calendar_days, gap, surely_within

days = st.dates(min_value=date(1000, 1, 1))
points = st.one_of(
    days.map(str), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}")
)
ends = st.none() | days


def in_order(pair: Bounds) -> Bounds:
    first, last = pair
    return (last, first) if first and last and last < first else pair


reaches = st.tuples(ends, ends).map(in_order)


def text(found: Bounds | None) -> str | None:
    return None if found is None else f"{found[0] or ''}..{found[1] or ''}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022", "2022-01-01..2022-12-31"),
        ("2020-02", "2020-02-01..2020-02-29"),
        ("2022-03-05", "2022-03-05..2022-03-05"),
        ("2018-05-23T18:29:00", "2018-05-23..2018-05-23"),
        ("2018-05-23T18:29:00+02:00", "2018-05-23..2018-05-23"),
        ("../2023-05", "..2023-05-31"),
        ("/2023", "..2023-12-31"),
        ("2023-05/..", "2023-05-01.."),
        ("2016/2018-05", "2016-01-01..2018-05-31"),
        ("2018-05-19/2018-05-20", "2018-05-19..2018-05-20"),
        ("2021~", "2020-01-01..2022-12-31"),
        ("2021?", "2020-01-01..2022-12-31"),
        ("2021%", "2019-01-01..2023-12-31"),
        ("2021-03?", "2021-02-01..2021-04-30"),
        ("2021-01~", "2020-12-01..2021-02-28"),
        ("2021-03-05~", "2021-02-26..2021-03-12"),
        ("2016~/2018", "2015-01-01..2018-12-31"),
        ("201X", "2010-01-01..2019-12-31"),
        ("20XX", "2000-01-01..2099-12-31"),
        ("2018-XX", "2018-01-01..2018-12-31"),
        ("2018-XX-XX", "2018-01-01..2018-12-31"),
        ("2018-05-XX", "2018-05-01..2018-05-31"),
        ("2020-21", "2020-03-01..2020-06-21"),
        ("2020-22", "2020-06-01..2020-09-23"),
        ("2020-23", "2020-09-01..2020-12-22"),
        ("2020-24", "2019-12-01..2021-03-20"),
        ("2020-32", "2020-06-01..2020-09-23"),
        ("2019-35", "2019-07-01..2019-09-30"),
        ("2019-41", "2019-07-01..2019-12-31"),
        ("0001~", "0001-01-01..0002-12-31"),
        ("9999-12-31~", "9999-12-24..9999-12-31"),
    ],
)
def test_a_date_lies_between_the_days_that_it_can_mean(value: str, expected: str) -> None:
    assert text(bounds(value)) == expected


@pytest.mark.parametrize(
    "value",
    [
        "", "soon", "/", "2018-13", "2018-00", "2018-02-30", "2019-02-29", "2018-02-31/2019",
        "2019/2016", "2018-21-05", "2018-XX-05", "0000", "-0100", "Y17000", "2018-5", "２０１８",
        "2018/2019/2020", " 2018",
    ],
)  # fmt: skip
def test_what_is_no_date_has_no_bounds(value: str) -> None:
    assert bounds(value) is None


@given(st.text(max_size=12) | st.text("0123456789X-/.?~%T:", max_size=22))
def test_any_text_has_bounds_in_order_or_none(value: str) -> None:
    found = bounds(value)
    assert found is None or None in found or found[0] <= found[1]  # type: ignore[operator]


@given(points)
def test_an_uncertain_date_can_mean_all_that_the_date_can(value: str) -> None:
    exact, loose = bounds(value), bounds(value + "~")
    assert exact is not None
    assert loose is not None
    assert loose[0] <= exact[0] <= exact[1] <= loose[1]  # type: ignore[operator]
    assert loose != exact


@given(points, points)
def test_an_interval_reaches_from_its_first_day_to_its_last(first: str, last: str) -> None:
    one, other = bounds(first), bounds(last)
    assert one is not None
    assert other is not None
    ordered = one[0] <= other[1]  # type: ignore[operator]
    assert bounds(f"{first}/{last}") == ((one[0], other[1]) if ordered else None)


@given(points)
def test_a_plain_date_has_the_days_of_the_calendar(value: str) -> None:
    assert calendar_days(value) == bounds(value)


@pytest.mark.parametrize("value", ["2018~", "2018-22", "2018-33", "201X", "2018/2019", "../2018"])
def test_what_is_no_plain_date_has_no_days_of_the_calendar(value: str) -> None:
    assert calendar_days(value) is None


@given(reaches, reaches)
def test_bounds_are_apart_where_a_gap_lies_between_them(one: Bounds, other: Bounds) -> None:
    assert apart(one, other) == apart(other, one) == (gap(one, other) > 0)
    assert gap(one, other) == gap(other, one)
    assert before(one, other) <= apart(one, other)
    assert not apart(one, one)


@given(days, st.integers(0, 400))
def test_two_days_are_surely_within_their_distance(day: date, distance: int) -> None:
    other = min(day, date.max - timedelta(distance)) + timedelta(distance)
    one, another = (day, day), (other, other)
    assert surely_within(one, another, distance)
    assert not surely_within(one, another, (other - day).days - 1)
    assert not surely_within((day, None), another, distance)


@pytest.mark.parametrize(
    "words",
    [
        "in 2016", "May 2018", "last weekend", "over the summer", "the southern winter of 2017",
        "nearly a decade ago", "more than three years ago", "for over a year", "the 1990s",
        "the first quarter of 2018", "from 2015 to 2018", "about two weeks ago",
    ],
)  # fmt: skip
def test_dates_that_are_read_from_prose_have_bounds(words: str) -> None:
    assert bounds(normalise_date(words, "2018-05-23") or "")
