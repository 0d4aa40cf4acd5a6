"""Verb groups: what stands before a verb ("has decided to stop"), and what that does to the fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.extractors.facts.causing import for_another, is_ranked
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import TomlValue, table
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

_LINKS = frozenset({"to", "about", "from", "on", "in", "into", "of", "by", "for", "against"})
_OPPOSING = frozenset({"against"})
_SELVES = frozenset(
    {"itself", "themselves", "himself", "herself", "ourselves", "all", "both", "each"}
)
_BE = frozenset({"be", "get"})
_REACH = 12
_INSIDE = frozenset({"ADJ", "NOUN", "DET", "NUM", "SYM", "PROPN", "ADV"})
_LONGEST = 14
_INSERTED = 8
_CAUSING = frozenset({"make", "let", "have"})


@dataclass(frozen=True, slots=True, eq=False)  # a verb has one group, told apart by being it
class VerbGroup:
    """A verb (token `verb`) with the words before it that govern it, from token `start`.

    `effects` are what those words do, the nearest first; `passive` tells that the verb's subject
    is what undergoes it; `clause_head` is the first verb of the group, whose subject is the group's;
    `infinitive` tells that nothing before "to" governs it.
    """

    start: int
    verb: int
    effects: tuple[str, ...]
    passive: bool
    finite: bool
    infinitive: bool
    governors: tuple[int, ...]


@remembered
def verb_group(reading: Reading, verb: int) -> VerbGroup:
    """Read the group of a verb leftward from it: adverbs, auxiliaries, negations, governing verbs."""
    group = _read_group(reading, verb)
    governor = reading.doc[verb].head
    if _made_to(reading, group, governor):
        return replace(group, effects=(*group.effects, "presupposed"))
    if group.infinitive and governor.i < group.start and is_ranked(governor):
        governors = (*group.governors, governor.i)  # "the first hospital to use"
        return replace(group, infinitive=False, finite=True, governors=governors)
    if not group.infinitive or governor.i >= group.start or _governor(governor) is None:
        return group
    if governor.i < reading.sentence(verb)[0] or reading.doc[verb].dep_ == "conj":
        return group
    if _governor(governor) == "presupposed" or for_another(governor, verb):
        # "asked Acme to sell": Acme is the one to sell
        return replace(group, effects=(*group.effects, "presupposed"), infinitive=False)
    outer = _read_group(reading, governor.i)
    return replace(
        group,
        start=outer.start,
        effects=tuple(
            each for each in (*group.effects, _governor(governor), *outer.effects) if each
        ),
        finite=outer.finite,
        infinitive=False,
        governors=(*group.governors, *outer.governors),
    )


def _made_to(reading: Reading, group: VerbGroup, governor: Token) -> bool:
    """Tell whether somebody is to be made to do it: "a plea to make the district | switch off Birch"."""
    token = reading.doc[group.verb]
    bare = token.tag_ == "VB" and group.start == group.verb and not group.infinitive
    made = token.dep_ in {"xcomp", "ccomp"} and governor.lemma_ in _CAUSING
    return bare and made and governor.i < group.start - 1


def _before_hyphen(reading: Reading, verb: int) -> int:
    """Return the first token of a verb of two parts: "will | field-test"."""
    joined = reading.word(verb - 1) == "-" and verb >= 2 and not reading.doc[verb - 1].whitespace_
    return verb - 2 if joined and not reading.doc[verb - 2].whitespace_ else verb


def _read_group(reading: Reading, verb: int) -> VerbGroup:
    effects: list[str] = []
    governors = [verb]
    place, auxiliaries, infinitive = _before_hyphen(reading, verb) - 1, [], False
    sentence = reading.sentence(verb)[0]
    while place >= max(sentence, verb - _REACH):
        token, inner = reading.doc[place], governors[-1]
        effect = _negation(reading, place)
        if effect is not None:
            effects.append(effect)
            place -= 2 if reading.word(place) == "longer" else 1
        elif token.lower_ == "to" and reading.doc[place + 1].pos_ in {"VERB", "AUX", "ADV", "PART"}:
            infinitive = True
            place -= 1
        elif token.pos_ == "AUX" or _is_auxiliary(token):
            if not infinitive:
                auxiliaries.append(token.lemma_.casefold())
            effects.extend(_auxiliary(token))
            if infinitive and token.lemma_ == "be":
                effects.append("planned")  # "is to be bought"
            infinitive = infinitive and token.lemma_ not in {"be", "have"}
            place -= 1
        elif (token.pos_ in {"ADV", "PART"} and token.tag_ != "POS") or token.lower_ in _SELVES:
            place -= 1  # "does not itself employ"
        elif _governs(reading, place, inner, infinitive=infinitive):
            effects.append(_governor(token) or "")
            governors.append(place)
            infinitive = False
            place -= 1
        elif token.lower_ == "no" and reading.doc[inner].pos_ == "NOUN":
            effects.append("denied")  # "has | no plans to use"
            place -= 1
        elif token.lower_ in _OPPOSING and reading.doc[inner].tag_ == "VBG":
            effects.append("denied")  # "voted 4-1 against buying"
            break
        elif _links(reading, place, inner):
            place -= 1
        else:
            break
    return VerbGroup(
        start=place + 1,
        verb=verb,
        effects=tuple(effect for effect in effects if effect),
        passive=_passive(reading, verb, auxiliaries),
        finite=bool(auxiliaries) or any(_finite(reading.doc[index]) for index in governors),
        infinitive=infinitive,
        governors=tuple(governors),
    )


def _negation(reading: Reading, place: int) -> str | None:
    word = reading.word(place)
    if word == "longer" and reading.word(place - 1) == "no":
        return "ended"
    return _text("negations", word)


def _auxiliary(token: Token) -> list[str]:
    effect = _text("auxiliaries", token.lower_)
    return [effect] if effect else []


def _is_auxiliary(token: Token) -> bool:
    return token.lower_ in _section("auxiliaries") and token.tag_ == "MD"


def _governs(reading: Reading, place: int, inner: int, *, infinitive: bool) -> bool:
    """Tell whether a verb, noun or adjective governs the verb to its right ("plans to", "stop -ing")."""
    token = reading.doc[place]
    if token.pos_ not in {"VERB", "NOUN", "ADJ"} or _governor(token) is None:
        return False
    if reading.mention(place) is not None and token.pos_ == "PROPN":
        return False
    return infinitive or reading.doc[inner].tag_ == "VBG" or reading.doc[inner].pos_ == "NOUN"


def _links(reading: Reading, place: int, inner: int) -> bool:
    """Tell whether a small word joins a governor to the verb ("thinking about using", "a plan to")."""
    token, before = reading.doc[place], reading.doc[place - 1] if place else None
    if before is None:
        return False
    if token.lower_ in _LINKS and reading.doc[inner].tag_ == "VBG":
        return _governor(before) is not None and before.pos_ in {"VERB", "NOUN", "ADJ"}
    return (
        token.pos_ in {"DET", "ADJ"}
        and reading.doc[inner].pos_ == "NOUN"
        and _governor(before) is not None
        and before.pos_ in {"VERB", "AUX"}
    )


def _governor(token: Token) -> str | None:
    found = (_text("governors", lemma) for lemma in lemmas(token))
    return next((effect for effect in found if effect is not None), None)


def _passive(reading: Reading, verb: int, auxiliaries: list[str]) -> bool:
    token = reading.doc[verb]
    if token.tag_ not in {"VBN", "VBD"}:
        return False
    if auxiliaries:
        return auxiliaries[0] in _BE
    if _has_subject(token) and not _by_follows(reading, verb):
        return False  # a past tense: "the guild last year called on"
    return token.tag_ == "VBN" and not _finite(token) and not _object_follows(reading, verb)


def _has_subject(token: Token) -> bool:
    return token.dep_ in {"ROOT", "parataxis", "ccomp", "conj"} and any(
        child.dep_ in {"nsubj", "nsubj:pass"} and child.i < token.i for child in token.children
    )


def _by_follows(reading: Reading, verb: int) -> bool:
    return "by" in {reading.word(at) for at in range(verb + 1, reading.clause_end(verb))}


def _object_follows(reading: Reading, verb: int) -> bool:
    """Tell a past tense from a participle: a noun phrase without a preposition comes next."""
    after = reading.phrase_after(_over_insertion(reading, verb + 1))
    return after is not None and reading.doc[after.head].tag_ != "RB"


def _over_insertion(reading: Reading, place: int) -> int:
    """Return the place after words between two commas: "rejected, 4 to 3, a motion"."""
    if reading.word(place) != ",":
        return place
    for end in range(place + 2, min(place + _INSERTED, len(reading.doc))):
        if reading.word(end) == ",":
            numbers = reading.doc[place + 1].pos_ == "NUM"
            return end + 1 if numbers else place
    return place


def shares_subject(reading: Reading, verb: int) -> bool:
    """Tell whether the subject of a verb has the plan or deal that its object names."""
    token = reading.doc[verb]
    forms = lemmas(token)
    known = any(form in _section("objects") for form in forms)
    return light_verb(token) or known or _governor(token) is not None or token.lemma_ == "be"


def _finite(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def light_verb(token: Token) -> bool:
    """Tell whether the subject of a verb is the subject of the event that its object names."""
    words = _section("light").get("words")
    return isinstance(words, list) and token.lemma_.casefold() in words


@remembered
def conditional(reading: Reading, start: int, first: int) -> bool:
    """Tell whether the clause from token `start` to `first` opens a condition or a doubt."""
    words = _section("conditions").get("words")
    known = words if isinstance(words, list) else []
    for place in range(first - 1, max(start, first - 25) - 1, -1):
        if reading.doc[place].text in {",", ";", ":"} and place < first - 12:
            return False
        if reading.word(place) in known:
            return True
    return False


def _section(name: str) -> Mapping[str, TomlValue]:
    section = table("modality")[name]
    return section if isinstance(section, dict) else {}


def _text(section: str, word: str) -> str | None:
    value = _section(section).get(word)
    return value if isinstance(value, str) else None


def governing_verb(reading: Reading, noun: int) -> int | None:
    """Return the verb that has a noun as its object, by the words between: "signed a new deal".

    "for" may stand between where the verb asks for something ("called for a ban").
    """
    place = noun - 1
    first = max(reading.sentence(noun)[0], noun - _LONGEST)
    while place > first and _inside(reading, place):
        place -= 1
    asking = reading.word(place) == "for" and place > first
    before = place - 1 if asking else place
    if asking and reading.doc[before].tag_ == "RP" and before > first:
        before -= 1  # "signed up for a trial"
    verb = reading.doc[before]
    if verb.i < first or verb.pos_ not in {"VERB", "AUX"}:
        return None
    if asking:
        return verb.i if verb.lemma_ in _asking() else None
    return verb.i


def _inside(reading: Reading, place: int) -> bool:
    """Tell whether a token may stand in a noun phrase before its head ("a £3m, five-year contract")."""
    token = reading.doc[place]
    if token.pos_ in _INSIDE or token.tag_ in {"PRP$", "POS", "HYPH", "$"}:
        return True
    apart = token.text == "," and place > 0
    return (
        apart and reading.doc[place - 1].pos_ in _INSIDE and reading.doc[place + 1].pos_ in _INSIDE
    )


def _asking() -> list[TomlValue]:
    words = _section("asking").get("words")
    return words if isinstance(words, list) else []
