"""Build a knowledge graph from news articles; every triple can show the sentence it came from.

>>> import kg
>>> [claim.type for claim in kg.extract_text("“They are late,” said Ana Ruiz.")]
['states']
"""

from importlib.metadata import version

from kg.api import (
    as_of,
    build,
    evaluate,
    explain,
    export,
    extract,
    extract_text,
    graph_of,
    network_of,
    query,
    read,
    to_dataset,
    to_networkx,
    to_rdflib,
    validate,
    verify,
)
from kg.errors import KgError
from kg.model import Claim, Document, Entity, Qualifier, Rejection, Report, Span
from kg.pipeline.settings import Settings

__version__ = version("claimkg")

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "KgError",
    "Qualifier",
    "Rejection",
    "Report",
    "Settings",
    "Span",
    "as_of",
    "build",
    "evaluate",
    "explain",
    "export",
    "extract",
    "extract_text",
    "graph_of",
    "network_of",
    "query",
    "read",
    "to_dataset",
    "to_networkx",
    "to_rdflib",
    "validate",
    "verify",
]
