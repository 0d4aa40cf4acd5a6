"""Whether the words that one organisation's name has over another's make it another body."""

from __future__ import annotations

from collections.abc import Sequence

from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import group
from kg.resolution.comparing.organizations import region_words, without_leading
from kg.resolution.comparing.worded import telling, without

_CONTAINED, _SHORT, _RELATED = 0.8, 0.57, 0.2


def containment(short: Sequence[str], long: Sequence[str]) -> Likeness | None:
    """Return how a name is alike to one that has all its words and more; None if it is not.

    "contained": the more words are such as people leave out. "short": they name a company's trade.
    "related": they name another body.

    >>> containment(("brantley", "police"), ("brantley", "police", "department"))
    Likeness(kind='contained', score=0.8, extra=('department',))
    >>> containment(("brantley", "police"), ("brantley", "police", "union"))
    Likeness(kind='related', score=0.2, extra=('union',))
    """
    extra = without(long, short)
    if not extra:
        return None
    if without_leading(long) == tuple(short):
        return Likeness("contained", _CONTAINED, extra)
    if not telling(short):
        return None
    if _is_front_dropped(short, long) or all(_may_go(word, short, long) for word in extra):
        return Likeness("contained", _CONTAINED, extra)
    if _is_trade(short, long, extra):
        return Likeness("short", _SHORT, extra)
    return Likeness("related", _RELATED, extra)


def _is_trade(short: Sequence[str], long: Sequence[str], extra: Sequence[str]) -> bool:
    """Tell whether a company's own words stand before words for its trade alone."""
    if tuple(long[: len(short)]) != tuple(short) or len(telling(short)) < len(short):
        return False
    left_out = group("organization_words", "trade", "company")
    return not region_words() & frozenset(short) and left_out.issuperset(extra)


def _is_front_dropped(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether only "city of" or "state of" stands before a place's name."""
    polity = group("organization_words", "polity")
    return len(long) == len(short) + 1 and long[0] in polity and tuple(long[1:]) == tuple(short)


def _may_go(word: str, short: Sequence[str], long: Sequence[str]) -> bool:
    kept = frozenset(short)
    if word in group("organization_words", "leading") and word in long[:2]:
        return True
    if word in group("organization_words", "company"):
        last = max(at for at, other in enumerate(long) if other in kept)
        return word in long[last + 1 :]
    functions = kept & group("organization_words", "functions", "bodies")
    if word == "county":
        return "sheriffs" in kept
    if word in group("organization_words", "bodies"):
        return bool(functions)
    if word in group("organization_words", "polity"):
        return bool(functions) and not kept & group("organization_words", "ordered")
    return False
