"""A local server that speaks OpenAI's chat completions from a script, for the real client."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Record = dict[str, object]


@dataclass(frozen=True)
class Reply:
    """What the server answers once: a status, headers, a body, after some seconds."""

    body: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    media_type: str = "application/json"


def said(text: str, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """Return a completion with a message."""
    message = {"role": "assistant", "content": None if refusal else text, "refusal": refusal}
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "total_tokens": 120,
        "prompt_tokens_details": {"cached_tokens": 5},
    }
    choice = {"index": 0, "finish_reason": finish, "message": message, "logprobs": None}
    completion = {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": "tiny",
        "choices": [choice],
        "usage": usage,
    }
    return Reply(json.dumps(completion))


def answered(*claims: object) -> Reply:
    """Return a completion whose message is a list of claims."""
    return said(json.dumps({"claims": list(claims)}, ensure_ascii=False))


def failed(
    status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """Return an error in OpenAI's form."""
    error = {"message": message, "type": "error", "param": None, "code": code}
    return Reply(json.dumps({"error": error}), status, headers or {})


@dataclass
class ChatServer:
    """A server, what it has been asked, and what it still has to say."""

    url: str
    script: list[Reply] = field(default_factory=list)
    requests: list[Record] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def will_say(self, *replies: Reply) -> None:
        """Add to the script."""
        self.script.extend(replies)

    def messages(self, request: int = 0) -> Sequence[Mapping[str, str]]:
        """Return the messages of a request."""
        found = self.requests[request]["messages"]
        assert isinstance(found, list)
        return found


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Serve on a free port of this machine while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            chat.requests.append(json.loads(self.rfile.read(length)))
            chat.keys.append(self.headers["Authorization"])
            reply = chat.script.pop(0) if chat.script else failed(418, "the script has ended")
            time.sleep(reply.delay)
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.media_type)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body.encode())
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client did not wait

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat = ChatServer(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
