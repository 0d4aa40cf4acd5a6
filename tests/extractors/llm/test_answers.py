"""Answers are lists of claims in JSON, however they are wrapped."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.extractors.llm.answers import claims_in


@pytest.mark.parametrize(
    "text",
    [
        '{"claims": [1]}',
        ' {"claims": [1]}\n',
        '```json\n{"claims": [1]}\n```',
        '```\n{"claims": [1]}```',
        '<think>Is it {"claims": []}?</think>\n{"claims": [1]}',
    ],
)
def test_thoughts_and_code_marks_around_an_answer_are_left_out(text: str) -> None:
    assert claims_in(text) == [1]


@pytest.mark.parametrize(
    "text",
    ["", "Sure!", "[]", "null", '{"claims": {}}', '{"claims": [', '{"facts": []}', "[" * 100_000],
)
def test_anything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InputError, match=r"not JSON|not an object with a list 'claims'"):
        claims_in(text)
