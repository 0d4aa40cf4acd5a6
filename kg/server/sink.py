"""What a worker answers, sent in frames: small answers whole, large ones piece by piece."""

from __future__ import annotations

import socket
from dataclasses import replace

from kg.server.jobs import DATA, END, FAILURE, FRAME, HEAD, Head, encode_head

_PIECE = 1 << 16  # bytes


class Sink:
    """A stream to the server that a worker writes an answer to.

    The head goes out with the first piece of 64 KiB, so that what fails before is still told by a
    status; with an answer that is shorter than that goes its length.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._head = Head(200)
        self._waiting = bytearray()
        self.begun = False

    def begin(self, media_type: str) -> None:
        """Say what is going to be written."""
        self._head = Head(200, media_type)

    def flush(self) -> None:
        """Do nothing: pieces go out when they are large enough."""

    def write(self, data: bytes, /) -> int:
        """Take bytes, and send them on when there are enough."""
        self._waiting += data
        if len(self._waiting) >= _PIECE:
            self._send(self._head)
        return len(data)

    def end(self) -> None:
        """Send what waits, and the end."""
        self._send(replace(self._head, length=len(self._waiting)))
        self._frame(END)

    def answer(self, status: int, detail: str | None = None, media_type: str | None = None) -> None:
        """Send a head without data, or, where data has gone out already, that it comes to a stop."""
        head = encode_head(Head(status, media_type, detail))
        if self.begun:
            self._frame(FAILURE, head)
            return
        self._frame(HEAD, head)
        self._frame(END)

    def _send(self, head: Head) -> None:
        if not self.begun:
            self._frame(HEAD, encode_head(head))
            self.begun = True
        if self._waiting:
            self._frame(DATA, bytes(self._waiting))
            self._waiting.clear()

    def _frame(self, kind: bytes, data: bytes = b"") -> None:
        self._connection.sendall(FRAME.pack(kind, len(data)) + data)
