"""The namespaces whose terms the graph uses, and the prefixes they are written with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NewType

IRI = NewType("IRI", str)

KG = "https://w3id.org/claimkg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/"
OWL = "http://www.w3.org/2002/07/owl#"

DEFAULT_BASE = "https://w3id.org/claimkg/id/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": KG,
        "dcterms": DCTERMS,
        "edtf": EDTF,
        "oa": OA,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "xsd": XSD,
    }
)
