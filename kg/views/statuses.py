"""How far a deployment has come, as its sources say, and when two cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.views.dated import Dated, status_of, told
from kg.views.moments import Bounds, before, gap, surely_within

AT_ONCE = 60  # days within which sources speak of one and the same time
USED = ("active", "pilot")
_ORDER = ("planned", "rejected", "pilot", "active", "ended")


@dataclass(frozen=True, slots=True)
class State:
    """A status, and when it was so.

    `begun` and `over` are when the use began and ended, `happened` another date that the claim
    gives, and `said` when it was published. `beginnings` are all that any source tells.
    """

    status: str
    begun: Bounds | None
    over: Bounds | None
    happened: Bounds | None
    said: Bounds | None
    beginnings: tuple[Bounds, ...] = ()

    @property
    def rank(self) -> tuple[int, str]:
        """Sort states from the first to the last of a deployment's life."""
        known = _ORDER.index(self.status) if self.status in _ORDER else len(_ORDER)
        return known, self.status

    @property
    def seen(self) -> Bounds | None:
        """The last time for which a source says that the product was in use."""
        if self.happened:
            return self.happened
        return self.over if self.over and not self._ahead else self.said

    @property
    def _ahead(self) -> bool:
        """Whether the end was still to come when it was told."""
        return bool(self.over and self.said and before(self.said, self.over))

    def agrees(self, other: State, /) -> bool:
        """Tell whether both say that it is in use, or that it is not."""
        return self.status == other.status or {self.status, other.status} <= {*USED}

    def contradicts(self, other: State, /) -> bool:
        """Tell whether one says that it was over, or was never to be, when the other says not.

        In time, a pilot may become a use, and a use end; that is no contradiction. Nor is it when
        a use is said to have begun after the end, or after the rejection.
        """
        for one, another in ((self, other), (other, self)):
            if one.status in USED and another.status == "ended":
                return _outlives(one, another)
            if another.status == "rejected" and one.status in (*USED, "ended"):
                return _in_use(one, another)
        return False


def states_of(claims: Sequence[Dated]) -> dict[State, list[Dated]]:
    """Return the states that claims assert, and which assert them.

    Who is said to use a product, without more, has it in use. What is planned is no state.
    """
    told_states = [(dated, state) for dated in claims if (state := _state(dated))]
    begun = {state.begun for _, state in told_states if state.begun and state.status in USED}
    beginnings = tuple(sorted(begun, key=repr))
    found: dict[State, list[Dated]] = {}
    for dated, state in told_states:
        found.setdefault(replace(state, beginnings=beginnings), []).append(dated)
    return found


def _state(dated: Dated) -> State | None:
    claim = dated.claim
    until = told(claim, "until")
    status = status_of(claim) or ("" if until else "active")
    if claim.modality != "asserted" or status not in _ORDER or status == "planned":
        return None
    return State(status, told(claim, "since"), until, told(claim, "date"), dated.said)


def _outlives(use: State, end: State) -> bool:
    """Tell whether a use is seen after its end, or close to an end of no known date."""
    over, seen = end.over or end.happened, use.seen
    ended = over or end.said
    if seen is None or ended is None or (use.begun and before(ended, use.begun)):
        return False
    if before(ended, seen):
        return bool(use.begun) or not _anew(use, ended, seen)
    return over is None and seen == use.said and surely_within(seen, ended, AT_ONCE)


def _anew(use: State, ended: Bounds, seen: Bounds) -> bool:
    """Tell whether a source tells of a beginning between an end and when a use is seen."""
    return any(before(ended, begun) and not before(seen, begun) for begun in use.beginnings)


def _in_use(use: State, rejection: State) -> bool:
    """Tell whether a rejection lies within the time of a use, or close to when it is seen."""
    at = rejection.happened or rejection.over or rejection.said
    seen, begun = use.seen, use.begun or use.happened
    if at is None or seen is None or (begun and before(at, begun)):
        return False
    if begun and begun[1] and at[0] and seen[1] and begun[1] <= at[0] and gap(seen, at) == 0:
        return True
    within = bool(begun and before(begun, at) and before(at, seen))
    return within or surely_within(at, seen, AT_ONCE)
