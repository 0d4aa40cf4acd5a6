"""What went wrong, one item each, with the sentence and what comes nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.evaluation.gold import STATES, Gold, GoldClaim
from kg.evaluation.judging import JudgedClaim, JudgedFact, Judgement
from kg.evaluation.matching import Placed, differences
from kg.evaluation.measures import asked_qualifiers, has_right_modality, qualifier_words
from kg.evaluation.overlap import Range, characters, jaccard, letters
from kg.evaluation.sentences import sentence_around
from kg.model import Claim, Span

MissKind = Literal["missed", "wrong", "qualifier", "modality", "offsets"]
KINDS: tuple[MissKind, ...] = ("missed", "wrong", "qualifier", "modality", "offsets")


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is missing or wrong.

    `kind`: a fact that was not found, a claim that is wrong, or what is wrong in a claim that is
    right. `claim` is the id of the gold claim (missed, qualifier) or of the claim found (wrong,
    modality, offsets), `where` its line in the gold or its source. `says` is what that claim says,
    `problem` what is missing or wrong, `nearest` the id of the closest claim on the other side and
    `nearest_says` what it says. `start` is the sentence's place in the article.
    """

    kind: MissKind
    article: str
    claim: str
    where: str
    type: str
    says: str
    problem: str
    sentence: str
    start: int
    nearest: str | None = None
    nearest_says: str | None = None
    confidence: float | None = None


def misses(judgements: Iterable[Judgement]) -> tuple[Miss, ...]:
    """List all that is missing or wrong: by article, then kind, then place in the text."""
    found = [miss for judgement in judgements for miss in _of_article(judgement)]
    return tuple(
        sorted(
            found,
            key=lambda m: (m.article, KINDS.index(m.kind), m.start, m.claim, m.problem),
        )
    )


def _of_article(judgement: Judgement) -> Iterator[Miss]:
    gold = judgement.gold
    for fact in judgement.facts:
        if not fact.found_by:
            yield _missed(fact.first, judgement)
        yield from _qualifiers(fact, gold)
    for judged in judgement.claims:
        if judged.verdict == "wrong":
            yield _wrong(judged, gold)
        if judged.verdict == "right" and not has_right_modality(judged):
            yield _modality(judged, gold)
        yield from _offsets(judged.found, gold)


def _missed(truth: GoldClaim, judgement: Judgement) -> Miss:
    gold = judgement.gold
    found = [judged.found for judged in judgement.claims]
    near = max(found, key=lambda item: _nearness(item, truth, gold), default=None)
    if near is None or not _is_near(near, truth, gold):
        return _of_gold("missed", truth, gold, "no claim comes near")
    return _of_gold("missed", truth, gold, _problem(near, truth, gold), near=near.claim)


def _wrong(judged: JudgedClaim, gold: Gold) -> Miss:
    found = judged.found
    near = max(gold.claims, key=lambda truth: _nearness(found, truth, gold), default=None)
    if near is None or not _is_near(found, near, gold):
        return _of_claim("wrong", found, gold, "no gold claim comes near")
    return _of_claim("wrong", found, gold, _problem(found, near, gold), near=near)


def _modality(judged: JudgedClaim, gold: Gold) -> Miss:
    truth = judged.matches[0]
    accepted = " or ".join(sorted(truth.modalities))
    problem = f"modality is {judged.found.claim.modality}, not {accepted}"
    return _of_claim("modality", judged.found, gold, problem, near=truth)


def _qualifiers(fact: JudgedFact, gold: Gold) -> Iterator[Miss]:
    for truth, name, right in asked_qualifiers(fact):
        if right:
            continue
        claims = [judged.found.claim for judged in fact.found_by]
        given = dict.fromkeys(filter(None, (qualifier_words(c, name).strip() for c in claims)))
        has = f"is {' and '.join(f'“{words}”' for words in given)}" if given else "is missing"
        problem = f"{name} {has}, the gold has “{truth.qualifiers[name][0]}”"
        yield _of_gold("qualifier", truth, gold, problem, near=claims[0])


def _offsets(found: Placed, gold: Gold) -> Iterator[Miss]:
    claim = found.claim
    for span in (*claim.evidence, *claim.content):
        if gold.text[span.start : span.end] != span.text:
            problem = f"{span.text[:60]!r} does not stand at {span.start}-{span.end}"
            yield _of_claim("offsets", found, gold, problem)


def _nearness(found: Placed, truth: GoldClaim, gold: Gold) -> tuple[float, float]:
    """Say how near a claim and a gold claim are: the fewest differences where words overlap."""
    shared = _overlap(found, truth, gold)
    return (-float(len(list(differences(found, truth, gold)))) if shared else -10.0, shared)


def _overlap(found: Placed, truth: GoldClaim, gold: Gold) -> float:
    true = characters((*truth.evidence, *truth.content))
    return jaccard(letters(found.evidence | found.content, gold.text), letters(true, gold.text))


def _is_near(found: Placed, truth: GoldClaim, gold: Gold) -> bool:
    return _overlap(found, truth, gold) > 0


def _problem(found: Placed, truth: GoldClaim, gold: Gold) -> str:
    return "; ".join(differences(found, truth, gold))


def _of_gold(
    kind: MissKind, truth: GoldClaim, gold: Gold, problem: str, *, near: Claim | None = None
) -> Miss:
    place = truth.evidence[0][0], truth.evidence[-1][1]
    return Miss(
        kind=kind,
        article=gold.slug,
        claim=truth.id,
        where=truth.where,
        type=f"{truth.type}.{truth.mode}" if truth.mode else truth.type,
        says=_gold_says(truth, gold),
        problem=problem,
        sentence=sentence_around(place, gold.text),
        start=place[0],
        nearest=near.id if near else None,
        nearest_says=_claim_says(near) if near else None,
    )


def _of_claim(
    kind: MissKind, found: Placed, gold: Gold, problem: str, *, near: GoldClaim | None = None
) -> Miss:
    claim = found.claim
    place = _place(found)
    return Miss(
        kind=kind,
        article=gold.slug,
        claim=claim.id,
        where=claim.source or claim.document,
        type=claim.type,
        says=_claim_says(claim),
        problem=problem,
        sentence=sentence_around(place, gold.text) if place else _joined(claim.evidence),
        start=place[0] if place else len(gold.text),
        nearest=near.id if near else None,
        nearest_says=_gold_says(near, gold) if near else None,
        confidence=claim.confidence,
    )


def _place(found: Placed) -> Range | None:
    positions = found.evidence or found.content
    return (min(positions), max(positions) + 1) if positions else None


def _claim_says(claim: Claim) -> str:
    about = claim.object.name if claim.object else None
    said = _joined(claim.content) if claim.type == STATES else ""
    return _says(claim.type, claim.subject.name, about, said)


def _gold_says(truth: GoldClaim, gold: Gold) -> str:
    said = " … ".join(" ".join(gold.text[start:end].split()) for start, end in truth.content)
    return _says(truth.type, truth.subject, truth.object, said)


def _says(kind: str, subject: str, about: str | None, said: str) -> str:
    if kind == STATES:
        return f"{subject} states “{said}”"
    return f"{subject} {kind} {about}" if about else f"{subject} {kind}"


def _joined(spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
