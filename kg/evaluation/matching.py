"""Whether a claim says what a gold claim says, and if not, in what they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.evaluation.folding import fold
from kg.evaluation.gold import STATES, Gold, GoldClaim
from kg.evaluation.overlap import Range, characters, dice, place, places
from kg.model import Claim, Entity

# How much of what is said must agree, as Dice of the characters, or as the share of the gold's that
# is covered while little lies outside of the gold's own sentence.
CONTENT_AGREES = 0.8
_OUTSIDE_ALLOWED = 0.2
# A claim about one entity alone has less to go by than its words: they must overlap by half.
_EVIDENCE_OF_ONE = 0.5
_MENTION_AGREES = 0.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with its spans as positions in the gold article's text."""

    claim: Claim
    evidence: frozenset[int]
    content: frozenset[int]
    subject: Range | None
    object: Range | None


def placed(claim: Claim, text: str) -> Placed:
    """Look up a claim's spans in a text; what the text does not hold is left out."""
    return Placed(
        claim,
        characters(places(claim.evidence, text)),
        characters(places(claim.content, text)),
        _mention(claim.subject, text),
        _mention(claim.object, text),
    )


def _mention(entity: Entity | None, text: str) -> Range | None:
    return place(entity.mention, text) if entity and entity.mention else None


def agrees(found: Placed, truth: GoldClaim, gold: Gold) -> bool:
    """Tell whether a claim says what a gold claim says: type, subject, and object or content."""
    return found.claim.type == truth.type and agrees_but_for_type(found, truth, gold)


def agrees_but_for_type(found: Placed, truth: GoldClaim, gold: Gold) -> bool:
    """Tell whether a claim says what a gold claim says, whatever relation it makes of it.

    A statement is compared with statements only.
    """
    if (found.claim.type == STATES) != (truth.type == STATES):
        return False
    if not same_subject(found, truth, gold):
        return False
    if truth.type == STATES:
        return same_content(found, truth)
    return same_evidence(found, truth) and same_object(found, truth, gold)


def same_subject(found: Placed, truth: GoldClaim, gold: Gold) -> bool:
    """Tell whether a claim's subject is the gold's, by a name or by where it is mentioned."""
    return _same_entity(found.claim.subject, found.subject, truth.subject, gold)


def same_object(found: Placed, truth: GoldClaim, gold: Gold) -> bool:
    """Tell whether a claim's object is the gold's; a gold claim without one accepts any."""
    if truth.object is None:
        return True
    about = found.claim.object
    return about is not None and _same_entity(about, found.object, truth.object, gold)


def _same_entity(entity: Entity, mention: Range | None, name: str, gold: Gold) -> bool:
    known = gold.entities.get(name)
    if known is None:
        return False
    if fold(entity.name) in known.names:
        return True
    if mention is None:
        return False
    start, end = mention
    enough = _MENTION_AGREES * max(1, end - start)
    return any(
        min(other_end, end) - max(other_start, start) > enough
        for other_start, other_end in known.mentions
    )


def same_content(found: Placed, truth: GoldClaim) -> bool:
    """Tell whether a statement's content is the gold's, allowing for ends cut otherwise."""
    said, true = found.content, characters(truth.content)
    if not said or not true:
        return False
    outside = len(said - characters(truth.evidence))
    covers = len(said & true) / len(true) >= CONTENT_AGREES
    return dice(said, true) >= CONTENT_AGREES or (
        covers and outside <= _OUTSIDE_ALLOWED * len(said)
    )


def same_evidence(found: Placed, truth: GoldClaim) -> bool:
    """Tell whether a claim's evidence overlaps the gold's; by half where there is no object."""
    true = characters(truth.evidence)
    both = len(found.evidence & true)
    if truth.object is not None:
        return both > 0
    return both / max(1, min(len(found.evidence), len(true))) >= _EVIDENCE_OF_ONE


def differences(found: Placed, truth: GoldClaim, gold: Gold) -> Iterator[str]:
    """Yield in what a claim differs from a gold claim, a clause each; none where it agrees."""
    claim = found.claim
    if claim.type != truth.type:
        yield f"type is {claim.type}, not {truth.type}"
    if not same_subject(found, truth, gold):
        yield f"subject is “{claim.subject.name}”, not “{truth.subject}”"
    if truth.type == STATES == claim.type:
        if not same_content(found, truth):
            shared = dice(found.content, characters(truth.content))
            yield f"content shares {shared:.2f} with the gold's, {CONTENT_AGREES} is asked"
        return
    if not same_object(found, truth, gold):
        about = f"“{claim.object.name}”" if claim.object else "missing"
        yield f"object is {about}, not “{truth.object}”"
    if not same_evidence(found, truth):
        yield "evidence stands elsewhere"
