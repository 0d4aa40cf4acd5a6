"""How well references are put together into entities: pairwise and B-cubed precision and recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """Precision and recall over pairs of references, and B-cubed over references; 1.0 of nothing.

    `references` were judged, `pairs` of them are one entity in the gold.
    """

    precision: float
    recall: float
    b_cubed_precision: float
    b_cubed_recall: float
    references: int
    pairs: int


def cluster_scores(gold: Mapping[Item, str], found: Mapping[Item, str]) -> ClusterScores:
    """Score clusters against gold ones; what is not in both is left out.

    Each maps a reference to the name of its cluster. B-cubed is as Bagga and Baldwin, "Entity-based
    cross-document coreferencing using the vector space model" (COLING-ACL 1998), have it: for each
    reference, how much of what was put with it belongs there, and how much of what belongs there
    was put with it.

    >>> scores = cluster_scores({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    >>> round(scores.precision, 2), scores.recall
    (0.33, 1.0)
    """
    items = gold.keys() & found.keys()
    wanted, given = Counter(gold[item] for item in items), Counter(found[item] for item in items)
    both = Counter((gold[item], found[item]) for item in items)
    right = sum(map(_pairs, both.values()))
    return ClusterScores(
        precision=_share(right, sum(map(_pairs, given.values()))),
        recall=_share(right, sum(map(_pairs, wanted.values()))),
        b_cubed_precision=_mean((n * n / given[name] for (_, name), n in both.items()), items),
        b_cubed_recall=_mean((n * n / wanted[name] for (name, _), n in both.items()), items),
        references=len(items),
        pairs=sum(map(_pairs, wanted.values())),
    )


def cluster_misses(
    gold: Mapping[Item, str], found: Mapping[Item, str]
) -> Iterator[tuple[Item, Item, bool]]:
    """Yield the pairs on which two clusterings differ: both references, and whether they are one.

    The references must sort.
    """
    items = sorted(gold.keys() & found.keys(), key=repr)
    for left, right in combinations(items, 2):
        same = gold[left] == gold[right]
        if same != (found[left] == found[right]):
            yield left, right, same


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(parts: Iterable[float], items: Collection[object]) -> float:
    return sum(parts) / len(items) if items else 1.0
