"""Documents that tell one text: an agency's story in many papers, a press release, an update.

They are one source, however many print it. `bands` finds candidates without comparing all pairs,
`are_copies` decides on each exactly, `group` puts together what hangs together.

Sources: A. Broder, On the resemblance and containment of documents, SEQUENCES 1997;
J. Leskovec, A. Rajaraman and J. Ullman, Mining of Massive Datasets, chapter 3.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from kg.resolution.shingles import folded_words, shingles

if TYPE_CHECKING:
    from datasketch import MinHash

LEAST_SHARED = 40  # shingles, of 44 words in a row: few quotations are as long
LEAST_OVERLAP = 0.6
LEAST_OPENING = 0.5
HEAD = 80  # words
_ROWS = 3
_BANDS, _HEAD_BANDS = 42, 14
_BAND_BYTES = 4 * _ROWS
_SEED, _HEAD_SEED = 1, 2
_SHORTEST_OPENING = 60  # words
_DATE = re.compile(r"(\d[\dX]{3})(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+(?:Z|[+-]\d\d(?::?\d\d)?)?")
_UNTOLD = "99"


# Not slotted, because the words and shingles of a text are kept once they have been asked for.
@dataclass(frozen=True)
class Text:
    """A document's text, and its sentences: code points, half-open, site furniture left out."""

    text: str
    sentences: Sequence[tuple[int, int]]

    @cached_property
    def words(self) -> list[str]:
        """The folded words of the sentences, in text order."""
        return folded_words(self.text, self.sentences)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The runs of five words."""
        return shingles(self.words)

    @cached_property
    def opening(self) -> frozenset[str]:
        """The runs of five words in the first third, or in the first 60 words if they are more."""
        return shingles(self.words[: max(len(self.words) // 3, _SHORTEST_OPENING)])


def signature(text: str, sentences: Sequence[tuple[int, int]]) -> bytes:
    r"""Return 672 bytes that are much alike for texts that are: a MinHash of 5-word shingles.

    It is made of the words of `sentences` (code points, half-open), whatever their case, quotation
    marks and white space: 126 least hashes of the whole and 42 of its first 80 words, in unsigned
    32-bit numbers, little end first, the same on every machine. It is empty for a text too short
    to be told from a quotation (fewer than 40 shingles), which `are_copies` never accepts.

    >>> signature("The buses are back.", [(0, 19)])
    b''
    """
    words = folded_words(text, sentences)
    whole = shingles(words)
    if len(whole) < LEAST_SHARED:
        return b""
    head = shingles(words[:HEAD])
    return _least_hashes(whole, _BANDS, _SEED) + _least_hashes(head, _HEAD_BANDS, _HEAD_SEED)


def bands(signature: bytes) -> tuple[str, ...]:
    """Return the 56 keys of a signature; documents that share one are to be compared.

    For texts of similarity s (the shingles they share, divided by those of both together), b bands
    of r rows have a key in common with probability 1-(1-s^r)^b. The whole has 42 bands of 3: of
    texts with s = 0.5, such as a text and its half, 0.996 are found; of those with s = 0.01, in
    which 2 of 100 shingles are the same, 0.00004. A third of a text has s = 0.33, found with 0.80
    only; but what a paper cuts is the end. So the first 80 words have 14 bands of 3 of their own,
    by which any cut copy of 80 words or more is found if its head is unchanged, and with 0.997 if
    the headline is another (s = 0.7).

    >>> bands(b"")
    ()
    """
    cut = range(0, len(signature), _BAND_BYTES)
    return tuple(_key(number, signature[at : at + _BAND_BYTES]) for number, at in enumerate(cut))


def overlap(left: Text, right: Text) -> float:
    """Return the share of the smaller text's shingles that are in the other: containment, 0 to 1.

    A copy that was cut after half has 1. Texts of fewer than five words have 0.

    >>> story = Text("The buses are back in town, say riders.", [(0, 39)])
    >>> overlap(story, Text("The buses are back in town.", [(0, 27)]))
    1.0
    """
    smaller = min(len(left.shingles), len(right.shingles))
    return len(left.shingles & right.shingles) / smaller if smaller else 0.0


def are_copies(left: Text, right: Text) -> bool:
    """Tell whether two documents tell one text.

    They do if all of this holds:

    - At least 40 shingles are shared, as of 44 words in a row: a quotation is rarely as long.
    - They are 0.6 of the smaller text. One changed word spoils five shingles, so an editor may
      change every thirteenth word, or add two words of an own for three of the agency's; while a
      quotation of 60 words has 0.4 of an article of 150.
    - They are half the opening (a third of the text, and at least 60 words) of one of the two.
      What firms put below their press releases, about themselves and about the future, may be
      longer than the news, but does not open a text. Either opening will do: that of an agency's
      story is in a paper's, below the lead that the paper put on top.
    """
    shared = left.shingles & right.shingles
    if len(shared) < LEAST_SHARED or overlap(left, right) < LEAST_OVERLAP:
        return False
    return any(
        len(opening & shared) >= LEAST_OPENING * len(opening)
        for opening in (left.opening, right.opening)
    )


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each document in the pairs, sorted, the least id of its group.

    A group is what pairs link, however many of them in between.

    >>> group([("urn:c", "urn:b"), ("urn:b", "urn:a"), ("urn:y", "urn:x")])
    {'urn:a': 'urn:a', 'urn:b': 'urn:a', 'urn:c': 'urn:a', 'urn:x': 'urn:x', 'urn:y': 'urn:x'}
    """
    parents: dict[str, str] = {}
    for left, right in pairs:
        least, other = sorted((_root(parents, left), _root(parents, right)))
        parents[other] = least
    return {document: _root(parents, document) for document in sorted(parents)}


def representative(documents: Iterable[tuple[str, str | None]]) -> str:
    """Return the id of the document that was published first, which stands for its copies.

    Each is given with its EDTF date, or None. A month or a year counts as its end: a document that
    may be later does not come before one that is not. Undated documents come last, and of those
    of one date the least id comes first.

    >>> representative([("urn:a", None), ("urn:b", "2018"), ("urn:c", "2018-05-23")])
    'urn:c'

    Raises:
        ValueError: there are no documents.
    """
    return min((_published(date), document) for document, date in documents)[1]


def _least_hashes(found: frozenset[str], count: int, seed: int) -> bytes:
    sketch = _empty_sketch(count * _ROWS, seed).copy()
    sketch.update_batch([shingle.encode() for shingle in found])
    hashes: bytes = sketch.hashvalues.astype("<u4").tobytes()
    return hashes


@lru_cache(maxsize=2)
def _empty_sketch(size: int, seed: int) -> MinHash:
    from datasketch import MinHash  # takes a second, which commands that do not need it save

    # The scheme is named because the default has changed once, and every hash with it.
    return MinHash(num_perm=size, seed=seed, hashfunc=crc32, scheme="affine32")


def _key(number: int, rows: bytes) -> str:
    return urlsafe_b64encode(bytes((number,)) + rows).rstrip(b"=").decode("ascii")


def _root(parents: dict[str, str], document: str) -> str:
    """Return what stands for a document, and halve the way to it for the next who ask."""
    parents.setdefault(document, document)
    while (above := parents[document]) != document:
        parents[document] = parents[above]
        document = parents[document]
    return document


def _published(date: str | None) -> str:
    """Return a key that sorts dates by the last moment they may mean."""
    return max(_last_moments(date or ""), default=_UNTOLD * 2)


def _last_moments(date: str) -> Iterator[str]:
    for found in _MOMENT.findall(date):
        yield _in_universal_time(found)
    for year, month, day in _DATE.findall(_MOMENT.sub("", date)):
        month_and_day = (part.replace("X", "9") or _UNTOLD for part in (month, day))
        yield "-".join((year.replace("X", "9"), *month_and_day)) + f"T{_UNTOLD}"


def _in_universal_time(moment: str) -> str:
    try:
        local = datetime.fromisoformat(moment)
        # One without a zone is taken as it stands.
        return local.replace(tzinfo=local.tzinfo or UTC).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):  # 31 June, or the first day of the year 1 in the east
        return moment
