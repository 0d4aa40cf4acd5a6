"""The IRI of every entity, and the graph that shows why it is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.pipeline.derived import IDENTITY, dump_triples
from kg.pipeline.entities import Names
from kg.pipeline.nodes import Nodes
from kg.resolution.clusters import Clusters
from kg.resolution.evidence import Evidence, reasons
from kg.resolution.senses import words_of
from kg.stores.journal import Journal
from kg.triples import Minter
from kg.triples.identities import Match, match_triples, same_as_triples
from kg.triples.minting import short_hash

_MARK = "--"  # between a name and what tells it from the same name; no folded name holds it
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Union:
    """That two nodes were taken for one entity, by what, and how likely that is.

    `by`, `at` and `why` are a person's, where one judged so.
    """

    left: int
    right: int
    evidence: Evidence
    probability: float
    by: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """What an entity is elsewhere: IRIs of things, and pages about it."""

    things: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def assign_iris(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    clusters: Clusters,
    unions: Iterable[Union],
    links: Mapping[int, Links],
    minter: Minter,
) -> None:
    """Give every reference the IRI of its entity, inside a transaction of the journal.

    An entity has the IRI that its fullest name makes; where others have the same name, what tells
    it from them is added. `links` are of nodes. Graphs that this changes become stale.

    Raises:
        StoreError: the journal cannot be written.
    """
    entities = _entities(names, nodes, clusters, links)
    iris = _iris(journal, names, nodes, clusters, entities, minter)
    wanted = {node: iris[head] for head, members in entities.items() for node in members}
    _assign(journal, names, nodes, wanted, minter)
    _show(journal, names, nodes, clusters, unions, links, iris, minter)


def _entities(
    names: Names, nodes: Nodes, clusters: Clusters, links: Mapping[int, Links]
) -> dict[int, Sequence[int]]:
    """Return the members of the entities that need a look: joined, divided, linked, or given."""
    found = {members[0]: members for members in clusters.joined()}
    for rank in nodes.divided():
        for node in nodes.parts(rank):
            head = clusters.find(node)
            found.setdefault(head, clusters.members(head))
    for node in (*links, *names.given()):
        head = clusters.find(node)
        found.setdefault(head, clusters.members(head))
    return found


def _iris(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    clusters: Clusters,
    entities: Mapping[int, Sequence[int]],
    minter: Minter,
) -> dict[int, str]:
    """Return the IRI of every entity, by the node that stands for it."""
    called: dict[int, list[int]] = defaultdict(list)
    came_with_one = set(names.given())
    iris: dict[int, str] = {}
    taken = set()
    for head, members in sorted(entities.items()):
        told = (node for node in members if nodes.rank(node) in came_with_one)
        given = sorted({use.given for node in told for use in nodes.uses(node) if use.given})
        # Of two that came with one IRI, and that a person has parted, the second goes without; and
        # no one has the IRI that the name of another makes.
        own = next((iri for iri in given if iri not in taken), None)
        rank = rank_of(own, journal, names, minter) if own is not None else None
        others = () if rank is None else nodes.parts(rank)
        if own is not None and all(clusters.find(other) == head for other in others):
            taken.add(own)
            iris[head] = own
        else:
            called[nodes.rank(_fullest(names, nodes, members))].append(head)
    for rank, heads in called.items():
        root, key, _ = names.name(rank)
        own = f"{minter.base}{root.lower()}/{key}"
        if len(heads) == 1:
            iris[heads[0]] = own
        else:
            marks = _marks(names, nodes, {head: entities[head] for head in heads})
            iris |= {head: f"{own}{_MARK}{mark}" for head, mark in marks.items()}
    return iris


def rank_of(iri: str, journal: Journal, names: Names, minter: Minter) -> int | None:
    """Return the rank of the name that makes an IRI; None where no document has one that does."""
    kind, _, key = iri.removeprefix(minter.base).partition("/")
    root = next((root for root in minter.ontology.roots.values() if root.lower() == kind), None)
    if root is None or not iri.startswith(minter.base):
        return None
    number = journal.references.number((root, key))
    return None if number is None else names.ranks[number]


def _fullest(names: Names, nodes: Nodes, members: Sequence[int]) -> int:
    """Return the node with the fullest name: no initials, most words, most documents."""

    def fullness(node: int) -> tuple[bool, int, int, int, int]:
        _, _, label = names.name(nodes.rank(node))
        words = words_of(label)
        return (
            label != label.upper(),
            len(words),
            names.count(nodes.rank(node)),
            len(label),
            -nodes.rank(node),
        )

    return max(members, key=fullness)


def _marks(names: Names, nodes: Nodes, entities: Mapping[int, Sequence[int]]) -> dict[int, str]:
    """Return what tells entities of one name apart: a body, maker or region, else a number."""
    marks = {head: _mark(names, nodes, members) for head, members in entities.items()}
    told = list(marks.values())
    return {
        head: mark if mark and told.count(mark) == 1 else _hash(nodes, entities[head])
        for head, mark in marks.items()
    }


def _mark(names: Names, nodes: Nodes, members: Sequence[int]) -> str:
    profile = nodes.profile(members[0])
    if profile.described:
        return ""
    if profile.local and len(profile.regions) == 1:
        return "-".join(next(iter(profile.regions)).split())
    return min((names.name(rank)[1] for rank in profile.tied), default="")


def _hash(nodes: Nodes, members: Sequence[int]) -> str:
    least = min(scope for node in members for scope in nodes.scopes(node))
    return short_hash(least)[:_DIGITS]


def _assign(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    wanted: Mapping[int, str],
    minter: Minter,
) -> None:
    references = journal.references
    ranks = sorted({nodes.rank(node) for node in wanted})
    known = set(ranks)
    references.assign(
        [
            (use.document, use.name, "")
            for use in references.elsewhere()
            if names.ranks[use.name] not in known
        ]
    )
    references.assign(
        (document, names.number(rank), iri)
        for rank in ranks
        for document, iri in _reassigned(journal, names, nodes, wanted, minter, rank)
    )


def _reassigned(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    wanted: Mapping[int, str],
    minter: Minter,
    rank: int,
) -> Iterator[tuple[str, str]]:
    """Yield the documents for which a name has another IRI than before, "" for the name's own."""
    root, key, _ = names.name(rank)
    own = f"{minter.base}{root.lower()}/{key}"
    for document, before in journal.references.assigned(names.number(rank)):
        iri = wanted.get(nodes.node(rank, document), own)
        iri = "" if iri == own else iri
        if before != iri:
            yield document, iri


def _show(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    clusters: Clusters,
    unions: Iterable[Union],
    links: Mapping[int, Links],
    iris: Mapping[int, str],
    minter: Minter,
) -> None:
    """Bring the graphs that show why entities are one to what was decided."""
    matches: dict[str, list[Match]] = defaultdict(list)
    for union in unions:
        found = _match(names, nodes, union)
        if found:
            matches[iris[clusters.find(union.left)]].append(found)
    elsewhere: dict[str, list[Links]] = defaultdict(list)
    for node, found_links in links.items():
        elsewhere[iris[clusters.find(node)]].append(found_links)
    before = set(journal.derived_graphs(IDENTITY))
    for entity in sorted(matches.keys() | elsewhere.keys()):
        triples = [
            triple
            for match in sorted(matches[entity])
            for triple in match_triples(entity, match, minter)
        ]
        for each in elsewhere[entity]:
            things = (thing for thing in each.things if thing != entity)
            triples += same_as_triples(entity, things, each.pages)
        graph = _graph(entity, minter)
        before.discard(graph)
        journal.derive(graph, IDENTITY, dump_triples(triples))
    for graph in sorted(before):
        journal.derive(graph, IDENTITY, "")


def _graph(entity: str, minter: Minter) -> str:
    rest = entity.removeprefix(minter.base)
    return f"{minter.base}identity/{rest if rest != entity else short_hash(entity)}"


def _match(names: Names, nodes: Nodes, union: Union) -> Match | None:
    """Return a union as a match of two names; None where one name in two documents was joined."""
    left, right = (names.name(nodes.rank(node)) for node in (union.left, union.right))
    if left == right and not union.by:
        return None
    one, other = sorted((left[2], right[2]))
    told = reasons(union.evidence)
    return Match(one, other, told, union.probability, union.by, union.at, union.why)
