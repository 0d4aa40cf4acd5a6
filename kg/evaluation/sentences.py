"""The sentence around a stretch of text, for a person to read; ends are guessed by punctuation."""

from __future__ import annotations

import re

from kg.evaluation.overlap import Range

# An end of a sentence, closing marks included, before a space and what may begin the next; or an
# empty line, or a line's end without punctuation.
_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z0-9])|\n\s*\n|\n")


def sentence_around(place: Range, text: str) -> str:
    """Return the sentences that hold a range, white space folded.

    >>> sentence_around((15, 18), "It was late. The bus came. It left.")
    'The bus came.'
    """
    start, end = place
    begin, stop = 0, len(text)
    for found in _END.finditer(text):
        if found.end() <= start:
            begin = found.end()
        elif found.end() >= end:
            stop = found.end()
            break
    return " ".join(text[begin:stop].split())
