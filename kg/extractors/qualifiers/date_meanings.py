"""What each kind of date in prose means, as EDTF; None where the words do not tell.

Every function takes the match of its rule and the date that relative dates count from.
"""

from __future__ import annotations

import re

from kg.extractors.lexicon import TomlValue, table
from kg.extractors.qualifiers.moments import Moment, moment, shift, week, weekday_near


def section(name: str) -> dict[str, TomlValue]:
    """Return a section of the words of dates."""
    found = table("dates")[name]
    return found if isinstance(found, dict) else {}


def _lexicon(name: str) -> dict[str, int]:
    return {key: value for key, value in section(name).items() if isinstance(value, int)}


def _month(match: re.Match[str]) -> int:
    name = match["month"].casefold().rstrip(".")
    return (_lexicon("months") | _lexicon("months_short"))[name]


def _text(found: Moment | None) -> str | None:
    return None if found is None else str(found)


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def iso(match: re.Match[str], _: Moment | None) -> str | None:
    """Return a date in figures: "2019-05-03"."""
    day = _group(match, "day")
    return _text(moment(int(match["year"]), int(match["number"]), int(day) if day else None))


def day(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return a day of a month, or an interval of two; without a year the nearest one."""
    month, last, year = _month(match), _group(match, "last"), _group(match, "year")
    if year is None and reference is None:
        return None
    in_year = int(year) if year else _near_year(reference, month) if reference else 0
    found = _text(moment(in_year, month, int(match["day"])))
    end = _text(moment(in_year, month, int(last))) if last else None
    return f"{found}/{end}" if found and end and found < end else found


def month_of_year(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return a month; without a year the nearest one, or the one that "last" and "next" say."""
    year = _group(match, "year")
    if year:
        return _text(moment(int(year), _month(match)))
    if reference is None:
        return None
    month, near = _month(match), (_group(match, "near") or "").casefold()
    if near and reference.month is not None:
        later = month > reference.month
        turn = {"last": -1 if later or month == reference.month else 0, "previous": -1}.get(
            near, 1 if near in {"next", "coming"} and not later else 0
        )
        return _text(moment(reference.year + turn, month))
    return _text(moment(_near_year(reference, month), month))


def _near_year(reference: Moment, month: int) -> int:
    if reference.month is None:
        return reference.year
    return min(
        (reference.year + turn for turn in (0, -1, 1)),
        key=lambda year: abs((year - reference.year) * 12 + month - (reference.month or 1)),
    )


def season(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return a season of a year, as EDTF numbers them."""
    code = _lexicon("seasons")[match["season"].casefold()]
    return _of_part(match, reference, code)


def quarter(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return a quarter of a year, as EDTF numbers them."""
    return _of_part(match, reference, _lexicon("quarters")[match["quarter"].casefold()])


def _of_part(match: re.Match[str], reference: Moment | None, code: int) -> str | None:
    year, near = _group(match, "year"), (_group(match, "near") or "this").casefold()
    if year:
        return f"{year}-{code}"
    if reference is None:
        return None
    turn = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(near, 0)
    return f"{reference.year + turn:04d}-{code}"


def decade(match: re.Match[str], _: Moment | None) -> str:
    """Return a decade: "201X"."""
    digits = match["decade"]
    return f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X"


def year(match: re.Match[str], _: Moment | None) -> str:
    """Return a year."""
    return match["year"]


def book_year(match: re.Match[str], _: Moment | None) -> str:
    """Return a year of accounts or of school; one of two calendar years is an interval."""
    first, last = match["year"], _group(match, "last")
    first = first if len(first) == 4 else f"20{first}"
    if last is None:
        return first
    return f"{first}/{last if len(last) == 4 else first[:2] + last}"


def month_near(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return the month of "January of last year"."""
    if reference is None:
        return None
    turn = {"this": 0, "next": 1, "coming": 1}.get(match["near"].casefold(), -1)
    return _text(moment(reference.year + turn, _month(match)))


def weekday(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return the day of a weekday near the reference."""
    if reference is None:
        return None
    near = (_group(match, "near") or "").casefold()
    direction = {"last": -7, "previous": -7, "past": -7, "next": 1, "coming": 1}.get(near, -1)
    number = _lexicon("weekdays")[match["weekday"].casefold()]
    return _text(weekday_near(reference, number, direction))


def near(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return the week, month or year that "this", "last" or "next" says."""
    if reference is None:
        return None
    unit, near = match["unit"].casefold(), (_group(match, "near") or "this").casefold()
    turn = {"this": 0, "next": 1, "coming": 1}.get(near, -1)
    if unit in {"week", "weekend"}:
        return week(reference, turn, weekend=unit == "weekend")
    if turn == 0 and unit == "month":
        return None if reference.month is None else str(Moment(reference.year, reference.month))
    if unit == "decade":
        return f"{(reference.year // 10 + turn):03d}X"
    return _text(shift(reference, unit, turn))


def unsaid(_: re.Match[str], __: Moment | None) -> None:
    """Return no value for a date that counts from something the words do not name."""
    return


def holiday(match: re.Match[str], _: Moment | None) -> str | None:
    """Return the year of a holiday, where it is told."""
    return _group(match, "year")


def today(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return the reference's day, or the one beside it."""
    turn = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(match["today"].casefold(), 0)
    return None if reference is None else _text(shift(reference, "day", turn))


def _distance(match: re.Match[str], reference: Moment | None, sign: int) -> str | None:
    unit = match["unit"].casefold()
    words = " ".join((_group(match, "count") or "one").casefold().split())
    count = int(words) if words.isdigit() else _lexicon("numbers").get(words)
    if reference is None or count is None:
        return None
    return _text(shift(reference, unit, sign * count))


def ago(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return a time ago; "more than" opens the interval."""
    value, bound = _distance(match, reference, -1), _bound(match)
    if value is None:
        return None
    return {"more": f"../{value}", "about": f"{value}~"}.get(bound, value)


def lasting(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return since when something lasts."""
    value, bound = _distance(match, reference, -1), _bound(match)
    if value is None:
        return None
    if bound == "more":
        month = reference.month if reference else None
        exact = f"{value}-{month:02d}" if month and len(value) == 4 else value
        return f"../{exact}"
    return f"{value}~" if bound == "about" else value


def _bound(match: re.Match[str]) -> str:
    words = " ".join((_group(match, "bound") or "").casefold().split())
    return str(section("bounds").get(words, ""))
