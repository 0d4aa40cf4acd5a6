"""The graph as flattened JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), sorted, a node a line.

The context stands in the file and holds prefixes alone: nothing has to be fetched to read it. Every
literal but a plain string carries its type, so that no reader changes "6.50" into 6.5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from kg.exporters.names import prefixed
from kg.exporters.sorting import sorted_quads
from kg.triples import DEFAULT_GRAPH, Quad, Term, iri
from kg.triples.terms import iri_value, is_iri, literal_value
from kg.vocab import PREFIXES, terms

_TYPE = iri(terms.TYPE)
_Json = dict[str, object]


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write the default graph's nodes, then every named graph with its own nodes."""
    context = json.dumps(dict(PREFIXES), indent=1)
    stream.write(f'{{"@context": {context},\n"@graph": ['.encode())
    for number, piece in enumerate(_pieces(quads)):
        stream.write(f"{',' if number else ''}\n".encode())
        for part in piece:
            stream.write(part.encode())
    stream.write(b"\n]}\n")


def _pieces(quads: Iterable[Quad]) -> Iterator[Iterable[str]]:
    """Yield the members of the outer list, each as the parts of its text."""
    for graph, group in groupby(sorted_quads(quads), key=lambda quad: quad.graph):
        if graph == DEFAULT_GRAPH:
            yield from ([node] for node in _nodes(group, short=True))
        else:
            yield _named_graph(graph, group)


def _named_graph(graph: Term, quads: Iterable[Quad]) -> Iterator[str]:
    short = not _is_ambiguous(graph)
    yield f"{json.dumps(_start(graph, short=short), ensure_ascii=False)[:-1]}, "
    yield '"@graph": ['
    for number, node in enumerate(_nodes(quads, short=short)):
        yield f"{',' if number else ''}\n {node}"
    yield "\n]}"


def _nodes(quads: Iterable[Quad], *, short: bool) -> Iterator[str]:
    """Yield each subject's node; the quads come sorted by subject."""
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        held = list(group)
        plain = short and not any(_is_ambiguous(term) for quad in held for term in quad[:3])
        node = _node(subject, held, short=plain)
        # Inside a graph without prefixes there are none to turn off.
        text = {**({} if plain or not short else {"@context": None}), **node}
        yield json.dumps(text, ensure_ascii=False)


def _node(subject: Term, quads: Iterable[Quad], *, short: bool) -> _Json:
    node: _Json = {"@id": _node_name(subject)}
    kinds: list[str] = []
    values: dict[str, list[object]] = {}
    for quad in quads:
        if quad.predicate == _TYPE and not quad.object.startswith('"'):
            kinds.append(_name(quad.object, short=short))
        else:
            name = _name(quad.predicate, short=short)
            values.setdefault(name, []).append(_value(quad.object, short=short))
    if kinds:
        node["@type"] = kinds[0] if len(kinds) == 1 else kinds
    node.update({name: found[0] if len(found) == 1 else found for name, found in values.items()})
    return node


def _value(term: Term, *, short: bool) -> object:
    if not term.startswith('"'):
        return {"@id": _node_name(term)}
    text, datatype = literal_value(term)
    # Neither a language tag nor a datatype's IRI can hold a quotation mark.
    tail = term.rpartition('"')[2]
    if tail.startswith("@"):
        return {"@value": text, "@language": tail[1:]}
    if tail:
        return {"@value": text, "@type": _name(iri(datatype), short=short)}
    return text


def _start(graph: Term, *, short: bool) -> _Json:
    return {**({} if short else {"@context": None}), "@id": _node_name(graph)}


def _name(term: Term, *, short: bool) -> str:
    return (short and prefixed(_node_name(term))) or _node_name(term)


def _node_name(term: Term) -> str:
    return iri_value(term) if is_iri(term) else str(term)


def _is_ambiguous(term: Term) -> bool:
    """Tell whether a reader would take the IRI's scheme for one of our prefixes ("schema:a").

    Source: https://www.w3.org/TR/json-ld11-api/#iri-expansion, step 6
    """
    name = term.rpartition("^^<")[2] if term.startswith('"') else term[1:]
    scheme, _, rest = name.partition(":")
    return scheme in PREFIXES and not rest.startswith("//")
