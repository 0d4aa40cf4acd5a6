"""The real client against a local server: what is sent, what is tried again, what is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kg.errors import ConfigurationError
from kg.extractors.llm.answers import Answer
from kg.extractors.llm.client import Endpoint
from kg.extractors.llm.limits import Limits
from kg.extractors.protocol import Usage
from tests.chat_server import ChatServer, Reply, failed, said

ASKED = (("system", "Be exact."), ("user", "Well?"))
SCHEMA: dict[str, object] = {"type": "object"}
SPENT = Usage(prompt=100, completion=20, cached=5)
Open = Callable[..., Endpoint]


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def endpoint(server: ChatServer, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    def opened(**limits: float) -> Endpoint:
        told = Limits(**limits)  # type: ignore[arg-type] # seconds and counts
        return Endpoint("tiny", SCHEMA, url=server.url, limits=told, sleep=waits.append)

    return opened


def test_a_question_is_sent_once_and_exactly(server: ChatServer, endpoint: Open) -> None:
    server.will_say(said("Yes."))
    asked = endpoint()
    assert asked.ask(ASKED) == Answer("Yes.", "stop", SPENT)
    assert asked.usage == SPENT + Usage(requests=1)
    assert server.requests == [
        {
            "model": "tiny",
            "messages": [
                {"role": "system", "content": "Be exact."},
                {"role": "user", "content": "Well?"},
            ],
            "max_tokens": 8192,
            "temperature": 0,
            "seed": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA},
            },
        }
    ]


def test_nothing_is_sent_before_the_first_question(server: ChatServer, endpoint: Open) -> None:
    assert endpoint().usage == Usage()
    assert server.requests == []


def test_the_key_of_the_environment_is_sent(
    server: ChatServer, endpoint: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    server.will_say(said("Yes."))
    endpoint().ask(ASKED)
    assert server.keys == ["Bearer a-key"]


def test_an_answer_that_was_cut_off_says_so(server: ChatServer, endpoint: Open) -> None:
    server.will_say(said('{"claims": [', finish="length"))
    assert endpoint().ask(ASKED).finish == "length"


@pytest.mark.parametrize(
    "reply", [said("", refusal="I would rather not."), said("", finish="content_filter")]
)
def test_a_refusal_says_so(server: ChatServer, endpoint: Open, reply: Reply) -> None:
    server.will_say(reply)
    assert endpoint().ask(ASKED).finish == "refusal"


def test_a_question_that_does_not_fit_is_too_long(server: ChatServer, endpoint: Open) -> None:
    message = "This model's maximum context length is 4096 tokens."
    server.will_say(failed(400, message, code="context_length_exceeded"))
    assert endpoint().ask(ASKED).finish == "length"


def test_the_wait_that_a_busy_server_asks_for_is_kept(
    server: ChatServer, endpoint: Open, waits: list[float]
) -> None:
    server.will_say(failed(429, "slow down", headers={"Retry-After": "7"}), said("Yes."))
    assert endpoint().ask(ASKED).text == "Yes."
    assert waits == [7.0]


def test_a_failing_server_is_asked_again_after_doubled_waits(
    server: ChatServer, endpoint: Open, waits: list[float]
) -> None:
    server.will_say(failed(500, "oh"), failed(503, "no"), failed(429, "busy"), said("Yes."))
    asked = endpoint()
    assert asked.ask(ASKED).text == "Yes."
    assert waits == [1.0, 2.0, 4.0]
    assert asked.usage.requests == 4


def test_a_server_that_keeps_failing_is_given_up(
    server: ChatServer, endpoint: Open, waits: list[float]
) -> None:
    server.will_say(*[failed(500, "oh no")] * 3)
    with pytest.raises(
        ConfigurationError, match=r"busy or broken \(500\): oh no .*answers are kept"
    ):
        endpoint(attempts=3).ask(ASKED)
    assert waits == [1.0, 2.0]


def test_no_wait_goes_beyond_the_time_of_a_question(
    server: ChatServer, endpoint: Open, waits: list[float]
) -> None:
    server.will_say(failed(429, "slow down", headers={"Retry-After": "60"}))
    with pytest.raises(ConfigurationError, match="busy"):
        endpoint(seconds=30).ask(ASKED)
    assert waits == []


def test_an_answer_that_takes_too_long_is_asked_for_again(
    server: ChatServer, endpoint: Open
) -> None:
    server.will_say(Reply("{}", delay=0.4), said("Yes."))
    assert endpoint(request_seconds=0.2).ask(ASKED).text == "Yes."


def test_a_server_that_never_answers_in_time_is_named(server: ChatServer, endpoint: Open) -> None:
    server.will_say(*[Reply("{}", delay=0.2)] * 2)
    with pytest.raises(ConfigurationError, match="did not answer in time") as caught:
        endpoint(request_seconds=0.05, attempts=2).ask(ASKED)
    assert caught.value.where == server.url


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (failed(401, "bad key"), r"does not let us in \(401\): bad key \(set OPENAI_API_KEY"),
        (failed(403, "not yours"), r"does not let us in \(403\)"),
        (failed(404, "no such model"), r"no model 'tiny'.*no such model.*/v1/models lists"),
        (failed(429, "pay", code="insufficient_quota"), "no credit left"),
        (failed(402, "pay"), r"does not take the question \(402\): pay"),
        (Reply('{"error": "who?"}', 404), r"takes no questions at this address: who\? \("),
        (Reply("<p>Gone</p>", 404), r"takes no questions at this address: <p>Gone</p> \("),
        (Reply("<html>", media_type="text/html"), "no chat completion"),
        (Reply("{", media_type="application/json"), "no chat completion"),
        (Reply("{}"), "no chat completion"),
        (Reply('{"choices": []}'), "no chat completion"),
    ],
)
def test_what_cannot_be_mended_by_waiting_is_told_at_once(
    server: ChatServer, endpoint: Open, reply: Reply, words: str
) -> None:
    server.will_say(reply)
    with pytest.raises(ConfigurationError, match=words) as caught:
        endpoint().ask(ASKED)
    assert caught.value.where == server.url
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    limits, url = Limits(), "http://127.0.0.1:9/v1"
    asked = Endpoint("tiny", SCHEMA, url=url, limits=limits, sleep=waits.append)
    with pytest.raises(ConfigurationError, match=r"127\.0\.0\.1:9/v1: no connection.*--endpoint"):
        asked.ask(ASKED)
    assert waits == []


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1/v1", "http://"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(ConfigurationError, match="endpoint"):
        Endpoint("tiny", SCHEMA, url=url, limits=Limits())


def test_the_service_of_openai_is_not_asked_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(ConfigurationError, match="set OPENAI_API_KEY"):
        Endpoint("tiny", SCHEMA, url=None, limits=Limits())


@pytest.mark.parametrize(
    ("complaint", "name", "value"),
    [
        ("response_format is not supported", "response_format", {"type": "json_object"}),
        ("Unsupported value: 'temperature' does not support 0", "temperature", None),
        ("unknown field: seed", "seed", None),
        ("Use 'max_completion_tokens' instead of 'max_tokens'", "max_completion_tokens", 8192),
        ("'max_tokens' is too large: the maximum context length is 4096", "max_tokens", None),
    ],
)
def test_an_option_that_a_server_refuses_is_put_otherwise_from_then_on(
    server: ChatServer, endpoint: Open, complaint: str, name: str, value: object
) -> None:
    server.will_say(failed(400, complaint), said("Yes."), said("Again."))
    asked = endpoint()
    assert [asked.ask(ASKED).text, asked.ask(ASKED).text] == ["Yes.", "Again."]
    assert [request.get(name) for request in server.requests[1:]] == [value, value]
    assert len(server.requests) == 3


def test_a_server_that_takes_no_form_of_answer_is_asked_in_words_alone(
    server: ChatServer, endpoint: Open
) -> None:
    server.will_say(failed(400, "what?"), failed(422, "what?"), said("Yes."))
    assert endpoint().ask(ASKED).text == "Yes."
    assert "response_format" not in server.requests[2]


def test_a_server_that_takes_no_question_is_given_up(server: ChatServer, endpoint: Open) -> None:
    server.will_say(*[failed(400, "what?")] * 3)
    with pytest.raises(ConfigurationError, match=r"does not take the question \(400\): what\?"):
        endpoint().ask(ASKED)


def test_a_server_that_counts_no_tokens_is_taken_as_it_is(
    server: ChatServer, endpoint: Open
) -> None:
    completion = json.loads(said("Yes.").body)
    del completion["usage"]
    server.will_say(Reply(json.dumps(completion)))
    asked = endpoint()
    assert asked.ask(ASKED) == Answer("Yes.", "stop", Usage())
    assert asked.usage == Usage(requests=1)
