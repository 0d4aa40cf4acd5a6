"""Answers are kept whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.extractors.llm.answers import Answer
from kg.extractors.llm.cache import AnswerCache
from kg.extractors.protocol import Usage

ASKED = (("system", "Be exact."), ("user", "“Well?”"))
ANSWER = Answer('{"claims": []}', "stop", Usage(prompt=10))


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "cache", "http://127.0.0.1/v1", "tiny", 100)


def test_an_answer_comes_back_and_costs_nothing(cache: AnswerCache) -> None:
    cache.put(ASKED, ANSWER)
    assert cache.get(ASKED) == replace(ANSWER, usage=Usage(replayed=1))


@pytest.mark.parametrize(
    "other",
    [{"endpoint": "http://127.0.0.2/v1"}, {"model": "large"}, {"answer_tokens": 200}],
)
def test_another_endpoint_model_or_length_has_answers_of_its_own(
    cache: AnswerCache, other: dict[str, object]
) -> None:
    cache.put(ASKED, ANSWER)
    assert replace(cache, **other).get(ASKED) is None  # type: ignore[arg-type]


def test_another_question_has_no_answer(cache: AnswerCache) -> None:
    cache.put(ASKED, ANSWER)
    assert cache.get(ASKED[:1]) is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"text": "x", "finish": "stop"}',
        b'{"text": 1, "finish": "stop", "digest": ""}',
    ],
)
def test_a_broken_entry_is_no_answer(cache: AnswerCache, broken: bytes) -> None:
    cache.put(ASKED, ANSWER)
    [path] = cache.folder.rglob("*.json")
    path.write_bytes(broken)
    assert cache.get(ASKED) is None


def test_a_changed_text_is_no_answer(cache: AnswerCache) -> None:
    cache.put(ASKED, ANSWER)
    [path] = cache.folder.rglob("*.json")
    path.write_text(path.read_text(encoding="utf-8").replace("claims", "clams"), encoding="utf-8")
    assert cache.get(ASKED) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = AnswerCache(tmp_path / "file" / "cache", "http://127.0.0.1/v1", "tiny", 100)
    with pytest.raises(ConfigurationError, match="KG_LLM_CACHE"):
        cache.put(ASKED, ANSWER)
