"""The graph in an Oxigraph store, on disk or in memory.

Queries run on the default graph, where each asserted triple stands once; provenance by graph is
there with `GRAPH ?g`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox
from rdflib import Dataset, Graph

from kg.errors import StoreError
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple


class OxigraphStore:
    """A store on disk at `path`, or in memory without one; a context manager.

    One process at a time may write; `read_only` opens beside a writer.

    Raises:
        StoreError: the folder cannot be opened, or another process is writing.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._path = path
        try:
            self._store = _open(path, read_only)
        except OSError as error:
            raise self._error(error) from error

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
        return len(self._store)

    @property
    def engine(self) -> ox.Store:
        """The store itself, for queries."""
        return self._store

    def replace_document(self, graph: Term, triples: Iterable[Triple]) -> None:
        """Put a document's triples in the place of those it had, in one transaction.

        Raises:
            StoreError: the store cannot be written.
        """
        name = ox.NamedNode(graph[1:-1])
        wanted = _statements(triples)
        held = {quad.triple for quad in self._store.quads_for_pattern(None, None, None, name)}
        self._change(
            name,
            added=[triple for triple in wanted if triple not in held],
            removed=[triple for triple in held if triple not in wanted],
        )

    def remove_document(self, graph: Term) -> None:
        """Take a document out, in one transaction.

        Raises:
            StoreError: the store cannot be written.
        """
        self.replace_document(graph, ())

    def graphs(self) -> Iterator[Term]:
        """Yield the names of the documents' graphs, sorted."""
        yield from sorted(Term(str(name)) for name in self._store.named_graphs())

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, of the default graph and of the documents', in no fixed order."""
        for quad in self._store:
            default = isinstance(quad.graph_name, ox.DefaultGraph)
            yield Quad(
                Term(str(quad.subject)),
                Term(str(quad.predicate)),
                Term(str(quad.object)),
                DEFAULT_GRAPH if default else Term(str(quad.graph_name)),
            )

    def flush(self) -> None:
        """Have everything written reach the disk.

        Raises:
            StoreError: the disk does not take it.
        """
        try:
            self._store.flush()
        except OSError as error:
            raise self._error(error) from error

    def to_graph(self) -> Graph:
        """Return the merged graph as an `rdflib.Graph`."""
        data = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return Graph().parse(data=data or b"", format="nt")

    def to_dataset(self) -> Dataset:
        """Return the merged graph and each document's own as an `rdflib.Dataset`."""
        dataset = Dataset()
        dataset.parse(data=self._store.dump(format=ox.RdfFormat.N_QUADS) or b"", format="nquads")
        return dataset

    def _change(
        self, name: ox.NamedNode, *, added: list[ox.Triple], removed: list[ox.Triple]
    ) -> None:
        """Add and remove triples of one graph, and follow in the default graph."""
        lonely = [triple for triple in removed if not self._held_elsewhere(triple, name)]
        update = _block("DELETE DATA", name, removed, lonely) + _block(
            "INSERT DATA", name, added, added
        )
        if not update:
            return
        try:
            # One update is one transaction (https://www.w3.org/TR/sparql11-update/#updateLanguage).
            self._store.update(";\n".join(update))
            if not any(True for _ in self._store.quads_for_pattern(None, None, None, name)):
                self._store.remove_graph(name)
        except OSError as error:
            raise self._error(error) from error

    def _held_elsewhere(self, triple: ox.Triple, name: ox.NamedNode) -> bool:
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in (name, ox.DefaultGraph()) for quad in quads)

    def _error(self, error: OSError) -> StoreError:
        locked = "lock" in str(error).lower()
        return StoreError(
            "another process is writing to the store" if locked else f"the store fails: {error}",
            where=str(self._path),
            remedy=(
                "wait for it to end" if locked else "check the disk, or remove it and build again"
            ),
        )


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))


def _statements(triples: Iterable[Triple]) -> dict[ox.Triple, None]:
    """Parse triples, each once, in their order."""
    text = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)
    parsed = ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)
    return dict.fromkeys(quad.triple for quad in parsed)


def _block(
    keyword: str, name: ox.NamedNode, own: list[ox.Triple], merged: list[ox.Triple]
) -> list[str]:
    if not own:
        return []
    own_lines = "".join(f"{triple} .\n" for triple in own)
    merged_lines = "".join(f"{triple} .\n" for triple in merged)
    return [f"{keyword} {{\n{merged_lines}GRAPH {name} {{\n{own_lines}}}\n}}"]
