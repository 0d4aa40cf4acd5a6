"""Find speakers named outside the sentence: "NAME: words" and "“words” — NAME"."""

from __future__ import annotations

import re
from collections import Counter

from kg.extractors.analysis import Analysis
from kg.extractors.mentions import describe
from kg.extractors.statements.drafts import Draft
from kg.extractors.statements.endings import last_word
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token
from kg.model import Entity, Span

_DASHES = frozenset({"—", "–", "--", "―", "-"})
_MARKS = frozenset({"“", '"', "‘", "'"})
_CAPITALS = re.compile(r"[“\"]?([A-Z][A-Z.'’ -]+):")
_ANSWERS = frozenset({"A", "Answer", "ANSWER"})
_LABEL = 6
_TURN = 3
_SIGNATURE = 14


def count_labels(analysis: Analysis) -> Counter[str]:
    """Count the words in capitals before a colon that begin paragraphs, as transcripts print names."""
    found = (_CAPITALS.match(passage.doc.text) for passage in analysis.passages)
    return Counter(match.group(1) for match in found if match)


def find_turn(analysis: Analysis, unit: Unit, labels: Counter[str]) -> Draft | None:
    """Return the report of a paragraph that begins with its speaker's name and a colon.

    A label is a name of the document, or stands in capitals before several paragraphs (`labels`).
    """
    doc = unit.doc
    colon = next((token for token in doc[: min(_LABEL, unit.end)] if token.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i + 1 >= len(doc):
        return None
    first = 1 if doc[0].text in _MARKS and colon.i > 1 else 0
    if not all(token.text[0].isupper() or token.text == "." for token in doc[first : colon.i]):
        return None
    words = unit.passage.span(first, colon.i)
    paper = _headed(unit, colon)
    if paper is not None:
        return paper
    if words.text.casefold() in load_vocabulary().labels:
        return None
    entity = _answering(analysis, words) if words.text in _ANSWERS else _labelled(analysis, words)
    if entity is None and labels[words.text] > 1:
        entity = Entity(words.text.title(), "Person", words)
    start = colon.i + 1 + (doc[colon.i + 1].text in _MARKS and colon.i + 2 < len(doc))
    if entity is None or len(doc) - start < _TURN:
        return None
    end = len(doc) - (doc[len(doc) - 1].text in _MARKS | {"”", "’"})
    said = unit.passage.span(start, end)
    cue = unit.passage.span(colon.i, colon.i + 1)
    return Draft("speaker_label", unit.passage, entity, (said,), "direct", cue=cue, lemma=":")


def _headed(unit: Unit, colon: Token) -> Draft | None:
    """Return the report of a headline that begins with the paper it tells of: "Study: ..."."""
    doc, passage = unit.doc, unit.passage
    noun = doc[colon.i - 1].lower_
    if passage.block.kind not in {"title", "heading"} or noun not in load_vocabulary().headed:
        return None
    end = last_word(unit, unit.end)
    if end - colon.i < _TURN:
        return None
    words = passage.span(0, colon.i)
    paper = Entity(words.text.lower(), "Publication", words)
    said = passage.span(colon.i + 1, end)
    cue = passage.span(colon.i, colon.i + 1)
    return Draft("speaker_label", passage, paper, (said,), "indirect", cue=cue, lemma=":")


def _answering(analysis: Analysis, words: Span) -> Entity | None:
    """Return the person whom the document mentions most: who answers in an interview."""
    people = {record.index for record in analysis.entities if record.type == "Person"}
    counts = Counter(mention.entity for mention in analysis.mentions if mention.entity in people)
    if not counts:
        return None
    record = analysis.entities[min(counts, key=lambda index: (-counts[index], index))]
    return Entity(record.name, record.type, words)


def _labelled(analysis: Analysis, words: Span) -> Entity | None:
    """Return the person of the document whose name or surname a label gives, in whatever case."""
    folded = words.text.casefold()
    for record in analysis.entities:
        if record.type != "Person" or not record.name[0].isupper():
            continue
        names = {name.casefold() for name in (record.name, *record.names)}
        if folded in names or folded == record.name.casefold().split()[-1]:
            return Entity(record.name, record.type, words)
    return None


def signed_quotation(analysis: Analysis, unit: Unit) -> Draft | None:
    """Return the report of a quotation that a dash and a name follow."""
    if not unit.quotes:
        return None
    quote = unit.quotes[-1]
    rest = unit.doc[quote.end : unit.end]
    if len(rest) < 2 or len(rest) > _SIGNATURE or rest[0].text not in _DASHES:
        return None
    head = head_after(unit.doc, quote.end + 1, unit.end)
    if head is None:
        return None
    entity = describe(analysis, unit.passage, head.i)
    if entity is None and head.pos_ == "PROPN":
        words = unit.passage.span(quote.end + 1, head.i + 1)
        entity = Entity(words.text, "Person", words)
    if entity is None:
        return None
    pieces = tuple(each.inner for each in unit.quotes)
    return Draft(
        "quote_by_dash",
        unit.passage,
        entity,
        pieces,
        "direct",
        cue=unit.passage.span(quote.end, quote.end + 1),
        lemma="—",
    )
