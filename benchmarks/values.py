"""The circumstances of the generated claims: dates, prices, numbers, places and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.words import Cast, Dice, sentences
from kg.model import Qualifier, Span

_NOWHERE = Span(0, 0, "")
_PRESS = 4
_UNDERSTOOD = 0.998


@dataclass(frozen=True, slots=True)
class Circumstance:
    """The words of a qualifier and what they mean."""

    words: str
    meaning: Qualifier

    def qualifier(self, span: Span) -> Qualifier:
        """Return the qualifier that stands at a span."""
        return replace(self.meaning, span=span)


def content(dice: Dice) -> str:
    """Return what somebody may have said.

    >>> content(Dice(1))
    'these figures have to stop before trust is lost more quickly than it is won'
    """
    words = sentences()["content"]
    return (
        f"{dice.pick(words['openings'])} {dice.pick(words['verbs'])} {dice.pick(words['endings'])}"
    )


def circumstance(name: str, dice: Dice, cast: Cast, *, since: int | None = None) -> Circumstance:
    """Return a value for a qualifier; `since` has something begin in that year."""
    if name == "until":
        return _dated(dice, 2019 + dice.below(6))
    if name == "since":
        return _dated(dice, since or 2004 + dice.below(15))
    if name == "date":
        return _day(dice)
    if name == "price":
        return _price(dice)
    if name == "scale":
        return _scale(dice)
    if name == "status":
        return _status(dice)
    if name == "place":
        return _plain(cast.place(dice.often_low(cast.places)).name)
    if name == "outlet":
        return _plain(cast.organization(_PRESS).name)
    return _plain(dice.pick(sentences()["words"][name]))


def _plain(words: str) -> Circumstance:
    return Circumstance(words, Qualifier(_NOWHERE, value=words))


def _dated(dice: Dice, year: int) -> Circumstance:
    if dice.chance(0.6):
        return _plain(str(year))
    month = dice.below(12)
    name = sentences()["words"]["months"][month]
    return Circumstance(f"{name} {year}", Qualifier(_NOWHERE, value=f"{year}-{month + 1:02}"))


def _day(dice: Dice) -> Circumstance:
    year, month, day = 2015 + dice.below(10), dice.below(12), 1 + dice.below(28)
    name = sentences()["words"]["months"][month]
    value = f"{year}-{month + 1:02}-{day:02}"
    return Circumstance(f"{day} {name} {year}", Qualifier(_NOWHERE, value=value))


def _price(dice: Dice) -> Circumstance:
    if not dice.chance(_UNDERSTOOD):
        return Circumstance("an undisclosed sum", Qualifier(_NOWHERE))
    sign, currency = dice.pick(sentences()["words"]["currencies"])
    least = (1 + dice.below(99)) * 10 ** dice.below(5)
    most = least * (1 + dice.below(2))
    per = dice.pick(sentences()["words"]["per"]) if dice.chance(0.5) else None
    figures = f"{sign}{least:,}" if most == least else f"{sign}{least:,} to {sign}{most:,}"
    amount = Qualifier(
        _NOWHERE, minimum=Decimal(least), maximum=Decimal(most), currency=currency, per=per
    )
    return Circumstance(f"{figures} a {per}" if per else figures, amount)


def _scale(dice: Dice) -> Circumstance:
    number, unit = (1 + dice.below(90)) * 10, dice.pick(sentences()["words"]["units"])
    return Circumstance(f"{number} {unit}", Qualifier(_NOWHERE, number=Decimal(number), unit=unit))


def _status(dice: Dice) -> Circumstance:
    words, value = dice.pick(sentences()["words"]["status"])
    return Circumstance(words, Qualifier(_NOWHERE, value=value))
