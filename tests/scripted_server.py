"""A real HTTP server that answers as it is told: refuses, is busy, hangs up, or passes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends back; a status of 0 hangs up without a word."""

    status: int = 200
    body: str = '{"head": {}, "boolean": true}'
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/sparql-results+json"


HANG_UP = Answer(0)
BUSY = Answer(503, "the server is busy\nand says more", kind="text/plain")


@dataclass(slots=True)
class Scripted:
    """A server at work: its address, what it was asked, and how it answers."""

    url: str
    answer: Callable[[Request], Answer]
    requests: list[Request] = field(default_factory=list)


def in_turn(*answers: Answer) -> Callable[[Request], Answer]:
    """Give answers one after the other, the last one for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def passing_on(upstream: str) -> Callable[[Request], Answer]:
    """Answer as another server does."""

    def answer(request: Request) -> Answer:
        kept = ("content-type", "accept", "authorization")
        headers = {name: value for name, value in request.headers.items() if name in kept}
        url = f"{upstream}{request.path}"
        found = httpx.request(
            request.method, url, content=request.body, headers=headers, timeout=60
        )
        return Answer(
            found.status_code,
            found.text,
            {"Server": found.headers["server"]} if "server" in found.headers else {},
            found.headers.get("content-type", "text/plain"),
        )

    return answer


@contextmanager
def scripted(answer: Callable[[Request], Answer]) -> Iterator[Scripted]:
    """Run a server until the end of the block."""
    told: list[Scripted] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "Scripted/1", ""

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body)
            told[0].requests.append(request)
            self._reply(told[0].answer(request))

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - names of the library

        def _reply(self, answer: Answer) -> None:
            if not answer.status:
                self.close_connection = True
                return
            data = answer.body.encode()
            self.send_response_only(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(data)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.append(Scripted(f"http://127.0.0.1:{server.server_address[1]}", answer))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield told[0]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
