"""The network of a folder that a build wrote, opened for relationship queries by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

import networkx as nx

from kg.errors import NotFoundError
from kg.model import Modality
from kg.networks import Link, nodes_of_kind
from kg.pipeline.folder import Folder
from kg.queries.claim_graph import read_claims
from kg.queries.engine import subjects
from kg.queries.explain import ClaimEvidence, evidence_of
from kg.queries.lookup import resolve_term
from kg.triples import iri
from kg.triples.terms import iri_value, is_iri
from kg.views import network
from kg.views.records import ASSERTED
from kg.vocab import default_ontology, terms
from kg.vocab.ontology import local_name

_SEPARATOR = ";"


class Relations:
    """A folder's network of entities, whose nodes are found by name and whose links have sentences.

    `modalities` are those of the claims that make links; `kinds` the predicates, all where none is
    given.
    """

    def __init__(
        self,
        folder: Folder,
        *,
        modalities: Collection[Modality] = ASSERTED,
        kinds: Collection[str] = (),
    ) -> None:
        self._folder = folder
        self._modalities = modalities
        self._kinds = frozenset(kinds)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The network, with the attributes that `kg.views.network` documents.

        Raises:
            NotFoundError: no link is of a kind that was asked for.
        """
        graph = network(self._folder.store.quads(), modalities=self._modalities)
        if not self._kinds:
            return graph
        found = {str(kind) for _, _, kind in graph.edges(data="kind")}
        for kind in sorted(self._kinds - found):
            raise NotFoundError(
                f"no link is of the kind {kind!r}",
                remedy=f"there are: {', '.join(sorted(found)) or 'none'}",
            )
        others = [
            (a, b, key)
            for a, b, key, kind in graph.edges(keys=True, data="kind")
            if kind not in self._kinds
        ]
        graph.remove_edges_from(others)
        return graph

    def node(self, name: str) -> str:
        """Return the IRI of the entity that has a name or an IRI.

        Raises:
            NotFoundError: there is none; nearest names are suggested.
            QueryError: several have that name.
        """
        term = resolve_term(self._folder.store.engine, name, kind="Entity")
        node = iri_value(term) if is_iri(term) else str(term)
        if node not in self.graph:
            raise NotFoundError(f"no claim names {name!r}", remedy="give the name of an entity")
        return node

    def group(self, words: str) -> frozenset[str]:
        """Return the entities of a class, by its local name, or those of names between semicolons.

        Raises:
            NotFoundError: there is no such class or name; nearest names are suggested.
            QueryError: several have that name.
        """
        if words in default_ontology().roots:
            return self.of_kind(words)
        return frozenset(self.node(name.strip()) for name in words.split(_SEPARATOR))

    def of_kind(self, kind: str) -> frozenset[str]:
        """Return the entities of a class, by its local name, or of one below it.

        Raises:
            NotFoundError: there is none.
        """
        found = nodes_of_kind(self.graph, kind)
        if not found:
            kinds = sorted({str(each) for _, each in self.graph.nodes(data="kind")})
            raise NotFoundError(
                f"no entity is of the class {kind!r}",
                remedy=f"there are: {', '.join(kinds) or 'none'}",
            )
        return found

    def kinds_of_things(self) -> frozenset[str]:
        """Return the products that are no one's own: those without a capital ("body cameras")."""
        return frozenset(
            node
            for node in nodes_of_kind(self.graph, local_name(terms.PRODUCT))
            if self.label(node) == self.label(node).lower() != self.label(node).upper()
        )

    def label(self, node: str) -> str:
        """Return the name of an entity."""
        return str(self.graph.nodes[node].get("label") or node)

    def evidence(self, links: Iterable[Link], *, most: int | None = None) -> list[ClaimEvidence]:
        """Return the claims that make links, each with its sentences, by day of publication.

        Of each link so many at most.
        """
        engine = self._folder.store.engine
        found: list[ClaimEvidence] = []
        for link in links:
            ids = frozenset(link.claim_ids)
            told = [
                claim
                for claim in subjects(engine, terms.SUBJECT, iri(link.subject))
                if iri_value(claim).rpartition("/")[2] in ids
            ]
            claims = read_claims(engine, told, default_ontology())
            found += evidence_of(claims, self._folder.document)[:most]
        return found
