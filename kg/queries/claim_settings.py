"""What a person wants of a claim, as fields with values: `object.name=Tern`, `modality=denied`.

Fields are those of the claim format, with dots between; "null" takes one away; JSON is read where the
value begins with a bracket. Words need no offsets: they are looked up in the document, nearest to the
claim's evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import cast

from kg.errors import InputError
from kg.model import Claim, Document, Span
from kg.model.claim_changes import ENTITIES, check_changes
from kg.model.claim_format import claim_record
from kg.model.correction import SPAN_JOIN

_NUMBERS = frozenset({"min", "max", "number", "start", "end", "confidence"})
_LISTS = ("evidence", "content")
_FORM = 'write FIELD=VALUE, as in object.name="Elverton Water" or modality=denied'
_Fields = dict[str, object]


def changes_of(settings: Iterable[str], claim: Claim, document: Document | None) -> _Fields:
    """Return the changes that settings ask of a claim, as a correction holds them.

    Raises:
        InputError: a setting has no value, names no field, contradicts another, or gives words that
            the document does not hold.
    """
    changes: _Fields = {}
    for setting in settings:
        path, mark, text = setting.partition("=")
        if not mark or not all(path.split(".")):
            raise InputError(f"{setting!r} sets nothing", remedy=_FORM)
        _set(changes, path, _value(path, text))
    _place_words(changes, claim, document)
    check_changes(changes)
    _check_against(changes, claim)
    return changes


def locate(words: str, document: Document | None, near: int) -> tuple[Span, ...]:
    """Return the spans of words in a document, spaces folded, each the nearest to a place.

    " … " parts what stands apart. `near` counts characters from the start of the document's text.

    Raises:
        InputError: the document does not hold the words, or is not at hand.
    """
    if document is None:
        reason = f"the text in which {words!r} stands is not at hand"
        raise InputError(reason, remedy='give JSON: {"text": …, "start": …, "end": …}')
    return tuple(_nearest(part, document.text, near) for part in words.split(SPAN_JOIN))


def _nearest(words: str, text: str, near: int) -> Span:
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [found.span() for found in re.finditer(pattern, text)] if pattern else []
    if not places:
        raise InputError(
            f"the document does not hold {words!r}", remedy="give the words as they stand there"
        )
    start, end = min(places, key=lambda place: (abs(place[0] - near), place))
    return Span.of(text, start, end)


def _value(path: str, text: str) -> object:
    if text == "null":
        return None
    if text[:1] in ("{", "[") or path.rpartition(".")[2] in _NUMBERS:
        try:
            return cast("object", json.loads(text))
        except ValueError as error:
            remedy = "give a number, or JSON that is whole"
            raise InputError(f"{path!r} is {text!r}: {error}", remedy=remedy) from None
    return text


def _set(changes: _Fields, path: str, value: object) -> None:
    *parents, last = path.split(".")
    fields = changes
    for parent in parents:
        held = fields.setdefault(parent, {})
        if not isinstance(held, dict):
            raise InputError(f"{path!r} is set inside of {parent!r}, which is set", remedy=_FORM)
        fields = held
    if last in fields:
        raise InputError(f"{path!r} is set twice", remedy="set it once")
    fields[last] = value


def _place_words(changes: _Fields, claim: Claim, document: Document | None) -> None:
    """Put spans where words are given without their place."""
    near = min((span.start for span in claim.evidence), default=0)
    for name in _LISTS:
        words = changes.get(name)
        if isinstance(words, str):
            changes[name] = [_span(span) for span in locate(words, document, near)]
    parts = [(changes[name], "mention") for name in ENTITIES if name in changes]
    qualifiers = changes.get("qualifiers")
    if isinstance(qualifiers, dict):
        parts += [(qualifiers, name) for name in qualifiers]
    for owner, name in parts:
        if isinstance(owner, dict) and name in owner:
            owner[name] = _with_place(owner[name], document, near)


def _with_place(value: object, document: Document | None, near: int) -> object:
    fields = {"text": value} if isinstance(value, str) else value
    if not isinstance(fields, dict):
        return value
    words = fields.get("text")
    if not isinstance(words, str) or "start" in fields or "end" in fields:
        return fields
    return {**fields, **_span(_nearest_in(words, document, near))}


def _nearest_in(words: str, document: Document | None, near: int) -> Span:
    spans = locate(words, document, near)
    if len(spans) > 1:
        raise InputError(f"{words!r} is more than one stretch", remedy="give one without “…”")
    return spans[0]


def _span(span: Span) -> _Fields:
    return {"text": span.text, "start": span.start, "end": span.end}


def _check_against(changes: Mapping[str, object], claim: Claim) -> None:
    """Check that what is taken away is there, and that a new qualifier has its words."""
    record = claim_record(claim)
    _check_removed(changes, record, "")
    held, wanted = record.get("qualifiers"), changes.get("qualifiers")
    known = held if isinstance(held, dict) else {}
    for name, value in wanted.items() if isinstance(wanted, dict) else ():
        if isinstance(value, dict) and name not in known and "text" not in value:
            raise InputError(
                f"the claim has no qualifier {name!r}",
                remedy=f"say which words give it: --set qualifiers.{name}.text=…",
            )


def _check_removed(changes: Mapping[str, object], record: Mapping[str, object], path: str) -> None:
    for name, value in changes.items():
        held = record.get(name)
        if value is None and held is None:
            known = ", ".join(record)
            remedy = f"there is: {known}" if known else "set it to something else"
            raise InputError(f"the claim has no '{path}{name}' to take away", remedy=remedy)
        if isinstance(value, Mapping):
            inner = held if isinstance(held, Mapping) else {}
            _check_removed(value, inner, f"{path}{name}.")
