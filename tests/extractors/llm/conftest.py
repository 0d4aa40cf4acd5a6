"""An extractor with a scripted server behind it, and a document to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from kg.extractors.llm import Limits, LlmExtractor, extractor, llm_extractor
from kg.model import Document
from kg.readers.text import text_document
from tests.chat_server import ChatServer, chat_server

pytest.importorskip("openai", reason="needs the extra: pip install 'claimkg[llm]'")

TEXT = """Riverford counts on gates

By Ana Ruiz

Published March 3, 2024

The Riverford Transit Agency has used GateSense since early 2021, according to Mira Holt, its director. The agency pays $6 to $12 a month for each gate. It runs 300 gates in Riverford.

“The gates are safe,” Holt said on Friday. “The gates are fast.” She denied that the agency was to buy Lanternfish.
"""
Make = Callable[..., LlmExtractor]


@pytest.fixture
def document() -> Document:
    return text_document(TEXT, source="gates.txt")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as served:
        yield served


@pytest.fixture
def make(
    server: ChatServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pipeline: Language
) -> Make:
    """Return what makes an extractor that asks the server and waits for nothing."""
    monkeypatch.setattr(extractor, "load_pipeline", lambda: pipeline)  # once for all tests
    monkeypatch.setenv("KG_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

    def made(**limits: float) -> LlmExtractor:
        told = Limits(**{"wait_seconds": 0.0, **limits})  # type: ignore[arg-type] # seconds and counts
        return llm_extractor(model="tiny", endpoint=server.url, limits=told)

    return made
