"""Find reports that a noun makes: "X's claim that ...", "a warning from X that ...", "X's call for ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.drafts import SourceReport
from kg.extractors.statements.endings import before_clause, content_end, last_word
from kg.extractors.statements.openings import clause_begins
from kg.extractors.statements.phrases import agent_of, head_after, phrase_end
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary
from kg.extractors.tokens import Token

_ANY = ReportingVerb("", (), {}, frozenset())
_MADE = frozenset({"acl", "ccomp", "acl:relcl", "nmod", "obl", "advcl"})


def report_nouns(unit: Unit, cues: Sequence[Cue]) -> Iterator[SourceReport]:
    """Yield the reports of a unit that stand on a noun with an owner, in text order."""
    vocabulary = load_vocabulary()
    for token in unit.outside():
        if token.pos_ != "NOUN":
            continue
        found = None
        if token.lower_ in vocabulary.statements:
            found = _noun_clause(unit, token, cues)
        if found is None and token.lower_ in vocabulary.stances:
            found = _noun_phrase(unit, token, cues)
        if found is not None:
            yield found


def _noun_clause(unit: Unit, noun: Token, cues: Sequence[Cue]) -> SourceReport | None:
    """Return the report of "X's claim that ..." or "a warning from X that ..."."""
    doc = unit.doc
    owner = _owner(unit, noun)
    if owner is None:
        return None
    place = noun.i + 1
    if place < unit.end and doc[place].lower_ in {"by", "from", "of"}:
        place = phrase_end(doc, place + 1, unit.end)
    copula = place < unit.end and doc[place].lower_ in {"is", "was"}
    place += copula
    if place + 1 >= unit.end or doc[place].lower_ != "that" or not clause_begins(unit, place + 1):
        return None
    bounds = Cue(unit, noun.i, noun.i, noun.i + 1, _ANY, "finite")
    end = _noun_end(bounds, place + 1, cues)
    return _report("noun_clause", noun, owner, (place + 1, end))


def _noun_phrase(unit: Unit, noun: Token, cues: Sequence[Cue]) -> SourceReport | None:
    """Return the report of "X's criticism of ...", "X's promise to ..."."""
    owner = _possessor(unit, noun)
    place = noun.i + 1
    if owner is None or place + 1 >= unit.end:
        return None
    opening = unit.doc[place]
    if opening.lower_ not in load_vocabulary().stances[noun.lower_]:
        return None
    verb = opening.tag_ == "TO"
    if not verb and head_after(unit.doc, place + 1, unit.end) is None:
        return None
    first = place if verb else place + 1
    bounds = Cue(unit, noun.i, noun.i, noun.i + 1, _ANY, "finite")
    end = before_clause(unit, first, _noun_end(bounds, first, cues))
    if end - first < 1:
        return None
    return _report("noun_phrase", noun, owner, (first, end))


def _report(rule: str, noun: Token, owner: Token, words: tuple[int, int]) -> SourceReport:
    return SourceReport(rule, Speaker(owner), (words,), (noun.i, noun.i + 1), noun.lower_)


def _noun_end(bounds: Cue, start: int, cues: Sequence[Cue]) -> int:
    unit = bounds.unit
    clause = next(
        (
            child
            for child in bounds.token.children
            if child.i >= start and child.dep_ in _MADE and child.left_edge.i <= start
        ),
        None,
    )
    if clause is not None and start <= clause.right_edge.i < unit.end:
        return last_word(unit, clause.right_edge.i + 1)
    return content_end(bounds, start, cues)


def _possessor(unit: Unit, noun: Token) -> Token | None:
    """Return who owns a noun: "the mayor's", "her"."""
    for child in noun.children:
        inside = unit.start <= child.i < noun.i and unit.quote_at(child.i) is None
        if child.dep_ == "nmod:poss" and inside:
            return child
    return None


def _owner(unit: Unit, noun: Token) -> Token | None:
    """Return who made a statement that a noun names."""
    possessor = _possessor(unit, noun)
    if possessor is not None:
        return possessor
    following = unit.doc[noun.i + 1] if noun.i + 1 < unit.end else None
    if following is not None and following.lower_ in {"by", "from"}:
        return head_after(unit.doc, noun.i + 2, unit.end)
    verb = noun.head
    if verb.lower_ in load_vocabulary().light and noun.dep_ in {"obj", "nsubj:pass"}:
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        return subject if noun.dep_ == "obj" else agent_of(verb)
    return None
