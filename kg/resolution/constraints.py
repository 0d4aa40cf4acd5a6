"""What judgements demand together: which references go together, which stay apart.

"Same" is transitive. A selector of one document lies inside the one of all documents with its name;
a judgement "same" on the latter is about all it holds, so that these are one as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.errors import InputError
from kg.model.judgement import Judgement, Verdict
from kg.resolution.contradictions import contradictions
from kg.resolution.judged_groups import Groups, decided
from kg.resolution.pairs import Pair, Selected

_SHOWN = 5
Place = tuple[str, str, str]
"""A reference: its document's IRI, its root class and its folded name."""
_Sides = Mapping[Selected | int, frozenset[tuple[int, int]]]


def constraints(judgements: Iterable[Judgement]) -> Constraints:
    """Return what judgements demand, for quick answers; the order of the judgements is no matter.

    Raises:
        InputError: they contradict each other.
    """
    kept = list(judgements)
    found = contradictions(kept)
    if found:
        told = [*map(str, found[:_SHOWN]), *(["…"] if len(found) > _SHOWN else [])]
        raise InputError(
            "judgements contradict each other: " + "; ".join(told),
            remedy="change or remove one of each",
        )
    return Constraints(decided(kept))


class Constraints:
    """Must-links and cannot-links among references: (document, root class, folded name).

    Every question takes time that grows with the judgements on its two references, not with all.
    """

    def __init__(self, judged: Mapping[Pair, Judgement]) -> None:
        self._pairs: dict[Verdict, list[Pair]] = {
            verdict: sorted(pair for pair in judged if judged[pair].verdict == verdict)
            for verdict in ("same", "different", "unsure")
        }
        self._groups = Groups(judged)
        self._numbers = self._groups.numbers()
        self._apart = self._standing("different")
        self._open = self._standing("unsure")

    def same_pairs(self) -> list[Pair]:
        """Return the pairs judged to be the same, sorted; a document of "" stands for all."""
        return list(self._pairs["same"])

    def different_pairs(self) -> list[Pair]:
        """Return the pairs judged to be different, sorted; a document of "" stands for all."""
        return list(self._pairs["different"])

    def groups(self) -> Mapping[Selected, int]:
        """Return the number of the group of every selector that must be one with another."""
        return dict(self._numbers)

    def group(self, document: str, root: str, key: str) -> int | None:
        """Return the number of the group that a reference belongs to, or None.

        References of one group must be one entity. Numbers count from 0, by the sorted first member.
        """
        number = self._numbers.get(Selected(document, root, key))
        return self._numbers.get(Selected("", root, key)) if number is None else number

    def forbids(self, left: Place, right: Place) -> bool:
        """Tell whether two references must stay apart, also by what each is the same as."""
        return self._covers(self._apart, left, right)

    def judged(self, left: Place, right: Place) -> Verdict | None:
        """Return what was decided on two references, outright or by what each is the same as.

        What was judged "unsure" constrains nothing, and need not be asked again.
        """
        group = self.group(*left)
        if group is not None and group == self.group(*right):
            return "same"
        if self.forbids(left, right):
            return "different"
        return "unsure" if self._covers(self._open, left, right) else None

    def _standing(self, verdict: Verdict) -> _Sides:
        """Map selectors and groups to the pairs of a verdict, by number and side, they stand in."""
        sides: dict[Selected | int, set[tuple[int, int]]] = defaultdict(set)
        for number, pair in enumerate(self._pairs[verdict]):
            for side, selector in enumerate(pair):
                sides[selector].add((number, side))
                for inside in self._groups.inside(selector):
                    if inside in self._numbers:
                        sides[self._numbers[inside]].add((number, side))
        return {mark: frozenset(found) for mark, found in sides.items()}

    def _covers(self, sides: _Sides, left: Place, right: Place) -> bool:
        first, second = (self._found(sides, reference) for reference in (left, right))
        return any((number, 1 - side) in second for number, side in first)

    def _found(self, sides: _Sides, reference: Place) -> set[tuple[int, int]]:
        document, root, key = reference
        marks: list[Selected | int] = [Selected(document, root, key), Selected("", root, key)]
        group = self.group(document, root, key)
        if group is not None:
            marks.append(group)
        return {place for mark in marks for place in sides.get(mark, ())}
