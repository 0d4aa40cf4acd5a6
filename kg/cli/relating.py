"""`kg paths`, `kg neighbors`, `kg common` and `kg bridges`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from kg.cli.network_options import format_option, network_options, opened_relations
from kg.cli.options import Command
from kg.cli.relation_text import (
    link_lines,
    links_table,
    numbered,
    path_lines,
    table_words,
)
from kg.cli.reporting import OK, PROBLEM, exits, missing_is_problem, say
from kg.networks import (
    Bridge,
    Link,
    bridges,
    common_neighbours,
    neighbours,
    shortest_paths,
)
from kg.pipeline.relating import Relations
from kg.queries.explanation_text import counted

_TEXT = "text"


def _evidence_option(command: Command) -> Command:
    return click.option(
        "--evidence",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        metavar="N",
        help="Claims of each link that are shown with their sentences.",
    )(command)


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
@format_option(_TEXT)
@exits
@missing_is_problem
def paths(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show how two entities are connected, each step with the sentence that says so.

    Links are followed in both directions. Exits with 1 where nothing connects the two.

    \b
    kg paths FaceLedger "Ana Ruiz"
    kg paths out FaceLedger "Ana Ruiz" --most 10 --by sources --avoid Oregon
    """
    evidence = options["evidence"]
    with opened_relations(arguments, 2, options) as (relations, (start, end)):
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
@format_option(_TEXT)
@exits
@missing_is_problem
def neighbors(arguments: tuple[str, ...], form: str, depth: int, **options: Any) -> int:
    """Show what an entity is linked with, the best attested first, with the sentences.

    \b
    kg neighbors FaceLedger
    kg neighbors FaceLedger --depth 2 --predicate deploys --format csv
    """
    with opened_relations(arguments, 1, options) as (relations, (name,)):
        found = neighbours(relations.graph, relations.node(name), depth=depth)
        heads = (f"{relations.label(n.node)} ({counted(n.distance, 'step')})" for n in found)
        links = (each.links for each in found)
        _show(relations, list(zip(heads, links, strict=True)), "neighbor", form, options)
    return OK


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] NAME NAME")
@_evidence_option
@network_options
@format_option(_TEXT)
@exits
@missing_is_problem
def common(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show what two entities are both linked with, and how.

    \b
    kg common "Tamarack County Sheriff's Office" "Elverton Police Department"
    """
    with opened_relations(arguments, 2, options) as (relations, names):
        found = common_neighbours(relations.graph, *map(relations.node, names))
        _show(relations, _groups(relations, found), "common neighbor", form, options)
    return OK


@click.command("bridges")
@click.argument("arguments", nargs=-1, metavar="[DIR] GROUP GROUP")
@_evidence_option
@network_options
@format_option(_TEXT)
@exits
@missing_is_problem
def bridges_between(arguments: tuple[str, ...], form: str, **options: Any) -> int:
    """Show what connects two groups: pairs that are linked, then entities linked with both.

    A GROUP is a class (Company, GovernmentOrganization, Person, …), or names between semicolons.

    \b
    kg bridges Company GovernmentOrganization
    kg bridges "Ana Ruiz; Omar Osei" Company
    """
    with opened_relations(arguments, 2, options) as (relations, (left, right)):
        found = bridges(relations.graph, relations.group(left), relations.group(right))
        _show(relations, _groups(relations, found), "bridge", form, options)
    return OK


Group = tuple[str, tuple[Link, ...]]
"""Links, and the head that they stand under."""


def _groups(relations: Relations, found: Iterable[Bridge]) -> list[Group]:
    return [
        (
            relations.label(each.node) if each.node else "linked directly",
            (*each.left, *each.right),
        )
        for each in found
    ]


def _show(
    relations: Relations, groups: Sequence[Group], noun: str, form: str, options: dict[str, Any]
) -> None:
    """Write links in groups, each under its head, and how many groups there are."""
    evidence = options["evidence"]
    if form != _TEXT:
        table = links_table(numbered([links] for _, links in groups), relations, evidence)
        click.echo(table_words(table, form, relations))
        return
    for number, (head, links) in enumerate(groups, start=1):
        click.echo("\n".join([f"{number}. {head}", *link_lines(links, relations, evidence), ""]))
    click.echo(counted(len(groups), noun))
