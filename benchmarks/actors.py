"""Invented entities of any number, each with the ways in which documents write its name.

An entity is made from its number alone, so that none need be kept. Names are put together from
parts, and are as much alike as names of one country are: towns share words, bodies share kinds,
people share surnames, and some share all of their names.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.words import Dice, Words

CROWD = 9
"""So many entities enter with a story."""
_CYCLE = "CPBCPBCPLBCPBXPCXPXP"  # half of them bodies, 35 % people; of two rounds two X are places
_PLACES = (13, 38)
_STEP = 7919
_USUAL = 0.6  # of the references to an entity are by its usual name
_NAMESAKES = 0.01
_LETTER = "ABCDEFGHJKLMNPRSTW"


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity: its number, its class, and its names, the usual one first."""

    number: int
    type: str
    names: tuple[str, ...]

    def called(self, dice: Dice) -> str:
        """Return one of the names; the usual one in six of ten cases."""
        return self.names[0] if dice.chance(_USUAL) else dice.pick(self.names)


@dataclass(frozen=True, slots=True)
class Town:
    """Where a story plays: a town, the name of the town as an entity, and its state."""

    name: str
    entity: str
    state: str
    short: str


@cache
def parts() -> Words:
    """Return the parts of names, and the sentences of the stories."""
    return tomllib.loads(Path(__file__).with_name("entities.toml").read_text(encoding="utf-8"))


def town_of(story: int) -> Town:
    """Return the town of a story; no two stories have one town of one state.

    >>> town_of(3).name
    'Granmarsh'
    """
    found = parts()["towns"]
    room = len(found["first"]) * len(found["last"])
    place = story * _STEP % room
    name = f"{found['first'][place % len(found['first'])]}{found['last'][place // len(found['first'])]}"
    turn = story // room
    states = found["states"]
    state, short = states[(place + turn) % len(states)]
    further = found["further"][turn % len(found["further"])]
    return Town(name, f"{name}{further}", state, short or state)


def actor(number: int, count: int) -> Actor:
    """Return the entity of a number, of `count` in all.

    >>> actor(1, 1000).names
    ('James Ackkin', 'Jim Ackkin', 'J. Ackkin', 'James Ackin')
    """
    dice = Dice(number * 2 + 1)
    kind = _CYCLE[number % len(_CYCLE)]
    if kind == "X" and number % 40 in _PLACES:
        kind = "T"
    # Whom two stories tell of under one name: look-alikes that are not one.
    named = number - len(_CYCLE) if dice.chance(_NAMESAKES) else number
    source = Dice(named * 2 + 1)
    found: Iterator[str]
    if kind == "P":
        found, type_ = _person(source, count), "Person"
    elif kind == "C":
        found, type_ = _company(number, dice), "Company"
    elif kind == "B":
        found, type_ = _body(number), "GovernmentOrganization"
    elif kind == "L":
        found, type_ = _league(number), "NonprofitOrganization"
    elif kind == "T":
        found, type_ = _town(number), "Place"
    else:
        found, type_ = _product(number, dice), "Product"
    usual, *others = dict.fromkeys(found)
    wanted = dice.below(4)
    chosen = [name for name in others if wanted and dice.chance(wanted / 3)][:3]
    return Actor(number, type_, (usual, *chosen))


def _person(dice: Dice, count: int) -> Iterator[str]:
    people = parts()["people"]
    given, nickname = dice.pick(people["given"])
    # Surnames grow with the square root of the people, and the first are the most frequent.
    known = min(int(12 * math.sqrt(count)) + 50, len(people["first"]) * len(people["last"]))
    place = int(known * dice.below(1000) * dice.below(1000) / 1_000_000) * 31
    place %= len(people["first"]) * len(people["last"])
    family = f"{people['first'][place % len(people['first'])]}{people['last'][place // len(people['first'])]}"
    middle = dice.pick(_LETTER)
    if dice.chance(0.5):
        yield f"{given} {middle}. {family}"
    yield f"{given} {family}"
    if nickname:
        yield f"{nickname} {family}"
    yield f"{given[0]}. {family}"
    yield f"{given} {slip(family, dice)}"
    yield f"{family}, {given}"


def _company(number: int, dice: Dice) -> Iterator[str]:
    found = parts()["companies"]
    stem, trade = _stem(number), found["trades"][number * 7 % len(found["trades"])]
    yield f"{stem} {trade}"
    yield f"{stem} {trade} {dice.pick(found['forms'])}"
    yield stem
    yield f"{stem}{trade}"
    yield f"{slip(stem, dice)} {trade}"


def _body(number: int) -> Iterator[str]:
    town = town_of(number // CROWD).name
    kinds = parts()["bodies"]["names"]
    usual, short, initials, other = kinds[number % CROWD % len(kinds)]
    yield f"{town} {usual}"
    yield f"{town} {short}"
    yield f"{town} {initials}"
    yield f"{usual} of {town}" if "'" not in usual else f"{town} {other}"
    if "County" in usual:
        yield "".join(word[0] for word in f"{town} {usual}".split())


def _league(number: int) -> Iterator[str]:
    found = parts()["leagues"]
    place = number // len(_CYCLE) * 37
    kind, place = found["kinds"][place % len(found["kinds"])], place // len(found["kinds"])
    whose, town = found["whose"][place % len(found["whose"])], town_of(number // CROWD).name
    yield f"{town} {whose} {kind}"
    yield f"{kind} of {town} {whose}"
    yield f"The {town} {whose} {kind}"
    yield f"{whose} {kind} of {town}"
    yield f"{town[0]}{whose[0]}{kind[0]}"


def _town(number: int) -> Iterator[str]:
    town = town_of(number // CROWD)
    yield town.entity
    yield f"{town.entity}, {town.state}"
    yield f"{town.entity}, {town.short}"
    yield f"City of {town.entity}"


def _product(number: int, dice: Dice) -> Iterator[str]:
    found = parts()["products"]["kinds"]
    stem, kind = _stem(number + 1), found[number * 3 % len(found)]
    model = 10 * (1 + number * 7 % 997)
    yield f"{stem} {kind} {model}"
    yield f"{stem}{kind} {model}"
    yield f"{stem} {kind}-{model}"
    yield f"{slip(stem, dice)} {kind} {model}"


def _stem(number: int) -> str:
    found = parts()["companies"]
    places = [found[name] for name in ("first", "middle", "middle", "last")]
    place = number * _STEP % math.prod(map(len, places))
    stem = ""
    for syllables in places:
        stem += syllables[place % len(syllables)]
        place //= len(syllables)
    return stem


def slip(word: str, dice: Dice) -> str:
    """Return a word with two letters behind the third swapped, or one left out.

    >>> slip("Quarrymarsh", Dice(2)), slip("Al", Dice(2))
    ('Quarrymarhs', 'Al')
    """
    places: Sequence[int] = range(3, len(word) - 1)
    if not places:
        return word
    place = dice.pick(places)
    if dice.chance(0.5):
        return f"{word[:place]}{word[place + 1 :]}"
    return f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
