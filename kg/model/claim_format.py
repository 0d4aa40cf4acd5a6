"""Claims as JSON objects, one a line: the format in which programs and people exchange them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, cast

from kg.errors import ClaimError, InputError
from kg.model.claim import MODALITIES, MODES, Claim, Entity, Modality, Mode, Qualifier
from kg.model.document_format import absolute_iri
from kg.model.span import Span

CLAIM_FIELDS = (
    "id", "document", "source", "type", "subject", "object", "content", "mode", "qualifiers",
    "modality", "attributed_to", "evidence", "confidence", "extractor",
)  # fmt: skip
QUALIFIER_FIELDS = (
    "text", "value", "min", "max", "currency", "per", "number", "unit", "start", "end",
)  # fmt: skip
_QUALIFIER_WORDS = ("value", "currency", "per", "unit")
_QUALIFIER_NUMBERS = ("min", "max", "number")
ENTITY_FIELDS = ("name", "type", "mention", "iri")
# Named in the order in which they are written; others follow by name.
QUALIFIERS = (
    "since", "until", "date", "price", "scale", "place", "purpose", "role", "audience", "outlet",
    "status", "cue",
)  # fmt: skip
_LARGEST_EXPONENT = 40
_SPAN_FORM = 'write {"text": …, "start": …, "end": …}'


def dump_claim(claim: Claim) -> str:
    """Write a claim as one line of JSON, without the line end.

    >>> evidence = (Span(0, 14, "Acme makes it."),)
    >>> dump_claim(Claim("urn:d", "makes", Entity("Acme", "Organization"), evidence, "manual"))
    ... # doctest: +ELLIPSIS
    '{"document": "urn:d", "type": "makes", "subject": {"name": "Acme", ...
    """
    return json.dumps(claim_record(claim), ensure_ascii=False, allow_nan=False)


def claim_record(claim: Claim) -> dict[str, object]:
    """Return the claim as a JSON object: fields in the format's order, absent ones left out.

    A number that no JSON reader would keep exactly is written as a string.
    """
    content = [_span_record(span) for span in claim.content]
    qualifiers = {
        name: _qualifier_record(claim.qualifiers[name])
        for name in sorted(claim.qualifiers, key=_qualifier_place)
    }
    about, voucher = claim.object, claim.attributed_to
    return {
        **({"id": claim.id} if claim.id else {}),
        "document": claim.document,
        **_present(source=claim.source),
        "type": claim.type,
        "subject": _entity_record(claim.subject),
        **_present(object=_entity_record(about) if about else None),
        **_present(content=content or None, mode=claim.mode, qualifiers=qualifiers or None),
        "modality": claim.modality,
        **_present(attributed_to=_entity_record(voucher) if voucher else None),
        "evidence": [_span_record(span) for span in claim.evidence],
        **_present(confidence=claim.confidence),
        "extractor": claim.extractor,
    }


def _qualifier_place(name: str) -> tuple[int, str]:
    return (QUALIFIERS.index(name) if name in QUALIFIERS else len(QUALIFIERS), name)


def _present(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _span_record(span: Span) -> dict[str, object]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _entity_record(entity: Entity) -> dict[str, object]:
    mention = _span_record(entity.mention) if entity.mention else None
    return {"name": entity.name, "type": entity.type, **_present(mention=mention, iri=entity.iri)}


def _qualifier_record(qualifier: Qualifier) -> dict[str, object]:
    return {
        "text": qualifier.span.text,
        **_present(
            value=qualifier.value,
            min=_number_record(qualifier.minimum),
            max=_number_record(qualifier.maximum),
            currency=qualifier.currency,
            per=qualifier.per,
            number=_number_record(qualifier.number),
            unit=qualifier.unit,
        ),
        "start": qualifier.span.start,
        "end": qualifier.span.end,
    }


def _number_record(number: Decimal | None) -> int | float | str | None:
    if number is None:
        return None
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else str(number)


def claim_from_record(record: Mapping[str, object], *, where: str) -> Claim:
    """Read a claim from a JSON object; `where` names the line in messages.

    What a person may leave out: `id`, `source`, `confidence`, mentions, `modality` ("asserted"),
    `extractor` ("manual"). Whether `type` and the entities' types are in the ontology is not
    checked here. Fields of other names are left alone, unless they look like a slip of the pen.

    Raises:
        ClaimError: naming the field, and what it may hold.
    """
    try:
        return _claim(record)
    except InputError as error:
        raise ClaimError(error.reason, where=where, remedy=error.remedy) from None


def _claim(record: Mapping[str, object]) -> Claim:
    _check_names(record, CLAIM_FIELDS, "claim")
    kind = _words(record, "type")
    content = _spans(record, "content") if record.get("content") is not None else ()
    if kind == "states" and not content:
        raise ClaimError("'content' is missing", remedy="a claim that states says what was said")
    mode, modality = _choice(record, "mode", MODES), _choice(record, "modality", MODALITIES)
    source, identifier = _optional(record, "source"), _optional(record, "id")
    return Claim(
        document=absolute_iri(_words(record, "document")),
        type=kind,
        subject=_entity(record["subject"], "subject") if "subject" in record else _no_subject(),
        object=_optional_entity(record, "object"),
        content=content,
        mode=cast("Mode | None", mode),
        qualifiers=_qualifiers(record.get("qualifiers")),
        modality=cast("Modality", modality or "asserted"),
        attributed_to=_optional_entity(record, "attributed_to"),
        evidence=_spans(record, "evidence"),
        confidence=_confidence(record.get("confidence")),
        extractor=_optional(record, "extractor") or "manual",
        source=source,
        id=identifier or "",
    )


def claim_outline(record: Mapping[str, Any], qualifiers: Collection[str]) -> Claim:
    """Return who takes part in a claim that `dump_claim` wrote, unchecked: a fraction of the work.

    What comes out has the type, the entities, and those of the qualifiers that are asked for, with
    their words and value; all else is left out.
    """
    about, voucher = record.get("object"), record.get("attributed_to")
    given = record.get("qualifiers") or {}
    return Claim(
        document=record["document"],
        type=record["type"],
        subject=_outlined(record["subject"]),
        evidence=(),
        extractor="",
        object=_outlined(about) if about else None,
        attributed_to=_outlined(voucher) if voucher else None,
        qualifiers={
            name: Qualifier(_span_of(part), part.get("value"))
            for name in qualifiers
            if (part := given.get(name))
        },
    )


def _outlined(record: Mapping[str, Any]) -> Entity:
    mention = record.get("mention")
    return Entity(
        record["name"],
        record["type"],
        _span_of(mention) if mention else None,
        record.get("iri"),
    )


def _span_of(record: Mapping[str, Any]) -> Span:
    return Span(record["start"], record["end"], record["text"])


def _no_subject() -> Entity:
    raise ClaimError("'subject' is missing", remedy='give {"name": …, "type": …}')


def _check_names(record: Mapping[str, object], known: tuple[str, ...], what: str) -> None:
    for name in record:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if near:
            raise ClaimError(f"a {what} has no field {name!r}", remedy=f"did you mean {near[0]!r}?")


def _words(record: Mapping[str, object], name: str, of: str = "") -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        problem = "is missing" if value is None else f"is {value!r}"
        raise ClaimError(f"'{of}{name}' {problem}", remedy="give a string that is not empty")
    return value


def _optional(record: Mapping[str, object], name: str, of: str = "") -> str | None:
    return None if record.get(name) is None else _words(record, name, of)


def _choice(record: Mapping[str, object], name: str, allowed: tuple[str, ...]) -> str | None:
    value = record.get(name)
    if value is not None and value not in allowed:
        raise ClaimError(f"{name!r} is {value!r}", remedy=f"it may be: {', '.join(allowed)}")
    return value


def _object(value: object, name: str, form: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ClaimError(f"{name!r} is not a JSON object", remedy=form)
    return cast("Mapping[str, object]", value)


def _entity(value: object, name: str) -> Entity:
    fields = _object(value, name, 'write {"name": …, "type": …, "mention": …}')
    _check_names(fields, ENTITY_FIELDS, name)
    mention, iri = fields.get("mention"), _optional(fields, "iri", f"{name}.")
    return Entity(
        name=_words(fields, "name", f"{name}."),
        type=_words(fields, "type", f"{name}."),
        mention=None if mention is None else _span(mention, f"{name}.mention"),
        iri=None if iri is None else absolute_iri(iri),
    )


def _optional_entity(record: Mapping[str, object], name: str) -> Entity | None:
    value = record.get(name)
    return None if value is None else _entity(value, name)


def _span(value: object, name: str) -> Span:
    fields = _object(value, name, _SPAN_FORM)
    text, start, end = fields.get("text"), fields.get("start"), fields.get("end")
    # bool is an int to Python, not to a reader of JSON
    if not isinstance(text, str) or type(start) is not int or type(end) is not int:
        raise ClaimError(f"{name!r} is not a span", remedy=_SPAN_FORM)
    if not 0 <= start < end or len(text) != end - start:
        raise ClaimError(
            f"{name!r} runs from {start} to {end} over {len(text)} characters",
            remedy="0 <= start < end, and end - start is the length of the text",
        )
    return Span(start, end, text)


def _spans(record: Mapping[str, object], name: str) -> tuple[Span, ...]:
    value = record.get(name)
    if not isinstance(value, list) or not value:
        raise ClaimError(f"{name!r} is not a list of spans", remedy=f"one or more; {_SPAN_FORM}")
    return tuple(_span(item, f"{name}[{index}]") for index, item in enumerate(value))


def _qualifiers(value: object) -> Mapping[str, Qualifier]:
    if value is None:
        return MappingProxyType({})
    fields = _object(value, "qualifiers", 'write {"since": {"text": …, "start": …, "end": …}}')
    return MappingProxyType(
        {name: _qualifier(item, f"qualifiers.{name}") for name, item in fields.items()}
    )


def _qualifier(value: object, name: str) -> Qualifier:
    span = _span(value, name)
    fields = _object(value, name, _SPAN_FORM)
    _check_names(fields, QUALIFIER_FIELDS, "qualifier")
    words = {field: _optional(fields, field, f"{name}.") for field in _QUALIFIER_WORDS}
    numbers = {field: _number(fields, field, name) for field in _QUALIFIER_NUMBERS}
    return Qualifier(
        span=span,
        value=words["value"],
        minimum=numbers["min"],
        maximum=numbers["max"],
        currency=words["currency"],
        per=words["per"],
        number=numbers["number"],
        unit=words["unit"],
    )


def _number(fields: Mapping[str, object], field: str, name: str) -> Decimal | None:
    value = fields.get(field)
    if value is None:
        return None
    number = None
    if isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise ClaimError(f"'{name}.{field}' is {value!r}", remedy="give a number, such as 6.5")
    return number


def _confidence(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise ClaimError(f"'confidence' is {value!r}", remedy="give a number from 0 to 1")
