"""Find what sources think by adjectives: "officials are concerned that ...", "is critical of ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.statements.cues import Cue, chain_of
from kg.extractors.statements.drafts import SourceReport
from kg.extractors.statements.endings import before_adjunct, before_clause, content_end
from kg.extractors.statements.openings import clause_begins
from kg.extractors.statements.phrases import head_after
from kg.extractors.statements.subjects import speaker_before
from kg.extractors.statements.units import Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary
from kg.extractors.tokens import Token

_ANY = ReportingVerb("", (), {}, frozenset())


def report_attitudes(unit: Unit, cues: Sequence[Cue]) -> Iterator[SourceReport]:
    """Yield what a unit's adjectives of opinion report about their subjects, in text order."""
    attitudes = load_vocabulary().attitudes
    for token in unit.outside():
        if token.lower_ in attitudes and token.pos_ in {"ADJ", "VERB"}:
            found = _attitude(unit, token, cues)
            if found is not None:
                yield found


def _attitude(unit: Unit, token: Token, cues: Sequence[Cue]) -> SourceReport | None:
    start = chain_of(unit, token)
    if start is None:
        return None
    found = _opening(unit, token)
    speaker = speaker_before(unit, start, token) if found is not None else None
    if found is None or speaker is None:
        return None
    bounds = Cue(unit, start, token.i, token.i + 1, _ANY, "finite")
    first, phrase = found
    end = content_end(bounds, first, cues)
    end = before_adjunct(token, first, end) if phrase else end
    end = before_clause(unit, first, end)
    if end <= first:
        return None
    cue = (token.i, token.i + 1)
    return SourceReport("attitude", speaker, ((first, end),), cue, token.lower_, strong=False)


def _opening(unit: Unit, token: Token) -> tuple[int, bool] | None:
    """Return where what is thought begins, and whether it is a phrase and no clause."""
    place = token.i + 1
    if place + 1 >= unit.end:
        return None
    following = unit.doc[place]
    if unit.quote_at(place) is not None:
        return None
    if following.lower_ == "that" and clause_begins(unit, place + 1):
        return place + 1, False
    if following.lower_ == "whether":
        return place, False
    if following.lower_ in load_vocabulary().attitudes[token.lower_]:
        named = head_after(unit.doc, place + 1, unit.end) is not None
        return (place + 1, True) if named or unit.doc[place + 1].tag_ == "VBG" else None
    plain = (
        following.tag_ in {"PRP", "DT", "NNP", "NNPS"}
        and "that" in load_vocabulary().attitudes[token.lower_]
    )
    return (place, False) if plain and clause_begins(unit, place) else None
