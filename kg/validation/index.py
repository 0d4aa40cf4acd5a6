"""Triples as N-Triples strings, grouped by predicate and looked up from either end.

What is looked up is built when it is first asked for: a predicate that no shape speaks of costs
nothing but its place in a list. Terms are in canonical form, so that two that are one term are one
string.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from kg.triples.terms import Term, Triple, iri
from kg.vocab import terms

TYPE = iri(terms.TYPE)
SUBCLASS_OF = iri(terms.SUB_CLASS_OF)
NOTHING: frozenset[Term] = frozenset()
Nodes = AbstractSet[Term]


class Relation:
    """What one predicate relates, from one end to the other.

    `one` holds a value of each node that has any; `many` all the values of those that have several.
    """

    __slots__ = ("many", "one")

    def __init__(self, group: list[Triple], *, inverse: bool = False) -> None:
        if inverse:
            self.one = {value: node for node, _, value in group}
        else:
            self.one = {node: value for node, _, value in group}
        self.many: dict[Term, set[Term]] = {}
        if len(self.one) < len(group):
            self._gather(group, inverse=inverse)

    def _gather(self, group: list[Triple], *, inverse: bool) -> None:
        one, many = self.one, self.many
        for triple in group:
            node, value = (triple[2], triple[0]) if inverse else (triple[0], triple[2])
            kept = one[node]
            if kept != value:
                if node in many:
                    many[node].add(value)
                else:
                    many[node] = {kept, value}

    def values(self, node: Term) -> Nodes:
        """Return the values of a node."""
        if node in self.many:
            return self.many[node]
        value = self.one.get(node)
        return NOTHING if value is None else {value}

    def image(self, nodes: Nodes) -> set[Term]:
        """Return the values of many nodes together."""
        one, many = self.one, self.many
        if len(one) < len(nodes):
            found = {value for node, value in one.items() if node in nodes}
        else:
            found = {one[node] for node in nodes if node in one}
        if many:
            found.update(*(many[node] for node in _both(nodes, many)))
        return found

    def holders(self, nodes: Nodes, values: Nodes) -> set[Term]:
        """Return those of the nodes that have one of the values."""
        one, many = self.one, self.many
        if len(one) < len(nodes):
            found = {node for node, value in one.items() if value in values and node in nodes}
        else:
            found = {node for node in nodes if one.get(node) in values}
        if many:
            found.update(n for n in _both(nodes, many) if not values.isdisjoint(many[n]))
        return found

    def fewer(self, nodes: Nodes, count: int) -> set[Term]:
        """Return those of the nodes that have fewer values than `count`, which is at least 1."""
        if count == 1:
            return set(nodes).difference(self.one)
        many = self.many
        return {node for node in nodes if len(many.get(node, NOTHING)) < count}

    def more(self, nodes: Nodes, count: int) -> set[Term]:
        """Return those of the nodes that have more values than `count`."""
        if count == 0:
            return _both(nodes, self.one)
        many = self.many
        return {node for node in _both(nodes, many) if len(many[node]) > count} if many else set()


def _both(nodes: Nodes, known: Mapping[Term, object]) -> set[Term]:
    if len(nodes) < len(known):
        return {node for node in nodes if node in known}
    return {node for node in known if node in nodes}


EMPTY = Relation([])


class Index:
    """Triples by predicate, with those of the ontology that every graph is validated with.

    `own` counts the triples of each predicate without the ontology's, which stand at the end.

    >>> from kg.triples.terms import literal
    >>> ada, name = iri("urn:ada"), iri("urn:name")
    >>> index = Index([Triple(ada, name, literal("Ada")), Triple(ada, name, literal("Ada L."))])
    >>> sorted(index.relation(name).values(ada))
    ['"Ada L."', '"Ada"']
    """

    def __init__(self, triples: Iterable[Triple], schema: Iterable[Triple] = ()) -> None:
        groups: defaultdict[Term, list[Triple]] = defaultdict(list)
        for triple in triples:
            groups[triple[1]].append(triple)
        self.own = {predicate: len(group) for predicate, group in groups.items()}
        for triple in schema:
            groups[triple[1]].append(triple)
        self.groups: Mapping[Term, list[Triple]] = dict(groups)
        self._forwards: dict[Term, Relation] = {}
        self._backwards: dict[Term, Relation] = {}
        self._members: dict[Term, set[Term]] | None = None
        self._instances: dict[Term, Nodes] = {}

    def relation(self, predicate: Term, *, inverse: bool = False) -> Relation:
        """Return what a predicate relates: subjects to objects, or where inverse the reverse."""
        known = self._backwards if inverse else self._forwards
        found = known.get(predicate)
        if found is None:
            group = self.groups.get(predicate)
            found = EMPTY if group is None else Relation(group, inverse=inverse)
            known[predicate] = found
        return found

    def members(self) -> Mapping[Term, Nodes]:
        """Return the nodes that are said to be of each class, without those of its subclasses."""
        if self._members is None:
            members: defaultdict[Term, set[Term]] = defaultdict(set)
            for subject, _, kind in self.groups.get(TYPE, ()):
                members[kind].add(subject)
            self._members = dict(members)
        return self._members

    def instances(self, kind: Term) -> Nodes:
        """Return the nodes that are of a class or of any class below it."""
        found = self._instances.get(kind)
        if found is None:
            members = self.members()
            sets = [members[below] for below in self._below(kind) if below in members]
            found = sets[0] if len(sets) == 1 else set().union(*sets)
            self._instances[kind] = found
        return found

    def _below(self, kind: Term) -> set[Term]:
        """Return a class and those below it; a ring of subclasses is walked once."""
        parents = self.relation(SUBCLASS_OF, inverse=True)
        found, waiting = {kind}, [kind]
        while waiting:
            for below in parents.values(waiting.pop()):
                if below not in found:
                    found.add(below)
                    waiting.append(below)
        return found
