"""EDTF dates as the days that other formats ask for."""

from __future__ import annotations

import calendar
import re
from datetime import date

_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def first_day(value: str) -> date | None:
    """Return the first day of a year, month or day; None of anything else in EDTF.

    >>> first_day("2018-05")
    datetime.date(2018, 5, 1)
    """
    days = _days(value)
    return days[0] if days else None


def last_day(value: str) -> date | None:
    """Return the last day of a year, month or day; None of anything else in EDTF.

    >>> last_day("2018-02")
    datetime.date(2018, 2, 28)
    """
    days = _days(value)
    return days[1] if days else None


def _days(value: str) -> tuple[date, date] | None:
    found = _CALENDAR.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError:
        # EDTF writes seasons as months 21 to 24, and people write 31 June.
        return None
    return first, last
