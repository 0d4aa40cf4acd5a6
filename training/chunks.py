"""Training data for the network: tokens with gold, in stretches of whole sentences.

Names come with the guideline that their corpus follows: "wikipedia" (Re-DocRED, CrossNER), "web"
(WNUT-17), "gum" (GUM as it is annotated: names cut to their heads, groups as people), and "news",
which is what the model is to follow: EWT's, and GUM's after `entities.mended`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import augment
import entities
import quotation
import readers
import treebank
from network import GUIDELINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from treebank import Token

_LENGTHS = (30, 60, 110)
_NAME_LENGTHS = (40, 80, 150)
_LONGEST = 160
_GRAM = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its gold; `head` counts within the chunk, and is its own for a root."""

    text: str
    space: bool
    tag: str
    kind: str
    head: int
    relation: str
    start: bool
    entity: str


Chunk = list[Word]


def parsed_chunks(path: Path, nlp: Language, rng: random.Random) -> list[Chunk]:
    """Return the treebank twice over, varied, with reported speech and headlines made from it."""
    documents = treebank.read(path, nlp)
    stuff = quotation.material(documents)
    chunks: list[Chunk] = []
    for copy in range(2):
        for tokens in documents:
            varied = readers._varied(tokens, rng, plain_copy=copy == 0)
            chunks += cut(words_of(varied, nlp), rng.choice(_LENGTHS))
            if rng.random() < 0.3:
                speech = readers._typeset(quotation.speak(stuff, rng), rng)
                chunks += cut(words_of(speech, nlp), 90)
            if rng.random() < 0.15:
                chunks.append(words_of(augment.headline(tokens, rng), nlp))
    return [chunk for chunk in chunks if chunk]


def named_chunks(
    path: Path, parsed: Path, nlp: Language, rng: random.Random
) -> list[tuple[int, Chunk]]:
    """Return the entity corpora with the index of the guideline that each chunk follows.

    `parsed` is the treebank, by which texts of GUM and EWT are told from the other corpora.
    """
    raw = treebank.read(path, nlp)
    mended = entities.mended(raw)
    names = entities.gazette(mended)
    known = {gram for tokens in treebank.read(parsed, nlp) for gram in _grams(tokens)}
    chunks: list[tuple[int, Chunk]] = []
    for before, after in zip(raw, mended, strict=True):
        for guideline, tokens, times in _uses(before, after, known, rng):
            for time in range(times):
                swap = guideline != "gum" and rng.random() < 0.25
                varied = entities.renamed(tokens, names, rng) if swap else tokens
                if rng.random() < 0.06:
                    varied = entities.datelined(varied, names, rng)
                varied = readers._varied(varied, rng, plain_copy=time == 0)
                number = GUIDELINES.index(guideline)
                parts = cut(words_of(varied, nlp), rng.choice(_NAME_LENGTHS))
                chunks += [(number, part) for part in parts if part]
    return chunks


def _uses(
    raw: list[Token], mended: list[Token], known: set[str], rng: random.Random
) -> Iterator[tuple[str, list[Token], int]]:
    """Yield the guidelines that a document is used under, and how often; news counts most."""
    text = treebank.text_of(raw)
    grams = _grams(raw)
    if len(grams & known) > len(grams) / 2:
        # GUM marks names of other kinds and keeps typographic marks; EWT does neither.
        if any("MISC" in token.entity for token in raw) or re.search("[’“—]", text):
            yield "gum", raw, 2
            yield "news", mended, 2
        else:
            yield "news", mended, 3
    elif re.search(r"@\w|\bRT\b|https?:|#\w", text):
        yield "web", mended, int(rng.random() < 0.6)
    else:
        yield "wikipedia", mended, rng.choice((1, 2))


def _grams(tokens: Sequence[Token]) -> set[str]:
    words = [token.text for token in tokens]
    return {" ".join(words[i : i + _GRAM]) for i in range(max(1, len(words) - _GRAM + 1))}


def words_of(tokens: Sequence[Token], nlp: Language) -> Chunk:
    """Lay gold tokens over the tokenizer's, white space left out as at run time."""
    doc, laid = treebank.project(tokens, nlp)
    kept = [i for i, token in enumerate(doc) if not token.is_space]
    place = {old: new for new, old in enumerate(kept)}
    return [
        Word(
            text=doc[i].text,
            space=bool(doc[i].whitespace_) or (i + 1 < len(doc) and doc[i + 1].is_space),
            tag=laid[i].tag,
            kind=f"{laid[i].pos}|{laid[i].morph}",
            head=place.get(laid[i].head, place[i]) if laid[i].dep else 0,
            relation=laid[i].dep,
            start=laid[i].start,
            entity=laid[i].entity,
        )
        for i in kept
    ]


def cut(words: Chunk, limit: int) -> list[Chunk]:
    """Cut a document into whole sentences up to about `limit` words."""
    starts = [i for i, word in enumerate(words) if word.start or i == 0]
    bounds = [0]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        if end - bounds[-1] > limit and start > bounds[-1]:
            bounds.append(start)
    return [_part(words, a, b) for a, b in zip(bounds, [*bounds[1:], len(words)], strict=True)]


def _part(words: Chunk, low: int, high: int) -> Chunk:
    part = words[low : min(high, low + _LONGEST)]
    return [
        Word(
            word.text,
            word.space,
            word.tag,
            word.kind,
            word.head - low if low <= word.head < low + len(part) else i,
            word.relation,
            word.start,
            word.entity,
        )
        for i, word in enumerate(part)
    ]
