"""Bylines, and the names in them; news agencies in datelines; owners in copyright lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.readers.dates import find_dates, read_date_line

_MARKER_ALONE = re.compile(r"(?:written |posted |reported )?by ?:?", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:&|\||·|•|;|/|\band\b|\bund\b|\bet\b|\bwith\b)\s*")
_PART = re.compile(r"[^\W\d_a-zß-ÿ][\w'’.-]*")
_LONGEST_BYLINE = 16
_LONGEST_ROLE = 5
# "NEW YORK, Sept. 26 (UPI) —": capitals, at most a date, then the agency between brackets.
_DATELINE = re.compile(r"[^()]{0,60}\((?P<agency>[^()]{2,40})\)\s*[—–-]+\s*(?=\S)")
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)|℗)(?:\s|copyright|©|\(c\)|by)*"
    r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)?\d\d|present))?)?[\s,]*(?:by\s+)?"
    r"(?P<owner>[^|•·©]{2,80}?)\s*[.,]?\s*"
    r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)?\d\d)?\.?\s*)?"
    r"(?:all rights reserved|\||•|·|\.\s+[A-Z]|\.?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    marker: re.Pattern[str]
    particles: frozenset[str]
    roles: frozenset[str]
    role_nouns: frozenset[str]
    agencies: dict[str, str]


def is_byline(line: str) -> bool:
    """Tell whether a line names the article's author, or is the "By" before the name.

    >>> is_byline("By Ann Lee and Bo Diaz, Staff Writers"), is_byline("By the river, ducks sleep.")
    (True, False)
    """
    return is_byline_marker(line) or bool(read_byline(line))


def is_byline_marker(line: str) -> bool:
    """Tell whether a line is the "By" that stands alone above the author's name."""
    return _MARKER_ALONE.fullmatch(line.strip()) is not None


def read_byline(line: str) -> tuple[str, ...]:
    """Return the authors that a byline names; of any other line, none.

    >>> read_byline("By Ann Lee and Bo DiazMay 2, 2020")
    ('Ann Lee', 'Bo Diaz')
    >>> read_byline("Ann Lee, Staff Writer")
    ('Ann Lee',)
    """
    if len(line.split()) > _LONGEST_BYLINE:
        return ()
    lexicon = _lexicon()
    posted = re.search(r"\s[|·•,–—-]?\s?(?=by\s)", line, re.IGNORECASE)
    if posted and read_date_line(line[: posted.start()]):
        line = line[posted.end() :]  # "Posted on May 2, 2020 by Ann Lee"
    dates = list(find_dates(line))
    line = line[: dates[0].start] if dates else line
    marker = lexicon.marker.match(line)
    if marker is None:
        return _before_role(line)
    groups = [group for group in _TOGETHER.split(line[marker.end() :].strip(" |·•—–-,")) if group]
    names: list[str] = []
    for number, group in enumerate(groups):
        # "A, B and C" is a list of names; in "A, Lakeview Herald" the comma is not.
        parts = [part.strip() for part in group.split(",")]
        names += parts if number + 1 < len(groups) else parts[:1]
    names = [name for name in names if not is_role(name)]
    return tuple(dict.fromkeys(names)) if all(map(is_name, names)) else ()


def is_role(words: str) -> bool:
    """Tell whether words say what a journalist is ("Staff writers")."""
    role = words.strip().casefold().rstrip(".")
    nouns, parts = _lexicon().role_nouns, role.split()
    described = 0 < len(parts) <= _LONGEST_ROLE and parts[-1].removesuffix("s") in nouns
    return role in _lexicon().roles or described


def _before_role(line: str) -> tuple[str, ...]:
    """Return the name of a line such as "Ann Lee, Staff Writer"."""
    name, separator, role = _partition(line)
    return (name.strip(),) if separator and is_role(role) and is_name(name.strip()) else ()


def _partition(line: str) -> tuple[str, str, str]:
    found = re.search(r"\s*(?:,|\||·|•| [—–-] )\s*", line)
    return (line[: found.start()], found[0], line[found.end() :]) if found else (line, "", "")


def is_name(words: str) -> bool:
    """Tell whether words may be a name: one to six, with capitals but for "van" and the like."""
    lexicon = _lexicon()
    parts = words.split()
    if not 1 <= len(parts) <= 6 or is_role(words):
        return False
    small = [part for part in parts if not _PART.fullmatch(part)]
    if any(part not in lexicon.particles for part in small) or parts[0] in small:
        return False
    return not (len(parts) == 1 and words.endswith("."))


def agency_of(opening: str) -> str | None:
    """Return the news agency that the dateline of a first paragraph names, by its whole name.

    >>> agency_of("LIMA, March 3 (AFP) — The mayor resigned.")
    'Agence France-Presse'
    """
    match = _DATELINE.match(opening)
    if match is None:
        return None
    return _lexicon().agencies.get(match["agency"].strip().casefold())


def copyright_owner(lines: Iterable[str]) -> str | None:
    """Return the owner that the first copyright line names, without "all rights reserved".

    >>> copyright_owner(["© 2011-2024 Lakeview Herald Co. All rights reserved."])
    'Lakeview Herald Co'
    """
    for line in lines:
        match = _COPYRIGHT.match(line)
        owner = match["owner"].strip(" ,.-–—") if match else ""
        if owner and owner[0].isupper() and len(owner.split()) <= 8:
            return owner
    return None


@cache
def _lexicon() -> _Lexicon:
    path = files("kg.readers").joinpath("data", "bylines.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    markers = "|".join(map(re.escape, sorted(data["markers"], key=len, reverse=True)))
    return _Lexicon(
        marker=re.compile(rf"(?:{markers})\s*:?\s+(?=\S)", re.IGNORECASE),
        particles=frozenset(data["particles"]),
        roles=frozenset(data["roles"]),
        role_nouns=frozenset(data["role_nouns"]),
        agencies={name.casefold(): whole for name, whole in data["agencies"].items()},
    )
