"""Name speakers whose title the parse took for them: "Secretary of Education Ana Ruiz"."""

from __future__ import annotations

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token
from kg.model import Entity

_OFFICE = 7
_NOT_PEOPLE = frozenset({"Product", "Place", "Document", "Publication", "Person"})
_PAUSES = frozenset({",", "—", "–", "--"})


def name_inside(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    """Return the person whose name follows a title that the parse took for the head."""
    own = analysis.mention_at(passage.index, head.i)
    if own is not None and own.kind == "name":
        return None
    officer = _after_office(analysis, passage, head) or _apposed(analysis, passage, head)
    if officer is not None:
        return officer
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in {"flat", "compound", "appos"}
            and child.i - head.i < 4
        ):
            mention = analysis.mention_at(passage.index, child.i)
            between = head.doc[head.i + 1 : child.i]
            commas = any(token.is_punct for token in between)
            if mention is not None and mention.kind == "name" and not commas:
                found = analysis.entity(mention)
                return found if found.type == "Person" else None
    return None


def _after_office(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    """Return the person whose name ends an office: "Secretary of Education Ana Ruiz"."""
    doc, place = head.doc, head.i + 2
    if not head.text[0].isupper() or place >= len(doc) or doc[head.i + 1].lower_ != "of":
        return None
    while place < len(doc) and doc[place].text[0].isupper() and place < head.i + _OFFICE:
        mention = analysis.mention_at(passage.index, place)
        if mention is not None and mention.kind == "name" and mention.start > head.i + 2:
            found = analysis.entity(mention)
            return found if found.type == "Person" else None
        place += 1
    return None


def _apposed(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    """Return the person whose name stands between pauses after a description: "the mayor, Ana Ruiz,"."""
    doc = head.doc
    counted = [word for word in head.children if word.dep_ == "nmod"] if head.tag_ == "CD" else []
    for child in (*head.children, *(word for noun in counted for word in noun.children)):
        if child.dep_ != "appos" or not head.i + 1 < child.i or child.pos_ != "PROPN":
            continue
        mention = analysis.mention_at(passage.index, child.i)
        if mention is None or mention.kind != "name" or mention.end >= len(doc):
            continue
        first = mention.start
        while first > head.i + 1 and doc[first - 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
            first -= 1  # over a title: "state Sen."
        before, after = doc[first - 1], doc[mention.end]
        parted = before.text in _PAUSES and (after.text in _PAUSES or after.text == ".")
        found = analysis.entity(mention)
        if parted and found.type == "Person" and head.tag_ in {"NN", "CD"}:
            return found
    return None


def publisher_inside(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    """Return who made the paper that a name in capitals is: "NIST Evaluation", "Acme Study"."""
    place = head.i - 1
    if head.lower_ not in load_vocabulary().documents or not head.text[0].isupper() or place < 0:
        return None
    own = analysis.mention_at(passage.index, head.i)
    first = own.start if own is not None else place
    name = passage.span(first, head.i).text if first < head.i else ""
    for record in analysis.entities:
        if record.type not in _NOT_PEOPLE and name and name in (record.name, *record.names):
            span = passage.span(first, head.i)
            return Entity(record.name, record.type, span)
    return None
