"""Conflicts: claims that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims about one thing that say different things, told apart by what they say.

    `kind` is the qualifier whose values differ ("price", "since", "status"), or "maker", or
    "denied". Each of the two or more `sides` holds the claims whose values agree with each other;
    claims that agree with every side are on none.
    """

    kind: str
    sides: tuple[tuple[Claim, ...], ...]

    def claims(self) -> Iterator[Claim]:
        """Yield the claims of all sides."""
        for side in self.sides:
            yield from side
