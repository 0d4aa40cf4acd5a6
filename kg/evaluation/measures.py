"""Precision, recall and what else is counted over judged articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.evaluation.folding import alike
from kg.evaluation.gold import STATES, GoldClaim
from kg.evaluation.judging import JudgedClaim, JudgedFact, Judgement
from kg.model import Claim


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many are right."""

    right: int
    all: int

    @property
    def rate(self) -> float:
        """Return the share, 0..1; 0 of nothing."""
        return self.right / self.all if self.all else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """Claims that are right, of those that count, and facts that are found, of those asked for."""

    claims: Share
    facts: Share

    @property
    def precision(self) -> float:
        """Return the share of right claims."""
        return self.claims.rate

    @property
    def recall(self) -> float:
        """Return the share of found facts."""
        return self.facts.rate

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """What is measured over articles.

    `types` has each claim type by name, `modes` the facts of statements by their mode (direct,
    indirect, mixed). `strict` sums the types; `lenient` counts what is right but for its type.
    `modality` counts right claims, `qualifiers` values of found facts, `offsets` spans of evidence
    and content.
    """

    articles: int
    claims: int
    types: Mapping[str, Measure]
    modes: Mapping[str, Share]
    strict: Measure
    lenient: Measure
    modality: Share
    qualifiers: Mapping[str, Share]
    offsets: Share


def measure(judgements: Iterable[Judgement]) -> Scores:
    """Measure judged articles together."""
    articles = list(judgements)
    claims = [claim for article in articles for claim in article.claims]
    facts = [fact for article in articles for fact in article.facts]
    types = sorted(
        {claim.found.claim.type for claim in claims if claim.verdict != "aside"}
        | {fact.first.type for fact in facts}
    )
    return Scores(
        articles=len(articles),
        claims=len(claims),
        types=MappingProxyType({kind: _of_type(kind, claims, facts) for kind in types}),
        modes=_modes(facts),
        strict=Measure(_right(claims), _found(facts)),
        lenient=Measure(
            _share(c.lenient_verdict == "right" for c in claims if c.lenient_verdict != "aside"),
            _share(fact.loosely_found for fact in facts),
        ),
        modality=_share(has_right_modality(c) for c in claims if c.verdict == "right"),
        qualifiers=_qualifiers(facts),
        offsets=_share(fits for article in articles for fits in _offsets(article)),
    )


def _share(verdicts: Iterable[bool]) -> Share:
    counted = Counter(verdicts)
    return Share(counted[True], counted.total())


def _right(claims: Iterable[JudgedClaim]) -> Share:
    return _share(c.verdict == "right" for c in claims if c.verdict != "aside")


def _found(facts: Iterable[JudgedFact]) -> Share:
    return _share(bool(fact.found_by) for fact in facts)


def _of_type(kind: str, claims: Iterable[JudgedClaim], facts: Iterable[JudgedFact]) -> Measure:
    return Measure(
        _right(claim for claim in claims if claim.found.claim.type == kind),
        _found(fact for fact in facts if fact.first.type == kind),
    )


def _modes(facts: Iterable[JudgedFact]) -> Mapping[str, Share]:
    said: dict[str, list[JudgedFact]] = defaultdict(list)
    for fact in facts:
        if fact.first.type == STATES and fact.first.mode:
            said[fact.first.mode].append(fact)
    return MappingProxyType({mode: _found(said[mode]) for mode in sorted(said)})


def has_right_modality(claim: JudgedClaim) -> bool:
    """Tell whether one of the gold claims that a claim agrees with accepts its modality."""
    return any(claim.found.claim.modality in truth.modalities for truth in claim.matches)


def asked_qualifiers(fact: JudgedFact) -> Iterator[tuple[GoldClaim, str, bool]]:
    """Yield each qualifier of a fact's claims, and whether a claim that found the fact has it.

    Of a fact that was not found, no qualifier is asked for.
    """
    if not fact.found_by:
        return
    for truth in fact.claims:
        for name, accepted in truth.qualifiers.items():
            given = [qualifier_words(judged.found.claim, name) for judged in fact.found_by]
            yield truth, name, any(alike(words, value) for words in given for value in accepted)


def _qualifiers(facts: Iterable[JudgedFact]) -> Mapping[str, Share]:
    found: dict[str, list[bool]] = defaultdict(list)
    for fact in facts:
        for _, name, right in asked_qualifiers(fact):
            found[name].append(right)
    return MappingProxyType({name: _share(found[name]) for name in sorted(found)})


def qualifier_words(claim: Claim, name: str) -> str:
    """Return what a claim has for a qualifier, words and normalised value; "" where it has none."""
    if name == "attributed_to":
        return claim.attributed_to.name if claim.attributed_to else ""
    qualifier = claim.qualifiers.get(name)
    if qualifier is None:
        return ""
    words, value = qualifier.span.text, qualifier.value
    return f"{words} ({value})" if value and value != words else words


def _offsets(article: Judgement) -> Iterator[bool]:
    text = article.gold.text
    for judged in article.claims:
        claim = judged.found.claim
        for span in (*claim.evidence, *claim.content):
            yield text[span.start : span.end] == span.text
