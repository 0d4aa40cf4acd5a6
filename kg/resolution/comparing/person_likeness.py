"""Two names of persons compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.resolution.comparing.given_names import (
    are_diminutives,
    are_given_spellings,
    are_spellings,
)
from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.persons import PersonName
from kg.resolution.comparing.titles import are_given, is_title

_EQUAL, _EQUAL_INITIAL, _EQUAL_FAMILY = 0.97, 0.6, 0.5
_MIDDLE, _SUFFIX, _NICKNAME, _SURNAME, _FAMILY = 0.93, 0.6, 0.85, 0.3, 0.7
_INITIAL, _INITIALS, _SPELLING, _USED_MIDDLE = 0.6, 0.75, 0.6, 0.85
_TITLED, _FRONTED, _GIVEN = 0.9, 0.6, 0.5
_SAME = Likeness("equal", 1.0)


def compare_persons(left: PersonName, right: PersonName) -> Likeness | None:
    """Return how two names of persons are alike, None if too little to be worth a look.

    >>> from kg.resolution.comparing.persons import parse_person
    >>> compare_persons(*map(parse_person, ("Bob Brant", "Mr. Robert Brant")))
    Likeness(kind='nickname', score=0.85, extra=())
    """
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return None
    found = _named(left, right)
    if found is None or left.suffix == right.suffix:
        return found
    if found.kind in ("equal", "middle"):
        extra = (*found.extra, left.suffix or right.suffix)
        return Likeness("suffix", min(_SUFFIX, found.score), extra)
    return replace(
        found, score=round(found.score * (_SUFFIX if left.given and right.given else 1), 2)
    )


def _named(left: PersonName, right: PersonName) -> Likeness | None:
    if left.letters == right.letters and bool(left.given) == bool(right.given):
        return Likeness("equal", _equal_score(left))
    if not (left.given and right.given):
        return _surname(left, right)
    family, left, right = _family(left, right)
    given = _given(left, right)
    if family is not None and family.kind == "equal" and given is None:
        return _titled(left, right)
    if family is None or given is None:
        return None
    middle = _SAME if given.kind == "middle" else _middle(left.middle, right.middle)
    if middle is None:
        return None
    if given.kind == "initial" and left.middle and right.middle:
        given = Likeness("initial", _INITIALS)
    return _together(given, family, middle)


def _titled(left: PersonName, right: PersonName) -> Likeness | None:
    """Compare two names of which one has more words before the other's given name.

    What is no title may be a first given name, by which another person of the family is told.
    """
    short, long = sorted((left, right), key=lambda name: len(name.middle))
    if len(short.given) == 1 or short.given not in long.middle:
        return None
    place = long.middle.index(short.given)
    middle = _middle(short.middle, long.middle[place + 1 :])
    if middle is None:
        return None
    front = (long.given, *long.middle[:place])
    kind, score = "titled", _TITLED if is_title(front) else _FRONTED
    if are_given(front):
        kind, score = "middle", _GIVEN
    return Likeness(kind, round(score * middle.score, 2), (*front, *middle.extra))


def _equal_score(name: PersonName) -> float:
    if not name.given:
        return _EQUAL_FAMILY
    return _EQUAL if len(name.given) > 1 else _EQUAL_INITIAL


def _together(given: Likeness, family: Likeness, middle: Likeness) -> Likeness | None:
    unsure = [found for found in (given, family, middle) if found.kind != "equal"]
    if not unsure:
        return Likeness("equal", _EQUAL)
    weak = [
        found.kind for found in (given, family) if found.kind in ("spelling", "initial", "family")
    ]
    if len(weak) > 1 and "spelling" in weak:
        return None
    score = 1.0
    for found in unsure:
        score *= found.score
    weakest = min(unsure, key=lambda found: found.score)
    extra = tuple(word for found in unsure for word in found.extra)
    return Likeness(weakest.kind, round(score, 2), extra)


def _surname(left: PersonName, right: PersonName) -> Likeness | None:
    if not (left.given or right.given):
        return None
    alone, whole = (right, left) if left.given else (left, right)
    if alone.family == whole.family or alone.parts == whole.parts:
        return Likeness("surname", _SURNAME, (whole.given, *whole.middle))
    if len(alone.parts) == 1 and alone.parts[0] in whole.parts:
        return Likeness("surname", round(_SURNAME * _FAMILY, 2), (whole.given, *whole.middle))
    return None


def _family(left: PersonName, right: PersonName) -> tuple[Likeness | None, PersonName, PersonName]:
    """Return how the family names are alike, and the names without middle names that are family."""
    if left.family == right.family:
        return _SAME, left, right
    if found := _family_parts(left, right):
        return found, left, right
    for name, other in ((left, right), (right, left)):
        if name.middle and len(name.middle[-1]) > 1 and name.middle[-1] == other.family:
            found = Likeness("family", _FAMILY, name.parts)
            cut = replace(name, middle=name.middle[:-1])
            return (found, cut, right) if name is left else (found, left, cut)
    if are_spellings(left.family, right.family):
        return Likeness("spelling", _SPELLING), left, right
    return None, left, right


def _family_parts(left: PersonName, right: PersonName) -> Likeness | None:
    short, long = sorted((left.parts, right.parts), key=len)
    if set(short) <= set(long):
        return Likeness("family", _FAMILY, tuple(part for part in long if part not in short))
    return None


def _given(left: PersonName, right: PersonName) -> Likeness | None:
    one, other = left.given, right.given
    if one == other:
        return _SAME
    for name, full in ((left, right), (right, left)):
        if len(name.given) == 1 and name.middle and name.middle[0] == full.given:
            return Likeness("middle", _USED_MIDDLE, (name.given,))
    if len(one) == 1 or len(other) == 1:
        return Likeness("initial", _INITIAL) if one[0] == other[0] else None
    if are_diminutives(one, other) or one in right.nicknames or other in left.nicknames:
        return Likeness("nickname", _NICKNAME)
    return Likeness("spelling", _SPELLING) if are_given_spellings(one, other) else None


def _middle(left: Sequence[str], right: Sequence[str]) -> Likeness | None:
    """Return how middle names are alike, None if they contradict each other."""
    if not all(_fits(*pair) for pair in zip(left, right, strict=False)):
        return None
    if len(left) == len(right):
        shortened = any(len(one) != len(other) for one, other in zip(left, right, strict=True))
        return Likeness("middle", _MIDDLE) if shortened else _SAME
    short, long = sorted((left, right), key=len)
    return Likeness("middle", _MIDDLE, tuple(long[len(short) :]))


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
