"""Fit the confidence of claims to annotated articles, and say how well it keeps its word.

    python training/calibrate.py GOLD... --out kg/extractors/lexicons/confidence.toml [--check GOLD...]

GOLD are folders as `kg evaluate` reads them. The figures under "cross-validated" are of articles
that the weights were not fitted to, each fold leaving out other articles; those under "checked" of
the folders given by --check, which take no part in the fitting.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.evaluation import find_gold, judge, read_gold, reliability_of
from kg.evaluation.reports import reliability_text
from kg.extractors.calibration import Calibration, features
from kg.extractors.facts import load_patterns
from kg.extractors.parsing import load_pipeline
from kg.extractors.rules import RulesExtractor
from kg.model import Rejection
from kg.pipeline.reading import read
from kg.pipeline.settings import Settings
from kg.resources import patterns_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from kg.model import Claim, Document

_FOLDS = 10
_RIDGE = 2.0
"""How strongly weights are held to their priors: 1 for the rule's own log-odds, 0 for the rest."""
_SEEN_SELDOM = 8
"""A feature of fewer claims gets no weight."""


class Sample(NamedTuple):
    """A claim, whether it is right, and the number of its article."""

    claim: Claim
    right: bool
    article: int


def samples(folders: Sequence[Path], extractor: RulesExtractor) -> Iterator[Sample]:
    """Extract the articles of the gold and judge every claim; those set aside do not count."""
    number = 0
    for folder in folders:
        for file in sorted(_gold_files(folder), key=lambda found: found.slug):
            number += 1
            document = _document(folder.parent / "articles" / f"{file.slug}.txt")
            gold, _ = read_gold(file, document.text)
            judged = judge(gold, extractor(document).claims)
            for claim in judged.claims:
                if claim.verdict != "aside":
                    yield Sample(claim.found.claim, claim.verdict == "right", number)


def _gold_files(folder: Path) -> Iterator[object]:
    return (found for found in find_gold(folder) if not isinstance(found, Rejection))


def _document(path: Path) -> Document:
    (found,) = read([str(path)], Settings(), stdin=sys.stdin.buffer)
    return found


def fitted(known: Sequence[Sample]) -> Calibration:
    """Return the weights that make the samples likeliest, held near their priors (ridge)."""
    rows = [dict(features(sample.claim)) for sample in known]
    seen = {name: sum(name in row for row in rows) for row in rows for name in row}
    names = sorted(name for name, count in seen.items() if count >= _SEEN_SELDOM)
    x = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    y = np.array([float(sample.right) for sample in known])
    prior = np.array([0.0, *(float(name == "rule") for name in names)])
    weights = _newton(x, y, prior)
    return Calibration(float(weights[0]), dict(zip(names, weights[1:].tolist(), strict=True)))


def _newton(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], prior: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    weights = prior.copy()
    ridge = np.full(len(weights), _RIDGE)
    ridge[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def cross_validated(known: Sequence[Sample]) -> list[tuple[float, bool]]:
    """Return each claim's confidence by weights that its article took no part in."""
    told = []
    for fold in range(_FOLDS):
        model = fitted([sample for sample in known if sample.article % _FOLDS != fold])
        told += _told(model, [sample for sample in known if sample.article % _FOLDS == fold])
    return told


def _told(model: Calibration, known: Sequence[Sample]) -> list[tuple[float, bool]]:
    return [(model(sample.claim).confidence or 0.0, sample.right) for sample in known]


def main() -> None:
    """Fit, write the weights, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--model", default="base")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    extractor = RulesExtractor(load_pipeline(arguments.model), load_patterns([patterns_path()]))
    known = list(samples(arguments.gold, extractor))
    print("before\n" + _table([(s.claim.confidence or 0.0, s.right) for s in known]))
    print("\ncross-validated\n" + _table(cross_validated(known)))
    model = fitted(known)
    lines = [
        "# The weights that turn a rule's trust into confidence; written by training/calibrate.py.",
        f"intercept = {model.intercept:.3f}",
        *(f'"{name}" = {weight:.3f}' for name, weight in sorted(model.weights.items())),
    ]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.check:
        unseen = list(samples(arguments.check, extractor))
        print(
            "\nchecked, before\n" + _table([(s.claim.confidence or 0.0, s.right) for s in unseen])
        )
        print("\nchecked\n" + _table(_told(model, unseen)))


def _table(pairs: list[tuple[float, bool]]) -> str:
    return reliability_text(reliability_of(pairs))


if __name__ == "__main__":
    main()
