"""The options that ask for the graph as of a day: `--as-of` and `--published-until`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli.options import EXISTING, Command
from kg.cli.reporting import say
from kg.pipeline.as_of import Left, Moment, last_day, open_as_of
from kg.pipeline.folder import Folder, open_folder
from kg.pipeline.settings import Settings, minter_of
from kg.queries.explanation_text import counted


def as_of_options(command: Command) -> Command:
    """Add the options; `open_asked` opens a folder by them."""
    for add in (
        click.option(
            "--ontology",
            type=EXISTING,
            multiple=True,
            help="Turtle that the build added to the ontology, for --as-of.",
        ),
        click.option(
            "--published-until",
            metavar="DATE",
            help="Only what documents said that had been published by then.",
        ),
        click.option(
            "--as-of",
            metavar="DATE",
            help="Only what was so on that day: 2021-03-15, or the last day of 2021-03 or 2021.",
        ),
    ):
        command = add(command)
    return command


def is_asked(options: dict[str, Any]) -> bool:
    """Tell whether the options ask for the graph as of a day."""
    return bool(options["as_of"] or options["published_until"])


@contextmanager
def open_asked(path: Path, options: dict[str, Any]) -> Iterator[Folder]:
    """Open a folder that `build` wrote, its graph as of the day that the options ask for, if any.

    Raises:
        InputError: a date is none.
        StoreError: there is no graph in the folder.
    """
    if not is_asked(options):
        with open_folder(path) as found:
            yield found
        return
    asked = {"as of": options["as_of"], "published until": options["published_until"]}
    days = {name: last_day(words) for name, words in asked.items() if words}
    moment = Moment(days.get("as of"), days.get("published until"))
    ontology = minter_of(Settings(ontology=tuple(options["ontology"]))).ontology
    with open_as_of(path, moment, ontology=ontology) as (found, left):
        meant = (_day(name, str(day), asked[name]) for name, day in days.items())
        say(f"{', '.join(meant)}: {_words(left)}")
        yield found


def _day(name: str, day: str, words: str) -> str:
    return f"{name} {day}" if day == words else f"{name} {day} (the last day of {words})"


def _words(left: Left) -> str:
    """Say how much of the graph is left."""
    told = f"{left.holding} of {counted(left.claims, 'claim')}"
    parts = (
        (left.unknown, "claim", "of which it cannot be told"),
        (left.unpublished, "document", "not, or not surely, published by then"),
    )
    rest = "; ".join(f"{counted(number, noun)} {why}" for number, noun, why in parts if number)
    return f"{told} ({rest})" if rest else told
