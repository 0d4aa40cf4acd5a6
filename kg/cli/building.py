"""`kg build` and `kg extract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli.options import (
    DEFAULT_OUT,
    FOLDER,
    extraction_options,
    quiet_option,
    settings_of,
    shapes_option,
)
from kg.cli.reporting import (
    OK,
    PROBLEM,
    end_progress,
    exits,
    progress,
    say,
    say_rejections,
)
from kg.model import Claim, Rejection
from kg.model.claim_format import dump_claim
from kg.pipeline.building import build as build_graph
from kg.pipeline.reading import extract as extract_claims
from kg.pipeline.settings import Settings, meter_of


@contextmanager
def metered(settings: Settings, *, quiet: bool) -> Iterator[None]:
    """Say at the end, also of a run that failed, what was asked of an endpoint."""
    meter = meter_of(settings)
    try:
        yield
    finally:
        if meter is not None:
            say(f"asked of the model: {meter.usage}", quiet=quiet)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--out", type=FOLDER, default=DEFAULT_OUT, show_default=True, help="Folder to write.")
@extraction_options
@shapes_option
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="Name every source as it is read.")
@exits
def build(sources: tuple[str, ...], out: Path, quiet: bool, verbose: bool, **options: Any) -> int:
    """Build or extend a graph from documents or claims.

    SOURCES are files, folders, or - for standard input: plain text, HTML, JSON Lines of documents
    or of claims. What has not changed since the last build is not read again.

    \b
    kg build articles/
    kg build report.html claims.jsonl --out graph/
    """
    stdin = sys.stdin.buffer
    told = progress(quiet=quiet, verbose=verbose)
    settings = settings_of(options)
    with metered(settings, quiet=quiet):
        summary = build_graph(sources, out, settings, stdin=stdin, progress=told)
    end_progress(quiet=quiet)
    totals = summary.totals
    say(
        f"{summary.read} sources read, {summary.unchanged} unchanged;"
        f" {totals.documents} documents, {totals.found} claims ="
        f" {totals.accepted} in the graph + {totals.refused} refused + {totals.merged} merged;"
        f" {summary.set_aside} set aside, listed in {out / 'rejected.jsonl'}",
        quiet=quiet,
    )
    say_rejections(_set_aside(out))
    return PROBLEM if summary.set_aside else OK


def _set_aside(out: Path) -> Iterator[Rejection]:
    """Read back what the build has just set aside, a line at a time."""
    with (out / "rejected.jsonl").open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield Rejection(**json.loads(line))


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-")
@extraction_options
@quiet_option
@exits
def extract(sources: tuple[str, ...], output: Any, quiet: bool, **options: Any) -> int:
    """Write the claims of documents as JSON Lines.

    \b
    kg extract article.txt -o claims.jsonl
    cat article.txt | kg extract - | head
    """
    rejections: list[Rejection] = []
    stdin = sys.stdin.buffer
    settings = settings_of(options)
    with metered(settings, quiet=quiet):
        for item in extract_claims(sources, settings, stdin=stdin):
            if isinstance(item, Claim):
                output.write(dump_claim(item) + "\n")
            else:
                rejections.append(item)
    if not quiet:
        say_rejections(rejections, most=sys.maxsize)
    return PROBLEM if rejections else OK
