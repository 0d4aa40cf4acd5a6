"""Where the graph and the memory of what was read are kept."""

from kg.stores.fragments import Fragments
from kg.stores.journal import Journal
from kg.stores.oxigraph import OxigraphStore
from kg.stores.protocol import QuadStore

__all__ = ["Fragments", "Journal", "OxigraphStore", "QuadStore"]
