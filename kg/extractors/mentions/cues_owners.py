"""Cues to a name's type in who owns what: "Acme’s chief", "chief of Acme", "Acme Finder"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.lexicon import words
from kg.extractors.mentions.joining import organisation_heads
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import folded, possessive_mark, singular
from kg.extractors.tokens import Doc

_REACH = 4
# of places and persons as well ("students of Ana Ruiz")
_OF_PEOPLE = frozenset({
    "resident", "student", "pupil", "disciple", "friend", "follower", "fan", "supporter", "son", "wife",
    "daughter", "husband", "brother", "sister", "father", "mother", "widow", "relative", "colleague",
    "neighbor", "neighbour", "critic", "opponent", "victim", "biographer", "aunt", "uncle", "cousin",
    "niece", "nephew", "admirer", "citizen", "native", "king", "queen", "champion",
})  # fmt: skip


def prefixed(name: Name, known: frozenset[str], *, person: bool) -> Iterator[tuple[str, str]]:
    """Yield cues from names that begin with another ("Acme Finder", "Acme North America")."""
    split = folded(name.text).split(" ")
    for length in range(1, len(split)):
        if " ".join(split[:length]) not in known:
            continue
        rest = name.text.split(" ", length)[-1]
        if rest in words("places_names"):
            yield "Organization", "branch"
        elif not person and not any(word in organisation_heads() for word in split[length:]):
            yield "Product", "made_by"
        return


def owning(doc: Doc, name: Name, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield cues from possessives and from people's posts: "Acme’s chief", "chief of Acme"."""
    if name.end < len(doc) and possessive_mark(doc[name.end]):
        for token in doc[name.end + 1 : name.end + 1 + _REACH]:
            if singular(token.text) in words("persons_nouns") and token.text.islower():
                yield "Organization", "owns_person"
                break
            if token.pos_ in {"VERB", "ADP", "PUNCT"} and token.text != "-":
                break
    start = name.start
    if start > 1 and doc[start - 1].lower_ == "the":
        start -= 1
    leads = name.end < len(doc) and doc[name.end].pos_ == "NOUN" and doc[name.end].text.islower()
    if start > 1 and not leads and doc[start - 1].lower_ in {"of", "for", "at"}:
        post = singular(doc[start - 2].text)
        if post in words("persons_nouns", "titles_persons") and post not in _OF_PEOPLE:
            yield "Organization", "employs_person"
    if name.start > 1 and possessive_mark(doc[name.start - 1]):
        owner = doc.span(max(0, name.start - 5), name.start - 1).text.split(" ")
        tails = (" ".join(owner[first:]) for first in range(len(owner)))
        if any(folded(tail) in known for tail in tails):
            yield "Product", "owned_by_name"
