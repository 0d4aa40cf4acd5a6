"""Amounts of money in prose: bounds, currency, period."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.extractors.lexicon import TomlValue, table

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = r"(?:\s?(?:-|–|—)\s?|\s+(?:to|and|or)\s+)"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: characters `start`..`end` (half-open), what it lies between, and for what.

    `per` is day, week, month, year, unit or person. A bound is None where the words leave it open.
    """

    start: int
    end: int
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    per: str | None


def find_money(text: str) -> list[Money]:
    """Find the amounts of money in a text, in order, without overlap.

    >>> [(str(m.minimum), str(m.maximum), m.currency, m.per) for m in find_money("$6 to $12 monthly")]
    [('6', '12', 'USD', 'month')]
    """
    return list(_amounts_in(text))


@functools.lru_cache(maxsize=256)  # several rules look at one sentence in turn
def _amounts_in(text: str) -> tuple[Money, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Money]:
    end = 0
    for match in _matches(text):
        groups = match.groupdict()
        currency = _currency(groups.get("sign"), groups.get("word"))
        if match.start() < end or currency is None:
            continue
        low, high = _bounds(groups)
        period = _periods().match(text, match.end())
        end = match.end() if period is None else period.end()
        per = _per(period) or _per_before(text[: match.start()])
        yield Money(match.start(), end, low, high, currency, per)


def _matches(text: str) -> list[re.Match[str]]:
    if not _may_hold_money(text):
        return []  # most sentences: the expressions of amounts are slow to find nothing
    found = [match for expression in _amounts() for match in expression.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _bounds(groups: Mapping[str, str | None]) -> tuple[Decimal | None, Decimal | None]:
    number, second = groups.get("number"), groups.get("number2")
    if number is None:
        return None, None
    times = groups.get("times") or (groups.get("times2") if second else None)
    first = _value(number, times)
    if second is not None:
        last = _value(second, groups.get("times2"))
        return min(first, last), max(first, last)
    bound = _section("bounds").get(_folded(groups.get("bound")), "")
    bound = "least" if groups.get("plus") else bound
    return (None if bound == "most" else first), (None if bound == "least" else first)


def _value(number: str, times: str | None) -> Decimal:
    folded = _folded(number)
    word = _section("numbers").get(folded)
    exact = Decimal(str(word)) if word is not None else Decimal(folded.replace(",", ""))
    factor = _section("multipliers").get(_folded(times), 1)
    return (exact * Decimal(str(factor))).normalize() + 0


def _currency(sign: str | None, word: str | None) -> str | None:
    if sign:
        codes = _codes()
        return sign if sign in codes else str(_section("symbols").get(sign) or "") or None
    known = {name.casefold(): str(code) for name, code in _section("words").items()}
    return known.get(_folded(word)) or (word if word in _codes() else None)


def _per(period: re.Match[str] | None) -> str | None:
    if period is None:
        return None
    known = {**_section("periods"), **_section("adverbs")}
    return str(known.get(_folded(period["unit"] or period["single"]), "")) or None


def _per_before(text: str) -> str | None:
    """Return the period that an adjective before an amount tells: "an annual fee of"."""
    found = _adjective().search(text)
    return None if found is None else str(_section("adjectives")[_folded(found[1])])


def _folded(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


def _section(name: str) -> Mapping[str, TomlValue]:
    section = table("currencies")[name]
    return section if isinstance(section, dict) else {}


def _codes() -> list[str]:
    codes = _section("codes")["list"]
    return [str(code) for code in codes] if isinstance(codes, list) else []


def _either(words: Iterable[str]) -> str:
    escaped = (re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return "|".join(sorted(escaped, key=lambda word: (-len(word), word)))


@functools.cache
def _amounts() -> tuple[re.Pattern[str], ...]:
    sign = rf"(?:{_either([*_section('symbols'), *_codes()])})"
    words = rf"(?:(?i:{_either(_section('words'))})|{_either(_codes())})"
    times = rf"(?i:{_either(_section('multipliers'))})\b"
    spelt = rf"(?:{_NUMBER}|(?i:{_either(_section('numbers'))})(?=[\s-]))"
    bound = rf"(?:\b(?P<bound>(?i:{_either(_section('bounds'))}))\s+)?(?i:between\s+|from\s+)?"
    signed = (
        rf"(?<!\w)(?P<sign>{sign})\s?(?P<number>{_NUMBER})(?:[\s-]?(?P<times>{times}))?"
        rf"(?:{_APART}(?:{sign})?\s?(?P<number2>{_NUMBER})(?:[\s-]?(?P<times2>{times}))?(?![\w%]))?"
        r"(?P<plus>\+|-plus\b)?"
    )
    named = (
        rf"(?<![\w.,-])(?P<number>{spelt})(?:[\s-]?(?P<times>{times}))?"
        rf"(?:{_APART}(?P<number2>{spelt})(?:[\s-]?(?P<times2>{times}))?)?[\s-](?P<word>{words})(?!\w|\s+of\s)"
    )
    many = r"(?i:(?:tens|hundreds)\s+of\s+)?(?i:hundreds|thousands|millions|billions|trillions)"
    vague = rf"\b{many}\s+of\s+(?P<word>{words})\b"
    return tuple(re.compile(bound + kind) for kind in (signed, named, vague))


def _may_hold_money(text: str) -> bool:
    """Tell whether a text holds the sign, the code or the name of a currency, by its letters."""
    marks, codes, names = _currencies()
    if not marks.isdisjoint(text):
        return True
    runs = _LETTERS.findall(text)
    return not codes.isdisjoint(runs) or not names.isdisjoint(map(str.casefold, runs))


@functools.cache
def _currencies() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the marks that are no letters, the letters of signs without, the names' first words."""
    signs = [*_section("symbols"), *_codes()]
    marks = {mark for sign in signs for mark in sign if not (mark.isalnum() or mark == ".")}
    lettered = [sign for sign in signs if marks.isdisjoint(sign)]
    return (
        frozenset(marks),
        frozenset(run for sign in lettered for run in _LETTERS.findall(sign)[:1]),
        frozenset(_LETTERS.findall(name.casefold())[0] for name in _section("words")),
    )


@functools.cache
def _adjective() -> re.Pattern[str]:
    return re.compile(rf"\b({_either(_section('adjectives'))})\s+[^.;,\d]{{0,40}}$", re.IGNORECASE)


@functools.cache
def _periods() -> re.Pattern[str]:
    units, adverbs = _either(_section("periods")), _either(_section("adverbs"))
    linked = (
        rf"(?:[\s-]+(?:a|an|per|each|every|for each|for every)[\s-]+|\s?/\s?)(?P<unit>{units})\b"
    )
    return re.compile(rf"(?:{linked}|\s+(?P<single>{adverbs})\b)", re.IGNORECASE)
