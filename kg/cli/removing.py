"""`kg remove`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli.options import (
    DEFAULT_OUT,
    extraction_options,
    quiet_option,
    resolution_options,
    settings_of,
    shapes_option,
)
from kg.cli.reporting import OK, PROBLEM, exits, progress, say
from kg.cli.storing import publish_folder, target_of, target_options
from kg.errors import NotFoundError
from kg.pipeline.removing import Removal
from kg.pipeline.removing import remove as remove_sources


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[DIR] SOURCE...")
@click.option("--dry-run", is_flag=True, help="Show what would go; change nothing.")
@extraction_options
@resolution_options
@shapes_option
@target_options
@quiet_option
@exits
def remove(arguments: tuple[str, ...], dry_run: bool, quiet: bool, **options: Any) -> int:
    """Take sources out of a graph, as if they had never been read.

    SOURCE is a file or folder as it was given to kg build, or the IRI of a document. What only they
    say leaves the graph; what others say as well stays. The other options are those of the build.

    \b
    kg remove articles/withdrawn.txt
    kg remove out articles/2019/ --dry-run
    kg remove out https://gazette.example/a
    """
    folder, names = _split(arguments)
    settings, target = settings_of(options), target_of(options)
    try:
        removal = remove_sources(names, folder, settings, dry_run=dry_run)
    except NotFoundError as error:
        say(f"Error: {error}")
        return PROBLEM
    if dry_run:
        _show(removal)
        return OK
    publish_folder(folder, target, quiet=quiet, progress=progress(quiet=quiet))
    say(f"{_counts(removal)} removed", quiet=quiet)
    if removal.totals is not None:
        left = removal.totals
        say(f"left: {left.documents} documents, {left.accepted} claims in the graph", quiet=quiet)
    return OK


def _split(arguments: Sequence[str]) -> tuple[Path, Sequence[str]]:
    """Take the folder off the front, if it is one that a build wrote."""
    first = Path(arguments[0])
    if not (first / "store" / "journal.sqlite").is_file():
        return DEFAULT_OUT, arguments
    if len(arguments) == 1:
        raise click.UsageError("name what is to be removed: give [DIR] SOURCE...")
    return first, arguments[1:]


def _show(removal: Removal) -> None:
    _list("sources", removal.sources)
    _list("documents", removal.documents)
    _list("entities", (f"{name} <{iri}>" for iri, name in removal.entities))
    click.echo(f"{_counts(removal)} would be removed")


def _list(title: str, items: Iterable[str]) -> None:
    lines = [f"    {item}" for item in items]
    if lines:
        click.echo("\n".join([f"{title}:", *lines]))


def _counts(removal: Removal) -> str:
    sources, documents, entities = map(len, (removal.sources, removal.documents, removal.entities))
    return (
        f"{_count(sources, 'source')}, {_count(documents, 'document')},"
        f" {_count(removal.claims, 'claim')}, {_count(entities, 'entity', 'entities')}"
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
