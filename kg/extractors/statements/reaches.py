"""Find the words that tell in what and where something was said, away from the verb."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.statements.cues import is_finite
from kg.extractors.statements.phrases import has_finite_verb
from kg.extractors.statements.units import Unit

_PLACING = frozenset({"in", "on", "at", "during", "via", "through"})
_STOPS = frozenset({",", ".", ";", ":", "—", "–", "--"})

Stretch = tuple[int, int]


def after_clauses(unit: Unit, start: int, end: int) -> int:
    """Return where the words before a speaker begin that no other clause of the sentence holds."""
    verbs = [token.i for token in unit.outside(start, end) if is_finite(token)]
    if not verbs:
        return start
    pauses = (place for place in range(verbs[-1], end) if unit.doc[place].text == ",")
    return next(pauses, end)


def beside_speech(unit: Unit, between: Stretch, relative: Stretch, ended: int) -> Iterator[Stretch]:
    """Yield further stretches of tokens that may hold the circumstances of a saying.

    Args:
        unit: the sentence.
        between: what stands between the speaker's phrase and the verb: "the union, in a letter, said".
        relative: the words from a relative clause about the speaker on: "said Ruiz, who runs the
            port, in an interview".
        ended: where the last piece of the content ends: "dismissed it as idle in an interview".
    """
    start, end = between
    if start < end and not has_finite_verb(unit.doc[start:end]):
        yield between
    for place in range(relative[0], relative[1] - 1):
        if unit.doc[place].text == "," and unit.doc[place + 1].lower_ in _PLACING:
            yield place + 1, relative[1]
            break
    if ended < unit.end and unit.doc[ended].lower_ in _PLACING:
        stop = ended
        while stop < unit.end and unit.doc[stop].text not in _STOPS:
            stop += 1
        yield ended, stop
