"""Find what a description points back to ("the company", "the sheriff’s office", "the system")."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.lexicon import groups, words
from kg.extractors.mentions.classes import family
from kg.extractors.mentions.discourse import Discourse, Known
from kg.extractors.mentions.drafts import Draft

_STRONG_REACH = 40
_WEAK_REACH = 8
_GROUP_REACH = 3
_POLITIES = frozenset({"city", "county", "town", "state", "village", "township", "borough"})


def antecedent(draft: Draft, discourse: Discourse, sentence: int) -> Known | None:
    """Return the entity that a description stands for, met before, or None for a new one.

    What its words name or described before comes first; a definite phrase that fits only by its
    class takes the most present entity of that class nearby.
    """
    pointing = draft.determiner == "definite" or draft.generic
    candidates = [
        known for known in discourse.ranked(sentence, within=_STRONG_REACH) if _agrees(draft, known)
    ]
    if pointing and not draft.plural and not draft.modifiers and draft.key in _POLITIES:
        return _polity(draft, discourse, sentence)
    for known in candidates:
        if _named_by(draft, known) and (pointing or _tells(draft, known)):
            return known
    if pointing and draft.modifiers and draft.adjectives_only and not draft.plural:
        return next((known for known in candidates if _just_met(draft, known, sentence)), None)
    if draft.plural or not pointing or draft.modifiers or draft.generic:
        return _group(draft, candidates, sentence) if pointing and draft.plural else None
    for known in candidates:
        if known.distance(sentence) <= _WEAK_REACH and _fits_class(draft, known):
            return known
    return None


def _polity(draft: Draft, discourse: Discourse, sentence: int) -> Known | None:
    """Return the town, county or state that "the city" means: its government, else the place."""
    near = list(discourse.ranked(sentence, within=_STRONG_REACH))
    for known in near:
        authority = family(known.type) in {"Organization", "Place"} and draft.key in known.heads
        if authority and (known.named or known.name.lower() != draft.key):
            return known
    for known in near:
        region = known.name in words("places_regions")
        place = known.type == "Place" and known.named
        if not place or region != (draft.key == "state") or draft.key == "county":
            continue
        if len(known.seen) > 1 or _governs(known, near):
            return known
    return None


def _governs(place: Known, near: Sequence[Known]) -> bool:
    """Tell whether an authority is named after the place ("Leeds City Council")."""
    return any(
        known.named and known.is_organisation and known.name.startswith(f"{place.name} ")
        for known in near
    )


def _agrees(draft: Draft, known: Known) -> bool:
    return family(known.type) == family(draft.type or "") and known.plural == draft.plural


def _named_by(draft: Draft, known: Known) -> bool:
    """Tell whether the description's head and one modifier at least are said of the entity."""
    if draft.key not in known.heads and not (draft.key == "school" and "university" in known.heads):
        return False
    shared = [word for word in draft.modifiers if word in known.words]
    if draft.generic:
        return len(shared) == len(draft.modifiers)
    return not draft.modifiers or bool(shared)


def _tells(draft: Draft, known: Known) -> bool:
    """Tell whether a phrase that does not point back still says which one it means."""
    if draft.determiner == "indefinite":
        return False
    if draft.plural:
        all_said = all(word in known.words for word in draft.modifiers)
        return draft.key in known.heads and all_said and bool(draft.modifiers)
    shared = [word for word in draft.modifiers if word in known.words]
    return bool(shared) and len(shared) == len(draft.modifiers)


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
