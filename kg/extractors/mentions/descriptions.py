"""Find descriptions ("the company", "police departments", "a spokesperson for the city")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, united, words
from kg.extractors.mentions.drafts import Draft
from kg.extractors.mentions.phrases import determiner, modifiers, phrase_start
from kg.extractors.mentions.shapes import plural, singular
from kg.extractors.tokens import Doc, Token

_CLASSES = (
    "Company",
    "GovernmentOrganization",
    "NewsOrganization",
    "NonprofitOrganization",
    "MedicalOrganization",
    "EducationalOrganization",
    "Organization",
)
_AFTER_SPOKES = frozenset({"for", "of", "at", "with", "from"})


def find_descriptions(passages: Sequence[Passage], named: Set[tuple[int, int]]) -> Iterator[Draft]:
    """Yield the descriptions of organisations, persons and products, in text order.

    Args:
        passages: the parsed document.
        named: (passage, token) of every token that belongs to a name.
    """
    for passage in passages:
        for token in passage.doc:
            if (passage.index, token.i) in named:
                continue
            before_name = token.text.islower() and (passage.index, token.i + 1) in named
            if not _heads_phrase(token, before_name=before_name):
                continue
            draft = describe_phrase(passage, token)
            if draft is not None:
                yield draft


def _heads_phrase(token: Token, *, before_name: bool) -> bool:
    """Tell whether a noun heads a phrase; before a name it does ("the firm Acme")."""
    if token.pos_ not in {"NOUN", "PROPN"} and token.tag_ not in {"NN", "NNS"}:
        return False
    if before_name and token.i + 1 < len(token.doc) and not token.nbor(1).is_sent_start:
        return True
    if token.dep_ in {"compound", "nmod:desc"} and token.head.i > token.i:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is None or (following.text in {"-", "–"} and not token.whitespace_):
        return following is None
    return not (following.pos_ == "NOUN" and following.dep_ != "appos" and token.head == following)


def describe_phrase(passage: Passage, token: Token) -> Draft | None:
    """Return the description that a noun heads, or None where it describes no entity."""
    start = phrase_start(token)
    describing = modifiers(passage.doc, start, token.i)
    kind = noun_type(token, describing, determiner(passage.doc, start, token.i))
    if kind is None:
        return None
    end = _end(passage.doc, token, kind)
    return Draft(
        passage.index,
        start,
        end,
        token.i,
        "description",
        singular(token.text),
        " ".join(passage.span(start, end).text.split()),
        type=kind,
        plural=plural(token),
        determiner=determiner(passage.doc, start, token.i),
        modifiers=tuple(singular(word.text) for word in describing),
        adjectives_only=all(word.pos_ in {"ADJ", "VERB"} for word in describing),
    )


def noun_type(token: Token, describing: Sequence[Token], first: str) -> str | None:
    """Return the class that a common noun shows: a subclass of Organization, Person or Product.

    A weak product noun ("system", "service") counts with a technical word before it ("ticketing
    system"), or where the phrase points back ("the system").
    """
    noun = singular(token.text)
    products = groups("products_nouns")
    tools = united("products_nouns", "technical", "strong")
    technical = any(singular(word.text) in tools for word in describing)
    if technical and noun in products["strong"] | products["weak"]:
        return "Product"
    if noun in words("persons_nouns") or (person_noun(noun) and not _organisation(noun)):
        return "Person"
    if noun in products["strong"] and not _organisation(noun):
        return "Product"
    if noun in products["weak"]:
        named = any(word.pos_ == "PROPN" for word in describing)
        if named or (first == "definite" and not describing and not plural(token)):
            return "Product"
    return _organisation(noun)


@cache
def _person_endings() -> tuple[str, ...]:
    return tuple(sorted(words("persons_endings")))


def person_noun(noun: str) -> bool:
    """Tell whether a noun in the singular stands for people, by the list or by its ending."""
    return noun in words("persons_nouns") or noun.endswith(_person_endings())


def _organisation(noun: str) -> str | None:
    table = groups("organisations_nouns")
    return next((name for name in _CLASSES if noun in table[name]), None)


def _end(doc: Doc, token: Token, kind: str) -> int:
    """Return where the description ends: "for X" belongs to a spokesperson for X."""
    end = token.i + 1
    if kind != "Person" or singular(token.text) not in words("persons_spokes"):
        return end
    if end + 1 >= len(doc) or doc[end].lower_ not in _AFTER_SPOKES:
        return end
    first = end + 1
    while first < len(doc) and doc[first].tag_ in {"DT", "PRP$"}:
        first += 1
    last = first
    while last < len(doc) and not doc[last].is_sent_start and _continues(doc, last):
        last += 1
    return last if last > first else end


def _continues(doc: Doc, position: int) -> bool:
    """Tell whether a word may go on the name of whom someone speaks for."""
    token = doc[position]
    if token.text in {"’s", "'s", "-", "&"} or token.lower_ in {"of"}:
        return position + 1 < len(doc) and doc[position + 1].pos_ in {"PROPN", "NOUN", "DET"}
    return token.pos_ in {"PROPN", "NOUN", "ADJ", "NUM"} or (
        token.tag_ == "DT" and doc[position - 1].lower_ == "of"
    )
