"""Whether two names are of one body, and differ in the word for what kind of body it is.

Desks call one body a division, a department and an office; what it does and whose it is they keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import group, mapping
from kg.resolution.comparing.worded import WordedName, telling

_HEAD = 0.6
_TRUST = frozenset({"nhs", "trust", "foundation"})
_CARE = frozenset({"hospital", "ambulance", "health", "care"})
_BOARDS = frozenset({"board", "commission"})
_COUNCIL = "council"
_OF_SCHOOLS = frozenset({"district", "public", "unified", "system"})


@dataclass(frozen=True, slots=True)
class _Body:
    """A body's name: whose it is, what it does, in what kind of area; the rest is its head."""

    own: tuple[str, ...]
    tasks: frozenset[str]
    areas: frozenset[str]

    @property
    def known(self) -> int:
        return len(self.own) + len(self.tasks)


def head_keys(name: WordedName) -> Iterator[str]:
    """Yield the key that all names of a body share that differ in the word for its kind.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> list(head_keys(parse_worded("Orlo County Elections Division")))
    ['%election orlo']
    """
    body = _body(name)
    if body.own and (body.known > 1 or body.areas or _COUNCIL in name.content):
        yield f"%{' '.join(sorted((*body.own, *body.tasks - {_COUNCIL})))}"


def same_body(left: WordedName, right: WordedName) -> Likeness | None:
    """Return "head", or "headless" where one has no word for its kind, or None.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> names = "Orlo County Elections Division", "Orlo County Elections Office"
    >>> same_body(*map(parse_worded, names))
    Likeness(kind='head', score=0.6, extra=('division', 'office'))
    """
    if not left.own or left.own != right.own or left.digits != right.digits:
        return None
    one, other = _body(left), _body(right)
    if left.directions != right.directions or not _fit(one, other):
        return None
    more = _more(left.content, right.content), _more(right.content, left.content)
    kind = "head" if all(more) else "headless"
    return Likeness(kind, _HEAD, tuple(sorted({*more[0], *more[1]})))


def _fit(one: _Body, other: _Body) -> bool:
    """Tell whether what two bodies do, and the kinds of their areas, can be those of one body."""
    areas = one.areas ^ other.areas
    if one.areas - other.areas and other.areas - one.areas:
        return False
    if one.tasks == other.tasks:
        only = one.tasks == {_COUNCIL}
        return (only or not areas - _polity()) and min(one.known, other.known) > 1
    bare, council = sorted((one, other), key=lambda body: len(body.tasks))
    return council.tasks == {_COUNCIL} and not bare.tasks and bool(bare.areas) and not areas


def _more(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in others)


def _polity() -> frozenset[str]:
    return group("organization_words", "polity") - {"state", "commonwealth"}


@lru_cache(maxsize=16384)
def _body(name: WordedName) -> _Body:
    same = mapping("organization_words", "one_task")
    words = [same.get(word, word) for word in name.content]
    areas = group("organization_words", "areas") - (_OF_SCHOOLS if "school" in words else set())
    heads = _heads(words) | areas
    tasks = group("organization_words", "functions", "others", "company") - heads
    done = frozenset(words) & tasks
    if "fire" in done:
        done -= {"rescue", "emergency"}
    if _is_port(name.words):
        done |= {"port"}
    common = group("organization_words", "common") & frozenset(words) - {"port"}
    return _Body(tuple(sorted(telling(words))), done | common, frozenset(words) & areas)


def _heads(words: Sequence[str]) -> frozenset[str]:
    said = frozenset(words)
    heads = group("organization_words", "bodies")
    if said & _CARE or "nhs" in said:
        heads |= _TRUST if "nhs" in said else {"trust"}
    if "school" in said:
        heads |= _OF_SCHOOLS
    return heads | _BOARDS if "election" in said else heads


def _is_port(words: Sequence[str]) -> bool:
    pairs = set(pairwise(words))
    return bool(pairs & {("port", "of"), ("port", "authority")})
