"""Given names that stand for each other: initials, diminutives, spellings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby

from nicknames import NickNamer
from rapidfuzz.distance import OSA

from kg.resolution.comparing.lexicons import document

_LONG = 5
_SOUNDS = str.maketrans({"c": "k", "q": "k", "y": "j", "g": "j", "z": "s", "v": "w", "p": "f"})
_VOWELS = frozenset("aeiou")


@cache
def _namer() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=16384)
def full_forms(given: str) -> frozenset[str]:
    """Return the names that a given name is a diminutive of, and the name itself.

    >>> "robert" in full_forms("bob"), full_forms("robert") >= {"robert"}
    (True, True)
    """
    return frozenset({given, *_namer().canonicals_of(given), *_foreign().get(given, ())})


@cache
def _foreign() -> Mapping[str, frozenset[str]]:
    """Return the full forms of diminutives beyond English, of all languages together."""
    found: dict[str, frozenset[str]] = {}
    for names in document("diminutives").values():
        for short, full in names.items():
            found[short] = found.get(short, frozenset()).union(full)
    return found


@lru_cache(maxsize=16384)
def is_known_given(name: str) -> bool:
    """Tell whether a name is in the list of given names and their diminutives.

    >>> is_known_given("mary"), is_known_given("harbor")
    (True, False)
    """
    if name in _foreign() or any(name in full for full in _foreign().values()):
        return True
    return bool(_namer().canonicals_of(name) or _namer().nicknames_of(name))


def are_diminutives(left: str, right: str) -> bool:
    """Tell whether one given name is a diminutive of the other, or both are, alike, of a third.

    >>> are_diminutives("bob", "robert"), are_diminutives("bobby", "bob")
    (True, True)
    >>> are_diminutives("bob", "bill")
    False
    """
    forms, other_forms = full_forms(left), full_forms(right)
    if right in forms or left in other_forms:
        return True
    return left[:2] == right[:2] and bool(forms & other_forms)


def first_sound(name: str) -> str:
    """Return one letter for the first letters of a name that are written for one sound.

    >>> first_sound("catherine") == first_sound("katherine")
    True
    """
    return name[:1].translate(_SOUNDS)


def are_spellings(left: str, right: str) -> bool:
    """Tell whether one slip tells two names of five letters or more apart.

    >>> are_spellings("catherine", "katherine"), are_spellings("jason", "mason")
    (True, False)
    """
    if first_sound(left) != first_sound(right) or min(len(left), len(right)) < _LONG:
        return False
    return OSA.distance(left, right, score_cutoff=1) == 1


def _spoken(name: str) -> str:
    said = name.replace("ph", "f").replace("v", "f").replace("ck", "k")
    said = said.replace("c", "k").replace("y", "i").replace("z", "s")
    single = "".join(letter for letter, _ in groupby(said))
    return single[:-1] if single[-1:] == "h" else single


def are_given_spellings(left: str, right: str) -> bool:
    """Tell whether two given names are spellings of one; a vowel at the end makes another name.

    >>> are_given_spellings("stephen", "steven"), are_given_spellings("erik", "eric")
    (True, True)
    >>> are_given_spellings("jeffrey", "jeffery"), are_given_spellings("daniel", "daniela")
    (True, False)
    """
    if _spoken(left) == _spoken(right):
        return True
    if not are_spellings(left, right):
        return False
    short, long = sorted((left, right), key=len)
    if long[:-1] == short:
        return long[-1] not in _VOWELS
    return left[:-1] != right[:-1]
