"""The entities met so far while a document is read, and how present each of them is."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extractors.analysis import EntityRecord
from kg.extractors.mentions.aliases import parts
from kg.extractors.mentions.shapes import folded, singular

_HALVED_EACH = 0.5
_FAR = 30
_LINKS = frozenset({"of", "for", "on"})


@dataclass(slots=True)
class Known:
    """One entity while it is being read about.

    `heads` are the nouns that described it, `words` the folded words of its names and descriptions;
    `seen` are the sentences that mention it with the weight of each mention, in order, and
    `last_seen` is the one that was read last.
    """

    index: int
    name: str
    type: str
    named: bool
    plural: bool = False
    gender: str | None = None
    names: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    seen: list[tuple[int, int]] = field(default_factory=list)
    last_seen: int = 0
    last_subject: int = -_FAR

    def learn_name(self, name: str) -> None:
        """Take in the words of a name, and the nouns that head it ("council", "university")."""
        found = [singular(word) for word in parts(folded(name))]
        self.words.update(found)
        if self.is_organisation or self.type == "Product" or not self.named:
            before = [word for word, link in pairwise(found) if link in _LINKS]
            self.heads.update([*found[-1:], *before[:1]])
            self.heads.update({"police"} & set(found))

    def presence(self, sentence: int) -> float:
        """Return the sum of its mentions' weights, halved for each sentence passed."""
        recent = self.seen[bisect_left(self.seen, (sentence - _FAR + 1, 0)) :]
        return sum(weight * _HALVED_EACH ** (sentence - at) for at, weight in recent)

    def distance(self, sentence: int) -> int:
        """Return how many sentences ago it was last mentioned."""
        return sentence - self.last_seen if self.seen else _FAR

    @property
    def is_organisation(self) -> bool:
        """Tell whether its type is Organization or a class of organisations."""
        return self.type.endswith("Organization") or self.type == "Company"


class Discourse:
    """Holds the entities of one document in the order in which they are first met."""

    def __init__(self) -> None:
        self.entities: list[Known] = []
        self._met: dict[int, dict[int, Known]] = {}
        self._latest = 0

    def add(self, name: str, kind: str, *, named: bool, plural: bool = False) -> Known:
        """Take in a new entity and return it."""
        known = Known(len(self.entities), name, kind, named, plural)
        known.names.append(name)
        known.learn_name(name)
        self.entities.append(known)
        return known

    def meet(self, known: Known, sentence: int, weight: int) -> None:
        """Take in that a sentence mentions an entity, with the weight of the mention."""
        if known.seen:
            del self._met[known.last_seen][known.index]
        self._met.setdefault(sentence, {})[known.index] = known
        known.last_seen = sentence
        self._latest = max(self._latest, sentence)
        insort(known.seen, (sentence, weight))

    def ranked(self, sentence: int, *, within: int) -> Iterator[Known]:
        """Yield the entities mentioned in the last `within` sentences, the most present first."""
        sentences = range(sentence - within, self._latest + 1)
        near = [known for at in sentences for known in self._met.get(at, {}).values()]
        yield from sorted(near, key=lambda known: (-known.presence(sentence), -known.index))

    def records(self) -> tuple[EntityRecord, ...]:
        """Return what was learnt, frozen."""
        return tuple(
            EntityRecord(known.index, known.name, known.type, tuple(dict.fromkeys(known.names)))
            for known in self.entities
        )
