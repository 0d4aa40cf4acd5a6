"""The entities and links of a network, put together from sorted lines of `kg.views.records`.

One entity or link is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from kg.triples import Term
from kg.triples.terms import literal_value
from kg.views.records import NODE_MARK
from kg.vocab import terms
from kg.vocab.ontology import local_name

_ROOTS = frozenset(
    map(local_name, (terms.ORGANIZATION, terms.PERSON, terms.PRODUCT, terms.PLACE, terms.ENTITY))
)
_NODE_FIELDS, _EDGE_FIELDS = 6, 9
_Attributes = dict[str, str | int | float]


class Node(NamedTuple):
    """An entity: its most telling class, how many documents name it, how much is said of it."""

    iri: str
    label: str
    kind: str
    sources: int
    claims: int
    statements: int

    def attributes(self) -> _Attributes:
        """Return what is known of the entity, by name."""
        values: _Attributes = self._asdict()
        del values["iri"]
        return values


class Edge(NamedTuple):
    """A link of one kind from one entity to another, by all the claims that make it.

    `weight` is the number of documents. `claim_ids` and `documents` are joined by "; ", the words
    of the claims by " | "; `words` holds those of the qualifiers, by name. `start` and `end` are
    EDTF dates.
    """

    subject: str
    object: str
    kind: str
    modality: str = "asserted"
    weight: int = 1
    claims: int = 1
    claim_ids: str = ""
    documents: str = ""
    evidence: str = ""
    confidence: float | None = None
    words: Mapping[str, str] = {}
    start: str | None = None
    end: str | None = None

    @property
    def label(self) -> str:
        """The kind, with the modality where that is not "asserted".

        >>> Edge("urn:a", "urn:b", "deploys", "denied").label
        'deploys (denied)'
        """
        return self.kind if self.modality == "asserted" else f"{self.kind} ({self.modality})"

    def attributes(self) -> _Attributes:
        """Return what is known of the link, by name; what no claim tells is left out."""
        rest = {"confidence": self.confidence, **self.words, "start": self.start, "end": self.end}
        return {
            "kind": self.kind,
            "label": self.label,
            "modality": self.modality,
            "weight": self.weight,
            "claims": self.claims,
            "claim_ids": self.claim_ids,
            "documents": self.documents,
            "evidence": self.evidence,
            **{name: value for name, value in rest.items() if value is not None},
        }


def merged_records(lines: Iterable[str]) -> tuple[Iterator[Node], Iterator[Edge]]:
    """Return the entities and the links of a network, both sorted, from its sorted lines.

    The links are to be asked for when the entities have been used up. A line that comes twice
    counts once.

    >>> nodes, edges = merged_records([])
    >>> list(nodes), list(edges)
    ([], [])
    """
    once = (line for line, _ in groupby(lines))
    first_edge: list[str] = []

    def node_lines() -> Iterator[str]:
        for line in once:
            if line[0] != NODE_MARK:
                first_edge.append(line)
                return
            yield line

    return _nodes(node_lines()), _edges(chain.from_iterable((first_edge, once)))


def most_telling(kinds: Iterable[str]) -> str:
    """Return the local name of the class that says most: a root of the ontology says least.

    >>> most_telling([terms.ORGANIZATION, "https://w3id.org/claimkg/ontology#Company"])
    'Company'
    """
    names = sorted(local_name(kind) for kind in kinds)
    telling = [name for name in names if name not in _ROOTS]
    return (telling or names or [local_name(terms.ENTITY)])[0]


def _nodes(lines: Iterator[str]) -> Iterator[Node]:
    rows = (line.split("\t", _NODE_FIELDS) for line in lines)
    for entity, group in groupby(rows, key=itemgetter(1)):
        yield _node(entity, group)


def _node(entity: str, rows: Iterable[list[str]]) -> Node:
    document, sources, claims, statements = "", 0, 0, 0
    kinds: set[str] = set()
    votes: dict[str, int] = {}
    for row in rows:
        sources += row[2] != document
        document = row[2]
        claims += int(row[3])
        statements += int(row[4])
        kinds.add(row[5])
        for label in row[6].split("\t") if len(row) > _NODE_FIELDS else ():
            votes[label] = votes.get(label, 0) + 1
    return Node(
        iri=entity,
        label=_label(votes) or entity,
        kind=most_telling({kind for some in kinds for kind in some.split()}),
        sources=sources,
        claims=claims,
        statements=statements,
    )


def _label(votes: Mapping[str, int]) -> str:
    """Return the name that most documents give; of those with as many, the first."""
    names = sorted(votes)
    return _text(max(names, key=votes.__getitem__)) if names else ""


def _text(escaped: str) -> str:
    return literal_value(Term(f'"{escaped}"'))[0] if "\\" in escaped else escaped


def _edges(lines: Iterator[str]) -> Iterator[Edge]:
    rows = (line.split("\t", _EDGE_FIELDS) for line in lines)
    for key, group in groupby(rows, key=itemgetter(1, 2, 3, 4)):
        yield _edge(key, list(group))


def _edge(key: tuple[str, ...], rows: list[list[str]]) -> Edge:
    subject, target, kind, modality = key
    words = _words(rows)
    starts, ends = words.pop("start", None), words.pop("end", None)
    documents = sorted({row[6] for row in rows})
    sure = [float(row[7]) for row in rows if row[7]]
    return Edge(
        subject,
        target,
        kind,
        modality,
        len(documents),
        len(rows),
        # By claim, because the rows are sorted.
        "; ".join([row[5] for row in rows]),
        "; ".join(documents),
        _text(" | ".join(dict.fromkeys([row[8] for row in rows]))),
        max(sure) if sure else None,
        {name: _text("; ".join(sorted(words[name]))) for name in sorted(words)},
        _text(min(starts)) if starts else None,
        _text(max(ends)) if ends else None,
    )


def _words(rows: Iterable[list[str]]) -> dict[str, set[str]]:
    """Return the qualifiers of claims by name, each wording once."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for field in row[_EDGE_FIELDS].split("\t") if len(row) > _EDGE_FIELDS else ():
            name, _, words = field.partition("=")
            found.setdefault(name, set()).add(words)
    return found
