"""Cut words into the pieces that the encoder knows, with what their spelling says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from tokenizers import Tokenizer

Integers = npt.NDArray[np.int64]

_MOST_PIECES = 6
"""A word that breaks into more pieces (a URL, a hash) is read by its first ones."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A stretch of words as the encoder reads it, between its opening and closing piece.

    `ids` and `spelling` have one entry a piece; `first` and `last` say, for each word, which
    pieces it begins and ends with.
    """

    ids: Integers
    spelling: Integers
    first: Integers
    last: Integers


@dataclass(slots=True)
class WordPieces:
    """The encoder's word pieces; each word is cut once and remembered."""

    tokenizer: Tokenizer
    opening: int
    closing: int
    unknown: int
    _known: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> WordPieces:
        """Read a tokenizer file in the Hugging Face format, of the BERT kind.

        Raises:
            OSError: there is no such file.
            ValueError: it lacks the pieces that open and close a text.
        """
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        opening, closing, unknown = map(tokenizer.token_to_id, ("[CLS]", "[SEP]", "[UNK]"))
        if opening is None or closing is None or unknown is None:
            raise ValueError(f"{path.name} lacks one of the pieces [CLS], [SEP], [UNK]")
        return cls(tokenizer, opening, closing, unknown)

    def of_word(self, word: str) -> list[int]:
        """Return the pieces of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            encoded = self.tokenizer.encode(word, add_special_tokens=False).ids
            found = self._known[word] = (encoded or [self.unknown])[:_MOST_PIECES]
        return found

    def of_words(self, doc: Doc, start: int, end: int) -> Pieces:
        """Return the pieces of tokens `start`..`end` (half-open) of a document."""
        ids, spelling = [self.opening], [0]
        first, last = [], []
        for token in doc[start:end]:
            pieces = self.of_word(token.text)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
            spelling.extend([2 * case_of(token.text) + bool(token.whitespace_)] * len(pieces))
        ids.append(self.closing)
        spelling.append(0)
        return Pieces(
            *(np.array(values, dtype=np.int64) for values in (ids, spelling, first, last))
        )


def case_of(word: str) -> int:
    """Return how a word is written; the encoder's own pieces are all in small letters.

    1 small letters, 2 a capital first, 3 all capitals, 4 one capital alone, 5 capitals inside,
    6 letters and digits, 7 digits, 8 neither. (0 is for what is no word.)

    >>> [case_of(word) for word in ("van", "Van", "VAN", "V", "VanDam", "V8", "8", "&")]
    [1, 2, 3, 4, 5, 6, 7, 8]
    """
    if not any(mark.isalnum() for mark in word):
        return 8
    if any(mark.isdigit() for mark in word):
        return 6 if any(mark.isalpha() for mark in word) else 7
    if word.islower():
        return 1
    if word.isupper():
        return 4 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 5
