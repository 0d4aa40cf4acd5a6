"""Explanations as text for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Claim, Document, Qualifier
from kg.queries.explain import ClaimEvidence, Explanation
from kg.triples.terms import iri_value

MARKS = (">>", "<<")


def explanation_text(explanation: Explanation, *, marks: tuple[str, str] = MARKS) -> str:
    """Write an explanation: the node, its facts, and each claim with its sentence.

    `marks` stand around the evidence in its sentence.
    """
    return "\n".join(_lines(explanation, marks))


def evidence_text(claims: Iterable[ClaimEvidence], *, marks: tuple[str, str] = MARKS) -> str:
    """Write claims with their sentences and documents, numbered."""
    return "\n".join(
        line
        for number, item in enumerate(claims, start=1)
        for line in _claim_lines(number, item, marks)
    ).rstrip("\n")


def _lines(explanation: Explanation, marks: tuple[str, str]) -> Iterator[str]:
    yield explanation.name
    yield iri_value(explanation.node)
    if explanation.kinds:
        yield ", ".join(explanation.kinds)
    if explanation.names:
        yield f"also: {'; '.join(explanation.names)}"
    if explanation.facts:
        yield ""
        yield "Facts"
        for fact in explanation.facts:
            claims, documents = _count(fact.claims, "claim"), _count(fact.documents, "document")
            yield f"  {fact.words} ({claims}, {documents})"
    yield ""
    yield "Claims"
    yield evidence_text(explanation.claims, marks=marks)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _claim_lines(number: int, item: ClaimEvidence, marks: tuple[str, str]) -> Iterator[str]:
    yield f"[{number}] {claim_words(item.claim)}"
    yield f"    {_source(item.claim, item.document)}"
    for passage in item.passages:
        yield f"    {passage.marked(*marks)}"
    yield ""


def claim_words(claim: Claim) -> str:
    """Say in one line what a claim says: who, what, whom; circumstances; how sure, and who is.

    >>> from kg.model import Entity
    >>> claim_words(Claim("urn:d", "makes", Entity("Acme", "Company"), (), "manual"))
    'Acme makes (asserted; manual)'
    """
    about = f" {claim.object.name}" if claim.object and not claim.content else ""
    content = " … ".join(span.text for span in claim.content)
    said = f": {content}" if content else ""
    circumstances = "".join(
        f"; {name}: {_qualifier_words(qualifier)}"
        for name, qualifier in sorted(claim.qualifiers.items())
    )
    voucher = f"according to {claim.attributed_to.name}; " if claim.attributed_to else ""
    sure = "" if claim.confidence is None else f"{claim.confidence:g}; "
    words = f"{claim.subject.name} {claim.type}{about}{said}{circumstances}"
    return " ".join(f"{words} ({voucher}{claim.modality}; {sure}{claim.extractor})".split())


def _qualifier_words(qualifier: Qualifier) -> str:
    words, value = qualifier.span.text, qualifier.value
    return words if value is None or value == words else f"{words} ({value})"


def _source(claim: Claim, document: Document | None) -> str:
    if document is None:
        return f"{claim.document} (its text is not at hand)"
    places = ", ".join(f"{span.start}–{span.end}" for span in claim.evidence)
    parts = [
        f"“{document.title}”" if document.title else document.id,
        document.publisher,
        document.published,
        document.id if document.title else None,
        f"characters {places}",
    ]
    return ", ".join(part for part in parts if part)
