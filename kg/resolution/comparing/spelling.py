"""Words that one slip of the keyboard tells apart, and keys under which both spellings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from kg.resolution.comparing.folding import has_digit
from kg.resolution.comparing.worded import is_generic

_LONG = 6
_SHORT_END, _LONG_END = 3, 5


def one_slip(left: str, right: str, *, letters: int = _LONG) -> bool:
    """Tell whether one insertion, deletion, change or swap of letters tells two long words apart.

    Both have at least `letters` letters, no digit, and the same first letter.

    Source: the restricted distance of F. J. Damerau, "A technique for computer detection and
    correction of spelling errors", CACM 7 (1964).

    >>> one_slip("brantley", "brantely"), one_slip("lakes", "lanes"), one_slip("x20000", "x30000")
    (True, False, False)
    """
    return (
        min(len(left), len(right)) >= letters
        and left[0] == right[0]
        and OSA.distance(left, right, score_cutoff=1) == 1
        and not has_digit(left)
        and not has_digit(right)
    )


def slip(left: Sequence[str], right: Sequence[str]) -> tuple[str, str] | None:
    """Return the one pair of words in which two names of equal length differ, if by one slip.

    >>> slip(("brantley", "labs"), ("brantly", "labs"))
    ('brantley', 'brantly')
    >>> slip(("brantley", "labs"), ("brantley", "works")) is None
    True
    """
    if len(left) != len(right):
        return None
    found = None
    for pair in zip(left, right, strict=True):
        if pair[0] != pair[1]:
            if found or not one_slip(*pair):
                return None
            found = pair
    return found


def slip_keys(words: Sequence[str]) -> Iterator[str]:
    """Yield keys that two names have in common where `slip` finds one slip.

    A slip leaves the other words as they are, and one end of its word, which suffices where another
    word tells who is named. Elsewhere half of all names would share such a key; those have their
    word with each letter left out in turn.

    Source: W. Garbe's symmetric deletions (SymSpell, 2012), after T. Bocek and others, "Fast
    similarity search in large dictionaries" (2007).

    >>> set(slip_keys(("brantley", "orlo"))) & set(slip_keys(("brantly", "orlo")))
    {'-orlo<bra'}
    >>> set(slip_keys(("brantley", "labs"))) & set(slip_keys(("brantly", "labs")))
    {'-labs brantly'}
    """
    least = _LONG if len(words) > 1 else _LONG - 1
    for place, word in enumerate(words):
        if len(word) < least:
            continue
        others = (*words[:place], *words[place + 1 :])
        rest = " ".join(others)
        if all(map(is_generic, others)):
            yield from (f"-{rest} {each}" for each in _shortened(word))
        else:
            yield from (f"-{rest}{end}" for end in _ends(word))


def _shortened(word: str) -> Iterable[str]:
    return sorted({word, *(f"{word[:at]}{word[at + 1 :]}" for at in range(1, len(word)))})


def _ends(word: str) -> Iterator[str]:
    """Yield ends of a word, of which one slip leaves one: of up to half its letters each."""
    size = min(max(_SHORT_END, (len(word) - 1) // 2), _LONG_END)
    # A word of one letter more may have longer ends.
    more = len(word) % 2 == 0 and _SHORT_END < len(word) // 2 <= _LONG_END
    for length in (size, size + 1) if more else (size,):
        yield from (f"<{word[:length]}", f"{word[0]}>{word[-length:]}")
    if len(word) <= 2 * _SHORT_END + 1:
        # A swap in the middle of six letters reaches into both ends of three.
        yield f"<{word[:2]}>{word[-2:]}"
