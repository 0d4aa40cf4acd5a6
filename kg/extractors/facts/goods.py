"""Unnamed goods as the object of a claim: "the largest maker of rail track", "makes most of the lenses"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extractors.facts.appositions import named_before
from kg.extractors.facts.findings import Place, fill, kind_of
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import groups, united, words
from kg.extractors.mentions.phrases import phrase_start, undetermined
from kg.extractors.mentions.shapes import singular
from kg.model import Entity

_ARTICLES = frozenset({"a", "an", "any", "every", "each", "no"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def fill_objects(
    reading: Reading, patterns: Patterns, framed: tuple[Pattern, Frame], heads: Iterable[int]
) -> Iterator[Place]:
    """Yield what may be the object of a frame: entities of its classes, else goods where it takes them."""
    pattern, frame = framed
    for head in heads:
        inner = _shared(reading, head) if pattern.goods else head
        found = list(fill(reading, patterns, frame.object_classes, [inner]))
        named = not any(reading.named(each.entity) for each in found)
        beside = named_before(reading, patterns, frame.object_classes, inner) if named else None
        if beside is not None:
            yield beside  # "Birch, an outage map built by Acme"
        elif found:
            yield from found
        elif pattern.goods:
            unnamed = goods_at(reading, inner)
            if unnamed is not None:
                yield unnamed


def goods_at(reading: Reading, head: int) -> Place | None:
    """Return the goods that a noun heads, as a product of the phrase's own words, or None.

    A thing counted one by one is no line of goods: "made a chair", "a corruption probe".
    """
    token = reading.doc[head]
    if token.pos_ not in _NOUNS or kind_of(reading, head) != "description":
        return None
    start = phrase_start(token)
    while start < head and _governs(reading, start, head):
        start += 1  # "has been building | radios"
    if not _is_goods(reading, start, head):
        return None
    led = reading.doc[head - 1].pos_ in _NOUNS and head > start
    if token.tag_ == "NN" and reading.word(start) in _ARTICLES and not led:
        return None
    span = reading.passage.span(start, head + 1)
    name = undetermined(" ".join(span.text.split()))
    return Place(Entity(name, "Product", span), head, start, head + 1)


def _governs(reading: Reading, place: int, head: int) -> bool:
    """Tell whether a word that was taken for a modifier is the verb of a noun."""
    token = reading.doc[place]
    if token.tag_ != "VBG":
        return False
    return reading.doc[head].head.i == place or reading.doc[place - 1].pos_ == "AUX"


def goods_inside(reading: Reading, start: int, end: int) -> Place | None:
    """Return the goods that stand before a maker's noun: "the battery | maker", "rail track supplier"."""
    first = end
    while start < first <= len(reading.doc) and reading.doc[first - 1].pos_ == "NOUN":
        first -= 1
    if first == end or (reading.word(end) in {"-", "–"}):
        return None
    noun = singular(reading.doc[end - 1].text)
    sold = noun in united("facts_goods", "sure", "loose")
    if not sold and noun not in groups("products_nouns")["strong"]:
        return None
    span = reading.passage.span(first, end)
    return Place(Entity(" ".join(span.text.split()), "Product", span), end - 1, first, end)


def _is_goods(reading: Reading, start: int, head: int) -> bool:
    noun, before = singular(reading.doc[head].text), range(start, head)
    led = any(reading.doc[at].pos_ in _NOUNS for at in before)
    if noun in groups("facts_goods")["sure"] or noun in groups("products_nouns")["strong"]:
        return True
    return led and noun in united("facts_goods", "loose", "led")


def _shared(reading: Reading, head: int) -> int:
    """Return what a share or kind is one of: "most of the lenses", "a third of the cable"."""
    if reading.word(head + 1) != "of":
        return head
    noun = singular(reading.doc[head].text)
    if noun not in words("facts_shares") and reading.doc[head].pos_ != "NUM":
        return head
    phrase = reading.phrase_after(head + 2)
    return head if phrase is None else phrase.head
