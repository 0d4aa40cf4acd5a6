"""Read the qualifiers of a finding from the words around it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.arguments import after_preposition
from kg.extractors.facts.findings import Finding
from kg.extractors.facts.lists import coordinated
from kg.extractors.lexicon import groups, words
from kg.extractors.qualifiers.dates import DateSpan, read_dates
from kg.extractors.qualifiers.money import find_money
from kg.extractors.qualifiers.places import find_places
from kg.extractors.qualifiers.purposes import find_purpose
from kg.extractors.qualifiers.scale import find_scales
from kg.model import Qualifier, Span

Named = tuple[str, Qualifier]
Range = tuple[int, int]


def circumstances(finding: Finding) -> Iterator[Named]:
    """Yield the qualifiers that the finding's pattern asks for, each at most once."""
    start, end = _window(finding)
    seen: set[str] = set()
    for name, qualifier in _all(finding, start, end):
        if name in finding.pattern.circumstances and name not in seen:
            seen.add(name)
            yield name, qualifier


def _all(finding: Finding, start: int, end: int) -> Iterator[Named]:
    text = finding.reading.passage.span(start, end)
    taken: list[Range] = []
    for name, qualifier in [*_dates(finding, text), *_prices(text)]:
        taken.append((qualifier.span.start, qualifier.span.end))
        yield name, qualifier
    yield from _scales(finding, end, taken)
    yield from _audience(finding)
    for first, last in _where(finding, start, end):
        place = find_places(finding.reading.analysis, finding.reading.passage, first, last)
        if place is not None:
            yield "place", place
    after = max(finding.anchor + 1, _object_end(finding))
    purpose = find_purpose(finding.reading.passage.doc, after, end, taken_until(finding, taken))
    purpose = purpose or _later_purpose(finding, end)
    if purpose is not None:
        yield "purpose", Qualifier(finding.reading.passage.span(*purpose))


def _later_purpose(finding: Finding, start: int) -> Range | None:
    """Return the aim that a later clause of the sentence tells: "…, and it uses those to find …".

    The clause must have the same subject, as a pronoun or by name.
    """
    reading = finding.reading
    last = reading.sentence(finding.anchor)[1]
    for place in range(max(start, finding.core[1]) + 1, last):
        token = reading.doc[place]
        if token.lemma_.lower() not in words("facts_purpose_verbs") or token.pos_ != "VERB":
            continue
        entity = reading.entity(place - 1)
        if entity is not None and entity.name == finding.subject.name:
            return find_purpose(reading.doc, place + 1, last)
    return None


def _audience(finding: Finding) -> Iterator[Named]:
    """Yield to whom something is sold or offered: the body or people after "to"."""
    if finding.frame.kind != "verb":
        return
    for head in after_preposition(finding.reading, finding.anchor, "to"):
        entity = finding.reading.entity(head)
        if entity is None or entity.mention is None:
            continue
        if entity.type not in {"Place", "Product"} and entity.name != finding.object.name:
            yield "audience", Qualifier(entity.mention, value=entity.name)
            return


def _where(finding: Finding, start: int, end: int) -> Iterator[Range]:
    """Yield the token ranges to look for a place in: behind the subject, after the verb, before."""
    passage, mention = finding.reading.passage, finding.subject.mention
    if mention is not None:
        behind = passage.tokens_in(mention.start, mention.end)[1]
        if finding.reading.word(behind) in words("facts_places"):
            phrase = finding.reading.phrase_after(behind + 1)
            if phrase is not None:
                listed = coordinated(finding.reading, phrase.head, left=False)
                yield behind, max(phrase.end, listed[-1] + 1)
    yield max(finding.anchor + 1, _object_end(finding)), end
    yield start, finding.core[0]


def taken_until(finding: Finding, taken: list[Range]) -> frozenset[int]:
    """Return the tokens that dates and prices already explain."""
    passage = finding.reading.passage
    return frozenset(
        token for start, end in taken for token in range(*passage.tokens_in(start, end))
    )


def _object_end(finding: Finding) -> int:
    mention = finding.object.mention
    if mention is None:
        return 0
    return finding.reading.passage.tokens_in(mention.start, mention.end)[1]


def _window(finding: Finding) -> Range:
    """Return the tokens to look at: the clause, with what opens the sentence before it."""
    reading, (start, end) = finding.reading, finding.core
    first, last = reading.sentence(finding.anchor)
    if not any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in reading.doc[first:start]):
        start = first
    return start, min(last, max(end, reading.clause_end(finding.anchor, reach=40)))


def _dates(finding: Finding, text: Span) -> Iterator[Named]:
    for date in read_dates(text.text, finding.reading.analysis.document.published):
        if date.value is not None and _belongs(finding, text.start + date.start):
            span = Span(
                text.start + date.start, text.start + date.end, text.text[date.start : date.end]
            )
            yield _date_role(finding, text.text, date), Qualifier(span, value=date.value)


def _belongs(finding: Finding, at: int) -> bool:
    """Tell whether a date is this verb's: not one inside a clause between subject and verb."""
    reading, start = finding.reading, finding.core[0]
    token = reading.passage.tokens_in(at, at + 1)[0]
    if not start <= token < finding.anchor:
        return True
    return not any(each.pos_ == "VERB" for each in reading.doc[start : finding.anchor])


def _date_role(finding: Finding, text: str, date: DateSpan) -> str:
    """Tell since, until and date apart: by the words before, by the form, by the frame."""
    before = text[: date.start].casefold().split()[-2:]
    for role, cues in sorted(groups("dates_roles").items()):
        if any(" ".join(before[-count:]) in cues for count in (1, 2) if before):
            return role
    if text[date.start : date.start + 4].casefold() == "for ":
        return "since"
    return finding.frame.date_as or finding.pattern.date_as


def _prices(text: Span) -> Iterator[Named]:
    for money in find_money(text.text):
        words = text.text[money.start : money.end]
        span = Span(text.start + money.start, text.start + money.end, words)
        yield (
            "price",
            Qualifier(
                span,
                minimum=money.minimum,
                maximum=money.maximum,
                currency=money.currency,
                per=money.per,
            ),
        )


def _scales(finding: Finding, end: int, taken: list[Range]) -> Iterator[Named]:
    passage = finding.reading.passage
    start = min(finding.anchor, finding.core[0])
    for scale in find_scales(passage.doc, start, end):
        span = passage.span(scale.start, scale.end)
        if all(span.end <= first or last <= span.start for first, last in taken):
            yield "scale", Qualifier(span, number=scale.number, unit=scale.unit)
