"""What was so on a day, and how something came on in time, as claims tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.model import Claim, Modality
from kg.views.dated import Dated, order, status_of, told
from kg.views.moments import Bounds, apart, before, bounds

_LIFE = ("planned", "rejected", "pilot", "active", "ended")


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A step in the life of a deployment, and the claims that tell it.

    `when` is the EDTF date of the step, the most exact that a claim gives, None where none does;
    `published` that of the first document that tells it.
    """

    status: str
    when: str | None
    published: str | None
    modality: Modality
    claims: tuple[Claim, ...]


def holds_on(claim: Claim, published: str | None, day: date) -> bool | None:
    """Tell whether a claim says something that was so on a day; None where it cannot be told.

    What a claim says begins at its `since`, else at its `date`, else with its publication (EDTF).
    It ends with its `until`; where a deployment has ended, and no `until` is given, with its
    `date`, else by the time of publication. What is given no end goes on.
    The answer is yes on a day that is surely not before the beginning and surely not after the
    end, and no on a day that is surely after the end, or surely before a beginning that the claim
    itself tells. Before a beginning that is only the publication, nothing was known; and on the
    days that an inexact beginning or end can mean, it cannot be told.
    What is denied or rejected was not so wherever, asserted, it would have been so; nothing else
    is told of it. What is planned or possible cannot be told.

    >>> from kg.model import Entity, Qualifier, Span
    >>> since = {"since": Qualifier(Span(0, 4, "2021"), "2021")}
    >>> claim = Claim("urn:d", "makes", Entity("A", "Company"), (), "manual", qualifiers=since)
    >>> [holds_on(claim, "2023", date(year, 7, 1)) for year in (2020, 2021, 2022)]
    [False, None, True]
    """
    status = status_of(claim)
    if claim.modality in ("planned", "possible") or status == "planned":
        return None
    held = _held(claim, published, day, ended=status == "ended")
    if claim.modality == "denied" or status == "rejected":
        return False if held else None
    return held


def status_history(claims: Sequence[Dated]) -> tuple[StatusChange, ...]:
    """Return the steps in the life of one deployment that claims tell, in the order of time.

    A claim of use that says since when and until when tells two steps. Steps follow one another by
    their date, else by the publication of what tells them. Steps of one status and modality that
    follow each other, and whose dates can be the same, are one. Claims without a status tell a use
    where they are asserted.
    """
    steps = sorted(
        (step for dated in _each_once(claims) for step in _steps(dated)), key=_order_of_step
    )
    joined: list[StatusChange] = []
    for step in steps:
        if joined and _is_same(joined[-1], step):
            joined[-1] = _join(joined[-1], step)
        else:
            joined.append(step)
    return tuple(joined)


def _held(claim: Claim, published: str | None, day: date, *, ended: bool) -> bool | None:
    said = bounds(published) if published else None
    since, until, at = told(claim, "since"), told(claim, "until"), told(claim, "date")
    begun, end = since or at, until
    if ended and until is None:
        begun = since
        end = at or (None if said is None else (None, said[1]))
    over = False if end is None else _is_past(end, day)
    if over:
        return False
    if begun is not None:
        started = _has_come(begun, day)
        if started is False:
            return False
    elif said is None or (end is not None and not before(said, end)):
        started = None  # what was over when it was published had begun at some time before
    else:
        started = _has_come(said, day)
    return True if started and over is False else None


def _has_come(beginning: Bounds, day: date) -> bool | None:
    """Tell whether a beginning had come by a day; None where it may have."""
    first, last = beginning
    if first is not None and day < first:
        return False
    return True if last is not None and day >= last else None


def _is_past(end: Bounds, day: date) -> bool | None:
    """Tell whether a day lies after an end; None where it may."""
    first, last = end
    if last is not None and day > last:
        return True
    return False if first is not None and day <= first else None


def _steps(dated: Dated) -> Iterator[StatusChange]:
    """Yield what one claim tells: its status, with the other end of the use where it tells that."""
    claim = dated.claim
    values = {name: claim.qualifiers[name].value for name in claim.qualifiers}
    since, until, at = values.get("since"), values.get("until"), values.get("date")
    status = status_of(claim) or ("active" if claim.modality == "asserted" else "")
    asserted = claim.modality == "asserted"
    if status == "ended":
        if since and asserted:
            yield _step("active", since, dated)
        yield _step("ended", until or at, dated)
    elif status:
        yield _step(status, since or at, dated)
        end, said = told(claim, "until"), dated.said
        if until and asserted and end and not (said and before(said, end)):
            yield _step("ended", until, dated)


def _step(status: str, when: str | None, dated: Dated) -> StatusChange:
    known = when if when and bounds(when) else None
    return StatusChange(status, known, dated.published, dated.claim.modality, (dated.claim,))


def _order_of_step(step: StatusChange) -> tuple[object, ...]:
    said = step.published or ""
    day = _first_day(step.when) or _first_day(step.published) or date.max
    stage = _LIFE.index(step.status) if step.status in _LIFE else len(_LIFE)
    claims = [order(Dated(claim, step.published)) for claim in step.claims]
    return day, stage, step.status, step.modality, step.when or "", said, claims


def _first_day(value: str | None) -> date | None:
    """Return the first day that a date can mean; the last one of what lies before a day."""
    found = bounds(value) if value else None
    return (found[0] or found[1]) if found else None


def _is_same(held: StatusChange, step: StatusChange) -> bool:
    if (held.status, held.modality) != (step.status, step.modality):
        return False
    one, other = (bounds(each.when) if each.when else None for each in (held, step))
    if one and other:
        return not apart(one, other)
    # A step that was published before the other took place is another one.
    early, dated = (held, other) if other else (step, one)
    said = bounds(early.published) if early.published else None
    return not (dated and said and before(said, dated))


def _join(held: StatusChange, step: StatusChange) -> StatusChange:
    dates = [when for when in (held.when, step.when) if when]
    said = [each for each in (held.published, step.published) if each]
    return replace(
        held,
        when=min(dates, key=_exactness, default=None),
        published=min(said, key=lambda value: (_first_day(value) or date.max, value), default=None),
        claims=tuple(dict.fromkeys((*held.claims, *step.claims))),
    )


def _exactness(value: str) -> tuple[int, str]:
    """Sort dates by how many days they can mean."""
    first, last = bounds(value) or (None, None)
    return (last - first).days if first and last else date.max.toordinal(), value


def _each_once(claims: Iterable[Dated]) -> Iterator[Dated]:
    yield from {order(dated): dated for dated in claims}.values()
