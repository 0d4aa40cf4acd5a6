"""The options that name a SPARQL server: `--store` and what goes with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import Command
from kg.cli.reporting import say
from kg.errors import ConfigurationError
from kg.queries.remote_target import AUTO, Addresses, Target, credentials_from

if TYPE_CHECKING:
    from kg.queries.remote import RemoteEngine


def store_option(command: Command) -> Command:
    """Add `--store` and `--merged`."""
    for add in (
        click.option(
            "--merged",
            metavar="auto|default|union|IRI",
            default=AUTO,
            show_default=True,
            help="Where the server of --store has the merged triples: its default graph, nowhere"
            " (its default graph is the union of all), or a named graph.",
        ),
        click.option(
            "--store",
            metavar="URL",
            help="Address of a SPARQL 1.1 server. Credentials are taken from KG_STORE_USER and"
            " KG_STORE_PASSWORD, or KG_STORE_TOKEN.",
        ),
    ):
        command = add(command)
    return command


def target_options(command: Command) -> Command:
    """Add `--store` and all that says how to write to it; `target_of` makes a target of them."""
    for add in (
        click.option(
            "--graph-store-url",
            metavar="URL",
            help="Where the server of --store takes whole graphs, if it does not tell.",
        ),
        click.option(
            "--update-url",
            metavar="URL",
            help="Where the server of --store takes updates, if that is elsewhere and it does not"
            " tell.",
        ),
    ):
        command = add(command)
    return store_option(command)


def target_of(options: dict[str, Any]) -> Target | None:
    """Make a target of the options that were added, None where no store is named.

    Raises:
        ConfigurationError: an address is given without --store, or the credentials make no sense.
    """
    store = options["store"]
    update, graphs = options.get("update_url"), options.get("graph_store_url")
    if store is None:
        if update or graphs or options["merged"] != AUTO:
            raise ConfigurationError(
                "--update-url, --graph-store-url and --merged go with --store",
                remedy="name the server with --store URL",
            )
        return None
    return Target(
        Addresses(store, update, graphs),
        merged=options["merged"],
        credentials=credentials_from(os.environ),
    )


@contextmanager
def target_engine(target: Target) -> Iterator[RemoteEngine]:
    """Open the server of `--store` to be asked.

    Raises:
        StoreError: the server cannot be reached, or refuses.
        ConfigurationError: its address is no URL, or the library for it is not installed.
    """
    try:
        from kg.queries.remote import open_engine
        from kg.queries.remote_http import Connection
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    with Connection(target.credentials, patience=target.patience) as connection:
        yield open_engine(connection, target.addresses, merged=target.merged)


def publish_folder(
    folder: Path, target: Target | None, *, quiet: bool = False, progress: Callable[[str], None]
) -> None:
    """Bring the server of `--store`, if one is named, to what a folder holds, and say what changed.

    Raises:
        StoreError: the server cannot be reached, or refuses.
        ConfigurationError: its address is no URL, or the library for it is not installed.
    """
    if target is None:
        return
    try:
        from kg.pipeline.publishing import publish
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    done = publish(folder, target, progress=progress)
    say(
        f"{done.server} at {target.addresses.store}: {done.sent} graphs sent,"
        f" {done.unchanged} unchanged, {done.removed} removed",
        quiet=quiet,
    )


def _missing(error: ModuleNotFoundError) -> ConfigurationError:
    return ConfigurationError(
        f"--store needs the package {error.name}",
        remedy="install it: pip install 'claimkg[remote]'",
    )
