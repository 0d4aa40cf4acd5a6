"""Find the name that a description belongs to by the structure of its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extractors.lexicon import groups
from kg.extractors.mentions.classes import compatible
from kg.extractors.mentions.discourse import Known
from kg.extractors.mentions.drafts import Draft
from kg.extractors.mentions.shapes import possessive_mark
from kg.extractors.tokens import Doc, Token

_OPENING = frozenset({"“", '"', "‘", "'", "—", "–", "-", ",", "(", "®", "™"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REACH = 6
NameAt = Callable[[int], Known | None]


def named_beside(draft: Draft, doc: Doc, name_at: NameAt) -> Known | None:
    """Return the entity whose name the description stands beside, or None.

    Looks at appositions ("Birch, a chat app", "the firm Bluefen"), names inside the phrase ("the
    Birch app"), "called", and copulas ("Birch is a chat app").
    """
    governed = _polity_of(draft, doc, name_at)
    if governed is not None:
        return governed
    for position in _beside(draft, doc, name_at):
        known = name_at(position)
        if known is not None and draft.type is not None and compatible(known.type, draft.type):
            return known
    return None


def _polity_of(draft: Draft, doc: Doc, name_at: NameAt) -> Known | None:
    """Return the place in "the city of Leeds", written small."""
    after = draft.root + 2
    if draft.key not in groups("organisations_heads")["polity"] or after >= len(doc):
        return None
    known = name_at(after) if doc[draft.root + 1].lower_ == "of" else None
    return known if known is not None and known.type == "Place" else None


def _beside(draft: Draft, doc: Doc, name_at: NameAt) -> Iterator[int]:
    root = doc[draft.root]
    yield from _inside(draft, doc, name_at)
    if draft.root + 1 < len(doc) and draft.end == draft.root + 1 and not draft.plural:
        yield draft.root + 1
    if root.dep_ == "appos":
        yield root.head.i
    yield from (child.i for child in root.children if child.dep_ == "appos")
    yield from _over_comma(draft, doc, name_at)
    yield from _called(draft, doc)
    yield from _copula(root)


def _inside(draft: Draft, doc: Doc, name_at: NameAt) -> Iterator[int]:
    """Yield names that stand in the phrase and own nothing in it, the last first."""
    for position in range(draft.root - 1, draft.start - 1, -1):
        if possessive_mark(doc[position]):
            return
        if name_at(position) is not None:
            yield position


def _over_comma(draft: Draft, doc: Doc, name_at: NameAt) -> Iterator[int]:
    start, end = draft.start, draft.end
    if draft.plural:
        return
    after = start > 1 and doc[start - 1].text in {",", "(", "—", "–"}
    after = after and not _fronted(doc, start - 2, name_at)
    acts = end < len(doc) and doc[end].tag_ in _FINITE and doc[draft.root].dep_ == "nsubj"
    if after and not acts and draft.determiner != "possessive" and not doc[start].is_sent_start:
        yield start - 2
    before = end + 2 < len(doc) and doc[end].text == ","
    if before and draft.determiner in {"definite", "owned", "possessive"}:
        first = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        last = first
        while last < len(doc) and name_at(last) is not None and name_at(last) is name_at(first):
            last += 1
        while draft.type == "Product" and last < len(doc) and _plain_noun(doc[last]):
            last += 1  # "its flagship product, the Hopper | scooter,"
        if last < len(doc) and doc[last].text in {",", ".", ")", "—", "–"}:
            yield first


def _fronted(doc: Doc, last: int, name_at: NameAt) -> bool:
    """Tell whether the name before a comma ends what opens the sentence: "In Calder, | a court"."""
    first, known = last, name_at(last)
    while first > 0 and known is not None and name_at(first - 1) is known:
        first -= 1
    return first > 0 and doc[first - 1].pos_ == "ADP" and bool(doc[first - 1].is_sent_start)


def _plain_noun(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.text.islower()


def _called(draft: Draft, doc: Doc) -> Iterator[int]:
    """Yield where the name stands in "technology — called Finder —"."""
    naming = groups("products_verbs")["naming"]
    position = draft.end
    while position < min(len(doc), draft.end + _REACH) and doc[position].text in _OPENING:
        position += 1
    if position >= len(doc) or doc[position].tag_ not in {"VBN", "VBD"}:
        return
    if doc[position].lemma_.lower() not in naming and doc[position].lower_ not in _participles():
        return
    position += 1
    while position < len(doc) and (
        doc[position].text in _OPENING or doc[position].lower_ in {"as", "the"}
    ):
        position += 1
    yield position


def _participles() -> frozenset[str]:
    return frozenset(
        f"{verb}d" if verb.endswith("e") else f"{verb}ed"
        for verb in groups("products_verbs")["naming"]
    ) | {"known", "dubbed"}


def _copula(root: Token) -> Iterator[int]:
    if any(child.dep_ == "cop" for child in root.children):
        yield from (child.i for child in root.children if child.dep_ == "nsubj")
    if root.dep_ == "nsubj" and any(child.dep_ == "cop" for child in root.head.children):
        yield root.head.i
