"""Find names by their capitals, and by what may stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.joining import next_part, organisation_heads
from kg.extractors.mentions.shapes import calendar, never_name, singular
from kg.extractors.mentions.spelling import Spelling, name_word
from kg.extractors.mentions.titles import after_office, company_after_title, field_start, name_start
from kg.extractors.tokens import Doc, Token, text_of

# "D-Ohio" after a lawmaker's name
_PARTY = re.compile(r"^[DRI]-[A-Z]")


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start`..`end` of a passage that name something; `title` is where its title starts.

    `generic` marks a capitalised description ("the Council", "Police Department").
    """

    passage: int
    start: int
    end: int
    title: int
    text: str
    generic: bool = False

    @property
    def titled(self) -> bool:
        """Tell whether a person's title stands before the name."""
        return self.title < self.start


def find_names(passages: Sequence[Passage], spelling: Spelling) -> list[Name]:
    """Return every name in text order; none overlaps another."""
    found: list[Name] = []
    for passage in passages:
        for start, end in _sequences(passage, spelling):
            found.extend(_names_in(passage, start, end))
    return found


def _sequences(passage: Passage, spelling: Spelling) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of name words with the small words and marks that join them."""
    doc = passage.doc
    position = 0
    while position < len(doc):
        token = doc[position]
        if not name_word(token, passage, spelling) or calendar(token):
            end = _labelled_end(doc, position)
            if end > position and passage.index not in spelling.titled:
                yield position, end
            position = max(position + 1, end)
            continue
        end = position + 1
        while (part := next_part(passage, spelling, position, end)) > end:
            end = part
        yield position, end
        position = end


def _labelled_end(doc: Doc, position: int) -> int:
    """Return where a person or place that the model labels, but no capital shows, ends."""
    token = doc[position]
    if token.ent_iob_ != "B" or not token.text[:1].isalpha() or token.is_stop or calendar(token):
        return position
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return position
    end = position + 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].text[:1].isupper():
        end += 1
    return end


def _names_in(passage: Passage, start: int, end: int) -> Iterator[Name]:
    """Cut one run into names: articles off, titles off, a person after an organisation apart."""
    doc = passage.doc
    while start < end and doc[start].lower_ in {
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
    }:
        start += 1
    if start + 1 < end and doc[start].lower_ in words("names_presenting"):
        start += 1  # "Introducing Birch"
    while end > start and _hanging(doc, end - 1):
        end -= 1
    start = company_after_title(doc, start, end)
    if start >= end:
        return
    office = after_office(doc, start, end)
    if office > start:
        yield from _single(passage, office, end, start - 2)
        return
    title, person = name_start(doc, start, end)
    if person > start:
        title = field_start(doc, start, title, person)
        if title > start and not (person == end and _post(doc, start, end)):
            yield from _single(passage, start, _trimmed(doc, start, title), start)
        yield from _single(passage, person, end, title)
        return
    # "Mr Beck" at the head of a sentence: its capital shows nothing, so the run starts at "Beck"
    yield from _single(passage, start, end, title)


def _hanging(doc: Doc, position: int) -> bool:
    """Tell whether a name cannot end with a token: a mark, or a small word ("Acme In the north")."""
    token = doc[position]
    small = token.tag_ in {"IN", "DT", "CC"} and token.is_stop and not token.text.isupper()
    return small or not any(letter.isalnum() for letter in token.text)


def _post(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words are a post after a person's name ("Ana Ruiz, Media Manager for")."""
    if start == 0 or end >= len(doc):
        return False
    return doc[start - 1].text in {",", "and", "&"} and doc[end].lower_ in {
        "for",
        "at",
        "of",
        "with",
    }


def _trimmed(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].text in {",", "of"}):
        end -= 1
    return end


def _single(passage: Passage, start: int, end: int, title: int) -> Iterator[Name]:
    if start >= end:
        return
    tokens = passage.doc[start:end]
    if end - start == 1 and (never_name(tokens[0]) or len(tokens[0].text) < 2):
        return
    if _PARTY.match(text_of(tokens)):
        return
    if text_of(tokens) in words("places_demonyms") or _role(tokens, title < start):
        return
    if tokens[-1].lower_ in words("names_other_heads") and end - start > 1:
        return
    if _first_of_post(passage.doc, start, end):
        return
    generic = _generic(tokens)
    if generic and end - start == 1 and _determined(passage.doc, start):
        return
    text = " ".join(passage.span(start, end).text.split())
    yield Name(passage.index, start, end, title, text, generic)


def _role(tokens: Sequence[Token], titled: bool) -> bool:
    """Tell whether the words are an office and no name ("Digital Strategist")."""
    if titled or len(tokens) == 1 or any(token.lower_ in {"of", "and"} for token in tokens):
        return False
    if tokens[-1].lower_ in words("organisations_tails"):
        return False
    return singular(tokens[-1].text) in words("persons_nouns")


def _first_of_post(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words begin a post of two ("Ana Ruiz, Web Content and Media Manager")."""
    if start == 0 or doc[start - 1].text != "," or end >= len(doc):
        return False
    if doc[end].lower_ not in {"and", "&"}:
        return False
    for token in doc[end + 1 : end + 5]:
        if not token.text[0].isupper():
            return False
        if singular(token.text) in words("persons_nouns"):
            return True
    return False


def _generic(tokens: Sequence[Token]) -> bool:
    """Tell whether the name is built of common nouns only ("City Council", "Sheriff’s Office")."""
    nouns = _common_nouns()
    return all(
        token.tag_ == "POS" or token.lower_ == "of" or singular(token.text) in nouns
        for token in tokens
    )


@cache
def _common_nouns() -> frozenset[str]:
    nouns = frozenset[str]().union(*groups("organisations_nouns").values())
    roles = groups("organisations_heads")["possessive"] | groups("organisations_heads")["polity"]
    return nouns | organisation_heads() | roles | words("titles_persons") | words("persons_nouns")


def _determined(doc: Doc, start: int) -> bool:
    """Tell whether an article, a possessive or a demonstrative stands before the word."""
    if start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    return before.tag_ in {"DT", "PRP$", "POS"} or before.lower_ in {"the", "this", "our", "its"}
