"""When something began, ended or happened, as its sources say, and when two cannot both be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.views.amounts import LONG
from kg.views.dated import Dated, places_of, role_of, status_of, told
from kg.views.moments import Bounds, apart, before, gap

# A deal is announced on one day and closed on another.
_ANNOUNCED = re.compile(
    r"\b(?:announc\w+|agree[ds]?|agreeing|agreement|propos\w+|sign(?:ed|s|ing)|bid|offer\w*"
    r"|plan\w*|to (?:acquire|buy|purchase|partner))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """The days that a date can mean, and which beginning, end or event it is the date of.

    `other` is the other end of the same period, and `said` when the claim was published, None
    where what began had ended by then; `ends` are the ends that any source tells. Only dates of
    one `matter` can contradict each other: a trial begins apart from the use that follows, an
    office apart from another.
    """

    days: Bounds
    name: str
    matter: tuple[str, ...]
    places: tuple[str, ...]
    other: Bounds | None
    said: Bounds | None
    ends: tuple[Bounds, ...] = ()

    @property
    def rank(self) -> tuple[date, date]:
        """Sort dates from early to late."""
        return self.days[0] or date.min, self.days[1] or date.max

    def agrees(self, other: When, /) -> bool:
        """Tell whether both may mean one day."""
        return not apart(self.days, other.days)

    def contradicts(self, other: When, /) -> bool:
        """Tell whether both date one thing, mean no common day, and are not of two periods."""
        if self.matter != other.matter or self.agrees(other):
            return False
        if self.places and other.places and not {*self.places} & {*other.places}:
            return False
        if self.name == "until" and "ahead" in self.matter and self.said and other.said:
            return gap(self.said, other.said) <= LONG  # else it has been put off since
        first, second = (self, other) if before(self.days, other.days) else (other, self)
        return not _two_periods(first, second)


def times_of(name: str, claims: Sequence[Dated]) -> dict[When, list[Dated]]:
    """Return what the claims say with a date qualifier, and which say it.

    Only asserted claims of what is done count. What ended before it is said to have begun, by
    whatever source, has begun twice.
    """
    ends = _ends(claims) if name == "since" else ()
    found: dict[When, list[Dated]] = {}
    for dated in claims:
        days, status = told(dated.claim, name), status_of(dated.claim)
        if days is None or dated.claim.modality != "asserted" or status in ("planned", "rejected"):
            continue
        opposite = {"since": "until", "until": "since"}.get(name)
        when = When(
            days=days,
            name=name,
            matter=_matter(name, dated, days),
            places=places_of(dated.claim),
            other=told(dated.claim, opposite) if opposite else None,
            said=None if name == "since" and status == "ended" else dated.said,
            ends=ends,
        )
        found.setdefault(when, []).append(dated)
    return found


def _ends(claims: Sequence[Dated]) -> tuple[Bounds, ...]:
    """Return the ends that are told of a use, on its own or with its beginning."""
    found = {
        end
        for dated in claims
        if dated.claim.modality == "asserted"
        and status_of(dated.claim) not in ("pilot", "planned")
        and (end := told(dated.claim, "until"))
    }
    return tuple(sorted(found, key=repr))


def _matter(name: str, dated: Dated, days: Bounds) -> tuple[str, ...]:
    claim = dated.claim
    trial = "pilot" if status_of(claim) == "pilot" else ""
    words = " ".join(span.text for span in claim.evidence)
    announced = "announced" if name == "date" and _ANNOUNCED.search(words) else ""
    said = dated.said
    ahead = "ahead" if name == "until" and said and before(said, days) else ""
    return trial, role_of(claim), announced, ahead


def _two_periods(first: When, second: When) -> bool:
    """Tell whether one period ends before the other begins, both told.

    An end that another source tells parts them only where the first was not seen after it.
    """
    if first.name == "until":
        return second.other is not None and before(first.days, second.other)
    if first.name != "since":
        return False
    if first.other is not None and before(first.other, second.days):
        return True
    return any(
        before(first.days, end)
        and before(end, second.days)
        and not (first.said and before(end, first.said))
        for end in first.ends
    )
