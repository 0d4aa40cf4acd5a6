"""How many have taken something up, as a clause of its own tells: "600 nurses have signed up since May"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.lexicon import words
from kg.extractors.qualifiers.counts import find_counts
from kg.extractors.qualifiers.dates import read_dates
from kg.extractors.qualifiers.scale import find_scales
from kg.extractors.tokens import Token
from kg.model import Qualifier, Span

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_REACH = 24


def find_uptake(
    analysis: Analysis, passage: Passage, start: int, end: int
) -> Iterator[tuple[str, Qualifier]]:
    """Yield the scale, and the date since which, of tokens `start`..`end` (half-open)."""
    doc = passage.doc
    more = _more(passage, start, end)
    if more:
        yield from more
        return
    for token in doc[start:end]:
        if token.pos_ != "VERB" or token.lemma_.casefold() not in words("facts_uptake"):
            continue
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is None or not _plain(token):
            continue
        first = max(start, min(child.i for child in subject.subtree))
        scale = next(iter(find_scales(doc, first, token.i)), None)
        if scale is None or scale.number is None or not scale.start <= subject.i < scale.end:
            continue
        span = passage.span(scale.start, scale.end)
        yield "scale", Qualifier(span, number=scale.number, unit=scale.unit)
        yield from _since(analysis, passage, token.i + 1, min(end, token.i + _REACH))
        return


def _more(passage: Passage, start: int, end: int) -> list[tuple[str, Qualifier]]:
    """Return what is said of more of the same: "has ordered 40 more", "extended it to six wards"."""
    doc = passage.doc
    for token in doc[start:end]:
        if token.pos_ != "VERB":
            continue
        after = token.i + 1
        lemma = token.lemma_.casefold()
        if lemma in words("facts_begun"):
            found = find_counts(doc, after, min(end, after + 4))
            counts = [each for each in found if each.unit == "more"]
        elif lemma in words("facts_spreading"):
            to = next(
                (at for at in range(after, min(end, after + 4)) if doc[at].lower_ == "to"), end
            )
            counts = [
                each for each in find_scales(doc, to, min(end, to + 8)) if each.start <= to + 3
            ]
        else:
            continue
        for count in counts:
            span = passage.span(count.start, count.end)
            return [("scale", Qualifier(span, number=count.number, unit=count.unit))]
    return []


def _plain(verb: Token) -> bool:
    """Tell whether a verb stands alone or has "it" or "them" for an object, and no name."""
    if any(
        child.dep_ in {"neg"} or child.lower_ in {"not", "n’t", "n't"} for child in verb.children
    ):
        return False
    things = [child for child in verb.children if child.dep_ in {"obj", "iobj", "obl"}]
    told = [each for each in things if each.pos_ not in {"PRON", "NUM"}]
    return all(each.ent_type_ == "DATE" or _timed(each) for each in told)


def _timed(noun: Token) -> bool:
    span = noun.doc.span(noun.left_edge.i, noun.right_edge.i + 1).text
    return bool(read_dates(span, None))


def _since(
    analysis: Analysis, passage: Passage, start: int, end: int
) -> Iterator[tuple[str, Qualifier]]:
    if start >= end:
        return
    text = passage.span(start, end)
    for date in read_dates(text.text, analysis.document.published):
        before = text.text[: date.start].casefold().split()[-2:]
        if {"since", "beginning", "starting"}.intersection(before):
            words_at = text.text[date.start : date.end]
            span = Span(text.start + date.start, text.start + date.end, words_at)
            yield "since", Qualifier(span, value=date.value)
            return
