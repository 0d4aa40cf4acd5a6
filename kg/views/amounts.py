"""Amounts of money and numbers of things as what they can mean, and when two cannot both be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from kg.model import Qualifier
from kg.views.dated import ROUNDED, Dated, folded, places_of, role_of, status_of, told
from kg.views.moments import Bounds, apart, gap

LONG = 548  # days, eighteen months: a price may be another one after so long
# How often in a year, of what is paid by time.
_TIMES_A_YEAR = MappingProxyType(
    {
        **dict.fromkeys(("day", "daily"), Decimal(365)),
        **dict.fromkeys(("week", "weekly"), Decimal(52)),
        **dict.fromkeys(("month", "monthly"), Decimal(12)),
        **dict.fromkeys(("quarter", "quarterly"), Decimal(4)),
        **dict.fromkeys(("year", "yearly", "annually", "annum"), Decimal(1)),
    }
)
# Before a number: "over $2 million", not "over two years".
_NUMBER_NEXT = (
    r"\b(?=\W{0,4}(?:[a-z]{1,3}\W{0,3})?\d"
    r"|\W+(?:\w+\W+){1,2}(?:hundred|thousand|million|billion|trillion|dozen)\b)"
)
_MORE = re.compile(
    rf"\b(?:more than|over|above|in excess of|exceed(?:s|ing|ed)?){_NUMBER_NEXT}", re.IGNORECASE
)
_LESS = re.compile(rf"\b(?:less than|under|below|not quite){_NUMBER_NEXT}", re.IGNORECASE)
# What is told as "more than" a sum is so by no more than half of it, or another would be told.
_FAR_MORE, _FAR_LESS = Decimal("1.5"), Decimal("0.5")
_ABOUT, _EXACT = Decimal("0.1"), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: what it lies between (None: no end), of what, and when, where and for what use.

    `unit` is the currency and what is paid for, or what is counted. `dated` are the years
    that the text gives it, `lasting` the days, and `said` is when it was published.
    """

    least: Decimal | None
    most: Decimal | None
    unit: tuple[str, str]
    status: str
    role: str
    places: tuple[str, ...]
    dated: Bounds | None
    lasting: Bounds | None
    said: Bounds | None

    @property
    def rank(self) -> tuple[Decimal, Decimal]:
        """Sort amounts from small to great."""
        return (
            self.least if self.least is not None else Decimal(-1),
            self.most if self.most is not None else Decimal("Infinity"),
        )

    def agrees(self, other: Amount, /) -> bool:
        """Tell whether one sum may be meant by both."""
        return self.unit == other.unit and not (_below(self, other) or _below(other, self))

    def contradicts(self, other: Amount, /) -> bool:
        """Tell whether both are of the same thing at the same time, and no sum is within both."""
        if self.agrees(other) or self.unit != other.unit:
            return False
        if self.status != other.status or self.role != other.role:
            return False
        elsewhere = self.places and other.places and not {*self.places} & {*other.places}
        return not elsewhere and _at_once(self, other)


def amount_of(dated: Dated, qualifier: Qualifier) -> Amount | None:
    """Read an amount of money or a number of things; None of words without a number."""
    least, most = qualifier.minimum, qualifier.maximum
    if qualifier.currency and (least is not None or most is not None):
        per = folded(qualifier.per or "")
        times = _TIMES_A_YEAR.get(per)
        unit = (qualifier.currency, "year" if times else per)
        factor = times or Decimal(1)
    elif qualifier.number is not None:
        least = most = qualifier.number
        unit, factor = ("", folded(qualifier.unit or "")), Decimal(1)
    else:
        return None
    least, most = _meant(least, most, qualifier.span.text)
    claim = dated.claim
    since, until = told(claim, "since"), told(claim, "until")
    at = told(claim, "date") or since or until
    return Amount(
        least=None if least is None else (least * factor).normalize(),
        most=None if most is None else (most * factor).normalize(),
        unit=unit,
        status=_use(status_of(claim)),
        role=role_of(claim),
        places=places_of(claim),
        dated=_years(at) if at else None,
        lasting=_lasting(told(claim, "date"), since, until, dated.said),
        said=dated.said,
    )


def _use(status: str) -> str:
    """A trial has a price of its own; that a use has ended does not change what it cost."""
    return status if status == "pilot" else ""


def _meant(
    least: Decimal | None, most: Decimal | None, words: str
) -> tuple[Decimal | None, Decimal | None]:
    """Widen the ends of an amount by how exactly it is told."""
    share = _ABOUT if ROUNDED.search(words) else _EXACT
    if _MORE.search(words) and least is not None and most in (None, least):
        return _moved(least, -share), least * _FAR_MORE
    if _LESS.search(words) and most is not None and least in (None, most):
        return most * _FAR_LESS, _moved(most, share)
    return _moved(least, -share), _moved(most, share)


def _moved(number: Decimal | None, share: Decimal) -> Decimal | None:
    """Move an end by a share of it; one told to more digits, by half of the last one at most."""
    if number is None:
        return None
    move = number * abs(share)
    if abs(share) == _EXACT:
        place = number.normalize().as_tuple().exponent
        half = Decimal(5).scaleb(int(place) - 1) if number else Decimal(0)
        move = min(move, half)
    return number - move if share < 0 else number + move


def _lasting(
    at: Bounds | None, since: Bounds | None, until: Bounds | None, said: Bounds | None
) -> Bounds | None:
    """Return the days for which the text tells the amount: those of its date, or since and until."""
    if at:
        return at
    end = until or said
    if since is None:
        return until
    return since[0], end[1] if end else None


def _below(one: Amount, other: Amount) -> bool:
    return one.most is not None and other.least is not None and one.most < other.least


def _at_once(one: Amount, other: Amount) -> bool:
    """Tell whether no time lies between two amounts in which one may have become the other."""
    if one.dated and other.dated:
        return not apart(one.dated, other.dated)
    first, second = one.lasting or one.said, other.lasting or other.said
    return first is None or second is None or gap(first, second) <= LONG


def _years(found: Bounds) -> Bounds:
    first, last = found
    return (first and first.replace(month=1, day=1)), (last and last.replace(month=12, day=31))
