"""Find what somebody is against: a thing or body, or the deed that names it ("the rollout of B")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.extractors.facts.findings import Place, fill, is_named, kind_of
from kg.extractors.facts.frames import Frame, Patterns
from kg.extractors.facts.governing import possessors
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Phrase, Reading
from kg.extractors.lexicon import groups, united
from kg.extractors.mentions.phrases import phrase_start, undetermined
from kg.extractors.mentions.shapes import singular
from kg.model import Entity

_INNER = frozenset({"of", "to", "with", "for", "from", "by", "on", "in", "against"})
_LONGEST = 12
_OPEN = "anything"
_DEMANDED = frozenset({"unwanted", "should end"})


def find_matters(
    reading: Reading, patterns: Patterns, frame: Frame, candidates: Callable[[str], Sequence[int]]
) -> list[Place]:
    """Return what fills the frame's slots for matters ("against matter", "object anything").

    `candidates` gives the heads for a slot's name without that last word.
    """
    for slot in frame.object:
        base, _, kind = slot.rpartition(" ")
        if kind == "paper":
            papers = [
                each for head in candidates(base) for each in _itself(reading, head, anything=False)
            ]
            found = [
                each for each in papers if reading.doc[each.head].lemma_.casefold() in _papers()
            ]
            if found:
                return found
        if kind in {"matter", _OPEN}:
            heads = candidates(base)
            if base == "object" and f"unwanted {_OPEN}" in frame.object:
                heads = [head for head in heads if not _is_told(reading, head)]
            if base in _DEMANDED:
                heads = [head for head in heads if _may_end(reading, head)]
            found = matters(reading, patterns, frame.object_classes, heads, kind=kind)
            if found:
                return found
    return []


def matters(
    reading: Reading,
    patterns: Patterns,
    classes: frozenset[str],
    heads: Iterable[int],
    *,
    kind: str,
) -> list[Place]:
    """Return what the phrases with these heads stand for, of the first one that stands for something.

    A deed leads to the bodies and products named with it (its owner, what it is of, what it is to
    do), else it stands for itself, as a product that is described. With the kind "anything" any
    other noun does, too; with "matter" only deeds do.
    """
    for head in heads:
        found = list(_whole(reading, patterns, classes, head))
        if not found:
            found = list(_itself(reading, head, anything=kind == _OPEN))
        if found:
            return found
    return []


def _may_end(reading: Reading, head: int) -> bool:
    """Tell whether a demand may be against a phrase: a name, goods or a deed, no "photos", no "eyes"."""
    mention = reading.mention(head)
    if mention is not None and (
        mention.kind != "description" or reading.named(reading.analysis.entity(mention))
    ):
        return True
    start = phrase_start(reading.doc[head])
    if any(each.pos_ in {"NOUN", "ADJ", "VERB"} for each in reading.doc[start:head]):
        return True  # "machine-drafted summaries"
    if reading.doc[head].pos_ == "PROPN":
        return True
    noun = singular(reading.doc[head].text)
    known = noun in united("facts_goods", "sure", "led", "loose")
    return known or noun in united("products_nouns", "strong", "weak") or _is_deed(reading, head)


def _is_told(reading: Reading, head: int) -> bool:
    """Tell whether a phrase is who is told what to do: "forbade schools to use", "from using"."""
    mention = reading.mention(head)
    place = head + 1 if mention is None else max(mention.end, head + 1)
    for at in range(place, min(place + _LONGEST, len(reading.doc) - 1)):
        after = reading.doc[at + 1]
        if reading.word(at) in {"to", "from", "against"} and after.tag_ in {"VB", "VBG"}:
            return after.head.i < head or after.head.i == reading.doc[head].head.i
    return False


def _whole(
    reading: Reading, patterns: Patterns, classes: frozenset[str], head: int
) -> Iterator[Place]:
    seen: set[str] = set()
    for member in coordinated(reading, head):
        inside = _inner(reading, member) if _is_deed(reading, member, sites=True) else []
        for found in fill(reading, patterns, classes, [member, *inside]):
            own = found.head != member or not _is_deed(reading, member)
            if own and found.entity.name not in seen and _told(reading, found, member):
                seen.add(found.entity.name)
                yield found


def _told(reading: Reading, found: Place, head: int) -> bool:
    """Tell whether an entity is told well enough: what a deed is of must be named or definite."""
    if found.entity.type == "Place" or reading.doc[found.head].lemma_.casefold() in _papers():
        return False
    if reading.doc[found.start].tag_ == "PRP$" and not is_named(reading, found):
        return False
    if reading.doc[found.end - 1].lemma_.casefold() in groups("facts_deeds")["never"]:
        return False
    if found.entity.type == "Person" and kind_of(reading, found.head) == "description":
        return is_named(reading, found)
    if found.head == head or kind_of(reading, found.head) != "description":
        return True
    return found.entity.type == "Product" or reading.doc[found.start].pos_ == "DET"


def _papers() -> frozenset[str]:
    return groups("facts_deeds")["paper"]


def _is_deed(reading: Reading, head: int, *, sites: bool = False) -> bool:
    noun = reading.doc[head].lemma_.casefold()
    deeds = groups("facts_deeds")
    return noun in deeds["deed"] | deeds["paper"] or (sites and noun in deeds["site"])


def _inner(reading: Reading, head: int) -> list[int]:
    """Return the heads that belong to a deed: in it, its owner, of it, what it is to do."""
    phrase = reading.phrase_before(head + 1)
    start = head if phrase is None else phrase.start
    found = [mention.root for at in range(start, head) if (mention := reading.mention(at))]
    found.extend(possessors(reading, head))
    place = head + 1
    while place < len(reading.doc) and place - head < _LONGEST:
        if reading.doc[place].pos_ == "VERB" and place == head + 2:
            place += 1  # "a plan to buy | B"
            step: Phrase | None = reading.phrase_after(place)
        elif reading.word(place) == "to" and place + 1 < len(reading.doc):
            verb = reading.doc[place + 1].pos_ == "VERB"
            step = reading.phrase_after(place + (2 if verb else 1))
        elif reading.word(place) in _INNER and reading.doc[place + 1].tag_ not in {"WDT", "WP"}:
            step = reading.phrase_after(place + 1)
        else:
            break
        if step is None:
            break
        listed = coordinated(reading, step.head, left=False)
        found.extend(listed)
        found.extend(possessors(reading, step.head))
        place = step.end
    return list(dict.fromkeys(found))


def _itself(reading: Reading, head: int, *, anything: bool) -> Iterator[Place]:
    """Yield a deed as a thing of its own: "the bill", "tax breaks for a rival plant"."""
    token = reading.doc[head]
    if token.pos_ != "NOUN" or not (_is_deed(reading, head) or anything):
        return
    noun = token.lemma_.casefold()
    if noun in groups("facts_deeds")["never"] or reading.mention(head) is not None:
        return
    phrase = reading.phrase_before(head + 1)
    start = head if phrase is None else phrase.start
    while start < head and reading.doc[start].pos_ in {"DET", "PRON", "NUM", "PART"}:
        start += 1
    end = head + 1
    if reading.word(end) in {"of", "on", "for"}:
        inner = reading.phrase_after(end + 1)
        end = end if inner is None else inner.end
    span = reading.passage.span(start, end)
    name = undetermined(" ".join(span.text.split()))
    yield Place(Entity(name, "Product", span), head, start, end)
