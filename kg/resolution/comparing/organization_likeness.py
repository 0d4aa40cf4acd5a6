"""Two names of organisations compared."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from kg.resolution.comparing.acronyms import acronym_likeness
from kg.resolution.comparing.containing import containment
from kg.resolution.comparing.folding import has_digit
from kg.resolution.comparing.heads import same_body
from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import group
from kg.resolution.comparing.spelling import slip
from kg.resolution.comparing.worded import WordedName, is_generic

_EQUAL, _LEGAL_FORM, _LEGAL_FORMS, _DOMAIN = 0.99, 0.98, 0.85, 0.95
_LOCAL, _ORDER, _SPACING, _SPELLING, _SIMILAR, _RELATED = 0.5, 0.97, 0.97, 0.7, 0.3, 0.2
_ALIKE, _TELLING_ALIKE = 88, 85


def compare_organizations(left: WordedName, right: WordedName) -> Likeness | None:
    """Return how two names of organisations are alike, None if too little to be worth a look.

    >>> from kg.resolution.comparing.worded import parse_worded
    >>> names = "Bank of Brantley, Inc.", "Bank of Brantley"
    >>> compare_organizations(*map(parse_worded, names))
    Likeness(kind='legal form', score=0.98, extra=('inc',))
    """
    if found := same_words(left, right):
        return _forms_weighed(found, left, right)
    if found := acronym_likeness(left, right):
        return _conflict_weighed(found, left, right)
    short, long = sorted((left.content, right.content), key=len)
    found = containment(short, long)
    if found is None or found.kind == "related":
        found = same_body(left, right) or found
    found = found or misspelled(left, right) or similar(left, right)
    return _conflict_weighed(found, left, right) if found else None


def same_words(left: WordedName, right: WordedName) -> Likeness | None:
    """Return "equal", "order" or "spacing" for names of the same words or letters, or None."""
    if left.words == right.words:
        named = not all(word in group("organization_words", "local") for word in left.content)
        return Likeness("equal", _EQUAL if named else _LOCAL)
    if left.content == right.content:
        return Likeness("order", _ORDER)
    if left.sorted == right.sorted:
        return _reordered(left, right)
    if left.letters == right.letters and left.digits == right.digits:
        return Likeness("spacing", _SPACING)
    return None


def _reordered(left: WordedName, right: WordedName) -> Likeness | None:
    content = frozenset(left.content)
    if sum(map(has_digit, left.content)) > 1:
        return None
    around = sum(name.words != name.content for name in (left, right)) == 1
    local = content & group("organization_words", "local", "bodies")
    if content & group("organization_words", "ordered") or not (around or local):
        return Likeness("similar", _SIMILAR)
    return Likeness("order", _ORDER)


def _forms_weighed(found: Likeness, left: WordedName, right: WordedName) -> Likeness:
    if found.kind == "similar":
        return found
    if left.legal_form != right.legal_form:
        if left.legal_form and right.legal_form:
            score = min(found.score, _LEGAL_FORMS)
            return Likeness(
                "legal forms", score, tuple(sorted((left.legal_form, right.legal_form)))
            )
        if found.kind == "equal" and left.domain == right.domain:
            extra = (left.legal_form or right.legal_form,)
            return Likeness("legal form", min(found.score, _LEGAL_FORM), extra)
    if left.domain != right.domain:
        if left.domain and right.domain:
            return Likeness("similar", _SIMILAR)
        return Likeness("domain", min(found.score, _DOMAIN), (left.domain or right.domain,))
    return found


def _conflict_weighed(found: Likeness, left: WordedName, right: WordedName) -> Likeness:
    if left.legal_form and right.legal_form and left.legal_form != right.legal_form:
        return replace(found, score=round(found.score * 0.7, 2))
    return found


def misspelled(left: WordedName, right: WordedName) -> Likeness | None:
    """Return "spelling" where one slip in one long word tells two names apart, or None."""
    differing = slip(left.content, right.content)
    if differing is None or all(map(is_generic, differing)):
        return None
    return Likeness("spelling", _SPELLING)


def similar(left: WordedName, right: WordedName) -> Likeness | None:
    """Return "similar" for names that share what tells them or most letters of it, or None.

    Numbers and directions of the compass that differ make two names of two bodies.
    """
    if left.digits != right.digits or left.directions != right.directions:
        return None
    own, other = left.own, right.own
    if own and own == other:
        return _of_one_stem(left, right)
    own_texts = " ".join(own), " ".join(other)
    if not (own and other and fuzz.ratio(*own_texts, score_cutoff=_TELLING_ALIKE)):
        return None
    texts = " ".join(left.sorted), " ".join(right.sorted)
    return Likeness("similar", _SIMILAR) if fuzz.ratio(*texts, score_cutoff=_ALIKE) else None


def _of_one_stem(left: WordedName, right: WordedName) -> Likeness | None:
    """Compare two names that differ in generic words only; two bodies of a place are not alike."""
    tasks = group("organization_words", "functions", "others")
    task, other = (tasks & frozenset(name.content) for name in (left, right))
    if task - other and other - task:
        return None
    local = group("organization_words", "local") & frozenset((*left.content, *right.content))
    return (
        Likeness("related", _RELATED) if task != other and local else Likeness("similar", _SIMILAR)
    )
