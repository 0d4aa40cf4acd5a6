"""Why somebody is opposed, and what a partnership is on: "over its prices", "on a shared map"."""

from __future__ import annotations

from kg.extractors.lexicon import words
from kg.extractors.qualifiers.purposes import phrase_end, trimmed
from kg.extractors.tokens import Doc

_NOT_TIME = frozenset({"NUM", "SYM"})
_QUESTIONS = frozenset({"how", "what", "whether", "why", "who", "which", "where", "when"})


def find_ground(
    doc: Doc, anchor: int, start: int, end: int, *, about: frozenset[str]
) -> tuple[int, int] | None:
    """Return the tokens (half-open) of the ground or matter told within tokens `start`..`end`.

    `about` are the prepositions that lead to it; "of" does so after verbs of accusing, for which
    `anchor` is the verb.
    """
    accusing = doc[anchor].lemma_.casefold() in words("facts_accusing")
    for place in range(start, min(end, len(doc) - 1)):
        word = doc[place].lower_
        if doc[place].text in {".", ";", "!", "?"} or doc[place].pos_ == "VERB":
            return None
        leads = word in about or (accusing and word in {"of", "with"})
        if not leads or doc[place].pos_ not in {"ADP", "SCONJ"} or not _matter(doc, place + 1):
            continue
        return trimmed(doc, place + 1, min(_end(doc, place + 1), _sentence(doc, place)))
    return None


def _matter(doc: Doc, place: int) -> bool:
    """Tell whether a phrase is a matter: an act, a question or a thing, not a time or a name."""
    first = doc[place]
    if first.lower_ in _QUESTIONS or first.tag_ == "VBG":
        return True
    for token in doc[place : place + 8]:
        if token.lower_ in words("facts_times") or token.pos_ in _NOT_TIME:
            return False
        if token.pos_ == "NOUN":
            return token.lemma_.casefold() not in words("facts_times")
        if token.pos_ not in {"DET", "ADJ", "PRON", "PROPN", "PART", "ADV"}:
            return False
    return False


def _end(doc: Doc, start: int) -> int:
    """Return where the phrase ends; a question has a verb of its own."""
    if doc[start].lower_ not in _QUESTIONS:
        return phrase_end(doc, start)
    place = start + 1
    while place < len(doc) and doc[place].text not in {",", ".", ";", "—", "–", "”", '"'}:
        place += 1
    return place


def _sentence(doc: Doc, place: int) -> int:
    return next((at for at in range(place + 1, len(doc)) if doc[at].is_sent_start), len(doc))
