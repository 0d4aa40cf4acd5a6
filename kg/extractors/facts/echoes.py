"""Facts told by what others did: "B followed suit", "A did the same", "Councilwoman Ruiz voted no"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.findings import Place, fill_subject, is_named, kind_of
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.lexicon import sayings
from kg.model import Claim, Entity, Span

_KINDS = ("same", "no")
_DEPLOYS = "deploys"
_OPPOSES = "opposes"
_BACK = 2
_PASSAGES = 5
_SURE = 0.6
_NO_ECHO = frozenset({"denied", "possible"})


def with_echoes(
    claims: Sequence[Claim], readings: Sequence[Reading], patterns: Patterns
) -> Iterator[Claim]:
    """Yield claims of those who did what an earlier claim tells, or voted against it.

    Args:
        claims: the document's facts so far, in text order.
        readings: its passages as the frames see them.
        patterns: the claim types, which say who may act.
    """
    known = {(claim.type, claim.subject.name, _about(claim)) for claim in claims}
    for reading in readings:
        for at in range(len(reading.doc)):
            for kind in _said(reading, at):
                for claim in _echoed(claims, reading, patterns, (kind, at)):
                    if (claim.type, claim.subject.name, _about(claim)) not in known:
                        yield claim


def _said(reading: Reading, at: int) -> list[str]:
    """Return what the words from a token on say: "same", "no", or nothing."""
    told = sayings("facts_echoes", *_KINDS).get(reading.word(at), ())
    found = {kind for kind, words in told if reading.words_at(at, words)}
    return [kind for kind in _KINDS if kind in found]


def _echoed(
    claims: Sequence[Claim], reading: Reading, patterns: Patterns, told: tuple[str, int]
) -> Iterator[Claim]:
    kind, at = told
    before = _voted_on(claims, reading, at) if kind == "no" else _done(claims, reading, at)
    if before is None:
        return
    wanted = before.type if kind == "same" else _OPPOSES
    for pattern, frame in patterns.frames("verb"):
        if pattern.type != wanted:
            continue
        for actor in _actors(reading, patterns, (pattern, frame), at):
            person = actor.entity.type == "Person" or kind == "same"
            if person and actor.entity.name not in {before.subject.name, _about(before)}:
                yield _claim(reading, before, wanted, (actor, at))
        return


def _actors(
    reading: Reading, patterns: Patterns, framed: tuple[Pattern, Frame], at: int
) -> list[Place]:
    """Return who did it: the subject, with its list; only whom the document has a name for."""
    pattern, frame = framed
    group = verb_group(reading, at)
    heads = subjects(reading, group)[:1]
    listed = [each for head in heads for each in coordinated(reading, head)]
    found = fill_subject(reading, patterns, pattern, frame.subject_classes, listed)
    return [each for each in found if _told(reading, each)]


def _told(reading: Reading, actor: Place) -> bool:
    return kind_of(reading, actor.head) == "name" or is_named(reading, actor)


def _done(claims: Sequence[Claim], reading: Reading, at: int) -> Claim | None:
    """Return the last claim of the same sentence, or of the two before it."""
    start = reading.sentence(at)[0]
    for _ in range(_BACK):
        first = reading.passage.start_of(start)
        near = [
            claim
            for claim in claims
            if claim.type in {_DEPLOYS, _OPPOSES}
            and first <= claim.evidence[0].start < reading.passage.start_of(at)
            and claim.modality not in _NO_ECHO
        ]
        if near:
            return near[-1]
        start = reading.sentence(start - 1)[0] if start > 0 else 0
    return None


def _voted_on(claims: Sequence[Claim], reading: Reading, at: int) -> Claim | None:
    """Return the last claim of what is bought or used, in this passage or one of five before it."""
    passages = reading.analysis.passages
    first = passages[max(0, reading.passage.index - _PASSAGES)].start_of(0)
    last = reading.passage.start_of(at)
    near = [
        claim
        for claim in claims
        if claim.type == _DEPLOYS and first <= claim.evidence[0].start < last
    ]
    return near[-1] if near else None


def _about(claim: Claim) -> str:
    return "" if claim.object is None else claim.object.name


def _claim(reading: Reading, before: Claim, kind: str, told: tuple[Place, int]) -> Claim:
    actor, at = told
    first, last = min(actor.start, at), max(actor.end, at + 2)
    span = reading.passage.span(first, min(last, len(reading.doc)))
    about = before.object
    return replace(
        before,
        type=kind,
        subject=actor.entity,
        object=None if about is None else Entity(about.name, about.type),
        evidence=(Span.of(reading.analysis.document.text, span.start, span.end),),
        qualifiers=MappingProxyType({}),
        modality=before.modality if kind == before.type else "asserted",
        attributed_to=None,
        confidence=_SURE,
    )
