"""Points in time as EDTF, and arithmetic on them from a reference date.

Source: Extended Date/Time Format, https://www.loc.gov/standards/datetime/ (level 1).
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_REFERENCE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_UNITS_OF_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_UNITS_OF_DAYS = {"day": 1, "week": 7, "fortnight": 14}
EARLIEST, LATEST = 1000, 2999


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month of a year, or a day; `str` gives EDTF.

    >>> str(Moment(2018, 5))
    '2018-05'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Write the moment as precisely as it is known."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def date(self) -> datetime.date | None:
        """Return the calendar day, where the day is known."""
        if self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


def moment(year: int, month: int | None = None, day: int | None = None) -> Moment | None:
    """Return the moment, or None where the calendar has no such day, month or year.

    >>> moment(2019, 2, 29) is None
    True
    """
    if not EARLIEST <= year <= LATEST or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and (month is None or not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return Moment(year, month, day)


def read_reference(edtf: str | None) -> Moment | None:
    """Read the date that relative dates count from; its first moment where it is an interval.

    >>> read_reference("2018-05-23T18:29:00")
    Moment(year=2018, month=5, day=23)
    """
    found = _REFERENCE.match(edtf or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return moment(year or 0, month, day)


def of_day(day: datetime.date) -> Moment:
    """Return a calendar day as a moment."""
    return Moment(day.year, day.month, day.day)


def shift(reference: Moment, unit: str, count: int) -> Moment | None:
    """Move a reference by `count` units, as precisely as the unit says and the reference allows.

    >>> str(shift(Moment(2018, 5, 23), "month", -2))
    '2018-03'
    """
    if unit in _UNITS_OF_DAYS:
        day = reference.date()
        return None if day is None else _shift_days(day, _UNITS_OF_DAYS[unit] * count)
    months = _UNITS_OF_MONTHS[unit] * count
    if months % 12 == 0:
        return moment(reference.year + months // 12)
    if reference.month is None:
        return None
    index = reference.year * 12 + reference.month - 1 + months
    return moment(index // 12, index % 12 + 1)


def _shift_days(day: datetime.date, days: int) -> Moment | None:
    ordinal = day.toordinal() + days
    if not datetime.date.min.toordinal() <= ordinal <= datetime.date(LATEST, 12, 31).toordinal():
        return None
    shifted = datetime.date.fromordinal(ordinal)
    return moment(shifted.year, shifted.month, shifted.day)


def weekday_near(reference: Moment, weekday: int, direction: int) -> Moment | None:
    """Return the nearest such weekday: on or before the reference (-1), before (-7) or after (1).

    Weekdays count from Monday, 0.

    >>> str(weekday_near(Moment(2018, 5, 23), 1, -1))
    '2018-05-22'
    """
    day = reference.date()
    if day is None:
        return None
    if direction > 0:
        return _shift_days(day, (weekday - day.weekday() - 1) % 7 + 1)
    back = (day.weekday() - weekday) % 7
    return _shift_days(day, -(back or (7 if direction < -1 else 0)))


def week(reference: Moment, count: int, *, weekend: bool = False) -> str | None:
    """Return the week (Monday to Sunday) or weekend `count` weeks off, as an EDTF interval.

    The weekend of a week is the Saturday and Sunday that end it; on those two days, "last
    weekend" is still the one before.

    >>> week(Moment(2018, 5, 23), -1, weekend=True)
    '2018-05-19/2018-05-20'
    """
    day = reference.date()
    if day is None:
        return None
    first = (5 if weekend else 0) - day.weekday() + 7 * count
    start, end = _shift_days(day, first), _shift_days(day, 1 + first if weekend else 6 + first)
    return None if start is None or end is None else f"{start}/{end}"
