"""Whether two names may name one entity: in which way they are alike, and how sure that is.

Names are compared by kind. Each kind of difference that writers make (a legal form, an order of
words, an abbreviation, a nickname) is a level of its own, as in I. P. Fellegi and A. B. Sunter,
"A Theory for Record Linkage", JASA 64 (1969); a distance between letters is asked last. Names that
have no blocking key in common are not alike, so that whoever compares only within blocks (P.
Christen, "Data Matching", 2012, chapter 4) misses nothing that a comparison of all pairs finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from kg.resolution.comparing.acronyms import MARK, acronym_score
from kg.resolution.comparing.kinds import KINDS, Likeness
from kg.resolution.comparing.organization_likeness import compare_organizations
from kg.resolution.comparing.person_likeness import compare_persons
from kg.resolution.comparing.persons import PersonName
from kg.resolution.comparing.places import PlaceName, compare_places
from kg.resolution.comparing.products import ProductName, compare_products
from kg.resolution.comparing.publications import compare_publications
from kg.resolution.comparing.worded import WordedName
from kg.resolution.parsed_names import (
    Form,
    ParsedName,
    blocking_keys,
    forms_of,
    initials_of,
    parse_name,
)

__all__ = [
    "KINDS",
    "Likeness",
    "ParsedName",
    "blocking_keys",
    "compare",
    "compare_in_block",
    "initials_of",
    "parse_name",
]


def compare(left: ParsedName, right: ParsedName) -> Likeness | None:
    """Return how two names are alike, None if not enough to be offered to a person.

    The order of the two makes no difference. Names of two root classes are not alike.

    >>> names = "Brantley Police Department", "Police Dept. of Brantley"
    >>> compare(*(parse_name("Organization", name) for name in names))
    Likeness(kind='order', score=0.97, extra=())
    """
    if left.root != right.root:
        return None
    shared = left.keys & right.keys
    if not shared:
        return None
    if right.name < left.name:
        left, right = right, left
    if all(key[0] == MARK for key in shared) and _spelled_out(left, right):
        return None
    return _closest(left.root, (left.form, *left.variants), (right.form, *right.variants))


def compare_in_block(root: str, left: str, right: str) -> Likeness | None:
    """Compare two names that are known to have a key in common, other than initials of both.

    As `compare`, in a fraction of the time where the names have not been taken apart.
    """
    if right < left:
        left, right = right, left
    return _closest(root, forms_of(root, left), forms_of(root, right))


def _closest(root: str, left: Sequence[Form], right: Sequence[Form]) -> Likeness | None:
    """Compare two names in all the ways in which each may be written."""
    if len(left) == len(right) == 1:
        return _compared(root, left[0], right[0])
    found = [_compared(root, one, other) for one, other in product(left, right)]
    return max(filter(None, found), key=lambda likeness: likeness.score, default=None)


def _spelled_out(left: ParsedName, right: ParsedName) -> bool:
    """Tell whether two names only have the same initials, and neither is initials itself."""
    return acronym_score(_worded(left.form), _worded(right.form)) is None


def _worded(form: Form) -> WordedName:
    if isinstance(form, ProductName):
        return form.whole
    if isinstance(form, WordedName):
        return form
    raise TypeError(f"no initials in {type(form).__name__}")


def _compared(root: str, left: Form, right: Form) -> Likeness | None:
    if isinstance(left, PersonName) and isinstance(right, PersonName):
        return compare_persons(left, right)
    if isinstance(left, ProductName) and isinstance(right, ProductName):
        return compare_products(left, right)
    if isinstance(left, PlaceName) and isinstance(right, PlaceName):
        return compare_places(left, right)
    if isinstance(left, WordedName) and isinstance(right, WordedName):
        organizations = root == "Organization"
        return (compare_organizations if organizations else compare_publications)(left, right)
    raise TypeError(f"{type(left).__name__} beside {type(right).__name__}")
