"""Make the word vectors: each word alone through the MiniLM encoder, cut to few dimensions.

The corpora are small; the vectors tell the model which words are alike that it saw seldom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
import spacy
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, no stubs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from encoder import Array, Encoder
    from treebank import Token

WIDTH, SEEN, BATCH = 64, 4, 256


def words_of(encoder: Encoder, documents: Iterable[Sequence[Token]]) -> list[str]:
    """Return the encoder's own whole words, and those that the documents use often."""
    counts = Counter(token.text.lower() for tokens in documents for token in tokens)
    own = [word for word in encoder.pieces if word.isascii()]
    often = [word for word, n in counts.most_common() if n >= SEEN]
    return list(dict.fromkeys(w for w in [*own, *often] if w.isalpha() and len(w) > 1))


def vectors_of(encoder: Encoder, words: Sequence[str]) -> Array:
    """Return one row of length one for each word, of the words' main components."""
    rows = np.zeros((len(words), 384), np.float32)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    ids = [encoder.ids(word) for word in words]
    for i, word_ids in enumerate(ids):
        groups[len(word_ids)].append(i)
    for group in groups.values():
        for low in range(0, len(group), BATCH):
            part = group[low : low + BATCH]
            rows[part] = encoder.means([ids[i] for i in part])
    return _unit(_main(_unit(rows)))


def _main(rows: Array) -> Array:
    """Project the rows on their `WIDTH` main components, signs fixed."""
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    main = axes[:, ::-1][:, :WIDTH]
    signs = np.sign(main[np.abs(main).argmax(axis=0), np.arange(WIDTH)])
    return np.asarray(centred @ (main * signs), dtype=np.float32)


def _unit(rows: Array) -> Array:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def write(words: Sequence[str], rows: Array, out: Path) -> None:
    """Write an empty pipeline with the vectors, looked up by lower-case form, to `out`."""
    nlp = spacy.blank("en")
    keys = [nlp.vocab.strings.add(word) for word in words]
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=rows, keys=keys, attr="LOWER", name="minilm"
    )
    nlp.to_disk(out)
