"""Names of entities taken apart once, with the keys under which to look for like ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.resolution.comparing.acronyms import MARK, acronym_keys
from kg.resolution.comparing.organizations import organization_keys
from kg.resolution.comparing.persons import PersonName, parse_person, person_keys
from kg.resolution.comparing.places import PlaceName, parse_place, place_keys
from kg.resolution.comparing.products import ProductName, parse_product, product_keys
from kg.resolution.comparing.publications import publication_keys
from kg.resolution.comparing.respelling import respelled
from kg.resolution.comparing.translating import translated
from kg.resolution.comparing.worded import WordedName, parse_worded

Form = WordedName | PersonName | ProductName | PlaceName


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name as it was written, the root class of what it names, its form and its keys.

    `variants` are the forms of other ways to write it, whose keys are among the name's.
    """

    root: str
    name: str
    form: Form
    keys: frozenset[str]
    variants: tuple[Form, ...] = ()


@lru_cache(maxsize=2048)
def parse_name(root: str, name: str) -> ParsedName:
    """Take the name of an entity of a root class apart; other classes are read as publications.

    >>> parse_name("Organization", "Brantley Police Dept.").form.content
    ('brantley', 'police', 'department')
    """
    form, *others = forms = forms_of(root, name)
    keys = frozenset[str]().union(*(_keys(root, each) for each in forms))
    return ParsedName(root, name, form, keys, tuple(others))


@lru_cache(maxsize=16384)
def forms_of(root: str, name: str) -> tuple[Form, ...]:
    """Return the forms of a name: as it is written, then of other ways to write it.

    To be compared names need no keys, which take longer to make than the forms.
    """
    return tuple(_form(root, each) for each in (name, *_variants(root, name)))


def _variants(root: str, name: str) -> Iterator[str]:
    if written := respelled(name):
        yield written
    if root == "Organization" and (said := translated(name)):
        yield said


def _form(root: str, name: str) -> Form:
    if root == "Person":
        return parse_person(name)
    if root == "Product":
        return parse_product(name)
    if root == "Place":
        return parse_place(name)
    return parse_worded(name, legal_forms=root == "Organization")


def _keys(root: str, form: Form) -> frozenset[str]:
    if isinstance(form, PersonName):
        return person_keys(form)
    if isinstance(form, ProductName):
        return product_keys(form)
    if isinstance(form, PlaceName):
        return place_keys(form)
    return organization_keys(form) if root == "Organization" else publication_keys(form)


def blocking_keys(parsed: ParsedName) -> frozenset[str]:
    """Return the keys of a name; only names with a common key are ever found alike.

    >>> left, right = (parse_name("Person", name) for name in ("J. Brant", "Jane Brant"))
    >>> sorted(blocking_keys(left) & blocking_keys(right))
    ['*brant', '/brant j']
    """
    return parsed.keys


def initials_of(parsed: ParsedName) -> frozenset[str]:
    """Return those of a name's keys that are its initials, for which others may have letters.

    Two names that have only such keys in common are not alike.

    >>> sorted(initials_of(parse_name("Organization", "Northern Harbor Boat League")))
    ['@bl|harbor northern', '@hbl|northern', '@nhbl|', '@nhb|league', '@nh|boat league']
    """
    forms = [
        form.whole if isinstance(form, ProductName) else form
        for form in (parsed.form, *parsed.variants)
    ]
    short = {key for form in forms if isinstance(form, WordedName) for key in acronym_keys(form)}
    return frozenset(key for key in parsed.keys - short if key[0] == MARK)
