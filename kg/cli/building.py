"""`kg build` and `kg extract`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.options import (
    DEFAULT_OUT,
    FOLDER,
    extraction_options,
    quiet_option,
    resolution_options,
    scheduler_option,
    settings_of,
    shapes_option,
    workers_option,
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
from kg.cli.storing import publish_folder, target_of, target_options
from kg.model import Rejection
from kg.pipeline.building import build as build_graph
from kg.pipeline.cluster import Cluster, pieces_on_cluster
from kg.pipeline.extracting import extract_partitions, extract_records
from kg.pipeline.outputs import replacing
from kg.pipeline.pieces import Reading, pieces
from kg.pipeline.settings import Settings, meter_of

_ONE_OR_OTHER = "--workers is for one machine, --scheduler for a cluster"


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
@resolution_options
@shapes_option
@workers_option
@scheduler_option
@click.option(
    "--partitions",
    metavar="DIR|URL",
    help="With --scheduler: where the workers write, and what is kept. [default: in --out, until"
    " the graph holds it]",
)
@target_options
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
    kg build articles/ --workers 4
    kg build s3://news/2024/ --scheduler tcp://10.0.0.5:8786 --partitions s3://news/partitions/
    kg build articles/ --store http://localhost:7878
    """
    stdin = sys.stdin.buffer
    told = progress(quiet=quiet, verbose=verbose)
    settings, target = settings_of(options), target_of(options)
    read = _reading(out, options)
    with metered(settings, quiet=quiet):
        summary = build_graph(
            sources,
            out,
            settings,
            stdin=stdin,
            progress=told,
            read=read,
            workers=options["workers"],
        )
    end_progress(quiet=quiet)
    publish_folder(out, target, quiet=quiet, progress=told)
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


def _reading(out: Path, options: dict[str, Any]) -> Reading:
    """Return what reads and extracts: this process, several, or a cluster."""
    workers, scheduler, partitions = (
        options[name] for name in ("workers", "scheduler", "partitions")
    )
    if scheduler is None:
        if partitions is not None:
            raise click.UsageError("--partitions goes with --scheduler")
        return partial(pieces, workers=workers)
    if workers != 1:
        raise click.UsageError(_ONE_OR_OTHER)
    place = partitions or str(out / "store" / "partitions")
    cluster = Cluster(scheduler, place, passing=partitions is None)
    return partial(pieces_on_cluster, cluster=cluster)


def _set_aside(out: Path) -> Iterator[Rejection]:
    """Read back what the build has just set aside, a line at a time."""
    with (out / "rejected.jsonl").open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield Rejection(**json.loads(line))


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    default="-",
    show_default=True,
    help="File to write; with --scheduler, folder or address (s3://…) for the partitions.",
)
@extraction_options
@workers_option
@scheduler_option
@quiet_option
@exits
def extract(
    sources: tuple[str, ...],
    output: str,
    workers: int,
    scheduler: str | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Write the claims of documents as JSON Lines.

    \b
    kg extract article.txt -o claims.jsonl
    cat article.txt | kg extract - | head
    kg extract articles/ --workers 4 -o claims.jsonl
    kg extract s3://news/2024/ --scheduler tcp://10.0.0.5:8786 -o s3://news/claims/
    """
    settings = settings_of(options)
    stdin = sys.stdin.buffer
    with metered(settings, quiet=quiet):
        if scheduler is None:
            read = partial(pieces, workers=workers)
            found = extract_records(sources, settings, stdin=stdin, read=read)
            rejections = _write_records(found, output)
        else:
            cluster = Cluster(scheduler, _folder_for_partitions(output, workers))
            rejections = list(extract_partitions(sources, settings, stdin=stdin, cluster=cluster))
    if not quiet:
        say_rejections(rejections, most=sys.maxsize)
    return PROBLEM if rejections else OK


def _folder_for_partitions(output: str, workers: int) -> str:
    if output == "-":
        raise click.UsageError("with --scheduler, name a folder or an address with -o")
    if workers != 1:
        raise click.UsageError(_ONE_OR_OTHER)
    return output


def _write_records(found: Iterable[str | Rejection], output: str) -> list[Rejection]:
    """Write claims as they come, a file as a whole or not at all; return what was set aside."""
    rejections: list[Rejection] = []
    with nullcontext(sys.stdout.buffer) if output == "-" else replacing(Path(output)) as stream:
        for item in found:
            if isinstance(item, Rejection):
                rejections.append(item)
            else:
                stream.write(f"{item}\n".encode())
    return rejections
