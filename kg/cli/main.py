"""The `kg` command and its subcommands."""

from __future__ import annotations

import click

from kg import __version__
from kg.cli.asking import explain, query
from kg.cli.building import build, extract
from kg.cli.checking import validate, verify
from kg.cli.comparing import diff
from kg.cli.conflicting import conflicts
from kg.cli.correcting import correct
from kg.cli.evaluating import evaluate
from kg.cli.exporting import export
from kg.cli.ranking import list_communities, rank_entities
from kg.cli.relating import bridges_between, common, neighbors, paths
from kg.cli.removing import remove
from kg.cli.resolving import resolve
from kg.cli.serving import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Build a knowledge graph from news articles, and ask it.

    Every triple in the graph can show the sentence it came from.

    \b
    kg build articles/
    kg validate out/graph.ttl
    kg query who-deploys
    kg explain "Tamarack County Sheriff's Office"
    kg export out --format gexf -o graph.gexf
    kg serve out
    """


COMMANDS = (
    build, extract, validate, verify, query, explain, paths, neighbors, common, bridges_between,
    rank_entities, list_communities, resolve, conflicts, correct, remove, diff, export, evaluate,
    serve,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
