"""Places that have no name: "at eight airports", "on all its buses", "across the county"."""

from __future__ import annotations

from kg.extractors.lexicon import words
from kg.extractors.tokens import Doc, Token

_ON = frozenset({"on", "onto", "aboard", "over", "into", "outside"})
_NEAR = frozenset({"along", "near", "outside", "aboard", "over"})
_LEADING = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV", "SYM", "PUNCT"})
_PLACED = frozenset({"in", "of", "across"})
_NAMES = frozenset({"PROPN", "CCONJ", "PUNCT", "DET"})
_LONGEST = 9


def find_site(doc: Doc, start: int, end: int, *, mounted: bool = False) -> tuple[int, int] | None:
    """Return the tokens (half-open) of the first unnamed place within tokens `start`..`end`.

    A place stands after a preposition of place, and its noun is a kind of place. With `mounted`,
    "on" and "into" lead to one, too ("mounted cameras on its patrol cars"). Names of places that
    say where it lies belong to it ("14 clinics in Utah and Ohio").
    """
    for place in range(start, end - 1):
        word = doc[place].lower_
        if doc[place].pos_ != "ADP" or not (
            word in words("facts_places") or word in _NEAR or (mounted and word in _ON)
        ):
            continue
        head = _head(doc, place + 1, end)
        if head is not None and _is_site(head) and _is_told(doc, place + 1, head):
            return place + 1, _with_names(doc, head.i + 1, end)
    return None


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """Return the last noun of the phrase that starts at a token."""
    head = None
    for token in doc[start : min(end, start + _LONGEST)]:
        if token.pos_ in {"NOUN", "PROPN"}:
            head = token
        elif token.lower_ == "of" and head is None and token.i > start:
            continue  # "all 48 of its stations"
        elif (
            token.tag_ not in {"PRP$", "POS", "HYPH", "VBN", "VBG"}
            and (token.pos_ not in _LEADING or token.text in {",", ";", "(", "–", "—", ".", ":"})
        ) or (head is not None and token.pos_ in {"DET", "NUM", "ADJ", "ADV"}):
            break
    return head


def _is_site(head: Token) -> bool:
    return head.pos_ == "NOUN" and head.lemma_.casefold() in words("facts_sites")


def _is_told(doc: Doc, start: int, head: Token) -> bool:
    """Tell whether the phrase tells one place or several from others, not a kind: "in school"."""
    if head.tag_ == "NNS":
        return True
    first = doc[start]
    return head.i > start and (first.tag_ == "PRP$" or first.pos_ in {"DET", "NUM", "PROPN"})


def _with_names(doc: Doc, end: int, last: int) -> int:
    """Return the end of a phrase with the names of places behind it."""
    if end + 1 >= last or doc[end].lower_ not in _PLACED:
        return end
    place = end + 1
    while place < last and doc[place].pos_ in _NAMES and doc[place].text not in {".", ";", ":"}:
        place += 1
    while place > end + 1 and doc[place - 1].pos_ != "PROPN":
        place -= 1
    return place if place > end + 1 else end
