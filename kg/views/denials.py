"""What one source says and another denies, and when both may be right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.views.dated import Dated, folded, status_of, told
from kg.views.moments import Bounds, before, gap

YEAR = 365  # days after which what is not so may have become so, or the other way round
# Words that deny a thing for all the time before.
_NEVER = re.compile(
    r"\b(?:never|ever|at no (?:time|point)|(?:has|have|had|did)(?: not|n['’]t)\b)", re.IGNORECASE
)
# A denial of what is to come says nothing of what is.
_TO_COME = re.compile(r"\b(?:will|would|shall)(?: not|n['’]t| never)\b|\bwon['’]t\b", re.IGNORECASE)
# What has ended, was rejected or is yet to come is not so, as who denies it says.
_NOT_SO = frozenset({"ended", "rejected", "planned"})
_LIMITING = frozenset({"purpose", "place", "audience"})


@dataclass(frozen=True, slots=True)
class Word:
    """Whether something is said to be so, or not, and the time that this is said of.

    `never` tells that it is denied of all the time before. `limits` are what it is said of and no
    more: purposes, places, those that it is for, each with the name of its qualifier.
    """

    denied: bool
    first: Bounds | None
    last: Bounds | None
    begun: bool
    over: bool
    never: bool
    limits: frozenset[tuple[str, str]] = frozenset()

    @property
    def rank(self) -> tuple[bool]:
        """Sort what is asserted before what is denied."""
        return (self.denied,)

    def agrees(self, other: Word, /) -> bool:
        """Tell whether both assert, or both deny."""
        return self.denied == other.denied

    def contradicts(self, other: Word, /) -> bool:
        """Tell whether one denies what the other asserts of the same time, or near it.

        Things change: a denial a year before or after what is asserted is none of it, unless it
        is one for all time. Nor is one of the time after the end, or from a day on.
        """
        if self.denied == other.denied:
            return False
        denial, word = (self, other) if self.denied else (other, self)
        if not denial.limits <= word.limits:
            return False  # what is not done to one end may be done to others
        if _between(denial.last, word.first):
            changed = word.begun or denial.over
            return not changed and _gap(denial.last, word.first) <= YEAR
        if denial.never or not _between(word.last, denial.first):
            return True
        changed = word.over or denial.begun
        return not changed and _gap(word.last, denial.first) <= YEAR


def word_of(dated: Dated) -> Word | None:
    """Read whether a claim asserts or denies; None where it plans, or says that it is past."""
    claim = dated.claim
    if claim.modality not in ("asserted", "denied") or status_of(claim) in _NOT_SO:
        return None
    words = " ".join(span.text for span in claim.evidence)
    if claim.modality == "denied" and _TO_COME.search(words):
        return None
    since, until, at, said = (
        told(claim, "since"),
        told(claim, "until"),
        told(claim, "date"),
        dated.said,
    )
    past = bool(until and not (said and before(said, until)))
    denied = claim.modality == "denied"
    return Word(
        denied=denied,
        first=since or at or ((None, until[1]) if until and past else said),
        last=until if past else at or said,
        begun=since is not None,
        over=past,
        never=denied and bool(_NEVER.search(words)),
        limits=frozenset(
            (name, folded(part.value or part.span.text))
            for name, part in claim.qualifiers.items()
            if name in _LIMITING
        ),
    )


def _between(one: Bounds | None, other: Bounds | None) -> bool:
    return one is not None and other is not None and before(one, other)


def _gap(one: Bounds | None, other: Bounds | None) -> int:
    return 0 if one is None or other is None else gap(one, other)
