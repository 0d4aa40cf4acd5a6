"""Names of publications, and of all else that has a title, compared."""

from __future__ import annotations

from collections.abc import Iterator

from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.organization_likeness import misspelled
from kg.resolution.comparing.spelling import slip_keys
from kg.resolution.comparing.worded import WordedName

_EQUAL, _ORDER = 0.99, 0.9
_LONG = 6


def publication_keys(name: WordedName) -> frozenset[str]:
    """Return the blocking keys of a title.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> sorted(publication_keys(parse_worded("The Lakes")))
    ['- laes', '- lake', '- lakes', '- laks', '- lkes', '=lakes', '~lakes']
    """
    return frozenset(_keys(name))


def _keys(name: WordedName) -> Iterator[str]:
    yield f"={' '.join(name.sorted)}"
    yield f"~{name.letters}"
    if len(name.content) < _LONG:
        yield from slip_keys(name.content)
        return
    # One misspelled word leaves one half of a long title as it is.
    middle = len(name.content) // 2
    yield f"<{' '.join(name.content[:middle])}"
    yield f">{' '.join(name.content[middle:])}"


def compare_publications(left: WordedName, right: WordedName) -> Likeness | None:
    """Return how two titles are alike, None if they are not.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> compare_publications(*map(parse_worded, ("The Brantley Report", "Brantley Report")))
    Likeness(kind='equal', score=0.99, extra=())
    """
    if left.words == right.words:
        return Likeness("equal", _EQUAL)
    if left.sorted == right.sorted:
        moved = left.content != right.content and len(left.digits) > 1
        return None if moved else Likeness("order", _ORDER)
    if left.letters == right.letters and left.digits == right.digits:
        return Likeness("spacing", _ORDER)
    return misspelled(left, right)
