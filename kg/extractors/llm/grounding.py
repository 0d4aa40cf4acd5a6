"""Make a claim of what a model wrote, if every word of it stands in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import ClaimError, NotFoundError
from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups
from kg.extractors.llm.chunks import Chunk
from kg.extractors.llm.fields import (
    Record,
    list_of,
    number_of,
    optional_text,
    record_of,
    text_of,
    texts_of,
)
from kg.extractors.llm.locating import Readable, Stretch, locate, locate_name, readable
from kg.extractors.llm.quoting import mode_of, without_marks
from kg.extractors.llm.values import qualifier_of
from kg.extractors.llm.vocabulary import Vocabulary
from kg.extractors.statements.quotation import Quotation
from kg.model import MODALITIES, Claim, Document, Entity, Modality, Qualifier, Span, with_id

CONFIDENCE = 0.5  # a prior, not measured, and below what the rules mostly state (docs/llm.md)
_PERSONAL = ("masculine", "feminine", "neuter", "plural", "first", "relative")


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are checked against: the text, and the terms that they may use.

    `named` is the text in which a name may stand: all but furniture.
    """

    document: Document
    passages: Sequence[Passage]
    quotations: Sequence[Quotation]
    named: Readable
    vocabulary: Vocabulary
    extractor: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What one claim is checked against: the sentences shown, and where in them it stands."""

    ground: Ground
    shown: Readable
    near: Stretch | None

    def quoted(self, words: str, what: str) -> Span:
        """Return where a quotation stands; raise ClaimError where it does not."""
        found = locate(self.shown, words, near=self.near)
        if found is None:
            raise ClaimError(f"the text does not hold its {what}: {words[:80]!r}")
        return found


def shown_text(document: Document, chunk: Chunk) -> Readable:
    """Return the text of a chunk, in which its quotations are looked for."""
    return readable(document.text, [(each.start, each.end) for each in chunk])


def claim_of(value: object, chunk: Chunk, shown: Readable, ground: Ground) -> Claim:
    """Return the claim that one entry of an answer about a chunk stands for, with its id.

    `shown` is the chunk's `shown_text`.

    Raises:
        ClaimError: a quotation or name is not in the text, or a field is not what it should be.
        NotFoundError: the ontology does not declare its type, a class or a qualifier.
    """
    record = record_of(value, "claim")
    told = _Place(ground, shown, _sentence(record, chunk))
    evidence = [told.quoted(words, "evidence") for words in texts_of(record, "evidence")]
    if not evidence:
        raise ClaimError("'evidence' is missing")
    place = _Place(ground, shown, (evidence[0].start, evidence[0].end))
    kind = text_of(record, "type")
    content = _content(record, kind, place)
    return with_id(
        Claim(
            document=ground.document.id,
            type=kind,
            subject=_entity(record.get("subject"), "subject", place),
            object=_object(record, kind, place),
            content=content,
            mode=mode_of(content, ground.quotations, ground.document.text) if content else None,
            qualifiers=_qualifiers(record, place),
            modality=_modality(record),
            attributed_to=_optional_entity(record, "attributed_to", place),
            evidence=tuple(sorted(set(evidence))),
            confidence=CONFIDENCE,
            extractor=ground.extractor,
        )
    )


def _sentence(record: Record, chunk: Chunk) -> Stretch | None:
    number = number_of(record, "sentence")
    return next(((each.start, each.end) for each in chunk if each.number == number), None)


def _content(record: Record, kind: str, place: _Place) -> tuple[Span, ...]:
    quoted = texts_of(record, "content")
    if not place.ground.vocabulary.has_content(kind):
        if quoted:
            raise ClaimError(f"a claim of type {kind!r} has no content")
        return ()
    if not quoted:
        raise ClaimError("'content' is missing")
    spans = (
        without_marks(place.quoted(words, "content"), place.ground.quotations) for words in quoted
    )
    return tuple(sorted(set(spans)))


def _object(record: Record, kind: str, place: _Place) -> Entity | None:
    found = _optional_entity(record, "object", place)
    if found is None and not place.ground.vocabulary.has_content(kind):
        raise ClaimError("'object' is missing")
    return found


def _optional_entity(record: Record, name: str, place: _Place) -> Entity | None:
    value = record.get(name)
    return None if value is None else _entity(value, name, place)


def _entity(value: object, what: str, place: _Place) -> Entity:
    record = record_of(value, what)
    kind = text_of(record, "type", f"{what}.")
    place.ground.vocabulary.ontology.entity_class(kind)
    name = _name(text_of(record, "name", f"{what}."), what, place.ground)
    mention = optional_text(record, "mention", f"{what}.")
    # Without a mention the name itself is looked for, which need not stand in these sentences.
    if mention is None:
        return Entity(name, kind, locate(place.shown, name, near=place.near))
    return Entity(name, kind, place.quoted(mention, f"{what}'s mention"))


def _name(name: str, what: str, ground: Ground) -> str:
    """Return a name as the document spells it; it may also stand in what is known of the document."""
    plain = " ".join(name.split())
    pronouns = groups("pronouns")
    if any(plain.casefold() in pronouns[kind] for kind in _PERSONAL):
        raise ClaimError(f"the name of its {what} is a pronoun: {plain!r}")
    found = locate_name(ground.named, plain)
    if found is not None:
        return " ".join(found.text.split())
    document = ground.document
    for known in (document.publisher, document.author, document.title):
        told = locate_name(readable(known, [(0, len(known))]), plain) if known else None
        if told is not None:
            return " ".join(told.text.split())
    raise ClaimError(f"the document does not name its {what}: {plain[:80]!r}")


def _qualifiers(record: Record, place: _Place) -> Mapping[str, Qualifier]:
    found: dict[str, Qualifier] = {}
    for value in list_of(record, "qualifiers"):
        fields = record_of(value, "qualifiers")
        name = text_of(fields, "name", "qualifiers.")
        place.ground.vocabulary.ontology.qualifier(name)
        if name in found:
            raise ClaimError(f"it gives the qualifier {name!r} twice")
        found[name] = qualifier_of(
            name,
            place.quoted(text_of(fields, "words", f"{name}."), name),
            optional_text(fields, "value", f"{name}."),
            document=place.ground.document,
            passages=place.ground.passages,
            vocabulary=place.ground.vocabulary,
        )
    return MappingProxyType(found)


def _modality(record: Record) -> Modality:
    given = text_of(record, "modality")
    for known in MODALITIES:
        if given == known:
            return known
    raise NotFoundError(f"there is no modality {given!r}", remedy=f"known: {', '.join(MODALITIES)}")
