"""Words that one slip of the keyboard tells apart, and keys under which both spellings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from kg.resolution.comparing.folding import has_digit

_LONG = 6


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

    A name of one word has its word with each letter left out in turn; in a longer one, a slip
    leaves the other words and one end of its word as they are.

    >>> set(slip_keys(("brantley", "labs"))) & set(slip_keys(("brantly", "labs")))
    {'-labs<bra'}
    """
    if len(words) == 1:
        word = words[0]
        if len(word) >= _LONG - 1:
            yield f"-{word}"
            yield from sorted({f"-{word[:at]}{word[at + 1 :]}" for at in range(1, len(word))})
        return
    for place, word in enumerate(words):
        if len(word) >= _LONG:
            rest = " ".join((*words[:place], *words[place + 1 :]))
            yield from (f"-{rest}{end}" for end in _ends(word))


def _ends(word: str) -> Iterable[str]:
    ends = [f"<{word[:3]}", f"{word[0]}>{word[-3:]}"]
    # A swap in the middle of six letters reaches into both ends of three.
    return ends if len(word) > _LONG + 1 else [*ends, f"<{word[:2]}>{word[-2:]}"]
