"""Read a document unit by unit and keep what the next unit needs: who spoke last, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.analysis import Analysis
from kg.extractors.statements.attitudes import report_attitudes
from kg.extractors.statements.cues import Cue, find_cues
from kg.extractors.statements.dialogue import count_labels, find_turn, signed_quotation
from kg.extractors.statements.direct import is_title, report_quotes
from kg.extractors.statements.drafts import Draft, draft_of
from kg.extractors.statements.introductions import introduced_quotation
from kg.extractors.statements.listing import listed_draft, listed_item
from kg.extractors.statements.nouns import report_nouns
from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.records import Named, Reading, add_clauses, add_quoted, add_sources
from kg.extractors.statements.sources import report_sources
from kg.extractors.statements.speakers import find_speaker
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.unsaid import is_unsaid
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.statements.voices import name_speaker

_LONG = 4


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
        if _join_item(reading, passage_units[0]):
            continue
        turn = find_turn(analysis, passage_units[0], labels)
        if turn is not None:
            reading.add(turn)
            reading.open_at = len(reading.drafts) - 1
            continue
        for unit in passage_units:
            _read_unit(reading, unit)
        unsettled = any(quote.continued for quote in passage_units[-1].quotes)
    return reading.drafts


def _join_item(reading: Reading, unit: Unit) -> bool:
    """Give an item of a list to the report that introduces the list; tell whether there is one."""
    item = listed_item(unit)
    if item is not None and reading.waiting is not None:
        reading.add(listed_draft(reading.waiting, item))
        reading.list_at, reading.waiting = len(reading.drafts) - 1, None
        return True
    if item is not None and reading.list_at is not None:
        draft = reading.drafts[reading.list_at]
        reading.drafts[reading.list_at] = replace(draft, pieces=(*draft.pieces, item))
        return True
    reading.list_at = None
    return False


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
    if not quoted and _add_introduced(reading, unit):
        return
    add_quoted(reading, unit, quoted, named)
    verbs = {report.cue.verb for report in quoted}
    sources = [
        *(found for found in report_sources(unit, cues) if verbs.isdisjoint(range(*found.cue))),
        *report_nouns(unit, cues),
        *report_attitudes(unit, cues),
    ]
    told = {report.cue[0] for report in sources}
    rest = [found for found in named if found[0].start not in told]
    taken = add_clauses(reading, unit, cues, rest, quoted)
    add_sources(reading, unit, sources, taken)
    reading.waiting = _left_open(unit, named)


def _named(reading: Reading, unit: Unit, cues: Sequence[Cue]) -> Iterator[Named]:
    """Yield the cues whose speaker is known, with the entity that speaks."""
    earlier: list[tuple[Cue, Speaker]] = []
    for cue in cues:
        speaker = find_speaker(cue, earlier)
        if speaker is None or is_unsaid(cue, speaker):
            continue
        strong = cue.entry.lemma in load_vocabulary().minded
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


def _add_introduced(reading: Reading, unit: Unit) -> bool:
    """Keep a quotation that a name and a colon introduce; tell whether there was one."""
    found = introduced_quotation(unit)
    if found is None:
        return False
    speaker, colon = found
    entity = name_speaker(reading.analysis, unit.passage, speaker, reading.ledger, strong=False)
    if entity is None or entity.type in {"Product", "Publication"}:
        return False
    pieces = tuple(quote.inner for quote in unit.quotes)
    cue = unit.passage.span(colon.i, colon.i + 1)
    reading.add(Draft("speaker_label", unit.passage, entity, pieces, "direct", cue=cue, lemma=":"))
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
