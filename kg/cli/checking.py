"""`kg validate`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from kg.cli.options import shapes_option
from kg.cli.reporting import OK, PROBLEM, exits
from kg.model import Severity
from kg.resources import shapes_path
from kg.validation import (
    fails,
    load_shapes,
    report_json,
    report_text,
    report_turtle,
    validate_files,
)

_WRITERS = {"text": report_text, "json": report_json, "turtle": report_turtle}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@shapes_option
@click.option("--format", "form", type=click.Choice(sorted(_WRITERS)), default="text")
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The mildest result that counts as a failure.",
)
@exits
def validate(files: tuple[Path, ...], shapes: tuple[Path, ...], form: str, fail_on: str) -> int:
    """Validate RDF files with SHACL; exit with 1 where they break a shape.

    \b
    kg validate out/graph.ttl
    """
    report = validate_files(files, load_shapes([shapes_path(), *shapes]))
    click.echo(_WRITERS[form](report).rstrip("\n"))
    return PROBLEM if fails(report, cast("Severity", fail_on)) else OK
