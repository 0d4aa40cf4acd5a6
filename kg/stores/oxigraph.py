"""The graph in an Oxigraph store, on disk or in memory.

Queries run on the default graph, where each asserted triple stands once; provenance by graph is
there with `GRAPH ?g`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox
from rdflib import Dataset, Graph, URIRef

from kg.errors import InputError, StoreError
from kg.stores.parsing import parsed_graph
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple


class OxigraphStore:
    """A store on disk at `path`, or in memory without one; a context manager.

    One process at a time may write; `read_only` opens beside a writer, and sees what had been
    written by then.

    Raises:
        StoreError: the folder cannot be opened, or another process is writing.

    >>> from kg.triples import iri, literal
    >>> with OxigraphStore() as store:
    ...     store.replace_document(iri("urn:d"), [Triple(iri("urn:s"), iri("urn:p"), literal("o"))])
    ...     [quad.line() for quad in sorted(store.quads())]
    ['<urn:s> <urn:p> "o" .', '<urn:s> <urn:p> "o" <urn:d> .']
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._path = path
        with self._failing():
            self._store = _open(path, read_only)

    def __enter__(self) -> OxigraphStore:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the store, so that another process may write."""
        del self._store

    def __len__(self) -> int:
        """Return the number of quads."""
        with self._failing():
            return len(self._store)

    @property
    def engine(self) -> ox.Store:
        """The store itself, for queries."""
        return self._store

    def replace_document(self, graph: Term, triples: Iterable[Triple]) -> None:
        """Put a document's triples in the place of those it had, in one transaction.

        Raises:
            InputError: a triple holds what is no IRI; nothing is changed.
            StoreError: the store cannot be written.
        """
        name, parsed = parsed_graph(graph, triples)
        wanted = dict.fromkeys(parsed)
        with self._failing():
            held = {quad.triple for quad in self._store.quads_for_pattern(None, None, None, name)}
        self._change(
            name,
            added=[triple for triple in wanted if triple not in held],
            removed=[triple for triple in held if triple not in wanted],
            emptied=not wanted,
        )

    def bulk_load(self, data: bytes) -> None:
        """Add quads in N-Quads, several times as fast as document by document.

        Not in one transaction: of a process that is killed, a part may have been loaded. Uses
        memory for all that it is given at once.

        Raises:
            InputError: the data is not N-Quads.
            StoreError: the store cannot be written.
        """
        try:
            with self._failing():
                self._store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            raise InputError(f"not N-Quads: {error}") from error

    def clear(self) -> None:
        """Remove every quad.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._failing():
            self._store.clear()

    def remove_document(self, graph: Term) -> None:
        """Take a document out, in one transaction.

        Raises:
            StoreError: the store cannot be written.
        """
        self.replace_document(graph, ())

    def graphs(self) -> Iterator[Term]:
        """Yield the names of the documents' graphs, sorted."""
        with self._failing():
            yield from sorted(Term(str(name)) for name in self._store.named_graphs())

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, of the default graph and of the documents', in no fixed order."""
        with self._failing():
            yield from quads_of(self._store)

    def triples(self, graph: Term) -> list[Triple]:
        """Return the triples of one document's graph, or of `DEFAULT_GRAPH`, sorted."""
        name = ox.NamedNode(graph[1:-1]) if graph else ox.DefaultGraph()
        with self._failing():
            quads = self._store.quads_for_pattern(None, None, None, name)
            return sorted(Triple(*_quad(quad)[:3]) for quad in quads)

    def merged_about(self, subject: Term) -> list[Triple]:
        """Return what the default graph says of a subject, sorted."""
        node = ox.NamedNode(subject[1:-1])
        with self._failing():
            quads = self._store.quads_for_pattern(node, None, None, ox.DefaultGraph())
            return sorted(Triple(*_quad(quad)[:3]) for quad in quads)

    def flush(self) -> None:
        """Have everything written reach the disk.

        Raises:
            StoreError: the disk does not take it.
        """
        with self._failing():
            self._store.flush()

    def to_graph(self) -> Graph:
        """Return the merged graph as an `rdflib.Graph`."""
        return Graph().parse(data=self._lines(ox.DefaultGraph()), format="nt")

    def to_dataset(self) -> Dataset:
        """Return the merged graph and each document's own as an `rdflib.Dataset`."""
        dataset = Dataset()
        # Graph by graph: Dataset.parse warns of its own code (rdflib 7.6).
        dataset.default_graph.parse(data=self._lines(ox.DefaultGraph()), format="nt")
        for name in self.graphs():
            graph = dataset.graph(URIRef(name[1:-1]))
            graph.parse(data=self._lines(ox.NamedNode(name[1:-1])), format="nt")
        return dataset

    def _lines(self, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
        with self._failing():
            return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""

    def _change(
        self,
        name: ox.NamedNode,
        *,
        added: list[ox.Triple],
        removed: list[ox.Triple],
        emptied: bool,
    ) -> None:
        """Add and remove triples of one graph, and follow in the default graph."""
        with self._failing():
            if not removed:
                # Also one transaction, without the detour of a text to be parsed.
                graphs = (name, ox.DefaultGraph())
                self._store.extend(
                    ox.Quad(triple.subject, triple.predicate, triple.object, graph)
                    for triple in added
                    for graph in graphs
                )
                return
            lonely = [triple for triple in removed if not self._held_elsewhere(triple, name)]
            steps = [
                *_block("DELETE DATA", name, removed, lonely),
                *_block("INSERT DATA", name, added, added),
                *([f"DROP SILENT GRAPH {name}"] if emptied else []),
            ]
            # One update is one transaction (https://www.w3.org/TR/sparql11-update/#updateLanguage).
            self._store.update(";\n".join(steps))

    def _held_elsewhere(self, triple: ox.Triple, name: ox.NamedNode) -> bool:
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in (name, ox.DefaultGraph()) for quad in quads)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Turn the engine's failures into errors that say what to do."""
        try:
            yield
        # The engine reports corruption, and writing to what is read-only, as RuntimeError.
        except (OSError, RuntimeError) as error:
            locked = "lock" in str(error).lower()
            remedy = "wait for it to end" if locked else "check the disk, or build the graph again"
            raise StoreError(
                "another process is writing to the store"
                if locked
                else f"the store fails: {error}",
                where=str(self._path) if self._path else None,
                remedy=remedy,
            ) from error


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    if not read_only:
        return ox.Store(str(path))
    # The file that names a RocksDB's state (https://github.com/facebook/rocksdb/wiki/MANIFEST).
    if not (path / "CURRENT").is_file():
        raise StoreError("no graph is here", where=str(path), remedy="make one with kg build")
    return ox.Store.read_only(str(path))


def quads_of(store: Iterable[ox.Quad]) -> Iterator[Quad]:
    """Yield the quads of an engine's store, in no fixed order.

    >>> list(quads_of(ox.Store()))
    []
    """
    return map(_quad, store)


def _quad(quad: ox.Quad) -> Quad:
    default = isinstance(quad.graph_name, ox.DefaultGraph)
    return Quad(
        Term(str(quad.subject)),
        Term(str(quad.predicate)),
        Term(str(quad.object)),
        DEFAULT_GRAPH if default else Term(str(quad.graph_name)),
    )


def _block(
    keyword: str, name: ox.NamedNode, own: list[ox.Triple], merged: list[ox.Triple]
) -> list[str]:
    if not own:
        return []
    own_lines = "".join(f"{triple} .\n" for triple in own)
    merged_lines = "".join(f"{triple} .\n" for triple in merged)
    return [f"{keyword} {{\n{merged_lines}GRAPH {name} {{\n{own_lines}}}\n}}"]
