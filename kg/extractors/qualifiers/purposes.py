"""What something is done for: "to find …", "in order to …", "for internal communication"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from spacy.tokens import Doc

_STOPS = frozenset({".", ";", ":", "!", "?", "”", '"', "—", "–", "("})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOT_FOR = frozenset(
    {"example", "instance", "free", "now", "sale", "use", "years", "months", "days"}
)
_SUBJECT_LEADS = frozenset(
    {"that", "which", "who", "according", "said", "while", "after", "before"}
)


def find_purpose(
    doc: Doc, start: int, end: int, taken: AbstractSet[int] = frozenset()
) -> tuple[int, int] | None:
    """Return the tokens (half-open) of an aim that starts within tokens `start`..`end`.

    The words "to", "in order to" and "for" that lead to it are left out. `taken` are tokens that
    say something else (dates, prices).
    """
    for place in range(start, min(end, len(doc) - 1)):
        if doc[place].text in _STOPS:
            return None
        if place in taken or place + 1 in taken:
            continue
        if doc[place].lower_ == "to" and _bare_verb(doc, place + 1):
            return _trimmed(doc, place + 1, _end(doc, place + 1) or end)
        if doc[place].lower_ == "for" and _aim(doc, place + 1):
            return _trimmed(doc, place + 1, _end(doc, place + 1))
    return None


def _bare_verb(doc: Doc, place: int) -> bool:
    return doc[place].tag_ == "VB" or (doc[place].pos_ == "VERB" and doc[place].tag_ == "VBP")


def _aim(doc: Doc, place: int) -> bool:
    """Tell whether "for" leads to an act or an abstract noun, not to a person, price or time."""
    for token in doc[place : place + 5]:
        if token.lower_ in _NOT_FOR or token.pos_ in {"NUM", "SYM", "PROPN", "PRON"}:
            return False
        if token.tag_ == "VBG" or token.pos_ == "NOUN":
            return True
        if token.pos_ not in {"ADJ", "ADV", "DET", "NOUN", "CCONJ"}:
            return False
    return False


def _end(doc: Doc, start: int) -> int:
    place = start + 1
    while place < len(doc):
        token = doc[place]
        if token.text in _STOPS or (token.is_sent_start and place > start):
            return place
        if token.lower_ in _SUBJECT_LEADS and doc[place - 1].text == ",":
            return place - 1
        if token.tag_ in _FINITE and not _relative(doc, start, place):
            return _own_subject(doc, place, start)
        place += 1
    return place


def _relative(doc: Doc, start: int, verb: int) -> bool:
    return any(token.tag_ in {"WDT", "WP", "WP$", "WRB"} for token in doc[start:verb])


def _own_subject(doc: Doc, verb: int, start: int) -> int:
    """Return where a later clause with its own subject starts: after the last comma, else 0."""
    for place in range(verb - 1, start, -1):
        if doc[place].text == ",":
            return place
    return 0


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    while end > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "or", "but"}):
        end -= 1
    return (start, end) if end > start else None
