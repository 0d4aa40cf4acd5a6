"""The graph as networks, for relationship queries and pictures."""

from kg.views.network import network

__all__ = ["network"]
