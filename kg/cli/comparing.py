"""`kg diff`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from kg.cli.changes_text import Line, item_lines, tally_lines
from kg.cli.reporting import OK, PROBLEM, exits
from kg.pipeline.change_records import change_records, tally_record
from kg.pipeline.comparing import Tally, compare, open_sides
from kg.views.changes import LEAST_CONFIDENCE_STEP
from kg.vocab import DEFAULT_BASE

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--summary", is_flag=True, help="Only count.")
@click.option("-v", "--verbose", is_flag=True, help="Also list what moved in an edited text.")
@click.option(
    "--confidence-step",
    type=click.FloatRange(0, 1),
    default=LEAST_CONFIDENCE_STEP,
    show_default=True,
    metavar="NUMBER",
    help="Confidences that differ by no more are the same.",
)
@click.option("--base", default=DEFAULT_BASE, help="IRI that instances stand under.")
@exits
def diff(
    old: str,
    new: str,
    form: str,
    summary: bool,
    verbose: bool,
    confidence_step: float,
    base: str,
) -> int:
    """Show which claims were added, removed or changed; exit with 1 where any was.

    OLD and NEW are folders that kg build wrote, files of claims, or - for standard input (one of
    them). A claim that says the same in the same words at another place of an edited text is
    counted, and is no difference.

    \b
    kg diff out-monday out-tuesday
    kg diff out-monday out-tuesday --summary
    kg extract articles/ -o - | kg diff claims.jsonl - --format json
    """
    sides = open_sides(old, new, stdin=sys.stdin.buffer)
    tally = Tally()
    for item in compare(*sides, confidence_step=confidence_step, base=base):
        tally.add(item)
        if summary:
            continue
        if form == "json":
            _write_json(change_records(item, everything=verbose))
        else:
            _write_text(item_lines(item, everything=verbose))
    if form == "text":
        _write_text(tally_lines(tally))
    elif summary:
        _write_json([tally_record(tally)])
    return PROBLEM if tally.differs else OK


def _write_json(records: Iterable[dict[str, object]]) -> None:
    for record in records:
        click.echo(json.dumps(record, ensure_ascii=False))


def _write_text(lines: Iterable[Line]) -> None:
    for line in lines:
        colour = _COLOURS.get(line.change) if line.change else None
        # click leaves the colour out where the output is no terminal.
        click.echo(click.style(line.text, fg=colour) if colour else line.text)
