"""Small documents, read with the language pipeline that ships."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.extractors.analysis import Analysis
from kg.extractors.mentions import find_entities
from kg.extractors.parsing import parse
from kg.model import Block, BlockKind, Document

Read = Callable[..., Analysis]


def document(*paragraphs: str, title: str | None = None) -> Document:
    """Return a document of a title and paragraphs, with their blocks."""
    pieces = [title, *paragraphs] if title else list(paragraphs)
    blocks = []
    text = ""
    for piece in pieces:
        kind: BlockKind = "title" if title and not text else "paragraph"
        blocks.append(Block(kind, len(text), len(text) + len(piece)))
        text += f"{piece}\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("https://news.example/1", "1.txt", text, digest, blocks=tuple(blocks))


@pytest.fixture
def read(pipeline: Language) -> Read:
    def reading(*paragraphs: str, title: str | None = None) -> Analysis:
        made = document(*paragraphs, title=title)
        return find_entities(made, parse(made, pipeline))

    return reading


@pytest.fixture
def mentions() -> Callable[[Analysis, str], list[str]]:
    def of(analysis: Analysis, name: str) -> list[str]:
        """Return the words of every mention of the entity of this name."""
        found = (analysis.entity(mention) for mention in analysis.mentions)
        return [each.mention.text for each in found if each.name == name and each.mention]

    return of
