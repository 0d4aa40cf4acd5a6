"""Whether confidence keeps its word: of the claims with 0.9, nine in ten should be right.

Source: Naeini, Cooper and Hauskrecht, 2015, Obtaining Well Calibrated Probabilities Using Bayesian
Binning (https://ojs.aaai.org/index.php/AAAI/article/view/9602), for bins and calibration error;
Brier, 1950, Verification of Forecasts Expressed in Terms of Probability, for the score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.evaluation.judging import Judgement

DEFAULT_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims of like confidence: `low` <= confidence < `high` (of the last bin, <=)."""

    low: float
    high: float
    claims: int
    right: int
    mean_confidence: float

    @property
    def share_right(self) -> float:
        """Return the share of right claims, 0..1."""
        return self.right / self.claims


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence and truth are apart.

    `bins` are those that hold claims, in rising order. `calibration_error` is the mean distance of
    a bin's confidence from its share of right claims, weighted by its claims; `brier` the mean
    squared distance of a claim's confidence from 1 (right) or 0 (wrong). Both are 0 at best, and
    None without claims. `unsure` counts the claims that have no confidence.
    """

    bins: tuple[Bin, ...]
    claims: int
    unsure: int
    calibration_error: float | None
    brier: float | None


def reliability(judgements: Iterable[Judgement], *, bins: int = DEFAULT_BINS) -> Reliability:
    """Compare the confidence of claims with whether they are right; those set aside do not count."""
    counted = [
        (claim.found.claim.confidence, claim.verdict == "right")
        for article in judgements
        for claim in article.claims
        if claim.verdict != "aside"
    ]
    sure = [(confidence, right) for confidence, right in counted if confidence is not None]
    return reliability_of(sure, bins=bins, unsure=len(counted) - len(sure))


def reliability_of(
    samples: Iterable[tuple[float, bool]], *, bins: int = DEFAULT_BINS, unsure: int = 0
) -> Reliability:
    """Compare confidences, 0..1, with whether what they belong to is right.

    >>> found = reliability_of([(0.9, True), (0.92, False), (0.2, False)])
    >>> [(bin.low, bin.claims, bin.right) for bin in found.bins]
    [(0.2, 1, 0), (0.9, 2, 1)]
    >>> round(found.calibration_error, 3), round(found.brier, 3)
    (0.34, 0.299)
    """
    known = list(samples)
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in known:
        groups[_bin_number(confidence, bins)].append((confidence, right))
    made = tuple(_bin(number, groups[number], bins) for number in sorted(groups))
    error = sum(b.claims * abs(b.share_right - b.mean_confidence) for b in made)
    squares = sum((confidence - right) ** 2 for confidence, right in known)
    return Reliability(
        bins=made,
        claims=len(known),
        unsure=unsure,
        calibration_error=error / len(known) if known else None,
        brier=squares / len(known) if known else None,
    )


def _bin_number(confidence: float, bins: int) -> int:
    # As it is written, so that 0.3 does not fall below the third edge.
    return min(bins - 1, int(Decimal(repr(confidence)) * bins))


def _bin(number: int, samples: list[tuple[float, bool]], bins: int) -> Bin:
    return Bin(
        low=number / bins,
        high=(number + 1) / bins,
        claims=len(samples),
        right=sum(right for _, right in samples),
        mean_confidence=sum(confidence for confidence, _ in samples) / len(samples),
    )
