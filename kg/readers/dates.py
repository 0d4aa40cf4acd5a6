"""Dates as articles print them, as EDTF that is as precise as the print and no more."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Role = Literal["published", "modified"]
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text: its EDTF form, what it is the date of where a label says so, and where."""

    value: str
    role: Role | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    months: dict[str, int]
    dates: re.Pattern[str]
    labels: re.Pattern[str]
    modified: frozenset[str]
    fill: re.Pattern[str]
    ages: re.Pattern[str]


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Find the dates with a year in a text, in text order.

    `05/06/2018`, which Americans and Europeans read differently, gives the year alone.

    >>> [date.value for date in find_dates("May 23, 2018, 6:29 PM ET | Updated 24 May 2018")]
    ['2018-05-23', '2018-05-24']
    """
    if not _YEAR.search(text):
        return  # most lines hold no year, and the search for a date is dear
    lexicon = _lexicon()
    for match in lexicon.dates.finditer(text):
        value = _edtf(match, lexicon.months)
        if value is not None:
            yield PrintedDate(value, _role(text[: match.start()], lexicon), *match.span())


def read_date_line(line: str) -> tuple[PrintedDate, ...]:
    """Return the dates of a line that is a date and nothing else; of any other line, none.

    Labels ("Updated"), weekdays, times, zones and reading times may stand beside the date.

    >>> [(date.role, date.value) for date in read_date_line("Updated: Tue 8 March 2011 at 9pm")]
    [('modified', '2011-03-08')]
    >>> read_date_line("On 8 March 2011 the council met.")
    ()
    """
    dates = tuple(find_dates(line)) if len(line) <= 160 else ()
    if not dates:
        return ()
    rest = line
    for date in reversed(dates):
        rest = f"{rest[: date.start]}|{rest[date.end :]}"
    lexicon = _lexicon()
    rest = lexicon.fill.sub(" ", lexicon.labels.sub(" ", lexicon.ages.sub(" ", rest)))
    return () if re.search(r"\w", rest) else dates


def is_age(line: str) -> bool:
    """Tell whether a line only says how old something is ("7 minutes ago")."""
    return _lexicon().ages.fullmatch(line.strip()) is not None


def _role(before: str, lexicon: _Lexicon) -> Role | None:
    """Return what the label nearest before a date says, if only filling stands between."""
    labels = list(lexicon.labels.finditer(before))
    if not labels or re.search(r"\w", lexicon.fill.sub(" ", before[labels[-1].end() :])):
        return None
    return "modified" if labels[-1][0].casefold() in lexicon.modified else "published"


def _edtf(match: re.Match[str], months: dict[str, int]) -> str | None:
    parts = {name.rstrip("0123456789"): part for name, part in match.groupdict().items() if part}
    year = int(parts["year"])
    if "first" in parts:
        return _numeric(year, int(parts["first"]), int(parts["second"]))
    month = months[parts["name"].casefold()] if "name" in parts else int(parts["month"])
    if "day" not in parts:
        return f"{year}-{month:02}"
    return _valid(year, month, int(parts["day"]))


def _numeric(year: int, first: int, second: int) -> str | None:
    """Read day and month in whichever order is possible; the year alone where both are."""
    readings = {_valid(year, first, second), _valid(year, second, first)} - {None}
    if len(readings) == 2:
        return str(year)
    return readings.pop() if readings else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(
        files("kg.readers").joinpath("data", "dates.toml").read_text(encoding="utf-8")
    )
    months = {
        name.casefold(): int(number) for number, names in data["months"].items() for name in names
    }
    labels, fill = data["labels"], data["fill"]
    label_words = _either([*labels["published"], *labels["modified"]])
    fill_words = _either([*fill["words"], *fill["zones"]])
    ages = "|".join(data["ages"]["patterns"])
    return _Lexicon(
        months=months,
        dates=re.compile(_date_pattern(_either(months)), re.IGNORECASE),
        labels=re.compile(rf"\b(?:{label_words})\b", re.IGNORECASE),
        modified=frozenset(label.casefold() for label in labels["modified"]),
        fill=re.compile(rf"{'|'.join(fill['patterns'])}|\b(?:{fill_words})\b", re.IGNORECASE),
        ages=re.compile(rf"(?:{ages})\.?", re.IGNORECASE),
    )


def _either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _date_pattern(names: str) -> str:
    # Copies of pages glue a name to the date that follows it ("By Ann LeeMay 2, 2020").
    left = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-zà-ÿ])(?=[A-Z])))"
    year = r"(?P<year{0}>(?:1[6-9]|20)\d\d)(?!\d)"
    ordinal = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?"
    forms = (
        rf"{left}(?P<name1>{names})\.?\s+{ordinal.format(1)},?\s+{year.format(1)}",
        rf"(?<!\d){ordinal.format(2)}\s*(?:of |de )?(?P<name2>{names})\.?,?\s+(?:de )?"
        + year.format(2),
        rf"(?<!\d){year.format(3)}-(?P<month3>\d\d)-(?P<day3>\d\d)(?!\d)"
        r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"(?<!\d){year.format(4)}[/.](?P<month4>\d\d?)[/.](?P<day4>\d\d?)(?!\d)",
        rf"(?<![\d./-])(?P<first5>\d\d?)[./-](?P<second5>\d\d?)[./-]{year.format(5)}",
        rf"{left}(?P<name6>{names})\.?,?\s+(?:de )?{year.format(6)}",
        rf"(?<![\d./-]){year.format(7)}-(?P<month7>0[1-9]|1[0-2])(?![\d-])",
    )
    return "|".join(f"(?:{form})" for form in forms)
