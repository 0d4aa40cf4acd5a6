"""Which nodes are one entity, and what IRI it has: judgements first, then the likeliest pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, product

from kg.exporters.sorting import LineSorter
from kg.pipeline.entities import Names
from kg.pipeline.joining import Joining
from kg.pipeline.judging import Judged
from kg.pipeline.knowing import Known, known_entities
from kg.pipeline.naming import Union, assign_iris, rank_of
from kg.pipeline.nodes import Nodes
from kg.pipeline.weighing import Edge, edges
from kg.resolution.clusters import Clusters
from kg.resolution.constraints import Constraints
from kg.resolution.evidence import Evidence, probability, reasons
from kg.resolution.pairs import Selected
from kg.stores.journal import Journal
from kg.triples import Minter

_INITIALS = "acronym"


def decide(journal: Journal, names: Names, told: Judged, minter: Minter) -> None:
    """Decide which references are one entity, inside a transaction of the journal.

    Raises:
        StoreError: the journal cannot be written.
    """
    single = _judged_alone(journal, names, told.constraints)
    nodes = Nodes(names, single, ambiguous(journal, names))
    clusters = Clusters(len(nodes))
    unions = list(_judge(journal, names, nodes, clusters, told))
    for home, node in nodes.fellows():
        clusters.join(home, node)  # unless they were judged to be different
    unions += _given(journal, names, nodes, clusters, minter)
    known = known_entities(journal, names, nodes, clusters, told, minter.ontology)
    unions += _join_known(known, clusters)
    journal.references.forget_candidates()
    joining = Joining(names, nodes, clusters, known)
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
    journal: Journal, names: Names, nodes: Nodes, clusters: Clusters, told: Judged
) -> Iterator[Union]:
    """Do as people have judged: join what is the same, and keep apart what is different."""
    for left, right in told.constraints.same_pairs():
        judgement = told.judgements[left, right]
        found = sorted(
            {
                *_selected_nodes(journal, names, nodes, left),
                *_selected_nodes(journal, names, nodes, right),
            }
        )
        for node in found[1:]:
            if clusters.find(found[0]) != clusters.find(node):
                clusters.join(found[0], node)
                yield Union(
                    *(found[0], node),
                    Evidence("judgement", 1.0),
                    1.0,
                    judgement.by,
                    judgement.at,
                    judgement.why,
                )
    for left, right in told.constraints.different_pairs():
        one = _selected_nodes(journal, names, nodes, left)
        other = _selected_nodes(journal, names, nodes, right)
        for pair in product(one, other):
            if pair[0] != pair[1]:
                clusters.part(*pair)


def _given(
    journal: Journal, names: Names, nodes: Nodes, clusters: Clusters, minter: Minter
) -> Iterator[Union]:
    """Join what came with one IRI in the claims themselves, and the name that makes that IRI."""
    first: dict[str, int] = {}
    # Numbers of names tell what was read before what; ranks do not.
    groups = groupby(journal.references.given(), key=lambda use: use.given)
    ranked = (sorted(group, key=lambda u: (names.ranks[u.name], u.document)) for _, group in groups)
    for use in chain.from_iterable(ranked):
        node = nodes.node(names.ranks[use.name], use.document)
        if use.given not in first:
            rank = rank_of(use.given, journal, names, minter)
            parts = () if rank is None else nodes.parts(rank)
            first[use.given] = parts[0] if len(parts) == 1 else node
        start = first[use.given]
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


def _offer(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    edge: Edge,
    evidence: Evidence,
    constraints: Constraints,
) -> None:
    """Keep a pair for a person to judge, unless one has."""
    left, right = nodes.first(edge.left), nodes.first(edge.right)
    places = [
        (document, *names.name(nodes.rank(node))[:2])
        for node, document in ((edge.left, left), (edge.right, right))
    ]
    if constraints.judged(places[0], places[1]) is None:
        journal.references.add_candidate(
            (names.number(nodes.rank(edge.left)), left),
            (names.number(nodes.rank(edge.right)), right),
            probability(evidence),
            "; ".join(reasons(evidence)),
        )
