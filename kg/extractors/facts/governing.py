"""What governs a noun that names an event: its owner, the verb it is the object of, and their effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from kg.extractors.facts.arguments import subjects
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import governing_verb, light_verb, verb_group
from kg.extractors.lexicon import TomlValue, table
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

_BE = frozenset({"be"})
_RENEWALS = frozenset({"renew", "extend"})


def possessors(reading: Reading, noun: int) -> Sequence[int]:
    """Return the heads of what owns a noun: "Leeds’s wide use", "its use"."""
    place = noun - 1
    while place > 0 and _describes(reading, place):
        place -= 1
    if reading.word(place) == ")" and reading.word(place - 2) == "(":
        place -= 3  # "the Energy Department’s (DOE) Office"
    if place < 0:
        return []
    token = reading.doc[place]
    if token.tag_ == "PRP$":
        return [place]
    if token.tag_ == "WP$" and place > 1:  # "Parkly, whose ParkWise app"
        before = reading.phrase_before(place - 1 if reading.word(place - 1) == "," else place)
        return [before.head] if before is not None else []
    if token.tag_ == "POS" and place > 0:
        before = reading.phrase_before(place)
        return [before.head] if before is not None else []
    return []


def _describes(reading: Reading, place: int) -> bool:
    """Tell whether a token may stand between an owner and what is owned ("Acme’s planned takeover")."""
    token = reading.doc[place]
    if token.pos_ == "PROPN":
        return reading.word(place + 2) == "based"  # "the mower’s | Utah-based maker"
    return token.pos_ in {"ADJ", "NOUN", "ADV", "NUM"} or token.tag_ in {"VBN", "VBG", "HYPH"}


def governing_subjects(
    reading: Reading, noun: Token, wanted: AbstractSet[str], unwanted: AbstractSet[str]
) -> Sequence[int]:
    """Return the subjects of the light verb that has the noun as its object ("signed a deal").

    Only verbs (lemmas) of `wanted` count where it is not empty, and none of `unwanted`.
    """
    place = governing_verb(reading, noun.i)
    if place is None:
        return []
    verb = reading.doc[place]
    forms = set(lemmas(verb))
    if forms & unwanted or (wanted and not forms & wanted):
        return []
    asks = reading.word(noun.i - 1) != "for" and verb.lemma_ in _words("asking")
    if wanted or asks or light_verb(verb) or verb.lemma_ in _BE:
        return subjects(reading, verb_group(reading, place))
    return []


def noun_effects(reading: Reading, noun: int) -> tuple[str, ...]:
    """Return what the verb around an event's noun does to it: "cancelled its contract" ends it."""
    token = reading.doc[noun]
    described = _section("adjectives").get(reading.word(noun - 1))
    if isinstance(described, str):
        return (described,)
    place = governing_verb(reading, noun)
    if place is None and token.dep_ in {"nsubj", "nsubj:pass"} and token.head.i > noun:
        place = token.head.i
    if place is None or reading.doc[place].pos_ != "VERB":
        return ()
    group = verb_group(reading, place)
    forms = lemmas(reading.doc[place])
    if "denied" in group.effects and _RENEWALS.intersection(forms):
        return ("ended",)
    own = next((effect for form in forms if (effect := _effect(form)) is not None), None)
    if any(reading.doc[owner].tag_ != "PRP$" for owner in possessors(reading, noun)):
        return ("ended",) if own == "ended" and not group.effects else ()  # another's doing
    return (*([own] if own else []), *group.effects)


def _effect(lemma: str) -> str | None:
    value = _section("objects").get(lemma)
    return value if isinstance(value, str) else None


def _words(name: str) -> list[TomlValue]:
    found = _section(name).get("words")
    return found if isinstance(found, list) else []


def _section(name: str) -> Mapping[str, TomlValue]:
    section = table("modality")[name]
    return section if isinstance(section, dict) else {}
