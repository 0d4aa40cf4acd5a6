"""Links and paths as text for a person, and as tables for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.networks import Link, Path
from kg.pipeline.relating import Relations
from kg.queries import Table
from kg.queries.explanation_text import MARKS, counted, source_words
from kg.queries.writing import result_text
from kg.triples import Term, iri, literal
from kg.triples.terms import iri_value, is_iri
from kg.vocab import terms

_COLUMNS = (
    "number", "step", "from", "predicate", "to", "sources", "claim", "sentence", "document",
)  # fmt: skip

Numbered = tuple[int, int, Link]
"""A link, with the numbers of its group and of its step in it, from 1."""


def link_lines(links: Iterable[Link], relations: Relations, evidence: int) -> Iterator[str]:
    """Yield each link on a line, and its sentences, so many at most, with where they stand."""
    for link in links:
        ends = relations.label(link.subject), relations.label(link.object)
        sources = counted(len(link.documents), "source")
        yield f"   {ends[0]} —{link.label}→ {ends[1]} ({sources})"
        for item in relations.evidence([link], most=evidence) if evidence else ():
            for passage in item.passages:
                yield f"      {passage.marked(*MARKS)}"
            yield f"      {source_words(item.claim, item.document)}"


def path_lines(
    number: int, path: Path, relations: Relations, *, evidence: int, by_sources: bool
) -> Iterator[str]:
    """Yield a path: its entities in a row, then its steps with their sentences."""
    names = " · ".join(map(relations.label, path.nodes))
    cost = f", cost {path.cost:.3g}" if by_sources else ""
    yield f"{number}. {names} ({counted(len(path.steps), 'step')}{cost})"
    for step in path.steps:
        yield from link_lines(step, relations, evidence)


def links_table(found: Iterable[Numbered], relations: Relations, evidence: int) -> Table:
    """Return links as a table, a row for each claim that is shown, or for the link where none is."""
    rows: list[tuple[Term | None, ...]] = []
    for number, step, link in found:
        head = (
            number_term(number),
            number_term(step),
            iri(link.subject),
            literal(link.label),
            iri(link.object),
            number_term(len(link.documents)),
        )
        told = relations.evidence([link], most=evidence) if evidence else []
        rows += [
            (
                *head,
                literal(item.claim.id),
                literal(" … ".join(passage.marked("", "") for passage in item.passages)),
                iri(item.claim.document),
            )
            for item in told
        ] or [(*head, None, None, None)]
    return Table(_COLUMNS, tuple(rows))


def numbered(groups: Iterable[Iterable[Iterable[Link]]]) -> Iterator[Numbered]:
    """Yield the links of groups of steps with their numbers."""
    for number, group in enumerate(groups, start=1):
        for step, links in enumerate(group, start=1):
            yield from ((number, step, link) for link in links)


def number_term(value: float) -> Term:
    """Return a number as a literal: whole numbers as xsd:integer, others in digits."""
    if float(value).is_integer():
        return literal(str(int(value)), terms.INTEGER)
    return literal(f"{value:.9f}".rstrip("0"), terms.DECIMAL)


def table_words(table: Table, form: str, relations: Relations) -> str:
    """Write a table in one of the formats of results, entities by their names for a person."""
    nodes = {cell for row in table.rows for cell in row if cell and is_iri(cell)}
    held = relations.graph
    labels = {
        node: relations.label(iri_value(node)) for node in sorted(nodes) if iri_value(node) in held
    }
    return result_text(table, form, labels=labels).rstrip("\n")
