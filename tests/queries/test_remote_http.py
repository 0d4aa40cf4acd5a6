"""Requests to a server: what is tried again, how long it is waited for, and what is said."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.errors import ConfigurationError, StoreError
from kg.queries.remote_http import Connection, Reply
from kg.queries.remote_target import Credentials, Patience, checked_url, credentials_from
from tests.scripted_server import BUSY, HANG_UP, Answer, Request, in_turn, scripted

SECRET = "s3cret-of-the-test"  # noqa: S105 - a test's
FOUR_TRIES = Patience(tries=4)
ANA = Credentials("ana", SECRET)


def asked(
    *answers: Answer, patience: Patience = FOUR_TRIES
) -> tuple[Reply | StoreError, list[float], list[Request]]:
    """Ask a server that gives these answers; return what came of it, the pauses, the requests."""
    pauses: list[float] = []
    with (
        scripted(in_turn(*answers)) as server,
        Connection(patience=patience, sleep=pauses.append) as connection,
    ):
        try:
            return connection.request("POST", server.url, body=b"x"), pauses, server.requests
        except StoreError as error:
            return error, pauses, server.requests


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_asks_for_patience_is_asked_again(status: int) -> None:
    reply, pauses, requests = asked(Answer(status), Answer(status), Answer(200))
    assert isinstance(reply, Reply)
    assert reply.ok
    assert pauses == [0.5, 1.0]
    assert [request.body for request in requests] == [b"x"] * 3


def test_a_server_that_hangs_up_is_asked_again() -> None:
    reply, pauses, requests = asked(HANG_UP, Answer(200))
    assert isinstance(reply, Reply)
    assert (pauses, len(requests)) == ([0.5], 2)


def test_a_pause_is_as_long_as_the_server_asks_for() -> None:
    _, pauses, _ = asked(Answer(503, headers={"Retry-After": "7"}), Answer(200))
    assert pauses == [7.0]


def test_a_pause_may_be_given_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    _, (pause,), _ = asked(Answer(503, headers={"Retry-After": later}), Answer(200))
    assert 20 < pause <= 30


@pytest.mark.parametrize("words", ["soon", "-5", ""])
def test_a_pause_that_makes_no_sense_is_not_heeded(words: str) -> None:
    _, pauses, _ = asked(Answer(503, headers={"Retry-After": words}), Answer(200))
    assert pauses == [0.5]


def test_no_pause_is_longer_than_patience_lasts() -> None:
    patience = Patience(tries=4, longest=3.0)
    _, pauses, _ = asked(
        Answer(503, headers={"Retry-After": "3600"}), BUSY, BUSY, Answer(200), patience=patience
    )
    assert pauses == [3.0, 1.0, 2.0]


def test_a_server_that_stays_busy_is_given_up_in_one_line() -> None:
    error, pauses, requests = asked(BUSY)
    assert len(requests) == 4
    assert pauses == [0.5, 1.0, 2.0]
    assert re.fullmatch(
        r"http://127\.0\.0\.1:\d+: the server answers 503 Service Unavailable: the server is busy"
        r" \(try again later: what the server took is not sent again\)",
        str(error),
    )


def test_a_refusal_is_not_tried_again_and_tells_the_first_line() -> None:
    page = "<html><head><title>no</title></head><body><h1>Too\nbad</h1>really</body></html>"
    error, pauses, requests = asked(Answer(500, page, kind="text/html"))
    assert (pauses, len(requests)) == ([], 1)
    assert "the server answers 500 Internal Server Error: Too (" in str(error)


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    with Connection(patience=Patience(tries=1)) as connection, pytest.raises(StoreError) as caught:
        connection.request("POST", "http://127.0.0.1:1/sparql?query=secret")
    assert str(caught.value).startswith("http://127.0.0.1:1/sparql: the server cannot be reached")
    assert "\n" not in str(caught.value)


def test_a_server_that_never_answers_is_told_in_one_line() -> None:
    error, _, _ = asked(HANG_UP)
    assert "the server cannot be reached" in str(error)


def test_a_redirection_is_not_followed() -> None:
    elsewhere = {"Location": "https://elsewhere.example/sparql"}
    error, _, requests = asked(Answer(302, "", headers=elsewhere))
    assert len(requests) == 1
    assert "give the address that it points to: https://elsewhere.example/sparql" in str(error)


def challenged(request: Request) -> Answer:
    """Ask for a user and password by Basic."""
    wanted = base64.b64encode(f"ana:{SECRET}".encode()).decode()
    if request.headers.get("authorization") == f"Basic {wanted}":
        return Answer(200)
    return Answer(401, "who are you?", {"WWW-Authenticate": 'Basic realm="kg"'})


def digesting(request: Request) -> Answer:
    """Ask for a user and password by Digest, and check the answer as RFC 7616 has it."""
    fields = dict(re.findall(r'(\w+)="?([^",]*)"?', request.headers.get("authorization", "")))
    if fields:

        def digest(*parts: str) -> str:
            return hashlib.md5(":".join(parts).encode()).hexdigest()  # noqa: S324 - the scheme's

        right = digest(
            digest("ana", "kg", SECRET),
            fields["nonce"],
            fields["nc"],
            fields["cnonce"],
            "auth",
            digest(request.method, request.path),
        )
        if fields["response"] == right:
            return Answer(200)
    return Answer(401, "", {"WWW-Authenticate": 'Digest realm="kg", nonce="n1", qop="auth"'})


@pytest.mark.parametrize("scheme", [challenged, digesting])
def test_credentials_are_given_by_the_scheme_that_the_server_asks_for(scheme: object) -> None:
    assert callable(scheme)
    with scripted(scheme) as server, Connection(ANA) as connection:
        assert connection.request("POST", server.url, body=b"x").ok
        asked_for = len(server.requests)
        assert connection.request("POST", server.url, body=b"y").ok
    assert "authorization" not in server.requests[0].headers
    assert [request.body for request in server.requests[asked_for:]] == [b"y"]


def test_a_token_is_sent_with_every_request() -> None:
    with (
        scripted(in_turn(Answer(200))) as server,
        Connection(Credentials(token=SECRET)) as connection,
    ):
        connection.request("POST", server.url)
    assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("credentials", "remedy"),
    [
        (Credentials(), "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"),
        (Credentials("ana", "wrong"), "check what is in KG_STORE_USER"),
        (Credentials(token="wrong"), "check what is in KG_STORE_USER"),  # noqa: S106 - a test's
    ],
)
def test_wrong_credentials_are_told_without_them(credentials: Credentials, remedy: str) -> None:
    with (
        scripted(challenged) as server,
        Connection(credentials) as connection,
        pytest.raises(StoreError) as caught,
    ):
        connection.request("POST", server.url)
    assert "401 Unauthorized: who are you?" in str(caught.value)
    assert remedy in str(caught.value)
    assert "wrong" not in str(caught.value)


def test_credentials_come_from_the_environment() -> None:
    assert credentials_from({}) == Credentials()
    assert credentials_from({"KG_STORE_TOKEN": "t"}) == Credentials(token="t")  # noqa: S106 - a test's
    given = credentials_from({"KG_STORE_USER": "ana", "KG_STORE_PASSWORD": SECRET})
    assert given == ANA
    assert SECRET not in repr(given)


@pytest.mark.parametrize(
    "environment",
    [
        {"KG_STORE_TOKEN": SECRET, "KG_STORE_USER": "ana"},
        {"KG_STORE_PASSWORD": SECRET},
    ],
)
def test_credentials_that_make_no_sense_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        credentials_from(environment)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        f"http://ana:{SECRET}@data.example/sparql",
        f"http://{SECRET}@data.example/sparql",
        f"ana:{SECRET}@data.example",
        f"http://data.example/sparql?password={SECRET}",
        f"http://data.example/sparql#{SECRET}",
        f"http://data.example:{SECRET}/",
        f"ftp://data.example/{SECRET}",
        f"http://data.example/ {SECRET}",
        f"http://[{SECRET}/",
    ],
)
def test_an_address_that_may_hold_credentials_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        checked_url(url)
    assert SECRET not in str(caught.value)
