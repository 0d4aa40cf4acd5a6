"""The store and the fragments, brought to what the journal says.

A graph that is made for the first time, or most of which is to be made anew, is loaded in bulk; else
each document's graph is replaced, in transactions that reach the disk together at checkpoints.
A process that is killed leaves documents that the journal knows to be stale, and they are done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from kg.exporters.sorting import sorted_lines
from kg.exporters.trig import graph_block
from kg.exporters.turtle_syntax import subject_block
from kg.pipeline.graphs import DocumentGraph, make_graph
from kg.pipeline.settings import Settings, graph_digest
from kg.stores import Fragments, Journal, OxigraphStore
from kg.stores.entries import GraphEntry
from kg.stores.loading import BulkLoading
from kg.triples import Term, Triple, iri

_CHECKPOINT = 100  # documents
_BLOCKS = 10_000  # subjects
_MOST_REPLACED = 0.5  # of all documents; beyond that it is faster to load everything


def update_graphs(
    journal: Journal, store: OxigraphStore, fragments: Fragments, settings: Settings
) -> None:
    """Make, validate and store the graphs of the documents that are new or changed.

    Raises:
        StoreError: the store, the journal or the fragments cannot be written.
        ConfigurationError: the ontology or the shapes cannot be used.
    """
    digest = graph_digest(settings)
    stale = journal.stale(digest)
    if len(stale) > _MOST_REPLACED * journal.count_documents():
        _load(journal, store, fragments, settings)
        return
    for gone in _batches(journal.gone()):
        _replace([DocumentGraph([], GraphEntry(name)) for name in gone], store, fragments)
        journal.forget_graphs(gone)
    for names in _batches(stale):
        graphs = list(_graphs(names, journal, settings))
        _replace(graphs, store, fragments)
        journal.record_graphs((graph.entry for graph in graphs), digest)


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    source = iter(names)
    while batch := list(islice(source, _CHECKPOINT)):
        yield batch


def _graphs(names: Iterable[str], journal: Journal, settings: Settings) -> Iterator[DocumentGraph]:
    for name in names:
        yield make_graph(name, journal.document(name), journal.claims(name), settings)


def _replace(graphs: Sequence[DocumentGraph], store: OxigraphStore, fragments: Fragments) -> None:
    """Replace the graphs of some documents; the subjects that this changes are marked before."""
    fragments.mark(sorted(set(_changed(graphs, store))))
    for graph in graphs:
        store.replace_document(iri(graph.entry.document), graph.triples)
    store.flush()
    fragments.replace(
        subjects=((subject, _merged_block(Term(subject), store)) for subject in fragments.marked()),
        documents=map(_document_fragment, graphs),
        records=(),
    )


def _changed(graphs: Iterable[DocumentGraph], store: OxigraphStore) -> Iterator[Term]:
    for graph in graphs:
        held = store.triples(iri(graph.entry.document))
        yield from (triple.subject for triple in set(held).symmetric_difference(graph.triples))


def _merged_block(subject: Term, store: OxigraphStore) -> str:
    triples = store.merged_about(subject)
    return subject_block(subject, triples) if triples else ""


def _document_fragment(graph: DocumentGraph) -> tuple[str, str]:
    name = iri(graph.entry.document)
    return name, graph_block(name, graph.triples) if graph.triples else ""


def _load(journal: Journal, store: OxigraphStore, fragments: Fragments, settings: Settings) -> None:
    """Make everything anew; until the end the journal calls every graph stale."""
    journal.forget_all_graphs()
    fragments.clear()
    store.clear()
    with BulkLoading(store.bulk_load) as loading:
        named = _named_lines(journal, fragments, settings, loading)
        _load_merged(sorted_lines(named, distinct=True), fragments, loading)
    store.flush()
    journal.confirm_graphs(graph_digest(settings))


def _named_lines(
    journal: Journal, fragments: Fragments, settings: Settings, loading: BulkLoading
) -> Iterator[str]:
    """Load each document's graph and write its fragment; yield its triples as lines."""
    for names in _batches(journal.stale(graph_digest(settings))):
        graphs = list(_graphs(names, journal, settings))
        journal.record_graphs((graph.entry for graph in graphs), "")
        fragments.add(documents=map(_document_fragment, (g for g in graphs if g.triples)))
        for graph in graphs:
            name = iri(graph.entry.document)
            loading.add(f"{s} {p} {o} {name} .\n" for s, p, o in graph.triples)
            yield from (f"{s}\t{p}\t{o}" for s, p, o in graph.triples)


def _load_merged(lines: Iterator[str], fragments: Fragments, loading: BulkLoading) -> None:
    """Load the merged triples, which come sorted, and write a fragment for each subject."""

    def blocks() -> Iterator[tuple[str, str]]:
        distinct = (line for line, _ in groupby(lines))
        triples = (Triple(*map(Term, line.split("\t"))) for line in distinct)
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            held = list(group)
            loading.add(f"{s} {p} {o} .\n" for s, p, o in held)
            yield subject, subject_block(subject, held)

    source = blocks()
    # The first block waits for all documents, whose own fragments are written meanwhile.
    while batch := list(islice(source, _BLOCKS)):
        fragments.add(subjects=batch)
