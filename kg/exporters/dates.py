"""EDTF dates as the days that other formats ask for."""

from __future__ import annotations

from datetime import date

from kg.views.moments import calendar_days


def first_day(value: str) -> date | None:
    """Return the first day of a year, month or day; None of anything else in EDTF.

    >>> first_day("2018-05")
    datetime.date(2018, 5, 1)
    """
    days = calendar_days(value)
    return days[0] if days else None


def last_day(value: str) -> date | None:
    """Return the last day of a year, month or day; None of anything else in EDTF.

    >>> last_day("2018-02")
    datetime.date(2018, 2, 28)
    """
    days = calendar_days(value)
    return days[1] if days else None
