"""What changed between two readings of one document: its claims, paired and compared.

A claim is compared by what it says: its words, names, types, values and confidence. Where it
stands, what it was read from and what wrote it are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kg.model import Claim, Entity, Qualifier, Span
from kg.model.claim_format import dump_claim
from kg.views.likeness import alike_pairs

Change = Literal["added", "removed", "changed", "moved", "same"]
LEAST_CONFIDENCE_STEP = 0.005
"""Confidences that are no farther apart than this are the same to two decimals."""
_Pair = tuple[Claim, Claim]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a claim or document that differs; None where one of the two has none.

    `field` is a path into the JSON form: "modality", "subject.name", "qualifiers.since.value".
    """

    field: str
    old: str | float | None
    new: str | float | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of a claim.

    An added claim has no `old`, a removed one no `new`. A changed claim has `fields`. A moved one
    says the same in the same words at another place of the text.
    """

    change: Change
    old: Claim | None = None
    new: Claim | None = None
    fields: tuple[Difference, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim as it is now, or as it was where it is gone."""
        claim = self.new or self.old
        if claim is None:
            raise ValueError("a change is of a claim")
        return claim


def claim_changes(
    old: Iterable[Claim],
    new: Iterable[Claim],
    *,
    confidence_step: float = LEAST_CONFIDENCE_STEP,
) -> list[ClaimChange]:
    """Pair the claims of one document as it was and as it is, and say what became of each.

    Claims with one id are one claim; then those that say the same in the same words; then those
    that are most alike (`kg.views.likeness`). Each claim is in one change, in the order of the
    text; a claim that one side has twice counts once. The order of the claims given is of no
    matter. Confidences that differ by `confidence_step` or less do not differ.

    >>> claim = Claim("urn:d", "makes", Entity("Acme", "Company"), (Span(0, 4, "Acme"),), "manual")
    >>> denied = replace(claim, modality="denied")
    >>> [(change.change, change.fields) for change in claim_changes([claim], [denied])]
    [('changed', (Difference(field='modality', old='asserted', new='denied'),))]
    """
    before, after = _in_text_order(old), _in_text_order(new)
    pairs: list[_Pair] = []
    for keys in (_same_record, _same_id, _same_words):
        found, before, after = _paired_by(keys, before, after)
        pairs += found
    alike = alike_pairs(before, after)
    pairs += [(before[first], after[second]) for first, second in alike]
    gone, come = {first for first, _ in alike}, {second for _, second in alike}
    changes = [_compared(first, second, confidence_step) for first, second in pairs]
    changes += [ClaimChange("removed", old=c) for n, c in enumerate(before) if n not in gone]
    changes += [ClaimChange("added", new=c) for n, c in enumerate(after) if n not in come]
    return sorted(changes, key=_place)


def differences(
    old: Claim, new: Claim, *, confidence_step: float = LEAST_CONFIDENCE_STEP
) -> tuple[Difference, ...]:
    """Return the fields in which two claims say different things, in the format's order.

    White space within words does not count.
    """
    first, second = dict(_sayings(old)), dict(_sayings(new))
    found = [
        Difference(name, first.get(name), second.get(name))
        # A dictionary, not a set, keeps the order.
        for name in {**first, **second}
        if first.get(name) != second.get(name)
    ]
    if _far_apart(old.confidence, new.confidence, confidence_step):
        found.append(Difference("confidence", old.confidence, new.confidence))
    return tuple(found)


def _far_apart(old: float | None, new: float | None, step: float) -> bool:
    if old is None or new is None:
        return old is not new
    # What binary fractions add to a difference is no difference.
    return abs(old - new) > step + 1e-9


def _compared(old: Claim, new: Claim, confidence_step: float) -> ClaimChange:
    if old == new:
        return ClaimChange("same", old, new)
    fields = differences(old, new, confidence_step=confidence_step)
    moved = old.spans() != new.spans()
    change: Change = "changed" if fields else "moved" if moved else "same"
    return ClaimChange(change, old, new, fields)


def _place(change: ClaimChange) -> tuple[int, int, str, str]:
    claim = change.claim
    return (*_stretch(claim), change.change, claim.id)


def _in_text_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims sorted by place, each once; from which source it came is of no matter."""
    distinct = {_same_record(claim): claim for claim in claims}
    keys = sorted(distinct, key=lambda key: (*_stretch(distinct[key]), key))
    return [distinct[key] for key in keys]


def _stretch(claim: Claim) -> tuple[int, int]:
    start = min((span.start for span in claim.evidence), default=0)
    return start, max((span.end for span in claim.evidence), default=0)


def _same_record(claim: Claim) -> str:
    return dump_claim(replace(claim, source=None))


def _same_id(claim: Claim) -> str:
    return claim.id


def _same_words(claim: Claim) -> str:
    return repr(sorted(_sayings(claim)))


def _paired_by(
    key: Callable[[Claim], str], old: Sequence[Claim], new: Sequence[Claim]
) -> tuple[list[_Pair], list[Claim], list[Claim]]:
    """Pair claims of one key in the order of the text; return the pairs and what is left over."""
    waiting: dict[str, list[Claim]] = {}
    for claim in reversed(new):
        waiting.setdefault(key(claim), []).append(claim)
    pairs, left = [], []
    for claim in old:
        # A claim made by hand may have no id.
        name = key(claim)
        partners = waiting.get(name) if name else None
        if partners:
            pairs.append((claim, partners.pop()))
        else:
            left.append(claim)
    rest = {id(claim) for claims in waiting.values() for claim in claims}
    return pairs, left, [claim for claim in new if id(claim) in rest]


def _sayings(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what a claim says, field by field; what it does not say is left out."""
    yield "type", claim.type
    yield from _entity_sayings("subject", claim.subject)
    yield from _entity_sayings("object", claim.object)
    if claim.content:
        yield "content", _words(*claim.content)
    if claim.mode:
        yield "mode", claim.mode
    for name, qualifier in sorted(claim.qualifiers.items()):
        yield from _qualifier_sayings(f"qualifiers.{name}", qualifier)
    yield "modality", claim.modality
    yield from _entity_sayings("attributed_to", claim.attributed_to)
    yield "evidence", _words(*claim.evidence)


def _entity_sayings(role: str, entity: Entity | None) -> Iterator[tuple[str, str]]:
    if entity is None:
        return
    yield f"{role}.name", entity.name
    yield f"{role}.type", entity.type
    if entity.iri:
        yield f"{role}.iri", entity.iri
    if entity.mention:
        yield f"{role}.mention", _words(entity.mention)


def _qualifier_sayings(name: str, qualifier: Qualifier) -> Iterator[tuple[str, str]]:
    yield f"{name}.text", _words(qualifier.span)
    values = {
        "value": qualifier.value,
        "min": _number(qualifier.minimum),
        "max": _number(qualifier.maximum),
        "currency": qualifier.currency,
        "per": qualifier.per,
        "number": _number(qualifier.number),
        "unit": qualifier.unit,
    }
    for field, value in values.items():
        if value is not None:
            yield f"{name}.{field}", value


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _words(*spans: Span) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
