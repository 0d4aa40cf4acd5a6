"""The grammar of dates in English prose: one expression per kind, and what each kind means."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.extractors.lexicon import TomlValue, table, words
from kg.extractors.qualifiers.moments import Moment, moment, shift, week, weekday_near

Meaning = Callable[["re.Match[str]", Moment | None], str | None]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One kind of date: the words it has, and the EDTF value they mean."""

    expression: re.Pattern[str]
    meaning: Meaning


@functools.cache
def date_rules() -> tuple[DateRule, ...]:
    """Return the rules of the grammar; of two that match, the longer match wins."""
    parts = _parts()
    return tuple(
        DateRule(re.compile(_fill(expression, parts), re.IGNORECASE), meaning)
        for expression, meaning in _RULES
    )


def _fill(expression: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        expression = expression.replace(f"<{name}>", part)
    return expression.replace(" ", r"\s+")


def _either(words: Iterable[str]) -> str:
    escaped = (re.escape(word).replace(r"\ ", " ") for word in words)
    return "|".join(sorted(escaped, key=lambda word: (-len(word), word)))


def _section(name: str) -> dict[str, TomlValue]:
    section = table("dates")[name]
    return section if isinstance(section, dict) else {}


def _lexicon(name: str) -> dict[str, int]:
    return {key: value for key, value in _section(name).items() if isinstance(value, int)}


def _parts() -> dict[str, str]:
    months, short = _either(_section("months")), _either(_section("months_short"))
    numbers = rf"(?P<count>\d{{1,3}}(?!\d)|{_either([*_section('numbers'), *_section('vague')])})"
    return {
        "MONTH": rf"(?P<month>{months}|(?:{short})\b\.?)",
        "NAMED": rf"(?P<month>(?:{months})\b|(?:{short})\.)",
        "WEEKDAY": rf"(?P<weekday>{_either(_section('weekdays'))})",
        "SEASON": rf"(?P<season>{_either(_section('seasons'))})",
        "QUARTER": rf"(?P<quarter>{_either(_section('quarters'))})",
        "BOUND": rf"(?:(?P<bound>{_either(_section('bounds'))})\s+)?",
        "COUNT": numbers,
        "UNIT": r"(?P<unit>day|week|fortnight|month|quarter|year|decade)s?",
        "DAY": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
        "YEAR": r"(?P<year>(?:1[5-9]|20)\d\d)",
        "PART": r"(?:(?:the\s+)?(?:early|late|mid|middle|beginning|start|end)(?:\s+of\s+|-|\s+))?",
        "BOOKS": r"(?:fiscal|financial|school|academic|budget)",
        "NEAR": r"(?P<near>this|last|next|past|previous|coming)",
        "DEALS": _either(words("dates_deals")),
        "HALF": r"(?:northern|southern)",
        "HOLIDAY": rf"(?:{_either(words('dates_holidays'))})",
    }


def _month(match: re.Match[str]) -> int:
    name = match["month"].casefold().rstrip(".")
    return (_lexicon("months") | _lexicon("months_short"))[name]


def _text(found: Moment | None) -> str | None:
    return None if found is None else str(found)


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _iso(match: re.Match[str], _: Moment | None) -> str | None:
    day = _group(match, "day")
    return _text(moment(int(match["year"]), int(match["number"]), int(day) if day else None))


def _day(match: re.Match[str], reference: Moment | None) -> str | None:
    month, last, year = _month(match), _group(match, "last"), _group(match, "year")
    if year is None and reference is None:
        return None
    in_year = int(year) if year else _near_year(reference, month) if reference else 0
    found = _text(moment(in_year, month, int(match["day"])))
    end = _text(moment(in_year, month, int(last))) if last else None
    return f"{found}/{end}" if found and end and found < end else found


def _month_of_year(match: re.Match[str], reference: Moment | None) -> str | None:
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


def _season(match: re.Match[str], reference: Moment | None) -> str | None:
    code = _lexicon("seasons")[match["season"].casefold()]
    return _of_part(match, reference, code)


def _quarter(match: re.Match[str], reference: Moment | None) -> str | None:
    return _of_part(match, reference, _lexicon("quarters")[match["quarter"].casefold()])


def _of_part(match: re.Match[str], reference: Moment | None, code: int) -> str | None:
    year, near = _group(match, "year"), (_group(match, "near") or "this").casefold()
    if year:
        return f"{year}-{code}"
    if reference is None:
        return None
    turn = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(near, 0)
    return f"{reference.year + turn:04d}-{code}"


def _decade(match: re.Match[str], _: Moment | None) -> str:
    digits = match["decade"]
    return f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X"


def _year(match: re.Match[str], _: Moment | None) -> str:
    return match["year"]


def _book_year(match: re.Match[str], _: Moment | None) -> str:
    """Return a year of accounts or of school; one of two calendar years is an interval."""
    first, last = match["year"], _group(match, "last")
    first = first if len(first) == 4 else f"20{first}"
    if last is None:
        return first
    return f"{first}/{last if len(last) == 4 else first[:2] + last}"


def _month_near(match: re.Match[str], reference: Moment | None) -> str | None:
    """Return the month of "January of last year"."""
    if reference is None:
        return None
    turn = {"this": 0, "next": 1, "coming": 1}.get(match["near"].casefold(), -1)
    return _text(moment(reference.year + turn, _month(match)))


def _weekday(match: re.Match[str], reference: Moment | None) -> str | None:
    if reference is None:
        return None
    near = (_group(match, "near") or "").casefold()
    direction = {"last": -7, "previous": -7, "past": -7, "next": 1, "coming": 1}.get(near, -1)
    number = _lexicon("weekdays")[match["weekday"].casefold()]
    return _text(weekday_near(reference, number, direction))


def _near(match: re.Match[str], reference: Moment | None) -> str | None:
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


def _unsaid(_: re.Match[str], __: Moment | None) -> None:
    """Return no value for a date that counts from something the words do not name."""
    return


def _holiday(match: re.Match[str], _: Moment | None) -> str | None:
    """Return the year of a holiday, where it is told."""
    return _group(match, "year")


def _today(match: re.Match[str], reference: Moment | None) -> str | None:
    turn = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(match["today"].casefold(), 0)
    return None if reference is None else _text(shift(reference, "day", turn))


def _distance(match: re.Match[str], reference: Moment | None, sign: int) -> str | None:
    unit = match["unit"].casefold()
    words = " ".join((_group(match, "count") or "one").casefold().split())
    count = int(words) if words.isdigit() else _lexicon("numbers").get(words)
    if reference is None or count is None:
        return None
    return _text(shift(reference, unit, sign * count))


def _ago(match: re.Match[str], reference: Moment | None) -> str | None:
    value, bound = _distance(match, reference, -1), _bound(match)
    if value is None:
        return None
    return {"more": f"../{value}", "about": f"{value}~"}.get(bound, value)


def _lasting(match: re.Match[str], reference: Moment | None) -> str | None:
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
    return str(_section("bounds").get(words, ""))


_RULES: tuple[tuple[str, Meaning], ...] = (
    (r"\b<YEAR>-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?![-\d])", _iso),
    (r"\b(?:<WEEKDAY>,? )?(?:the )?<DAY> (?:of )?<MONTH>(?:,? <YEAR>)?\b", _day),
    (r"\b(?:<WEEKDAY>,? )?<MONTH> <DAY>\b(?:[-–](?P<last>\d{1,2})\b)?(?!,\d)(?:,? <YEAR>\b)?", _day),
    (r"\b<PART><MONTH>(?: of|,)? <YEAR>\b", _month_of_year),
    (r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bthrough\s)|(?<=\bbetween\s))"
     r"<PART><NAMED>(?! \d)", _month_of_year),
    (r"\b(?:early|late|mid)[- ]<NAMED>(?! \d)", _month_of_year),
    (r"\b(?:earlier |later )?<NEAR> <NAMED>(?! \d)", _month_of_year),
    (r"\b<PART><SEASON>(?: of|,)? <YEAR>\b", _season),
    (r"\b(?:earlier |later )?<NEAR> <SEASON>\b", _season),
    (r"\bq(?P<quarter>[1-4])(?:,? (?:of )?<YEAR>)?\b", _quarter),
    (r"\b(?:the )?(?P<quarter>first|second|third|fourth)[- ]quarter(?: of)?(?: <YEAR>| (?P<near>this|last|next) year)?\b", _quarter),
    (r"\b(?:the )?<QUARTER> quarter of <YEAR>\b", _quarter),
    (r"\b(?:the )?(?:early |late |mid-?)?(?P<decade>(?:1[5-9]|20)\d0)[’']?s\b", _decade),
    (r"(?:the )?(?:early |late |mid-?)?[’'](?P<decade>\d0)s\b", _decade),
    (r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bthrough\s)|(?<=\bof\s)"
     r"|(?<=\bduring\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bbetween\s)|^)"
     r"<PART><YEAR>\b(?![-–]\d|,\d|\.\d|%)", _year),
    (r"\b(?:early|late|mid)[- ]<YEAR>\b", _year),
    (r"(?:(?<=\ba\s)|(?<=\bthe\s)|(?<=\btheir\s)|(?<=\bits\s))<YEAR>(?=\s(?:[a-z-]+\s)?(?:<DEALS>)\b)", _year),
    (r"(?:(?<=\bleast\s)|(?<=\baround\s)|(?<=\babout\s)|(?<=\bearly\sas\s)|(?<=\blate\sas\s)|(?<=\brecently\sas\s))"
     r"<YEAR>\b(?![-–]\d|,\d|\.\d|%)", _year),
    (r"\b(?:the )?<BOOKS>(?: year)? <YEAR>(?:[-–/](?P<last>\d\d(?:\d\d)?)\b)?", _book_year),
    (r"\b(?:the )?<YEAR>(?:[-–/](?P<last>\d\d(?:\d\d)?))? <BOOKS> year\b", _book_year),
    (r"\bfy[- ]?(?P<year>(?:20)?\d\d)(?:[-–/](?P<last>\d\d(?:\d\d)?))?\b", _book_year),
    (r"\b(?:earlier |later |(?:the )?(?:end|start|beginning) of )?<NEAR> <BOOKS> (?P<unit>year)\b", _near),
    (r"\b<MONTH> of <NEAR> year\b", _month_near),
    (r"\b(?:the )?(?:end|start|beginning|middle) of the (?P<unit>year|month|week)\b", _near),
    (r"\b(?:on )?(?:<NEAR> )?<WEEKDAY>\b(?!s)", _weekday),
    (r"\b(?:earlier |later |early |late |mid |(?:the )?(?:end|start|beginning) of )?(?P<near>this|last|next|previous|coming) "
     r"(?P<unit>week|weekend|month|quarter|year|decade)\b", _near),
    (r"\b(?P<today>today|yesterday|tomorrow|tonight)\b", _today),
    (r"\b(?:early |late |earlier |later )?(?P<today>this) (?:morning|afternoon|evening|night)\b", _today),
    (r"\b(?P<today>last) (?:night|evening)\b", _today),
    (r"\b(?:over|during|in|since|until|through|throughout|by|before|after) the (?:(?:early|late|last|coming|past|previous) )?"
     r"<SEASON>\b(?! of| \d)", _season),
    (r"\b(?:the )?(?:<HALF> )?<SEASON> (?:of )?<YEAR>\b", _season),
    (r"\b(?:the )?(?:<NEAR>|<SEASON>|first|second|new) (?:school |academic )?(?:semester|term|school year|academic year)"
     r"(?: of <YEAR>)?\b", _unsaid),
    (r"\b<COUNT> <UNIT> (?:later|earlier|before|after|from now)\b(?! the| its| their| it| they)", _unsaid),
    (r"\b(?:after|within|in) <COUNT> (?:<UNIT>|semesters?|terms?|seasons?)\b(?! ago)", _unsaid),
    (r"\b(?:on |since |until |by |before |after )?<HOLIDAY>(?: <YEAR>)?\b", _holiday),
    (r"(?:(?<=\buntil\s)|(?<=\btill\s))(?:recently|lately|now)\b", _unsaid),
    (r"\b(?:the )?<NEAR> (?:<COUNT> )?<UNIT>\b(?=[,.;]|$)", _unsaid),
    (r"\b<BOUND><COUNT> <UNIT> ago\b", _ago),
    (r"\bfor <BOUND><COUNT> <UNIT>\b(?! (?:old|ago))", _lasting),
    (r"\b(?:for|over|in|during|within) the (?:past|last) <BOUND><COUNT> <UNIT>\b", _lasting),
    (r"\b(?:for|over|in|during|within) the (?:past|last) <UNIT>\b", _lasting),
)  # fmt: skip
