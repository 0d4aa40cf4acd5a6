"""Short documents, read with the language pipeline that ships."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.extractors.mentions import find_entities
from kg.extractors.parsing import parse
from kg.extractors.statements import find_statements
from kg.model import Block, Claim, Document

Find = Callable[..., list[Claim]]


def article(*paragraphs: str, title: str = "") -> Document:
    """Return a document of a title and paragraphs, published on 4 March 2024."""
    text, blocks = "", []
    if title:
        blocks.append(Block("title", 0, len(title)))
        text = f"{title}\n\n"
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", len(text), len(text) + len(paragraph)))
        text += f"{paragraph}\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        "https://news.example/1",
        "1.txt",
        text,
        digest,
        published="2024-03-04",
        blocks=tuple(blocks),
    )


@pytest.fixture
def find(pipeline: Language) -> Find:
    def run(*paragraphs: str, title: str = "") -> list[Claim]:
        document = article(*paragraphs, title=title)
        analysis = find_entities(document, parse(document, pipeline))
        claims = list(find_statements(analysis, extractor="rules/test"))
        assert all(span.fits(document.text) for claim in claims for span in claim.spans())
        return claims

    return run
