"""What is asked of a claim before it becomes triples: that its text and its terms are there."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import NotFoundError
from kg.model import Claim, Document, Rejection
from kg.model.claim_format import dump_claim
from kg.vocab import Ontology


def split_claims(
    claims: Iterable[Claim], document: Document | None, ontology: Ontology
) -> tuple[list[Claim], list[Rejection]]:
    """Part the claims that can become triples from those that cannot, with the reason.

    A claim's spans must fit the document's text, where that is known, and its type, classes and
    qualifiers must be declared in the ontology.
    """
    usable: list[Claim] = []
    rejections: list[Rejection] = []
    for claim in claims:
        problem = _misfit(claim, document) or _undeclared(claim, ontology)
        if problem:
            rejections.append(rejected(claim, *problem))
        else:
            usable.append(claim)
    return usable, rejections


def rejected(claim: Claim, reason: str, remedy: str | None = None) -> Rejection:
    """Return a claim as a rejection that keeps it whole."""
    return Rejection(
        kind="claim",
        where=f"{claim.source or claim.document}: claim {claim.id}",
        reason=reason,
        remedy=remedy,
        document=claim.document,
        claim=claim.id,
        item=dump_claim(claim),
    )


def _misfit(claim: Claim, document: Document | None) -> tuple[str, str | None] | None:
    if document is None:
        return None
    for span in claim.spans():
        if not span.fits(document.text):
            return (
                f"the document does not hold {span.text[:60]!r} at {span.start}–{span.end}",
                "give offsets in code points into the text of documents.jsonl",
            )
    return None


def _undeclared(claim: Claim, ontology: Ontology) -> tuple[str, str | None] | None:
    try:
        ontology.claim_type(claim.type)
        for entity in (claim.subject, claim.object, claim.attributed_to):
            if entity:
                ontology.entity_class(entity.type)
        for name in claim.qualifiers:
            ontology.qualifier(name)
    except NotFoundError as error:
        return error.reason, error.remedy
    return None
