"""The options that choose which links a network has: `--modality`, `--predicate`, and the day."""

from __future__ import annotations

from typing import get_args

import click

from kg.cli.as_of_options import as_of_options
from kg.cli.options import Command
from kg.model import Modality


def network_options(command: Command) -> Command:
    """Add the options, and those that ask for the graph as of a day."""
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
