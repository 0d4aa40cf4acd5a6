"""How much is sent at once, and how long an answer is waited for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an extractor may spend on one question.

    `chunk` is the most characters of an article sent at once (a token of English is about four);
    `answer_tokens` the most tokens of an answer. `request_seconds` bounds one request, `seconds` a
    question with all its attempts; `attempts` how often it is sent where the endpoint is busy,
    fails or does not answer in time; `wait_seconds` is the wait after the first attempt, twice as
    long after each further one, where the endpoint names no time itself.
    """

    chunk: int = 8_000
    answer_tokens: int = 8_192
    request_seconds: float = 600.0
    seconds: float = 1_800.0
    attempts: int = 5
    wait_seconds: float = 1.0
