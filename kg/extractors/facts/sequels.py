"""Give facts what the next words add: "The contract is worth $2m.", "…; 600 nurses have signed up since May"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.priced import paid_in, price_of, told_apart, unpriced_of
from kg.extractors.facts.uptake import find_uptake
from kg.extractors.lexicon import words
from kg.model import Claim, Qualifier, Span

_BACK = 2
_FAR = 8
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_NEVER = frozenset({"denied", "possible"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start`..`end` (half-open) of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the characters of the sentence."""
        return self.passage.span(self.start, self.end)


def with_sequels(
    claims: Sequence[Claim], analysis: Analysis, patterns: Patterns
) -> Iterator[Claim]:
    """Yield the claims, in their order, with the prices and counts that later words add.

    What follows must speak of no other product, and within two sentences; where the sentences
    before tell of two products, it must name which it means.
    """
    asking = {
        pattern.type: pattern.circumstances
        for pattern in patterns.patterns
        if "price" in pattern.circumstances
    }
    sentences = [Sentence(*found) for found in analysis.sentences()]
    added: dict[int, dict[str, Qualifier]] = {}
    for place, sentence in enumerate(sentences):
        for name, qualifier, product, own in _told(analysis, sentence):
            back = _BACK if product is None else _FAR
            if own:
                back = 0  # "for free" is of its own sentence
            near = sentences[max(0, place - back) : place + 1]
            found = _target(claims, near, (name, qualifier, product), asking)
            if found is not None and _only_of(analysis, sentence, claims[found]):
                added.setdefault(found, {}).setdefault(name, qualifier)
    for index, claim in enumerate(claims):
        yield _with(claim, added.get(index, {}), sentences, analysis.document.text)


def _told(
    analysis: Analysis, sentence: Sentence
) -> Iterator[tuple[str, Qualifier, str | None, bool]]:
    """Yield what a sentence adds: the qualifier, the product that it names, whether it is all its own."""
    passage, start, end = sentence.passage, sentence.start, sentence.end
    product = told_apart(analysis, passage, start, end)
    price = price_of(passage, start, end, named=product is not None)
    own = price is None
    price = price or paid_in(passage, start, end) or unpriced_of(passage, start, end)
    if price is not None:
        yield "price", price, product, own
    for name, qualifier in find_uptake(analysis, passage, start, end):
        yield name, qualifier, product, False


def _target(
    claims: Sequence[Claim],
    near: Sequence[Sentence],
    told: tuple[str, Qualifier, str | None],
    asking: Mapping[str, frozenset[str]],
) -> int | None:
    """Return the nearest claim before the qualifier that takes it; None where two may."""
    name, qualifier, product = told
    for sentence in reversed(near):
        span = sentence.span
        found = [
            index
            for index, claim in enumerate(claims)
            if name in asking.get(claim.type, ())
            and claim.modality not in _NEVER
            and span.start <= claim.evidence[0].start < span.end
            and claim.evidence[0].start < qualifier.span.start
            and product in {None, _thing(claim)}
        ]
        found = _in_use(claims, found)
        if found:
            things = {_thing(claims[index]) for index in found}
            if len(things) > 1:
                return None
            open_yet = [index for index in found if _lacks(claims[index], name)]
            return open_yet[0] if len(open_yet) == len(found) else None
    return None


def _thing(claim: Claim) -> str:
    return "" if claim.object is None else claim.object.name


def _in_use(claims: Sequence[Claim], found: list[int]) -> list[int]:
    """Return the claims of what goes on, where there are some beside those of what is over."""
    going = [
        index
        for index in found
        if "status" not in claims[index].qualifiers
        or claims[index].qualifiers["status"].value != "ended"
    ]
    return going or found


def _lacks(claim: Claim, name: str) -> bool:
    """Tell whether a claim has no such qualifier yet; a count of places gives way to one of people."""
    known = claim.qualifiers.get(name)
    if known is None or name != "scale":
        return known is None
    return known.number is None or known.unit in words("facts_sites")


def _only_of(analysis: Analysis, sentence: Sentence, claim: Claim) -> bool:
    """Tell whether a sentence names no product but the claim's, and nobody else who acts."""
    passage, own = sentence.passage, sentence.span.start <= claim.evidence[0].start
    for mention in analysis.mentions_in(sentence.passage.index):
        if mention.kind == "pronoun":
            continue
        record = analysis.entities[mention.entity]
        inside = sentence.start <= mention.start < sentence.end
        product = inside and mention.kind == "name" and record.type == "Product"
        if product and record.name != _thing(claim):
            return False
        acts = inside and passage.doc[mention.root].dep_ in _SUBJECTS and not own
        if acts and record.type not in {"Product", "Person"} and not _shares(record.name, claim):
            return False  # "Dover got it free of charge", and who uses it is Leeds
    return True


def _shares(name: str, claim: Claim) -> bool:
    """Tell whether a name is that of an end of a claim, or a part of its subject's ("Leeds")."""
    return name in claim.subject.name or name == _thing(claim)


def _with(
    claim: Claim, added: Mapping[str, Qualifier], sentences: Sequence[Sentence], text: str
) -> Claim:
    """Add qualifiers to a claim; the words up to one in another sentence are evidence of their own."""
    if not added:
        return claim
    evidence = list(claim.evidence)
    for qualifier in added.values():
        span = qualifier.span
        if any(known.start <= span.start and span.end <= known.end for known in evidence):
            continue
        around = next(
            each.span for each in sentences if each.span.start <= span.start < each.span.end
        )
        if around.start <= claim.evidence[0].start < around.end:
            evidence[0] = Span.of(text, claim.evidence[0].start, max(span.end, evidence[0].end))
        else:
            evidence.append(Span.of(text, around.start, span.end))
    told = MappingProxyType({**claim.qualifiers, **added})
    return replace(claim, qualifiers=told, evidence=tuple(evidence))
