"""Corrections: what a person says of a claim that a program found, so that rebuilds keep to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from kg.model.claim import Claim

Action = Literal["reject", "amend"]
ACTIONS: tuple[Action, ...] = ("reject", "amend")
SPAN_JOIN = " … "


def _nothing() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one claim; see `kg.model.correction_format` for its JSON form.

    `claim` is the claim's id as the program gave it. `changes` holds, as JSON values in the claim
    format, only what an amended claim has otherwise; None takes a field away. `by` names who
    corrects and `why` says the reason; `at` is when, an xsd:dateTime in UTC. The rest tells what the
    claim was, for a reader and to know the claim again where its id has changed: its document, its
    type, the names of its subject and object, and the words of its evidence.
    """

    claim: str
    action: Action
    by: str
    why: str
    at: str | None = None
    changes: Mapping[str, object] = field(default_factory=_nothing, hash=False)
    document: str | None = None
    type: str | None = None
    subject: str | None = None
    object: str | None = None
    words: str | None = None


def correction_of(
    claim: Claim,
    *,
    by: str,
    why: str,
    at: str | None = None,
    changes: Mapping[str, object] | None = None,
) -> Correction:
    """Return a correction of a claim as it stands: an amendment, or without changes a rejection.

    >>> from kg.model import Entity, Span
    >>> evidence = (Span(0, 14, "Acme makes it."),)
    >>> claim = Claim("urn:d", "makes", Entity("Acme", "Company"), evidence, "manual", id="c1")
    >>> correction_of(claim, by="Ida Voss", why="it buys it").action
    'reject'
    """
    return Correction(
        claim=claim.id,
        action="reject" if changes is None else "amend",
        by=by,
        why=why,
        at=at,
        changes=MappingProxyType(dict(changes or {})),
        document=claim.document,
        type=claim.type,
        subject=claim.subject.name,
        object=claim.object.name if claim.object else None,
        words=evidence_words(claim),
    )


def evidence_words(claim: Claim) -> str:
    """Return the words of a claim's evidence, spaces folded, with " … " where they are apart."""
    return SPAN_JOIN.join(" ".join(span.text.split()) for span in sorted(claim.evidence))
