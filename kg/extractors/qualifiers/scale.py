"""Counts of things in prose ("300,000 images", "more than half of its 350 staff")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.extractors.lexicon import TomlValue, table
from kg.extractors.tokens import Doc, Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 5
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """A count: tokens `start`..`end` (half-open), how many, and of what (the noun's lemma).

    `number` is None where the words give only an order of size ("hundreds of cameras").
    """

    start: int
    end: int
    number: Decimal | None
    unit: str


def find_scales(doc: Doc, start: int, end: int) -> list[Scale]:
    """Find the counts of things in tokens `start`..`end` (half-open), in order, without overlap.

    Times, money, ranks and percentages are no counts of things.
    """
    return list(_read(doc, start, end))


def _read(doc: Doc, start: int, end: int) -> Iterator[Scale]:
    place = start
    while place < end:
        found = _scale_at(doc, place, end)
        if found is None:
            place += 1
            continue
        yield found
        place = found.end


def _scale_at(doc: Doc, place: int, end: int) -> Scale | None:
    after, number = read_number(doc, place, end)
    vague = after == place and doc[place].lower_ in _list("vague") and _word(doc, place + 1) == "of"
    if vague:
        after, number = place + 2, None
    if after == place or _is_no_count(doc, place, after):
        return None
    noun = _noun(doc, after, end)
    if noun is None or noun.lemma_.casefold() in _list("excluded", "units"):
        return None
    first = with_bound(doc, _with_share(doc, place))
    return Scale(first, noun.i + 1, number, noun.lemma_.casefold())


def read_number(doc: Doc, place: int, end: int) -> tuple[int, Decimal | None]:
    """Read a number that starts at a token; return the token after it, and its value."""
    token, word = doc[place], doc[place].lower_
    numbers, multipliers = _section("numbers"), _section("multipliers")
    if _DIGITS.fullmatch(word):
        value = Decimal(word.replace(",", ""))
    elif word in numbers and token.pos_ != "PRON":
        value = Decimal(str(numbers[word]))
    elif word == "a" and _word(doc, place + 1) in multipliers and place + 1 < end:
        value = Decimal(1)
    else:
        return place, None
    after = place + 1
    while after < end and _multiplies(doc, after):
        value *= Decimal(str(multipliers[doc[after].lower_]))
        after += 1
    return after, value.normalize() + 0


def _multiplies(doc: Doc, place: int) -> bool:
    """Tell whether a word multiplies the number before it; "m" does so only in one word with it."""
    known = doc[place].lower_ in _section("multipliers")
    return known and (len(doc[place]) > _SHORT or not doc[place - 1].whitespace_)


def _is_no_count(doc: Doc, place: int, after: int) -> bool:
    word, before, behind = doc[place].text, _word(doc, place - 1), _word(doc, after)
    if before in {"$", "€", "£", "¥", "#", "no.", "-"} or behind in {"%", "-", "’s", "'s", "and"}:
        return True
    if place > 0 and doc[place - 1].ent_type_ and doc[place - 1].pos_ == "PROPN":
        return True
    return bool(_YEAR.fullmatch(word)) or (word.casefold() == "one" and behind == "of")


def _noun(doc: Doc, after: int, end: int) -> Token | None:
    """Return the noun that is counted: the last of a run of adjectives and nouns."""
    noun = None
    for token in doc[after : min(end, after + _REACH)]:
        if token.pos_ in {"NOUN", "PROPN"}:
            noun = token
        elif (
            noun is not None
            or token.pos_ not in {"ADJ", "VERB", "ADV", "DET", "PRON"}
            or (token.pos_ in {"VERB", "DET", "PRON"} and token.tag_ not in {"VBN", "VBG"})
        ):
            break
    counted = noun is not None and (noun.pos_ == "NOUN" or noun.tag_ == "NNPS")
    return noun if counted else None


def _with_share(doc: Doc, place: int) -> int:
    """Widen to "half of its" or "half of the city’s" before a count; return the first token."""
    owner = place
    while owner > max(0, place - _REACH) and _owns(doc, owner - 1):
        owner -= 1
    if owner < 2 or doc[owner - 1].lower_ != "of":
        return place
    share = owner - 2
    for name, first in (
        (_word(doc, share), share),
        (f"{_word(doc, share - 1)} {_word(doc, share)}", share - 1),
    ):
        if name in _section("shares"):
            return first
    return place


def _owns(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.tag_ in {"PRP$", "DT", "POS"} or token.pos_ in {"NOUN", "PROPN"}


def with_bound(doc: Doc, first: int) -> int:
    """Return the first token of a count with the words that bound it: "more than | 300"."""
    for length in (2, 1):
        words = " ".join(_word(doc, index) for index in range(first - length, first))
        if first - length >= 0 and words in _list("bounds"):
            return first - length
    return first


def _word(doc: Doc, index: int) -> str:
    return doc[index].lower_ if 0 <= index < len(doc) else ""


def _section(name: str) -> Mapping[str, TomlValue]:
    section = table("units")[name]
    return section if isinstance(section, dict) else {}


def _list(name: str, key: str = "words") -> list[TomlValue]:
    entries = _section(name).get(key)
    return entries if isinstance(entries, list) else []
