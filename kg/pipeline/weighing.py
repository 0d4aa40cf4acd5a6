"""Pairs of nodes weighed by all that is known of both: the edges from which clusters are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import product
from operator import attrgetter

from kg.pipeline.entities import Names, Profile
from kg.pipeline.nodes import Nodes
from kg.resolution.evidence import OFFERED, Evidence, probability
from kg.resolution.references import INVERSE
from kg.resolution.senses import words_of
from kg.stores.journal import Journal
from kg.stores.references import PairEntry

_SAME_NAME = "same name"
_PART = 0.2  # what one text tells beside a company whose name is in its own is a part of it
_OTHER_NUMBER = 0.02  # another model, another precinct
_ANOTHER_MIDDLE = 0.84  # father and son may differ in an initial that papers leave out
_SAME_BODY, _SAME_TASK = 0.9, 0.8
# What papers leave out of the names of local bodies
_HEADS = frozenset({"department", "office", "service", "services", "force", "agency"})
_ALIAS = "alias"
_SAID = frozenset({"states", f"{INVERSE}states"})
_MOST_COMBINED = 64  # parts of two names that are weighed against each other
_MAKER, _NO_MAKER = 0.96, 0.3
_OWN_REGION = 0.96
_PLACED_KINDS = frozenset({"region", "contained", "related", "acronym"})
_UNTOLD = 0.45  # the odds of two meanings of one name that were told apart by what they are tied to
_DEFINED = 0.5  # of names that are not alike, before it counts that a text uses both
_FIELDS = attrgetter(*(field.name for field in fields(Evidence)))


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes that may be one entity, the lesser first, and what is known of the pair."""

    left: int
    right: int
    evidence: Evidence

    def line(self) -> str:
        """Return the edge as a line of text; lines sort by probability, the highest first."""
        place = f"{1 - probability(self.evidence):.9f}\t{self.left:09d}\t{self.right:09d}"
        return f"{place}\t{json.dumps(_FIELDS(self.evidence))}"

    @classmethod
    def of(cls, line: str) -> Edge:
        """Read an edge from its line."""
        _, left, right, evidence = line.split("\t", 3)
        return cls(int(left), int(right), Evidence(*json.loads(evidence)))


def edges(journal: Journal, names: Names, nodes: Nodes) -> Iterator[Edge]:
    """Yield the pairs of nodes that may be one entity, in no particular order, each once."""
    ranks = names.ranks
    defined = {
        tuple(sorted((ranks[one], ranks[other]))) for one, other in journal.references.alias_pairs()
    }
    seen = set()
    for pair in journal.references.pairs():
        left, right = sorted((ranks[pair.left], ranks[pair.right]))
        told = (left, right) in defined
        if told:
            seen.add((left, right))
        yield from _weighed(journal, names, nodes, (left, right), pair, told=told)
    for left, right in sorted(defined - seen):
        pair = PairEntry(names.number(left), names.number(right), _ALIAS, _DEFINED, "")
        yield from _weighed(journal, names, nodes, (left, right), pair, told=True)
    yield from _namesakes(names, nodes)


def _weighed(
    journal: Journal,
    names: Names,
    nodes: Nodes,
    ranks: tuple[int, int],
    pair: PairEntry,
    *,
    told: bool,
) -> Iterator[Edge]:
    left, right = ranks
    parts = list(product(nodes.parts(left), nodes.parts(right)))
    if names.is_description(left) or names.is_description(right):
        # What a text describes is what it names itself, or no one that can be known.
        parts = [(one, other) for one, other in parts if nodes.scopes(one) & nodes.scopes(other)]
    together = journal.references.together(pair.left, pair.right)
    for one, other in parts[:_MOST_COMBINED]:
        evidence = replace(
            _evidence(nodes.profile(one), nodes.profile(other), pair, names),
            # What initials stand for in one text says little of another, where several have them.
            defined=told and not (nodes.is_loose(left) or nodes.is_loose(right)),
            together=together,
        )
        if together and pair.kind == "short" and nodes.profile(one).root == "Organization":
            evidence = replace(evidence, score=_PART)
        if probability(evidence) >= OFFERED:
            yield Edge(one, other, evidence)


def _evidence(left: Profile, right: Profile, pair: PairEntry, names: Names) -> Evidence:
    ties = {link for link in left.links & right.links if link[0] not in _SAID}
    return Evidence(
        kind=pair.kind,
        score=_score(left, right, pair, names),
        ties=len(ties),
        company=bool(left.company & right.company),
        kin=bool(left.tied & right.tied),
        places=bool(left.places & right.places or left.regions & right.regions),
        classes=_classes_differ(left, right),
        apart=_are_apart(left, right),
    )


def _score(left: Profile, right: Profile, pair: PairEntry, names: Names) -> float:
    """Return how alike two names are, knowing who makes a product and where a place lies."""
    extra = set(pair.extra.split())
    if any(word.isdigit() for word in extra):
        return min(pair.score, _OTHER_NUMBER)
    if pair.kind == "middle":
        return min(pair.score, _ANOTHER_MIDDLE)
    if pair.kind == "contained" and left.public and extra <= _HEADS:
        return _SAME_BODY
    if pair.kind == "head" and left.public:
        return _SAME_TASK
    if pair.kind == "prefixed":
        makers = left.tied | right.tied
        if any(extra <= set(words_of(names.name(maker)[2])) for maker in sorted(makers)):
            return _MAKER
        return _NO_MAKER if makers else pair.score
    # "Department of Aging" is the state's own; "the League of Oregon" is a part of the League.
    local = left.public or (pair.kind == "acronym" and right.public)
    placed = pair.kind in _PLACED_KINDS and (left.root == "Place" or local)
    if placed and pair.extra and pair.extra in left.regions & right.regions:
        return _OWN_REGION
    return pair.score


def _classes_differ(left: Profile, right: Profile) -> bool:
    special = {left.type, right.type} - {left.root}
    return len(special) == 2 and special != {"Company", "NewsOrganization"}


def _are_apart(left: Profile, right: Profile) -> bool:
    """Tell whether both are tied to bodies, makers or regions, and share none.

    Who changes from one body to another keeps company with some who are told of beside both.
    """
    if left.company & right.company and not left.local:
        return False
    one, other = ((profile.regions if profile.local else profile.tied) for profile in (left, right))
    return bool(one and other and not one & other)


def _namesakes(names: Names, nodes: Nodes) -> Iterator[Edge]:
    """Yield the pairs of meanings of one name: to be offered, not to be joined."""
    for rank in nodes.divided():
        if names.is_description(rank) or nodes.is_loose(rank):
            continue
        first, *others = nodes.parts(rank)
        for other in others[:_MOST_COMBINED]:
            yield Edge(first, other, Evidence(_SAME_NAME, _UNTOLD))
