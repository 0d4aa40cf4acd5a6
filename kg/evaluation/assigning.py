"""Which article of the gold a claim belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.evaluation.files import stem
from kg.evaluation.gold import Gold
from kg.model import Claim


def assign(
    claims: Iterable[Claim], articles: Sequence[Gold]
) -> tuple[Mapping[str, list[Claim]], int]:
    """Return the claims by the slug of their article, in their order, and how many have none.

    A claim belongs to the article whose IRI is its document's, else to that whose slug ends its
    source (its document, where it names no source), endings like .txt apart; to the longest slug
    where several do.
    """
    by_document = {gold.document: gold.slug for gold in articles if gold.document}
    slugs = sorted((gold.slug for gold in articles), key=len, reverse=True)
    assigned: dict[str, list[Claim]] = {gold.slug: [] for gold in articles}
    strangers = 0
    for claim in claims:
        slug = by_document.get(claim.document) or _slug(claim, slugs)
        if slug is None:
            strangers += 1
        else:
            assigned[slug].append(claim)
    return assigned, strangers


def _slug(claim: Claim, slugs: Iterable[str]) -> str | None:
    location = stem(claim.source or claim.document)
    return next((slug for slug in slugs if _ends(location, slug)), None)


def _ends(location: str, slug: str) -> bool:
    """Tell whether a slug is the end of a location, and not only the end of a word in it."""
    before = location[: -len(slug)][-1:]
    return location.endswith(slug) and not before.isalnum()
