"""Find where a report begins behind the town and agency at the head of a story: "LEEDS (NewsWire) —"."""

from __future__ import annotations

from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.units import Unit

_REACH = 14


def after_dateline(unit: Unit) -> int:
    """Return where a unit starts without the town and agency before its first dash: "LEEDS - "."""
    if unit.start > 0:
        return unit.start
    for token in unit.doc[: min(_REACH, unit.end)]:
        if token.text in {"—", "–", "--", "-"} and token.i and token.nbor(-1).whitespace_:
            lead = unit.doc[: token.i]
            town = any(word.is_upper and len(word) > 2 for word in lead)
            agency = lead[-1].text == ")"
            return token.i + 1 if (town or agency) and not has_finite_verb(lead) else unit.start
    return unit.start
