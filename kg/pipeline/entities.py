"""What the references of all documents say of a name, ready to be compared."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from kg.pipeline.traits import Traits, read_traits
from kg.resolution.clusters import Clusters
from kg.resolution.likeness import ParsedName, parse_name
from kg.resolution.references import INVERSE, PLACED, most_frequent
from kg.resolution.senses import (
    Setting,
    is_description,
    is_local,
    split,
    split_description,
    words_of,
)
from kg.stores.journal import Journal

_MOST_USES = 2_000  # of one name that are looked at: who is named so often is known by name
_MOST_STORIES = 20  # whose other names count as the company of a name
_RARE = 50  # documents: who is told of in more of them is no company to know another by
_CACHED = 4_096
_ALIKE = frozenset({"equal", "legal form", "order", "spacing", "middle"})
_UNLIKE = frozenset({"similar", "spelling"})


@dataclass(frozen=True, slots=True)
class Use:
    """One document's use of a name, with what it is tied to, as numbers of provisional entities."""

    document: str
    label: str
    type: str
    given: str
    links: frozenset[tuple[str, int]]
    setting: Setting


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of some uses of a name.

    `tied` are bodies or makers that tell who it is, `regions` those of a local body's stories;
    `links` and `places` are shared with others that may be the same.
    """

    root: str
    key: str
    label: str
    type: str
    parsed: ParsedName
    documents: int
    links: frozenset[tuple[str, int]]
    places: frozenset[int]
    tied: frozenset[int]
    company: frozenset[int]
    regions: frozenset[str]
    local: bool
    described: bool


class Names:
    """The names of a journal, each with a rank by root class and folded name, and their uses.

    What names are linked with is counted by provisional entities, which join names that are written
    alike; what keeps names apart by kin, which joins all names that may be of one, short and long.
    """

    def __init__(self, journal: Journal, originals: Mapping[str, str]) -> None:
        self._journal = journal
        self._originals = originals
        self._numbers = array("q")
        self._uses = array("q")
        self._telling = bytearray()
        self._generic = bytearray()
        self.ranks: dict[int, int] = {}
        for rank, (number, root, _, label, uses) in enumerate(journal.references.names()):
            self._numbers.append(number)
            self._uses.append(uses)
            described = is_description(root, label)
            self._generic.append(described)
            self._telling.append(
                not described
                and uses <= _RARE
                and (root == "Person" or (root == "Organization" and is_local(root, label)))
            )
            self.ranks[number] = rank
        self._provisional = Clusters(len(self._numbers))
        self._kin = Clusters(len(self._numbers))
        for pair in journal.references.pairs():
            left, right = self.ranks[pair.left], self.ranks[pair.right]
            if self._generic[left] or self._generic[right] or pair.kind in _UNLIKE:
                continue
            self._kin.join(left, right)
            if pair.kind in _ALIKE:
                self._provisional.join(left, right)
        self.uses = lru_cache(_CACHED)(self._read_uses)
        self._traits = lru_cache(_CACHED)(self._read_traits)
        self._company = lru_cache(_CACHED)(self._read_company)
        self.name = lru_cache(_CACHED)(self._read_name)

    def __len__(self) -> int:
        return len(self._numbers)

    def given(self) -> list[int]:
        """Return the ranks of the names of which a use came with an IRI, sorted."""
        return sorted({self.ranks[use.name] for use in self._journal.references.given()})

    def number(self, rank: int) -> int:
        """Return the journal's number of a name."""
        return self._numbers[rank]

    def count(self, rank: int) -> int:
        """Return how many documents use a name."""
        return self._uses[rank]

    def provisional(self, rank: int) -> int:
        """Return the name that stands for all that are written like a name."""
        return self._provisional.find(rank)

    def scope(self, document: str) -> str:
        """Return the document whose text a document tells, which may be itself."""
        return self._originals.get(document, document)

    def _read_name(self, rank: int) -> tuple[str, str, str]:
        """Return a name's root class, folded name and label."""
        return self._journal.references.name(self._numbers[rank]) or ("", "", "")

    def _read_traits(self, document: str) -> Traits:
        entry = self._journal.document(document)
        return read_traits(entry.traits) if entry else Traits()

    def _read_company(self, document: str) -> frozenset[int]:
        """Return the people and local bodies that a document tells of."""
        ranks = (self.ranks[each] for each in self._journal.references.neighbours(document))
        return frozenset(self._provisional.find(rank) for rank in ranks if self._telling[rank])

    def _read_uses(self, rank: int) -> tuple[Use, ...]:
        references, number = self._journal.references, self._numbers[rank]
        root, _, label = self.name(rank)
        links: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for document, relation, other in islice(references.links(number), 8 * _MOST_USES):
            links[document].add((relation, self.ranks[other]))
        own = self._provisional.find(rank)
        words = frozenset(words_of(label))
        return tuple(
            Use(
                use.document,
                use.label,
                use.type,
                use.given,
                frozenset(
                    (relation, self._provisional.find(other))
                    for relation, other in links[use.document]
                    if not self._generic[other]
                ),
                self._setting(root, use.document, links[use.document], own, words),
            )
            for use in islice(references.uses(number), _MOST_USES)
        )

    def _setting(
        self,
        root: str,
        document: str,
        links: Iterable[tuple[str, int]],
        own: int,
        words: frozenset[str],
    ) -> Setting:
        traits = self._traits(document)
        tied = {
            self._kin.find(other)
            for relation, other in links
            if relation in _TIES.get(root, ()) and not self._generic[other]
        }
        company = {
            each
            for each in self._company(document)
            if each != own and not words & set(words_of(self.name(each)[2]))
        }
        return Setting(
            self.scope(document),
            frozenset(tied),
            frozenset(company),
            traits.regions,
            traits.publisher,
        )

    def senses(self, rank: int) -> list[int]:
        """Return for each use of a name the number of the entity that it means, from 0."""
        uses = self.uses(rank)
        if len(uses) <= 1:
            return [0] * len(uses)
        root, _, label = self.name(rank)
        settings = [use.setting for use in uses]
        if self._generic[rank]:
            return split_description(settings, label)
        if root == "Organization":
            if not is_local(_kind(root, uses), label):
                return [0] * len(uses)
            return split(settings, local=True)
        # Who is told to make a product is often a matter of dispute: a conflict, not another product.
        return split(settings) if root == "Person" else [0] * len(uses)

    def profile(self, rank: int, uses: Iterable[Use]) -> Profile:
        """Return what is known of some uses of a name."""
        known = list(uses)
        root, key, label = self.name(rank)
        settings = [use.setting for use in known]
        links = frozenset(link for use in known for link in use.links)
        kind = _kind(root, known)
        return Profile(
            root=root,
            key=key,
            label=label,
            type=kind,
            parsed=parse_name(root, label),
            documents=len(known),
            links=frozenset(link for link in links if link[0] != PLACED),
            places=frozenset(other for relation, other in links if relation == PLACED),
            tied=frozenset(each for setting in settings for each in setting.tied),
            company=frozenset(
                each for setting in settings[:_MOST_STORIES] for each in setting.company
            ),
            regions=frozenset(each for setting in settings for each in setting.regions),
            local=root == "Organization" and is_local(kind, label),
            described=bool(self._generic[rank]),
        )

    def is_description(self, rank: int) -> bool:
        """Tell whether a name names no one outside its text."""
        return bool(self._generic[rank])


# What tells who is meant, by root class
_TIES = {"Person": {"affiliated"}, "Product": {f"{INVERSE}makes"}}


def _kind(root: str, uses: Iterable[Use]) -> str:
    """Return the class that most uses of a name give it; the root where none gives another."""
    kinds = Counter(use.type for use in uses if use.type != root)
    return most_frequent(kinds) if kinds else root
