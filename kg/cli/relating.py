"""`kg paths`, `kg neighbors`, `kg common`, `kg bridges`, `kg rank` and `kg communities`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from kg.cli.as_of_options import open_asked
from kg.cli.network_options import network_options
from kg.cli.options import Command, split_folder
from kg.cli.relation_text import (
    link_lines,
    links_table,
    number_term,
    numbered,
    path_lines,
    table_words,
)
from kg.cli.reporting import OK, PROBLEM, exits, say
from kg.errors import NotFoundError
from kg.networks import (
    MEASURES,
    Link,
    Measure,
    bridges,
    common_neighbours,
    communities,
    neighbours,
    rank,
    shortest_paths,
)
from kg.pipeline.relating import Relations
from kg.queries import Table
from kg.queries.explanation_text import counted
from kg.queries.writing import RESULT_FORMATS
from kg.triples import Term, iri, literal

_TEXT = "text"
_SHOWN = 5  # members of a community, on its line


def _evidence_option(command: Command) -> Command:
    return click.option(
        "--evidence",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        metavar="N",
        help="Claims of each link that are shown with their sentences.",
    )(command)


def _format_option(first: str) -> Callable[[Command], Command]:
    forms = tuple(dict.fromkeys((first, *RESULT_FORMATS)))
    return click.option(
        "--format", "form", type=click.Choice(forms), default=first, show_default=True
    )


@contextmanager
def _relations(
    arguments: tuple[str, ...], count: int, options: dict[str, Any]
) -> Iterator[tuple[Relations, tuple[str, ...]]]:
    """Open the folder that stands before so many words, or the one that is read otherwise."""
    folder, words = split_folder(arguments, (count,))
    if len(words) != count:
        raise click.UsageError(f"give [DIR] and {counted(count, 'name')}")
    with open_asked(folder, options) as found:
        yield (
            Relations(found, modalities=options["modalities"], kinds=options["kinds"]),
            words,
        )


def _names_or_problem(command: Callable[..., int]) -> Callable[..., int]:
    """Make a command exit with 1 where the graph does not hold a name."""

    def wrapped(*args: Any, **kwargs: Any) -> int:
        try:
            return command(*args, **kwargs)
        except NotFoundError as error:
            say(f"Error: {error}")
            return PROBLEM

    wrapped.__doc__, wrapped.__name__ = command.__doc__, command.__name__
    return wrapped


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] NAME NAME")
@click.option("--most", type=click.IntRange(min=1), default=5, show_default=True, metavar="K")
@click.option(
    "--longest", type=click.IntRange(min=1), metavar="N", help="The most steps of a path."
)
@click.option(
    "--by",
    type=click.Choice(["steps", "sources"]),
    default="steps",
    show_default=True,
    help="Which path comes first: the shortest, or the best attested.",
)
@click.option("--avoid", multiple=True, metavar="NAME", help="Entity that no path may go through.")
@click.option(
    "--through-kinds",
    is_flag=True,
    help="Let paths go through kinds of things, such as cameras, which many have.",
)
@_evidence_option
@network_options
@_format_option(_TEXT)
@exits
@_names_or_problem
def paths(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show how two entities are connected, each step with the sentence that says so.

    Links are followed in both directions. Exits with 1 where nothing connects the two.

    \b
    kg paths FaceLedger "Ana Ruiz"
    kg paths out FaceLedger "Ana Ruiz" --most 10 --by sources --avoid Oregon
    """
    evidence = options["evidence"]
    with _relations(arguments, 2, options) as (relations, (start, end)):
        by_sources = options["by"] == "sources"
        found = shortest_paths(
            relations.graph,
            relations.node(start),
            relations.node(end),
            longest=options["longest"],
            most=options["most"],
            by_sources=by_sources,
            avoided={
                *map(relations.node, options["avoid"]),
                *(() if options["through_kinds"] else relations.kinds_of_things()),
            },
        )
        if form != _TEXT:
            table = links_table(numbered(path.steps for path in found), relations, evidence)
            click.echo(table_words(table, form, relations))
        for number, path in enumerate(found if form == _TEXT else (), start=1):
            lines = path_lines(number, path, relations, evidence=evidence, by_sources=by_sources)
            click.echo("\n".join([*lines, ""]))
    if not found:
        more = "" if options["through_kinds"] else "; --through-kinds looks for more"
        say(f"no path connects the two{more}")
    return OK if found else PROBLEM


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] NAME")
@click.option("--depth", type=click.IntRange(min=1), default=1, show_default=True, metavar="N")
@_evidence_option
@network_options
@_format_option(_TEXT)
@exits
@_names_or_problem
def neighbors(arguments: tuple[str, ...], form: str, depth: int, **options: Any) -> int:
    """Show what an entity is linked with, the best attested first, with the sentences.

    \b
    kg neighbors FaceLedger
    kg neighbors FaceLedger --depth 2 --predicate deploys --format csv
    """
    with _relations(arguments, 1, options) as (relations, (name,)):
        found = neighbours(relations.graph, relations.node(name), depth=depth)
        heads = (f"{relations.label(n.node)} ({counted(n.distance, 'step')})" for n in found)
        _show(
            relations,
            ((head, each.links) for head, each in zip(heads, found, strict=True)),
            form,
            options["evidence"],
        )
        if form == _TEXT:
            click.echo(counted(len(found), "neighbor"))
    return OK


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] NAME NAME")
@_evidence_option
@network_options
@_format_option(_TEXT)
@exits
@_names_or_problem
def common(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show what two entities are both linked with, and how.

    \b
    kg common "Tamarack County Sheriff's Office" "Elverton Police Department"
    """
    with _relations(arguments, 2, options) as (relations, names):
        found = common_neighbours(relations.graph, *map(relations.node, names))
        groups = ((relations.label(str(each.node)), (*each.left, *each.right)) for each in found)
        _show(relations, groups, form, options["evidence"])
        if form == _TEXT:
            click.echo(counted(len(found), "common neighbor"))
    return OK


@click.command("bridges")
@click.argument("arguments", nargs=-1, metavar="[DIR] GROUP GROUP")
@_evidence_option
@network_options
@_format_option(_TEXT)
@exits
@_names_or_problem
def bridges_between(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show what connects two groups: pairs that are linked, then entities linked with both.

    A GROUP is a class (Company, GovernmentOrganization, Person, …), or names between semicolons.

    \b
    kg bridges Company GovernmentOrganization
    kg bridges "Ana Ruiz; Omar Osei" Company
    """
    with _relations(arguments, 2, options) as (relations, (left, right)):
        found = bridges(relations.graph, relations.group(left), relations.group(right))
        groups = (
            (
                relations.label(each.node) if each.node else "linked directly",
                (*each.left, *each.right),
            )
            for each in found
        )
        _show(relations, groups, form, options["evidence"])
        if form == _TEXT:
            click.echo(counted(len(found), "bridge"))
    return OK


@click.command("rank")
@click.argument("folder", nargs=-1, metavar="[DIR]")
@click.option("--by", "measure", type=click.Choice(MEASURES), default="pagerank", show_default=True)
@click.option("--class", "kind", metavar="NAME", help="Only entities of this class: Company, …")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@network_options
@_format_option("table")
@exits
@_names_or_problem
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
    with _relations(folder, 0, options) as (relations, _):
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
@_format_option(_TEXT)
@exits
@_names_or_problem
def list_communities(
    folder: tuple[str, ...], resolution: float, least: int, form: str, **options: Any
) -> int:
    """List the groups of entities that have more to do with each other than with the rest.

    \b
    kg communities
    kg communities out --resolution 2 --format csv
    """
    with _relations(folder, 0, options) as (relations, _):
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


def _show(
    relations: Relations, groups: Iterable[tuple[str, tuple[Link, ...]]], form: str, evidence: int
) -> None:
    """Write links in groups, each under its head."""
    if form != _TEXT:
        table = links_table(numbered([links] for _, links in groups), relations, evidence)
        click.echo(table_words(table, form, relations))
        return
    for number, (head, links) in enumerate(groups, start=1):
        click.echo("\n".join([f"{number}. {head}", *link_lines(links, relations, evidence), ""]))
