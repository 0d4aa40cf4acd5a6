"""Match goods told after "whose": "Acme, whose lenses go into cameras", "whose tracker the city uses"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.analysis import Mention
from kg.extractors.facts.findings import Finding, fill_subject, kind_of
from kg.extractors.facts.frames import Patterns
from kg.extractors.facts.goods import fill_objects
from kg.extractors.facts.lexemes import Framed
from kg.extractors.facts.origins import made_by
from kg.extractors.facts.reading import Reading
from kg.extractors.lexicon import groups
from kg.extractors.mentions.shapes import lemmas

_BETWEEN = frozenset({"AUX", "ADV", "PART"})
_MAKING = frozenset(
    {"use", "install", "wear", "buy", "find", "make", "sell", "embed", "fit", "build"}
)
_REACH = 12


def find_whose(reading: Reading, patterns: Patterns) -> Iterator[Finding]:
    """Yield what the origin frames with "whose" as a subject find in a passage, in text order."""
    for framed in patterns.frames("origin"):
        if "whose" not in framed[1].subject:
            continue
        for token in reading.doc:
            if token.lower_ == "whose" and token.i > 0:
                yield from _whose(reading, patterns, framed, token.i)


def _whose(reading: Reading, patterns: Patterns, framed: Framed, at: int) -> Iterator[Finding]:
    pattern, frame = framed
    before = reading.phrase_before(at - (reading.word(at - 1) == ","))
    head = _goods_head(reading, at)
    if before is None or head is None:
        return
    if not (_sold(reading, head + 1) or relied_on(reading, head + 1)):
        return
    makers = fill_subject(reading, patterns, pattern, frame.subject_classes, [before.head])
    maker = next((each for each in makers if kind_of(reading, each.head) == "name"), None)
    if maker is None or maker.entity.type in frame.never_classes:
        return
    for about in fill_objects(reading, patterns, framed, [head]):
        yield made_by(reading, framed, maker, about)


def _goods_head(reading: Reading, at: int) -> int | None:
    """Return the noun that ends the phrase behind "whose", a name in it or none."""
    place = at + 1
    while place < len(reading.doc) and reading.leads(place):
        name = reading.mention(place)
        named = name is not None and name.kind == "name"
        if named and reading.doc[place - 1].pos_ == "NOUN" and relied_on(reading, place):
            break  # "whose snowplow tracker | St. Paul and Duluth both rely on"
        if reading.doc[place].pos_ == "DET":
            break  # "whose scanner | the Navy uses"
        place += 1
    last = place - 1
    return last if last > at and reading.doc[last].pos_ in {"NOUN", "PROPN"} else None


def _sold(reading: Reading, place: int) -> bool:
    """Tell whether the verb at a token is one of goods: "go into", "power", "are used by"."""
    passive = False
    while place < len(reading.doc) and reading.doc[place].pos_ in _BETWEEN:
        passive = passive or reading.doc[place].lemma_ == "be"
        place += 1
    if place >= len(reading.doc):
        return False
    forms = set(lemmas(reading.doc[place]))
    words = groups("facts_makers")
    return bool(forms & (words["relying"] | _MAKING if passive else words["serving"]))


def relied_on(reading: Reading, start: int) -> bool:
    """Tell whether a clause from token `start` on tells who uses what stands before it."""
    place = start
    while place < min(start + _REACH, len(reading.doc)):
        token = reading.doc[place]
        if token.pos_ == "VERB":
            return place > start and bool(set(lemmas(token)) & groups("facts_makers")["relying"])
        if token.text in {",", ";", "."} and reading.word(place + 1) != "and":
            return False
        place += 1
    return False


def uses_what_precedes(reading: Reading, mention: Mention) -> bool:
    """Tell whether a name behind "whose" and a noun is the one who uses: "whose tracker | St. Paul uses"."""
    place = mention.start - 1
    while place > 0 and reading.doc[place].pos_ in {"NOUN", "ADJ"}:
        place -= 1
    common = place < mention.start - 1
    return common and reading.word(place) == "whose" and relied_on(reading, mention.start)
