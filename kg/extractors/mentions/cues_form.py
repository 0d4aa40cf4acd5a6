"""Cues to a name's type in the name itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, united, words
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import acronym, singular
from kg.extractors.tokens import Token, text_of

_VERSION = re.compile(r"(?:\s\d{1,3}(?:\.\d+)*|^[A-Z]{2,3}\d+)$")
_INITIAL = re.compile(r"\s[A-Z]\.?\s")
_DOMAIN = re.compile(r"\.(?:com|org|net|gov|io|co)$", re.IGNORECASE)
_LONGEST_PERSON = 4
# what is called after a person is none ("the Ana Ruiz Show")
_WORKS = frozenset({
    "show", "podcast", "programme", "program", "hour", "tonight", "report", "trilogy", "lecture",
    "lectures", "collection", "biography", "memoir", "papers", "files", "tapes", "scale", "theorem",
    "fellowship", "scholarship", "professorship", "chair", "building", "hall", "wing", "library",
})  # fmt: skip
# "Northern Ireland", "Miss America", "Bank of America", "Mount Scotland"
_NO_BRANCH = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper",
    "lower", "inner", "outer", "new", "greater", "rural", "urban", "miss", "mr", "mrs", "captain", "of",
    "the", "and", "in", "for", "to", "from", "mount", "lake", "latin", "post-brexit", "republic", "modern",
    "ancient", "medieval", "mainland", "metropolitan", "french", "british", "spanish", "portuguese",
})  # fmt: skip
# what counted bodies are: unions' locals, police precincts, a county's emergency line
_NUMBERED = frozenset({"local", "precinct", "ward", "lodge", "precincts", "regiment"})


def form_cues(name: Name, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield (type, cue) for what the words of a name show."""
    tokens = passages[name.passage].doc[name.start : name.end]
    yield from _organisation(name.text, tokens)
    yield from _place(name.text, tokens)
    yield from _person(name, tokens)
    tail = tokens[-1].lower_ in words("organisations_tails")  # "Pennant Software" is a firm
    device = singular(tokens[-1].text) in groups("products_nouns")["strong"]
    person = all(token.ent_type_ == "PERSON" for token in tokens)  # "Ollie Crane"
    if len(tokens) > 1 and device and not tail and not person:
        yield "Product", "product_head"
    if _VERSION.search(name.text) and not _numbered(tokens):
        yield "Product", "version"


def _organisation(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    last = tokens[-1].lower_
    if len(tokens) > 1 and last.replace(".", "") in words("organisations_suffixes"):
        yield "Organization", "legal_form"
    if text in words("organisations_news"):
        yield "Organization", "news_name"
    if text in words("organisations_metonyms"):
        yield "Organization", "metonym"
    if acronym(text) and len(text) > 1:
        yield "Organization", "acronym"
    if _branch(tokens):
        yield "Organization", "country_branch"
    if _DOMAIN.search(text):
        yield "Organization", "web_domain"
    if last in words("organisations_tails") and len(tokens) > 1:
        yield "Organization", "organisation_tail"
    if _headed(tokens) or _numbered(tokens):
        yield "Organization", "organisation_head"


def _headed(tokens: Sequence[Token]) -> bool:
    """Tell whether an organisation's head ends the name or stands before "of" or "for" in it."""
    if len(tokens) == 1:
        return tokens[0].lower_ in {"congress", "senate", "parliament", "police", "treasury"}
    if tokens[-1].lower_ in organisation_heads():
        return True
    if acronym(tokens[0].text) and tokens[1].lower_ == "of":
        return True
    if tokens[0].lower_ == "police":
        return True  # "Police Scotland"
    inside = united("organisations_heads", "continuing", "polity")
    return any(
        token.lower_ in inside and following.lower_ in {"of", "for", "on", "to", "against"}
        for token, following in pairwise(tokens)
    )


def _place(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    spelt = text.title() if text.isupper() and len(text) > 4 else text
    town, comma, region = spelt.rpartition(", ")
    if spelt in words("places_names") or spelt in words("places_regions"):
        yield "Place", "known_place"
    elif comma and town and region in words("places_regions"):
        yield "Place", "before_known_place"
        yield "Place", "known_place"
    elif len(tokens) > 1 and _ends_or_starts_as_place(tokens):
        yield "Place", "place_word"


def _branch(tokens: Sequence[Token]) -> bool:
    """Tell whether a country ends a name of several words: "Fair Deal Canada", "Police Scotland"."""
    if len(tokens) < 2 or tokens[-1].text not in words("places_countries"):
        return False
    before = tokens[-2].lower_
    people = any(token.ent_type_ == "PERSON" for token in tokens) or before in _NO_BRANCH
    return (
        not people
        and tokens[-2].text not in {",", "-"}
        and text_of(tokens) not in words("places_regions")
    )


def _numbered(tokens: Sequence[Token]) -> bool:
    """Tell whether a number counts bodies of one kind: "School District 12", "Local 88"."""
    if len(tokens) < 2 or not tokens[-1].is_digit:
        return False
    before = tokens[-2].lower_
    if before in organisation_heads() or before in _NUMBERED:
        return True
    return before in groups("organisations_heads")["polity"]


def _ends_or_starts_as_place(tokens: Sequence[Token]) -> bool:
    first = (
        tokens[0].lower_ in {"lake", "mount", "fort", "port", "cape"} and tokens[1].lower_ != "of"
    )
    return first or tokens[-1].lower_ in words("places_words")


def _person(name: Name, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    if name.titled:
        yield "Person", "title_before"
    if len(tokens) > 1 and tokens[-1].lower_ in _WORKS:
        yield "Person", "work_tail"
    table = groups("persons_first_names")
    first = any(tokens[0].text in table[key] for key in ("masculine", "feminine", "either"))
    if first and len(tokens) == 1:
        yield "Person", "first_name_alone"
    elif first and len(tokens) <= _LONGEST_PERSON and not any(token.is_digit for token in tokens):
        yield "Person", "first_name"
    if _INITIAL.search(name.text) and len(tokens) <= _LONGEST_PERSON:
        yield "Person", "initial_inside"
