"""Tell a person's title from the name that follows it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.shapes import singular

_LONGEST_TITLE = 5
_LONGEST_NAME = 5


def name_start(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return where the title and where the person's name starts in a run of name words.

    ("Elverton Police Chief John Reed": the title starts at "Police" or "Chief", the name at "John".)
    Both are `start` where there is no title; the name starts at `end` where the run is only a title
    with or without an organisation before it. A title in small letters before the run counts.
    """
    for person in range(end, start, -1):
        length = _title_length(doc, start, person)
        if length and (person == end or person_like(doc, person, end)):
            title = _with_modifiers(doc, start, person - length)
            return _before(doc, title) if title == start and person < end else title, person
    if person_like(doc, start, end):
        return _before(doc, start), start
    return start, start


def company_after_title(doc: Doc, start: int, end: int) -> int:
    """Return where the name starts in "Ana Ruiz, President Acme North America,", else `start`."""
    if start == 0 or doc[start - 1].text != "," or end >= len(doc) or doc[end].text != ",":
        return start
    length = max(
        _title_length(doc, start, middle) and middle - start for middle in range(start, end)
    )
    return start + length if length and not person_like(doc, start + length, end) else start


def after_office(doc: Doc, start: int, end: int) -> int:
    """Return where the person's name starts in "Secretary of | Education Ana Ruiz", else `start`."""
    if start < 2 or doc[start - 1].lower_ != "of":
        return start
    if doc[start - 2].lower_ not in words("titles_persons"):
        return start
    person = start
    whole = f"{doc[start - 2].lower_} of {doc[start].lower_}"
    person += whole in words("titles_persons")
    while person < end and doc[person].lower_ in words("names_subjects"):
        person += 1
    return person if end - person > 1 and person_like(doc, person, end) else start


def _title_length(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens before `end` make up a title, 0 for none."""
    for length in range(min(_LONGEST_TITLE, end - start), 0, -1):
        phrase = " ".join(token.lower_ for token in doc[end - length : end])
        phrase = phrase.replace(" - ", "-")
        if phrase in words("titles_persons") or singular(phrase) in words("titles_persons"):
            return length
    return 0


def _with_modifiers(doc: Doc, start: int, title: int) -> int:
    while title > start and doc[title - 1].lower_ in words("titles_modifiers") | {"-"}:
        title -= 1
    if title > start and doc[title].lower_ in {"police", "fire"}:
        title += 1
    while title < len(doc) and doc[title].lower_ in {"of", "-"}:
        title += 1
    return title


def _before(doc: Doc, start: int) -> int:
    """Return where the title in small letters before a name starts ("spokesman", "chief of staff").

    Returns `start` for none. "Ana Ruiz, president Acme Works," names a company after a title.
    """
    sentence = doc[start].sent.start
    length = _title_length(doc, sentence, start)
    if not length or doc[start - 1].pos_ not in {"NOUN", "PROPN"}:
        return start
    title = start - length
    while title > sentence and doc[title - 1].lower_ in words("titles_modifiers") - {"of"}:
        title -= 1
    return title


def person_like(doc: Doc, start: int, end: int) -> bool:
    """Tell whether tokens `start`..`end` may be a person's name: few words, no organisation's."""
    tokens = doc[start:end]
    if not 0 < len(tokens) <= _LONGEST_NAME or not tokens[0].text[0].isupper():
        return False
    if any(token.lower_ in {"of", "for", "and", "&"} or token.is_digit for token in tokens):
        return False
    if any(token.lower_ in _not_in_persons() for token in tokens[-2:]):
        return False
    return tokens[-1].text not in words("places_names") and tokens[-2:].text not in words(
        "places_names"
    )


@cache
def _not_in_persons() -> frozenset[str]:
    spare = {
        "guard",
        "order",
        "post",
        "young",
        "lane",
        "park",
        "hills",
        "rivers",
        "heights",
        "ford",
    }
    every = organisation_heads() | words("organisations_suffixes") | words("places_words")
    nouns = frozenset().union(*groups("organisations_nouns").values())
    return every | nouns | words("organisations_tails") - frozenset(spare)
