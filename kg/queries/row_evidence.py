"""The claims behind a row of an answer: those that it holds, or that say what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import permutations

import pyoxigraph as ox

from kg.queries.claim_graph import read_claims
from kg.queries.engine import objects, solutions, subjects
from kg.queries.explain import ClaimEvidence, Documents, evidence_of
from kg.queries.explanation_text import MARKS, claim_lines, counted, source_words
from kg.queries.results import Table
from kg.queries.tabular import NO_LABELS, record_lines
from kg.triples import Term, iri, literal
from kg.triples.minting import CLAIM_PATH
from kg.triples.terms import iri_value, is_iri
from kg.vocab import Ontology, default_ontology, terms

_LINKING = """SELECT DISTINCT ?claim ?kind ?one ?other { ?claim rdf:subject ?one ; rdf:predicate ?kind .
  { ?claim rdf:object ?other } UNION { ?claim kg:objectMention/kg:refersTo ?other } }"""
_COLUMNS = ("sentences", "sources")
_JOINED = "\n"
_NONE = "    (no claim says this row by itself: it counts, or tells what is not there)"

Evidence = tuple[ClaimEvidence, ...]


def row_evidence(
    store: ox.Store,
    table: Table,
    documents: Documents,
    *,
    ontology: Ontology | None = None,
) -> Iterator[Evidence]:
    """Yield for each row of a table the claims behind it, each with its sentences.

    They are the claims that stand in the row; else those that describe a deployment, statement or
    affiliation in it; else those that link two of its entities, by a predicate that the row names,
    if it names one. `documents` returns a document by
    its IRI, or None.
    """
    known = ontology or default_ontology()
    for row in table.rows:
        nodes = sorted({cell for cell in row if cell is not None and is_iri(cell)})
        yield evidence_of(read_claims(store, _claims(store, nodes), known), documents)


def _claims(store: ox.Store, nodes: Sequence[Term]) -> set[Term]:
    own = {node for node in nodes if iri(terms.CLAIM) in objects(store, node, terms.TYPE)}
    if own:
        return own
    described = {claim for node in nodes for claim in subjects(store, terms.DESCRIBES, node)}
    if described:
        return described
    if any(CLAIM_PATH in node for node in nodes):
        return set()  # one that a person has rejected: others do not speak for it
    entities = [node for node in nodes if subjects(store, terms.REFERS_TO, node)]
    kinds = {node for node in nodes if iri_value(node) in _predicates()}
    return {
        found["claim"]
        for one, other in permutations(entities, 2)
        for found in solutions(store, _LINKING, {"one": one, "other": other})
        if not kinds or found["kind"] in kinds
    }


@cache
def _predicates() -> frozenset[str]:
    return frozenset(kind.predicate for kind in default_ontology().claim_types.values())


def with_evidence(table: Table, evidence: Iterable[Evidence]) -> Table:
    """Return a table with two columns more: the sentences behind each row, and where they stand.

    A line for each, the evidence between marks.
    """
    rows = tuple(
        (*row, _literal(map(_sentences, found)), _literal(map(_source, found)))
        for row, found in zip(table.rows, evidence, strict=True)
    )
    return Table((*table.variables, *_COLUMNS), rows)


def _literal(lines: Iterable[str]) -> Term | None:
    text = _JOINED.join(lines)
    return literal(text) if text else None


def _sentences(item: ClaimEvidence) -> str:
    return " … ".join(passage.marked(*MARKS) for passage in item.passages)


def _source(item: ClaimEvidence) -> str:
    return source_words(item.claim, item.document)


def evidence_records(
    table: Table, evidence: Iterable[Evidence], labels: dict[Term, str] | None = None
) -> str:
    """Write a table for a person, a record a row, each followed by its claims and sentences."""
    lines: list[str] = []
    records = record_lines(table, labels or NO_LABELS)
    for record, found in zip(records, evidence, strict=True):
        lines += record
        for number, item in enumerate(found, start=1):
            told = list(claim_lines(number, item, MARKS))
            lines += [f"    {line}" for line in told if line]
        lines += ["" if found else f"{_NONE}\n"]
    return "\n".join([*lines, counted(len(table.rows), "row")])
