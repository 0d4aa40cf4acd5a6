"""Changes to a claim, as JSON: checked by themselves, and made in a claim.

Changes are a merge patch of the claim's JSON object: objects are merged field by field, null takes
a field away, everything else is put in the place of what was there.

Source: RFC 7396 (https://www.rfc-editor.org/rfc/rfc7396).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from kg.errors import ClaimError
from kg.model.claim import Claim, claim_id, with_id
from kg.model.claim_format import (
    CLAIM_FIELDS,
    ENTITY_FIELDS,
    QUALIFIER_FIELDS,
    claim_from_record,
    claim_record,
)

# What makes a claim the finding of a program in a document is not a person's to change.
FIXED = ("id", "document", "source", "extractor")
CHANGEABLE = tuple(name for name in CLAIM_FIELDS if name not in FIXED)
_NEEDED = ("type", "subject", "modality", "evidence")
ENTITIES = ("subject", "object", "attributed_to")
_SPAN = ("text", "start", "end")
_A_SPAN = {"text": "-", "start": 0, "end": 1}
_AN_ENTITY = {"name": "-", "type": "-"}


def changed_claim(claim: Claim, changes: Mapping[str, object], *, where: str) -> Claim:
    """Return a claim with changes made, under the id of its content where that is another.

    Its confidence is None unless the changes give one: a person vouches for it. What an entity was
    resolved to (`iri`) falls away with the name or the class that it was resolved by.

    >>> from kg.model import Entity, Span
    >>> evidence = (Span(0, 14, "Acme makes it."),)
    >>> claim = Claim("urn:d", "makes", Entity("Acme", "Company"), evidence, "rules/1", id="c1")
    >>> changed_claim(claim, {"subject": {"name": "Acme Corvid"}}, where="a:1").subject.name
    'Acme Corvid'

    Raises:
        ClaimError: naming the field that then holds what no claim may hold.
    """
    record = claim_record(replace(claim, id="", confidence=None))
    for name in ENTITIES:
        about, change = record.get(name), changes.get(name)
        if isinstance(about, dict) and isinstance(change, Mapping) and {"name", "type"} & {*change}:
            record[name] = {field: value for field, value in about.items() if field != "iri"}
    changed = with_id(claim_from_record(merged(record, changes), where=where))
    # A claim whose names were folded after it got its id keeps that id.
    return replace(changed, id=claim.id) if changed.id == claim_id(with_id(claim)) else changed


def merged(record: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Return a JSON object with a merge patch applied.

    >>> merged({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": None}, "d": 4})
    {'a': {'c': 2}, 'd': 4}
    """
    result = dict(record)
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping):
            held = result.get(name)
            result[name] = merged(held if isinstance(held, Mapping) else {}, value)
        else:
            result[name] = value
    return result


def check_changes(changes: Mapping[str, object]) -> None:
    """Check all that can be said of changes without the claim that they are to be made in.

    Raises:
        ClaimError: naming the field, and what it may hold.
    """
    if not changes:
        raise ClaimError("'changes' is empty", remedy='give what changes, or "action": "reject"')
    for name, value in changes.items():
        if name in FIXED:
            raise ClaimError(
                f"{name!r} cannot be changed", remedy="reject the claim, and give one of your own"
            )
        _check_name(name, CHANGEABLE, "a claim")
        if value is None and name in _NEEDED:
            raise ClaimError(f"{name!r} cannot be removed", remedy="reject the claim instead")
        if name in ENTITIES and isinstance(value, Mapping):
            _check_entity(name, value)
    qualifiers = changes.get("qualifiers")
    for name, value in _fields(qualifiers):
        if isinstance(value, Mapping):
            _check_qualifier(f"qualifiers.{name}", value)
    _try(changes, [name for name, _ in _fields(qualifiers)])


def _fields(value: object) -> list[tuple[str, object]]:
    return list(cast("Mapping[str, object]", value).items()) if isinstance(value, Mapping) else []


def _check_name(name: str, known: tuple[str, ...], owner: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(known)}"
        raise ClaimError(f"{owner} has no field {name!r}", remedy=remedy)


def _check_entity(name: str, fields: Mapping[str, object]) -> None:
    for field, value in fields.items():
        _check_name(field, ENTITY_FIELDS, f"{name!r}")
        if value is None and field in _AN_ENTITY:
            raise ClaimError(
                f"'{name}.{field}' cannot be removed", remedy=f"give another, or {name!r}: null"
            )
    mention = fields.get("mention")
    if isinstance(mention, Mapping):
        _check_span(f"{name}.mention", mention)


def _check_qualifier(name: str, fields: Mapping[str, object]) -> None:
    for field in fields:
        _check_name(field, QUALIFIER_FIELDS, f"{name!r}")
    if any(field in fields for field in _SPAN):
        _check_span(name, fields)


def _check_span(name: str, fields: Mapping[str, object]) -> None:
    missing = [field for field in _SPAN if fields.get(field) is None]
    if missing:
        raise ClaimError(
            f"{name!r} changes its words without: {', '.join(missing)}",
            remedy="give text, start and end together",
        )


def _try(changes: Mapping[str, object], qualifiers: list[str]) -> None:
    """Make the changes in a claim that has every field, so that each value is looked at."""
    whole: dict[str, object] = {
        "document": "urn:x",
        "type": "-",
        **dict.fromkeys(ENTITIES, _AN_ENTITY),
        "content": [_A_SPAN],
        "evidence": [_A_SPAN],
        "qualifiers": dict.fromkeys(qualifiers, _A_SPAN),
    }
    claim_from_record(merged(whole, changes), where="")
