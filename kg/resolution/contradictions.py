"""Judgements that cannot all be right: "same" is transitive, and "different" denies it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.judgement import Judgement
from kg.resolution.judged_groups import Groups, decided
from kg.resolution.pairs import selected


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement "different", and the judgements "same" that together say the opposite.

    `sames` is a shortest chain of them from one side to the other; it is empty where one side lies
    inside the other.
    """

    different: Judgement
    sames: tuple[Judgement, ...]

    def __str__(self) -> str:
        """Return the chain in one line, every judgement with the place it was read from."""
        told = ", ".join(map(_told, self.sames)) or "one side is inside the other"
        return f"{_told(self.different)}, but {told}"


def contradictions(judgements: Iterable[Judgement]) -> list[Contradiction]:
    """Return every judgement "different" whose two sides share a reference, by way of "same".

    Of several judgements on one pair the newest counts (see `kg.resolution.pairs.merge`).

    >>> from kg.model.judgement import Selector
    >>> a, b, c = (Selector("Person", name) for name in ("Ada Moss", "A. Moss", "Ada B. Moss"))
    >>> rows = [Judgement("same", a, b), Judgement("same", b, c), Judgement("different", a, c)]
    >>> print(*contradictions(rows))
    'Ada Moss' differs from 'Ada B. Moss', but 'Ada Moss' is 'A. Moss', 'A. Moss' is 'Ada B. Moss'
    """
    judged = decided(judgements)
    groups = Groups(judged)
    found = []
    for pair, judgement in judged.items():
        if judgement.verdict == "different" and not groups.parts(*pair):
            chain = groups.chain(selected(judgement.left), selected(judgement.right))
            found.append(Contradiction(judgement, tuple(judged[link] for link in chain)))
    return found


def _told(judgement: Judgement) -> str:
    verb = "differs from" if judgement.verdict == "different" else "is"
    place = f" ({judgement.where})" if judgement.where else ""
    left, right = (
        f"{side.name!r}" + (f" of {side.document}" if side.document else "")
        for side in (judgement.left, judgement.right)
    )
    return f"{left} {verb} {right}{place}"
