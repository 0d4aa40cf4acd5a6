"""Explanations as text for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Claim, Document, Qualifier
from kg.queries.explain import ClaimEvidence, Explanation, Fact
from kg.triples.identities import Match
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
        for line in claim_lines(number, item, marks)
    ).rstrip("\n")


def _lines(explanation: Explanation, marks: tuple[str, str]) -> Iterator[str]:
    yield explanation.name
    yield iri_value(explanation.node)
    if explanation.kinds:
        yield ", ".join(explanation.kinds)
    if explanation.names:
        yield f"also: {'; '.join(explanation.names)}"
    if explanation.matches or explanation.elsewhere:
        yield ""
        yield "One entity because"
        yield from map(_match_words, explanation.matches)
        yield from (f"  the same as {other}" for other in explanation.elsewhere)
    if explanation.facts:
        yield ""
        yield "Facts"
        for fact in explanation.facts:
            yield f"  {fact.words} ({_support(fact)})"
    yield ""
    yield "Claims"
    yield evidence_text(explanation.claims, marks=marks)


def _support(fact: Fact) -> str:
    counts = [counted(fact.claims, "claim"), counted(fact.documents, "document")]
    if fact.documents > 1:
        counts.append(counted(fact.sources, "independent source"))
    return ", ".join(counts)


def _match_words(match: Match) -> str:
    names = f"“{match.left}” and “{match.right}”" if match.left != match.right else match.left
    reasons = "; ".join(match.reasons)
    person = " ".join(filter(None, (match.by, f"({match.at})" if match.at else "")))
    judged = f"; judged by {person}" if person else ""
    why = f": {match.why}" if match.why else ""
    return f"  {names}: {reasons} (probability {match.probability:.3g}){judged}{why}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s where there is not just one.

    >>> counted(1, "claim"), counted(0, "claim")
    ('1 claim', '0 claims')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def claim_lines(number: int, item: ClaimEvidence, marks: tuple[str, str]) -> Iterator[str]:
    """Yield a claim's words, document and sentences, with a number, and an empty line."""
    yield f"[{number}] {claim_words(item.claim)}"
    yield f"    {source_words(item.claim, item.document)}"
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


def source_words(claim: Claim, document: Document | None) -> str:
    """Say in one line where a claim stands: title, outlet, date, document, place in the text."""
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
