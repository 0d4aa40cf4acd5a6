"""The selectors of judgements, in the groups that "same" makes of them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kg.model.judgement import Judgement
from kg.resolution.pairs import Pair, Selected, merge, pair_of


def decided(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Map pairs to the judgement that holds for each, which is the newest."""
    return {pair_of(judgement.left, judgement.right): judgement for judgement in merge(judgements)}


class Groups:
    """The selectors of judgements, united by "same" and by lying inside one that is."""

    def __init__(self, judged: Mapping[Pair, Judgement]) -> None:
        self._named: dict[tuple[str, str], set[Selected]] = defaultdict(set)
        self._links: dict[Selected, set[Selected]] = defaultdict(set)
        for first, second in judged:
            self._named[first[1:]].add(first)
            self._named[second[1:]].add(second)
        self._same = {pair for pair in judged if judged[pair].verdict == "same"}
        for first, second in sorted(self._same):
            self._links[first].add(second)
            self._links[second].add(first)
        for selector in [one for one in self._links if not one.document]:
            for inside in self._named[selector[1:]] - {selector}:
                self._links[selector].add(inside)
                self._links[inside].add(selector)
        self._first = dict(self._united())

    def _united(self) -> Iterator[tuple[Selected, Selected]]:
        """Pair every selector that is linked with the first one of its group."""
        seen: set[Selected] = set()
        for first in sorted(self._links):
            if first in seen:
                continue
            seen.add(first)
            waiting = [first]
            while waiting:
                selector = waiting.pop()
                yield selector, first
                new = self._links[selector] - seen
                seen |= new
                waiting.extend(new)

    def numbers(self) -> dict[Selected, int]:
        """Number the groups by their sorted first members."""
        numbers = {first: at for at, first in enumerate(sorted(set(self._first.values())))}
        return {selector: numbers[self._first[selector]] for selector in sorted(self._first)}

    def inside(self, selector: Selected) -> set[Selected]:
        """Return the selectors of judgements that lie inside one, itself among them."""
        named = () if selector.document else self._named.get(selector[1:], ())
        return {selector, *named}

    def parts(self, left: Selected, right: Selected) -> bool:
        """Tell whether two selectors have no reference in common, by way of "same" or outright."""
        first, second = (self._firsts(selector) for selector in (left, right))
        nested = left[1:] == right[1:] and not (left.document and right.document)
        return not nested and first.isdisjoint(second)

    def _firsts(self, selector: Selected) -> set[Selected]:
        return {self._first.get(inside, inside) for inside in self.inside(selector)}

    def chain(self, left: Selected, right: Selected) -> list[Pair]:
        """Return the pairs of a shortest chain of "same" from one selector to another.

        It is empty where there is none, or where one selector lies inside the other.
        """
        goal = self.inside(right)
        came: dict[Selected, Selected | None] = dict.fromkeys(sorted(self.inside(left)))
        waiting = deque(came)
        while waiting:
            selector = waiting.popleft()
            if selector in goal:
                return self._walked(came, selector)
            for other in sorted(self._links.get(selector, set()) - came.keys()):
                came[other] = selector
                waiting.append(other)
        return []

    def _walked(self, came: Mapping[Selected, Selected | None], end: Selected) -> list[Pair]:
        """Return the judgements on a way that ends here, in its order."""
        way = [end]
        while (before := came[way[-1]]) is not None:
            way.append(before)
        way.reverse()
        steps: list[Pair] = []
        for at, (first, second) in enumerate(pairwise(way)):
            pair = (first, second) if first < second else (second, first)
            if pair in self._same:
                steps.append(pair)
            elif at and not first.document and not (steps and first in steps[-1]):
                # In by one document and out by another: what makes all of this name one.
                steps.append(min(link for link in self._same if first in link))
        return steps
