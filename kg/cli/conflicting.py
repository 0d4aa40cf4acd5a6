"""`kg conflicts`."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.options import DEFAULT_OUT
from kg.cli.reporting import OK, PROBLEM, exits, missing_is_problem
from kg.model.csv_cells import cell
from kg.pipeline.folder import open_folder
from kg.queries.conflict_text import COLUMNS, claim_rows, conflict_lines, conflict_record
from kg.queries.conflicts import Order, ToldConflict, list_conflicts, read_conflict
from kg.queries.explanation_text import counted
from kg.queries.lookup import resolve_term


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] [NAME_OR_IRI]")
@click.option("--kind", metavar="KIND", help="Only these: since, price, status, maker, denied, …")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["newest", "subject"]),
    default="newest",
    show_default=True,
    help="Latest document first, or by whom the claims are about.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)
@click.option("--fail-on-conflict", is_flag=True, help="Exit with 1 where there is a conflict.")
@exits
@missing_is_problem
def conflicts(
    arguments: tuple[str, ...],
    kind: str | None,
    order: Order,
    form: str,
    fail_on_conflict: bool,
) -> int:
    """Show where sources contradict each other, with the sentences of each side.

    All conflicts, or those about an entity, a deployment, a claim or one conflict. Documents that
    repeat the text of one another count as one source.

    \b
    kg conflicts
    kg conflicts out NightEye --kind price
    kg conflicts --format csv > conflicts.csv
    """
    folder, name = _split(arguments)
    with open_folder(folder) as found:
        engine = found.store.engine
        about = resolve_term(engine, name, kind="Entity") if name else None
        nodes = list_conflicts(engine, about=about, kind=kind, order=order)
        told = (read_conflict(engine, node, found.document) for node in nodes)
        _WRITERS[form](told)
    if form == "text":
        click.echo(counted(len(nodes), "conflict"))
    return PROBLEM if nodes and fail_on_conflict else OK


def _split(arguments: tuple[str, ...]) -> tuple[Path, str | None]:
    """Part the folder from the name; one argument is a folder where a build has been in it."""
    if len(arguments) > 2:
        raise click.UsageError("give [DIR] [NAME_OR_IRI]")
    if len(arguments) == 2:
        return Path(arguments[0]), arguments[1]
    if arguments and not Path(arguments[0]).is_dir():
        return DEFAULT_OUT, arguments[0]
    return Path(arguments[0]) if arguments else DEFAULT_OUT, None


def _write_text(found: Iterable[ToldConflict]) -> None:
    for conflict in found:
        for line in conflict_lines(conflict):
            click.echo(line)
        click.echo()


def _write_json(found: Iterable[ToldConflict]) -> None:
    for conflict in found:
        click.echo(json.dumps(conflict_record(conflict), ensure_ascii=False))


def _write_csv(found: Iterable[ToldConflict]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for conflict in found:
        for row in claim_rows(conflict):
            writer.writerow({name: cell(value) for name, value in row.items()})


_WRITERS = {"text": _write_text, "json": _write_json, "csv": _write_csv}
