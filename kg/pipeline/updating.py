"""The store and the fragments, brought to what the journal says.

A graph that is made for the first time, or most of which is to be made anew, is loaded in bulk; else
each document's graph is replaced, in transactions that reach the disk together at checkpoints.
A process that is killed leaves documents that the journal knows to be stale, and they are done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TypeVar

from kg.exporters.sorting import LineSorter
from kg.exporters.trig import graph_block
from kg.exporters.turtle_syntax import subject_block
from kg.pipeline.agreeing import find_agreement
from kg.pipeline.claims import Counting
from kg.pipeline.derived import load_triples
from kg.pipeline.graphs import DocumentGraph, make_graph, read_document
from kg.pipeline.settings import Settings, graph_digest, minter_of
from kg.stores import Fragments, Journal, OxigraphStore
from kg.stores.entries import GraphEntry
from kg.stores.loading import BulkLoading
from kg.triples import Term, Triple, iri
from kg.views.records import record_lines

Item = TypeVar("Item")

_CHECKPOINT = 100  # documents
_FRAGMENTS = 10_000  # written in one transaction
_SEPARATOR = "\0"  # sorts before all that a line holds
_MOST_REPLACED = 0.5  # of all documents; beyond that it is faster to load everything


def update_graphs(
    counting: Counting, store: OxigraphStore, fragments: Fragments, settings: Settings
) -> None:
    """Make, validate and store the graphs of the documents that are new or changed.

    Raises:
        StoreError: the store, the journal or the fragments cannot be written.
        ConfigurationError: the ontology or the shapes cannot be used.
    """
    journal = counting.journal
    digest = graph_digest(settings)
    stale = journal.stale(digest)
    if len(stale) > _MOST_REPLACED * journal.count_documents():
        _load(counting, store, fragments, settings)
        return
    _remove_gone(journal, store, fragments)
    for graphs in _made(stale, counting, settings):
        _replace(graphs, store, fragments)
        journal.record_graphs((graph.entry for graph in graphs), digest)
    find_agreement(counting, minter_of(settings))
    _remove_gone(journal, store, fragments)
    for graphs in _made(journal.stale_derived(digest), counting, settings):
        _replace(graphs, store, fragments)
        journal.record_graphs((graph.entry for graph in graphs), digest)


def _remove_gone(journal: Journal, store: OxigraphStore, fragments: Fragments) -> None:
    for gone in _chunks(journal.gone(), _CHECKPOINT):
        _replace([DocumentGraph([], GraphEntry(name)) for name in gone], store, fragments)
        journal.forget_graphs(gone)


def _made(
    names: Iterable[str], counting: Counting, settings: Settings
) -> Iterator[list[DocumentGraph]]:
    """Make graphs, some at a time."""
    for some in _chunks(names, _CHECKPOINT):
        yield list(_graphs(some, counting, settings))


def _all_made(counting: Counting, settings: Settings) -> Iterator[list[DocumentGraph]]:
    """Make every graph: those of the documents, then what is found out of several of them."""
    journal, digest = counting.journal, graph_digest(settings)
    for graphs in _made(journal.stale(digest), counting, settings):
        yield graphs
        journal.record_graphs((graph.entry for graph in graphs), "")
    find_agreement(counting, minter_of(settings))
    for graphs in _made(journal.stale_derived(digest), counting, settings):
        yield graphs
        journal.record_graphs((graph.entry for graph in graphs), "")


def _records(graph: DocumentGraph) -> Iterator[tuple[str, str]]:
    """Yield what a document adds to the network of entities, line by line, with its name."""
    name = iri(graph.entry.document)
    return ((line, name) for line in record_lines(graph.triples))


def _pair(text: str) -> tuple[str, str]:
    line, _, name = text.partition(_SEPARATOR)
    return line, name


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def _graphs(
    names: Iterable[str], counting: Counting, settings: Settings
) -> Iterator[DocumentGraph]:
    journal = counting.journal
    for name in names:
        derived = journal.derived(name)
        if derived is not None:
            yield DocumentGraph(load_triples(derived), GraphEntry(name))
        else:
            entry = journal.document(name)
            claims = counting.resolved(name, read_document(entry) if entry else None)
            original = journal.copies.original(name)
            yield make_graph(name, entry, claims, settings, original=original)


def _replace(graphs: Sequence[DocumentGraph], store: OxigraphStore, fragments: Fragments) -> None:
    """Replace the graphs of some documents; the subjects that this changes are marked before."""
    fragments.mark(sorted(set(_changed(graphs, store))))
    for graph in graphs:
        store.replace_document(iri(graph.entry.document), graph.triples)
    store.flush()
    fragments.replace(
        subjects=((subject, _merged_block(Term(subject), store)) for subject in fragments.marked()),
        documents=map(_document_fragment, graphs),
        records=(record for graph in graphs for record in _records(graph)),
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


def _load(
    counting: Counting, store: OxigraphStore, fragments: Fragments, settings: Settings
) -> None:
    """Make everything anew; until the end the journal calls every graph stale."""
    journal = counting.journal
    journal.forget_all_graphs()
    fragments.clear()
    store.clear()
    with (
        LineSorter(distinct=True) as merged,
        LineSorter() as records,
        BulkLoading(store.bulk_load) as loading,
    ):
        for graphs in _all_made(counting, settings):
            fragments.add(documents=map(_document_fragment, (g for g in graphs if g.triples)))
            for graph in graphs:
                name = iri(graph.entry.document)
                loading.add(f"{s} {p} {o} {name} .\n" for s, p, o in graph.triples)
                merged.add(f"{s}\t{p}\t{o}" for s, p, o in graph.triples)
                records.add(map(_SEPARATOR.join, _records(graph)))
        for blocks in _chunks(_merged_blocks(merged.lines(), loading), _FRAGMENTS):
            fragments.add(subjects=blocks)
        for lines in _chunks(records.lines(), _FRAGMENTS):
            fragments.add(records=map(_pair, lines))
    store.flush()
    journal.confirm_graphs(graph_digest(settings))


def _merged_blocks(lines: Iterator[str], loading: BulkLoading) -> Iterator[tuple[str, str]]:
    """Load the merged triples, which come sorted; yield a fragment for each subject."""
    distinct = (line for line, _ in groupby(lines))
    triples = (Triple(*map(Term, line.split("\t"))) for line in distinct)
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        held = list(group)
        loading.add(f"{s} {p} {o} .\n" for s, p, o in held)
        yield subject, subject_block(subject, held)
