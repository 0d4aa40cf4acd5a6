"""Which root class a known entity has, by what a list calls its kind; `data/known_types.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from kg.vocab.ontology import Ontology, default_ontology


@dataclass(frozen=True, slots=True)
class KnownTypes:
    """Root classes by kind; and the kinds, of FollowTheMoney and Wikidata, that are no entities."""

    ftm: Mapping[str, str]
    wikidata: Mapping[str, str]
    words: Mapping[str, str]
    passed_over: frozenset[str]

    def root(self, kinds: Iterable[str]) -> str | None:
        """Return the root class that all the known ones of some kinds have, else None.

        A kind is a class of the ontology, a schema of FollowTheMoney, or a class of Wikidata by
        number, IRI or English label.

        >>> types = known_types()
        >>> types.root(["Q4830453", "Q1"]), types.root(["public body"]), types.root(["city", "Q5"])
        ('Organization', 'Organization', None)
        """
        names = map(_last, kinds)
        found = {self.wikidata.get(name) or self.words.get(_word(name)) for name in names}
        roots = found - {None}
        return roots.pop() if len(roots) == 1 else None

    def passes_over(self, kinds: Iterable[str]) -> bool:
        """Tell whether a thing of some kinds is no entity: a link, a file, a name as such.

        >>> known_types().passes_over(["Q101352"]), known_types().passes_over(["Person"])
        (True, False)
        """
        return not self.passed_over.isdisjoint(map(_last, kinds))


def known_types(ontology: Ontology | None = None) -> KnownTypes:
    """Read the tables that ship with the program, in terms of an ontology's roots."""
    roots = (ontology or default_ontology()).roots
    path = files("kg").joinpath("resolution", "data", "known_types.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    items = {
        item: (roots[kind], label)
        for kind, labels in tables["wikidata"].items()
        if kind in roots
        for item, label in labels.items()
    }
    ftm = {schema: roots[kind] for schema, kind in tables["ftm"].items() if kind in roots}
    words = {
        **{_word(label): root for root, label in items.values()},
        **{_word(schema): root for schema, root in ftm.items()},
        **{_word(name): root for name, root in roots.items()},
    }
    return KnownTypes(
        ftm,
        {item: root for item, (root, _) in items.items()},
        words,
        frozenset({*tables["ftm_other"]["schemata"], *tables["wikidata_other"]}),
    )


def _last(kind: str) -> str:
    """Return the last part of a kind's IRI, or what is none as it is."""
    return kind.strip().rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _word(text: str) -> str:
    """Fold a kind's name: "Public Body", "public_body" and "PublicBody" are one."""
    return "".join(filter(str.isalnum, text.casefold()))
