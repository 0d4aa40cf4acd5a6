"""Entity labels come out as well-formed sequences, and as the best of them."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from kg.extractors.neural.names import best_labels

LABELS = ("B-LOC", "B-ORG", "I-LOC", "I-ORG", "O")
ROWS = st.integers(1, 4).flatmap(
    lambda n: st_numpy.arrays(
        np.float64, (n, len(LABELS)), elements=st.integers(-30, 30).map(float)
    )
)


def _well_formed(labels: tuple[str, ...]) -> bool:
    before = ("O", *labels)
    return all(
        not label.startswith("I-") or last[2:] == label[2:]
        for last, label in zip(before, labels, strict=False)
    )


@given(ROWS)
def test_no_well_formed_sequence_scores_better(scores: np.ndarray) -> None:
    def total(labels: tuple[str, ...]) -> float:
        return float(sum(scores[i, LABELS.index(label)] for i, label in enumerate(labels)))

    found = tuple(best_labels(scores, LABELS))
    assert _well_formed(found)
    every = filter(_well_formed, product(LABELS, repeat=len(scores)))
    assert total(found) == max(map(total, every))
