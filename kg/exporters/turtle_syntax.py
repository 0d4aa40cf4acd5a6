"""What Turtle and TriG share: prefixes, prefixed names, subjects with their predicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg.exporters.names import prefixed
from kg.triples import Quad, Term, Triple, iri
from kg.vocab import PREFIXES, terms

_TYPE = iri(terms.TYPE)
_CACHED_TERMS = 32_768


def header() -> str:
    """Return the prefix declarations."""
    return "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())


def term_text(term: Term) -> str:
    """Write a term, an IRI or a datatype by its prefix where the grammar allows it.

    >>> term_text(iri(terms.LABEL))
    'rdfs:label'
    """
    if term.startswith("<"):
        return _iri_text(term)
    if term.endswith(">"):
        literal, mark, datatype = term.rpartition("^^<")
        if mark:
            return f"{literal}^^{_iri_text(Term(f'<{datatype}'))}"
    return term


@lru_cache(_CACHED_TERMS)
def _iri_text(term: Term) -> str:
    return prefixed(term[1:-1]) or term


@lru_cache(_CACHED_TERMS)
def _predicate(predicate: Term) -> str:
    return "a" if predicate == _TYPE else term_text(predicate)


def subject_blocks(triples: Iterable[Triple | Quad], *, indent: str = "") -> Iterator[str]:
    """Yield one subject's statements at a time, `a` first, with an empty line before them.

    The triples come sorted by subject, predicate and object.
    """
    for subject, group in groupby(triples, key=itemgetter(0)):
        yield subject_block(subject, group, indent=indent)


def subject_block(subject: Term, triples: Iterable[Triple | Quad], *, indent: str = "") -> str:
    """Return what is said of one subject; the triples come sorted by predicate and object."""
    kinds: list[str] = []
    lines: list[str] = []
    before = None
    for triple in triples:
        _, predicate, value = triple[:3]
        text = term_text(value)
        if predicate == before:
            (kinds if predicate == _TYPE else lines)[-1] += f", {text}"
        else:
            before = predicate
            (kinds if predicate == _TYPE else lines).append(f"{_predicate(predicate)} {text}")
    body = f" ;\n{indent}    ".join(kinds + lines)
    return f"\n{indent}{term_text(subject)} {body} .\n"
