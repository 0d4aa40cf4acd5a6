"""Turn a rule's trust in a claim into a confidence that keeps its word.

A pattern says how far it is to be trusted; how a claim names its parties says more. A logistic
model over both was fitted to annotated articles (`training/calibrate.py`); its weights are data.

Source: Platt 1999, Probabilistic Outputs for Support Vector Machines, for the form;
Guo et al. 2017 (ICML), On Calibration of Modern Neural Networks, for the measure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.extractors.lexicon import groups, table
from kg.model import Claim, Entity

_CLIP = 0.02
_LEAST, _MOST = 0.01, 0.99
_LONG = 40
_PRONOUNS = ("masculine", "feminine", "neuter", "plural", "first", "relative")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of a logistic model; a feature without a weight counts nothing."""

    intercept: float
    weights: Mapping[str, float]

    def __call__(self, claim: Claim) -> Claim:
        """Return the claim with its confidence calibrated; one without stays without."""
        if claim.confidence is None:
            return claim
        total = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in features(claim)
        )
        confidence = min(_MOST, max(_LEAST, 1 / (1 + math.exp(-total))))
        return replace(claim, confidence=round(confidence, 2))


def features(claim: Claim) -> Iterator[tuple[str, float]]:
    """Yield what the model looks at, by name: 1 where it holds, and the rule's own log-odds.

    >>> from kg.model import Span
    >>> it = Entity("Acme", "Organization", Span(0, 2, "It"))
    >>> said = Span(0, 12, "It left Ohio")
    >>> claim = Claim("https://d.example/1", "makes", it, (said,), "rules/1", confidence=0.5)
    >>> dict(features(claim))
    {'rule': 0.0, 'makes': 1.0, 'subject pronoun': 1.0}
    """
    trust = min(1 - _CLIP, max(_CLIP, claim.confidence or 0.5))
    yield "rule", math.log(trust / (1 - trust))
    yield claim.type, 1.0
    if claim.mode is not None:
        yield f"{claim.type} {claim.mode}", 1.0
    if claim.modality != "asserted":
        yield "not asserted", 1.0
    for part, entity in (("subject", claim.subject), ("object", claim.object)):
        if entity is not None and (form := _form(entity)) != "name":
            yield f"{part} {form}", 1.0
    if claim.attributed_to is not None:
        yield "attributed", 1.0
    if sum(len(span.text.split()) for span in claim.evidence) > _LONG:
        yield "long evidence", 1.0


def _form(entity: Entity) -> str:
    """Tell how the claim's sentence names a party: by name, by a pronoun, by a description."""
    if entity.mention is None:
        return "name"
    said = entity.mention.text.casefold()
    if said in _pronouns():
        return "pronoun"
    if any(mark.isupper() for mark in entity.mention.text.removeprefix("The ")):
        return "name"
    return "description"


@cache
def _pronouns() -> frozenset[str]:
    return frozenset().union(*(groups("pronouns")[kind] for kind in _PRONOUNS))


@cache
def shipped_calibration() -> Calibration:
    """Return the calibration of the rules that ship."""
    weights = {name: float(str(weight)) for name, weight in table("confidence").items()}
    return Calibration(weights.pop("intercept"), weights)
