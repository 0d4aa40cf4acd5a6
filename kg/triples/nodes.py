"""A graph in memory, looked up by subject and predicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kg.errors import ClaimError
from kg.triples.terms import Term, Triple, iri, literal_value
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import local_name


class Nodes:
    """Triples by subject and predicate; values come sorted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._values[triple.subject][triple.predicate].append(triple.object)

    def instances(self, kind: IRI) -> list[Term]:
        """Return the subjects that have a class, sorted."""
        return sorted(
            node for node, values in self._values.items() if iri(kind) in values[iri(terms.TYPE)]
        )

    def all(self, node: Term, predicate: IRI) -> list[Term]:
        """Return the values of a property."""
        return sorted(self._values[node][iri(predicate)]) if node in self._values else []

    def one(self, node: Term, predicate: IRI) -> Term | None:
        """Return the first value of a property, or None."""
        values = self.all(node, predicate)
        return values[0] if values else None

    def text(self, node: Term, predicate: IRI) -> str | None:
        """Return the lexical form of the first value, or None."""
        value = self.one(node, predicate)
        return None if value is None else literal_value(value)[0]

    def number(self, node: Term, predicate: IRI) -> Decimal | None:
        """Return the first value as a number, or None."""
        text = self.text(node, predicate)
        return None if text is None else Decimal(text)

    def needed(self, node: Term, predicate: IRI) -> Term:
        """Return the first value of a property that must be there.

        Raises:
            ClaimError: there is none.
        """
        value = self.one(node, predicate)
        if value is None:
            raise ClaimError(f"{node} has no {local_name(predicate)}")
        return value
