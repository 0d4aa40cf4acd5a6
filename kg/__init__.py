"""Build a knowledge graph from news articles; every triple can show the sentence it came from."""

from importlib.metadata import version

__version__ = version("claimkg")
