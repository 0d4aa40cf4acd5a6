"""Keys of what claims speak of: claims of one key are held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim
from kg.triples import Minter
from kg.triples.terms import iri_value

MAKERS = "makers of "
_MAKES = "makes"


def assertion_keys(claim: Claim, minter: Minter) -> Iterator[str]:
    """Yield the keys of what a resolved claim speaks of; statements speak of nothing twice."""
    if claim.object is None or claim.content:
        return
    subject, about = (iri_value(minter.entity(each)) for each in (claim.subject, claim.object))
    yield assertion_key(subject, claim.type, about)
    if claim.type == _MAKES:
        yield f"{MAKERS}{about}"


def assertion_key(subject: str, kind: str, about: str) -> str:
    """Return the key of claims of one type between two entities, given by their IRIs."""
    return f"{subject} {kind} {about}"
