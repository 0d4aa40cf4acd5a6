"""`kg evaluate`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.building import metered
from kg.cli.options import EXISTING, extraction_options, quiet_option, settings_of
from kg.cli.reporting import OK, PROBLEM, exits, say, say_rejections
from kg.evaluation.reports import (
    clusters_text,
    miss_record,
    misses_text,
    reliability_record,
    reliability_text,
    scores_record,
    scores_text,
)
from kg.pipeline.evaluating import Evaluation, evaluate_claims
from kg.pipeline.evaluating import evaluate as evaluate_extraction
from kg.pipeline.evaluating_entities import EntityEvaluation, evaluate_entities


@click.command()
@click.argument("gold", type=EXISTING)
@click.option(
    "--articles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the articles.  [default: the folder articles beside GOLD]",
)
@click.option(
    "--claims",
    type=click.Path(exists=True, allow_dash=True),
    help="Measure these claims, whatever extracted them; without, the articles are extracted.",
)
@click.option(
    "--entities",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Measure who is who in this folder that kg build wrote; GOLD is a file of entities.",
)
@extraction_options
@click.option("--misses", "listed", is_flag=True, help="List everything missing or wrong.")
@click.option("--reliability", "binned", is_flag=True, help="Compare confidence with truth.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@quiet_option
@exits
def evaluate(
    gold: Path,
    articles: Path | None,
    claims: str | None,
    entities: Path | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Measure on articles of your own: what is found, what is right, what is missing.

    GOLD is a folder with a file of claims for each article, or one file of claims that were
    corrected by hand; docs/evaluation.md describes both.

    \b
    kg evaluate gold/ --misses
    kg evaluate corrected.jsonl --articles articles/
    kg evaluate gold/ --claims claims.jsonl --reliability
    kg evaluate entities.jsonl --entities out/ --misses
    """
    settings = settings_of(options)
    if entities is not None:
        compared = evaluate_entities(gold, entities, settings)
        _say_entities(compared, form=options["form"], listed=options["listed"])
        return OK
    if claims is None:
        with metered(settings, quiet=quiet):
            found = evaluate_extraction(gold, settings, articles=articles)
    else:
        stdin = sys.stdin.buffer
        found = evaluate_claims(gold, claims, settings, stdin=stdin, articles=articles)
    write = _write_json if options["form"] == "json" else _write_table
    write(found, listed=options["listed"], binned=options["binned"])
    if not quiet:
        say_rejections(found.set_aside, most=sys.maxsize)
    if found.strangers:
        say(f"belonging to no article of the gold: {found.strangers} claims", quiet=quiet)
    return PROBLEM if found.set_aside else OK


def _say_entities(found: EntityEvaluation, *, form: str, listed: bool) -> None:
    missed = found.misses() if listed else []
    if form == "json":
        record: dict[str, Any] = asdict(found.scores())
        if listed:
            record["misses"] = [
                {"left": left, "right": right, "same": same} for left, right, same in missed
            ]
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        click.echo(clusters_text(found.scores()))
        for left, right, same in missed:
            click.echo(f"{'missed' if same else 'wrong'}: {' '.join(left)} | {' '.join(right)}")


def _write_table(found: Evaluation, *, listed: bool, binned: bool) -> None:
    click.echo(scores_text(found.scores()))
    if binned:
        click.echo("\n" + reliability_text(found.reliability()))
    if listed and (missed := found.misses()):
        click.echo("\n" + misses_text(missed))


def _write_json(found: Evaluation, *, listed: bool, binned: bool) -> None:
    record = scores_record(found.scores())
    record["set_aside"] = len(found.set_aside)
    if binned:
        record["reliability"] = reliability_record(found.reliability())
    if listed:
        record["misses"] = [miss_record(miss) for miss in found.misses()]
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))
