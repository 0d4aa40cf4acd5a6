"""What a person means by a name or an IRI, as the side of a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.errors import InputError, NotFoundError
from kg.model.judgement import Judgement, Selector
from kg.queries.lookup import near_names
from kg.resolution.pairs import selected
from kg.stores.journal import Journal
from kg.stores.references import Name, Use
from kg.vocab.ontology import Ontology

_MOST_SHOWN = 5
_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wrote for an entity: a name or an IRI, and a document's IRI, or ""."""

    text: str
    document: str = ""

    @classmethod
    def of(cls, written: str, document: str = "") -> Asked:
        """Return what is written for an entity; an IRI may stand in angle brackets.

        >>> Asked.of("<https://e.example/x>").text
        'https://e.example/x'
        """
        bare = written[1:-1] if written.startswith("<") and written.endswith(">") else written
        return cls(bare if _IRI.fullmatch(bare) else written, document)

    @property
    def is_iri(self) -> bool:
        """Tell an IRI from a name."""
        return bool(_IRI.fullmatch(self.text))


def find_sides(
    journal: Journal, ontology: Ontology, asked: tuple[Asked, Asked], *, root: str | None = None
) -> tuple[Selector, Selector]:
    """Return what two names or IRIs select; `root` is a root class, where the names need one.

    A name selects that of all documents, an IRI those of its entity. Where documents use a name
    for several entities, a document must be told, or an IRI.

    Raises:
        NotFoundError: no document has a name, or the one that is told has not; near names follow.
        InputError: what is asked for may be several things.
    """
    alike = asked[0] == asked[1] and not asked[0].document
    found = [_named(journal, ontology, each, root, whole=alike) for each in asked]
    pairs = [(one, other) for one, other in product(*found) if one.type == other.type]
    if len(pairs) == 1:
        return pairs[0]
    if pairs:
        kinds = sorted({left.type for left, _ in pairs})
        raise InputError(
            f"{asked[0].text!r} and {asked[1].text!r} are each a {' and a '.join(kinds)}",
            remedy="say which with --type",
        )
    kinds = [" or ".join(sorted({side.type for side in sides})) for sides in found]
    raise InputError(
        f"{asked[0].text!r} is a {kinds[0]}, {asked[1].text!r} a {kinds[1]}: two entities,"
        " whatever their names",
        remedy="if one has the wrong class, amend the claim's type with kg correct",
    )


def _named(
    journal: Journal, ontology: Ontology, asked: Asked, root: str | None, *, whole: bool
) -> list[Selector]:
    """Return what a name or IRI may select, one for each root class that has it."""
    if asked.is_iri:
        found = [_of_entity(journal, ontology, asked)]
    else:
        names = _names_of(asked.text, ontology)
        found = [
            Selector(name[0], asked.text, asked.document)
            for name, number in _numbered(journal, names)
            if not asked.document or _uses(journal, number, asked.document)
        ]
    found = [side for side in found if root in (None, side.type)]
    if not found:
        raise _unknown(journal, asked, root)
    if not (whole or asked.document or asked.is_iri):
        for side in found:
            _check_one(journal, side)
    return found


def _names_of(text: str, ontology: Ontology) -> list[Name]:
    roots = sorted(set(ontology.roots.values()))
    return [(root, selected(Selector(root, text)).key) for root in roots]


def _numbered(journal: Journal, names: Iterable[Name]) -> Iterator[tuple[Name, int]]:
    for name in names:
        number = journal.references.number(name)
        if number is not None and next(journal.references.uses(number), None):
            yield name, number


def _uses(journal: Journal, number: int, document: str) -> bool:
    return any(use.document == document for use in journal.references.uses(number))


def _check_one(journal: Journal, side: Selector) -> None:
    """Make sure that a name is of one entity."""
    number = journal.references.number((side.type, selected(side).key))
    first: dict[str, str] = {}
    for use in journal.references.uses(number) if number is not None else ():
        first.setdefault(use.iri, use.document)
    if len(first) > 1:
        shown = [*first.values()][:_MOST_SHOWN]
        raise InputError(
            f"{len(first)} entities are named {side.name!r}",
            remedy=f"name a document of the one with --document: {', '.join(shown)}",
        )


def _of_entity(journal: Journal, ontology: Ontology, asked: Asked) -> Selector:
    """Return the selector for the entity that has an IRI: by the name that makes the IRI, if any
    of its names does."""
    own = _own_names(journal, ontology, asked.text)
    uses = [use for use in own if not use.iri]
    if not uses:
        uses = [use for use in journal.references.elsewhere() if use.iri == asked.text]
    if not uses:
        raise NotFoundError(
            f"the graph does not hold {asked.text!r}",
            remedy="give a name, or the IRI that kg explain shows of it",
        )
    if asked.document:
        uses = [use for use in uses if use.document == asked.document]
        if not uses:
            raise _unknown(journal, asked, None)
    use = uses[0]
    root, _, label = journal.references.name(use.name) or ("", "", "")
    others = {other.iri for other in journal.references.uses(use.name)}
    document = asked.document or (use.document if len(others) > 1 else "")
    return Selector(root, label, document)


def _own_names(journal: Journal, ontology: Ontology, iri: str) -> list[Use]:
    """Return the uses of the name that makes an IRI, whatever base it stands under."""
    rest, _, key = iri.rpartition("/")
    kind = rest.rpartition("/")[2]
    names = [(root, key) for root in set(ontology.roots.values()) if root.lower() == kind]
    return [
        use for _, number in _numbered(journal, names) for use in journal.references.uses(number)
    ]


def _unknown(journal: Journal, asked: Asked, root: str | None) -> NotFoundError:
    kind = f" as a {root}" if root else ""
    place = f"{asked.document} does not name" if asked.document else "the graph does not hold"
    references = journal.references
    numbers = references.neighbours(asked.document) if asked.document else None
    held = (
        (references.name(number) or ("", "", "") for number in numbers)
        if numbers is not None
        else ((kind, key, label) for _, kind, key, label, uses in references.names() if uses)
    )
    near = near_names(asked.text, (label for kind, _, label in held if root in (None, kind)))
    return NotFoundError(
        f"{place} {asked.text!r}{kind}",
        suggestions=near,
        remedy=None if near else "the question 'entities' lists what the graph holds",
    )


def judgement_on(
    judgements: Sequence[Judgement],
    asked: tuple[Asked, Asked],
    ontology: Ontology,
    *,
    journal: Journal | None = None,
    root: str | None = None,
) -> Judgement:
    """Return the one judgement on two names or IRIs, either of which may stand on its left.

    Names need not be in the graph any more; for IRIs, `journal` tells which names they have.

    Raises:
        NotFoundError: there is none.
        InputError: there are several.
    """
    one, other = (_keys(each, ontology, journal) for each in asked)
    documents = [each.document for each in asked]
    found = [
        judgement
        for judgement in judgements
        if root in (None, judgement.left.type)
        and any(
            _fits(left, one, documents[0]) and _fits(right, other, documents[1])
            for left, right in (
                (judgement.left, judgement.right),
                (judgement.right, judgement.left),
            )
        )
    ]
    if len(found) == 1:
        return found[0]
    told = f"{asked[0].text!r} and {asked[1].text!r}"
    if found:
        raise InputError(
            f"there are {len(found)} judgements on {told}",
            remedy="say which with --type, or with --document for each name (kg resolve --list)",
        )
    names = {side.name for judgement in judgements for side in (judgement.left, judgement.right)}
    near = [name for each in asked for name in near_names(each.text, names)]
    raise NotFoundError(
        f"there is no judgement on {told}",
        suggestions=tuple(dict.fromkeys(near)),
        remedy=None if near else "kg resolve --list shows what there is",
    )


def _keys(asked: Asked, ontology: Ontology, journal: Journal | None) -> set[Name]:
    if not asked.is_iri:
        return set(_names_of(asked.text, ontology))
    if journal is None:
        return set()
    uses = [use for use in _own_names(journal, ontology, asked.text) if not use.iri]
    uses += [use for use in journal.references.elsewhere() if use.iri == asked.text]
    names = (journal.references.name(use.name) for use in uses)
    return {name[:2] for name in names if name}


def _fits(side: Selector, names: set[Name], document: str) -> bool:
    found = selected(side)
    return found[1:] in names and (not document or side.document == document)
