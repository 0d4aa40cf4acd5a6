"""Claims with the time and the source that say them, and what their words tell of time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Claim, Qualifier, claim_id
from kg.views.moments import Bounds, bounds, widened

ROUNDED = re.compile(
    r"\b(?:about|around|roughly|approximately|approx|nearly|almost|circa|ca|some|close to"
    r"|an estimated|estimated|more or less|or so|just (?:over|under)|well over|give or take)\b|~",
    re.IGNORECASE,
)
# How long ago, which is told in whole units: "for two years", "three months ago".
_COUNTED = re.compile(
    r"\b(?:ago|(?:for|over|during|in|within)\s.*\b(?:day|week|month|year|decade)s?)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
_HALF_UNITS = {4: 183, 7: 16, 10: 4}  # days, by the length of the date


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim, when its document was published (EDTF), and which documents share its text.

    `group` is one name for a document and all that copy it or are copied by it; "" where the
    document stands alone.
    """

    claim: Claim
    published: str | None = None
    group: str = ""

    @property
    def source(self) -> str:
        """The name that documents of one text share."""
        return self.group or self.claim.document

    @property
    def said(self) -> Bounds | None:
        """When the claim was published."""
        return bounds(self.published) if self.published else None


def told(claim: Claim, name: str) -> Bounds | None:
    """Return the days that a date qualifier of a claim can mean; None where it tells none.

    Words that round ("about 2019", "for two years") widen what the date alone would mean: by a
    unit of the date, or by half a one where time is counted back in whole units.
    """
    qualifier = claim.qualifiers.get(name)
    if qualifier is None or not qualifier.value:
        return None
    plain = _PLAIN.fullmatch(qualifier.value)
    if plain and ROUNDED.search(qualifier.span.text):
        return bounds(qualifier.value + "~")
    found = bounds(qualifier.value)
    if found and plain and _COUNTED.search(qualifier.span.text):
        return widened(found, _HALF_UNITS[len(qualifier.value)])
    return found


def status_of(claim: Claim) -> str:
    """Return the status that a claim gives; "" where it gives none."""
    return _word(claim.qualifiers.get("status"))


def role_of(claim: Claim) -> str:
    """Return the role that a claim gives, folded; "" where it gives none, or only says "maker"."""
    role = _word(claim.qualifiers.get("role"))
    return "" if role == "maker" else role


def places_of(claim: Claim) -> tuple[str, ...]:
    """Return the places that a claim is about, folded and sorted."""
    parts = _word(claim.qualifiers.get("place")).split(";")
    return tuple(sorted({part.strip() for part in parts if part.strip()}))


def folded(text: str) -> str:
    """Return a text in small letters, with single spaces."""
    return " ".join(text.casefold().split())


def same_sentence(one: Dated, other: Dated) -> bool:
    """Tell whether two claims are read from one stretch of text, or from copies of it."""
    if one.claim.document == other.claim.document:
        first, second = _reach(one.claim), _reach(other.claim)
        return first[0] < second[1] and second[0] < first[1]
    return one.source == other.source and _words(one.claim) == _words(other.claim)


def voice_of(dated: Dated) -> tuple[str, str]:
    """Return in which text a claim stands, and who vouches for it there; "" for the text itself."""
    vouching = dated.claim.attributed_to
    return dated.source, "" if vouching is None else vouching.iri or folded(vouching.name)


def order(dated: Dated) -> tuple[str, ...]:
    """Return what claims are sorted by, so that no order of input shows."""
    claim = dated.claim
    details = (f"{name}={_detail(value)}" for name, value in sorted(claim.qualifiers.items()))
    published = dated.published or ""
    return (claim.id or claim_id(claim), published, dated.source, claim.modality, *details)


def _detail(said: Qualifier) -> str:
    amount = f"{said.minimum} {said.maximum} {said.currency} {said.per} {said.number} {said.unit}"
    return f"{said.span.start} {said.span.end} {said.span.text} {said.value} {amount}"


def _word(qualifier: Qualifier | None) -> str:
    return folded(qualifier.value or qualifier.span.text) if qualifier else ""


def _reach(claim: Claim) -> tuple[int, int]:
    spans = claim.evidence
    return min((s.start for s in spans), default=0), max((s.end for s in spans), default=0)


def _words(claim: Claim) -> str:
    return folded(" ".join(span.text for span in claim.evidence))
