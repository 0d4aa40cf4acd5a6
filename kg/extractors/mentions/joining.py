"""Decide how far a name goes on: over small words, possessives, commas, hyphens and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import acronym, calendar, possessive_mark, singular
from kg.extractors.mentions.spelling import Spelling, name_word
from kg.extractors.tokens import Doc, text_of

_NUMBER = re.compile(r"^\d{1,4}(?:\.\d{1,2})*[a-z]?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NUMBERED = frozenset({"section", "page", "chapter", "title", "article", "rule", "item", "figure"})
_AMOUNTS = frozenset({"percent", "%", "million", "billion", "trillion", "thousand", "per", "-"})
_LISTED = re.compile(r"^, (?:and |or )?[A-Z]")
_LONGEST_TOWN = 3
_ARABIC = frozenset({"al", "el", "ul", "ad", "ar", "as", "az", "an", "at", "ash", "bin", "ben"})
_LINKS = frozenset({"of", "for", "on", "to", "against"})
_CLASSES = (
    "GovernmentOrganization",
    "NewsOrganization",
    "NonprofitOrganization",
    "EducationalOrganization",
    "MedicalOrganization",
    "Company",
    "Organization",
)
Named = Callable[[int], bool]


@cache
def organisation_heads() -> frozenset[str]:
    """Return every word that, capitalised, heads an organisation's name."""
    table = groups("organisations_heads")
    return frozenset().union(*(table[name] for name in _CLASSES))


def next_part(passage: Passage, spelling: Spelling, start: int, end: int) -> int:
    """Return where a name that so far is tokens `start`..`end` ends when it takes its next part.

    Returns `end` itself where the name goes no further.
    """
    doc = passage.doc
    if end >= len(doc) or doc[end].is_sent_start:
        return end

    def named(position: int) -> bool:
        if position >= len(doc) or doc[position].is_sent_start or calendar(doc[position]):
            return False
        return name_word(doc[position], passage, spelling)

    token = doc[end]
    if named(end):
        return end if token.text in {"I", "The", "A"} or _person_starts(doc, end) else end + 1
    if _NUMBER.match(token.text):
        return end + 1 if _version(doc, start, end) else end
    if token.text == "-" and _person_goes_on(doc, end):
        return end + 2
    if token.text == "-" and named(end + 1):
        return end + 2 if not (token.whitespace_ or doc[end - 1].whitespace_) else end
    if possessive_mark(token):
        return end + 2 if named(end + 1) and _owner_in_name(doc, start, end) else end
    if token.text == "&" and end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
        return end + 2  # "Bell & Son"
    if token.lower_ in _ARABIC and _article_joined(doc, end):
        return end + 3
    if token.text == "&" or token.lower_ in words("names_particles"):
        return end + 2 if named(end + 1) else end
    return _over_words(doc, start, end, named)


def _person_starts(doc: Doc, position: int) -> bool:
    """Tell whether the model starts a person's name here, straight after a place's."""
    here, before = doc[position], doc[position - 1]
    return here.ent_iob_ == "B" and here.ent_type_ == "PERSON" and before.ent_type_ == "LOC"


def _article_joined(doc: Doc, end: int) -> bool:
    """Tell whether an article with a hyphen goes on with a name: "Suleiman | al-Amr"."""
    if end + 2 >= len(doc) or doc[end + 1].text != "-" or doc[end].whitespace_:
        return False
    return not doc[end + 1].whitespace_ and doc[end + 2].text[:1].isupper()


def _person_goes_on(doc: Doc, hyphen: int) -> bool:
    """Tell whether a hyphen joins the small second half of a given name: "Park Min-jun"."""
    if hyphen < 2 or hyphen + 1 >= len(doc) or doc[hyphen - 1].whitespace_:
        return False
    parts = (doc[hyphen - 2], doc[hyphen - 1], doc[hyphen + 1])
    labelled = all(part.ent_type_ == "PERSON" for part in parts)
    first, second = parts[0].text[:1].isupper(), doc[hyphen + 1].text.islower()
    return labelled and first and second and not doc[hyphen].whitespace_


def _version(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the number at `end` belongs to the name before it ("Windows 10")."""
    following = doc[end + 1].lower_ if end + 1 < len(doc) else ""
    if following in _AMOUNTS or following in {":", "/"} or doc[end - 1].lower_ in _NUMBERED:
        return False
    if _YEAR.match(doc[end].text):
        return doc[end].head.i in range(start, end)
    return True


def _owner_in_name(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a possessive stays inside the name ("Bellmont County Sheriff’s Office")."""
    inside = groups("organisations_heads")["possessive"]
    owner = doc[end - 1].lower_
    if doc[end].text in {"'", "’"} and singular(owner) != owner and end + 1 < len(doc):
        following = doc[end + 1]
        if following.text[:1].isupper() and following.lower_ in organisation_heads():
            return True  # "Bakers' Union"
    if not {owner, singular(owner)} & inside and doc[start].lower_ not in {"st.", "saint", "st"}:
        return False
    after = doc[end + 1 : end + 5]
    return any(word.text[:1].isupper() and word.lower_ in organisation_heads() for word in after)


def _over_words(doc: Doc, start: int, end: int, named: Named) -> int:
    """Take "of Justice", "and Human Services", ", Inc." into the name."""
    word = doc[end].lower_
    if word == ",":
        if end + 1 < len(doc) and _legal_form(doc[end + 1].text):
            return end + 2
        if (region := _region(doc, start, end)) > end:
            return region
        return _listed(doc, start, end, named)
    if word in _LINKS:
        articles = {"the", "a", "an", "our"} if word in {"for", "against"} else {"the"}
        first = end + 2 if end + 1 < len(doc) and doc[end + 1].lower_ in articles else end + 1
        return first + 1 if named(first) and _goes_on(doc, start, end) else end
    if word == "and":
        return end + 2 if named(end + 1) and _joined(doc, start, end) else end
    return end


def _legal_form(text: str) -> bool:
    return text[:1].isupper() and text.lower().replace(".", "") in words("organisations_suffixes")


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Tell whether "of", "for", "on", "to" after this word continue an organisation's name."""
    head = doc[end - 1].lower_
    if head in groups("organisations_heads")["polity"]:
        return doc[end].lower_ == "of"
    if head not in groups("organisations_heads")["continuing"]:
        if doc[end].lower_ != "of":
            return False
        short = acronym(doc[end - 1].text) and head not in words("titles_persons")
        chapter = short and doc[end + 1].text in words("places_names")
        return chapter or _one_label(doc, start, end + 1)
    if doc[end].lower_ in {"on", "to", "against"}:
        return doc[end + 1].text[0].isupper()
    return True


def _one_label(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the model gives tokens `start`..`end` and the next one label."""
    labels = {token.ent_type_ for token in doc[start : end + 1]}
    return (
        len(labels) == 1
        and "" not in labels
        and "PERSON" not in labels
        and all(token.ent_iob_ == "I" for token in doc[start + 1 : end + 1])
    )


def _joined(doc: Doc, start: int, end: int) -> bool:
    """Tell whether "and" stands inside one name, between two subjects of its work."""
    before, after = doc[end - 1].lower_, doc[end + 1]
    if acronym(after.text):
        return False
    subjects = words("names_subjects")
    in_phrase = any(token.lower_ in _LINKS for token in doc[start:end])
    if after.lower_ in subjects and (before in subjects or in_phrase):
        return True
    if in_phrase:
        return _one_label(doc, start, end + 1)
    people = singular(before) in words("persons_nouns") and singular(before) != before
    following = doc[end + 1 : end + 5]
    headed = (word.text[:1].isupper() and word.lower_ in organisation_heads() for word in following)
    return (people or before in subjects) and before.islower() and any(headed)


def _listed(doc: Doc, start: int, end: int, named: Named) -> int:
    """Take a list of subjects after "of" into the name ("Office of Policy, Outreach and Audit")."""
    if not any(token.lower_ in {"of", "for", "on"} for token in doc[start:end]):
        return end
    subjects = words("names_subjects")
    position = end
    while (
        position + 1 < len(doc)
        and doc[position].text == ","
        and named(position + 1)
        and doc[position + 1].lower_ in subjects
    ):
        position += 2
        while named(position) and doc[position].lower_ in subjects:
            position += 1
    if position < len(doc) and doc[position].text == ",":
        position += 1
    closed = position + 1 < len(doc) and doc[position].lower_ == "and" and named(position + 1)
    return position + 2 if closed and position > end + 1 and _joined(doc, start, position) else end


def _region(doc: Doc, start: int, end: int) -> int:
    """Take the state or country after a town into its name ("Boise, Idaho"); else return `end`."""
    town = doc[start:end]
    if end - start > _LONGEST_TOWN or text_of(town) in words("places_regions"):
        return end
    if any(token.lower_ in organisation_heads() for token in town) or town[0].ent_type_ == "PERSON":
        return end
    for length in (3, 2, 1):
        region = doc[end + 1 : end + 1 + length]
        text = text_of(region)
        spelt = text.title() if text.isupper() and len(text) > 3 else text
        if len(region) == length and spelt in words("places_regions"):
            short = len(spelt) == 2 or spelt.endswith(".")
            listed = not short and _one_of_several(doc, end + 1 + length)
            return end if listed else end + 1 + length
    return end


def _one_of_several(doc: Doc, position: int) -> bool:
    """Tell whether the words before `position` stand in a list of places."""
    if position >= len(doc):
        return False
    following = doc.span(position, position + 3).text
    return doc[position].lower_ in {"and", "or"} or bool(_LISTED.match(following))
