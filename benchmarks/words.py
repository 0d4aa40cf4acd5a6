"""The words of the generated corpus: a repeatable source of choices, and names without end."""

from __future__ import annotations

import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from kg.model import Entity

Item = TypeVar("Item")
Words = Mapping[str, Any]
ORGANIZATIONS = (
    "Company",
    "GovernmentOrganization",
    "NonprofitOrganization",
    "Company",
    "NewsOrganization",
    "Organization",
)
_STEP = 7919  # a prime, so that neighbours in rank get names that are not alike


@cache
def sentences() -> Words:
    """Return the sentences and words that texts are made of."""
    path = Path(__file__).with_name("sentences.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Dice:
    """Choices that are the same for the same seed in every version of Python.

    Only `Random.random` is used, which the language promises to keep
    (https://docs.python.org/3/library/random.html#notes-on-reproducibility).

    >>> Dice(1).below(1000)
    134
    """

    def __init__(self, seed: int) -> None:
        self._next = random.Random(seed).random  # noqa: S311 - nothing secret is made of it

    def below(self, count: int) -> int:
        """Return a number from 0 to `count` - 1, all as likely."""
        return int(self._next() * count)

    def often_low(self, count: int) -> int:
        """Return a number from 0 to `count` - 1 as Zipf's law has it: `n` about 1 / (n + 1)."""
        return min(count - 1, int(math.exp(self._next() * math.log(count + 1))) - 1)

    def chance(self, share: float) -> bool:
        """Tell, with a likelihood of `share`, that it is so."""
        return self._next() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items, all as likely."""
        return items[self.below(len(items))]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a corpus speaks of; as in real news, the more documents the more, but slower.

    >>> Cast.of(100).organization(0)
    Entity(name='Alback Systems', type='Company', mention=None)
    """

    organizations: int
    products: int
    people: int
    places: int

    @classmethod
    def of(cls, documents: int) -> Cast:
        """Return the cast of so many documents: its size grows with their square root."""
        root = math.sqrt(documents)
        return cls(*(max(least, int(share * root)) for least, share in _SIZES))

    def organization(self, rank: int) -> Entity:
        """Return the organisation of a rank."""
        kind = ORGANIZATIONS[rank % len(ORGANIZATIONS)]
        return Entity(_named(kind, rank, " "), kind)

    def product(self, rank: int) -> Entity:
        """Return the product of a rank."""
        return Entity(_named("Product", rank, ""), "Product")

    def person(self, rank: int) -> Entity:
        """Return the person of a rank."""
        given = sentences()["syllables"]["given"]
        return Entity(f"{given[rank % len(given)]} {_stem(rank)}", "Person")

    def place(self, rank: int) -> Entity:
        """Return the place of a rank."""
        return Entity(_named("Place", rank, ""), "Place")


# The least number of organisations, products, people and places, and how many a root of documents.
_SIZES = ((30, 12.0), (15, 5.0), (30, 15.0), (10, 2.0))


def _named(kind: str, rank: int, between: str) -> str:
    suffixes = sentences()["entities"][kind]["suffixes"]
    suffix = suffixes[rank // len(ORGANIZATIONS) % len(suffixes)]
    return f"{_stem(rank)}{between}{suffix if between or kind == 'Place' else suffix.lower()}"


@cache
def _stem(rank: int) -> str:
    parts = sentences()["syllables"]
    first, second, third = parts["first"], parts["second"], parts["third"]
    room = len(first) * len(second) * len(third)
    place = rank * _STEP % room
    start, rest = place % len(first), place // len(first)
    stem = f"{first[start]}{second[rest % len(second)]}{third[rest // len(second)]}"
    return stem if rank < room else f"{stem} {rank // room + 1}"
