"""Answers to clients: what a worker makes, sent on as it comes, and errors in one line."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import aclosing
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.server.backend import Reply
from kg.server.processes import WorkerStoppedError

_STALL = 30.0  # seconds in which a client takes a piece of 64 KiB
_GONE = 499  # nobody reads it


class ReplyResponse(Response):
    """Send the answer of a worker piece by piece, no faster than the client takes it.

    An answer that is not made to its end is cut off without the mark of its end, so that no client
    takes it for whole.
    """

    def __init__(self, reply: Reply) -> None:
        super().__init__(status_code=reply.head.status)
        self._reply = reply
        del self.headers["content-length"]
        if reply.head.media_type:
            self.headers["content-type"] = reply.head.media_type
        if reply.head.length is not None:
            self.headers["content-length"] = str(reply.head.length)
        self.headers["vary"] = "Accept"

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send the head, the pieces and the end."""
        gone = asyncio.create_task(_disconnection(receive))
        try:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            await self._send_pieces(send, gone)
        except (TimeoutError, WorkerStoppedError):
            return  # the connection is closed by this
        finally:
            gone.cancel()
            self._reply.close()

    async def _send_pieces(self, send: Send, gone: asyncio.Task[None]) -> None:
        async with aclosing(self._reply.pieces()) as pieces:
            async for piece in pieces:
                if gone.done():
                    return
                async with asyncio.timeout(_STALL):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def unless_gone(request: Request, asking: Coroutine[Any, Any, Reply]) -> Reply:
    """Wait for a reply, and end its making where the client closes the connection meanwhile.

    Raises:
        HTTPException: as `asking` does; 499 where the client has gone.
    """
    task = asyncio.create_task(asking)
    gone = asyncio.create_task(_disconnection(request.receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
    except asyncio.CancelledError:
        await _abandon(task)
        raise
    finally:
        gone.cancel()
    await _abandon(task)
    raise HTTPException(_GONE, "the client has gone")


async def _abandon(task: asyncio.Task[Reply]) -> None:
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled() and task.exception() is None:
        task.result().close()


async def _disconnection(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def error_response(_: Request, error: Exception) -> Response:
    """Say in one line of plain text what is wrong with a request."""
    if not isinstance(error, HTTPException):
        return line(500, "the server failed; nothing more is known here")
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=error.headers)
    headers = dict(error.headers or {})
    if "Allow" in headers:  # comes in the order of a set
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    return line(error.status_code, " ".join(error.detail.split()), headers)


def line(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """Return one line of plain text."""
    return PlainTextResponse(f"{text}\n", status, headers)
