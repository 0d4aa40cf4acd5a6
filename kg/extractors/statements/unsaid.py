"""Tell the sentences with a speaker and a reporting verb in which nothing is said."""

from __future__ import annotations

from kg.extractors.statements.cues import Cue
from kg.extractors.statements.phrases import simple_start
from kg.extractors.statements.subjects import Speaker

_NOBODY = frozenset({"no", "neither"})
_OPEN = frozenset({"not", "if", "unless", "whether"})
_SUPPOSING = frozenset({"say", "suppose", "imagine", "assume"})


def is_unsaid(cue: Cue, speaker: Speaker) -> bool:
    """Tell whether nobody said it, or what was said is left open.

    ("No official said that", "not everyone agrees", "if the mayor says that", "how experts say it
    would work".)
    """
    if speaker.inverted or speaker.head.i >= cue.start:
        return False
    unit = cue.unit
    first = simple_start(speaker.head, unit.start)
    if unit.doc[first].lower_ in _NOBODY:
        return True
    if first == unit.start:
        return False
    before = unit.doc[first - 1]
    asked = before.lower_ == "how" and first - 1 > unit.start and speaker.pronoun is None
    supposed = before.i == unit.start and before.lower_ in _SUPPOSING
    return before.lower_ in _OPEN or supposed or asked
