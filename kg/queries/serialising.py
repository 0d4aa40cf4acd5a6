"""Write results and graphs to a stream by the engine's own writers, without holding them.

Source: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/, https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Protocol, cast

import pyoxigraph as ox

from kg.errors import NotFoundError, QueryError
from kg.vocab import PREFIXES

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), in UTF-8. The engine writes it as
# it is, and a carriage return too, of which a parser would make a line feed.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\r")
_CUT_OFF = re.compile(rb"\xef\xbf?\Z")
_REPLACEMENT = "\ufffd".encode()
# The part of an IRI that can be the name of an element
# (https://www.w3.org/TR/xml-names/#NT-NCName).
_LOCAL_NAME = re.compile(r"[^\W\d][\w.·-]*\Z")


class Output(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        ...

    def flush(self) -> None:
        """Do nothing, or pass on what has been taken."""
        ...


def write_solutions(
    result: ox.QuerySolutions | ox.QueryBoolean, output: Output, media_type: str
) -> None:
    """Write the answer to a SELECT or an ASK in a format of SPARQL 1.1.

    Raises:
        NotFoundError: no format has that media type.
        OSError, RuntimeError: the engine comes to a stop.
    """
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is None:
        raise NotFoundError(f"no format of results has the media type {media_type!r}")
    if form != ox.QueryResultsFormat.XML:
        result.serialize(cast("IO[bytes]", output), form)
        return
    clean = XmlCharacters(output)
    result.serialize(cast("IO[bytes]", clean), form)
    clean.end()


def write_triples(
    triples: Iterable[ox.Triple],
    output: Output,
    media_type: str,
    *,
    prefixes: Mapping[str, str] = PREFIXES,
) -> None:
    """Write triples in a syntax of RDF, with prefixes where it has some.

    Raises:
        NotFoundError: no syntax has that media type.
        QueryError: RDF/XML cannot hold a property whose IRI does not end in a name.
        OSError, RuntimeError: the engine comes to a stop.
    """
    form = syntax(media_type)
    if form != ox.RdfFormat.RDF_XML:
        ox.serialize(triples, cast("IO[bytes]", output), form, prefixes=dict(prefixes))
        return
    clean = XmlCharacters(output)
    ox.serialize(_nameable(triples), cast("IO[bytes]", clean), form, prefixes=dict(prefixes))
    clean.end()


def write_graph(
    store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, output: Output, media_type: str
) -> None:
    """Write a graph of a store; as `write_triples`."""
    quads = store.quads_for_pattern(None, None, None, graph)
    write_triples((quad.triple for quad in quads), output, media_type)


def syntax(media_type: str) -> ox.RdfFormat:
    """Return the syntax of RDF that has a media type.

    >>> syntax("text/turtle")
    <RdfFormat Turtle>

    Raises:
        NotFoundError: none has.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise NotFoundError(f"no syntax of RDF has the media type {media_type!r}")
    return form


def _nameable(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        # Else the engine writes an element whose name ends in a colon.
        if not _LOCAL_NAME.search(triple.predicate.value):
            raise QueryError(
                f"RDF/XML cannot hold the property {triple.predicate}",
                remedy="ask for text/turtle",
            )
        yield triple


class XmlCharacters:
    """Pass XML on, with U+FFFD for what XML cannot hold, and carriage returns as references.

    >>> import io
    >>> stream = io.BytesIO()
    >>> clean = XmlCharacters(stream)
    >>> clean.write(b"<a>1\\x012\\r</a>"), clean.end()
    (11, None)
    >>> stream.getvalue().decode()
    '<a>1�2&#13;</a>'
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self._waiting = b""

    def flush(self) -> None:
        """Do nothing: the beginning of a character cannot be passed on."""

    def write(self, data: bytes, /) -> int:
        """Pass bytes on; the beginning of a character waits for its end."""
        text = self._waiting + bytes(data)
        cut = _CUT_OFF.search(text)
        ready, self._waiting = (text[: cut.start()], cut[0]) if cut else (text, b"")
        self._output.write(_NOT_XML.sub(_instead, ready))
        return len(data)

    def end(self) -> None:
        """Pass on what waits."""
        self._output.write(self._waiting)
        self._waiting = b""


def _instead(found: re.Match[bytes]) -> bytes:
    return b"&#13;" if found[0] == b"\r" else _REPLACEMENT
