"""Claims: one fact that a document asserts, with the words that assert it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from kg.model.span import Span

Modality = Literal["asserted", "denied", "planned", "possible"]
MODALITIES: tuple[Modality, ...] = ("asserted", "denied", "planned", "possible")
Mode = Literal["direct", "indirect", "mixed"]
MODES: tuple[Mode, ...] = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class Entity:
    """Something a claim is about.

    `name` is canonical within the document (the fullest name used there); `type` is the local name
    of a class of the ontology ("Organization"); `mention` is the words that stand for it in the
    claim's own sentence, which may be a pronoun or a description. `iri` names the entity of the
    graph that it is, None where its own name and class make that IRI.
    """

    name: str
    type: str
    mention: Span | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A circumstance of a claim: its words, and what they mean.

    `value` is the normalised value (an EDTF date, a canonical name, a status, a lemma). Money has
    `minimum`, `maximum`, `currency` (ISO 4217) and `per` (day, week, month, year, unit, person);
    a scale has `number` and `unit`.
    """

    span: Span
    value: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str | None = None
    per: str | None = None
    number: Decimal | None = None
    unit: str | None = None


def _no_qualifiers() -> Mapping[str, Qualifier]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact that a document asserts; see `kg.model.claim_format` for its JSON form.

    `content` and `mode` belong to claims of type `states`. `confidence` lies in 0..1 and is None
    for a claim written by hand. `id` is "" until `with_id` has been called; it then stays what it
    is, also when resolution gives the claim's entities other names.
    """

    document: str
    type: str
    subject: Entity
    evidence: tuple[Span, ...]
    extractor: str
    object: Entity | None = None
    content: tuple[Span, ...] = ()
    mode: Mode | None = None
    qualifiers: Mapping[str, Qualifier] = field(default_factory=_no_qualifiers, hash=False)
    modality: Modality = "asserted"
    attributed_to: Entity | None = None
    confidence: float | None = None
    source: str | None = None
    id: str = ""

    def spans(self) -> tuple[Span, ...]:
        """Return every span of the claim: evidence, content, mentions and qualifiers."""
        entities = (self.subject, self.object, self.attributed_to)
        mentions = tuple(e.mention for e in entities if e is not None and e.mention is not None)
        qualified = tuple(qualifier.span for qualifier in self.qualifiers.values())
        return (*self.evidence, *self.content, *mentions, *qualified)


def claim_id(claim: Claim) -> str:
    """Hash what makes a claim the claim it is: document, type, subject, object, content, evidence.

    Returns "c" and 20 hexadecimal digits (80 bits of SHA-256).
    """
    subject, about = claim.subject, claim.object
    key = [
        claim.document,
        claim.type,
        [subject.name, subject.type],
        [about.name, about.type] if about else None,
        [[span.start, span.end, span.text] for span in claim.content],
        [[span.start, span.end, span.text] for span in claim.evidence],
    ]
    packed = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return "c" + hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def with_id(claim: Claim) -> Claim:
    """Return the claim with its spans in text order and its id, which is computed where absent."""
    ordered = replace(
        claim, evidence=tuple(sorted(claim.evidence)), content=tuple(sorted(claim.content))
    )
    return ordered if ordered.id else replace(ordered, id=claim_id(ordered))
