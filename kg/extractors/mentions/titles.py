"""Tell a person's title from the name that follows it."""

from __future__ import annotations

from functools import cache

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.shapes import singular
from kg.extractors.tokens import Doc, text_of

_LONGEST_TITLE = 5
_LONGEST_NAME = 5
_MINISTERIAL = frozenset({"minister", "secretary", "undersecretary", "commissioner", "director"})
_FIELDS = frozenset({"foreign", "prime", "interior", "home", "and", "&", ",", "affairs", "justice"})
_JOINING = frozenset({"and", "&", ","})
_FEW = 3
_OF_OFFICES = frozenset({"special", "independent", "federal", "surgeon", "attorney", "the"})
_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx", "mx."})


def name_start(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return where the title and where the person's name starts in a run of name words.

    ("Elverton Police Chief John Reed": the title starts at "Police" or "Chief", the name at "John".)
    Both are `start` where there is no title; the name starts at `end` where the run is only a title
    with or without an organisation before it. A title in small letters before the run counts.
    """
    for person in range(end, start, -1):
        length = _title_length(doc, start, person)
        if person == end and length and _office(doc, start, end - length):
            return start, start
        if person == end and length and _no_title(doc, start, end - length):
            continue
        sure = person == end or person_like(doc, person, end) or _honoured(doc, person, end)
        if length and sure:
            title = _with_modifiers(doc, start, person - length)
            return _before(doc, title) if title == start and person < end else title, person
    if person_like(doc, start, end):
        return _before(doc, start), start
    return start, start


def _honoured(doc: Doc, person: int, end: int) -> bool:
    """Tell whether "Mr" or "Ms" stands before one or two words, whatever they look like ("Ms. Mills")."""
    return doc[person - 1].lower_ in _HONORIFICS and 0 < end - person < _FEW


def _no_title(doc: Doc, start: int, title: int) -> bool:
    """Tell whether what looks like a title ends a person's name: "Ana | Singer"."""
    return title - start == 1 and doc[start].text in _first_names()


def _office(doc: Doc, start: int, title: int) -> bool:
    """Tell whether what looks like a title ends a body's name: "Office of | Inspector General"."""
    last = title - 1
    while last > start and doc[last].lower_ in words("titles_modifiers") - {"of"} | _OF_OFFICES:
        last -= 1  # "Office of Special | Counsel"
    if last - start < 1 or doc[last].lower_ not in {"of", "for"}:
        return False
    return any(token.lower_ in organisation_heads() for token in doc[start:last])


@cache
def _first_names() -> frozenset[str]:
    return frozenset[str]().union(*groups("persons_first_names").values())


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
    while person < end and doc[person].lower_ in words("names_subjects") | _JOINING:
        person += 1
    return person if end - person > 1 and person_like(doc, person, end) else start


def field_start(doc: Doc, start: int, title: int, person: int) -> int:
    """Return where the field of a minister starts ("Social Support | Minister"), else `title`.

    A place, a ministry or an acronym before the field is none of it ("UK Health Secretary").
    """
    told = {token.lower_ for token in doc[title:person]}
    ministerial = told & _MINISTERIAL
    if not ministerial or title <= start:
        return title
    field = title
    while field > start and doc[field - 1].lower_ in _FIELDS | words("names_subjects"):
        field -= 1
    while field < title and doc[field].lower_ in {"and", "&", ","}:
        field += 1
    rest = doc[start:field]
    body = any(
        token.lower_ in organisation_heads() or token.text.isupper() or token.tag_ == "POS"
        for token in rest
    )
    known = body or text_of(rest) in words("places_names", "places_demonyms")
    if "minister" in ministerial and field == title and not known:
        return start
    return field


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
        if doc[title - 1].lower_ == "county" and title - 1 > start:
            break  # "Harlan County | Sheriff"
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
    return tokens[-1].text not in words("places_names") and text_of(tokens[-2:]) not in words(
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
