"""RDF as rdflib graphs for validation, from triples and from files, and back to N-Triples terms.

Files are parsed by Oxigraph: it opens nothing but the file (no remote JSON-LD context, no external
XML entity), names the line of an error, and keeps the lexical form of literals as it stands.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError
from kg.triples.terms import Term, Triple, iri, iri_value, is_iri, literal, literal_value
from kg.vocab.namespaces import IRI
from kg.vocab.terms import STRING

_CACHED_TERMS = 16_384


def triples_graph(triples: Iterable[Triple]) -> Graph:
    """Build an rdflib graph from triples whose terms are N-Triples strings.

    >>> from kg.triples.terms import iri, literal
    >>> len(triples_graph([Triple(iri("urn:a"), iri("urn:b"), literal("c"))]))
    1
    """
    graph = Graph()
    with quiet_literals():
        for subject, predicate, value in triples:
            graph.add((term_node(subject), term_node(predicate), term_node(value)))
    return graph


def graph_triples(graph: Graph) -> Iterator[Triple]:
    """Yield the triples of an rdflib graph in canonical form.

    >>> list(graph_triples(Graph().add((BNode("a"), URIRef("urn:b"), Literal("c")))))
    [Triple(subject='_:a', predicate='<urn:b>', object='"c"')]
    """
    for subject, predicate, value in graph:
        yield Triple(node_term(subject), node_term(predicate), node_term(value))


def file_triples(paths: Iterable[Path]) -> Iterator[Triple]:
    """Yield the triples of RDF files, of every named graph and the default graph together.

    A term that comes many times is one string. Formats as for `files_graph`.

    Raises:
        InputError: a file cannot be read or parsed, or its suffix is not known.
    """
    terms = _Terms()
    for path in paths:
        for quad in _quads(path):
            value = quad.object
            if isinstance(value, ox.Triple):
                raise _triple_term()
            yield Triple(terms[str(quad.subject)], terms[str(quad.predicate)], terms[str(value)])


class _Terms(dict[str, Term]):
    """Each term once: what is looked up is there from then on."""

    def __missing__(self, text: str) -> Term:
        term = self[text] = Term(text)
        return term


def files_graph(paths: Iterable[Path]) -> Graph:
    """Read RDF files into one graph: every named graph and the default graph together.

    Formats by suffix: .ttl, .trig, .nt, .nq, .n3, .jsonld, .json, .rdf, .xml.

    Raises:
        InputError: a file cannot be read or parsed, or its suffix is not known.
    """
    graph = Graph()
    with quiet_literals():
        for path in paths:
            for quad in _quads(path):
                graph.add((_from_ox(quad.subject), _from_ox(quad.predicate), _from_ox(quad.object)))
    return graph


def _quads(path: Path) -> Iterator[ox.Quad]:
    suffix = path.suffix.removeprefix(".").lower()
    known = ox.RdfFormat.from_extension(suffix)
    if known is None:
        raise InputError(
            f"{suffix or 'no suffix'!r} is not an RDF format",
            where=str(path),
            remedy="known: ttl, trig, nt, nq, n3, jsonld, json, rdf, xml",
        )
    try:
        yield from ox.parse(
            path=path, format=known, rename_blank_nodes=True, base_iri=path.resolve().as_uri()
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be read: {reason}", where=str(path)) from error
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(f"not {known.name}: {error.msg}", where=where) from error


def _from_ox(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.datatype.value, term.language)
    raise _triple_term()


def _triple_term() -> InputError:
    return InputError("a triple term (RDF 1.2) cannot be validated", remedy="leave it out")


@lru_cache(_CACHED_TERMS)
def term_node(term: Term) -> Node:
    """Return the rdflib node that an N-Triples term stands for.

    >>> term_node(Term("<urn:a>"))
    rdflib.term.URIRef('urn:a')
    """
    if is_iri(term):
        return URIRef(iri_value(term))
    if term.startswith("_:"):
        return BNode(term[2:])
    language = term.rpartition('"')[2].removeprefix("@")
    value, datatype = literal_value(term)
    return _literal(value, datatype, None if language.startswith("^") else language or None)


def _literal(value: str, datatype: str, language: str | None) -> Literal:
    # A plain string and an xsd:string are one term in RDF 1.1, but two in rdflib; a language is the
    # same in every case of its letters.
    if language:
        return Literal(value, lang=language.lower())
    if datatype == STRING:
        return Literal(value)
    return Literal(value, datatype=URIRef(datatype), normalize=False)


def node_term(node: Node) -> Term:
    """Write an rdflib node as an N-Triples term.

    >>> node_term(Literal("2016", datatype=URIRef("http://www.w3.org/2001/XMLSchema#gYear")))
    '"2016"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    if isinstance(node, Literal):
        if node.language:
            return Term(f"{literal(str(node))}@{node.language.lower()}")
        return literal(str(node), IRI(str(node.datatype)) if node.datatype else STRING)
    return Term(f"_:{node}") if isinstance(node, BNode) else iri(str(node))


@contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal; a shape reports them."""
    logger = logging.getLogger("rdflib.term")

    def passes(record: logging.LogRecord) -> bool:
        return "convert Literal" not in record.msg

    logger.addFilter(passes)
    try:
        yield
    finally:
        logger.removeFilter(passes)


def shape_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths stand for: a folder stands for its Turtle files, by name."""
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.glob("*.ttl")) if path.is_dir() else [path])
    return found
