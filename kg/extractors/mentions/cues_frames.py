"""Cues to a name's type in the words that it is used with: "uses Birch", "a deal with Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.cues_makers import maker_cues
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import lemmas, possessive_mark
from kg.extractors.tokens import Doc, Token

_FRAMES = "names_frames"
_INNER = re.compile(r"[a-z][A-Z]")
_LEADS = frozenset({"DET", "ADJ", "NUM"})
_BETWEEN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "SYM", "ADP", "PART", "AUX"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_BEFORE_VERB = frozenset({"AUX", "ADV", "PART"})
_PARTICLES = frozenset({"out", "over", "up", "off", "on"})
_QUOTES = frozenset({"“", '"', "‘", "'"})
_DASHES = frozenset({"–", "—", "-", "--"})
_SEATS = frozenset({"-based", "-area", "-born", "-headquartered", "–based"})
_REACH = 8
_NEAR = 4
_CHAIN = 2


def frame_cues(name: Name, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield (type, cue) for what the order of the words around a name shows, whatever the parse."""
    doc = passages[name.passage].doc
    if any(_inner_capital(token.text) for token in doc[name.start : name.end]):
        yield "Product", "inner_capital"
        yield "Organization", "inner_capital"
    if doc.span(name.end, name.end + 2).text in _SEATS or _dateline(doc, name):
        yield "Place", "seat"
    elif not name.titled:
        if not _goes_on(doc, name.end):
            yield from _verb_before(doc, name)
            yield from _linked(doc, name)
        yield from _participle_after(doc, name.end)
        if _put_to_use(doc, name.end) or _instrument(doc, name.end):
            yield "Product", "used"
        yield from _verb_after(doc, name.end)
        yield from _relative_after(doc, name.end)
        yield from maker_cues(doc, name, branded=_inner_capital(doc[name.start].text))
        if _owns(doc, name.end):
            yield "Organization", "owns_business"
        if _builds(doc, name.end) or _brands(doc, name.end):
            yield "Organization", "brands"
        if _its(doc, name.end):
            yield "Person", "owns_its"
        if _makers(doc, name.end):
            yield "Product", "made"
        elif _has_post(doc, name.end):
            yield "Organization", "owns_person"


def _inner_capital(text: str) -> bool:
    """Tell whether a word is written as brands are ("MapQuest"), not as "McKay" or "DeSoto"."""
    found = _INNER.search(text)
    return found is not None and text[: found.start() + 1] not in groups(_FRAMES)["prefixes"]


def _dateline(doc: Doc, name: Name) -> bool:
    """Tell whether a name opens a dateline: "LEEDS, 4 May 2023 –", "CALDER (Reuters) -"."""
    if name.start != 0 or name.end >= len(doc):
        return False
    shown = doc.span(name.start, name.end).text.isupper() or doc[name.end].text == "("
    near = doc[name.end : name.end + _REACH]
    dashed = any(token.text in _DASHES and _apart(token) for token in near)
    return shown and dashed and not any(token.pos_ in {"VERB", "AUX"} for token in near[:2])


def _apart(token: Token) -> bool:
    return bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _goes_on(doc: Doc, end: int) -> bool:
    """Tell whether a name only leads or owns the noun that is spoken of ("Acme cameras")."""
    if end >= len(doc):
        return False
    return possessive_mark(doc[end]) or (doc[end].pos_ == "NOUN" and doc[end].text.islower())


def _before(doc: Doc, position: int) -> int:
    """Return the last token before a name that is no article, adjective, number or quote."""
    while position >= 0 and (doc[position].pos_ in _LEADS or doc[position].text in _QUOTES):
        position -= 1
    return position


def _verb_before(doc: Doc, name: Name) -> Iterator[tuple[str, str]]:
    place = _before(doc, name.title - 1)
    particle = doc[place].lower_ if place > 0 and doc[place].lower_ in _PARTICLES else ""
    place -= 1 if particle else 0
    if place < 0 or doc[place].pos_ not in {"VERB", "NOUN"} or not doc[place].text.islower():
        return
    forms = {f"{lemma} {particle}".strip() for lemma in lemmas(doc[place])}
    table = groups(_FRAMES)
    if doc[place].pos_ == "VERB" and forms & table["uses"]:
        yield "Product", "used"
    if doc[place].pos_ == "VERB" and forms & table["takes"]:
        yield "Organization", "taken"
        yield "Place", "taken"
    if doc[place].pos_ == "VERB" and forms & table["treats"]:
        yield "Organization", "treated"


def _linked(doc: Doc, name: Name) -> Iterator[tuple[str, str]]:
    """Yield cues from a word and the preposition before the name ("subscription to Birch")."""
    link = _before(doc, name.title - 1)
    if link < 1 or doc[link].pos_ not in {"ADP", "SCONJ"}:
        return
    table = groups(_FRAMES)
    for place in range(link - 1, max(-1, link - 1 - _REACH), -1):
        token = doc[place]
        words = {f"{form} {doc[link].lower_}" for form in lemmas(token)}
        if words & table["used"]:
            yield "Product", "used"
            return
        if words & table["dealt"]:
            yield "Organization", "dealt_with"
            yield "Person", "dealt_with"
            yield "Place", "dealt_with"
            return
        if token.pos_ not in _BETWEEN:
            return


def _participle_after(doc: Doc, end: int) -> Iterator[tuple[str, str]]:
    """Yield cues from "Birch, made by Acme" and "Acme, founded by"."""
    place = end + 1 if end < len(doc) and doc[end].text in {",", "("} else end
    if place < len(doc) and doc[place].lower_ in {"which", "that"}:
        place += 1
    while place < len(doc) and doc[place].pos_ in {"AUX", "ADV"}:
        place += 1
    if place >= len(doc):
        return
    by = any(token.lower_ == "by" for token in doc[place + 1 : place + _NEAR])
    if by and doc[place].lower_ in groups(_FRAMES)["made"]:
        yield "Product", "made"
    if doc[place].lower_ in groups(_FRAMES)["founded"] and doc[place].tag_ != "VBD":
        yield "Organization", "founded"


def _put_to_use(doc: Doc, end: int) -> bool:
    """Tell whether a passive follows that is said of products: "Birch has been rolled out"."""
    place, passive = end, False
    while place < len(doc) and doc[place].pos_ in _BEFORE_VERB:
        passive = passive or doc[place].lemma_ == "be"
        place += 1
    if not passive or place >= len(doc) or doc[place].tag_ != "VBN":
        return False
    after = doc[place + 1].lower_ if place + 1 < len(doc) else ""
    forms = {form for lemma in lemmas(doc[place]) for form in (lemma, f"{lemma} {after}")}
    return bool(forms & groups(_FRAMES)["placed"])


def _instrument(doc: Doc, end: int) -> bool:
    """Tell whether a clause with "on which" tells what a name serves for: "Birch, the ledger on which A relies"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    for place in range(end + 1, min(end + _REACH, len(doc) - 1)):
        token = doc[place]
        if token.lower_ in {"on", "with", "through"} and doc[place + 1].lower_ == "which":
            clause = doc[place + 2 : place + 2 + 3 * _REACH]
            return any(
                groups(_FRAMES)["instruments"].intersection(lemmas(each))
                for each in clause
                if each.pos_ == "VERB"
            )
        if token.pos_ not in {"DET", "ADJ", "NOUN", "NUM"} and token.text != "-":
            return False
    return False


def _verb_after(doc: Doc, end: int) -> Iterator[tuple[str, str]]:
    """Yield cues from the verb that follows a name, over "has agreed to"."""
    table = groups(_FRAMES)
    closed = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].tag_ in _FINITE
    place = end + 1 if closed else end  # "the other two, Acme and Birch, sell"
    for _ in range(_CHAIN):
        while place < len(doc) and doc[place].pos_ in _BEFORE_VERB:
            place += 1
        if place >= len(doc) or doc[place].pos_ != "VERB":
            return
        forms = lemmas(doc[place])
        after = doc[place + 1].lower_ if place + 1 < len(doc) else ""
        if {*forms, *(f"{form} {after}" for form in forms)} & table["acts"]:
            yield "Organization", "acts_as_body"
            return
        if table["signs"].intersection(forms) and _signed(doc, place + 1):
            yield "Organization", "signs"
            return
        if after != "to":
            return
        place += 1


def _relative_after(doc: Doc, end: int) -> Iterator[tuple[str, str]]:
    """Yield cues from "Acme, which makes", "Birch, which": no person is told of so."""
    if end + 2 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ == "which":
        yield "Person", "followed_by_which"
        yield from _verb_after(doc, end + 2)


def _signed(doc: Doc, place: int) -> bool:
    return any(
        token.lemma_.lower() in groups(_FRAMES)["signed"] for token in doc[place : place + _REACH]
    )


def _owns(doc: Doc, end: int) -> bool:
    """Tell whether a possessive and what an organisation has follow: "Acme’s planned takeover"."""
    if end >= len(doc) or not possessive_mark(doc[end]):
        return False
    for token in doc[end + 1 : end + 1 + _NEAR]:
        if token.lower_ in groups(_FRAMES)["owned"]:
            return True
        if token.pos_ not in {"ADJ", "NOUN", "VERB", "NUM", "PROPN"}:
            return False
    return False


def _builds(doc: Doc, end: int) -> bool:
    """Tell whether "-built", "-made" follows: "the Acme-built tram"."""
    if end + 1 >= len(doc) or doc[end].text not in {"-", "–"}:
        return False
    return doc[end + 1].lower_ in groups(_FRAMES)["made"]


def _makers(doc: Doc, end: int) -> bool:
    """Tell whether a name owns a maker: "Birch’s developer"."""
    if end + 1 >= len(doc) or not possessive_mark(doc[end]):
        return False
    return doc[end + 1].lower_ in groups(_FRAMES)["makers"]


def _brands(doc: Doc, end: int) -> bool:
    """Tell whether a name stands before what only a firm's name leads: "the Acme product"."""
    if end >= len(doc) or doc[end - 1].text in words("places_demonyms"):
        return False
    return doc[end].lower_ in groups(_FRAMES)["branded"]


def _its(doc: Doc, end: int) -> bool:
    """Tell whether the verb behind a name has "its …" as object: "Acme withdrew its bid"."""
    place = end
    while place < len(doc) and doc[place].pos_ in _BEFORE_VERB:
        place += 1
    if place + 1 >= len(doc) or doc[place].pos_ != "VERB":
        return False
    return doc[place + 1].lower_ in {"its", "itself"}


def _has_post(doc: Doc, end: int) -> bool:
    """Tell whether a post and a person's name follow: "Acme chief executive Ana Ruiz"."""
    last: Token | None = None
    for token in doc[end : end + _NEAR + 1]:
        if not token.text.islower():
            named = token.text[:1].isupper() and token.pos_ == "PROPN"
            return named and last is not None and last.lower_ in groups(_FRAMES)["posts"]
        if token.pos_ not in {"NOUN", "ADJ", "VERB"} and token.text not in {"-", "and"}:
            return False
        last = token
    return False
