"""The IRI of every entity, and the graph that shows why it is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    iris = _iris(names, nodes, entities, minter)
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
    names: Names, nodes: Nodes, entities: Mapping[int, Sequence[int]], minter: Minter
) -> dict[int, str]:
    """Return the IRI of every entity, by the node that stands for it."""
    called: dict[int, list[int]] = defaultdict(list)
    iris: dict[int, str] = {}
    taken = set()
    for head, members in sorted(entities.items()):
        given = sorted({use.given for node in members for use in nodes.uses(node) if use.given})
        # Of two that came with one IRI, and that a person has parted, the second goes without.
        own = next((iri for iri in given if iri not in taken), None)
        if own is not None:
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
    least = min(use.setting.scope for node in members for use in nodes.uses(node))
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
    for use in list(references.elsewhere()):
        if names.ranks[use.name] not in known:
            references.assign(use.document, use.name, "")
    for rank in ranks:
        root, key, _ = names.name(rank)
        own = f"{minter.base}{root.lower()}/{key}"
        for use in list(references.uses(names.number(rank))):
            iri = wanted.get(nodes.node(rank, use.document), own)
            if use.iri != ("" if iri == own else iri):
                references.assign(use.document, use.name, "" if iri == own else iri)


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
