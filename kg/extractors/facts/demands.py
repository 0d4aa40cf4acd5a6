"""Find what somebody demands to be stopped: "urged the council to scrap B", "wants B banned"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.arguments import after_preposition, participants
from kg.extractors.facts.reading import Reading
from kg.extractors.facts.verbs import verb_group
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

_LINKS = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "obl", "nmod", "obj", "conj", "dep", "parataxis", "csubj", "iobj"}
)  # fmt: skip
_SOMEBODY = frozenset({"him", "her", "me", "you"})
_DEEP = 3
_LONG = 7
_WIDE = 24
_OUT = frozenset({"out", "away", "off"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_REMOVING = frozenset(
    {
        "switch",
        "turn",
        "shut",
        "take",
        "pull",
        "rip",
        "strip",
        "phase",
        "cut",
        "call",
        "send",
        "put",
        "lock",
    }
)
_GONE = frozenset({"off", "down", "out", "offline", "plug", "back", "away"})
_NO_MORE = frozenset({"gone", "unplugged", "removed", "dead"})
_PLACE = frozenset({"place", "business", "role", "part"})
_LEAVING = frozenset({"go", "end", "stop", "die", "belong"})
_MUST = frozenset({"should", "must", "ought", "shall"})
_PREPOSITIONS = ("on", "to", "of", "against", "for")


def unwanted(reading: Reading, index: int) -> list[int]:
    """Return the heads of what the demand of a verb or noun at a token would put an end to.

    An end is put by an act ("ban", "scrap", "an end to", "a moratorium on"), or by not doing another
    ("not to extend", "against using").
    """
    found: list[int] = []
    outer = reading.doc[index]
    if outer.dep_ in {"xcomp", "ccomp", "advcl"} and set(lemmas(outer.head)) & words(
        "facts_demanding"
    ):
        return found  # "asked the court to order": the court is to order it
    if any(child.dep_ in {"obj", "iobj"} and child.lower_ in _SOMEBODY for child in outer.children):
        return found  # "ordered him to drop the gun"
    first, end = index + 1, reading.sentence(index)[1]
    for token in reading.doc[first:end]:
        if token.pos_ in {"VERB", "NOUN", "ADJ"} and _hangs_on(token, index):
            found.extend(_ended(reading, token, index))
    return list(dict.fromkeys(found))


def compelled(reading: Reading, index: int) -> list[int]:
    """Return whom a third is asked to stop or make: "asked a judge to bar A from", "a plea to make A stop"."""
    for place in range(index + 1, min(index + _WIDE, reading.sentence(index)[1] - 1)):
        token = reading.doc[place]
        forced = token.pos_ == "VERB" and set(lemmas(token)) & _acts("compelling")
        if not forced or reading.word(place - 1) not in {"to", "would", "that"}:
            continue
        whom = reading.phrase_after(place + 1)
        act = None if whom is None else whom.end
        if whom is None or act is None or act >= len(reading.doc):
            return []
        goes_on = reading.word(act) in {"from", "to"} or reading.doc[act].tag_ in {"VB", "VBP"}
        return [whom.head] if goes_on else []
    return []


def should_end(reading: Reading, index: int) -> list[int]:
    """Return what a speaker says must be stopped: "said that B should be banned"."""
    found: list[int] = []
    for token in reading.doc[index + 1 : reading.sentence(index)[1]]:
        if token.pos_ != "VERB" or token.head.i != index or token.dep_ not in {"ccomp", "xcomp"}:
            continue
        group = verb_group(reading, token.i)
        modal = any(child.lower_ in _MUST for child in token.children)
        if modal and set(lemmas(token)) & _acts("end"):
            found.extend(participants(reading, group, "object"))
        if _has_no_place(token, modal=modal, denied="denied" in group.effects):
            found.extend(participants(reading, group, "subject"))
    return found


def _has_no_place(verb: Token, *, modal: bool, denied: bool) -> bool:
    """Tell whether a verb says of its subject that it is not wanted: "has no place", "must go"."""
    if verb.lemma_ == "belong":
        return denied
    if verb.lemma_ == "have":
        no = [child for child in verb.children if child.dep_ == "obj" and child.lemma_ in _PLACE]
        return any(each.lower_ == "no" for noun in no for each in noun.children)
    return modal and verb.lemma_ in _LEAVING and not denied


def _hangs_on(token: Token, index: int) -> bool:
    """Tell whether a word belongs to what is demanded: a few steps of complements lead up to it."""
    for _ in range(_DEEP):
        if token.dep_ not in _LINKS or token.head.i == token.i:
            return False
        joined = token.dep_ == "conj" and token.head.i == index
        if joined or (token.dep_ in {"conj", "parataxis"} and _has_subject(token)):
            return False  # a clause of its own
        token = token.head
        if token.i == index:
            return True
    return False


def _has_subject(token: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in token.children)


def _ended(reading: Reading, token: Token, index: int) -> Iterator[int]:
    forms = set(lemmas(token))
    if token.pos_ == "NOUN":
        if forms & _acts("ending"):
            for preposition in _PREPOSITIONS:
                heads = after_preposition(reading, token.i, preposition)[:1]
                yield from heads
                if heads:
                    return
        return
    negated = _negated(reading, token, index)
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "VBG" and not negated:
        return  # "urged Acme to stop selling": against Acme
    out = token.lemma_ == "keep" and any(each.lower_ in _OUT for each in _near(token))
    out = out or (token.lemma_ in _REMOVING and any(each.lower_ in _GONE for each in _near(token)))
    out = out or token.lower_ in _NO_MORE
    forbidden = negated and bool(set(lemmas(reading.doc[index])) & _acts("forbidding"))
    wanted = bool(forms & _acts("doing")) if negated else out or bool(forms & _acts("end"))
    wanted = wanted or (forbidden and token.i == _first_act(reading, index))
    if wanted:
        yield from _objects(reading, token)


def _first_act(reading: Reading, index: int) -> int | None:
    """Return the first verb behind a ban: "forbade schools to | scan accounts"."""
    end = reading.sentence(index)[1]
    return next((at for at in range(index + 1, end) if reading.doc[at].pos_ == "VERB"), None)


def _near(token: Token) -> Iterator[Token]:
    yield from token.doc[token.i + 1 : min(token.i + _LONG, len(token.doc))]


def _objects(reading: Reading, token: Token) -> Iterator[int]:
    """Yield what is to be ended, or not to be done."""
    if token.pos_ != "VERB":
        yield token.head.i  # "wants B | gone"
        return
    found = participants(reading, verb_group(reading, token.i), "object")
    if not found and token.tag_ == "VBN":
        found = [
            child.i for child in token.head.children if child.dep_ == "obj"
        ]  # "wants B scrapped"
        found = found or [child.i for child in token.children if child.dep_.startswith("nsubj")]
    yield from found


def _negated(reading: Reading, token: Token, index: int) -> bool:
    if set(lemmas(reading.doc[index])) & _acts("forbidding") and token.tag_ in {"VB", "VBG"}:
        return True
    for place in range(token.i - 1, max(index, token.i - 4), -1):
        word = reading.word(place)
        if word in _NOT or (word in {"against", "from"} and token.tag_ == "VBG"):
            return True
        if reading.doc[place].pos_ not in {"PART", "AUX", "ADV"}:
            return False
    return False


def _acts(kind: str) -> frozenset[str]:
    return groups("facts_unwanted")[kind]
