"""Find the best dependency tree of a sentence from the scores of its arcs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


def best_tree(scores: npt.NDArray[np.floating]) -> list[int]:
    """Return the head of each token in the highest-scoring tree with one root.

    Args:
        scores: shape (n, n); `scores[d, h]` is how well token `h` heads token `d`, and
            `scores[d, d]` how well `d` is the root.

    Returns:
        n indices; the root's is its own.

    The root is the token that scores best as one; the tree is the maximum spanning arborescence
    from it.

    Source: Chu and Liu 1965, Edmonds 1967; for parsing McDonald et al. 2005 (HLT/EMNLP).

    >>> best_tree(np.array([[0.0, 9.0, 1.0], [0.0, 5.0, 8.0], [1.0, 9.0, 0.0]]))
    [1, 1, 1]
    """
    weights = np.array(scores, dtype=np.float64)
    root = int(weights.diagonal().argmax())
    np.fill_diagonal(weights, -np.inf)
    heads = _arborescence(weights, root)
    heads[root] = root
    return heads


def _arborescence(weights: Scores, root: int) -> list[int]:
    """Return the heads of the best arborescence; the root's entry means nothing."""
    heads = [int(head) for head in weights.argmax(axis=1)]
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    return _expanded(weights, root, heads, cycle)


def _cycle(heads: list[int], root: int) -> list[int]:
    """Return the tokens of a cycle that does not pass the root, in index order; empty for none."""
    done = {root}
    for start in range(len(heads)):
        path: list[int] = []
        token = start
        while token not in done:
            done.add(token)
            path.append(token)
            token = heads[token]
        if token in path:
            return sorted(path[path.index(token) :])
    return []


def _expanded(weights: Scores, root: int, heads: list[int], cycle: list[int]) -> list[int]:
    """Contract the cycle to one node, solve the smaller problem, and open the cycle where it says.

    The contracted node is the last; an arc into the cycle costs the arc of the cycle that it
    replaces.
    """
    rest = [token for token in range(len(heads)) if token not in set(cycle)]
    kept = np.array([weights[token, heads[token]] for token in cycle])
    entering = weights[np.ix_(cycle, rest)] - kept[:, None]
    leaving = weights[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = weights[np.ix_(rest, rest)]
    small[:-1, -1] = leaving.max(axis=1)
    small[-1, :-1] = entering.max(axis=0)
    solved = _arborescence(small, rest.index(root))
    result = list(heads)
    for place, token in enumerate(rest):
        head = solved[place]
        result[token] = rest[head] if head < len(rest) else cycle[int(leaving[place].argmax())]
    outside = solved[-1]
    result[cycle[int(entering[:, outside].argmax())]] = rest[outside]
    return result
