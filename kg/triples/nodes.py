"""A graph in memory, looked up by subject and predicate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from kg.errors import ClaimError
from kg.triples.terms import Term, Triple, literal_value, vocabulary_iri
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import local_name

_Values = dict[Term, list[Term]]
_NONE: Mapping[Term, list[Term]] = {}


class Nodes:
    """Triples by subject and predicate; values come sorted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[Term, _Values] = {}
        for subject, predicate, value in triples:
            values = self._values.get(subject)
            if values is None:
                self._values[subject] = {predicate: [value]}
            elif predicate in values:
                values[predicate].append(value)
            else:
                values[predicate] = [value]

    def instances(self, kind: IRI) -> list[Term]:
        """Return the subjects that have a class, sorted."""
        wanted, predicate = vocabulary_iri(kind), vocabulary_iri(terms.TYPE)
        return sorted(
            node for node, values in self._values.items() if wanted in values.get(predicate, ())
        )

    def all(self, node: Term, predicate: IRI) -> list[Term]:
        """Return the values of a property."""
        return sorted(self._values.get(node, _NONE).get(vocabulary_iri(predicate), ()))

    def one(self, node: Term, predicate: IRI) -> Term | None:
        """Return the first value of a property, or None."""
        values = self._values.get(node, _NONE).get(vocabulary_iri(predicate))
        return min(values) if values else None

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
