"""Cues to a name's type in the words around it: what describes it, what is done to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.cues_owners import owning, prefixed
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import possessive_mark, singular
from kg.extractors.tokens import Doc, Token

_QUOTES = frozenset({"“", '"', "‘", "'", "—", "–", ",", "("})
_REACH = 4
_TWO = 2
_VERSIONS = frozenset({"version", "user", "edition", "copy", "release"})
_OBJECTS = frozenset({"obj", "nsubj:pass"})


def context_cues(
    name: Name, passages: Sequence[Passage], known: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield (type, cue) for what the words around a name show.

    `known` are the folded names of the document, to tell "Acme’s Finder" from "the city’s Finder".
    """
    doc = passages[name.passage].doc
    root = doc.span(name.start, name.end).root
    yield from _described(doc, name, root)
    yield from _beside(doc, name)
    yield from _acts(root)
    if _long_actor(doc, name, root):
        yield "Organization", "acts_long"
    if not name.titled:
        yield from prefixed(name, known, person=root.ent_type_ == "PERSON")
    yield from owning(doc, name, known)
    owner = name.end < len(doc) and possessive_mark(doc[name.end])
    if name.start > 0 and doc[name.start - 1].lower_ in words("places_prepositions") and not owner:
        yield "Place", "located"
    of = name.start > 1 and doc[name.start - 1].lower_ == "of"
    if of and singular(doc[name.start - 2].text) in _VERSIONS:
        yield "Product", "version_of"


@cache
def _kinds() -> dict[str, str]:
    """Return the type that each common noun gives to what it describes; people last, they win."""
    found = dict.fromkeys(groups("products_nouns")["strong"], "Product")
    found |= dict.fromkeys(groups("products_nouns")["weak"], "Product")
    for kind, nouns in groups("organisations_nouns").items():
        if kind != "Document":
            found |= dict.fromkeys(nouns, "Organization")
    for noun in words("persons_nouns"):
        found.setdefault(noun, "Person")
    return {noun: kind for noun, kind in found.items() if noun not in words("names_neutral_nouns")}


def noun_kind(token: Token) -> str | None:
    """Return Organization, Person or Product for a common noun that is one, else None."""
    joined = token.i > 1 and token.nbor(-1).text == "-"
    whole = f"{token.nbor(-2).lower_}-{singular(token.text)}" if joined else ""  # "start-up"
    return _kinds().get(whole) or _kinds().get(singular(token.text))


def _described(doc: Doc, name: Name, root: Token) -> Iterator[tuple[str, str]]:
    """Yield cues from appositions and copulas: "Birch, a chat app", "Birch is a chat app"."""
    cues = {
        "Organization": "described_as_organisation",
        "Person": "described_as_person",
        "Product": "described_as_product",
    }
    nouns = [child for child in root.children if child.dep_ == "appos" and child.i >= name.end]
    if root.dep_ == "appos":
        nouns.append(_members(root.head))
    if root.dep_ == "nsubj" and any(child.dep_ == "cop" for child in root.head.children):
        nouns.append(root.head)
    if any(child.dep_ == "cop" for child in root.children):
        nouns.extend(child for child in root.children if child.dep_ == "nsubj")
    after = None if _fronted(doc, name) else _noun_after_comma(doc, name.end)
    if after is not None:
        nouns.append(after)
    for noun in nouns:
        if noun.i not in range(name.start, name.end) and noun.text.islower():
            kind = noun_kind(noun)
            if kind is not None:
                yield kind, cues[kind]


def _fronted(doc: Doc, name: Name) -> bool:
    """Tell whether a name ends what opens a sentence: "In Calder, | a court fined"."""
    first = name.start - 1
    return first >= 0 and doc[first].pos_ == "ADP" and bool(doc[first].is_sent_start)


def _members(noun: Token) -> Token:
    """Return whom names after "two members of the assembly," describe: the members."""
    governor = noun.head
    member = noun.dep_ == "nmod" and governor.i < noun.i and singular(governor.text)
    return governor if member and member in words("persons_nouns") else noun


def _noun_after_comma(doc: Doc, end: int) -> Token | None:
    """Return the head of "a/the …" straight after a comma, by its look."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return None
    if doc[end + 1].lower_ not in {"a", "an", "the", "its", "one", "our", "their"}:
        return None
    last: Token | None = None
    for token in doc[end + 2 : end + 12]:
        inside = token.pos_ in {"NOUN", "ADJ", "PROPN", "NUM"} or token.text == "-"
        if possessive_mark(token):
            last = None  # "the parks workers' | union"
            continue
        if not inside and not _led(token):
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token
    if last is not None and doc[end + 1].lower_ == "the" and _acts_next(doc, last.i + 1):
        return None
    return last


def _acts_next(doc: Doc, position: int) -> bool:
    """Tell whether a finite verb follows, whose subject the words before it are."""
    return position < len(doc) and doc[position].tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _led(token: Token) -> bool:
    """Tell whether a verb's form stands before the noun that it describes ("-based", "leading")."""
    return (token.pos_ == "VERB" or token.tag_ in {"NN", "VBG"}) and token.head.i > token.i


def _beside(doc: Doc, name: Name) -> Iterator[tuple[str, str]]:
    """Yield cues from the next words: "Ruiz, 34,", "Ruiz, who", "Birch™", "called Birch"."""
    following = doc[name.end] if name.end < len(doc) else None
    if following is not None and following.text in {"®", "™"}:
        yield "Product", "trademark"
    if following is not None and following.text == "," and name.end + 1 < len(doc):
        second = doc[name.end + 1]
        if second.is_digit and len(second.text) == 2:
            yield "Person", "age_after"
        if second.lower_ in {"who", "whose"}:
            yield "Person", "followed_by_who"
    if following is not None and following.lower_ in {"shares", "stock", "shareholders"}:
        yield "Organization", "listed"
    if _before_product_noun(doc, name.end):
        yield "Product", "before_product_noun"
    if not name.titled:
        yield from _noun_before(doc, name)


def _noun_before(doc: Doc, name: Name) -> Iterator[tuple[str, str]]:
    """Yield cues from the word before a name, over quotes: "called Birch", "the firm “Acme”"."""
    before = name.title - 1
    while before > 0 and (doc[before].text in _QUOTES or doc[before].lower_ in {"the", "as"}):
        before -= 1
    if before < 0:
        return
    word = doc[before]
    named = word.tag_ == "VBN" or (
        word.tag_ == "VBD" and before > 0 and doc[before - 1].pos_ == "NOUN"
    )
    if (
        named
        and {word.lemma_.lower(), word.lower_.removesuffix("n")}
        & groups("products_verbs")["naming"]
    ):
        yield "Product", "called"
    between = doc.span(before + 1, name.title).text.lower()
    beside = between in {"", "“", '"', "‘", "“the", '"the', "‘the"}
    if not beside or not word.text.islower() or word.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return
    if word.lower_ in groups("products_nouns")["naming"]:
        yield "Product", "after_product_noun"
    elif noun_kind(word) == "Organization":
        yield "Organization", "after_organisation_noun"


def _before_product_noun(doc: Doc, end: int) -> bool:
    """Tell whether a product's noun ends the phrase that a name begins ("the Birch chat app")."""
    for token in doc[end : end + _REACH]:
        if not token.text.islower() or token.pos_ not in {"NOUN", "ADJ", "PROPN", "VERB"}:
            return False
        if token.tag_ in {"VBZ", "VBP", "VBD"} or token.lower_ in groups("names_frames")["branded"]:
            return False  # "Acme sells software", "the Acme product"
        nouns = groups("products_nouns")
        if token.lower_ in nouns["naming"] or singular(token.text) in nouns["strong"]:
            return True
    return False


def _acts(root: Token) -> Iterator[tuple[str, str]]:
    """Yield cues from the verb that the name is subject or object of."""
    verb = root.head
    lemma = verb.lemma_.lower()
    verbs = groups("products_verbs")
    if any(
        child.i < root.i and child.tag_ == "VBN" and child.lemma_.lower() in verbs["released"]
        for child in root.children
    ):
        yield "Product", "released"
    if root.dep_ == "nsubj" and verb.lower_ in words("titles_speech_verbs"):
        yield "Person", "speaks"
        yield "Organization", "speaks"
    elif root.dep_ == "nsubj" and lemma in verbs["agent_subject"]:
        yield "Organization", "acts"
    if root.dep_ in _OBJECTS and lemma in verbs["using"]:
        yield "Product", "used"
    elif root.dep_ in _OBJECTS and lemma in verbs["strong_object"]:
        yield "Product", "handled"


def _long_actor(doc: Doc, name: Name, root: Token) -> bool:
    """Tell whether three words that the model takes for no person's do something: "Open Rights Watch sued"."""
    if name.end - name.start <= _TWO or name.titled or root.dep_ not in {"nsubj", "ROOT"}:
        return False
    verb = doc[name.end] if name.end < len(doc) else root
    acting = {verb.lemma_.lower(), verb.lower_} & groups("products_verbs")["agent_subject"]
    labelled = any(token.ent_type_ == "PERSON" for token in doc[name.start : name.end])
    return bool(acting) and verb.pos_ == "VERB" and not labelled
