"""IRIs by their prefixes, for the formats that know prefixes."""

from __future__ import annotations

import re

from kg.vocab import PREFIXES

# A careful part of PN_LOCAL (https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL).
_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[A-Za-z0-9_])?", re.ASCII)
_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def prefixed(iri: str) -> str | None:
    """Return an IRI as a prefixed name, or None where it has no prefix or a local part to escape.

    >>> prefixed("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    # No local part holds "/" or "#", and every namespace ends with one of them.
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _PREFIX_OF.get(iri[:end])
    if prefix is None:
        return None
    local = iri[end:]
    return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else None
