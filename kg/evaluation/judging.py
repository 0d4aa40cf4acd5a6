"""Every claim of an article judged by its gold, and every fact of the gold by the claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.evaluation.gold import OTHER, Gold, GoldClaim
from kg.evaluation.matching import Placed, agrees, agrees_but_for_type, placed
from kg.model import Claim

# "aside" is what is neither right nor wrong: it hits only what is optional, or of no claim type.
Verdict = Literal["right", "wrong", "aside"]


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with the gold claims that it agrees with, strictly and whatever their type."""

    found: Placed
    matches: tuple[GoldClaim, ...]
    loose_matches: tuple[GoldClaim, ...]

    @property
    def verdict(self) -> Verdict:
        """Say whether the claim is right."""
        if self.matches:
            return "aside" if all(truth.optional for truth in self.matches) else "right"
        return "aside" if any(truth.type == OTHER for truth in self.loose_matches) else "wrong"

    @property
    def lenient_verdict(self) -> Verdict:
        """Say whether the claim is right when its type does not matter."""
        strict = self.verdict
        return "right" if strict == "wrong" and self.loose_matches else strict


@dataclass(frozen=True, slots=True)
class JudgedFact:
    """A fact of the gold: its claims, first the one that others refer to, and who found it."""

    claims: tuple[GoldClaim, ...]
    found_by: tuple[JudgedClaim, ...]
    loosely_found: bool

    @property
    def first(self) -> GoldClaim:
        """Return the claim that the others refer to."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An article's claims and facts, judged; facts that nobody asks for are left out."""

    gold: Gold
    claims: tuple[JudgedClaim, ...]
    facts: tuple[JudgedFact, ...]


def judge(gold: Gold, claims: Iterable[Claim]) -> Judgement:
    """Judge the claims found in an article by its gold."""
    judged = tuple(_judge_claim(placed(claim, gold.text), gold) for claim in claims)
    facts = tuple(_judge_fact(group, judged) for group in gold.facts() if _is_asked(group))
    return Judgement(gold, judged, facts)


def _judge_claim(found: Placed, gold: Gold) -> JudgedClaim:
    loose = tuple(t for t in gold.claims if agrees_but_for_type(found, t, gold))
    return JudgedClaim(found, tuple(t for t in loose if agrees(found, t, gold)), loose)


def _is_asked(group: tuple[GoldClaim, ...]) -> bool:
    return group[0].type != OTHER and not all(truth.optional for truth in group)


def _judge_fact(group: tuple[GoldClaim, ...], judged: tuple[JudgedClaim, ...]) -> JudgedFact:
    ids = {truth.id for truth in group}
    return JudgedFact(
        claims=group,
        found_by=tuple(c for c in judged if not ids.isdisjoint(t.id for t in c.matches)),
        loosely_found=any(not ids.isdisjoint(t.id for t in c.loose_matches) for c in judged),
    )
