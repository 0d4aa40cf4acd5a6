"""The update that puts triples in the place of a graph; one update is one transaction.

Source: https://www.w3.org/TR/sparql11-update/#updateLanguage
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

GraphName = ox.NamedNode | ox.DefaultGraph


def replacement(store: ox.Store, graph: GraphName, triples: Iterable[ox.Triple]) -> str:
    """Return an update after which a graph of a store holds these triples and no others.

    Where there are no blank nodes it is about what changes alone: the engine takes far longer to
    empty a large graph and fill it again.

    >>> store = ox.Store()
    >>> triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
    >>> store.add(ox.Quad(*triple, ox.NamedNode("urn:g")))
    >>> replacement(store, ox.NamedNode("urn:g"), [triple])
    ''
    >>> replacement(store, ox.DefaultGraph(), [triple])
    'INSERT DATA {\\n<urn:s> <urn:p> "o" .\\n}'
    """
    wanted = dict.fromkeys(triples)
    held = {quad.triple for quad in store.quads_for_pattern(None, None, None, graph)}
    if any(map(_is_blank, wanted)) or any(map(_is_blank, held)):
        target = "DEFAULT" if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph}"
        return _joined(f"CLEAR {target}", _data("INSERT", graph, [*wanted]))
    removed = [triple for triple in held if triple not in wanted]
    added = [triple for triple in wanted if triple not in held]
    return _joined(_data("DELETE", graph, removed), _data("INSERT", graph, added))


def _is_blank(triple: ox.Triple) -> bool:
    """Tell whether a triple holds a blank node, or a triple that may."""
    blank = (ox.BlankNode, ox.Triple)
    return isinstance(triple.subject, blank) or isinstance(triple.object, blank)


def _data(keyword: str, graph: GraphName, triples: Sequence[ox.Triple]) -> str:
    if not triples:
        return ""
    lines = "".join(f"{triple} .\n" for triple in triples)
    if isinstance(graph, ox.DefaultGraph):
        return f"{keyword} DATA {{\n{lines}}}"
    return f"{keyword} DATA {{ GRAPH {graph} {{\n{lines}}} }}"


def _joined(*operations: str) -> str:
    return " ; ".join(filter(None, operations))
