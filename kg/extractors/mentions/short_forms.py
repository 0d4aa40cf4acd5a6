"""Names that are the start of an organisation's full name ("Prairie Lantern")."""

from __future__ import annotations

from functools import lru_cache

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.name_index import NameIndex
from kg.extractors.mentions.name_parts import parts

# a type up to this weight rests on the model's label alone
_LABELLED = {"Person": 1.6, "Place": 2.0, "Product": 1.0}
_SMALL = frozenset({"of", "for", "and", "&", "on", "at", "in", "to", "against", "the"})
_OF_PLACES = frozenset({
    "district", "transit", "library", "libraries", "museum", "prison", "jail", "zoo", "church",
    "orchestra", "theatre", "theater", "diocese", "cathedral", "airport", "port", "club", "chamber",
    "office", "offices", "transport", "observatory", "party", "conference", "team", "united",
})  # fmt: skip
_COMMON = frozenset({
    "american", "african", "european", "asian", "british", "united", "new", "north", "south", "east",
    "west", "northern", "southern", "eastern", "western", "central", "open", "free", "great", "first",
    "saint", "st", "general", "royal", "federal", "metropolitan", "greater", "common", "world", "big",
})  # fmt: skip


def short_form(names: NameIndex, short: str, full: str) -> bool:
    """Tell whether a name is the start of an organisation's that was introduced in full.

    ("Prairie Lantern" after "Prairie Lantern Cooperative".) One word is more often the place of a
    public body than its name, and no other name may begin with the same words.
    """
    ours, theirs = parts(short), parts(full)
    if names.kind(full) != "Organization" or theirs[: len(ours)] != ours or ours == theirs:
        return False
    rest = theirs[len(ours) :]
    if ours[0] in organisation_heads() or not names.used_before(full, short):
        return False
    if ours[-1] in words("places_words") or _SMALL.intersection(rest):
        return False
    kind, weight = names.types.get(short, ("Organization", 0.0))
    public = rest[-1] in _public() and (len(ours) == 1 or kind == "Place")
    if public or (len(ours) == 1 and ours[0] in _plain()):
        return False
    if weight > _LABELLED.get(kind, weight):
        return False
    others = (*names.bearing(ours[-1]), *names.beginning(short))
    return not any(_competes(other, ours, theirs, names) for other in others if other != short)


def _competes(other: str, ours: tuple[str, ...], theirs: tuple[str, ...], names: NameIndex) -> bool:
    """Tell whether another name may be shortened to the same words, or has the word as last name."""
    words_of = parts(other)
    kind = names.kind(other)
    if kind == "Person" and len(words_of) > 1:
        return ours[-1] in words_of
    longer = words_of[: len(theirs)] == theirs or theirs[: len(words_of)] == words_of
    return not longer and words_of[: len(ours)] == ours and kind in {"Organization", "Place"}


@lru_cache(maxsize=1)
def _public() -> frozenset[str]:
    """Return the words that head names of bodies called after their place."""
    heads = groups("organisations_heads")
    kinds = ("GovernmentOrganization", "EducationalOrganization", "NewsOrganization", "polity")
    public = frozenset().union(*(heads[kind] for kind in kinds), heads["MedicalOrganization"])
    return public | words("facts_facilities") | _OF_PLACES


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Return words that begin many names and are none ("National", "First")."""
    return words("titles_modifiers") | words("names_subjects") | _COMMON
