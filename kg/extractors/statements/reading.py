"""Read a document unit by unit and keep what the next unit needs: who spoke last, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extractors.analysis import Analysis
from kg.extractors.statements.cues import Cue, find_cues
from kg.extractors.statements.dialogue import count_labels, find_turn, signed_quotation
from kg.extractors.statements.direct import QuotedReport, is_title, report_quotes
from kg.extractors.statements.drafts import Draft, draft_of, reach_of
from kg.extractors.statements.indirect import ClauseReport, report_clause
from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.sources import SourceReport, report_sources
from kg.extractors.statements.speakers import Speaker, find_speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.unsaid import is_unsaid
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.statements.voices import Ledger, name_speaker
from kg.model import Entity, Mode

_LONG = 4
_PLAIN = frozenset({"say", "tell", "write", "ask", "announce", "conclude"})
Named = tuple[Cue, Speaker, Entity]


@dataclass(slots=True)
class Reading:
    """The reports found so far in a document.

    `open_at` indexes the draft that a quotation without a speaker of its own goes on with; `waiting`
    is the cue whose content stands in the next paragraph ("They continued:").
    """

    analysis: Analysis
    ledger: Ledger = field(default_factory=Ledger)
    drafts: list[Draft] = field(default_factory=list)
    open_at: int | None = None
    waiting: Named | None = None

    def add(self, draft: Draft) -> None:
        """Keep a draft and remember its speaker."""
        self.drafts.append(draft)
        if draft.rule not in {"finding", "judgement"} and draft.speaker.type != "Publication":
            self.ledger.last = draft.speaker
        for start, end in draft.reach:
            for token in draft.passage.doc[start:end]:
                if token.pos_ == "NOUN" and token.lower_ in load_vocabulary().documents:
                    self.ledger.authors[token.lower_] = draft.speaker


def read_drafts(analysis: Analysis, units: Sequence[Sequence[Unit]]) -> list[Draft]:
    """Return every report of a document, in text order of their cues."""
    reading = Reading(analysis)
    labels = count_labels(analysis)
    unsettled = False
    for passage_units in units:
        if not passage_units:
            continue
        if not unsettled and not _is_quotation(passage_units[0]):
            reading.open_at = None
        turn = find_turn(analysis, passage_units[0], labels)
        if turn is not None:
            reading.add(turn)
            reading.open_at = len(reading.drafts) - 1
            continue
        for unit in passage_units:
            _read_unit(reading, unit)
        unsettled = any(quote.continued for quote in passage_units[-1].quotes)
    return reading.drafts


def _read_unit(reading: Reading, unit: Unit) -> None:
    cues = find_cues(unit)
    named = list(_named(reading, unit, cues))
    waiting, reading.waiting = reading.waiting, None
    if waiting is not None and unit.start == 0 and not named:
        _add_waiting(reading, unit, waiting)
        return
    quoted = report_quotes(unit, [(cue, speaker) for cue, speaker, _ in named])
    signed = None if quoted else signed_quotation(reading.analysis, unit)
    if signed is not None:
        reading.add(signed)
        return
    if not quoted and _is_quotation(unit) and _attach(reading, unit):
        return
    _add_quoted(reading, unit, quoted, named)
    sources = list(report_sources(unit, cues))
    told = {report.cue[0] for report in sources}
    rest = [found for found in named if found[0].start not in told]
    _add_clauses(reading, unit, cues, rest, quoted)
    _add_sources(reading, unit, sources)
    reading.waiting = _left_open(unit, named)


def _named(reading: Reading, unit: Unit, cues: Sequence[Cue]) -> Iterator[Named]:
    """Yield the cues whose speaker is known, with the entity that speaks."""
    earlier: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = find_speaker(cue, earlier)
        if speaker is None or is_unsaid(cue, speaker):
            continue
        strong = cue.entry.lemma in _PLAIN
        entity = name_speaker(
            reading.analysis, unit.passage, speaker, reading.ledger, strong=strong
        )
        if entity is not None:
            earlier.append((cue, speaker))
            yield cue, speaker, entity


def _is_quotation(unit: Unit) -> bool:
    """Tell whether a unit is nothing but quotations."""
    return bool(unit.quotes) and not any(token.is_alpha for token in unit.outside())


def _attach(reading: Reading, unit: Unit) -> bool:
    """Give a quotation that stands alone to the report before it, or to the last speaker."""
    pieces = tuple(quote.inner for quote in unit.quotes)
    if reading.open_at is not None:
        draft = reading.drafts[reading.open_at]
        near = draft.passage.index == unit.passage.index or _runs_on(draft, unit)
        if near and draft.mode != "indirect":
            reading.drafts[reading.open_at] = replace(draft, pieces=(*draft.pieces, *pieces))
            return True
    last = reading.ledger.last
    words = sum(len(piece.text.split()) for piece in pieces)
    if last is None or words < _LONG or all(is_title(quote) for quote in unit.quotes):
        return False
    previous = reading.drafts[-1]
    if unit.passage.index - previous.passage.index > 1:
        return False
    draft = Draft("quote_by_context", unit.passage, replace(last), pieces, "direct")
    reading.add(draft)
    reading.open_at = len(reading.drafts) - 1
    return True


def _runs_on(draft: Draft, unit: Unit) -> bool:
    return unit.start == 0 and unit.passage.index - draft.passage.index >= 1


def _add_waiting(reading: Reading, unit: Unit, waiting: Named) -> None:
    cue, _, entity = waiting
    pieces = (
        tuple(quote.inner for quote in unit.quotes)
        if _is_quotation(unit)
        else (unit.passage.span(unit.start, unit.end),)
    )
    draft = draft_of(cue, entity, "speaker_then_quote", pieces, "direct")
    reading.add(draft)
    reading.open_at = len(reading.drafts) - 1


def _left_open(unit: Unit, named: Sequence[Named]) -> Named | None:
    """Return the cue at the end of a paragraph that ends with a colon."""
    if unit.end != len(unit.doc) or unit.doc[unit.end - 1].text != ":" or not named:
        return None
    cue, speaker, entity = named[-1]
    rest = unit.doc[cue.end : unit.end]
    if has_finite_verb(rest) or not cue.entry.kind("quote"):
        return None
    return cue, speaker, entity


def _add_quoted(
    reading: Reading, unit: Unit, quoted: Sequence[QuotedReport], named: Sequence[Named]
) -> None:
    entities = {cue.verb: entity for cue, _, entity in named}
    for report in quoted:
        entity = entities.get(report.cue.verb) or name_speaker(
            reading.analysis, unit.passage, report.speaker, reading.ledger
        )
        if entity is None:
            continue
        draft = draft_of(report.cue, entity, report.rule, report.pieces, report.mode)
        reading.add(replace(draft, reach=reach_of(unit, report.cue, report.pieces, entity)))
        reading.open_at = len(reading.drafts) - 1


def _add_clauses(
    reading: Reading,
    unit: Unit,
    cues: Sequence[Cue],
    named: Sequence[Named],
    quoted: Sequence[QuotedReport],
) -> None:
    used = {report.cue.verb for report in quoted}
    taken: list[tuple[int, int, Entity]] = []
    for report in quoted:
        who = next((who for cue, _, who in named if cue.verb == report.cue.verb), None)
        if who is not None:
            taken.append((report.start, report.end, who))
    asked = unit.doc[unit.end - 1].text == "?"
    for cue, speaker, entity in named:
        if cue.verb in used or asked:
            continue
        floor = max(
            (end for _, end, _ in taken if end <= cue.start and not _encloses(cue, end)),
            default=unit.start,
        )
        clause = report_clause((cue, speaker), cues, floor)
        if clause is None:
            continue
        outer = next((who for start, end, who in taken if start <= cue.verb < end), None)
        draft = _clause_draft(unit, clause, entity, outer)
        if draft is not None:
            reading.add(draft)
            if outer is None and not quoted:
                reading.open_at = len(reading.drafts) - 1
            taken.extend((start, end, entity) for start, end in clause.ranges)


def _encloses(cue: Cue, end: int) -> bool:
    """Tell whether a report after a comma takes in the one that ends there: "..., the city said"."""
    doc = cue.unit.doc
    inside = doc[end - 1].text not in {"”", '"', "''"}
    apart = doc[end].text == "," and doc[end + 1].pos_ != "CCONJ"
    return inside and apart and not has_finite_verb(doc[end : cue.start])


def _clause_draft(
    unit: Unit, report: ClauseReport, entity: Entity, outer: Entity | None
) -> Draft | None:
    if outer is not None and report.kind not in {"speech", "writing"}:
        return None
    pieces = tuple(unit.passage.span(start, end) for start, end in report.ranges)
    mixed = any(start <= quote.start < end for quote in unit.quotes for start, end in report.ranges)
    draft = draft_of(
        report.cue,
        entity,
        "nested" if outer else report.rule,
        pieces,
        "mixed" if mixed else "indirect",
    )
    return replace(draft, outer=outer, reach=reach_of(unit, report.cue, pieces, entity))


def _add_sources(reading: Reading, unit: Unit, sources: Sequence[SourceReport]) -> None:
    for report in sources:
        entity = name_speaker(reading.analysis, unit.passage, report.speaker, reading.ledger)
        if entity is None:
            continue
        mode: Mode = "mixed" if unit.quotes else "indirect"
        pieces = tuple(unit.passage.span(start, end) for start, end in report.ranges)
        reading.add(
            Draft(
                report.rule,
                unit.passage,
                entity,
                pieces,
                mode,
                cue=unit.passage.span(*report.cue),
                lemma=report.lemma,
            )
        )
