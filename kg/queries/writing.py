"""Results as text: for people, and in the formats of the W3C."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import NotFoundError, QueryError
from kg.queries.engine import engine_term
from kg.queries.naming import plain_text
from kg.queries.results import Answer, Result, Table, Triples
from kg.queries.tabular import NO_LABELS, table_text
from kg.triples import Term
from kg.triples.terms import iri_value, is_iri
from kg.vocab import terms

# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def result_text(result: Result, form: str, *, labels: Mapping[Term, str] = NO_LABELS) -> str:
    """Write a result in a format of `RESULT_FORMATS`.

    `table` is for people, and alone uses `labels`, the names of entities. `json`, `csv`, `tsv` and
    `xml` are those of SPARQL 1.1; the triples of a CONSTRUCT come as N-Triples, JSON-LD, columns
    and RDF/XML.

    >>> result_text(Answer(True), "json")
    '{"head": {}, "boolean": true}'

    Source: https://www.w3.org/TR/sparql11-results-json/,
    https://www.w3.org/TR/sparql11-results-csv-tsv/, https://www.w3.org/TR/rdf-sparql-XMLres/

    Raises:
        NotFoundError: there is no such format.
        QueryError: the format cannot hold the result.
    """
    if form not in RESULT_FORMATS:
        known = ", ".join(RESULT_FORMATS)
        raise NotFoundError(f"no format of results is named {form!r}", remedy=f"known: {known}")
    if isinstance(result, Table):
        return table_text(result, labels) if form == "table" else _TABLES[form](result)
    if isinstance(result, Triples):
        return _triples_text(result, form)
    return _answer_text(result, form)


def _answer_text(answer: Answer, form: str) -> str:
    value = "true" if answer.value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer.value})
    if form == "xml":
        return _document(f"<head/>\n<boolean>{value}</boolean>")
    return value


def _triples_text(result: Triples, form: str) -> str:
    if form in ("csv", "tsv"):
        return _TABLES[form](Table(("subject", "predicate", "object"), result.triples))
    lines = "".join(f"{' '.join(triple)} .\n" for triple in result.triples)
    if form == "table":
        return lines.rstrip("\n")
    parsed = (quad.triple for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES))
    try:
        data = ox.serialize(
            parsed, format=ox.RdfFormat.JSON_LD if form == "json" else ox.RdfFormat.RDF_XML
        )
    except (OSError, ValueError) as error:
        raise QueryError(
            f"these triples cannot be written as {form}: {error}", remedy="ask for a table or csv"
        ) from error
    text = (data or b"").decode()
    # The engine writes line ends and control characters as they are.
    return _xml_characters(text) if form == "xml" else text


def json_text(table: Table) -> str:
    """Write a table in the SPARQL 1.1 Query Results JSON Format."""
    bindings = [
        {name: _json_term(term) for name, term in record.items()} for record in table.records()
    ]
    head = {"vars": list(table.variables)}
    return json.dumps(
        {"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1
    )


def _json_term(term: Term) -> dict[str, str]:
    if is_iri(term):
        return {"type": "uri", "value": iri_value(term)}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    value, language, datatype = _literal_parts(term)
    extra = {"xml:lang": language} if language else {"datatype": datatype} if datatype else {}
    return {"type": "literal", "value": value, **extra}


def _literal_parts(term: Term) -> tuple[str, str | None, str | None]:
    """Return a literal's words, its language, and its datatype unless that is xsd:string."""
    value = engine_term(term)
    if isinstance(value, ox.NamedNode):
        raise TypeError(f"an IRI is no literal: {term}")
    datatype = value.datatype.value
    return value.value, value.language, None if datatype == terms.STRING else datatype


def csv_text(table: Table) -> str:
    """Write a table as CSV: words and IRIs as they are, lines that end in CR LF."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.variables)
    writer.writerows(
        ["" if term is None else plain_text(term) for term in row] for row in table.rows
    )
    return stream.getvalue()


def tsv_text(table: Table) -> str:
    """Write a table as TSV: terms in their Turtle form, tabs and line ends in them escaped."""
    lines = ["\t".join(f"?{name}" for name in table.variables)]
    lines += ["\t".join(term or "" for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def xml_text(table: Table) -> str:
    """Write a table in the SPARQL Query Results XML Format.

    A character that XML cannot hold becomes U+FFFD.
    """
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in table.variables)
    results = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in record.items()
        )
        + "</result>\n"
        for record in table.records()
    )
    return _document(f"<head>{head}</head>\n<results>\n{results}</results>")


def _xml_term(term: Term) -> str:
    if is_iri(term):
        return f"<uri>{_escaped(iri_value(term))}</uri>"
    if term.startswith("_:"):
        return f"<bnode>{_escaped(term[2:])}</bnode>"
    value, language, datatype = _literal_parts(term)
    attribute = (
        f" xml:lang={quoteattr(language)}"
        if language
        else f" datatype={quoteattr(datatype)}"
        if datatype
        else ""
    )
    return f"<literal{attribute}>{_escaped(value)}</literal>"


def _escaped(text: str) -> str:
    return _xml_characters(escape(text))


def _xml_characters(text: str) -> str:
    # A parser would make a line feed of a carriage return.
    return _NOT_XML.sub("\ufffd", text).replace("\r", "&#13;")


def _document(content: str) -> str:
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{_NAMESPACE}">'
    return f"{opening}\n{content}\n</sparql>\n"


_TABLES: Mapping[str, Callable[[Table], str]] = MappingProxyType(
    {"csv": csv_text, "json": json_text, "tsv": tsv_text, "xml": xml_text}
)
RESULT_FORMATS = ("table", *_TABLES)
