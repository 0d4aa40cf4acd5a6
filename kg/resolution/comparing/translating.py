"""Names of bodies in German, French, Spanish, Italian and Dutch, put into English word by word."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from kg.resolution.comparing.folding import fold, words_of
from kg.resolution.comparing.lexicons import mapping
from kg.resolution.names import plain_name


def translated(name: str) -> str:
    """Return a name with the words for kinds of bodies in English, "" if it has none in another.

    Two words that stand together are tried before one. Words that name whose body it is stay.

    >>> translated("Landespolizei Brantmark"), translated("Brantley Police")
    ('State Police Brantmark', '')
    """
    if not _foreign().search(fold(name)):
        return ""
    table = mapping("foreign_bodies", "words")
    words = [word.text for word in words_of(plain_name(name))]
    written: list[str] = []
    place = 0
    while place < len(words):
        pair = " ".join(words[place : place + 2])
        if pair in table:
            written.append(table[pair])
            place += 2
            continue
        written.append(table.get(words[place], words[place].capitalize()))
        place += 1
    said = " ".join(word for word in written if word)
    return said if any(word in table for word in _pieces(words)) else ""


def _pieces(words: list[str]) -> list[str]:
    return [*words, *(" ".join(pair) for pair in pairwise(words))]


@cache
def _foreign() -> re.Pattern[str]:
    """Find what a foreign word for a kind of body begins with; most names have none."""
    starts = {word.split()[0] for word in mapping("foreign_bodies", "words")}
    return re.compile("|".join(map(re.escape, sorted(starts))))
