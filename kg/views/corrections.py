"""Corrections applied to the claims of one document.

The claim that a correction means is known by its id or, where that is gone, by its type, the names
of its subject and object and the words of its evidence, if exactly one claim has them. Each claim is
corrected once: what corrections make is not corrected again, so that their order says nothing. A
correction that cannot be used changes nothing, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ClaimError
from kg.model import Claim, Rejection
from kg.model.claim_changes import changed_claim
from kg.model.claim_format import dump_claim
from kg.model.correction import Correction, evidence_words
from kg.model.correction_format import agree, dump_correction

Check = Callable[[Claim], Rejection | None]
"""What says why a claim cannot be used (its spans do not fit the text, its type is unknown), or None."""
_GONE = "no claim of the document is the one that it corrects"
_LOST = "no document of the graph has the claim that it corrects"
_LOOK = "see what the document says now; take the correction back with: kg correct --undo {}"


@dataclass(frozen=True, slots=True)
class Change:
    """What one correction did: the claim before, and after it; None where the claim is rejected.

    `sound` tells whether the claim could have entered the graph as it was.
    """

    correction: Correction
    before: Claim
    after: Claim | None = None
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Corrected:
    """The claims that hold, what was changed, and the corrections that could not be used."""

    claims: tuple[Claim, ...]
    changes: tuple[Change, ...] = ()
    unused: tuple[Rejection, ...] = ()

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """The claims that a person rejected, each with who did, and why."""
        return tuple(rejected_claim(change) for change in self.changes if change.after is None)


def apply_corrections(
    claims: Sequence[Claim], corrections: Iterable[Correction], check: Check = lambda _: None
) -> Corrected:
    """Correct the claims of one document, by all the corrections that are meant for it.

    Claims stay in their order, each once; of two that become one, an amended one is kept. `check`
    looks at claims before and after: an amendment that makes a claim that cannot be used is none.

    >>> apply_corrections([], [])
    Corrected(claims=(), changes=(), unused=())
    """
    known = {claim.id: claim for claim in reversed(claims)}
    meant, unused = _meant(known, _sorted(corrections))
    changes: dict[str, Change] = {}
    for name, correction in meant.items():
        made = _change(known[name], correction, check)
        if isinstance(made, Rejection):
            unused.append(made)
        else:
            changes[name] = made
    unused += _withdrawn(changes)
    return Corrected(
        tuple(_kept(dict.fromkeys(claim.id for claim in claims), known, changes)),
        tuple(changes[name] for name in sorted(changes)),
        tuple(sorted(unused, key=lambda rejection: (rejection.where, rejection.item or ""))),
    )


def corrections_by_document(
    corrections: Iterable[Correction], document_of: Callable[[str], str | None]
) -> tuple[dict[str, list[Correction]], tuple[Rejection, ...]]:
    """Part corrections by the document whose claims they are for; tell those that are for none.

    `document_of` returns the document that has the claim of an id, or None. Where there is none, the
    document that the correction names is taken, of which the caller knows whether it exists.
    """
    parts: dict[str, list[Correction]] = {}
    lost = []
    for correction in _sorted(corrections):
        document = document_of(correction.claim) or correction.document
        if document is None:
            lost.append(unused_correction(correction, _LOST))
        else:
            parts.setdefault(document, []).append(correction)
    return parts, tuple(lost)


def unused_correction(
    correction: Correction, reason: str = _LOST, remedy: str | None = None
) -> Rejection:
    """Return a correction that could not be used, whole, as a rejection of the kind "correction"."""
    return Rejection(
        kind="correction",
        where=f"correction of claim {correction.claim}",
        reason=reason,
        remedy=remedy or _LOOK.format(correction.claim),
        document=correction.document,
        claim=correction.claim,
        item=dump_correction(correction),
    )


def rejected_claim(change: Change) -> Rejection:
    """Return a claim that a person rejected as a rejection of the kind "claim", whole."""
    claim, correction = change.before, change.correction
    return Rejection(
        kind="claim",
        where=f"{claim.source or claim.document}: claim {claim.id}",
        reason=f"rejected by {correction.by}: {correction.why}",
        remedy=f"take that back with: kg correct --undo {correction.claim}",
        document=claim.document,
        claim=claim.id,
        item=dump_claim(claim),
    )


def _sorted(corrections: Iterable[Correction]) -> list[Correction]:
    return sorted(corrections, key=lambda each: (each.claim, each.at or "", dump_correction(each)))


def _meant(
    known: Mapping[str, Claim], corrections: Sequence[Correction]
) -> tuple[dict[str, Correction], list[Rejection]]:
    """Return by claim the correction that means it; the first of those that do the same."""
    named = {correction.claim for correction in corrections}
    others: dict[tuple[str, ...], list[str]] = {}
    for name, claim in known.items():
        if name not in named:
            others.setdefault(_likeness(claim), []).append(name)
    groups: dict[str, list[Correction]] = {}
    unused = []
    for correction in corrections:
        found = [correction.claim] if correction.claim in known else _like(correction, others)
        if len(found) == 1:
            groups.setdefault(found[0], []).append(correction)
        else:
            reason = f"{len(found)} claims are like the one that it corrects" if found else _GONE
            unused.append(unused_correction(correction, reason))
    for name in [
        name for name, group in groups.items() if not all(agree(group[0], c) for c in group)
    ]:
        reason = f"another correction of claim {name} does something else"
        unused += [unused_correction(each, reason, "keep one") for each in groups.pop(name)]
    return {name: group[0] for name, group in groups.items()}, unused


def _likeness(claim: Claim) -> tuple[str, ...]:
    about = claim.object.name if claim.object else ""
    return tuple(map(_folded, (claim.type, claim.subject.name, about, evidence_words(claim))))


def _like(correction: Correction, others: Mapping[tuple[str, ...], list[str]]) -> list[str]:
    kind, subject, words = correction.type, correction.subject, correction.words
    if kind is None or subject is None or words is None:
        return []
    return others.get(tuple(map(_folded, (kind, subject, correction.object or "", words))), [])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _change(claim: Claim, correction: Correction, check: Check) -> Change | Rejection:
    sound = check(claim) is None
    if correction.action == "reject":
        return Change(correction, claim, None, sound)
    try:
        after = changed_claim(claim, correction.changes, where=claim.id)
    except ClaimError as error:
        return unused_correction(correction, error.reason, error.remedy)
    problem = check(after)
    if problem is not None:
        return unused_correction(correction, problem.reason, problem.remedy)
    return Change(correction, claim, after, sound)


def _withdrawn(changes: dict[str, Change]) -> Iterator[Rejection]:
    """Take out the amendments that make a claim which a person rejects, and tell them."""
    rejected = {name for name, change in changes.items() if change.after is None}
    for name, change in sorted(changes.items()):
        if change.after is not None and change.after.id in rejected - {name}:
            del changes[name]
            reason = f"it makes the claim {change.after.id}, which another correction rejects"
            yield unused_correction(change.correction, reason, "keep one of the two corrections")


def _kept(
    names: Iterable[str], known: Mapping[str, Claim], changes: Mapping[str, Change]
) -> Iterator[Claim]:
    """Yield each claim that holds once, as it holds.

    Of those amended to one, the claim that had its id already is kept, else the first by id.
    """
    winners: dict[str, str] = {}
    for name in sorted(changes):
        after = changes[name].after
        if after is not None and (after.id == name or after.id not in winners):
            winners[after.id] = name
    for name in names:
        change = changes.get(name)
        if change is None:
            if name not in winners:
                yield known[name]
        elif change.after is not None and winners[change.after.id] == name:
            yield change.after
