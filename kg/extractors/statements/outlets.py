"""Read in what, on what and before whom something was said: letters, interviews, posts, papers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions import describe
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token
from kg.model import Qualifier

Named = tuple[str, Qualifier]

_PLACING = frozenset({"in", "on", "at", "during", "via", "through", "by"})


def placed_outlets(analysis: Analysis, passage: Passage, start: int, end: int) -> Iterator[Named]:
    """Yield the outlet that a preposition names ("in a letter", "on CNN"), and who was addressed."""
    for token in passage.doc[start:end]:
        placing = token.lower_ in _PLACING
        if not placing and token.lower_ not in groups("outlets_links")["audience"]:
            continue
        if token.i + 1 >= end:
            continue
        if placing and passage.doc[token.i + 1].text in {'"', "“"}:
            yield from _titled(passage, token.i + 1, end)
            continue
        head = _head(analysis, passage, token.i + 1, end)
        if head is None:
            continue
        if not placing:
            yield from _addressed(analysis, passage, token.i + 1, head)
        elif token.lower_ == "at" and _belongs_to_name(head):
            continue
        elif _is_outlet(head):
            yield from extended_outlet(analysis, passage, (token.i + 1, head.i + 1), end)
        elif _is_medium(analysis, passage, head):
            span = passage.span(token.i + 1, head.i + 1)
            yield "outlet", Qualifier(span, value=plain(span.text))


def extended_outlet(
    analysis: Analysis, passage: Passage, noun: tuple[int, int], end: int
) -> Iterator[Named]:
    """Yield an outlet with what says whose it is ("a post on X"), and to whom it went."""
    doc, (start, last), place = passage.doc, noun, noun[1]
    links = groups("outlets_links")
    while place + 1 < end:
        if doc[place].lower_ in links["participles"]:
            place += 1
        link = doc[place].lower_
        head = _head(analysis, passage, place + 1, end) if place + 1 < end else None
        if head is None or link not in links["outlet"] | links["audience"]:
            break
        if link in links["audience"] and _is_medium(analysis, passage, head):
            last = head.i + 1
        elif link in links["audience"]:
            yield from _addressed(analysis, passage, place + 1, head)
        elif _is_medium(analysis, passage, head) or _named(analysis, passage, head):
            last = head.i + 1 if last == noun[1] or link == "of" else last
        else:
            break
        place = head.i + 1
    span = passage.span(start, last)
    yield "outlet", Qualifier(span, value=plain(span.text))


def _head(analysis: Analysis, passage: Passage, start: int, end: int) -> Token | None:
    """Return the last word of the name that a phrase begins with, else the phrase's head."""
    first = start
    while first < end - 1 and passage.doc[first].pos_ == "DET":
        first += 1
    mention = analysis.mention_at(passage.index, first)
    if mention is not None and mention.kind == "name" and mention.start == first:
        owner = passage.doc[mention.end : mention.end + 1]
        owns = bool(owner) and owner[0].tag_ == "POS"
        if not owns or _is_medium(analysis, passage, passage.doc[mention.end - 1]):
            return passage.doc[mention.end - 1]
    return head_after(passage.doc, start, end)


def _addressed(analysis: Analysis, passage: Passage, start: int, head: Token) -> Iterator[Named]:
    """Yield whom a letter or a talk is for, where people or a body stand there."""
    entity = describe(analysis, passage, head.i)
    if entity is None or entity.type in {"Place", "Product"} or head.doc[start].tag_ == "VB":
        return
    yield "audience", Qualifier(passage.span(start, head.i + 1), value=entity.name)


def _named(analysis: Analysis, passage: Passage, head: Token) -> bool:
    mention = analysis.mention_at(passage.index, head.i)
    if mention is None or mention.kind != "name":
        return head.pos_ == "PROPN" and mention is None
    return analysis.entities[mention.entity].type not in {"Person", "Place"}


def _is_medium(analysis: Analysis, passage: Passage, head: Token) -> bool:
    """Tell whether a name is that of a news organisation or of a network where people publish."""
    mention = analysis.mention_at(passage.index, head.i)
    if mention is None or mention.kind == "pronoun":
        return head.text.rstrip(".") in words("outlets_platforms")
    news = analysis.entities[mention.entity].type == "NewsOrganization"
    return news or head.text in words("outlets_platforms")


def _titled(passage: Passage, start: int, end: int) -> Iterator[Named]:
    for token in passage.doc[start + 1 : end]:
        if token.text in {'"', "”"} and token.i > start + 1:
            span = passage.span(start + 1, token.i)
            yield "outlet", Qualifier(span, value=span.text)
            return


def _belongs_to_name(head: Token) -> bool:
    """Tell whether a place only says who somebody is: "a clerk at the county court"."""
    owner = head.head
    if head.dep_ != "nmod" or owner.pos_ not in {"NOUN", "PROPN"} or owner.i > head.i:
        return False
    vocabulary = load_vocabulary()
    said = vocabulary.documents | vocabulary.occasions | vocabulary.statements
    return owner.lower_ not in said and owner.lower_ in vocabulary.speakers


def _is_outlet(head: Token) -> bool:
    vocabulary, word = load_vocabulary(), head.lower_
    if head.i > 1 and head.nbor(-1).text == "-":
        word = f"{head.nbor(-2).lower_}-{word}"  # "op-ed"
    return word in vocabulary.documents or word in vocabulary.occasions


def plain(text: str) -> str:
    """Return words without the article or pronoun at their head.

    >>> plain("its website")
    'website'
    """
    first, _, rest = text.partition(" ")
    plain = (
        rest if first.lower() in {"a", "an", "the", "its", "their", "his", "her"} and rest else text
    )
    return " ".join(plain.split())
