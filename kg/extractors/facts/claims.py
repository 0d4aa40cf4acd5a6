"""Make claims of findings: modality, qualifiers, evidence; one claim a fact and sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from kg.extractors.facts.circumstances import circumstances
from kg.extractors.facts.findings import Finding
from kg.extractors.facts.role_words import role_words
from kg.extractors.facts.speakers import Attributions, attribution_at
from kg.extractors.facts.truth import called
from kg.extractors.lexicon import words
from kg.model import Claim, Entity, Modality, Qualifier, Span

_STRENGTH: tuple[Modality, ...] = ("asserted", "denied", "planned", "possible")
_SHORTEST = 3
_OFFICES = "affiliated"
_POSSIBLE = frozenset({"considered", "would"})
_ORDER: tuple[Modality, ...] = ("denied", "possible", "planned")
_SURENESS = MappingProxyType({"pronoun": 0.9, "description": 0.95})


def claim_of(
    finding: Finding, attributions: Attributions, extractor: str, *, qualified: bool = True
) -> Claim | None:
    """Return the claim that a finding makes, or None where it only speaks of an aim.

    Without `qualified`, what is told around the fact (dates, prices, places) is left out.
    """
    if finding.frame.modality is None and _only_an_aim(finding):
        return None
    if _general(finding):
        return None
    weighed = "considered" in finding.effects  # somebody does think of it
    said = _attribution(finding, attributions)
    modality = _modality_in(finding, said)
    if modality == "possible" and not (weighed or _named(finding)):
        return None  # "police could use it": speculation about nobody in particular
    if finding.subject.type in finding.frame.never_classes:
        return None
    document = finding.reading.analysis.document
    qualifiers = dict(_fixed(finding))
    if qualified and finding.weakness in {0, 3}:
        for name, qualifier in circumstances(finding):
            qualifiers.setdefault(name, qualifier)
    evidence = _evidence(finding, qualifiers.values())
    return Claim(
        document=document.id,
        source=document.source,
        type=finding.pattern.type,
        subject=finding.subject,
        object=_object(finding),
        evidence=(evidence,),
        extractor=extractor,
        qualifiers=MappingProxyType(qualifiers),
        modality=modality,
        attributed_to=_speaker(finding, said),
        confidence=round(finding.frame.confidence * _sureness(finding), 3),
    )


def _object(finding: Finding) -> Entity:
    kind = finding.frame.object_as
    return replace(finding.object, type=kind) if kind else finding.object


def _only_an_aim(finding: Finding) -> bool:
    effects = set(finding.effects)
    return "infinitive" in effects and not effects & {"planned", "possible", "considered", "would"}


def modality_of(finding: Finding) -> Modality:
    """Return what the frame fixes, else the strongest effect: denied, possible, planned."""
    if finding.frame.modality is not None:
        return finding.frame.modality
    effects = {"possible" if each in _POSSIBLE else each for each in finding.effects}
    return next((each for each in _ORDER if each in effects), "asserted")


def _fixed(finding: Finding) -> Iterable[tuple[str, Qualifier]]:
    passage = finding.reading.passage
    values = dict(finding.frame.qualifiers)
    for effect in reversed(finding.effects):
        if effect in finding.pattern.effects:
            values["status"] = finding.pattern.effects[effect]
    for name, value in sorted(values.items()):
        if value.startswith("@as "):
            yield name, _as_phrase(finding, value.removeprefix("@as "))
        elif value == "@complement":
            if finding.complement is not None:
                yield name, Qualifier(passage.span(*_bare(finding, finding.complement)))
        elif value == "@words":
            span = passage.span(*finding.words)
            yield name, Qualifier(span, value=span.text)
        elif name == "role" and finding.frame.kind == "verb" and finding.pattern.type == _OFFICES:
            yield name, Qualifier(passage.span(*role_words(finding)), value=value)
        elif not (name == "status" and modality_of(finding) == "denied"):
            yield name, Qualifier(passage.span(*finding.words), value=value)


def _as_phrase(finding: Finding, default: str) -> Qualifier:
    """Return the role told after "as", else straight after the person: "named Ruiz chief engineer"."""
    reading = finding.reading
    place = next(
        (at for at in range(finding.anchor, finding.core[1] + 2) if reading.word(at) == "as"), None
    )
    phrase = None if place is None else reading.phrase_after(place + 1)
    if phrase is None:
        return Qualifier(reading.passage.span(*finding.words), value=default)
    start = phrase.start
    while start < phrase.head and reading.doc[start].tag_ in {"DT", "PRP$"}:
        start += 1
    span = reading.passage.span(start, phrase.end)
    return Qualifier(span, value=span.text)


def _bare(finding: Finding, tokens: tuple[int, int]) -> tuple[int, int]:
    """Cut punctuation from the end of a stretch."""
    start, end = tokens
    while end - 1 > start and finding.reading.doc[end - 1].is_punct:
        end -= 1
    return start, end


def _evidence(finding: Finding, qualifiers: Iterable[Qualifier]) -> Span:
    """Return the stretch from the first to the last word of the claim and its qualifiers."""
    core = finding.reading.passage.span(*_bare(finding, finding.core))
    spans = [core, *(qualifier.span for qualifier in qualifiers)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    passage = finding.reading.passage
    first = passage.tokens_in(start, start + 1)[0]
    if start < core.start and first > 0 and passage.doc[first - 1].pos_ == "ADP":
        start = passage.start_of(first - 1)  # "In | 2021, the city …"
    return Span.of(finding.reading.analysis.document.text, start, end)


def _attribution(finding: Finding, attributions: Attributions) -> Claim | None:
    """Return the statement that a fact stands in.

    A sentence that leaves one end of its fact to the sentence before ("Users include …") is vouched
    for as that one is.
    """
    passage = finding.reading.passage
    start, end = passage.start_of(finding.anchor), passage.end_of(finding.anchor)
    own = attribution_at(attributions, start, end)
    first = finding.reading.sentence(finding.anchor)[0]
    told = finding.object.mention is not None or finding.frame.kind == "office"
    if own is not None or told or first < _SHORTEST:
        return own
    before = passage.span(first - 2, first - 1)
    return attribution_at(attributions, before.start, before.end)


def _modality_in(finding: Finding, said: Claim | None) -> Modality:
    """Return the modality inside a statement: "said it would buy" is a plan, a denial denies."""
    if _denied(finding, said):
        return "denied"
    untrue = called(finding.reading.doc[finding.anchor])
    if untrue is not None and modality_of(finding) == "asserted":
        return untrue
    modality = modality_of(finding)
    if modality == "possible" and said is not None and said.mode != "direct":
        told = not {"possible", "considered"}.intersection(finding.effects)
        return "planned" if told and finding.frame.modality is None else modality
    return modality


def _denied(finding: Finding, said: Claim | None) -> bool:
    """Tell whether a fact is the content of a denial: "denied that its officers use"."""
    cue = said.qualifiers.get("cue") if said is not None else None
    denying = cue is not None and cue.value in words("facts_denying")
    return denying and modality_of(finding) == "asserted"


def _speaker(finding: Finding, said: Claim | None) -> Entity | None:
    if said is None or said.subject.name == finding.subject.name:
        return None
    return said.subject


def _general(finding: Finding) -> bool:
    """Tell whether a fact is about nobody in particular: "schools use apps"."""
    if any(_has_name(finding, each) for each in (finding.subject, finding.object)):
        return False
    mention = finding.subject.mention
    if mention is None or finding.reading.passage.block.kind != "paragraph":
        return True
    first = finding.reading.passage.tokens_in(mention.start, mention.end)[0]
    return finding.reading.doc[first].pos_ not in {"DET", "PRON"}


def _has_name(finding: Finding, entity: Entity) -> bool:
    return entity.name in finding.reading.analysis.names


def _named(finding: Finding) -> bool:
    head = finding.subject_head
    mention = None if head is None else finding.reading.mention(head)
    return mention is not None and mention.kind == "name"


def _sureness(finding: Finding) -> float:
    sure = 1.0
    for head in (finding.subject_head, finding.object_head):
        mention = None if head is None else finding.reading.mention(head)
        sure *= _SURENESS.get(mention.kind if mention else "description", 1.0)
    return sure


def merged(claims: Iterable[tuple[tuple[int, int, int], Claim]], text: str) -> list[Claim]:
    """Join the claims of one fact in one sentence: evidence around all, qualifiers of each.

    Each claim comes with the passage and sentence it stands in.
    """
    joined: dict[tuple[object, ...], Claim] = {}
    for sentence, claim in claims:
        about = claim.object.name if claim.object else ""
        key = (sentence, claim.type, claim.subject.name, about, claim.modality == "denied")
        joined[key] = _join(joined[key], claim, text) if key in joined else claim
    return list(joined.values())


def _join(first: Claim, second: Claim, text: str) -> Claim:
    first, second = sorted((first, second), key=lambda claim: -(claim.confidence or 0.0))
    stronger = min((first, second), key=lambda claim: _STRENGTH.index(claim.modality))
    start = min(first.evidence[0].start, second.evidence[0].start)
    end = max(first.evidence[0].end, second.evidence[0].end)
    return replace(
        first,
        evidence=(Span.of(text, start, end),),
        qualifiers=MappingProxyType({**second.qualifiers, **first.qualifiers}),
        modality=stronger.modality,
        confidence=max(first.confidence or 0.0, second.confidence or 0.0),
    )
