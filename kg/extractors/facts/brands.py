"""Match brands: "Acme transcription software", "Acme’s flagship product, Birch"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.findings import Finding, Place, fill, fill_subject, kind_of
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.goods import fill_objects
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.origins import is_private, made_by
from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import acronym, singular
from kg.extractors.tokens import text_of

_OVER = frozenset({"NOUN", "ADJ", "NUM", "PROPN"})
_ONE = frozenset({"the", "a", "an", "this", "that", "’s", "'s"})
_REACH = 5
_MADE_IN_HOUSE = frozenset(
    {
        "own",
        "flagship",
        "in-house",
        "proprietary",
        "homegrown",
        "home-grown",
        "signature",
        "branded",
    }
)


def find_brands(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the origin frames find by a firm’s name on its product, in text order."""
    for framed in patterns.frames("origin"):
        for mention in reading.analysis.mentions_in(reading.passage.index):
            if mention.kind == "name":
                yield from _leading(reading, patterns, framed, mention.root)
            elif mention.kind == "description":
                yield from _owned(reading, patterns, framed, mention.root)


def _leading(reading: Reading, patterns: Patterns, framed: Framed, head: int) -> Iterator[Finding]:
    """Read a brand before what it makes: "Acme transcription software", "the Acme product Birch"."""
    pattern, frame = framed
    if "leading" not in frame.subject:
        return
    maker = next(fill_subject(reading, patterns, pattern, frame.subject_classes, [head]), None)
    if maker is None or maker.entity.type in frame.never_classes or not _brand(reading, maker):
        return
    end = maker.end
    while (
        end < len(reading.doc)
        and reading.doc[end].pos_ in _OVER
        and reading.doc[end].text.islower()
    ):
        end += 1
    noun = reading.doc[end - 1]
    if end == maker.end or noun.pos_ != "NOUN" or not _sellable(reading, maker.end, end - 1):
        return
    if _is_model(reading, maker, end - 1):
        return
    for about in _led(reading, patterns, framed, maker, end - 1):
        yield made_by(reading, framed, maker, about)


def _is_model(reading: Reading, maker: Place, noun: int) -> bool:
    """Tell whether a name is that of the one thing itself: "the Pelican mower", named so alone."""
    led = reading.word(maker.start - 1) in _ONE or reading.doc[maker.start - 1].tag_ == "PRP$"
    if not led or maker.start == 0 or reading.doc[noun].tag_ != "NN":
        return False
    for mention in reading.analysis.mentions:
        record = reading.analysis.entities[mention.entity]
        if mention.kind != "name" or record.name != maker.entity.name:
            continue
        doc = reading.analysis.passages[mention.passage].doc
        if mention.end >= len(doc) or doc[mention.end].lemma_ != reading.doc[noun].lemma_:
            return False
    return True


def _sellable(reading: Reading, start: int, head: int) -> bool:
    """Tell whether a noun behind a firm’s name is one for what firms sell, not for who uses it."""
    noun, things, goods = (
        singular(reading.doc[head].text),
        groups("products_nouns"),
        groups("facts_goods"),
    )
    if noun in words("facts_own_media"):
        return False
    if noun in things["strong"] | goods["sure"] | {"product", "gear", "equipment", "technology"}:
        return True
    return head > start and noun in things["weak"] | goods["loose"] | goods["led"]


def _led(
    reading: Reading, patterns: Patterns, framed: Framed, maker: Place, head: int
) -> Iterator[Place]:
    """Return the product that a noun behind its maker's name is; in its own words where it has no name."""
    for about in fill_objects(reading, patterns, framed, [head]):
        named = about.entity.name != maker.entity.name and _named_near(reading, about)
        if named:
            yield about
            continue
        span = reading.passage.span(maker.start, head + 1)
        entity = type(about.entity)(" ".join(span.text.split()), "Product", span)
        yield Place(entity, head, maker.start, head + 1)


def _named_near(reading: Reading, about: Place) -> bool:
    """Tell whether a product's name follows its description: "the Acme product, known as Birch"."""
    for at in range(about.head + 1, min(len(reading.doc), about.head + 1 + _REACH)):
        mention = reading.mention(at)
        if mention is not None and mention.kind == "name":
            return reading.analysis.entities[mention.entity].name == about.entity.name
    return False


def _owned(reading: Reading, patterns: Patterns, framed: Framed, head: int) -> Iterator[Finding]:
    """Read "Birch, its own chat system", "Acme’s flagship product, the Birch scooter"."""
    pattern, frame = framed
    about = next(fill(reading, patterns, frame.object_classes, [head]), None)
    if "own" not in frame.subject or about is None or not reading.named(about.entity):
        return
    if not _named_beside(reading, about):
        return
    lead = {reading.word(at) for at in range(about.start, about.head)}
    owners = possessors(reading, head)
    makers = fill_subject(reading, patterns, pattern, frame.subject_classes, owners)
    for maker in makers:
        brand = kind_of(reading, maker.head) == "name" and _brand(reading, maker)
        if maker.entity.type not in frame.never_classes and (brand or lead & _MADE_IN_HOUSE):
            yield made_by(reading, framed, maker, about)
        return


def _named_beside(reading: Reading, about: Place) -> bool:
    """Tell whether a product's own name stands right before or behind its description."""
    return _named_near(reading, about) or any(
        (mention := reading.mention(at)) is not None
        and mention.kind == "name"
        and reading.analysis.entities[mention.entity].name == about.entity.name
        for at in range(max(0, about.start - 2), about.start)
    )


def _brand(reading: Reading, maker: Place) -> bool:
    """Tell whether a name may stand on what its bearer sells; a public body's stands on what it uses."""
    tokens = reading.doc[maker.start : maker.end]
    return is_private(reading, maker) and not acronym(text_of(tokens).replace(".", ""))
