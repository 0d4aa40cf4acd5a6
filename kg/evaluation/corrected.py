"""The claim format as gold: claims that `kg extract` wrote and a person corrected.

What is asked for and who is meant is taken from the claims themselves; two more fields are known:
`optional` and `same_as`, as in the annotation format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.errors import InputError
from kg.evaluation.folding import fold, names_something
from kg.evaluation.gold import GoldClaim, GoldEntity
from kg.evaluation.overlap import Range
from kg.evaluation.records import Line, check_names, flag, optional_words
from kg.model import Claim, Span, with_id
from kg.model.claim_format import CLAIM_FIELDS, claim_from_record

FIELDS = (*CLAIM_FIELDS, "optional", "same_as")


def corrected_claim(line: Line, text: str) -> tuple[GoldClaim, Claim]:
    """Read a claim in the claim format, as gold and as it is.

    Raises:
        InputError: naming line, field and remedy; also where the article does not hold a span.
    """
    check_names(line.record, FIELDS)
    claim = with_id(claim_from_record(line.record, where=line.where))
    for span in claim.spans():
        _check(span, text)
    gold = GoldClaim(
        id=claim.id,
        where=line.where,
        type=claim.type,
        subject=claim.subject.name,
        object=claim.object.name if claim.object else None,
        evidence=_ranges(claim.evidence),
        content=_ranges(claim.content),
        mode=claim.mode,
        modalities=frozenset({claim.modality}),
        qualifiers=_qualifiers(claim),
        optional=flag(line.record, "optional"),
        same_as=optional_words(line.record, "same_as"),
    )
    return gold, claim


def _check(span: Span, text: str) -> None:
    if span.fits(text):
        return
    start = text.find(span.text)
    found = f"they stand at {start}-{start + len(span.text)}" if start >= 0 else "it has them not"
    raise InputError(
        f"the article does not hold {span.text[:60]!r} at {span.start}-{span.end}",
        remedy=f"give the offsets of these words in the article's text; {found}",
    )


def _ranges(spans: Iterable[Span]) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def _qualifiers(claim: Claim) -> Mapping[str, tuple[str, ...]]:
    values = {
        name: (found.span.text, *([found.value] if found.value else []))
        for name, found in claim.qualifiers.items()
    }
    if claim.attributed_to:
        values["attributed_to"] = (claim.attributed_to.name,)
    return MappingProxyType(values)


def mentioned_entities(claims: Iterable[Claim]) -> Mapping[str, GoldEntity]:
    """Return who and what claims are about, each with its names and its mentions.

    >>> from kg.model import Entity
    >>> ann = Entity("Ann Lee", "Person", Span(9, 12, "She"))
    >>> mentioned_entities([Claim("urn:a", "affiliated", ann, (), "manual")])["Ann Lee"]
    GoldEntity(names=frozenset({'ann lee'}), mentions=((9, 12),))
    """
    mentions: dict[str, dict[Range, str]] = {}
    for claim in claims:
        for entity in (claim.subject, claim.object):
            if entity is None:
                continue
            known = mentions.setdefault(entity.name, {})
            if entity.mention:
                known[entity.mention.start, entity.mention.end] = entity.mention.text
    return MappingProxyType(
        {
            name: GoldEntity(
                frozenset(fold(item) for item in (name, *found.values()) if names_something(item)),
                tuple(sorted(found)),
            )
            for name, found in mentions.items()
        }
    )
