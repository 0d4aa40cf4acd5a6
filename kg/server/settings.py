"""How a server runs: what it serves, to whom, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ANY_ORIGIN = "*"
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What `serve` needs to know.

    Attributes:
        folder: the folder that a build wrote; its graph stands in `store/graph`.
        host: the name or address to listen on.
        port: 0 picks a free one.
        writable: take updates, and make the graph where there is none.
        token: what a client must show; None asks for nothing.
        origins: web pages that may read the graph: `()` for none, `("*",)` for all of them. Only
            pages named here one by one may also write.
        timeout: seconds that a query or an update may run.
        workers: queries that run at once.
        waiting: queries that may wait for a worker; more are sent away.
        query_limit: bytes in the body of a query.
        write_limit: bytes in the body of an update or a graph.
        memory: mebibytes that one worker may take up; 0 sets no limit.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 7878
    writable: bool = False
    token: str | None = None
    origins: tuple[str, ...] = ()
    timeout: float = 30.0
    workers: int = 4
    waiting: int = 64
    query_limit: int = MEBIBYTE
    write_limit: int = 64 * MEBIBYTE
    memory: int = 2048

    @property
    def graph(self) -> Path:
        """The folder of the store itself."""
        return self.folder / "store" / "graph"
