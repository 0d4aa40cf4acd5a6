"""The targets of a shape, found in an index.

Source: https://www.w3.org/TR/shacl/#targets
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.triples.terms import Term
from kg.validation.graphs import node_term
from kg.validation.index import Index, Nodes


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is validated for: nodes, instances of classes, ends of predicates."""

    nodes: frozenset[Term]
    classes: frozenset[Term]
    subjects_of: frozenset[Term]
    objects_of: frozenset[Term]

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)

    def find(self, index: Index) -> Nodes:
        """Return the focus nodes; a target node need not be in the data."""
        sets: list[Nodes] = [index.instances(kind) for kind in self.classes]
        sets += [index.relation(p).one.keys() for p in self.subjects_of]
        sets += [index.relation(p, inverse=True).one.keys() for p in self.objects_of]
        if self.nodes or not sets:
            sets.append(self.nodes)
        return sets[0] if len(sets) == 1 else set[Term]().union(*sets)


def targets_of(shape: Any) -> Targets:
    """Return the targets that pyshacl finds for a shape, the implicit class target among them."""
    nodes, classes, implicit, objects_of, subjects_of = shape.target()
    return Targets(
        frozenset(node_term(node) for node in nodes),
        frozenset(node_term(node) for node in [*classes, *implicit]),
        frozenset(node_term(node) for node in subjects_of),
        frozenset(node_term(node) for node in objects_of),
    )
