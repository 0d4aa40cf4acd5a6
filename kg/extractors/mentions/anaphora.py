"""Find what a description points back to ("the company", "the sheriff’s office", "the system")."""

from __future__ import annotations

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.classes import family
from kg.extractors.mentions.discourse import Discourse, Known
from kg.extractors.mentions.drafts import Draft
from kg.extractors.mentions.polities import POLITIES, polity

_STRONG_REACH = 40
_WEAK_REACH = 8
_GROUP_REACH = 3
_INTRODUCED = 3
_BODIES = frozenset(
    {"group", "organisation", "organization", "charity", "nonprofit", "firm", "company"}
)


def antecedent(draft: Draft, discourse: Discourse, sentence: int) -> Known | None:
    """Return the entity that a description stands for, met before, or None for a new one.

    What its words name or described before comes first; a definite phrase that fits only by its
    class takes the most present entity of that class nearby.
    """
    pointing = draft.determiner == "definite" or draft.generic
    candidates = [
        known for known in discourse.ranked(sentence, within=_STRONG_REACH) if _agrees(draft, known)
    ]
    if pointing and not draft.plural and not draft.modifiers and draft.key in POLITIES:
        return polity(draft.key, discourse, sentence)
    said = [
        known
        for known in candidates
        if _named_by(draft, known) and (pointing or _tells(draft, known))
    ]
    sure = [known for known in said if known.named or known.distance(sentence) <= _INTRODUCED]
    if sure:
        return sure[0]
    by_class = _by_class(draft, candidates, sentence) if pointing else None
    return by_class or (said[0] if said else None)


def _by_class(draft: Draft, candidates: list[Known], sentence: int) -> Known | None:
    """Return what a definite phrase means that says no more than a class, or a class and a look."""
    if draft.plural:
        return _group(draft, candidates, sentence)
    if draft.generic:
        return None
    if draft.modifiers:
        if not draft.adjectives_only:
            return next((known for known in candidates if _of_kind(draft, known, sentence)), None)
        return next((known for known in candidates if _just_met(draft, known, sentence)), None)
    for known in candidates:
        if known.distance(sentence) <= _WEAK_REACH and _fits_class(draft, known):
            return known
    return None


def _agrees(draft: Draft, known: Known) -> bool:
    return family(known.type) == family(draft.type or "") and known.plural == draft.plural


def _named_by(draft: Draft, known: Known) -> bool:
    """Tell whether the description's head and one modifier at least are said of the entity."""
    schooling = draft.key == "school" and "university" in known.heads
    if draft.key not in known.heads and not schooling:
        return False
    shared = [word for word in draft.modifiers if word in known.words]
    if draft.generic:
        return len(shared) == len(draft.modifiers)
    return not draft.modifiers or bool(shared)


def _tells(draft: Draft, known: Known) -> bool:
    """Tell whether a phrase that does not point back still says which one it means."""
    if draft.determiner == "indefinite" or not draft.modifiers:
        return False
    return all(word in known.words for word in draft.modifiers)


def _group(draft: Draft, candidates: list[Known], sentence: int) -> Known | None:
    """Return a group of organisations mentioned just before, for "the civil rights groups"."""
    if family(draft.type or "") != "Organization":
        return None
    near = [known for known in candidates if known.distance(sentence) <= _GROUP_REACH]
    return next((known for known in near if "other" in known.words), None)


def _just_met(draft: Draft, known: Known, sentence: int) -> bool:
    """Tell whether "the ageing browser", "the Swedish firm" may mean what was named just before."""
    if known.distance(sentence) > 1 or not known.named:
        return False
    return draft.type in {"Product", "Company"} and _fits_class(draft, known)


def _of_kind(draft: Draft, known: Known, sentence: int) -> bool:
    """Tell whether "the campaign group" may mean an organisation that was named just before."""
    kinds = groups("pointing_nouns")
    if not set(draft.modifiers) <= words("names_kind_modifiers") or known.distance(sentence) > 1:
        return False
    private = known.type in {"Organization", "Company", "NonprofitOrganization"}
    private = private and not known.words & kinds["agency"]
    return private and draft.key in _BODIES and known.named and not known.plural


def _fits_class(draft: Draft, known: Known) -> bool:
    """Tell whether a bare "the company", "the agency", "the system" may stand for the entity."""
    kinds = groups("pointing_nouns")
    if draft.type == "Product":
        return known.named or known.type == "Product"
    if family(draft.type or "") != "Organization" or not known.named:
        return False
    if draft.key in kinds["any_organisation"]:
        return True
    if draft.key in kinds["company"]:
        return known.type in {"Company", "Organization"} and not known.words & kinds["no_company"]
    if draft.key in kinds["agency"]:
        return known.type == "GovernmentOrganization" or bool(known.words & kinds["agency"])
    if draft.key in kinds["outlet"]:
        return known.type == "NewsOrganization"
    return False
