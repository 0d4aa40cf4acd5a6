"""Read how widely a fact holds and where: counts and places around a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.facts.belonging import has_verb
from kg.extractors.facts.findings import Finding
from kg.extractors.facts.lists import coordinated
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.qualifiers.counts import count_before, find_counts
from kg.extractors.qualifiers.places import find_places
from kg.extractors.qualifiers.scale import Scale, find_scales
from kg.extractors.qualifiers.sites import find_site
from kg.model import Entity, Qualifier

Range = tuple[int, int]

_APPOSED = 16


def scales(finding: Finding, end: int, taken: Sequence[Range]) -> Iterator[Qualifier]:
    """Yield the counts that a finding holds for, the surest first.

    `taken` are characters that say something else (dates, prices).
    """
    passage = finding.reading.passage
    start = min(finding.anchor, finding.core[0])
    found = [*_of_object(finding), *find_scales(passage.doc, start, end)]
    for scale in [*found, *find_counts(passage.doc, start, end)]:
        if finding.reading.word(scale.start - 1) == "by":
            continue  # "by 900 agencies": how many use it, not how much one of them does
        if scale.end <= finding.anchor and not _at_an_end(finding, scale):
            continue
        span = passage.span(scale.start, scale.end)
        if all(span.end <= first or last <= span.start for first, last in taken):
            yield Qualifier(span, number=scale.number, unit=scale.unit)


def _at_an_end(finding: Finding, scale: Scale) -> bool:
    """Tell whether a count before the verb is one of the subject or the object."""
    for entity in (finding.subject, finding.object):
        if entity.mention is not None:
            start, end = finding.reading.passage.tokens_in(entity.mention.start, entity.mention.end)
            if scale.start < end and start <= scale.end:
                return True
    return False


def _of_object(finding: Finding) -> Iterator[Scale]:
    """Yield the count that stands before the object's name: "310 | Lumen | scanners"."""
    mention, passage = finding.object.mention, finding.reading.passage
    if mention is None:
        return
    start, end = passage.tokens_in(mention.start, mention.end)
    while start < end and passage.doc[start].pos_ == "NUM" and start + 1 < end:
        start += 1  # a description holds its count: "75 Lumen units"
    counted = count_before(passage.doc, (start, end))
    if counted is not None:
        yield counted


def place_of(finding: Finding, start: int, end: int) -> Qualifier | None:
    """Return where a fact holds: a place that is named in its clause, else a kind of place."""
    reading = finding.reading
    for first, last in _where(finding, start, end):
        found = find_places(reading.analysis, reading.passage, first, last)
        if found is not None:
            return found
    opening = _opening(finding)
    if opening is not None:
        return opening
    if "scale" not in finding.pattern.circumstances:
        return None
    mounted = bool(words("facts_mounting").intersection(lemmas(reading.doc[finding.anchor])))
    after = max(finding.anchor + 1, _object_end(finding))
    site = find_site(reading.doc, after, end, mounted=mounted)
    own = site is not None and site[0] <= (finding.subject_head or -1) < site[1]
    return None if site is None or own else Qualifier(reading.passage.span(*site))


def _where(finding: Finding, start: int, end: int) -> Iterator[Range]:
    """Yield the token ranges to look for a place in: behind the subject, after the verb, before."""
    passage, mention = finding.reading.passage, finding.subject.mention
    head = finding.subject_head
    stands = None if head is None else finding.reading.mention(head)
    if stands is not None and finding.reading.analysis.entity(stands).type == "Place":
        yield stands.start, stands.end  # "In Leeds, the system is used", of the Leeds Police
    if mention is not None:
        behind = passage.tokens_in(mention.start, mention.end)[1]
        if finding.reading.word(behind) in words("facts_places"):
            phrase = finding.reading.phrase_after(behind + 1)
            if phrase is not None:
                listed = coordinated(finding.reading, phrase.head, left=False)
                yield behind, max(phrase.end, listed[-1] + 1)
        yield from _apposed(finding, behind)
    yield max(finding.anchor + 1, _object_end(finding)), end
    if not has_verb(finding, start, finding.core[0]):
        yield start, finding.core[0]


def _apposed(finding: Finding, behind: int) -> Iterator[Range]:
    """Yield the apposition behind a subject: "Northside Clinics, a group of hospitals in Ohio, uses"."""
    reading = finding.reading
    if reading.word(behind) != "," or finding.subject.type == "Place":
        return
    last = min(behind + _APPOSED, len(reading.doc), finding.anchor)
    end = next((at for at in range(behind + 1, last) if reading.word(at) == ","), behind)
    opens = reading.word(behind + 1) in {"a", "an", "the"}
    if opens and end > behind + 2 and not has_verb(finding, behind, end):
        yield behind + 1, end


def _opening(finding: Finding) -> Qualifier | None:
    """Return the place before a clause with "where": "in Leeds, where schools use it"."""
    reading, first = finding.reading, finding.anchor
    sentence = reading.sentence(first)[0]
    for place in range(first - 1, max(sentence, first - _APPOSED), -1):
        token = reading.doc[place]
        if token.lower_ == "where":
            before = place - 2 if reading.word(place - 1) == "," else place - 1
            mention = reading.mention(before)
            if mention is None or mention.kind != "name":
                return None
            entity: Entity = reading.analysis.entity(mention)
            county = entity.name.casefold().split()[-1] in words("places_words")
            if entity.type != "Place" and not county:
                return None
            return Qualifier(reading.passage.span(mention.start, mention.end), value=entity.name)
        if token.pos_ == "VERB" or token.text in {";", ":", "."}:
            return None
    return None


def _object_end(finding: Finding) -> int:
    mention = finding.object.mention
    if mention is None:
        return 0
    return finding.reading.passage.tokens_in(mention.start, mention.end)[1]
