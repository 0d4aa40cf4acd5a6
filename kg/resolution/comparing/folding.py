"""Names as folded words: small letters without accents, initials joined, punctuation gone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from kg.resolution.comparing.lexicons import mapping

_JOINED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_AND_INITIALS = re.compile(r"\b([A-Z]{1,2})\s?&\s?([A-Z]{1,2})\b")
_WORD = re.compile(r"[^\W\d_]*\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ`][^\W_]+)*\.?|[&+]")
_NOT_LETTERS = re.compile(r"[.\s]")
_MARKS = re.compile(r"['’ʼ`.]")
_MIXED = 5
_NUMBER = re.compile(r"[^\W\d_]*\d+(?:[.,]\d+)+")
_DIGITS = re.compile(r"\d+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


class Word(NamedTuple):
    """A word of a name: folded, whether a full stop follows it, and whether it is all capitals."""

    text: str
    dotted: bool
    capitals: bool


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text in small letters, without accents, and with plain letters for special ones.

    >>> fold("José Łukasz Strøm, Großmarkt")
    'jose lukasz strom, grossmarkt'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold()).translate(_letters())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(dict(mapping("abbreviations", "characters")))


def words_of(text: str) -> tuple[Word, ...]:
    """Split a name into folded words; dotted capitals are one word, "&" is "and".

    >>> [word.text for word in words_of("U. S. Dept. of Arts & Sports, 4th Precinct")]
    ['us', 'dept', 'of', 'arts', 'and', 'sports', '4', 'precinct']
    """
    joined = _JOINED.sub(lambda match: _NOT_LETTERS.sub("", match.group()), text)
    joined = _AND_INITIALS.sub(r"\1\2", joined)
    return tuple(word for match in _WORD.finditer(joined) if (word := _word(match.group())).text)


def _word(raw: str) -> Word:
    if raw in "&+":
        return Word("and", False, False)
    # A full stop inside a number is kept, and a comma between thousands is not.
    bare = raw.replace(",", "") if _NUMBER.fullmatch(raw) else _MARKS.sub("", raw)
    folded = fold(bare)
    ordinal = _ORDINAL.fullmatch(folded)
    return Word(ordinal[1] if ordinal else folded, raw[-1] == ".", _is_shouted(bare))


def _is_shouted(word: str) -> bool:
    """Tell whether a word is all capitals, or capitals around small letters, as in "DoT"."""
    return word.isupper() or (len(word) <= _MIXED and word[:1].isupper() and word[-1:].isupper())


def has_digit(word: str) -> bool:
    """Tell whether a word holds a digit.

    >>> has_digit("x200"), has_digit("north")
    (True, False)
    """
    return any(letter.isdigit() for letter in word)


def numbers(words: Iterable[str]) -> tuple[str, ...]:
    """Return the runs of digits in words, sorted.

    >>> numbers(("x200", "mark", "2"))
    ('2', '200')
    """
    return tuple(sorted(digits for word in words for digits in _DIGITS.findall(word)))
