"""Read when a fact holds: dates in its clause, told apart as since, until and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.facts.belonging import belongs, chain_of
from kg.extractors.facts.findings import Finding
from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.qualifiers.dates import DateSpan, normalise_date, read_dates
from kg.model import Qualifier, Span

Named = tuple[str, Qualifier]

_PARTS = re.compile(r"\s+(?:to|until|till|through)\s+", re.IGNORECASE)
_HEDGES = re.compile(
    r"(?:\b(?:at least|around|about|roughly|approximately|early|late|mid|the|as|before|shortly|some)\s+)+$"
)
_LASTING = re.compile(r"for\s|(?:over|during|in|within)\s+the\s+(?:past|last)\s", re.IGNORECASE)
_AHEAD = re.compile(
    r"next\b|tomorrow\b|(?:in )?the (?:coming|next)\b|coming\b|later\b", re.IGNORECASE
)
_STARTING = re.compile(
    r"\b(?:beginning|starting|effective)\s+(?:(?:in|on|from|with)\s+)?$", re.IGNORECASE
)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|yesterday)\b", re.IGNORECASE
)
_OPEN = frozenset({"planned", "possible", "considered", "would"})


def dates(finding: Finding, text: Span) -> Iterator[Named]:
    """Yield the dates of a stretch that belong to a finding, with the qualifier that each is."""
    published = finding.reading.analysis.document.published
    for date in read_dates(text.text, published):
        if not belongs(finding, text.start + date.start):
            continue
        cue = _cue(text.text, date)
        role = _role(finding, text, date, cue)
        late = cue is None and role != "until" and _too_late(finding, date.value, published)
        if role is None or late:
            continue
        span = _cut(text, _opening(text.text, date.start), date.end)
        interval = role == "since" and date.value is not None and "/" in date.value
        if interval and len(_PARTS.split(span.text)) == 2:
            yield from _range(text, date, published)
        elif interval and len(_AND.split(span.text)) == 2:  # "bought between 2021 and 2024"
            first = _cut(text, date.start, date.start + len(_AND.split(span.text)[0]))
            yield role, Qualifier(first, value=(date.value or "").split("/")[0])
        else:
            yield role, Qualifier(span, value=date.value)


def _too_late(finding: Finding, value: str | None, published: str | None) -> bool:
    """Tell whether what has happened is said to have done so after the article."""
    if _OPEN.intersection(finding.effects) or not published or value is None:
        return False
    return value[:4].isdigit() and value[:4] > published[:4]


def _range(text: Span, date: DateSpan, published: str | None) -> Iterator[Named]:
    """Yield both ends of "from 2015 to 2018", each with its own words."""
    words = text.text[date.start : date.end]
    link = _PARTS.search(words)
    if link is None or date.value is None:
        return
    values = date.value.split("/")
    ends = ((date.start, date.start + link.start()), (date.start + link.end(), date.end))
    for role, (start, end), value in zip(("since", "until"), ends, values, strict=True):
        span = _cut(text, start, end)
        yield role, Qualifier(span, value=value or normalise_date(span.text, published))


def _cut(text: Span, start: int, end: int) -> Span:
    return Span(text.start + start, text.start + end, text.text[start:end])


def _opening(text: str, start: int) -> int:
    """Return where the words of a date start, with "beginning in" or "starting on"."""
    found = _STARTING.search(text[:start])
    return start if found is None else found.start()


def _cue(text: str, date: DateSpan) -> str | None:
    """Return the qualifier that the words before a date name: "since", "from", "until"."""
    before = _HEDGES.sub("", text[: date.start].casefold()).split()[-2:]
    for role, cues in sorted(groups("dates_roles").items()):
        if any(" ".join(before[-count:]) in cues for count in (1, 2) if before):
            return role
    return None


def _role(finding: Finding, text: Span, date: DateSpan, cue: str | None) -> str | None:
    """Tell since, until and date apart: by the words before, by the form, by the verbs around.

    None for how long something is to last ("will lease it for five years").
    """
    said, before = text.text[date.start : date.end], text.text[: date.start].casefold().split()[-1:]
    if cue is not None:
        later = cue == "since" and _ended(finding) and before != ["since"]
        return "until" if later and "/" not in (date.value or "") else cue
    if _LASTING.match(said):
        lasting = "planned" not in finding.effects and _goes_on(finding, said)
        return "since" if lasting else None
    if _agreed(text.text[date.end :]) and not _ended(finding):
        return "since" if "since" in finding.pattern.circumstances else "date"
    default = finding.frame.date_as or finding.pattern.date_as
    at = finding.reading.passage.tokens_in(text.start + date.start, text.start + date.end)[0]
    planned = "planned" in finding.effects and default == "date" and before != ["by"]
    if planned and _of_the_plan(finding, at, said, date.value):
        return default  # "decided on Thursday to suspend"
    asked = "presupposed" in finding.effects and at > finding.anchor
    if _ended(finding) or asked:  # "ordered to stop using it by June"
        return "until" if default == "date" else default
    if default != "date":
        return default
    begun = words("facts_begun").intersection(lemmas(finding.reading.doc[finding.anchor]))
    if before == ["by"] and not begun:
        return "until" if _OPEN.intersection(finding.effects) else default
    return "since" if _begins(finding) or _continues(finding, at) else default


def _agreed(after: str) -> bool:
    """Tell whether a year is that of an agreement: "under a 2019 | agreement"."""
    return not words("dates_deals").isdisjoint(re.findall(r"[\w-]+", after[:60].casefold())[:2])


def _goes_on(finding: Finding, said: str) -> bool:
    """Tell whether a stretch of time reaches until now: "has used it for a year", "over the past year"."""
    if not said.casefold().startswith("for") or " past " in said or " last " in said:
        return True
    token = finding.reading.doc[finding.anchor]
    heads = [token, *(finding.reading.doc[at] for at in chain_of(finding)), token.head]
    return any(
        child.lemma_ in {"have", "be"}
        for head in heads
        for child in head.children
        if child.pos_ == "AUX"
    )


def _ended(finding: Finding) -> bool:
    """Tell whether the use is over."""
    return "ended" in finding.effects or finding.frame.qualifiers.get("status") == "ended"


def _begins(finding: Finding) -> bool:
    """Tell whether a date says when a use begins: that of its purchase, its launch, its plan."""
    if "begun" in finding.effects:
        return True
    if finding.frame.qualifiers.get("status") not in {"active", "pilot", "planned"}:
        return False
    token = finding.reading.doc[finding.anchor]
    if words("facts_renewing").intersection([*lemmas(token), *lemmas(token.head)]):
        return False  # "renewed its contract in 2022"
    return "planned" in finding.effects or bool(words("facts_begun").intersection(lemmas(token)))


def _continues(finding: Finding, at: int) -> bool:
    """Tell whether a date tells when what is in use was made or bought: "uses B, bought in 2019"."""
    in_use = finding.frame.qualifiers.get("status") == "active"
    if not in_use or finding.effects or at <= finding.anchor:
        return False
    verbs = [each for each in finding.reading.doc[finding.anchor + 1 : at] if each.pos_ == "VERB"]
    return bool(verbs) and bool(words("facts_begun").intersection(lemmas(verbs[-1])))


def _of_the_plan(finding: Finding, at: int, said: str, value: str | None) -> bool:
    """Tell whether a date is that of the plan, and not of what is planned: "voted on Monday to buy"."""
    published = finding.reading.analysis.document.published
    if at < finding.anchor and not _AHEAD.match(said):
        return True
    first, day = (value or "").partition("/")[0], (published or "")[:10]
    past = (
        bool(first and day) and first[:4].isdigit() and (first < day[: len(first)] or first == day)
    )
    return (past or bool(_WEEKDAY.search(said))) and not _AHEAD.match(said)
