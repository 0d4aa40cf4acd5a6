"""What is joined into entities: the names of the documents, those of several meanings in parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from kg.pipeline.entities import Names, Profile, Use

_CACHED = 8_192


class Nodes:
    """Numbered nodes: a name's first meaning has the name's rank, others follow after all names.

    `single` are references, by rank and document, that each stand for themselves because a person
    has judged them by themselves; `ambiguous` are names that may mean something else in every text.
    Numbers depend on the documents alone.
    """

    def __init__(
        self,
        names: Names,
        single: Collection[tuple[int, str]] = (),
        ambiguous: Collection[int] = (),
    ) -> None:
        self._names = names
        self._split: dict[int, dict[str, int]] = {}
        self._homes: list[int] = []
        self._parts: dict[int, list[int]] = {}
        self._fellows: set[tuple[int, int]] = set()
        self._ambiguous = frozenset(ambiguous)
        alone = set(single)
        looked_at = {rank for rank, _ in alone} | self._ambiguous
        for rank in range(len(names)):
            if names.count(rank) > 1 and (names.may_split(rank) or rank in looked_at):
                self._divide(rank, alone)
        self.profile = lru_cache(_CACHED)(self._read_profile)

    def __len__(self) -> int:
        return len(self._names) + len(self._homes)

    def _divide(self, rank: int, alone: set[tuple[int, str]]) -> None:
        uses = self._names.uses(rank)
        senses: Sequence[int | str] = (
            [self._names.scope(use.document) for use in uses]
            if rank in self._ambiguous
            else self._names.senses(rank)
        )
        keys = [
            ("alone", use.document) if (rank, use.document) in alone else ("sense", sense)
            for use, sense in zip(uses, senses, strict=True)
        ]
        if len(set(keys)) == 1:
            return
        numbers: dict[tuple[str, int | str], int] = {}
        for key in keys:
            if key not in numbers:
                numbers[key] = rank if not numbers else len(self)
                if numbers[key] != rank:
                    self._homes.append(rank)
        self._split[rank] = {
            use.document: numbers[key] for use, key in zip(uses, keys, strict=True)
        }
        self._parts[rank] = list(numbers.values())
        first: dict[int | str, int] = {}
        for sense, key in zip(senses, keys, strict=True):
            home = first.setdefault(sense, numbers[key])
            if home != numbers[key]:
                self._fellows.add((home, numbers[key]))

    def fellows(self) -> list[tuple[int, int]]:
        """Return the pairs of nodes of one name that have one meaning, sorted.

        They are those of references that a person has judged by themselves, with the others.
        """
        return sorted(self._fellows)

    def rank(self, node: int) -> int:
        """Return the rank of a node's name."""
        count = len(self._names)
        return node if node < count else self._homes[node - count]

    def parts(self, rank: int) -> Sequence[int]:
        """Return the nodes of a name."""
        return self._parts.get(rank, (rank,))

    def is_loose(self, rank: int) -> bool:
        """Tell whether the nodes of a name may turn out to be one entity all the same."""
        return rank in self._ambiguous

    def divided(self) -> Iterator[int]:
        """Yield the ranks of the names that have several nodes."""
        yield from self._parts

    def node(self, rank: int, document: str) -> int:
        """Return the node of a name in a document."""
        return self._split.get(rank, {}).get(document, rank)

    def uses(self, node: int) -> list[Use]:
        """Return the uses of a name that a node stands for."""
        rank = self.rank(node)
        found = self._names.uses(rank)
        if rank not in self._split:
            return list(found)
        return [use for use in found if self._split[rank].get(use.document, rank) == node]

    def first(self, node: int) -> str:
        """Return the first document that uses a name as a node."""
        rank = self.rank(node)
        if rank not in self._split:
            return self._names.first(rank)
        return next(each for each, part in self._split[rank].items() if part == node)

    def scopes(self, node: int) -> frozenset[str]:
        """Return the texts that use a name as a node."""
        return frozenset(self._names.scope(use.document) for use in self.uses(node))

    def _read_profile(self, node: int) -> Profile:
        return self._names.profile(self.rank(node), self.uses(node))
