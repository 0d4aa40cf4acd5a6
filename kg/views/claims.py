"""The claims of a graph, each with the nodes of the graph that it links.

What links entities in the graph is one claim or several; networks and tables are made from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.model import Claim
from kg.triples import Term, Triple, claims_of, iri
from kg.triples.nodes import Nodes
from kg.triples.terms import iri_value, is_iri
from kg.vocab import default_ontology, terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import local_name

# What leads from a claim to the entities that it names.
_LINKING = frozenset(
    map(
        iri,
        (
            terms.TYPE, terms.SUBJECT, terms.OBJECT_MENTION, terms.ATTRIBUTION_MENTION,
            terms.REFERS_TO, terms.HAS_QUALIFICATION, terms.QUALIFIES_WITH, terms.VALUE,
        ),
    )
)  # fmt: skip


class _LocalNames(Mapping[str, str]):
    """The names of all the terms that a graph may use, of whatever ontology: their local names."""

    def __getitem__(self, term: str) -> str:
        return _local_name(term)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim, and the IRIs of what it is about.

    `subject`, `object` and `attributed_to` are entities; `places` are those of its qualifier `place`.
    """

    claim: Claim
    subject: str
    object: str | None = None
    attributed_to: str | None = None
    places: tuple[str, ...] = ()

    @property
    def evidence(self) -> str:
        """The words of the text that carry the claim, with " … " where they are apart."""
        return " … ".join(span.text for span in self.claim.evidence)

    @property
    def content(self) -> str:
        """What was said, with " … " where it is interrupted; "" of a claim that states nothing."""
        return " … ".join(span.text for span in self.claim.content)

    @property
    def start(self) -> int:
        """Where the evidence begins in the document's text, in code points."""
        return min((span.start for span in self.claim.evidence), default=0)

    @property
    def end(self) -> int:
        """Where the evidence ends in the document's text, in code points."""
        return max((span.end for span in self.claim.evidence), default=0)

    def entities(self) -> Iterator[str]:
        """Yield the IRIs of the entities that the claim names."""
        for entity in (self.subject, self.object, self.attributed_to, *self.places):
            if entity:
                yield entity


def linked_claims(triples: Iterable[Triple]) -> Iterator[LinkedClaim]:
    """Yield the claims that a graph holds, by IRI.

    Terms of an ontology other than the one that ships are named by their local names. The whole
    graph is held in memory: give it one document's where there are many.

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.

    >>> from kg.model import Entity, Span
    >>> from kg.triples import Minter, claims_triples
    >>> claim = Claim("urn:d", "makes", Entity("Acme", "Company"), (Span(0, 5, "Acme…"),), "manual")
    >>> triples = claims_triples([replace(claim, id="c1")], Minter(default_ontology()))
    >>> [linked.subject for linked in linked_claims(triples)]
    ['https://w3id.org/claimkg/id/organization/acme']
    """
    held = list(dict.fromkeys(triples))
    nodes = Nodes(triple for triple in held if triple.predicate in _LINKING)
    ontology = replace(default_ontology(), _names=_LocalNames())
    claims = claims_of(held, ontology)
    for node, claim in zip(nodes.instances(terms.CLAIM), claims, strict=True):
        yield LinkedClaim(
            claim=claim,
            subject=iri_value(nodes.needed(node, terms.SUBJECT)),
            object=_referent(nodes, node, terms.OBJECT_MENTION),
            attributed_to=_referent(nodes, node, terms.ATTRIBUTION_MENTION),
            places=_places(nodes, node),
        )


@lru_cache(maxsize=1024)
def _local_name(term: str) -> str:
    return local_name(term)


def _referent(nodes: Nodes, claim: Term, predicate: IRI) -> str | None:
    mention = nodes.one(claim, predicate)
    return iri_value(nodes.needed(mention, terms.REFERS_TO)) if mention else None


def _places(nodes: Nodes, claim: Term) -> tuple[str, ...]:
    parts = nodes.all(claim, terms.HAS_QUALIFICATION)
    return tuple(
        iri_value(value)
        for part in parts
        if local_name(iri_value(nodes.needed(part, terms.QUALIFIES_WITH))) == "place"
        for value in nodes.all(part, terms.VALUE)
        if is_iri(value)
    )
