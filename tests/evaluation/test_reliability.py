from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation import judge, reliability, reliability_of
from kg.evaluation.reliability import Bin, Reliability
from tests.evaluation.samples import HATS, claim, deploys, gold, product, span

samples = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_claims_are_binned_by_confidence() -> None:
    right, wrong = deploys(confidence=0.9), deploys(confidence=0.95, object=product("Toll"))
    found = reliability([judge(gold(), [right, wrong])])
    assert found.bins == (Bin(0.9, 1.0, claims=2, right=1, mean_confidence=0.925),)
    assert found.calibration_error == pytest.approx(0.425)
    assert found.brier == pytest.approx((0.1**2 + 0.95**2) / 2)


def test_claims_set_aside_do_not_count_and_unsure_ones_are_counted_apart() -> None:
    aside = claim("states", "Ines Duval", HATS, content=(span("We count hats."),), confidence=0.1)
    found = reliability([judge(gold(), [aside, deploys()])])
    assert found == Reliability((), claims=0, unsure=1, calibration_error=None, brier=None)


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.29, 0.2), (0.3, 0.3), (0.7, 0.7), (1.0, 0.9)]
)
def test_a_confidence_on_an_edge_falls_into_the_bin_above(confidence: float, low: float) -> None:
    assert [row.low for row in reliability_of([(confidence, True)]).bins] == [low]


def test_perfect_confidence_has_no_error() -> None:
    found = reliability_of([(1.0, True), (0.0, False)])
    assert (found.calibration_error, found.brier) == (0.0, 0.0)


@given(samples, st.integers(1, 20))
def test_every_claim_is_in_one_bin_and_errors_lie_in_range(
    known: list[tuple[float, bool]], bins: int
) -> None:
    found = reliability_of(known, bins=bins)
    assert sum(row.claims for row in found.bins) == found.claims == len(known)
    assert sum(row.right for row in found.bins) == sum(right for _, right in known)
    for error in (found.calibration_error, found.brier):
        assert (error is None) == (not known)
        assert error is None or -1e-9 <= error <= 1 + 1e-9
