"""Names told beside a description: "LanternMap, an outage map", "its maker, the Dover firm Acme"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extractors.facts.findings import Place, fill_subject, kind_of, place
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Reading

Framed = tuple[Pattern, Frame]

_APART = frozenset({",", "–", "—", "("})
_OPENING = frozenset({"a", "an", "the", "one", "its", "their", "another"})
_CALLED = frozenset({"called", "named", "dubbed", "branded"})


def named_before(
    reading: Reading, patterns: Patterns, classes: Iterable[str], head: int
) -> Place | None:
    """Return the name that a description stands behind, between commas: "Birch, a tool that …".

    The description is the noun at `head`; the place covers the name and has the noun as its head.
    """
    if kind_of(reading, head) == "name":
        return None
    start = head
    while start > 0 and reading.leads(start - 1) and kind_of(reading, start - 1) != "name":
        start -= 1
    if reading.word(start) not in _OPENING or reading.word(start - 1) not in _APART:
        return None
    name = reading.mention(start - 2)
    if name is None or name.kind != "name" or name.end != start - 1:
        return None
    found = place(reading, name.root)
    if found is None or not patterns.fits(found.entity, frozenset(classes)):
        return None
    return replace(found, head=head, end=max(found.end, head + 1))


def names_after(reading: Reading, patterns: Patterns, framed: Framed, at: int) -> Iterator[Place]:
    """Yield the bodies named from a token on, a comma, a copula and a description before them.

    ("its maker, | the Dover firm Acme", "its vendor | is Acme", "a rival, | Acme")
    """
    pattern, frame = framed
    while reading.word(at) in _APART | _CALLED or _copula(reading, at):
        at += 1
    phrase = reading.phrase_after(at)
    if phrase is None:
        return
    heads = coordinated(reading, phrase.head, left=False)
    if kind_of(reading, phrase.head) != "name":
        behind = phrase.end
        while reading.word(behind) in _APART | _CALLED:
            behind += 1
        name = reading.mention(behind)
        apart = behind > phrase.end and name is not None and name.kind == "name"
        heads = [name.root] if name is not None and apart and name.start == behind else []
    for found in fill_subject(reading, patterns, pattern, frame.subject_classes, heads):
        if kind_of(reading, found.head) == "name":
            yield found


def _copula(reading: Reading, at: int) -> bool:
    return at < len(reading.doc) and reading.doc[at].lemma_ in {"be", "remain"}
