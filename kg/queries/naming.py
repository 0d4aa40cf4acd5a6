"""What to call a node to a reader: an entity by its name, a term by its prefix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.queries.engine import Engine, objects, solutions
from kg.triples import Term, iri
from kg.triples.terms import iri_value, is_iri, literal_value
from kg.vocab import PREFIXES, default_ontology, terms
from kg.vocab.ontology import local_name

# An IRI in its N-Triples form can be written into a query: it holds no character that ends it.
_LABELS = """SELECT ?node ?property ?text {
  VALUES ?node { NODES } VALUES ?property { rdfs:label dcterms:title }
  ?node ?property ?text }"""
_USES = """SELECT ?node ?name (COUNT(?mention) AS ?uses) {
  VALUES ?node { NODES } ?mention kg:refersTo ?node ; kg:name ?name } GROUP BY ?node ?name"""
_AT_A_TIME = 500


def label_of(store: Engine, node: Term) -> str | None:
    """Return the name by which most claims call an entity; of a value
    its label, of a document its title; else None."""
    return labels_of(store, [node]).get(node)


def labels_of(store: Engine, nodes: Iterable[Term]) -> dict[Term, str]:
    """Return the names of those nodes that have one; many nodes take few questions."""
    wanted = sorted({node for node in nodes if is_iri(node)})
    found: dict[Term, str] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        texts = _texts(store, wanted[start : start + _AT_A_TIME])
        unsure = [node for node, labels in texts.items() if len(labels) > 1]
        used = _uses(store, unsure) if unsure else Counter()
        for node, labels in texts.items():
            found[node] = min(labels, key=lambda text: (-used[node, text], -len(text), text))
    return found


def _texts(store: Engine, nodes: Iterable[Term]) -> dict[Term, list[str]]:
    """Return the labels of nodes, or else their titles, for those that have any."""
    labels: dict[Term, list[str]] = defaultdict(list)
    titles: dict[Term, list[str]] = defaultdict(list)
    labelled: set[Term] = set()
    for solution in solutions(store, _LABELS.replace("NODES", " ".join(nodes))):
        node, is_label = solution["node"], solution["property"] == iri(terms.LABEL)
        if is_label:
            labelled.add(node)
        if text := plain_text(solution["text"]):
            (labels if is_label else titles)[node].append(text)
    return labels | {node: texts for node, texts in titles.items() if node not in labelled}


def _uses(store: Engine, nodes: Iterable[Term]) -> Counter[tuple[Term, str]]:
    """Count how often claims call nodes by each of their names."""
    found = solutions(store, _USES.replace("NODES", " ".join(nodes)))
    counts: Counter[tuple[Term, str]] = Counter()
    for solution in found:
        counts[solution["node"], plain_text(solution["name"])] += int(plain_text(solution["uses"]))
    return counts


def kinds_of(store: Engine, entity: Term) -> frozenset[str]:
    """Return the local names of an entity's classes, and of the root classes above them."""
    return kinds_and_roots(objects(store, entity, terms.TYPE))


def kinds_and_roots(classes: Iterable[Term]) -> frozenset[str]:
    """Return the local names of classes, and of the root classes above them."""
    roots = default_ontology().roots
    found = {local_name(iri_value(kind)) for kind in classes}
    return frozenset(found | {roots[kind] for kind in found if kind in roots})


def plain_text(term: Term) -> str:
    """Return a literal's words, an IRI as it is."""
    if is_iri(term):
        return iri_value(term)
    return literal_value(term)[0] if term.startswith('"') else term


def shortened(value: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI with its prefix, where one fits.

    >>> shortened("https://w3id.org/claimkg/ontology#denied")
    'kg:denied'
    """
    for prefix, namespace in prefixes.items():
        rest = value.removeprefix(namespace)
        if rest != value and rest.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{rest}"
    return value


def displayed(term: Term | None, labels: Mapping[Term, str]) -> str:
    """Return a term as a reader wants it: its name, its prefixed form, its words; on one line."""
    if term is None:
        return ""
    text = labels.get(term) or plain_text(term)
    return " ".join((shortened(text) if is_iri(term) and term not in labels else text).split())
