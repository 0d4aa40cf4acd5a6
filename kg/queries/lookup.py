"""Find what a person means by a name: an entity of the graph, an IRI, a property, a literal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process, utils

from kg.errors import NotFoundError, QueryError
from kg.queries.engine import Engine, engine_term, solutions, term_of
from kg.queries.naming import kinds_and_roots, kinds_of, plain_text
from kg.triples import Term, iri, literal
from kg.triples.minting import slug
from kg.triples.terms import iri_value
from kg.vocab import PREFIXES
from kg.vocab.namespaces import KG

ANY_KIND = frozenset({"Entity", "Term"})
_NAMES = """SELECT DISTINCT ?name ?entity {
  { ?mention kg:refersTo ?entity ; kg:name ?name }
  UNION { ?entity a kg:Place ; rdfs:label ?name } }"""
_KINDS = """SELECT DISTINCT ?entity ?kind {
  { ?mention kg:refersTo ?entity } UNION { ?entity a kg:Place }
  ?entity a ?kind }"""
_PROPERTIES = "SELECT DISTINCT ?property { ?subject ?property ?object }"
_ABSOLUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)[^\s<>\"{}|^`\\]+")
_PREFIXED = re.compile(r"([A-Za-z]+):([\w.-]*\w)")
_NEAR = 70.0  # of 100: a name less near than this is no suggestion
_MOST_SUGGESTIONS = 5
_WORD = re.compile(r"[^\W_]+")


def resolve_parameters(
    store: Engine, given: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, Term]:
    """Return the term that each value stands for; `kinds` says what is looked for.

    Raises:
        QueryError: a parameter is not one that the query declares, or its value means two things.
        NotFoundError: the graph does not hold a name; nearest names are suggested.
    """
    for name in given:
        if kinds and name not in kinds:
            raise QueryError(
                f"the query has no parameter {name!r}", remedy=f"it has: {', '.join(kinds)}"
            )
    return {
        name: resolve_term(store, value, kind=kinds.get(name, "Term"))
        for name, value in given.items()
    }


def resolve_term(store: Engine, value: str, *, kind: str = "Term") -> Term:
    """Return the term that a value stands for.

    An IRI (with or without angle brackets), a prefixed name of `kg.vocab.PREFIXES` and a literal in
    quotation marks stand for themselves. Else the value is, by `kind`, a text, the local name of a
    property, or the name of an entity.

    >>> import pyoxigraph as ox
    >>> resolve_term(ox.Store(), "kg:denied")
    '<https://w3id.org/claimkg/ontology#denied>'

    Raises:
        QueryError: it is not a term, or several entities have that name.
        NotFoundError: no entity has that name; nearest names are suggested.
    """
    if kind == "Text":
        return _checked(literal(value), value)
    written = _written_term(value)
    if written is not None:
        return written
    if kind == "Property":
        return _property(store, value)
    return find_entity(store, value, kind=kind)


def find_entity(store: Engine, name: str, *, kind: str = "Entity") -> Term:
    """Return the entity that has a name; case, articles and punctuation do not count.

    `kind` is a class of entities, or "Entity" for any.

    Raises:
        QueryError: several entities have that name.
        NotFoundError: none has; nearest names are suggested.
    """
    # A name that is spelt as in the graph needs no look at the others, of which there may be many.
    exact = solutions(store, _NAMES, {"name": _checked(literal(name), name)})
    fitting = _of_kind(store, (solution["entity"] for solution in exact), kind)
    names = {} if fitting else _names(store)
    if not fitting:
        folded = slug(name)
        alike = (node for node, texts in names.items() if any(slug(t) == folded for t in texts))
        fitting = _of_kind(store, alike, kind)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise QueryError(
            f"{len(fitting)} entities are named {name!r}",
            remedy=f"give the IRI of one: {', '.join(map(iri_value, fitting))}",
        )
    wanted = "" if kind in ANY_KIND else f" as a {kind}"
    near = near_names(name, _spellings(store, names, kind))
    raise NotFoundError(
        f"the graph does not hold {name!r}{wanted}",
        suggestions=near,
        remedy=None if near else "the question 'entities' lists what it holds",
    )


def _of_kind(store: Engine, entities: Iterable[Term], kind: str) -> list[Term]:
    """Return the entities of a kind, sorted."""
    found = sorted(set(entities))
    return found if kind in ANY_KIND else [node for node in found if kind in kinds_of(store, node)]


def _spellings(store: Engine, names: Mapping[Term, set[str]], kind: str) -> set[str]:
    """Return every name that an entity of a kind has."""
    if kind in ANY_KIND:
        return {text for texts in names.values() for text in texts}
    kinds: dict[Term, set[Term]] = defaultdict(set)
    for solution in solutions(store, _KINDS):
        kinds[solution["entity"]].add(solution["kind"])
    fitting = (node for node in names if kind in kinds_and_roots(kinds[node]))
    return {text for node in fitting for text in names[node]}


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """Return the names nearest to one that is not there, best first; acronyms find their names.

    >>> near_names("FSA", ["Free Streets Alliance", "FaceLedger"])
    ['Free Streets Alliance']
    """
    choices = sorted(set(names))
    spelt_out = [choice for choice in choices if len(name) > 1 and _initials(choice) == name]
    near = process.extract(
        name,
        choices,
        scorer=_likeness,
        processor=utils.default_process,
        limit=2 * _MOST_SUGGESTIONS,
        score_cutoff=_NEAR,
    )
    ranked = [choice for choice, _, _ in sorted(near, key=lambda found: (-found[1], found[0]))]
    return list(dict.fromkeys([*spelt_out, *ranked]))[:_MOST_SUGGESTIONS]


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """Return how alike two names are, 0 to 100: as spelt, else as words in any order, else as words
    that one may have more of than the other; each counts less than the one before."""
    words = max(0.97 * fuzz.token_sort_ratio(one, other), 0.95 * fuzz.token_set_ratio(one, other))
    score = max(fuzz.ratio(one, other), words)
    return score if score_cutoff is None or score >= score_cutoff else 0.0


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


def _names(store: Engine) -> Mapping[Term, set[str]]:
    """Return every entity of the graph with the names that claims give it."""
    found: dict[Term, set[str]] = defaultdict(set)
    for solution in solutions(store, _NAMES):
        found[solution["entity"]].add(plain_text(solution["name"]))
    return found


def _written_term(value: str) -> Term | None:
    """Return a term that is written out, or None."""
    prefixed = _PREFIXED.fullmatch(value)
    if prefixed and prefixed[1] in PREFIXES:
        return _checked(iri(PREFIXES[prefixed[1]] + prefixed[2]), value)
    if value.startswith('"') or (value.startswith("<") and value.endswith(">")):
        return _checked(Term(value), value)
    return _checked(iri(value), value) if _ABSOLUTE.fullmatch(value) else None


def _checked(term: Term, value: str) -> Term:
    """Return a term as the engine writes it; what it cannot read is refused here."""
    try:
        return term_of(engine_term(term))
    except ValueError:
        raise QueryError(
            f"{value!r} is not a term",
            remedy='write <https://…>, "text" or "2016"^^<datatype>, as in N-Triples',
        ) from None


def _property(store: Engine, name: str) -> Term:
    """Return the property in the ontology's namespace that has a local name."""
    used = {
        iri_value(solution["property"]).removeprefix(KG)
        for solution in solutions(store, _PROPERTIES)
        if iri_value(solution["property"]).startswith(KG)
    }
    if name in used:
        return iri(KG + name)
    near = near_names(name, used)
    raise NotFoundError(
        f"the graph holds no property {name!r}",
        suggestions=near,
        remedy=None if near else f"it holds: {', '.join(sorted(used)) or 'none'}",
    )
