"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.pipeline.settings import CORRECTIONS, JUDGEMENTS, Settings
from kg.registry import names
from kg.vocab import DEFAULT_BASE

Command = Callable[..., Any]
EXISTING = click.Path(exists=True, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
DEFAULT_OUT = Path("out")


def extraction_options(command: Command) -> Command:
    """Add what decides how documents are read; `settings_of` makes settings of it."""
    for add in reversed(
        (
            click.option("--base", default=DEFAULT_BASE, help="IRI that instances stand under."),
            click.option(
                "--extractor",
                type=click.Choice(names("extractors")),
                default="rules",
                show_default=True,
                help="How claims are found.",
            ),
            click.option(
                "--model",
                help="Language model. rules: one that ships (base, small), an installed spaCy pipeline, or"
                " a folder; llm: a name that the endpoint knows.",
            ),
            click.option(
                "--endpoint",
                metavar="URL",
                help="Address of an OpenAI-compatible API for --extractor llm, which sends it the"
                " documents' text. [default: OPENAI_BASE_URL, else OpenAI's]",
            ),
            click.option(
                "--ontology", type=EXISTING, multiple=True, help="Turtle that adds to the ontology."
            ),
            click.option(
                "--patterns", type=EXISTING, multiple=True, help="Folder of more patterns."
            ),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                default=0.0,
                show_default=True,
                help="Leave out claims that are less sure.",
            ),
        )
    ):
        command = add(command)
    return command


def resolution_options(command: Command) -> Command:
    """Add what decides who is who; `settings_of` takes it into its settings."""
    for add in reversed(
        (
            click.option(
                "--judgements",
                type=FILE,
                help=f"What people decided on who is who. [default: {JUDGEMENTS} in the folder]",
            ),
            click.option(
                "--corrections",
                type=FILE,
                help=f"The claims that people put right. [default: {CORRECTIONS} in the folder]",
            ),
            click.option(
                "--known",
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                multiple=True,
                help="List of known entities: CSV, or JSON Lines of FollowTheMoney or Wikidata.",
            ),
            click.option(
                "--known-base", metavar="IRI", help="IRI that bare ids of --known stand under."
            ),
        )
    ):
        command = add(command)
    return command


def workers_option(command: Command) -> Command:
    """Add `--workers`."""
    return click.option(
        "--workers",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes that read, extract and take names apart; 0: one a processor.",
    )(command)


def scheduler_option(command: Command) -> Command:
    """Add `--scheduler`."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Dask scheduler whose workers read and extract, as tcp://HOST:8786.",
    )(command)


def shapes_option(command: Command) -> Command:
    """Add `--shapes`."""
    return click.option(
        "--shapes",
        type=EXISTING,
        multiple=True,
        help="SHACL shapes to apply beside those that ship.",
    )(command)


def quiet_option(command: Command) -> Command:
    """Add `--quiet`."""
    return click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")(command)


def out_argument(command: Command) -> Command:
    """Add the folder that `kg build` wrote, as an optional first argument."""
    return click.argument("folder", type=FOLDER, default=DEFAULT_OUT, required=False)(command)


def settings_of(options: dict[str, Any]) -> Settings:
    """Make settings of the options that `extraction_options` added, and `shapes_option` and
    `resolution_options`, where they were used."""
    return Settings(
        base=options["base"],
        extractor=options["extractor"],
        model=options["model"],
        endpoint=options["endpoint"],
        ontology=tuple(options["ontology"]),
        patterns=tuple(options["patterns"]),
        shapes=tuple(options.get("shapes", ())),
        min_confidence=options["min_confidence"],
        judgements=options.get("judgements"),
        corrections=options.get("corrections"),
        known=tuple(options.get("known", ())),
        known_base=options.get("known_base"),
    )


def split_folder(
    arguments: tuple[str, ...], counts: tuple[int, ...]
) -> tuple[Path, tuple[str, ...]]:
    """Take the folder off the front, if there is one more argument than the rest needs."""
    if len(arguments) - 1 in counts:
        return Path(arguments[0]), arguments[1:]
    return DEFAULT_OUT, arguments
