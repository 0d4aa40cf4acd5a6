"""Run the server until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ConfigurationError, StoreError
from kg.server.application import make_application
from kg.server.backend import Backend
from kg.server.gate import is_loopback
from kg.server.opening import is_store
from kg.server.settings import ServerSettings

_MOST_CONNECTIONS = 512
_KEEP_ALIVE = 30  # seconds
_GRACE = 5  # seconds for requests to end when the server stops
_BACKLOG = 256


def serve(
    settings: ServerSettings,
    *,
    announce: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    """Serve the graph of a folder until SIGINT or SIGTERM.

    `announce` is called with the address once requests are taken, `log` with a line for each of
    them.

    Raises:
        ConfigurationError: the address cannot be listened on, or is open to others without a token.
        StoreError: there is no graph, or it cannot be opened.
    """
    if not is_loopback(settings.host) and settings.token is None:
        raise ConfigurationError(
            f"{settings.host} can be reached by others, and no token is set",
            remedy="give --token-file, or set KG_TOKEN",
        )
    if not settings.writable and not is_store(settings.graph):
        raise StoreError(
            "there is no graph in this folder",
            where=str(settings.folder),
            remedy="build one with kg build, or make an empty one with --writable",
        )
    with listening(settings.host, settings.port) as listener:
        asyncio.run(_run(settings, listener, announce, log))


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 picks a free one.

    Raises:
        ConfigurationError: the port is taken, or the host is none of this machine's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(found[4][:2], family=found[0], backlog=_BACKLOG)
    except OSError as error:
        raise ConfigurationError(
            f"{host} port {port} cannot be listened on: {str(error.strerror).partition(' (')[0]}",
            remedy="choose another with --port, or 0 for any that is free",
        ) from error


async def _run(
    settings: ServerSettings,
    listener: socket.socket,
    announce: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    backend = Backend(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            make_application(settings, backend, log),
            http=PatientProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=_GRACE,
        )
    )
    _stop_on_signals(server)
    try:
        await backend.open()
        announce(_address(listener, settings.host))
        await server.serve(sockets=[listener])
    finally:
        await backend.close()


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Have the server stop on a signal, also before it takes the signals itself.

    It raises them again when it has stopped; by then there is nothing more to do.
    """

    def stop(_: int, __: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _address(listener: socket.socket, host: str) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that closes connections on which no whole request comes within half a minute."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        # Else the head of an answer waits for the client to say that it has the one before.
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._wait()

    def _wait(self) -> None:
        self.loop.call_later(_KEEP_ALIVE, self._close_if_waiting, self.cycle)

    def _close_if_waiting(self, last: object) -> None:
        if self.cycle is last and not self.transport.is_closing():
            self.transport.close()
