"""The grammar of dates in English prose: one expression per kind, and what each kind means."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extractors.lexicon import words
from kg.extractors.qualifiers import date_meanings as meant
from kg.extractors.qualifiers.date_meanings import section
from kg.extractors.qualifiers.moments import Moment

_UNITS = ("day", "week", "fortnight", "month", "quarter", "year", "decade")
Meaning = Callable[["re.Match[str]", Moment | None], str | None]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One kind of date: the words it has, the EDTF value they mean, and what none is without."""

    expression: re.Pattern[str]
    meaning: Meaning
    need: str


@functools.cache
def date_rules() -> tuple[DateRule, ...]:
    """Return the rules of the grammar; of two that match, the longer match wins."""
    parts = _parts()
    return tuple(
        DateRule(re.compile(_fill(expression, parts), re.IGNORECASE), meaning, need)
        for expression, meaning, need in _RULES
    )


def rules_for(text: str) -> Iterator[DateRule]:
    """Yield the rules that may match in a text: those of which it holds what all dates need.

    Most sentences hold no month, no weekday and no figure; looking for those first is quick.
    """
    folded = text.casefold()
    held = {need for need, expression in _needs().items() if expression.search(folded)}
    yield from (rule for rule in date_rules() if rule.need in held)


@functools.cache
def _needs() -> Mapping[str, re.Pattern[str]]:
    """Return what to look for, in a case-folded text, before each group of rules is tried."""
    known: dict[str, Iterable[str]] = {
        "months": [*section("months"), *section("months_short")],
        "weekdays": section("weekdays"),
        "seasons": section("seasons"),
        "units": _UNITS,
        "days": ("today", "yesterday", "tomorrow", "night", "morning", "noon", "evening"),
        "terms": ("semester", "term", "season", "year", *_UNITS),
        "holidays": words("dates_holidays"),
        "lately": ("recently", "lately", "now"),
    }
    found = {need: "|".join(map(re.escape, _first_words(told))) for need, told in known.items()}
    return {need: re.compile(told) for need, told in ({**found, "figures": r"\d"}).items()}


def _first_words(phrases: Iterable[str]) -> list[str]:
    return sorted({phrase.casefold().split()[0] for phrase in phrases})


def _fill(expression: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        expression = expression.replace(f"<{name}>", part)
    return expression.replace(" ", r"\s+")


def _either(words: Iterable[str]) -> str:
    escaped = (re.escape(word).replace(r"\ ", " ") for word in words)
    return "|".join(sorted(escaped, key=lambda word: (-len(word), word)))


def _parts() -> dict[str, str]:
    months, short = _either(section("months")), _either(section("months_short"))
    numbers = rf"(?P<count>\d{{1,3}}(?!\d)|{_either([*section('numbers'), *section('vague')])})"
    return {
        "MONTH": rf"(?P<month>{months}|(?:{short})\b\.?)",
        "NAMED": rf"(?P<month>(?:{months})\b|(?:{short})\.)",
        "WEEKDAY": rf"(?P<weekday>{_either(section('weekdays'))})",
        "SEASON": rf"(?P<season>{_either(section('seasons'))})",
        "QUARTER": rf"(?P<quarter>{_either(section('quarters'))})",
        "BOUND": rf"(?:(?P<bound>{_either(section('bounds'))})\s+)?",
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


_RULES: tuple[tuple[str, Meaning, str], ...] = (
    (r"\b<YEAR>-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?![-\d])", meant.iso, "figures"),
    (r"\b(?:<WEEKDAY>,? )?(?:the )?<DAY> (?:of )?<MONTH>(?:,? <YEAR>)?\b", meant.day, "figures"),
    (r"\b(?:<WEEKDAY>,? )?<MONTH> <DAY>\b(?:[-–](?P<last>\d{1,2})\b)?(?!,\d)(?:,? <YEAR>\b)?", meant.day, "figures"),
    (r"\b<PART><MONTH>(?: of|,)? <YEAR>\b", meant.month_of_year, "figures"),
    (r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bthrough\s)|(?<=\bbetween\s))"
     r"<PART><NAMED>(?! \d)", meant.month_of_year, "months"),
    (r"\b(?:early|late|mid)[- ]<NAMED>(?! \d)", meant.month_of_year, "months"),
    (r"\b(?:earlier |later )?<NEAR> <NAMED>(?! \d)", meant.month_of_year, "months"),
    (r"\b<PART><SEASON>(?: of|,)? <YEAR>\b", meant.season, "figures"),
    (r"\b(?:earlier |later )?<NEAR> <SEASON>\b", meant.season, "seasons"),
    (r"\bq(?P<quarter>[1-4])(?:,? (?:of )?<YEAR>)?\b", meant.quarter, "figures"),
    (r"\b(?:the )?(?P<quarter>first|second|third|fourth)[- ]quarter(?: of)?(?: <YEAR>| (?P<near>this|last|next) year)?\b", meant.quarter, "units"),
    (r"\b(?:the )?<QUARTER> quarter of <YEAR>\b", meant.quarter, "figures"),
    (r"\b(?:the )?(?:early |late |mid-?)?(?P<decade>(?:1[5-9]|20)\d0)[’']?s\b", meant.decade, "figures"),
    (r"(?:the )?(?:early |late |mid-?)?[’'](?P<decade>\d0)s\b", meant.decade, "figures"),
    (r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bthrough\s)|(?<=\bof\s)"
     r"|(?<=\bduring\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bbetween\s)|^)"
     r"<PART><YEAR>\b(?![-–]\d|,\d|\.\d|%)", meant.year, "figures"),
    (r"\b(?:early|late|mid)[- ]<YEAR>\b", meant.year, "figures"),
    (r"(?:(?<=\ba\s)|(?<=\bthe\s)|(?<=\btheir\s)|(?<=\bits\s))<YEAR>(?=\s(?:[a-z-]+\s)?(?:<DEALS>)\b)", meant.year, "figures"),
    (r"(?:(?<=\bleast\s)|(?<=\baround\s)|(?<=\babout\s)|(?<=\bearly\sas\s)|(?<=\blate\sas\s)|(?<=\brecently\sas\s))"
     r"<YEAR>\b(?![-–]\d|,\d|\.\d|%)", meant.year, "figures"),
    (r"\b(?:the )?<BOOKS>(?: year)? <YEAR>(?:[-–/](?P<last>\d\d(?:\d\d)?)\b)?", meant.book_year, "figures"),
    (r"\b(?:the )?<YEAR>(?:[-–/](?P<last>\d\d(?:\d\d)?))? <BOOKS> year\b", meant.book_year, "figures"),
    (r"\bfy[- ]?(?P<year>(?:20)?\d\d)(?:[-–/](?P<last>\d\d(?:\d\d)?))?\b", meant.book_year, "figures"),
    (r"\b(?:earlier |later |(?:the )?(?:end|start|beginning) of )?<NEAR> <BOOKS> (?P<unit>year)\b", meant.near, "units"),
    (r"\b<MONTH> of <NEAR> year\b", meant.month_near, "months"),
    (r"\b(?:the )?(?:end|start|beginning|middle) of the (?P<unit>year|month|week)\b", meant.near, "units"),
    (r"\b(?:on )?(?:<NEAR> )?<WEEKDAY>\b(?!s)", meant.weekday, "weekdays"),
    (r"\b(?:earlier |later |early |late |mid |(?:the )?(?:end|start|beginning) of )?(?P<near>this|last|next|previous|coming) "
     r"(?P<unit>week|weekend|month|quarter|year|decade)\b", meant.near, "units"),
    (r"\b(?P<today>today|yesterday|tomorrow|tonight)\b", meant.today, "days"),
    (r"\b(?:early |late |earlier |later )?(?P<today>this) (?:morning|afternoon|evening|night)\b", meant.today, "days"),
    (r"\b(?P<today>last) (?:night|evening)\b", meant.today, "days"),
    (r"\b(?:over|during|in|since|until|through|throughout|by|before|after) the (?:(?:early|late|last|coming|past|previous) )?"
     r"<SEASON>\b(?! of| \d)", meant.season, "seasons"),
    (r"\b(?:the )?(?:<HALF> )?<SEASON> (?:of )?<YEAR>\b", meant.season, "figures"),
    (r"\b(?:the )?(?:<NEAR>|<SEASON>|first|second|new) (?:school |academic )?(?:semester|term|school year|academic year)"
     r"(?: of <YEAR>)?\b", meant.unsaid, "terms"),
    (r"\b<COUNT> <UNIT> (?:later|earlier|before|after|from now)\b(?! the| its| their| it| they)", meant.unsaid, "units"),
    (r"\b(?:after|within|in) <COUNT> (?:<UNIT>|semesters?|terms?|seasons?)\b(?! ago)", meant.unsaid, "terms"),
    (r"\b(?:on |since |until |by |before |after )?<HOLIDAY>(?: <YEAR>)?\b", meant.holiday, "holidays"),
    (r"(?:(?<=\buntil\s)|(?<=\btill\s))(?:recently|lately|now)\b", meant.unsaid, "lately"),
    (r"\b(?:the )?<NEAR> (?:<COUNT> )?<UNIT>\b(?=[,.;]|$)", meant.unsaid, "units"),
    (r"\b<BOUND><COUNT> <UNIT> ago\b", meant.ago, "units"),
    (r"\bfor <BOUND><COUNT> <UNIT>\b(?! (?:old|ago))", meant.lasting, "units"),
    (r"\b(?:for|over|in|during|within) the (?:past|last) <BOUND><COUNT> <UNIT>\b", meant.lasting, "units"),
    (r"\b(?:for|over|in|during|within) the (?:past|last) <UNIT>\b", meant.lasting, "units"),
)  # fmt: skip
