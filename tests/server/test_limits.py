"""What a server does when it is asked for too much."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.server.running import ENDLESS, FORM, QUERY, TURTLE, Server, graph_path, serving

EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
PATIENCE = 15.0  # seconds
# The program, with less patience.
IMPATIENT = """
import kg.server.bodies, kg.server.responses, kg.server.running
kg.server.bodies._PATIENCE = kg.server.responses._STALL = kg.server.running._KEEP_ALIVE = 0.5
from kg.cli import main
main()
"""
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def impatient(folder: Path) -> Iterator[Server]:
    """A server that waits half a second for a client."""
    program = (sys.executable, "-c", IMPATIENT, "serve")
    with serving(folder, "--workers", "1", program=program) as found:
        yield found


def received(connection: socket.socket) -> bytes:
    """Return what comes until the connection is closed."""
    data = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(1 << 20):
            data += piece
    return data


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        pytest.param(b"", b"", id="nothing"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: local", b"", id="half a head"),
        pytest.param(POST + b"Content-Length: 100\r\n\r\nASK", b" 408 ", id="half a body"),
        pytest.param(b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 404 ", id="no more"),
    ],
)
def test_a_client_that_sends_too_slowly_is_cut_off(
    impatient: Server, sent: bytes, answered: bytes
) -> None:
    with socket.create_connection(impatient.address, timeout=PATIENCE) as connection:
        connection.sendall(sent)
        assert answered in received(connection)


def test_a_client_that_reads_too_slowly_frees_its_worker(impatient: Server) -> None:
    with socket.create_connection(impatient.address, timeout=PATIENCE) as connection:
        connection.sendall(request_of(EVERYTHING))
        # There is one worker: it is free again when the other client has been cut off.
        assert impatient.ask("ASK {}")
        assert not received(connection).endswith(b"0\r\n\r\n")


def request_of(query: str) -> bytes:
    path = "/sparql?" + urlencode({"query": query})
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def within(seconds: float, begun: float) -> bool:
    return time.monotonic() - begun < seconds


def test_a_query_that_takes_too_long_is_ended(hurried: Server) -> None:
    begun = time.monotonic()
    reply = hurried.query(ENDLESS)
    assert (reply.status, reply.text) == (504, "it took longer than 1 seconds and was ended\n")
    assert within(PATIENCE, begun)
    assert hurried.ask("ASK {}")


def test_sixty_queries_at_once_leave_the_server_well(hurried: Server) -> None:
    queries = [ENDLESS if number % 6 == 0 else "ASK { ?s ?p ?o }" for number in range(60)]
    with ThreadPoolExecutor(60) as pool:
        replies = [*pool.map(hurried.query, queries)]
    found = Counter(
        (query is ENDLESS, reply.status) for query, reply in zip(queries, replies, strict=True)
    )
    assert set(found) <= {(True, 504), (True, 503), (False, 200), (False, 503)}
    assert found[True, 504] >= 1
    for reply in replies:
        assert reply.status != 503 or reply.headers["retry-after"].isdigit()
    assert hurried.ask("ASK {}")
    assert json.loads(hurried.query("SELECT ?o { ?o a kg:Company }").body)


def test_a_quick_query_does_not_wait_for_a_slow_one(server: Server) -> None:
    with socket.create_connection(server.address) as connection:
        connection.sendall(request_of(ENDLESS))
        time.sleep(0.2)
        begun = time.monotonic()
        assert server.ask("ASK {}")
        assert within(PATIENCE, begun)


def test_an_answer_that_is_cut_off_does_not_look_whole(hurried: Server) -> None:
    with socket.create_connection(hurried.address, timeout=PATIENCE) as connection:
        connection.sendall(request_of(EVERYTHING))
        found = received(connection)
    assert found.startswith(b"HTTP/1.1 200")
    assert not found.endswith(b"0\r\n\r\n")
    assert hurried.ask("ASK {}")


def test_a_client_that_goes_frees_its_worker(hurried: Server) -> None:
    for _ in range(6):
        with socket.create_connection(hurried.address) as connection:
            connection.sendall(request_of(ENDLESS))
            time.sleep(0.05)
    assert hurried.ask("ASK {}")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (QUERY, "ASK {}" + " " * 20_000),
        (FORM, urlencode({"query": "ASK {}" + " " * 20_000})),
    ],
)
def test_a_query_that_is_too_large_is_not_read(
    hurried: Server, headers: dict[str, str], body: str
) -> None:
    reply = hurried.request("POST", "/sparql", body, headers)
    assert (reply.status, "more than 10485 bytes" in reply.text) == (413, True)


def test_a_body_without_a_length_is_counted(hurried: Server) -> None:
    with socket.create_connection(hurried.address, timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n"
        )
        for _ in range(3):
            connection.sendall(b"2000\r\n" + b" " * 0x2000 + b"\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 413")


def test_a_graph_that_is_large_is_stored(writable: Server) -> None:
    body = "".join(f'<urn:s{number}> <urn:p> "{number}" .\n' for number in range(40_000))
    assert len(body) > 1 << 20
    assert writable.request("PUT", graph_path("urn:g"), body, TURTLE).status == 201
    found = writable.request(
        "GET", graph_path("urn:g"), headers={"Accept": "application/n-triples"}
    )
    assert sorted(found.text.splitlines()) == sorted(body.splitlines())


def test_a_large_answer_is_streamed_whole(server: Server) -> None:
    reply = server.query(f"{EVERYTHING} LIMIT 20000", {"Accept": "text/tab-separated-values"})
    assert (reply.status, reply.headers["transfer-encoding"]) == (200, "chunked")
    assert reply.text.count("\n") == 20_001
