"""Keep the reports of a document as drafts, one inside another where they stand so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extractors.analysis import Analysis
from kg.extractors.statements.cues import Cue
from kg.extractors.statements.direct import QuotedReport
from kg.extractors.statements.drafts import Draft, SourceReport, draft_of, paper_of, reach_of
from kg.extractors.statements.indirect import ClauseReport, report_clause
from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.statements.voices import Ledger, name_speaker
from kg.model import Entity, Mode, Span

# what one source says of another's mind is hearsay
_OUTERMOST = frozenset({"attitude", "noun_phrase"})
_DECISION = 6
Named = tuple[Cue, Speaker, Entity]


@dataclass(slots=True)
class Reading:
    """The reports found so far in a document.

    `open_at` indexes the draft that a quotation without a speaker of its own goes on with, `list_at`
    that which the items of a list go on with; `waiting`
    is the cue whose content stands in the next paragraph ("They continued:").
    """

    analysis: Analysis
    ledger: Ledger = field(default_factory=Ledger)
    drafts: list[Draft] = field(default_factory=list)
    open_at: int | None = None
    list_at: int | None = None
    waiting: Named | None = None

    def add(self, draft: Draft) -> None:
        """Keep a draft and remember its speaker."""
        self.drafts.append(draft)
        if draft.rule not in {"finding", "judgement"} and draft.speaker.type != "Publication":
            self.ledger.last = draft.speaker
        written = load_vocabulary().documents - load_vocabulary().shown
        for start, end in draft.reach:
            for token in draft.passage.doc[start:end]:
                if token.pos_ == "NOUN" and token.lower_ in written:
                    self.ledger.authors[token.lower_] = draft.speaker


def add_quoted(
    reading: Reading, unit: Unit, quoted: Sequence[QuotedReport], named: Sequence[Named]
) -> None:
    """Keep the reports of quotations; what follows without a speaker goes on with the last one."""
    entities = {cue.verb: entity for cue, _, entity in named}
    for report in quoted:
        entity = entities.get(report.cue.verb) or name_speaker(
            reading.analysis, unit.passage, report.speaker, reading.ledger
        )
        if entity is None:
            continue
        draft = draft_of(report.cue, entity, report.rule, report.pieces, report.mode)
        reach = reach_of(unit, report.cue, report.pieces, entity)
        reading.add(replace(draft, reach=reach, paper=paper_of(report.speaker, entity)))
        reading.open_at = len(reading.drafts) - 1


def add_clauses(
    reading: Reading,
    unit: Unit,
    cues: Sequence[Cue],
    named: Sequence[Named],
    quoted: Sequence[QuotedReport],
) -> list[tuple[int, int, Entity]]:
    """Keep the reports in clauses; return the ranges of tokens that are said, and by whom."""
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
    return taken


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
    if report.rule == "intention" and _is_deed(unit, report, entity):
        return None
    pieces, mode = _worded(unit, report.ranges)
    draft = draft_of(report.cue, entity, "nested" if outer else report.rule, pieces, mode)
    reach = reach_of(unit, report.cue, pieces, entity)
    return replace(draft, outer=outer, reach=reach, paper=paper_of(report.speaker, entity))


def _is_deed(unit: Unit, report: ClauseReport, entity: Entity) -> bool:
    """Tell whether agreeing or refusing is what a body does, and nothing it says.

    ("Acme and Corvo agreed to merge", "the judge refused to throw out the suit")
    """
    start, end = report.ranges[0]
    decided = unit.doc[start : min(end, start + _DECISION)]
    procedures = load_vocabulary().procedures
    return entity.type != "Person" or any(word.lower_ in procedures for word in decided)


def _worded(unit: Unit, ranges: Sequence[tuple[int, int]]) -> tuple[tuple[Span, ...], Mode]:
    """Return ranges of tokens as spans, and whether their words stand in quotation marks."""
    if len(ranges) == 1:
        whole = unit.quote_at(ranges[0][0])
        if whole is not None and (whole.start, whole.end) == ranges[0]:
            return (whole.inner,), "direct"
    mixed = any(start <= quote.start < end for quote in unit.quotes for start, end in ranges)
    pieces = tuple(unit.passage.span(start, end) for start, end in ranges)
    return pieces, "mixed" if mixed else "indirect"


def add_sources(
    reading: Reading,
    unit: Unit,
    sources: Sequence[SourceReport],
    taken: Sequence[tuple[int, int, Entity]],
) -> None:
    """Keep the reports that stand on a phrase, a noun or an adjective.

    Args:
        reading: what was found so far.
        unit: the sentence.
        sources: its reports without a reporting verb.
        taken: the ranges of tokens that others say, and who says them.
    """
    for report in sources:
        inside = any(start <= report.cue[0] < end for start, end, _ in taken)
        if inside and report.rule in _OUTERMOST:
            continue
        entity = name_speaker(
            reading.analysis, unit.passage, report.speaker, reading.ledger, strong=report.strong
        )
        if entity is None:
            continue
        pieces, mode = _worded(unit, report.ranges)
        reading.add(
            Draft(
                report.rule,
                unit.passage,
                entity,
                pieces,
                mode,
                cue=unit.passage.span(*report.cue),
                lemma=report.lemma,
                paper=paper_of(report.speaker, entity),
            )
        )
