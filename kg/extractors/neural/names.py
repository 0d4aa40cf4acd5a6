"""Turn the scores of entity labels into the best well-formed sequence of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

_NEVER = -1e9


def best_labels(scores: npt.NDArray[np.floating], labels: Sequence[str]) -> list[str]:
    """Return the highest-scoring sequence in which no name is continued that was not begun.

    Args:
        scores: shape (tokens, labels), additive (logits).
        labels: "O", "B-ORG", "I-ORG"… (the IOB2 scheme).

    Source: Viterbi 1967, with transitions that are allowed or not.

    >>> best_labels(np.array([[0.0, 1.0, 0.9], [0.0, 0.2, 0.9]]), ["O", "B-ORG", "I-ORG"])
    ['B-ORG', 'I-ORG']
    >>> best_labels(np.array([[1.0, 0.0, 1.5], [0.0, 0.0, 0.5]]), ["O", "B-ORG", "I-ORG"])
    ['O', 'O']
    """
    allowed, opening = _transitions(tuple(labels))
    total = scores[0] + opening
    back: list[npt.NDArray[np.intp]] = []
    for row in scores[1:]:
        paths = total[:, None] + allowed
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    best = int(total.argmax())
    path = [best]
    for step in reversed(back):
        best = int(step[best])
        path.append(best)
    return [labels[index] for index in reversed(path)]


@cache
def _transitions(
    labels: tuple[str, ...],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return what a step from one label to the next costs, and what a first label costs."""
    allowed = np.array(
        [
            [
                _NEVER if after.startswith("I-") and before[2:] != after[2:] else 0.0
                for after in labels
            ]
            for before in labels
        ]
    )
    opening = np.array([_NEVER if label.startswith("I-") else 0.0 for label in labels])
    return allowed, opening
