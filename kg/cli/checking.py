"""`kg validate` and `kg verify`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from kg.cli.options import out_argument, shapes_option
from kg.cli.reporting import OK, PROBLEM, exits, say
from kg.model import Severity
from kg.pipeline.folder import open_folder
from kg.queries.verification import unsupported_triples, verify_claims, verify_graph
from kg.resources import shapes_path
from kg.validation import (
    fails,
    load_shapes,
    report_json,
    report_text,
    report_turtle,
    validate_files,
    validate_files_exactly,
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
@click.option(
    "--exact",
    is_flag=True,
    help="Run pyshacl on every node, not only on those that may break a shape: the same report.",
)
@exits
def validate(
    files: tuple[Path, ...], shapes: tuple[Path, ...], form: str, fail_on: str, exact: bool
) -> int:
    """Validate RDF files with SHACL; exit with 1 where they break a shape.

    \b
    kg validate out/graph.ttl
    """
    run = validate_files_exactly if exact else validate_files
    report = run(files, load_shapes([shapes_path(), *shapes]))
    click.echo(_WRITERS[form](report).rstrip("\n"))
    return PROBLEM if fails(report, cast("Severity", fail_on)) else OK


@click.command()
@out_argument
@exits
def verify(folder: Path) -> int:
    """Check every quotation against the stored text, and every fact for a claim that asserts it.

    \b
    kg verify out
    """
    wrong = 0
    with open_folder(folder) as found:
        store = found.store.engine
        for mismatch in verify_claims(found.claims(), found.document):
            click.echo(str(mismatch))
            wrong += 1
        for mismatch in verify_graph(store, found.document):
            click.echo(str(mismatch))
            wrong += 1
        for triple in unsupported_triples(store):
            click.echo(f"no claim asserts: {' '.join(triple)}")
            wrong += 1
    say(f"{wrong} things do not agree with their documents" if wrong else "every quotation agrees")
    return PROBLEM if wrong else OK
