"""Hypothesis strategies for awkward quads, and quads as other libraries read them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pyoxigraph as ox
import rdflib
from hypothesis import strategies as st
from rdflib import Dataset
from rdflib.term import BNode, Literal, Node, URIRef

from kg.triples import DEFAULT_GRAPH, Quad, Term, iri, literal
from kg.vocab import IRI, terms
from kg.vocab.namespaces import RDF

Write = Callable[[Iterable[Quad], BytesIO], None]
# A literal's words, its datatype and its language: equal however the library writes them.
Value = tuple[str, str, str]
Statement = tuple[str, str, str | Value, str]

AWKWARD = (
    "", " ", '"', '"""', "\\", "\\u0041", "^^<urn:x>", '"^^<urn:x>', "a\nb", "a\r\nb", "\t", "\0",
    "\x7f", "\x85", "\u2028", "🦊🇧🇪", "שלום עולם", "é", "e\u0301", "@en", "'''", "=1+1",
    "]]>", "<&>",
)  # fmt: skip
_IRIS = (
    "urn:a", "https://w3id.org/claimkg/ontology#deploys", "https://w3id.org/claimkg/ontology#",
    "https://w3id.org/claimkg/ontology#a/b", "https://w3id.org/claimkg/ontology#a.",
    "https://w3id.org/claimkg/ontology#1a", "https://w3id.org/claimkg/ontology#-a",
    "https://schema.org/url", "https://news.example/a?q=1&r='2'#x", "https://news.example/(é)/שלום",
    "schema:a", "kg:deploys", "xsd:date", "urn:%20", "http://purl.org/dc/terms/title",
)  # fmt: skip
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
texts = st.sampled_from(AWKWARD) | st.text(characters, max_size=12)
iris = st.sampled_from(_IRIS).map(iri)
datatypes = st.sampled_from((terms.DECIMAL, terms.G_YEAR, terms.EDTF_DATE, IRI("schema:a")))
# Lexical forms that mean nothing are kept apart from datatypes that rdflib would check.
typed = st.builds(literal, texts, st.just(terms.EDTF_DATE)) | st.builds(
    literal, st.sampled_from(("6.50", "007", "1e3")), datatypes
)
tagged = texts.map(lambda text: Term(f"{literal(text)}@en"))
predicates = iris | st.just(iri(terms.TYPE))
graphs = st.just(DEFAULT_GRAPH) | iris
quads = st.lists(
    st.builds(Quad, iris, predicates, iris | texts.map(literal) | typed | tagged, graphs),
    max_size=8,
)


def written(write: Write, quads: Iterable[Quad]) -> bytes:
    """Return what an exporter writes."""
    stream = BytesIO()
    write(quads, stream)
    return stream.getvalue()


def read_by_pyoxigraph(data: bytes, form: ox.RdfFormat) -> set[Statement]:
    """Parse a file with pyoxigraph."""
    return {
        (
            str(quad.subject),
            str(quad.predicate),
            _ox_value(quad.object),
            "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name),
        )
        for quad in ox.parse(data, format=form)
    }


def _ox_value(term: object) -> str | Value:
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    return str(term)


def expected(quads: Iterable[Quad]) -> set[Statement]:
    """Return quads as pyoxigraph reads them from the exact N-Quads lines."""
    lines = "".join(f"{quad.line()}\n" for quad in quads)
    return read_by_pyoxigraph(lines.encode(), ox.RdfFormat.N_QUADS)


@contextmanager
def literal_forms_kept() -> Iterator[None]:
    """Have rdflib keep "007" and "6.50" as they are written while it parses."""
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = True


def read_by_rdflib(data: bytes, form: str) -> set[Statement]:
    """Parse a file with rdflib."""
    dataset = Dataset()
    with literal_forms_kept():
        dataset.parse(data=data, format=form)
    default = dataset.default_graph.identifier
    return {
        (_node(s), _node(p), _value(o), "" if graph in (None, default) else f"<{graph}>")
        for s, p, o, graph in dataset.quads()
    }


def _node(node: Node) -> str:
    assert isinstance(node, URIRef | BNode)
    return f"<{node}>"


def _value(node: Node) -> str | Value:
    if not isinstance(node, Literal):
        return _node(node)
    language = node.language or ""
    default = f"{RDF}langString" if language else terms.STRING
    return str(node), str(node.datatype or default), language
