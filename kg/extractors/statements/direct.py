"""Give the quotations of a unit to the reporting verbs beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.endings import content_end
from kg.extractors.statements.fronted import phrase_begin
from kg.extractors.statements.phrases import has_finite_verb, phrase_end
from kg.extractors.statements.speakers import find_speaker
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import FINITE_TAGS, Quote, Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.model import Mode, Span

Voiced = tuple[Cue, Speaker]

_LINKING = frozenset(
    {"and", "but", "or", ",", ";", "so", "yet", "—", "–", "--", "…", "...", "also", "that"}
)
_OPEN_ENDS = frozenset(",!?…—-–")
_GAP = 18
_TAIL = 30
_SHORT = 4
_NAME = 6


@dataclass(frozen=True, slots=True)
class QuotedReport:
    """Quotations that one cue reports: `pieces` as spans, the last one ending at token `end`."""

    cue: Cue
    speaker: Speaker
    rule: str
    mode: Mode
    pieces: tuple[Span, ...]
    start: int
    end: int


def report_quotes(unit: Unit, voiced: Sequence[Voiced]) -> list[QuotedReport]:
    """Return the reports whose content is in quotation marks, in text order.

    Args:
        unit: a sentence with its quotations.
        voiced: the unit's cues that have a speaker.
    """
    reports: list[QuotedReport] = []
    for index, quote in enumerate(unit.quotes):
        before = unit.quotes[index - 1].end if index else unit.start
        after = unit.quotes[index + 1].start if index + 1 < len(unit.quotes) else unit.end
        left = _introducing(unit, quote, before, voiced)
        if left is not None and reports and left[0].verb == reports[-1].cue.verb:
            reports[-1] = _extended(unit, reports[-1], quote, before)
            continue
        if left is not None and not is_title(quote):
            reports.append(_introduced(unit, quote, left, voiced))
            continue
        if (
            reports
            and not _names_work(unit, quote, before)
            and _goes_on(unit, quote, reports[-1], before)
        ):
            reports[-1] = _extended(unit, reports[-1], quote, before)
            continue
        right = _following(unit, quote, after, voiced)
        if right is not None and not _names_work(unit, quote, before):
            start = reports[-1].end if reports else unit.start
            reports.append(_followed(unit, quote, right, start))
        elif right is None and not reports and not voiced:
            reports.extend(_beginning_with_cue(unit, quote))
    return reports


def _beginning_with_cue(unit: Unit, quote: Quote) -> list[QuotedReport]:
    """Return the report of a quotation that begins with its own verb: the groups “demand that ...”."""
    first = next((token for token in unit.doc[quote.start : quote.end] if token.is_alpha), None)
    if first is None or quote.start == unit.start or first.i + 1 >= quote.end:
        return []
    if first.tag_ not in FINITE_TAGS | {"VB"} and unit.doc[first.i + 1].lower_ != "that":
        return []
    entries = load_vocabulary().verbs.get(first.lower_, ())
    entry = next((entry for entry in entries if not entry.tail and entry.kind("quote")), None)
    if entry is None or len(quote.inner.text.split()) <= _SHORT:
        return []
    cue = Cue(unit, quote.start, first.i, first.i + 1, entry, "finite")
    speaker = find_speaker(cue)
    if speaker is None or speaker.head.i >= quote.start:
        return []
    return [
        QuotedReport(
            cue, speaker, "quote_with_clause", "direct", (quote.inner,), quote.start, quote.end
        )
    ]


def is_title(quote: Quote) -> bool:
    """Tell whether a quotation looks like the title of a work: capitals throughout, no stop."""
    if quote.last_character in ",.!?…—-":
        return False
    words = [word for word in quote.inner.text.split() if word[:1].isalpha() and len(word) > 3]
    return (
        bool(words)
        and len(quote.inner.text.split()) > 1
        and all(word[0].isupper() for word in words)
    )


def _names_work(unit: Unit, quote: Quote, before: int) -> bool:
    """Tell whether a quotation inside a phrase is a name: "on “Morning Talk,” the host said"."""
    lead = unit.doc[before : quote.start]
    words = [word for word in quote.inner.text.split() if word[:1].isalpha() and len(word) > 3]
    capital = bool(words) and len(words) <= _NAME and all(word[0].isupper() for word in words)
    return capital and len(lead) > 0 and not lead[-1].is_punct


def _introducing(unit: Unit, quote: Quote, before: int, voiced: Sequence[Voiced]) -> Voiced | None:
    """Return the cue right before a quotation that introduces it."""
    for cue, speaker in reversed(voiced):
        if before <= cue.verb < quote.start:
            return (cue, speaker) if _introduces(unit, cue, speaker, quote) else None
    return None


def _introduces(unit: Unit, cue: Cue, speaker: Speaker, quote: Quote) -> bool:
    if not any(cue.entry.kind(frame) for frame in ("quote", "clause", "that", "request")):
        return False
    start = max(cue.end, speaker.head.i + 1) if speaker.inverted else cue.end
    between = unit.doc[start : quote.start]
    if len(between) == 0:
        return not speaker.inverted and (
            bool(cue.entry.kind("quote")) or len(quote.inner.text.split()) > _SHORT
        )
    last = between[-1].text
    if last == ":":
        verbs = load_vocabulary().verbs
        others = (token for token in between if token.tag_ == "VBG" and token.lower_ in verbs)
        return len(between) <= _GAP * 2 and next(others, None) is None
    if has_finite_verb(between) or len(between) > _GAP:
        return False
    if last == "," or between[-1].lower_ == "that":
        return not (speaker.inverted and last == "," and len(between) > 8)
    return (
        bool(cue.entry.kind("audience"))
        and phrase_end(unit.doc, cue.end, quote.start) == quote.start
    )


def _introduced(unit: Unit, quote: Quote, left: Voiced, voiced: Sequence[Voiced]) -> QuotedReport:
    cue, speaker = left
    cues = [other for other, _ in voiced]
    end = content_end(cue, quote.start, cues)
    if unit.quote_at(end - 1) is quote or end <= quote.end or _closes(unit, quote):
        return QuotedReport(
            cue, speaker, "speaker_then_quote", "direct", (quote.inner,), quote.start, quote.end
        )
    piece = unit.passage.span(quote.start, end)
    return QuotedReport(cue, speaker, "quote_with_clause", "mixed", (piece,), quote.start, end)


def _closes(unit: Unit, quote: Quote) -> bool:
    """Tell whether the words after a quotation no longer belong to what was said."""
    if quote.end >= unit.end:
        return True
    following = unit.doc[quote.end]
    if quote.last_character in ".!?":
        return True
    return following.text in {",", ".", ";", "—", "–", "--", ")", "(", ":"} or following.lower_ in {
        "in",
        "on",
        "at",
        "during",
        "when",
        "as",
    }


def _goes_on(unit: Unit, quote: Quote, report: QuotedReport, before: int) -> bool:
    """Tell whether a quotation goes on with the report before it."""
    gap = unit.doc[before : quote.start]
    interrupted = before <= report.cue.verb < quote.start
    if interrupted:
        return gap[-1].text in {",", "—", "–", "--", ":", "that"} or len(gap) <= _TAIL
    return not has_finite_verb(gap) or all(token.lower_ in _LINKING for token in gap)


def _extended(unit: Unit, report: QuotedReport, quote: Quote, before: int) -> QuotedReport:
    gap = unit.doc[before : quote.start]
    interrupted = before <= report.cue.verb < quote.start
    plain = interrupted or all(token.lower_ in _LINKING for token in gap)
    if plain:
        pieces, mode = (*report.pieces, quote.inner), report.mode
    else:
        first = report.pieces[-1]
        start, _ = unit.passage.tokens_in(first.start, first.end)
        start -= start > unit.start and unit.quote_at(start - 1) is not None
        pieces, mode = (*report.pieces[:-1], unit.passage.span(start, quote.end)), "mixed"
    return QuotedReport(
        report.cue, report.speaker, report.rule, mode, pieces, report.start, quote.end
    )


def _following(unit: Unit, quote: Quote, after: int, voiced: Sequence[Voiced]) -> Voiced | None:
    """Return the cue after a quotation that tells who said it."""
    opened = any(cue.form == "participle" and cue.end < quote.start for cue, _ in voiced)
    for cue, speaker in voiced:
        if opened and speaker.head.i >= quote.end:
            return None
        if quote.end <= cue.verb < after:
            return (cue, speaker) if _follows(unit, cue, speaker, quote) else None
    return None


def _follows(unit: Unit, cue: Cue, speaker: Speaker, quote: Quote) -> bool:
    if cue.form != "finite" or not (cue.entry.kind("quote") or cue.entry.kind("clause")):
        return False
    if speaker.head.i < quote.end or cue.start - quote.end > _TAIL:
        return False
    between = unit.doc[quote.end : cue.start]
    pause = quote.last_character in _OPEN_ENDS or (
        len(between) > 0 and between[0].text in {",", "—", "–", "--"}
    )
    if not pause:
        whole = len(quote.inner.text.split()) > _SHORT
        if not whole or (quote.last_character == "." and not speaker.inverted):
            return False
        begins = cue.start if speaker.inverted else phrase_begin(cue, speaker)
        return begins == quote.end
    if speaker.inverted:
        return not has_finite_verb(between)
    begins = phrase_begin(cue, speaker)
    return begins is not None and not has_finite_verb(unit.doc[quote.end : begins])


def _followed(unit: Unit, quote: Quote, right: Voiced, start: int) -> QuotedReport:
    """Return the report of a quotation, with the words before it where they belong to its sentence."""
    cue, speaker = right
    lead = unit.doc[start : quote.start]
    while len(lead) and (lead[0].is_punct or lead[0].lower_ in {"and", "but"}) and len(lead) < 3:
        lead = lead[1:]
    if not any(token.is_alpha for token in lead):
        return QuotedReport(
            cue, speaker, "quote_then_speaker", "direct", (quote.inner,), quote.start, quote.end
        )
    piece = unit.passage.span(lead[0].i, quote.end)
    return QuotedReport(cue, speaker, "quote_with_clause", "mixed", (piece,), lead[0].i, quote.end)
