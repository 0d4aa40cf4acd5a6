"""`kg serve`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from kg.cli.options import out_argument
from kg.cli.reporting import OK, exits, say
from kg.errors import ConfigurationError
from kg.server.settings import MEBIBYTE, ServerSettings

_TOKEN_VARIABLE = "KG_TOKEN"  # noqa: S105 - the name of a variable, not a secret


@click.command()
@out_argument
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--writable", is_flag=True, help="Take updates; make the graph if there is none.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"File with the token that clients must show; or set {_TOKEN_VARIABLE}.",
)
@click.option(
    "--cors-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Web pages that may read the graph, and write to it if named: https://app.example, or * for"
    " all (to read).  [default: none]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds that a query may run.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Queries that run at once.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=0),
    default=2048,
    show_default=True,
    help="MiB that one worker may take up; 0 for no limit.",
)
@click.option(
    "--max-query",
    type=click.FloatRange(min=0.001),
    default=1.0,
    show_default=True,
    help="MiB of a query.",
)
@click.option(
    "--max-body",
    type=click.FloatRange(min=0.001),
    default=64.0,
    show_default=True,
    help="MiB of an update or a graph.",
)
@click.option("-v", "--verbose", is_flag=True, help="Write a line for each request.")
@exits
def serve(
    folder: Path,
    port: int,
    host: str,
    writable: bool,
    token_file: Path | None,
    origins: tuple[str, ...],
    timeout: float,
    workers: int,
    memory: int,
    max_query: float,
    max_body: float,
    verbose: bool,
) -> int:
    """Serve the graph over HTTP: SPARQL at /sparql, whole graphs at /store.

    Read-only, and for this machine alone, unless told otherwise.

    \b
    kg serve out
    kg serve out --port 0 --timeout 5
    curl http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT ?o { ?o a kg:Company }'
    kg serve out --writable
    kg serve out --host 0.0.0.0 --token-file token.txt
    """
    settings = ServerSettings(
        folder=folder,
        host=host,
        port=port,
        writable=writable,
        token=_token(token_file),
        origins=origins,
        timeout=timeout,
        workers=workers,
        query_limit=int(max_query * MEBIBYTE),
        write_limit=int(max_body * MEBIBYTE),
        memory=memory,
    )
    _server()(settings, announce=say, log=say if verbose else _nothing)
    return OK


def _server() -> Callable[..., None]:
    """Return the function that serves.

    Raises:
        ConfigurationError: the packages that it needs are not installed.
    """
    try:
        from kg.server.running import serve as run
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"kg serve needs the package {error.name}",
            remedy="install it: pip install 'claimkg[serve]'",
        ) from error
    return run


def _token(file: Path | None) -> str | None:
    """Return the token of a file, else of the environment, else None.

    Raises:
        ConfigurationError: it is empty, or the file cannot be read.
    """
    try:
        found = file.read_text(encoding="utf-8") if file else os.environ.get(_TOKEN_VARIABLE)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"the token cannot be read: {error}", where=str(file)) from error
    if found is not None and not found.strip():
        raise ConfigurationError("the token is empty", where=str(file or _TOKEN_VARIABLE))
    return found.strip() if found is not None else None


def _nothing(_: str) -> None:
    pass
