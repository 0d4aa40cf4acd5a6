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
from kg.resolution.references import INVERSE, PLACED, most_frequent
from kg.resolution.senses import (
    Setting,
    are_several,
    is_description,
    is_local,
    is_public,
    split,
    split_description,
    words_of,
)
from kg.stores.journal import Journal

_MOST_USES = 2_000  # of one name that are looked at: who is named so often is known by name
_MOST_STORIES = 20  # whose other names count as the company of a name
# Documents, and the share of all: who is told of in more of them is no company to know another by.
_RARE, _RARE_SHARE, _ALWAYS_RARE = 50, 0.08, 4
_CACHED = 4_096
_WORDS_CACHED = 32_768
_ALIKE = frozenset({"equal", "legal form", "order", "spacing", "middle"})
_UNLIKE = frozenset({"similar", "spelling"})


@dataclass(frozen=True, slots=True)
class Use:
    """One document's use of a name, with what it is linked with, as numbers of provisional entities.

    `tied` are bodies or makers that tell who it is, by their kin.
    """

    document: str
    label: str
    type: str
    given: str
    links: frozenset[tuple[str, int]]
    tied: frozenset[int]


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
    documents: int
    links: frozenset[tuple[str, int]]
    places: frozenset[int]
    tied: frozenset[int]
    company: frozenset[int]
    regions: frozenset[str]
    local: bool
    public: bool
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
        self._splitting = bytearray()
        self.ranks = array("q")
        rare = min(_RARE, max(_ALWAYS_RARE, int(_RARE_SHARE * journal.count_documents())))
        for rank, (number, root, _, label, uses) in enumerate(journal.references.names()):
            self._numbers.append(number)
            self._uses.append(uses)
            described = is_description(root, label)
            self._generic.append(described)
            self._telling.append(
                not described
                and uses <= rare
                and (root == "Person" or (root == "Organization" and is_local(root, label)))
            )
            self._splitting.append(
                described or root == "Person" or (root == "Organization" and is_local(root, label))
            )
            if number >= len(self.ranks):
                self.ranks.extend([-1] * (2 * number + 1 - len(self.ranks)))
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
        self.name = lru_cache(_WORDS_CACHED)(self._read_name)
        self._words = lru_cache(_WORDS_CACHED)(self._read_words)

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

    def first(self, rank: int) -> str:
        """Return the first document that uses a name."""
        return self._journal.references.first(self._numbers[rank])

    def provisional(self, rank: int) -> int:
        """Return the name that stands for all that are written like a name."""
        return self._provisional.find(rank)

    def scope(self, document: str) -> str:
        """Return the document whose text a document tells, which may be itself."""
        return self._originals.get(document, document)

    def _read_name(self, rank: int) -> tuple[str, str, str]:
        """Return a name's root class, folded name and label."""
        return self._journal.references.name(self._numbers[rank]) or ("", "", "")

    def _read_words(self, rank: int) -> frozenset[str]:
        return frozenset(words_of(self.name(rank)[2]))

    def _read_traits(self, document: str) -> Traits:
        record = self._journal.traits(document)
        return read_traits(record) if record else Traits()

    def _read_company(self, document: str) -> frozenset[int]:
        """Return the people and local bodies that a document tells of."""
        ranks = (self.ranks[each] for each in self._journal.references.neighbours(document))
        return frozenset(self._provisional.find(rank) for rank in ranks if self._telling[rank])

    def _read_uses(self, rank: int) -> tuple[Use, ...]:
        references, number = self._journal.references, self._numbers[rank]
        ties = _TIES.get(self.name(rank)[0], frozenset())
        links: dict[str, set[tuple[str, int]]] = defaultdict(set)
        tied: dict[str, set[int]] = defaultdict(set)
        for document, relation, number_of_other in islice(references.links(number), 8 * _MOST_USES):
            other = self.ranks[number_of_other]
            if self._generic[other]:
                continue
            links[document].add((relation, self._provisional.find(other)))
            if relation in ties:
                tied[document].add(self._kin.find(other))
        return tuple(
            Use(
                use.document,
                use.label,
                use.type,
                use.given,
                frozenset(links.get(use.document, ())),
                frozenset(tied.get(use.document, ())),
            )
            for use in islice(references.uses(number), _MOST_USES)
        )

    def _setting(self, rank: int, use: Use) -> Setting:
        traits = self._traits(use.document)
        return Setting(
            self.scope(use.document),
            use.tied,
            self._beside(rank, use.document),
            traits.regions,
            traits.publisher,
        )

    def _beside(self, rank: int, document: str) -> frozenset[int]:
        """Return the people and local bodies beside a name in a document, without its namesakes."""
        own, words = self._provisional.find(rank), self._words(rank)
        return frozenset(
            each
            for each in self._company(document)
            if each != own and words.isdisjoint(self._words(each))
        )

    def may_split(self, rank: int) -> bool:
        """Tell whether a name is of a kind that may mean several entities."""
        return bool(self._splitting[rank])

    def senses(self, rank: int) -> list[int]:
        """Return for each use of a name the number of the entity that it means, from 0."""
        uses = self.uses(rank)
        if len(uses) <= 1:
            return [0] * len(uses)
        root, _, label = self.name(rank)
        if self._generic[rank]:
            return split_description([self._setting(rank, use) for use in uses], label)
        local = root == "Organization" and is_local(_kind(root, uses), label)
        # Who is told to make a product is often a matter of dispute: a conflict, not another product.
        if not local and root != "Person":
            return [0] * len(uses)
        marks = [self._traits(use.document).regions if local else use.tied for use in uses]
        if not are_several(marks):  # then nothing else that connects them makes them more
            return [0] * len(uses)
        return split([self._setting(rank, use) for use in uses], local=local)

    def profile(self, rank: int, uses: Iterable[Use]) -> Profile:
        """Return what is known of some uses of a name."""
        known = list(uses)
        root, key, label = self.name(rank)
        links = frozenset(link for use in known for link in use.links)
        kind = _kind(root, known)
        return Profile(
            root=root,
            key=key,
            label=label,
            type=kind,
            documents=len(known),
            links=frozenset(link for link in links if link[0] != PLACED),
            places=frozenset(other for relation, other in links if relation == PLACED),
            tied=frozenset(each for use in known for each in use.tied),
            company=frozenset(
                each for use in known[:_MOST_STORIES] for each in self._beside(rank, use.document)
            ),
            regions=frozenset(each for use in known for each in self._traits(use.document).regions),
            local=root == "Organization" and is_local(kind, label),
            public=root == "Organization" and is_public(kind, label),
            described=bool(self._generic[rank]),
        )

    def is_description(self, rank: int) -> bool:
        """Tell whether a name names no one outside its text."""
        return bool(self._generic[rank])


# What tells who is meant, by root class
_TIES = {"Person": frozenset({"affiliated"}), "Product": frozenset({f"{INVERSE}makes"})}


def _kind(root: str, uses: Iterable[Use]) -> str:
    """Return the class that most uses of a name give it; the root where none gives another."""
    kinds = Counter(use.type for use in uses if use.type != root)
    return most_frequent(kinds) if kinds else root
