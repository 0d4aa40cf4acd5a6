"""One name for one entity: the form that names of organisations are folded to.

Each claim is resolved by itself, so that the result does not depend on what was read before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from cleanco import basename

from kg.model import Claim, Entity
from kg.vocab.ontology import Ontology

_SPACE = re.compile(r"\s+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
# Words that are legal forms to a register but part of the name to a reader ("The Bus Company").
_KEPT = re.compile(r"\b(?:company|co-?operative|bank|trust|foundation)\W*$", re.IGNORECASE)


def resolve(claims: Iterable[Claim], ontology: Ontology) -> Iterator[Claim]:
    """Yield the claims with every entity under its folded name; ids and mentions stay."""
    for claim in claims:
        yield replace(
            claim,
            subject=_resolved(claim.subject, ontology),
            object=_resolved(claim.object, ontology) if claim.object else None,
            attributed_to=(
                _resolved(claim.attributed_to, ontology) if claim.attributed_to else None
            ),
        )


def _resolved(entity: Entity, ontology: Ontology) -> Entity:
    organization = ontology.roots.get(entity.type) == "Organization"
    folded = organization_name(entity.name) if organization else plain_name(entity.name)
    return replace(entity, name=folded)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Return a name in NFC, with single spaces, without leading article and possessive ending.

    >>> plain_name("the  Lakeview Library's")
    'Lakeview Library'
    """
    text = _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip()
    return _POSSESSIVE.sub("", _ARTICLE.sub("", text)) or text


@lru_cache(maxsize=65536)
def organization_name(name: str) -> str:
    """Return an organisation's name without its legal form.

    >>> organization_name("Northlight Systems, Inc.")
    'Northlight Systems'
    >>> organization_name("The Bus Company")
    'Bus Company'
    """
    text = plain_name(name)
    return text if _KEPT.search(text) else basename(text) or text
