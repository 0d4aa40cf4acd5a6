"""What Turtle and TriG share: prefixes, prefixed names, subjects with their predicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.exporters.names import prefixed
from kg.triples import Quad, Term, iri
from kg.vocab import PREFIXES, terms

_TYPE = iri(terms.TYPE)


def header() -> str:
    """Return the prefix declarations."""
    return "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())


def term_text(term: Term) -> str:
    """Write a term, an IRI or a datatype by its prefix where the grammar allows it.

    >>> term_text(iri(terms.LABEL))
    'rdfs:label'
    """
    if term.startswith("<"):
        return _short(term[1:-1])
    literal, mark, datatype = term.rpartition("^^<")
    if mark and term.endswith(">"):
        return f"{literal}^^{_short(datatype[:-1])}"
    return term


def _short(name: str) -> str:
    return prefixed(name) or f"<{name}>"


def subject_blocks(quads: Iterable[Quad], *, indent: str = "") -> Iterator[str]:
    """Yield one subject's statements at a time, `a` first; the quads come sorted by subject."""
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        lines = [
            f"{indent}    {_predicate(predicate)} {', '.join(term_text(q.object) for q in values)}"
            for predicate, values in groupby(
                sorted(group, key=lambda q: (q.predicate != _TYPE, q.predicate, q.object)),
                key=lambda quad: quad.predicate,
            )
        ]
        body = " ;\n".join(lines).lstrip()
        yield f"{indent}{term_text(subject)} {body} .\n"


def _predicate(predicate: Term) -> str:
    return "a" if predicate == _TYPE else term_text(predicate)
