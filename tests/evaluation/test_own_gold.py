"""What the extractor is worth on annotated articles that its rules were not made for.

Sets d and e are left alone: nobody looks at what is missed there. The bounds are what the project
promises, not what it last measured; `kg evaluate tests/gold/d/gold` prints the figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation import Judgement, Scores, measure
from kg.pipeline.evaluating import evaluate
from kg.pipeline.settings import Settings

GOLD = Path(__file__).resolve().parents[1] / "gold"
LEFT_ALONE = ("d", "e")


@pytest.fixture(scope="module")
def judged() -> list[Judgement]:
    found = [evaluate(GOLD / name / "gold", Settings()) for name in LEFT_ALONE]
    assert not [item for each in found for item in each.set_aside]
    return [article for each in found for article in each.judgements]


@pytest.fixture(scope="module")
def scores(judged: list[Judgement]) -> Scores:
    return measure(judged)


def test_articles_left_alone_are_all_measured(scores: Scores) -> None:
    assert scores.articles == 20


def test_most_claims_are_right(scores: Scores) -> None:
    assert scores.strict.precision >= 0.80


def test_most_facts_are_found(scores: Scores) -> None:
    assert scores.strict.f1 >= 0.70


def test_quotations_are_found(scores: Scores) -> None:
    assert scores.modes["direct"].rate >= 0.85


def test_denials_and_plans_are_told_from_facts(scores: Scores) -> None:
    assert scores.modality.rate >= 0.95


def test_every_quoted_span_stands_in_the_text(scores: Scores) -> None:
    assert scores.offsets.right == scores.offsets.all > 0
