"""Read what a client sends, within limits of size and of time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

_PATIENCE = 20.0  # seconds that any body may take
_SLOWEST = 1 << 14  # bytes in each second after that
_MOST_PARAMETERS = 1000

Parameters = Mapping[str, Sequence[str]]


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request.

    Raises:
        HTTPException: 413 where it has more than `limit` bytes, 408 where it comes too slowly.
    """
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise _too_large(limit)
    body = bytearray()
    clock = asyncio.get_running_loop().time
    begun = clock()
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout_at(begun + _PATIENCE + len(body) / _SLOWEST):
                chunk = await anext(stream, b"")
            body += chunk
            if len(body) > limit:
                raise _too_large(limit)
            if not chunk:
                return bytes(body)
    except TimeoutError:
        raise HTTPException(408, "the body of the request comes too slowly") from None
    except ClientDisconnect:
        raise HTTPException(400, "the body of the request is cut off") from None


def media_type(request: Request) -> str:
    """Return the media type of a body, "" where none is given.

    Raises:
        HTTPException: 415 where the body is in another encoding than UTF-8, or is compressed.
    """
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in ("utf-8", "utf8", "us-ascii"):
            raise HTTPException(415, f"the charset {charset} cannot be read; send UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "the body is compressed; send it as it is")
    return kind.strip().lower()


def text_of(data: bytes) -> str:
    """Decode a query or an update.

    Raises:
        HTTPException: 400 where it is not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the request is not UTF-8: {error}") from None


def parameters_of(data: bytes) -> Parameters:
    """Return the parameters of a query string or a form, each with its values in their order.

    >>> parameters_of(b"query=ASK+%7B%7D&x=")
    {'query': ['ASK {}'], 'x': ['']}

    Raises:
        HTTPException: 400 where they are not UTF-8, or far too many.
    """
    try:
        pairs = parse_qsl(
            data.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError as error:
        raise HTTPException(400, f"the parameters cannot be read: {error}") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _too_large(limit: int) -> HTTPException:
    return HTTPException(413, f"the body of the request has more than {limit} bytes")
