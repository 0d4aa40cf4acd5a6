"""The annotation format: what a person reads in an article, told in names and sentences.

A claim names its subject and object; who they are and where they are mentioned stands once, in the
file of entities. `docs/evaluation.md` describes the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.errors import InputError
from kg.evaluation.folding import fold, names_something
from kg.evaluation.gold import STATES, GoldClaim, GoldEntity
from kg.evaluation.overlap import Range
from kg.evaluation.records import (
    Line,
    Record,
    check_names,
    checked_range,
    choice,
    flag,
    items,
    mapping,
    optional_words,
    quoted_range,
    words,
)
from kg.model import MODALITIES, MODES

CLAIM_FIELDS = (
    "id", "type", "subject", "object", "qualifiers", "evidence", "start", "end", "same_as",
    "optional", "quote", "quote_spans", "mode", "subject_mention", "object_mention",
)  # fmt: skip
ENTITY_FIELDS = ("name", "type", "mentions")
MENTION_FIELDS = ("text", "start", "end", "nested")
# By the annotation's name; other qualifiers are the annotator's notes.
QUALIFIERS = MappingProxyType(
    {
        "price": "price",
        "since": "since",
        "until": "until",
        "scale": "scale",
        "place": "place",
        "role": "role",
        "outlet": "outlet",
        "purpose": "purpose",
        "audience": "audience",
        "reported_by": "attributed_to",
    }
)
# An annotation does not tell "may have" from "has", nor what the article only reports.
_REPORTED = "reported"
_ASSERTED = frozenset({"asserted", "possible"})
_MENTION_FORM = 'mentions: {"text": …, "start": …, "end": …}'


def annotated_entity(line: Line, text: str) -> tuple[str, GoldEntity]:
    """Read an entity: the name that claims call it by, and where the article mentions it.

    Raises:
        InputError: naming line, field and remedy.
    """
    record = line.record
    check_names(record, ENTITY_FIELDS)
    name = words(record, "name")
    mentions = [_mention(item, number, text) for number, item in enumerate(_mentions(record))]
    whole = [span for span, nested in mentions if not nested]
    known = {name, *(text[start:end] for start, end in whole)}
    names = frozenset(fold(item) for item in known if names_something(item))
    return name, GoldEntity(names, tuple(whole))


def _mentions(record: Record) -> list[object]:
    # An entity that the article never names may be told by its name alone.
    return [] if record.get("mentions") == [] else items(record, "mentions", _MENTION_FORM)


def _mention(item: object, number: int, text: str) -> tuple[Range, bool]:
    name = f"mentions[{number}]"
    if not isinstance(item, dict):
        raise InputError(f"{name!r} is not a JSON object", remedy=f"give {_MENTION_FORM}")
    check_names(item, MENTION_FIELDS)
    return quoted_range(item, "text", text, name), flag(item, "nested")


def annotated_claim(line: Line, text: str, entities: Mapping[str, GoldEntity]) -> GoldClaim:
    """Read a claim that a person wrote in the annotation format.

    Raises:
        InputError: naming line, field and remedy.
    """
    record = line.record
    check_names(record, CLAIM_FIELDS)
    kind = words(record, "type")
    noted = mapping(record, "qualifiers")
    return GoldClaim(
        id=words(record, "id"),
        where=line.where,
        type=kind,
        subject=_entity(words(record, "subject"), "subject", entities),
        object=_object(record, entities),
        evidence=(quoted_range(record, "evidence", text, "evidence"),),
        content=_content(record, text) if kind == STATES else (),
        mode=choice(record, "mode", MODES) if kind == STATES else None,
        modalities=_modalities(noted),
        qualifiers=_qualifiers(noted),
        optional=flag(record, "optional"),
        same_as=optional_words(record, "same_as"),
    )


def _entity(name: str, field: str, entities: Mapping[str, GoldEntity]) -> str:
    if name not in entities:
        raise InputError(
            f"{field!r} is {name!r}, which is no entity of the article",
            remedy="add it to the article's file of entities, or use the name that it has there",
        )
    return name


def _object(record: Record, entities: Mapping[str, GoldEntity]) -> str | None:
    name = optional_words(record, "object")
    return None if name is None else _entity(name, "object", entities)


def _content(record: Record, text: str) -> tuple[Range, ...]:
    return tuple(
        _offsets(item, f"quote_spans[{number}]", text)
        for number, item in enumerate(items(record, "quote_spans", "[start, end]"))
    )


def _offsets(item: object, name: str, text: str) -> Range:
    start, end = item if isinstance(item, list) and len(item) == 2 else (item, None)
    return checked_range(start, end, text, name)


def _modalities(noted: Record) -> frozenset[str]:
    if noted.get("modality") is None:
        return _ASSERTED
    modality = choice(noted, "modality", (*MODALITIES, _REPORTED))
    return _ASSERTED if modality in ("asserted", _REPORTED) else frozenset({modality})


def _qualifiers(noted: Record) -> Mapping[str, tuple[str, ...]]:
    known = {ours: words(noted, name) for name, ours in QUALIFIERS.items() if name in noted}
    return MappingProxyType({name: (value,) for name, value in known.items()})
