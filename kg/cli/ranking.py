"""`kg rank` and `kg communities`."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network_options import format_option, network_options, opened_relations
from kg.cli.relation_text import number_term, table_words
from kg.cli.reporting import OK, exits, missing_is_problem
from kg.networks import MEASURES, Measure, communities, rank
from kg.queries import Table
from kg.queries.explanation_text import counted
from kg.triples import Term, iri, literal

_TEXT = "text"
_SHOWN = 5  # members of a community, on its line


@click.command("rank")
@click.argument("folder", nargs=-1, metavar="[DIR]")
@click.option("--by", "measure", type=click.Choice(MEASURES), default="pagerank", show_default=True)
@click.option("--class", "kind", metavar="NAME", help="Only entities of this class: Company, …")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@network_options
@format_option("table")
@exits
@missing_is_problem
def rank_entities(
    folder: tuple[str, ...],
    measure: Measure,
    kind: str | None,
    limit: int,
    form: str,
    **options: Any,
) -> int:
    """List the entities in the middle of the network: by links, sources, betweenness or PageRank.

    \b
    kg rank
    kg rank out --by betweenness --class Person
    """
    with opened_relations(folder, 0, options) as (relations, _):
        graph = relations.graph
        kept = relations.of_kind(kind) if kind else frozenset(graph)
        found = [each for each in rank(graph, measure) if each.node in kept][:limit]
        rows: list[tuple[Term | None, ...]] = [
            (
                number_term(each.place),
                iri(each.node),
                literal(str(graph.nodes[each.node].get("kind"))),
                number_term(each.score),
                number_term(graph.nodes[each.node].get("sources", 0)),
            )
            for each in found
        ]
        table = Table(("place", "entity", "class", measure, "documents"), tuple(rows))
        click.echo(table_words(table, form, relations))
    return OK


@click.command("communities")
@click.argument("folder", nargs=-1, metavar="[DIR]")
@click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="More makes communities smaller.",
)
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N")
@network_options
@format_option(_TEXT)
@exits
@missing_is_problem
def list_communities(
    folder: tuple[str, ...], resolution: float, least: int, form: str, **options: Any
) -> int:
    """List the groups of entities that have more to do with each other than with the rest.

    \b
    kg communities
    kg communities out --resolution 2 --format csv
    """
    with opened_relations(folder, 0, options) as (relations, _):
        found, modularity = communities(relations.graph, resolution=resolution, least=least)
        if form != _TEXT:
            rows: list[tuple[Term | None, ...]] = [
                (number_term(number), iri(node), number_term(len(each.members)))
                for number, each in enumerate(found, start=1)
                for node in each.members
            ]
            table = Table(("community", "entity", "size"), tuple(rows))
            click.echo(table_words(table, form, relations))
            return OK
        for number, each in enumerate(found, start=1):
            names = [relations.label(node) for node in each.members[:_SHOWN]]
            more = len(each.members) - len(names)
            rest = f", and {more} more" if more else ""
            click.echo(f"{number}. {', '.join(names)}{rest}")
            click.echo(
                f"   {counted(len(each.members), 'member')},"
                f" {counted(each.within, 'link')} within, {each.outwards} to others"
            )
        parts = "community" if len(found) == 1 else "communities"
        click.echo(f"{len(found)} {parts}, modularity {modularity:.2f}")
    return OK
