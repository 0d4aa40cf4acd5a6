"""What the commands that ask a network share: which links it has, its opening, the formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, get_args

import click

from kg.cli.as_of_options import as_of_options, open_asked
from kg.cli.options import Command, split_folder
from kg.model import Modality
from kg.pipeline.relating import Relations
from kg.queries.explanation_text import counted
from kg.queries.writing import RESULT_FORMATS


def network_options(command: Command) -> Command:
    """Add `--modality`, `--predicate`, and the options that ask for the graph as of a day."""
    for add in (
        as_of_options,
        click.option(
            "--modality",
            "modalities",
            type=click.Choice(get_args(Modality)),
            multiple=True,
            default=("asserted",),
            show_default=True,
            help="Claims that make links; may be given more than once.",
        ),
        click.option(
            "--predicate",
            "kinds",
            multiple=True,
            metavar="NAME",
            help="Only such links: deploys, makes, opposes, place, …",
        ),
    ):
        command = add(command)
    return command


def format_option(first: str) -> Callable[[Command], Command]:
    """Add `--format`: the formats of results, and the one that is the default."""
    forms = tuple(dict.fromkeys((first, *RESULT_FORMATS)))
    return click.option(
        "--format", "form", type=click.Choice(forms), default=first, show_default=True
    )


@contextmanager
def opened_relations(
    arguments: tuple[str, ...], count: int, options: dict[str, Any]
) -> Iterator[tuple[Relations, tuple[str, ...]]]:
    """Open the folder that stands before so many words, or the one that is read otherwise."""
    folder, words = split_folder(arguments, (count,))
    if len(words) != count:
        raise click.UsageError(f"give [DIR] and {counted(count, 'name')}")
    with open_asked(folder, options) as found:
        yield (
            Relations(found, modalities=options["modalities"], kinds=options["kinds"]),
            words,
        )
