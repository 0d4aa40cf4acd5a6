"""Which states and provinces a text speaks of: what tells one Washington County from another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.resolution.comparing.lexicons import document

_NEXT = re.compile(r"\s+(?:[A-Z]|&)")


def regions_of(text: str) -> frozenset[str]:
    """Return the states and provinces that a text names, by their full names in small letters.

    Full names count where no other capitalised word goes on with them ("Washington County" is no
    state); abbreviations where they follow a town and a comma ("Salem, Ore.", "Salem, OR").

    >>> sorted(regions_of("In Salem, Ore., and in Idaho, the Virginia Company was told."))
    ['idaho', 'oregon']
    """
    full, short = _forms()
    pattern = _pattern()
    found = set()
    for match in pattern.finditer(text):
        name, abbreviation = match["name"], match["short"]
        if abbreviation:
            found.add(short[abbreviation.removesuffix(".")])
        elif not _NEXT.match(text, match.end()):
            found.add(full[" ".join(name.split())])
    return frozenset(found)


@cache
def _forms() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the region of every full name and of every abbreviation, as they are written."""
    table = document("regions")
    full: dict[str, str] = {}
    short: dict[str, str] = {}
    for country in ("united states", "canada", "united kingdom", "australia"):
        for region, *others in table[country]:
            full[_title(region)] = region
            for other in others:
                short[other.upper() if len(other) == 2 else other.capitalize()] = region
                if len(other) == 3:
                    short[other.upper()] = region
    return full, short


def _title(name: str) -> str:
    return " ".join(word if word in ("of", "and") else word.capitalize() for word in name.split())


@cache
def _pattern() -> re.Pattern[str]:
    full, short = _forms()
    names = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(full, key=len, reverse=True)
    )
    codes = "|".join(sorted(map(re.escape, short), key=len, reverse=True))
    return re.compile(rf"(?<=, )(?P<short>(?:{codes})\.?)(?![\w])|\b(?P<name>{names})\b")
