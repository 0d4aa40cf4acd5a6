"""Which nodes are entities that people keep lists of: Wikidata, a register, a table of one's own.

    lists → known entities, one at a time → names that documents use → nodes → links

A node is a known entity where its name is one of that entity's names, and of no other's: a list
says what an entity is called, not which of two with one name a document means.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Rejection
from kg.pipeline.entities import Names
from kg.pipeline.judging import Judged
from kg.pipeline.naming import Links
from kg.pipeline.nodes import Nodes
from kg.pipeline.parts import dump_rejection
from kg.resolution.clusters import Clusters
from kg.resolution.known import KnownEntity, read_known
from kg.resolution.names import organization_name, plain_name
from kg.stores.journal import Journal
from kg.triples.minting import slug
from kg.vocab.ontology import Ontology

_LOST = "known"  # the slot of the journal for lines of lists that cannot be used
_ORGANIZATION = "Organization"


@dataclass(frozen=True, slots=True)
class Known:
    """A known entity that nodes are: what it is called elsewhere, and its nodes, sorted."""

    links: Links
    nodes: tuple[int, ...]


@dataclass(slots=True)
class _Claimed:
    """Which known entities, by number, have a name among theirs; `enough` if one that tells."""

    by: set[int] = field(default_factory=set)
    enough: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Found:
    """The known entities of the lists that have a name that documents use."""

    links: list[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=list)
    names: dict[int, _Claimed] = field(default_factory=lambda: defaultdict(_Claimed))

    def add(self, entity: KnownEntity, ranks: Iterable[tuple[int, bool]]) -> None:
        """Note an entity and the ranks of its names, each with whether it tells who is meant."""
        number = len(self.links)
        self.links.append((entity.id, entity.links))
        for rank, enough in ranks:
            self.names[rank].by.add(number)
            if enough:
                self.names[rank].enough.add(number)


def known_entities(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    clusters: Clusters,
    told: Judged,
    ontology: Ontology,
) -> list[Known]:
    """Return the known entities that nodes are, by IRI, inside a transaction of the journal.

    A name that several known entities have, that has several meanings in the documents, or that
    only describes, links nothing; nor does a cluster that would be two known entities, nor an
    entity whose nodes a person has judged to be different. The lists are read one entity at a time;
    their lines that cannot be used are kept in the journal.

    Raises:
        InputError: a list cannot be read.
        StoreError: the journal cannot be written.
    """
    found = _Found()
    looking = _Looking(journal, names, ontology) if told.known else None
    journal.set_lost(_LOST, _read(looking, told, ontology, found) if looking else ())
    return _settled(_linked(found, nodes, clusters), clusters)


def _read(looking: _Looking, told: Judged, ontology: Ontology, found: _Found) -> Iterator[str]:
    """Note the entities of the lists that documents name; yield the lines that cannot be used."""
    for path in told.known:
        for entity in read_known(path, base=told.known_base, ontology=ontology):
            if isinstance(entity, Rejection):
                yield dump_rejection(entity)
                continue
            ranks = looking.ranks(entity)
            if ranks:
                found.add(entity, ranks.items())


class _Looking:
    """The looking up of known entities' names among those of the documents."""

    def __init__(self, journal: Journal, names: Names, ontology: Ontology) -> None:
        self._references = journal.references
        self._names = names
        self._roots = sorted(set(ontology.roots.values()))
        # Few of the names of a long list are in the documents: hashes tell most of the others.
        named = (names.name(rank)[:2] for rank in range(len(names)))
        self._hashes = array("q", sorted(map(hash, named)))

    def ranks(self, entity: KnownEntity) -> Mapping[int, bool]:
        """Return the ranks of an entity's names, each with whether it tells who is meant.

        One whose class is not known has none where names of several classes would fit.
        """
        roots: Collection[str] = self._roots if entity.type is None else (entity.type,)
        found = {root: self._of_class(entity, root) for root in roots}
        fitting = [ranks for ranks in found.values() if ranks]
        return fitting[0] if len(fitting) == 1 else {}

    def _of_class(self, entity: KnownEntity, root: str) -> dict[int, bool]:
        ranks: dict[int, bool] = {}
        for known, enough in ((entity.names, True), (entity.weak_names, False)):
            for name in known:
                rank = self._rank(name, root)
                if rank is not None and not self._names.is_description(rank):
                    ranks[rank] = ranks.get(rank, False) or enough
        return ranks

    def _rank(self, name: str, root: str) -> int | None:
        key = slug(plain_name(name))
        if root == _ORGANIZATION:
            # Finding its legal form takes long, and only takes words off the end of the name.
            if not any(self._may_be_named(root, start) for start in _starts(key)):
                return None
            key = slug(organization_name(name))
        if not self._may_be_named(root, key):
            return None
        number = self._references.number((root, key))
        return None if number is None else self._names.ranks[number]

    def _may_be_named(self, root: str, key: str) -> bool:
        wanted = hash((root, key))
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted


def _starts(key: str) -> Iterator[str]:
    """Yield a folded name, and what is left of it without its last words."""
    while key:
        yield key
        key = key.rpartition("-")[0]


def _linked(found: _Found, nodes: Nodes, clusters: Clusters) -> list[Known]:
    """Return the known entities with the nodes that bear a name of theirs and of no other's."""
    same = _same(found)
    bearing: dict[int, list[int]] = defaultdict(list)
    for rank in sorted(found.names):
        claimed = found.names[rank]
        heads = {same.find(number) for number in claimed.by}
        parts = nodes.parts(rank)
        meanings = {clusters.find(node) for node in parts}
        if claimed.enough and len(heads) == len(meanings) == 1 and not nodes.is_loose(rank):
            bearing[heads.pop()].append(parts[0])
    known = [
        Known(_links(found, same.members(head)), tuple(sorted(linked)))
        for head, linked in bearing.items()
    ]
    return sorted(known, key=lambda each: each.links.things)


def _same(found: _Found) -> Clusters:
    """Join what is one entity in several lists, or several lines: by its id, or a link to a thing."""
    same = Clusters(len(found.links))
    first: dict[str, int] = {}
    for number, (iri, links) in enumerate(found.links):
        for thing in (iri, *(link for kind, link in links if kind == "thing")):
            same.join(first.setdefault(thing, number), number)
    return same


def _links(found: _Found, numbers: Iterable[int]) -> Links:
    things: set[str] = set()
    pages: set[str] = set()
    for number in numbers:
        iri, links = found.links[number]
        things.add(iri)
        for kind, link in links:
            (things if kind == "thing" else pages).add(link)
    return Links(tuple(sorted(things)), tuple(sorted(pages)))


def _settled(known: Sequence[Known], clusters: Clusters) -> list[Known]:
    """Leave out what judgements speak against: two known entities in one cluster, or one in two
    that must not be one."""
    owners: dict[int, set[int]] = defaultdict(set)
    for number, each in enumerate(known):
        for node in each.nodes:
            owners[clusters.find(node)].add(number)
    disputed = {number for numbers in owners.values() if len(numbers) > 1 for number in numbers}
    return [
        each
        for number, each in enumerate(known)
        if number not in disputed and not _are_parted(each.nodes, clusters)
    ]


def _are_parted(nodes: Sequence[int], clusters: Clusters) -> bool:
    return any(
        clusters.are_apart(left, right)
        for place, left in enumerate(nodes)
        for right in nodes[place + 1 :]
    )
