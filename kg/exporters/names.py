"""IRIs by their prefixes, for the formats that know prefixes."""

from __future__ import annotations

import re

from kg.vocab import PREFIXES

# A careful part of PN_LOCAL (https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL).
_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[A-Za-z0-9_])?", re.ASCII)


def prefixed(iri: str) -> str | None:
    """Return an IRI as a prefixed name, or None where it has no prefix or a local part to escape.

    >>> prefixed("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else None
    return None
