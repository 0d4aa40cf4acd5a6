"""Dates in prose: where they stand, and what they mean as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extractors.qualifiers.date_grammar import rules_for
from kg.extractors.qualifiers.moments import Moment, read_reference

_BETWEEN = re.compile(r"\s*(?:-|–|—|to|until|till|through|and)\s*", re.IGNORECASE)
_OPENING = re.compile(r"\b(from|between)\s+$", re.IGNORECASE)
_YEARS = re.compile(r"\b((?:1[5-9]|20)\d\d)\s?[-–]\s?((?:1[5-9]|20)\d\d|\d\d)\b(?!-)")
_YEAR = re.compile(r"\d{4}")
_SINGLE = re.compile(r"\d{4}(?:-\d{2}){0,2}~?")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date: characters `start`..`end` (half-open) and its EDTF value, where it has one."""

    start: int
    end: int
    value: str | None


def find_dates(text: str) -> list[tuple[int, int]]:
    """Find the dates in a text, in order, without overlap, as half-open character offsets.

    >>> [text[a:b] for text in ["Since early 2019 and on May 3, 2021."] for a, b in find_dates(text)]
    ['early 2019', 'May 3, 2021']
    """
    return [(found.start, found.end) for found in read_dates(text, None)]


def normalise_date(text: str, reference: str | None = None) -> str | None:
    """Return what the first date in the words means, as EDTF level 1, as precise as the words.

    `reference` is the EDTF date that relative dates count from. None where the words hold no date
    or a relative one cannot be placed.

    >>> normalise_date("last weekend", "2018-05-23")
    '2018-05-19/2018-05-20'
    >>> normalise_date("for over a year", "2018-05-23")
    '../2017-05'
    """
    found = read_dates(text, reference)
    return found[0].value if found else None


def read_dates(text: str, reference: str | None) -> list[DateSpan]:
    """Find the dates in a text with their values, ranges ("from 2015 to 2018") joined to one."""
    return list(_dates_in(text, reference))


@lru_cache(maxsize=256)  # several findings look at one sentence in turn
def _dates_in(text: str, reference: str | None) -> tuple[DateSpan, ...]:
    return tuple(_joined(text, _longest(_candidates(text, read_reference(reference)))))


def _candidates(text: str, reference: Moment | None) -> list[DateSpan]:
    found = [
        DateSpan(match.start(), match.end(), rule.meaning(match, reference))
        for rule in rules_for(text)
        for match in rule.expression.finditer(text)
        if not _is_word_of_another_kind(match)
    ]
    for match in _YEARS.finditer(text):
        first, last = match.groups()
        last = last if len(last) == 4 else first[:2] + last
        if first < last:
            found.append(DateSpan(match.start(), match.end(), f"{first}/{last}"))
    return found


def _is_word_of_another_kind(match: re.Match[str]) -> bool:
    """Tell "may" and "march" from the months: those are written with a capital."""
    month = match.groupdict().get("month")
    return month is not None and month[0].islower()


def _longest(candidates: list[DateSpan]) -> list[DateSpan]:
    chosen: list[DateSpan] = []
    for found in sorted(candidates, key=lambda date: (date.start - date.end, date.start)):
        if all(found.end <= other.start or other.end <= found.start for other in chosen):
            chosen.append(found)
    return sorted(chosen, key=lambda date: date.start)


def _joined(text: str, dates: list[DateSpan]) -> list[DateSpan]:
    joined: list[DateSpan] = []
    for date in dates:
        previous = joined[-1] if joined else None
        if previous is not None and _is_range(text, previous, date):
            joined[-1] = DateSpan(previous.start, date.end, _range(text, previous, date))
        else:
            joined.append(date)
    return joined


def _range(text: str, first: DateSpan, last: DateSpan) -> str:
    return f"{_start(text, first, last)}/{last.value}"


def _start(text: str, first: DateSpan, last: DateSpan) -> str:
    """Return where an interval starts; a month named without a year ("May to July 2019") takes the second's."""
    start, end = str(first.value), str(last.value)
    dated = _YEAR.search(text[first.start : first.end])
    if not dated and _YEAR.search(text[last.start : last.end]):
        return min(end[:4] + start[4:], end)
    return start


def _is_range(text: str, first: DateSpan, last: DateSpan) -> bool:
    between, opening = text[first.end : last.start], _OPENING.search(text[: first.start])
    if not _BETWEEN.fullmatch(between) or not first.value or not last.value:
        return False
    if not _SINGLE.fullmatch(first.value) or not _SINGLE.fullmatch(last.value):
        return False
    if between.strip().casefold() == "and" and (opening is None or opening[1].casefold() == "from"):
        return False
    return _start(text, first, last) <= last.value and bool(
        opening or between.strip() in {"-", "–", "—"}
    )
