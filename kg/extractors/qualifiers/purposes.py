"""What something is done for: "to find …", "in order to …", "for internal communication"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from kg.extractors.lexicon import words
from kg.extractors.tokens import Doc

_STOPS = frozenset({".", ";", ":", "!", "?", "”", '"', "—", "–", "("})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOT_FOR = frozenset(
    {
        "example",
        "instance",
        "free",
        "now",
        "sale",
        "use",
        "years",
        "months",
        "days",
        "year",
        "month",
        "week",
        "weeks",
        "day",
        "hour",
        "hours",
        "decade",
        "decades",
        "semester",
        "term",
        "quarter",
        "minutes",
    }
)
_NEVER_ACTS = frozenset({"court", "task", "trial", "market", "account", "date", "scale"})
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
            return trimmed(doc, place + 1, phrase_end(doc, place + 1) or end)
        if doc[place].lower_ in words("purposes_nouns") and _act_after(doc, place):
            return trimmed(doc, place + 2, phrase_end(doc, place + 2) or end)
        if doc.span(place, place + 2).text.lower() == "so that":
            return trimmed(doc, place + 2, _sentence_end(doc, place + 2))
        if doc[place].lower_ == "for" and _aim(doc, place + 1):
            return trimmed(doc, place + 1, phrase_end(doc, place + 1))
    return None


def find_occasion(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return the occasions for which something is used: "in | federal votes", "at | public meetings"."""
    for place in range(start, min(end, len(doc) - 1)):
        if doc[place].lower_ not in {"in", "at", "during"} or doc[place].pos_ != "ADP":
            continue
        for at in range(place + 1, min(place + 6, len(doc))):
            if doc[at].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "CCONJ"}:
                break
            following = doc[at + 1].pos_ if at + 1 < len(doc) else ""
            named = doc[at].lemma_.casefold() in words("facts_occasions") and doc[at].tag_ == "NNS"
            if named and following != "NOUN":
                return place + 1, at + 1
    return None


def _act_after(doc: Doc, place: int) -> bool:
    """Tell whether "of", "at" or "to" and an act follow: "with the aim of | reducing errors"."""
    if place + 2 >= len(doc) or doc[place + 1].lower_ not in {"of", "at", "to"}:
        return False
    return doc[place + 2].tag_ == "VBG"


def _sentence_end(doc: Doc, start: int) -> int:
    return next((at for at in range(start, len(doc)) if doc[at].text in _STOPS), len(doc))


def _bare_verb(doc: Doc, place: int) -> bool:
    """Tell whether an infinitive follows "to", also one read as a noun ("to caption talks")."""
    if doc[place].lower_ in _NEVER_ACTS and (
        place + 1 >= len(doc) or doc[place + 1].pos_ not in {"DET", "PRON", "NOUN", "PROPN", "ADJ"}
    ):
        return False  # "to court"
    if doc[place].tag_ == "VB" or (doc[place].pos_ == "VERB" and doc[place].tag_ == "VBP"):
        return True
    followed = place + 1 < len(doc) and doc[place + 1].pos_ in {"DET", "NOUN", "ADJ", "PRON"}
    return doc[place - 1].pos_ == "PART" and doc[place].tag_ == "NN" and followed


def _aim(doc: Doc, place: int) -> bool:
    """Tell whether "for" leads to an act or an abstract noun, not to a person, price or time."""
    owned = doc[place].tag_ == "PRP$" and place + 1 < len(doc)
    if owned and doc[place + 1].pos_ == "PROPN":
        return True  # "for its Ranger drone"
    for token in doc[place : place + 5]:
        if token.lower_ in _NOT_FOR or token.pos_ in {"NUM", "SYM", "PROPN"}:
            return False
        if token.tag_ == "PRP$":
            continue
        if token.tag_ == "VBG" or token.pos_ == "NOUN":
            return True
        if token.pos_ not in {"ADJ", "ADV", "DET", "NOUN", "CCONJ"}:
            return False
    return False


def phrase_end(doc: Doc, start: int) -> int:
    """Return the token where an aim that starts at a token ends; 0 where it is no aim."""
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


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Cut punctuation and conjunctions from the end of a stretch; None where nothing is left."""
    while end > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "or", "but"}):
        end -= 1
    return (start, end) if end > start else None
