"""spaCy corpus readers: the treebanks as training examples that look like news on the web."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import augment
import entities
import quotation
import treebank
from spacy.training import Example
from spacy.util import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language
    from treebank import Token

    Reader = Callable[[Language], Iterator[Example]]


@registry.readers("kg.gold.v1")  # type: ignore[untyped-decorator]  # spaCy has no types here
def gold_reader(path: str) -> Reader:
    """Return a reader of the corpus at `path` as it is, on the tokenizer's own tokens."""

    def read(nlp: Language) -> Iterator[Example]:
        for doc, gold in treebank.gold_pairs([Path(path)], nlp):
            yield Example(doc, gold)

    return read


@registry.readers("kg.parses.v1")  # type: ignore[untyped-decorator]  # spaCy has no types here
def parses_reader(path: str, copies: int, seed: int) -> Reader:
    """Return a reader of parsed documents: `copies` of each, varied, and reported speech."""

    def read(nlp: Language) -> Iterator[Example]:
        rng = random.Random(seed)  # noqa: S311  # not for secrets
        documents = treebank.read(Path(path), nlp)
        stuff = quotation.material(documents)
        for copy in range(copies):
            for tokens in documents:
                yield _example(_varied(tokens, rng, plain_copy=copy == 0), nlp)
                if rng.random() < 0.3:
                    yield _example(_typeset(quotation.speak(stuff, rng), rng), nlp)
                if rng.random() < 0.15:
                    yield _example(augment.headline(tokens, rng), nlp)

    return read


@registry.readers("kg.names.v1")  # type: ignore[untyped-decorator]  # spaCy has no types here
def names_reader(path: str, copies: int, seed: int) -> Reader:
    """Return a reader of documents with entities: `copies` of each, varied and renamed."""

    def read(nlp: Language) -> Iterator[Example]:
        rng = random.Random(seed)  # noqa: S311  # not for secrets
        documents = entities.mended(treebank.read(Path(path), nlp))
        names = entities.gazette(documents)
        for copy in range(copies):
            for tokens in documents:
                varied = tokens
                if copy and rng.random() < 0.3:
                    varied = entities.renamed(tokens, names, rng)
                if rng.random() < 0.05:
                    varied = entities.datelined(varied, names, rng)
                yield _example(_varied(varied, rng, plain_copy=copy == 0), nlp)
                if rng.random() < 0.06:
                    yield _example(augment.headline(tokens, rng), nlp)

    return read


def _varied(tokens: Sequence[Token], rng: random.Random, *, plain_copy: bool) -> list[Token]:
    if plain_copy and rng.random() < 0.5:
        return list(tokens)
    if rng.random() < 0.03:
        tokens = augment.lower(tokens, rng)
    return _typeset(tokens, rng)


def _typeset(tokens: Sequence[Token], rng: random.Random) -> list[Token]:
    change = rng.choices((augment.typographic, augment.plain), weights=(6, 4))[0]
    out = change(tokens, rng)
    return augment.loose(out, rng) if rng.random() < 0.12 else out


def _example(tokens: Sequence[Token], nlp: Language) -> Example:
    doc, laid = treebank.project(tokens, nlp)
    return Example(doc, treebank.document(doc, laid))
