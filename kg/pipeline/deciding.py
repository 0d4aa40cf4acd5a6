"""Which nodes are one entity, and what IRI it has: judgements first, then the likeliest pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from kg.exporters.sorting import LineSorter
from kg.pipeline.entities import Names
from kg.pipeline.judging import Judged
from kg.pipeline.knowing import Known, known_entities
from kg.pipeline.naming import Union, assign_iris
from kg.pipeline.nodes import Nodes
from kg.pipeline.weighing import Edge, edges
from kg.resolution.clusters import Clusters
from kg.resolution.constraints import Constraints
from kg.resolution.evidence import MERGED, OFFERED, SHORTENING, Evidence, probability, reasons
from kg.resolution.likeness import compare
from kg.resolution.pairs import Selected
from kg.stores.journal import Journal
from kg.triples import Minter

_INITIALS = "acronym"
_NEARLY = 1.5  # of log odds: a rival that is less likely by more than that is none
_MOST_COMPARED = 12  # names of a cluster that are held against those of another
_AGAINST = 0.25  # names that are less alike than this are of two entities


def decide(journal: Journal, names: Names, told: Judged, minter: Minter) -> None:
    """Decide which references are one entity, inside a transaction of the journal.

    Raises:
        StoreError: the journal cannot be written.
    """
    single = _judged_alone(journal, names, told.constraints)
    nodes = Nodes(names, single, ambiguous(journal, names))
    clusters = Clusters(len(nodes))
    unions = list(_judge(journal, names, nodes, clusters, told.constraints))
    unions += _given(journal, names, nodes, clusters)
    known = known_entities(journal, names, nodes, clusters, told, minter.ontology)
    unions += _join_known(known, clusters)
    journal.references.forget_candidates()
    joining = _Joining(nodes, clusters, known)
    with LineSorter() as sorter:
        sorter.add(edge.line() for edge in joining.noted(edges(journal, names, nodes)))
        for edge, kept in joining.join(map(Edge.of, sorter.lines())):
            if isinstance(kept, Union):
                unions.append(kept)
            else:
                _offer(journal, names, nodes, edge, kept, told.constraints)
    links = {each.nodes[0]: each.links for each in known}
    assign_iris(journal, names, nodes, clusters, unions, links, minter)


def _judged_alone(journal: Journal, names: Names, constraints: Constraints) -> set[tuple[int, str]]:
    """Return the references that were judged each by itself, by rank and document."""
    found = set()
    for pair in (*constraints.same_pairs(), *constraints.different_pairs()):
        for selected in pair:
            rank = _rank(journal, names, selected)
            if selected.document and rank is not None:
                found.add((rank, selected.document))
    return found


def ambiguous(journal: Journal, names: Names) -> set[int]:
    """Return the ranks of initials that several names have which are not one name spelt twice."""
    spelt: dict[int, set[int]] = defaultdict(set)
    for pair in journal.references.pairs():
        if pair.kind == _INITIALS:
            left, right = names.ranks[pair.left], names.ranks[pair.right]
            short, full = sorted((left, right), key=lambda rank: len(names.name(rank)[2]))
            spelt[short].add(names.provisional(full))
    return {short for short, full in spelt.items() if len(full) > 1}


def _rank(journal: Journal, names: Names, selected: Selected) -> int | None:
    number = journal.references.number((selected.root, selected.key))
    return None if number is None else names.ranks[number]


def _selected_nodes(
    journal: Journal, names: Names, nodes: Nodes, selected: Selected
) -> Sequence[int]:
    """Return the nodes that a selector stands for; none where no document has its name."""
    rank = _rank(journal, names, selected)
    if rank is None:
        return ()
    if not selected.document:
        return nodes.parts(rank)
    known = any(use.document == selected.document for use in names.uses(rank))
    return (nodes.node(rank, selected.document),) if known else ()


def _judge(
    journal: Journal, names: Names, nodes: Nodes, clusters: Clusters, constraints: Constraints
) -> Iterator[Union]:
    """Do as people have judged: join what is the same, and keep apart what is different."""
    for left, right in constraints.same_pairs():
        found = sorted(
            {
                *_selected_nodes(journal, names, nodes, left),
                *_selected_nodes(journal, names, nodes, right),
            }
        )
        for node in found[1:]:
            if clusters.find(found[0]) != clusters.find(node):
                clusters.join(found[0], node)
                yield Union(found[0], node, Evidence("judgement", 1.0), 1.0)
    for left, right in constraints.different_pairs():
        one = _selected_nodes(journal, names, nodes, left)
        other = _selected_nodes(journal, names, nodes, right)
        for pair in product(one, other):
            if pair[0] != pair[1]:
                clusters.part(*pair)


def _given(journal: Journal, names: Names, nodes: Nodes, clusters: Clusters) -> Iterator[Union]:
    """Join what came with one IRI in the claims themselves."""
    first: dict[str, int] = {}
    for use in journal.references.given():
        node = nodes.node(names.ranks[use.name], use.document)
        start = first.setdefault(use.given, node)
        if clusters.find(start) != clusters.find(node) and clusters.join(start, node):
            left, right = sorted((start, node))
            yield Union(left, right, Evidence("given", 1.0), 1.0)


def _join_known(known: Iterable[Known], clusters: Clusters) -> Iterator[Union]:
    """Join the nodes of each known entity."""
    for each in known:
        first, *others = each.nodes
        for node in others:
            if clusters.find(first) != clusters.find(node) and clusters.join(first, node):
                yield Union(first, node, Evidence("known entity", 1.0), 1.0)


class _Joining:
    """The joining of nodes by their likeliest pairs, under what speaks against it."""

    def __init__(self, nodes: Nodes, clusters: Clusters, known: Iterable[Known]) -> None:
        self._nodes = nodes
        self._clusters = clusters
        # Which known entity a cluster is, by the node that stands for it.
        self._known = {clusters.find(each.nodes[0]): number for number, each in enumerate(known)}
        # For every node whose name is the shorter of a pair: what it may stand for, and the odds.
        self._longer: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def noted(self, found: Iterable[Edge]) -> Iterator[Edge]:
        """Yield edges as they come, having noted what short names may stand for."""
        for edge in found:
            if edge.evidence.kind in SHORTENING:
                shorter, longer = self._shorter_first(edge)
                self._longer[shorter].append((longer, _odds(edge.evidence)))
            yield edge

    def join(self, found: Iterable[Edge]) -> Iterator[tuple[Edge, Union | Evidence]]:
        """Yield edges, which come with the likeliest first, with the union that was made of each,
        or with what there is for and against it; those of one entity already are left out."""
        for edge in found:
            if self._clusters.find(edge.left) == self._clusters.find(edge.right):
                continue
            if self._are_known_apart(edge):
                continue
            evidence = replace(edge.evidence, rivals=self._rivals(edge))
            sure = probability(evidence)
            if sure >= MERGED and self._agree(edge) and self._join(edge):
                yield edge, Union(edge.left, edge.right, evidence, sure)
            elif sure >= OFFERED and not self._clusters.are_apart(edge.left, edge.right):
                yield edge, evidence

    def _are_known_apart(self, edge: Edge) -> bool:
        """Tell whether the two are entities that a list knows as two."""
        one, other = (
            self._known.get(self._clusters.find(node)) for node in (edge.left, edge.right)
        )
        return one is not None and other is not None and one != other

    def _join(self, edge: Edge) -> bool:
        find = self._clusters.find
        known = [self._known.get(find(node)) for node in (edge.left, edge.right)]
        joined = self._clusters.join(edge.left, edge.right)
        for number in known:
            if joined and number is not None:
                self._known[find(edge.left)] = number
        return joined

    def _shorter_first(self, edge: Edge) -> tuple[int, int]:
        left, right = (self._nodes.profile(node) for node in (edge.left, edge.right))
        if (len(left.label), left.key) <= (len(right.label), right.key):
            return edge.left, edge.right
        return edge.right, edge.left

    def _rivals(self, edge: Edge) -> int:
        """Count the other entities that the shorter name of a pair may as well stand for."""
        if edge.evidence.kind not in SHORTENING:
            return 0
        find = self._clusters.find
        shorter, longer = self._shorter_first(edge)
        if self._nodes.is_loose(self._nodes.rank(shorter)) and not _is_supported(edge.evidence):
            return 1  # what else it stands for need not be in any document
        odds = _odds(edge.evidence)
        meant = {find(longer), find(shorter)}
        return len(
            {
                find(other)
                for other, rival in self._longer[shorter]
                if rival >= odds - _NEARLY and find(other) not in meant
            }
        )

    def _agree(self, edge: Edge) -> bool:
        """Tell whether no name of the one cluster speaks against one of the other."""
        one, other = (
            islice(self._clusters.members(node), _MOST_COMPARED) for node in (edge.left, edge.right)
        )
        return not any(
            self._oppose(left, right)
            for left, right in product(list(one), list(other))
            if (left, right) not in ((edge.left, edge.right), (edge.right, edge.left))
        )

    def _oppose(self, left: int, right: int) -> bool:
        one, other = self._nodes.profile(left), self._nodes.profile(right)
        if one.key == other.key:
            return not self._nodes.is_loose(self._nodes.rank(left))
        if not (_is_full(one.label) and _is_full(other.label)):
            return False
        likeness = compare(one.parsed, other.parsed)
        return likeness is None or likeness.score < _AGAINST


def _is_supported(evidence: Evidence) -> bool:
    return bool(evidence.ties or evidence.company or evidence.places or evidence.defined)


def _is_full(label: str) -> bool:
    """Tell whether a name is written out, so that another that differs is another's."""
    return " " in label.strip() and label != label.upper()


def _odds(evidence: Evidence) -> float:
    sure = probability(evidence)
    return math.log(sure / (1 - sure))


def _offer(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    edge: Edge,
    evidence: Evidence,
    constraints: Constraints,
) -> None:
    """Keep a pair for a person to judge, unless one has."""
    left, right = nodes.uses(edge.left)[0], nodes.uses(edge.right)[0]
    places = [
        (use.document, *names.name(nodes.rank(node))[:2])
        for node, use in ((edge.left, left), (edge.right, right))
    ]
    if constraints.judged(places[0], places[1]) is None:
        journal.references.add_candidate(
            (names.number(nodes.rank(edge.left)), left.document),
            (names.number(nodes.rank(edge.right)), right.document),
            probability(evidence),
            "; ".join(reasons(evidence)),
        )
