"""The words of a text, and the runs of words that tell one text from another.

Source: A. Broder, On the resemblance and containment of documents, SEQUENCES 1997, section 2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LENGTH = 5  # words in a shingle: most runs of five are written once
_WORD = re.compile(r"[^\W_]+")
# Soft hyphens, joiners and marks of direction, which stand inside words and cannot be seen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def folded_words(text: str, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words of the sentences, as one row, whatever their case and punctuation.

    `sentences` are code points, half-open, in any order; what stands outside them is left out.
    Apostrophes, quotation marks and dashes part words, so that no style of them differs.

    >>> folded_words("Menu. “It’s HERE,” he said.", [(6, 27)])
    ['it', 's', 'here', 'he', 'said']
    """
    own = " ".join([text[start:end] for start, end in sorted(sentences)])
    seen = _UNSEEN.sub("", own)
    return _WORD.findall(unicodedata.normalize("NFKC", seen).casefold())


def shingles(words: Sequence[str]) -> frozenset[str]:
    """Return the runs of `LENGTH` words, each joined by spaces; none of fewer words.

    >>> sorted(shingles("the buses are back in town".split()))
    ['buses are back in town', 'the buses are back in']
    """
    shifted = (words[offset:] for offset in range(LENGTH))
    return frozenset(map(" ".join, zip(*shifted, strict=False)))
