"""Claims that contradict each other, put on the sides of one conflict or more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol, Self, TypeVar

from kg.model import Claim
from kg.model.conflict import Conflict
from kg.views.dated import Dated, order, same_sentence


class Reading(Protocol):
    """What a claim says of one matter; claims of equal readings say the same.

    `rank` sorts readings: values from small to great, dates from early to late.
    """

    def __hash__(self) -> int:
        """Hash by value."""

    @property
    def rank(self) -> tuple[object, ...]:
        """What readings are sorted by."""

    def contradicts(self, other: Self, /) -> bool:
        """Tell whether both cannot be right."""

    def agrees(self, other: Self, /) -> bool:
        """Tell whether both may stand on one side."""


R = TypeVar("R", bound=Reading)
_Heard = tuple[R, Sequence[Dated]]
"""A reading, and the claims that have it."""


def find_sides(
    kind: str,
    readings: Mapping[R, Sequence[Dated]],
    may_differ: Callable[[Dated, Dated], bool] = same_sentence,
) -> Iterator[Conflict]:
    """Yield the conflicts between readings: one for each set that contradictions hold together.

    Two claims for which `may_differ` holds do not contradict each other, whatever they say. Claims
    that contradict no other are left out; the others are put on the first side that they agree
    with in the order of their values. The order of what comes in does not show.
    """
    heard = sorted(
        ((reading, sorted(claims, key=order)) for reading, claims in readings.items()),
        key=lambda each: (each[0].rank, order(each[1][0])),
    )
    for members in _held_together(heard, may_differ):
        sides = _sides([heard[member] for member in members])
        if len(sides) > 1:
            yield Conflict(kind, tuple(sides))


def _held_together(
    heard: Sequence[_Heard[R]], may_differ: Callable[[Dated, Dated], bool]
) -> Iterator[list[int]]:
    """Yield the sets of readings that contradictions hold together, two or more in each."""
    # Who is known to be in one set need not be compared: of many claims, few pairs are.
    sets = [[number] for number in range(len(heard))]
    for first, second in combinations(range(len(heard)), 2):
        if sets[first] is sets[second]:
            continue
        (one, said), (other, answered) = heard[first], heard[second]
        if one.contradicts(other) and _between_claims(said, answered, may_differ):
            small, large = sorted((sets[first], sets[second]), key=len)
            large += small
            for member in small:
                sets[member] = large
    for number, members in enumerate(sets):
        if len(members) > 1 and min(members) == number:
            yield sorted(members)


def _between_claims(
    said: Iterable[Dated], answered: Sequence[Dated], may_differ: Callable[[Dated, Dated], bool]
) -> bool:
    return any(not may_differ(one, other) for one in said for other in answered)


def _sides(members: Sequence[_Heard[R]]) -> list[tuple[Claim, ...]]:
    sides: list[list[_Heard[R]]] = []
    for reading, claims in members:
        fitting = (s for s in sides if all(reading.agrees(held) for held, _ in s))
        side = next(fitting, None)
        if side is None:
            sides.append([(reading, claims)])
        else:
            side.append((reading, claims))
    return [tuple(_claims(side)) for side in sides]


def _claims(side: Iterable[_Heard[R]]) -> Iterator[Claim]:
    found = sorted((dated for _, claims in side for dated in claims), key=order)
    yield from (dated.claim for dated in found)
