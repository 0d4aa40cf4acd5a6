"""Changes of documents as SPARQL 1.1 Update: one request, that may be sent again.

In a request the merged graph first loses what no document asserts any more, then the documents'
graphs lose and get their triples, and the merged graph gets all that these documents assert. A
server that carries out requests whole never shows less; one that may stop between two operations
has at no point lost what is needed to finish by sending the documents again.

Source: https://www.w3.org/TR/sparql11-update/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.queries.engine import term_of
from kg.queries.remote_text import sparql_term
from kg.stores.parsing import parsed_graph
from kg.triples import DEFAULT_GRAPH, Term, Triple

# Virtuoso 7 parses no more than 4,990 triples of a request; proxies often take no more than 1 MB.
MOST_TRIPLES = 2_000
MOST_CHARACTERS = 600_000
# Of a VALUES block: what Virtuoso 7 does with one may grow with the square of its rows.
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A document's graph as it shall be, and what of it a server lacks and has too much."""

    graph: Term
    wanted: tuple[Triple, ...]
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]

    @property
    def triples(self) -> int:
        """The most triples that a request for this change holds."""
        return len(self.wanted) + len(self.added) + 2 * len(self.removed)

    @property
    def characters(self) -> int:
        """How long the request will be, roughly, in characters."""
        return _length(self.wanted) + _length(self.added) + 2 * _length(self.removed)

    @property
    def fits(self) -> bool:
        """Tell whether the change may be sent in one request."""
        return self.triples <= MOST_TRIPLES and self.characters <= MOST_CHARACTERS


def change_of(graph: Term, wanted: Iterable[Triple], held: Iterable[Triple]) -> Change:
    """Return what makes the graph that a server holds the one that is wanted, sorted.

    >>> from kg.triples import iri
    >>> one, other = (Triple(iri("urn:s"), iri("urn:p"), iri(name)) for name in ("urn:a", "urn:b"))
    >>> change_of(iri("urn:d"), [one], [other]).removed == (other,)
    True
    """
    new, old = set(wanted), set(held)
    return Change(graph, *(tuple(sorted(found)) for found in (new, new - old, old - new)))


def batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Put changes together as long as they fit into one request, in their order."""
    batch: list[Change] = []
    triples = characters = 0
    for change in changes:
        triples, characters = triples + change.triples, characters + change.characters
        if batch and (triples > MOST_TRIPLES or characters > MOST_CHARACTERS):
            yield batch
            batch, triples, characters = [], change.triples, change.characters
        batch.append(change)
    if batch:
        yield batch


def update_text(changes: Sequence[Change], merged: Term | None) -> str:
    """Write changes as one update; `merged` is the merged graph, None where there is none."""
    return ";\n".join(
        [
            *cleanup_texts(changes, merged),
            *_data("DELETE DATA", [(change.graph, change.removed) for change in changes]),
            *_data("INSERT DATA", [*_merged(changes, merged), *_added(changes)]),
            *(f"DROP SILENT GRAPH {change.graph}" for change in changes if not change.wanted),
        ]
    )


def cleanup_texts(changes: Sequence[Change], merged: Term | None) -> Iterator[str]:
    """Write updates that take out of the merged graph what only the removed triples asserted."""
    if merged is None:
        return
    kept = {triple for change in changes for triple in change.wanted}
    stale = sorted({triple for change in changes for triple in change.removed} - kept)
    others = ", ".join([change.graph for change in changes] + [merged] * bool(merged))
    pattern = _in_graph(merged, "?s ?p ?o")
    for part in _parts(stale, _MOST_ROWS):
        rows = "\n".join(f"({' '.join(map(sparql_term, triple))})" for triple in part)
        yield (
            f"DELETE {{ {pattern} }} WHERE {{\nVALUES (?s ?p ?o) {{\n{rows}\n}}\n{pattern}\n"
            f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g NOT IN ({others})) }} }}"
        )


def insert_texts(triples: Sequence[Triple], graph: Term) -> Iterator[str]:
    """Write updates that put triples into a graph, each of a length that a server takes."""
    for part in _parts(triples, MOST_TRIPLES):
        yield from _data("INSERT DATA", [(graph, part)])


def triple_lines(triples: Iterable[Triple]) -> str:
    """Write triples as they stand in updates, which is also Turtle."""
    return "".join(f"{' '.join(map(sparql_term, triple))} .\n" for triple in triples)


def parsed_triples(graph: Term, triples: Iterable[Triple]) -> list[Triple]:
    """Return triples as the engine writes them.

    Raises:
        InputError: a triple, or the name of the graph, holds what is no IRI.
    """
    _, found = parsed_graph(graph, triples)
    return [Triple(term_of(t.subject), term_of(t.predicate), term_of(t.object)) for t in found]


def _merged(changes: Sequence[Change], merged: Term | None) -> list[tuple[Term, Sequence[Triple]]]:
    if merged is None:
        return []
    return [(merged, sorted({triple for change in changes for triple in change.wanted}))]


def _added(changes: Sequence[Change]) -> list[tuple[Term, Sequence[Triple]]]:
    return [(change.graph, change.added) for change in changes]


def _data(keyword: str, graphs: Iterable[tuple[Term, Sequence[Triple]]]) -> list[str]:
    blocks = [_in_graph(graph, f"\n{triple_lines(held)}") for graph, held in graphs if held]
    return [f"{keyword} {{\n{''.join(blocks)}}}"] if blocks else []


def _in_graph(graph: Term, content: str) -> str:
    return content if graph == DEFAULT_GRAPH else f"GRAPH {graph} {{ {content} }}\n"


def _parts(triples: Iterable[Triple], most: int) -> Iterator[list[Triple]]:
    source = iter(triples)
    while part := list(islice(source, most)):
        yield part


def _length(triples: Iterable[Triple]) -> int:
    return sum(len(triple[0]) + len(triple[1]) + len(triple[2]) for triple in triples)
