"""The graph as networks, linked claims and documents, for relationship queries and pictures."""

from kg.views.claims import LinkedClaim, linked_claims
from kg.views.documents import DocumentFacts, document_facts
from kg.views.layout import place_by_name, places
from kg.views.merging import Edge, Node, merged_records, most_telling
from kg.views.network import network
from kg.views.records import record_lines
from kg.views.whole import full_network

__all__ = [
    "DocumentFacts",
    "Edge",
    "LinkedClaim",
    "Node",
    "document_facts",
    "full_network",
    "linked_claims",
    "merged_records",
    "most_telling",
    "network",
    "place_by_name",
    "places",
    "record_lines",
]
