"""`kg query` and `kg explain`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.api import query_text
from kg.cli.as_of_options import as_of_options, is_asked, open_asked
from kg.cli.options import split_folder
from kg.cli.reporting import OK, USAGE, deadline, exits, missing_is_problem, say
from kg.cli.storing import store_option, target_engine, target_of
from kg.errors import NotFoundError
from kg.pipeline.folder import Folder
from kg.pipeline.history import deployments_of, history_of, history_text
from kg.queries import Table, list_questions, run
from kg.queries.engine import Engine
from kg.queries.explain import explain as explain_entity
from kg.queries.explain import explain_triple, resolve_triple
from kg.queries.explanation_text import evidence_text, explanation_text
from kg.queries.naming import labels_of
from kg.queries.remote_target import Target
from kg.queries.results import Result
from kg.queries.row_evidence import Evidence, evidence_records, row_evidence, with_evidence
from kg.queries.writing import RESULT_FORMATS, result_text
from kg.triples.terms import is_iri

_SUFFIX = ".rq"


@click.command()
@click.argument("arguments", nargs=-1, metavar="[DIR] QUERY|FILE.rq|NAME")
@click.option("--list", "listing", is_flag=True, help="List the named questions.")
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Bind.")
@click.option(
    "--format", "form", type=click.Choice(RESULT_FORMATS), default="table", show_default=True
)
@click.option("--limit", type=click.IntRange(min=1), help="The most rows to return.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a query that takes longer; 0: never.",
)
@click.option(
    "--evidence", is_flag=True, help="Show the claims behind each row, with their sentences."
)
@store_option
@as_of_options
@exits
def query(
    arguments: tuple[str, ...],
    listing: bool,
    parameters: tuple[str, ...],
    form: str,
    limit: int | None,
    timeout: float,
    evidence: bool,
    **options: Any,
) -> int:
    """Ask the graph a named question, or any question in SPARQL 1.1.

    The graph is that of a folder, or one on a server that kg build --store has filled. Of a folder,
    --as-of asks for what was so on a day, --published-until for what was known by one.

    \b
    kg query --list
    kg query who-deploys --param product=FaceLedger
    kg query who-deploys --as-of 2021
    kg query vendors --evidence
    kg query out "SELECT ?o { ?o a kg:Organization }" --format csv
    kg query --store http://localhost:7878 vendors
    """
    if listing:
        click.echo(_questions())
        return OK
    folder, words = split_folder(arguments, (1,))
    target = target_of(options)
    wrong = _misuse(arguments, words, target, evidence=evidence, asked=is_asked(options))
    if wrong:
        say(f"Error: {wrong}")
        return USAGE
    asked, bindings = _query_text(words[0]), _bindings(parameters)
    with _asked_engine(folder, target, options) as asked_of:
        with deadline(timeout):
            result = asked_of.run(asked, parameters=bindings, limit=limit)
        if evidence and not isinstance(result, Table):
            say("Error: --evidence goes with a question whose answer is a table")
            return USAGE
        told = asked_of.evidence(result) if evidence and isinstance(result, Table) else None
        click.echo(_answer_text(asked_of.engine, result, form, told).rstrip("\n"))
    return OK


def _misuse(
    arguments: tuple[str, ...],
    words: tuple[str, ...],
    target: Target | None,
    *,
    evidence: bool,
    asked: bool,
) -> str | None:
    """Say what does not go together; None where all does."""
    if len(words) != 1:
        return "give a query, a file or the name of a question (kg query --list)"
    if target is None:
        return None
    if len(arguments) > 1:
        return "ask a folder or the server of --store, not both"
    if asked:
        return "--as-of and --published-until need a folder: they make its graph anew"
    return "--evidence needs a folder, which has the documents" if evidence else None


def _answer_text(engine: Engine, result: Result, form: str, told: list[Evidence] | None) -> str:
    rows = result.rows if isinstance(result, Table) else ()
    labels = labels_of(engine, (cell for row in rows for cell in row if cell and is_iri(cell)))
    if told is None or not isinstance(result, Table):
        return result_text(result, form, labels=labels)
    if form == "table":
        return evidence_records(result, told, labels)
    return result_text(with_evidence(result, told), form, labels=labels)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What answers queries, what runs them there, and what finds the claims behind rows."""

    engine: Engine
    run: Callable[..., Result]
    evidence: Callable[[Table], list[Evidence]]


@contextmanager
def _asked_engine(folder: Path, target: Target | None, options: dict[str, Any]) -> Iterator[_Asked]:
    """Open what answers queries, the store of a folder or a server."""
    if target is not None:
        with target_engine(target) as engine:
            from kg.queries.remote import run_remote

            yield _Asked(engine, partial(run_remote, engine), lambda _: [])
    else:
        with open_asked(folder, options) as found:
            store = found.store.engine

            def evidence(table: Table) -> list[Evidence]:
                return list(row_evidence(store, table, found.document))

            yield _Asked(store, partial(run, store), evidence)


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[DIR] NAME_OR_IRI [PROPERTY VALUE]")
@as_of_options
@exits
@missing_is_problem
def explain(arguments: tuple[str, ...], **options: Any) -> int:
    """Show why the graph says something: claims, sentences, documents.

    Of an entity, by name or IRI, or of one fact, by its subject, property and value. Of the use of
    a product it shows how that came on in time.

    \b
    kg explain "Tamarack County Sheriff's Office"
    kg explain "Tamarack County Sheriff's Office" deploys FaceLedger
    kg explain FaceLedger --as-of 2023-03
    """
    folder, words = split_folder(arguments, (1, 3))
    if len(words) not in (1, 3):
        say("Error: give one name or IRI, or a subject, a property and a value")
        return USAGE
    with open_asked(folder, options) as found:
        text = _explanation(found, words)
    click.echo(text.rstrip("\n"))
    return OK


def _explanation(found: Folder, words: tuple[str, ...]) -> str:
    """Explain an entity or a fact; of the use of a product, say how it came on in time."""
    store = found.store.engine
    if len(words) == 1:
        explained = explain_entity(store, words[0], found.document)
        text, nodes = explanation_text(explained), [explained.node]
    else:
        triple = resolve_triple(store, *words)
        text = evidence_text(explain_triple(store, triple, found.document))
        nodes = deployments_of(found.store, triple)
    histories = (history_text(history_of(found.store, node, found.document)) for node in nodes)
    return "\n\n".join([text.rstrip("\n"), *filter(None, histories)])


def _questions() -> str:
    lines = []
    for question in list_questions():
        taken = "".join(f" [{parameter.name}]" for parameter in question.parameters)
        lines.append(f"{question.name}{taken}\n    {question.title}")
    return "\n".join(lines)


def _query_text(words: str) -> str:
    """Return the text of a query: of a file, of a named question, or the words themselves."""
    if words.endswith(_SUFFIX):
        try:
            return Path(words).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotFoundError(f"the query cannot be read: {error}", where=words) from error
    return query_text(words)


def _bindings(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = (parameter.partition("=") for parameter in parameters)
    bound = {}
    for name, mark, value in pairs:
        if not mark:
            raise click.UsageError(f"--param {name} has no value: write {name}=VALUE")
        bound[name] = value
    return bound
