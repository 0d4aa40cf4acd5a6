"""What tells a site's furniture (menus, teasers, footers) from the article in the same text.

Each unit is judged by what it says (a lexicon of phrases, `data/furniture.toml`) and by how it
looks: its length, whether it ends as a sentence does, bullets, repetition, whether it stands
against other short lines, whether names and dates of other articles follow it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.readers.bylines import is_byline
from kg.readers.dates import is_age, read_date_line
from kg.readers.layout import Unit

Box = Literal["list", "contact", "doubtful"]

_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\bhttps?://|\bwww\.|(?:\+|\b)\d[\d()/ .–-]{6,}\d\b|\bext\. ?\d",
    re.IGNORECASE,
)
_EDGE = re.compile(r"^[^\w#(@©+*_]+|[^\w)+*#_]+$")
_QUOTED = re.compile(r"[“”„«»\"]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one unit shows.

    `prose` is in favour of an article, from about -1 (a stray short line) to 3.5 (a paragraph);
    `against` is the weight of all reasons against it; `certain` says that it is furniture wherever
    it stands; `box` what kind of box it opens; `stamp` that it is a byline, date or age.
    """

    prose: float
    against: float
    certain: bool
    box: Box | None
    stamp: bool
    address: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    whole: dict[str, re.Pattern[str]]
    beginnings: re.Pattern[str]
    stubs: re.Pattern[str]
    ends: re.Pattern[str]
    sentences: re.Pattern[str]
    hints: re.Pattern[str]


def weigh(units: Sequence[Unit]) -> list[Evidence]:
    """Judge every unit of a text."""
    repeats = Counter(unit.text for unit in units)
    first = next((index for index, unit in enumerate(units) if _prose(unit) >= 1), len(units))
    return [
        _weigh_unit(units, index, repeats=repeats[unit.text], begun=index > first)
        for index, unit in enumerate(units)
    ]


def _weigh_unit(units: Sequence[Unit], index: int, *, repeats: int, begun: bool) -> Evidence:
    """Judge a unit; once the text has `begun`, names and dates are those of other articles."""
    unit = units[index]
    words = _fold(unit.text)
    lexicon = _lexicon()
    certain = _is_certain(unit, words, lexicon)
    stamp = _is_stamp(unit)
    box = _box(unit, words, lexicon)
    address = _ADDRESS.search(unit.text) is not None and unit.words < 25
    short = not unit.ends and unit.words < 25
    against = (
        2.0 * (stamp and begun)
        + {"list": 2.5, "contact": 0.5, "doubtful": 1.5, None: 0.0}[box]
        + 0.8 * (address and not certain)
        + 1.0 * len(set(lexicon.hints.findall(words)))
        + (1.0 if lexicon.whole["menu"].fullmatch(words) else 0.0)
        + (0.4 * bool(unit.bullet) + 0.5 * _is_tight(units, index) if short else 0.0)
        + (1.0 if repeats > 1 and (short or (repeats > 2 and unit.words > 5)) else 0.0)
        + (_heads_card(units, index) if begun else 0.0)
    )
    return Evidence(_prose(unit), against, certain or box == "list", box, stamp, address)


def _prose(unit: Unit) -> float:
    """Say how much a unit looks like the running text of an article."""
    steps: tuple[tuple[int, float], ...]
    if unit.ends:
        steps = ((40, 3.5), (25, 3.0), (12, 2.0), (6, 1.2), (4, 0.8), (0, 0.4))
    else:
        steps = ((40, 2.0), (25, 1.0), (0, -0.4))
    return next(value for least, value in steps if unit.words >= least)


def _is_tight(units: Sequence[Unit], index: int) -> bool:
    """Tell whether another short line stands directly above or below, without a blank line."""
    above = index > 0 and not units[index].gap and not units[index - 1].ends
    below = index + 1 < len(units) and not units[index + 1].gap and not units[index + 1].ends
    return above or below


def _heads_card(units: Sequence[Unit], index: int) -> float:
    """Weigh whether a unit is the picture, kicker or headline of another article.

    Then a byline, date or age follows: within two lines of a headline, within five of the caption
    that is the first thing in a box.
    """
    unit = units[index]
    if index > 0 and _is_opener(units[index - 1]) and _dated_within(units, index, 5):
        return 4.0
    if unit.words > 30 or (unit.ends and unit.words > 25):
        return 0.0
    return 1.5 if _dated_within(units, index, 2) else 0.0


def _dated_within(units: Sequence[Unit], index: int, reach: int) -> bool:
    for other in units[index + 1 : index + 1 + reach]:
        if _is_opener(other):
            return False
        if _is_stamp(other):
            return True
    return False


def _is_opener(unit: Unit) -> bool:
    return unit.words <= 20 and _lexicon().whole["openers"].fullmatch(_fold(unit.text)) is not None


def _is_stamp(unit: Unit) -> bool:
    return is_age(unit.text) or is_byline(unit.text) or bool(read_date_line(unit.text))


def _is_certain(unit: Unit, words: str, lexicon: _Lexicon) -> bool:
    if not words:
        return lexicon.whole["lines"].fullmatch(unit.text) is not None
    if lexicon.whole["lines"].fullmatch(words):
        return True
    stub = unit.words <= 12 and not (unit.ends and unit.words > 5)
    if stub and (lexicon.whole["credits"].fullmatch(words) or lexicon.stubs.fullmatch(words)):
        return True
    if unit.words <= 20 and lexicon.beginnings.match(words):
        return True
    if unit.words <= 40 and lexicon.ends.search(words):
        return True
    # An article that quotes such a sentence is no footer.
    return lexicon.sentences.search(words) is not None and not _QUOTED.search(unit.text)


def _box(unit: Unit, words: str, lexicon: _Lexicon) -> Box | None:
    if unit.words > 20 or (unit.text.endswith((".", "?")) and unit.words > 5):
        return None
    if lexicon.whole["openers"].fullmatch(words):
        return "list"
    if lexicon.whole["contacts"].fullmatch(words):
        return "contact"
    return "doubtful" if lexicon.whole["doubtful"].fullmatch(words) else None


def _fold(words: str) -> str:
    """Return the words in lower case, with straight apostrophes, without marks at either end."""
    return _EDGE.sub("", words.casefold().replace("’", "'").replace("‘", "'"))


@cache
def _lexicon() -> _Lexicon:
    path = files("kg.readers").joinpath("data", "furniture.toml")
    data: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    patterns = {name: "|".join(f"(?:{item})" for item in items) for name, items in data.items()}
    return _Lexicon(
        whole={
            name: re.compile(patterns[name])
            for name in ("lines", "credits", "openers", "doubtful", "contacts", "menu")
        },
        beginnings=re.compile(patterns["beginnings"]),
        stubs=re.compile(patterns["stubs"]),
        ends=re.compile(rf"(?:{patterns['ends']})$"),
        sentences=re.compile(rf"\b(?:{patterns['sentences']})"),
        hints=re.compile(rf"\b(?:{patterns['hints']})"),
    )
