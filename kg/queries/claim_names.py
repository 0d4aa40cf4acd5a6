"""Find the claim that a person means: by its id, its IRI, or the beginning of its id."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from rapidfuzz import fuzz

from kg.errors import NotFoundError
from kg.model import Claim
from kg.queries.engine import Engine, solutions
from kg.triples.terms import iri_value

_MOST_SUGGESTIONS = 3
_CORRECTED = """SELECT ?correction ?claim {
  { ?correction kg:corrects ?claim } UNION { ?claim kg:correctedBy ?correction } }"""
_NEAR = 75.0  # of 100: ids less alike than this are no slip of the pen


def claim_name(name: str) -> str:
    """Return the id, or the beginning of one, that a person wrote, perhaps as an IRI.

    >>> claim_name("<https://w3id.org/claimkg/id/claim/c12>")
    'c12'
    """
    return name.strip().strip("<>").rpartition("/")[2]


def find_claim(claims: Iterable[Claim], name: str) -> Claim:
    """Return the one claim that a name means; the claims are walked once, few are held.

    Raises:
        NotFoundError: no claim has the name, and the nearest are suggested; or several begin so.
    """
    wanted = claim_name(name)
    found: list[Claim] = []
    near: list[tuple[float, str]] = []
    for claim in claims:
        if claim.id == wanted:
            return claim
        if wanted and claim.id.startswith(wanted):
            found = [*found, claim][: _MOST_SUGGESTIONS + 1]
        else:
            likeness = fuzz.ratio(claim.id, wanted, score_cutoff=_NEAR)
            if likeness:
                near = heapq.nlargest(_MOST_SUGGESTIONS, [*near, (likeness, claim.id)])
    if len(found) == 1:
        return found[0]
    if found:
        names = sorted(claim.id for claim in found)[:_MOST_SUGGESTIONS]
        raise NotFoundError(f"several claims begin with {wanted!r}", suggestions=names)
    raise NotFoundError(
        f"there is no claim {wanted!r}",
        suggestions=[identifier for _, identifier in near],
        remedy=None
        if near
        else "kg query claims-of and claims.jsonl give the claims with their ids",
    )


def find_id(ids: Iterable[str], name: str, *, kind: str) -> str:
    """Return the one id of some that a name means; `kind` says what they are ids of.

    >>> find_id(["c12", "c34"], "c3", kind="corrected claim")
    'c34'

    Raises:
        NotFoundError: none is meant, and the nearest are suggested; or several begin so.
    """
    wanted, known = claim_name(name), sorted(set(ids))
    begin = [known_id for known_id in known if wanted and known_id.startswith(wanted)]
    if wanted in begin or len(begin) == 1:
        return wanted if wanted in begin else begin[0]
    if begin:
        suggestions = begin[:_MOST_SUGGESTIONS]
        raise NotFoundError(f"several begin with {wanted!r}", suggestions=suggestions)
    scored = ((fuzz.ratio(known_id, wanted, score_cutoff=_NEAR), known_id) for known_id in known)
    near = heapq.nlargest(_MOST_SUGGESTIONS, (pair for pair in scored if pair[0]))
    raise NotFoundError(
        f"there is no {kind} {wanted!r}",
        suggestions=[known_id for _, known_id in near],
        remedy=None if near else "kg correct --list shows them",
    )


def corrected_claims(store: Engine) -> dict[str, set[str]]:
    """Return the ids of the claims that were corrected, and of those that came of it.

    Each with the last segment of the IRI of its corrections.
    """
    found: dict[str, set[str]] = {}
    for solution in solutions(store, _CORRECTED):
        claim, correction = (claim_name(iri_value(solution[n])) for n in ("claim", "correction"))
        found.setdefault(claim, set()).add(correction)
    return found
