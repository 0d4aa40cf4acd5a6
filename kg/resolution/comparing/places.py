"""Names of places, taken apart into name, region and country, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.resolution.comparing.abbreviations import expand
from kg.resolution.comparing.folding import Word, fold, numbers, words_of
from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import document, group
from kg.resolution.comparing.spelling import slip, slip_keys
from kg.resolution.comparing.worded import is_generic, without
from kg.resolution.names import plain_name

_EQUAL, _REGION, _CONTAINED, _RELATED, _SPELLING = 0.95, 0.85, 0.6, 0.2, 0.5
_SMALL = frozenset({"the", "of", "and"})


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place's name, and what its name says of where it is: "" where it does not.

    `within` are the words of other parts of the name, as of a county.
    """

    words: tuple[str, ...]
    region: str = ""
    country: str = ""
    within: tuple[str, ...] = ()


def parse_place(name: str) -> PlaceName:
    """Take a place's name apart.

    >>> parse_place("Ft. Brant, Ore.")
    PlaceName(words=('fort', 'brant'), region='oregon', country='united states', within=())
    """
    first, *others = plain_name(name).split(",")
    words = words_of(first)
    if not others and (postal := _postal(words)):
        words, others = words[:-1], [postal]
    region = country = ""
    within: list[str] = []
    for other in others:
        written = " ".join(word.text for word in words_of(other))
        if not region and written in _regions():
            region, country = _regions()[written]
        elif written in _countries():
            country = _countries()[written]
        else:
            within.extend(expand(words_of(other)))
    own = _own(words) or (fold(name.strip()),)
    return PlaceName(own, region, country, tuple(within))


def _own(words: Sequence[Word]) -> tuple[str, ...]:
    said = " ".join(word.text for word in words)
    short = all(word.dotted or word.capitals for word in words)
    if short and said in _regions():
        return tuple(_regions()[said][0].split())
    if said in _countries() and (short or len(said) > 3):
        return tuple(_countries()[said].split())
    written = expand(words)
    return tuple(word for word in written if word not in _SMALL) or written


def _postal(words: Sequence[Word]) -> str:
    """Return the region of "Brant OR": two capitals after a name that is not all capitals."""
    if len(words) < 2 or all(word.capitals for word in words):
        return ""
    last = words[-1]
    known = last.capitals and len(last.text) == 2 and last.text in _regions()
    return last.text if known else ""


@cache
def _regions() -> dict[str, tuple[str, str]]:
    return {
        written: (row[0], country)
        for country in ("australia", "united kingdom", "canada", "united states")
        for row in document("regions")[country]
        for written in row
    }


@cache
def _countries() -> dict[str, str]:
    return {
        written.replace("-", " "): row[0]
        for row in document("regions")["countries"]
        for written in row
    }


def place_keys(name: PlaceName) -> frozenset[str]:
    """Return the blocking keys of a place's name: the name without what it says of where.

    >>> sorted(place_keys(parse_place("City of Brant")))
    ['- bant', '- bran', '- brant', '- brat', '- brnt', '=brant', '=brantcity', '=citybrant']
    """
    return frozenset(_keys(name))


def _keys(name: PlaceName) -> Iterator[str]:
    polity = group("organization_words", "polity") | {"county"}
    core = tuple(word for word in name.words if word not in polity) or name.words
    for words in {name.words, core}:
        yield f"={''.join(sorted(words))}"
        yield f"={''.join(words)}"
        if not all(map(is_generic, words)) or len(words) > 1:
            yield from slip_keys(words)


def compare_places(left: PlaceName, right: PlaceName) -> Likeness | None:
    """Return how two names of places are alike, None if they are not, or lie in two regions.

    >>> compare_places(parse_place("Brant, Ore."), parse_place("Brant, OR"))
    Likeness(kind='equal', score=0.95, extra=())
    >>> compare_places(parse_place("Brant, Ore."), parse_place("Brant, Ohio")) is None
    True
    """
    if _contradict(left, right):
        return None
    where = _where(left, right)
    if "".join(left.words) == "".join(right.words):
        return Likeness("region", _REGION, where) if where else Likeness("equal", _EQUAL)
    found = _partly(left, right) or _misspelled(left, right)
    if found is None or not where:
        return found
    return Likeness(found.kind, round(found.score * _REGION, 2), (*found.extra, *where))


def _contradict(left: PlaceName, right: PlaceName) -> bool:
    pairs = (
        (left.region, right.region),
        (left.country, right.country),
        (left.within, right.within),
    )
    return any(one and other and one != other for one, other in pairs)


def _where(left: PlaceName, right: PlaceName) -> tuple[str, ...]:
    within = left.within or right.within if left.within != right.within else ()
    region = (left.region or right.region) if left.region != right.region else ""
    country = (left.country or right.country) if left.country != right.country else ""
    return (*within, *region.split(), *(country.split() if not region else ()))


def _partly(left: PlaceName, right: PlaceName) -> Likeness | None:
    if sorted(left.words) == sorted(right.words):
        return Likeness("similar", _RELATED)
    short, long = sorted((left.words, right.words), key=len)
    extra = without(long, short)
    polity = group("organization_words", "polity") - {"state"}
    if not extra or not set(extra) <= polity | {"state", "county"}:
        return None
    said = " ".join(short)
    before = long[-len(short) :] == short and set(extra) <= polity | {"state"}
    after = set(extra) <= polity and said not in _regions() and said not in _countries()
    if before or after or (extra == ("city",) and said in document("regions")["namesakes"]):
        return Likeness("contained", _CONTAINED, extra)
    return Likeness("related", _RELATED, extra)


def _misspelled(left: PlaceName, right: PlaceName) -> Likeness | None:
    differing = slip(left.words, right.words)
    if differing is None or numbers(left.words) != numbers(right.words):
        return None
    return None if all(map(is_generic, differing)) else Likeness("spelling", _SPELLING)
