"""The graph as networks, linked claims and documents, for relationship queries and pictures."""

from kg.views.claims import LinkedClaim, linked_claims
from kg.views.documents import DocumentFacts, document_facts
from kg.views.layout import places
from kg.views.network import most_telling, network
from kg.views.whole import full_network

__all__ = [
    "DocumentFacts",
    "LinkedClaim",
    "document_facts",
    "full_network",
    "linked_claims",
    "most_telling",
    "network",
    "places",
]
