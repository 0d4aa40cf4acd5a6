"""Check that every quotation is what its document says, and every fact has its claim.

Each check yields what is wrong and goes on; a clean graph yields nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import Claim, Document, Span
from kg.model.document_format import text_digest
from kg.queries.engine import solutions, term_of
from kg.queries.naming import plain_text
from kg.queries.questions import load_question
from kg.triples import Term, Triple, iri
from kg.triples.terms import iri_value
from kg.vocab import terms

Documents = Callable[[str], Document | None]

_EVIDENCE = """SELECT DISTINCT ?node ?document ?exact ?start ?end {
  { ?node a kg:Evidence } UNION { ?claim kg:evidence|kg:contentSpan ?node }
  OPTIONAL { ?node oa:hasSource ?document }
  OPTIONAL { ?node oa:hasSelector ?selector .
    OPTIONAL { ?selector oa:exact ?exact }
    OPTIONAL { ?selector oa:start ?start }
    OPTIONAL { ?selector oa:end ?end } }
} ORDER BY ?document ?node ?start ?end ?exact"""
_WORDS = """SELECT DISTINCT ?node ?document ?exact ?start ?end {
  ?claim prov:wasDerivedFrom ?document ; ?part ?node .
  FILTER (?part IN (kg:subjectMention, kg:objectMention, kg:attributionMention, kg:qualification))
  ?node kg:exact ?exact .
  OPTIONAL { ?node kg:start ?start }
  OPTIONAL { ?node kg:end ?end }
} ORDER BY ?document ?node ?start ?end ?exact"""
_BARE_CLAIMS = """SELECT ?node ?document {
  ?node a kg:Claim . OPTIONAL { ?node prov:wasDerivedFrom ?document }
  FILTER NOT EXISTS { ?node kg:evidence ?evidence }
} ORDER BY ?document ?node"""
_DOCUMENTS = """SELECT ?node ?sha256 { ?node a kg:Document .
  OPTIONAL { ?node kg:sha256 ?sha256 } } ORDER BY ?node ?sha256"""
# What stands in the graph for provenance, and is no triple about the world.
_PROVENANCE = frozenset(
    {
        terms.CLAIM,
        terms.CONFLICT,
        terms.CORRECTION,
        terms.DOCUMENT,
        terms.EVIDENCE,
        terms.EXTRACTION_RUN,
        terms.MATCH,
        terms.MENTION,
        terms.QUALIFICATION,
        terms.TEXT_POSITION_SELECTOR,
        terms.TEXT_QUOTE_SELECTOR,
    }
)
# What is found out of several documents, and so stands in none.
_DERIVED = frozenset(map(iri, (terms.INDEPENDENT_SOURCES, terms.OWL_SAME_AS, terms.SAME_AS)))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not agree with its document.

    `where` is a claim's id, or the IRI of a node of the graph; `part` says which words of it
    ("evidence", "subject mention", "since"); `expected` is what is quoted, `found` what the
    document holds in that place, None where it has no such place.
    """

    where: str
    part: str
    reason: str
    document: str | None = None
    expected: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        """Return one line: where, part, reason, and the words."""
        words = "" if self.expected is None else f": {self.expected!r}, found {self.found!r}"
        place = f" of {self.document}" if self.document else ""
        return f"{self.where}, {self.part}{place}: {self.reason}{words}"


def verify_claims(claims: Iterable[Claim], documents: Documents) -> Iterator[Mismatch]:
    """Check every span of every claim against the text of its document.

    The document must be there, its checksum that of its text, and each span's words those at its
    offsets: evidence, content, mentions, qualifiers. `documents` returns a document by IRI, or
    None.
    """
    texts = _Texts(documents)
    for claim in claims:
        where = claim.id or f"a claim of {claim.document}"
        yield from texts.problems(where, claim.document)
        if not claim.evidence:
            yield Mismatch(where, "evidence", "the claim has none", claim.document)
        for part, span in named_spans(claim):
            yield from texts.check(where, part, claim.document, span)


def named_spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield every span of a claim with what it is: "evidence", "content", a mention, a qualifier."""
    yield from (("evidence", span) for span in claim.evidence)
    yield from (("content", span) for span in claim.content)
    entities = {"subject": claim.subject, "object": claim.object, "source": claim.attributed_to}
    for name, entity in entities.items():
        if entity is not None and entity.mention is not None:
            yield f"{name} mention", entity.mention
    for name, qualifier in claim.qualifiers.items():
        yield name, qualifier.span


def verify_graph(store: ox.Store, documents: Documents) -> Iterator[Mismatch]:
    """Check what the graph quotes: evidence, content, mentions and qualifications, and checksums.

    Every claim must have evidence, every evidence its document, words and place.
    """
    texts = _Texts(documents)
    for solution in solutions(store, _DOCUMENTS):
        yield from _checksum(solution, texts)
    for solution in solutions(store, _BARE_CLAIMS):
        document = _text(solution, "document")
        yield Mismatch(iri_value(solution["node"]), "evidence", "the claim has none", document)
    for part, query in (("evidence", _EVIDENCE), ("words", _WORDS)):
        for solution in solutions(store, query):
            yield from _quotation(part, solution, texts)


def unsupported_triples(store: ox.Store) -> Iterator[Triple]:
    """Yield the triples about the world that no claim in the graph asserts, sorted.

    By the rule of the question `evidence`. Holds all of the graph's triples in memory.
    """
    supported = {
        Triple(row["s"], row["p"], row["o"])
        for row in solutions(store, load_question("evidence").text)
    }
    provenance = {
        term_of(quad.subject)
        for kind in _PROVENANCE
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(terms.TYPE), ox.NamedNode(kind), ox.DefaultGraph()
        )
    }
    held = (
        Triple(term_of(quad.subject), term_of(quad.predicate), term_of(quad.object))
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    )
    yield from sorted(
        triple
        for triple in held
        if triple.subject not in provenance
        and triple.predicate not in _DERIVED
        and triple not in supported
    )


class _Texts:
    """The documents' texts, one at a time, each document's own problems told once."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._last: tuple[str, Document | None] | None = None
        self._told: set[str] = set()

    def get(self, document: str) -> Document | None:
        if self._last is None or self._last[0] != document:
            self._last = (document, self._documents(document))
        return self._last[1]

    def problems(self, where: str, document: str) -> Iterator[Mismatch]:
        if document in self._told:
            return
        self._told.add(document)
        found = self.get(document)
        if found is None:
            yield Mismatch(where, "document", "its text is not at hand", document)
        elif found.sha256 != text_digest(found.text):
            yield Mismatch(
                where,
                "document",
                "its checksum is not that of its text",
                document,
                found.sha256,
                text_digest(found.text),
            )

    def check(self, where: str, part: str, document: str, span: Span) -> Iterator[Mismatch]:
        found = self.get(document)
        if found is None or span.fits(found.text):
            return
        inside = 0 <= span.start < span.end <= len(found.text)
        yield Mismatch(
            where,
            part,
            f"the document does not hold these words at {span.start}–{span.end}",
            document,
            span.text,
            found.text[span.start : span.end] if inside else None,
        )


def _checksum(solution: Mapping[str, Term], texts: _Texts) -> Iterator[Mismatch]:
    node, expected = iri_value(solution["node"]), _text(solution, "sha256")
    yield from texts.problems(node, node)
    document = texts.get(node)
    if document is not None and document.sha256 != expected:
        reason = "the graph has another checksum than the document"
        yield Mismatch(node, "document", reason, node, expected, document.sha256)


def _quotation(part: str, solution: Mapping[str, Term], texts: _Texts) -> Iterator[Mismatch]:
    node, document = iri_value(solution["node"]), _text(solution, "document")
    words, start, end = (_text(solution, name) for name in ("exact", "start", "end"))
    given = {"document": document, "exact": words, "start": _offset(start), "end": _offset(end)}
    missing = [name for name, value in given.items() if value is None]
    if missing or document is None:
        yield Mismatch(node, part, f"the graph does not give: {', '.join(missing)}", document)
        return
    yield from texts.problems(node, document)
    span = Span(_offset(start) or 0, _offset(end) or 0, words or "")
    yield from texts.check(node, part, document, span)


def _offset(text: str | None) -> int | None:
    """Return an offset, or None where the graph has none that is a number."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _text(solution: Mapping[str, Term], name: str) -> str | None:
    return plain_text(solution[name]) if name in solution else None
