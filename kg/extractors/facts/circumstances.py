"""Read the qualifiers of a finding from the words around it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.facts.belonging import belongs
from kg.extractors.facts.extents import place_of, scales
from kg.extractors.facts.findings import Finding
from kg.extractors.facts.lists import coordinated
from kg.extractors.facts.reading import Phrase
from kg.extractors.facts.timing import dates
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.qualifiers.grounds import find_ground
from kg.extractors.qualifiers.money import find_money
from kg.extractors.qualifiers.purposes import find_occasion, find_purpose
from kg.extractors.qualifiers.unpriced import find_unpriced
from kg.model import Qualifier, Span

Named = tuple[str, Qualifier]
Range = tuple[int, int]

_BY_MEANS = frozenset({"with", "in", "on", "through", "via", "using", "into", "onto"})
_OPENING = frozenset({"DET", "NOUN", "ADJ", "NUM", "PROPN", "PRON"})


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
    for name, qualifier in [*dates(finding, text), *_prices(finding, text)]:
        taken.append((qualifier.span.start, qualifier.span.end))
        yield name, qualifier
    yield from (("scale", scale) for scale in scales(finding, end, taken))
    yield from _audience(finding)
    place = place_of(finding, start, end)
    if place is not None:
        yield "place", place
    purpose = _purpose(finding, end, taken)
    if purpose is not None:
        yield "purpose", Qualifier(finding.reading.passage.span(*purpose))


def _purpose(finding: Finding, end: int, taken: list[Range]) -> Range | None:
    """Return what something is done for; where the pattern has grounds, why or on what."""
    doc, after = finding.reading.passage.doc, max(finding.anchor + 1, _object_end(finding))
    work = _work(finding)
    if work is not None:
        return work
    about = finding.pattern.grounds
    if about:
        ground = find_ground(doc, finding.anchor, after, end, about=about)
        if ground is not None:
            return ground
        if finding.object.type == "Product":
            return None  # "rejected a motion to ban flights": the aim of the motion
    known = taken_until(finding, taken)
    purpose = find_purpose(doc, after, end, known)
    if purpose is not None:
        return _undated(finding, purpose, known)
    return _later_purpose(finding, end) or (None if about else find_occasion(doc, after, end))


def _undated(finding: Finding, purpose: Range, taken: frozenset[int]) -> Range:
    """Cut a date from the end of an aim: "reach 900 farms | by the end of 2026"."""
    start, end = purpose
    while end - 1 > start and end - 1 in taken:
        end -= 1
    if end < purpose[1] and finding.reading.doc[end - 1].pos_ == "ADP" and end - 1 > start:
        end -= 1
    return start, end


def _work(finding: Finding) -> Range | None:
    """Return the work that is done with what is used: "drafts replies | in PlainWord"."""
    forms = lemmas(finding.reading.doc[finding.anchor])
    told = any(known.intersection(forms) for known in groups("facts_work_verbs").values())
    mention, doc = finding.object.mention, finding.reading.doc
    if not told or mention is None or words("facts_begun").intersection(forms):
        return None
    first = finding.reading.passage.tokens_in(mention.start, mention.end)[0]
    after = finding.anchor + 1
    place = next((at for at in range(after, first) if doc[at].lower_ in _BY_MEANS), after)
    if place == after or doc[place].lower_ not in finding.frame.object:
        return None
    return (finding.anchor, place) if doc[after].pos_ in _OPENING else None


def _later_purpose(finding: Finding, start: int) -> Range | None:
    """Return the aim that a later clause of the sentence tells: "…, and it uses those to find …".

    The clause must have the same subject, as a pronoun or by name.
    """
    reading = finding.reading
    last = reading.sentence(finding.anchor)[1]
    for place in range(max(start, finding.core[1]) + 1, last):
        token = reading.doc[place]
        if token.pos_ != "VERB":
            continue
        spread = token.dep_ == "conj" and token.head.i == finding.anchor
        if spread and reading.word(place + 1) in {"it", "them", "these", "those"}:
            return find_purpose(reading.doc, place + 2, last)  # "bought 75 and pins them on … to …"
        if token.lemma_.lower() not in words("facts_purpose_verbs"):
            continue
        entity = reading.entity(place - 1)
        if entity is not None and entity.name == finding.subject.name:
            return find_purpose(reading.doc, place + 1, last)
    return None


def _audience(finding: Finding) -> Iterator[Named]:
    """Yield whom something is made for or sold to: "to schools", "aimed at clinics", "for nurses"."""
    reading = finding.reading
    for place in range(finding.anchor + 1, reading.clause_end(finding.anchor, reach=40)):
        if not _addresses(finding, place):
            continue
        phrase = reading.phrase_after(place + 1)
        entity = None if phrase is None else reading.entity(phrase.head)
        if phrase is not None and entity is None and _people(finding, phrase):
            yield "audience", Qualifier(reading.passage.span(phrase.start, phrase.end))
            return
        if phrase is None or entity is None or entity.name == finding.object.name:
            continue
        if entity.type not in {"Place", "Product"} and entity.name != finding.subject.name:
            yield "audience", _addressees(finding, phrase)
            return


def _people(finding: Finding, phrase: Phrase) -> bool:
    """Tell whether a phrase means any people or bodies of a kind: "for jurors", "for local courts"."""
    head = finding.reading.doc[phrase.head]
    kinds = [words("persons_nouns"), *groups("organisations_nouns").values()]
    return head.tag_ == "NNS" and any(head.lemma_.casefold() in kind for kind in kinds)


def _addresses(finding: Finding, place: int) -> bool:
    """Tell whether a preposition leads to those whom a product is for."""
    reading, word = finding.reading, finding.reading.word(place)
    meant = reading.word(place - 1) in words("facts_audience_words")
    if word == "to":
        return finding.frame.kind == "verb" or meant
    if word not in {"for", "at", "toward", "towards", "with"}:
        return False
    behind = place == _object_end(finding) or reading.doc[place - 1].pos_ in {"NOUN", "PROPN"}
    return meant or (word == "for" and behind and place >= _object_end(finding))


def _addressees(finding: Finding, phrase: Phrase) -> Qualifier:
    """Return those addressed as one qualifier, a list of them to its last member."""
    reading = finding.reading
    heads = coordinated(reading, phrase.head, left=False)
    start = phrase.start
    while start < phrase.head and reading.doc[start].pos_ == "DET":
        start += 1
    entities = [reading.entity(head) for head in heads]
    names = [
        entity.name if entity else reading.word(head)
        for entity, head in zip(entities, heads, strict=True)
    ]
    return Qualifier(
        reading.passage.span(start, max(phrase.end, heads[-1] + 1)), value="; ".join(names)
    )


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
    head = reading.doc[finding.anchor]
    if finding.frame.kind == "noun" and head.dep_ in {"nsubj", "nsubj:pass"}:
        head = head.head  # "its takeover of Acme was completed in May"
    anchor = max(finding.anchor, head.i)
    last = min(last, max(end, reading.clause_end(anchor, reach=40)))
    return start, _before_comma(finding, end, last)


def _before_comma(finding: Finding, end: int, last: int) -> int:
    """Cut a window at the comma that closes an insertion: "Acme, a maker of cameras, said in May"."""
    token = finding.reading.doc[finding.anchor]
    inserted = token.tag_ == "VBN" and token.dep_ in {"acl", "acl:relcl", "amod"}
    if not inserted and finding.frame.kind != "role":
        return last
    commas = (place for place in range(end, last) if finding.reading.doc[place].text == ",")
    return next(commas, last)


def _prices(finding: Finding, text: Span) -> Iterator[Named]:
    for money in find_money(text.text):
        before = text.text[: money.start].casefold().split()[-2:-1]
        if not belongs(finding, text.start + money.start):
            continue
        if words("prices_never").intersection(before):
            continue  # "an overcharge of $2m"
        told = text.text[money.start : money.end]
        span = Span(text.start + money.start, text.start + money.end, told)
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
    unpriced = find_unpriced(text.text)
    if unpriced is not None:
        start, end = unpriced
        yield "price", Qualifier(Span(text.start + start, text.start + end, text.text[start:end]))
