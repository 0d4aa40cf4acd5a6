"""Groups that one name stands for: "the ACLU along with three dozen other organizations"."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extractors.analysis import Passage
from kg.extractors.mentions.classes import family
from kg.extractors.mentions.discourse import Known
from kg.extractors.mentions.drafts import Draft
from kg.extractors.mentions.shapes import possessive_mark
from kg.extractors.tokens import Doc

_LINKS = (("and",), ("along", "with"), ("as", "well", "as"), ("together", "with"), (",", "and"))
_OTHERS = frozenset({"other", "others", "dozen", "dozens", "several", "hundreds", "scores"})
_QUANTITIES = frozenset(
    {"about", "around", "nearly", "more", "than", "over", "at", "least", "some"}
)


def group_with_name(
    draft: Draft, passage: Passage, named: Mapping[tuple[int, int], Known]
) -> Draft | None:
    """Return the group that a plural description makes with the name before it, or None.

    The group's root is the name's last token, on which the clause hangs.
    """
    if (
        draft.kind != "description"
        or not draft.plural
        or family(draft.type or "") != "Organization"
    ):
        return None
    doc = passage.doc
    start = draft.start
    while start > 0 and (doc[start - 1].pos_ in {"NUM"} or doc[start - 1].lower_ in _QUANTITIES):
        start -= 1
    if not any(token.lower_ in _OTHERS for token in doc[start : draft.end]):
        return None
    for link in _LINKS:
        first = start - len(link)
        words = tuple(token.lower_ for token in doc[max(0, first) : start])
        if first < 1 or words != link:
            continue
        first = _over_marks(doc, first)
        lead = named.get((passage.index, first - 1))
        if lead is None or family(lead.type) != "Organization" or possessive_mark(doc[first - 1]):
            continue
        group = _draft(draft, passage, first, named)
        return None if _in_list(doc, group.start, named, passage.index) else group
    return None


def _in_list(doc: Doc, start: int, named: Mapping[tuple[int, int], Known], passage: int) -> bool:
    """Tell whether another name stands before a comma: "A, B and several others" are three."""
    return start > 1 and doc[start - 1].text == "," and (passage, start - 2) in named


def _over_marks(doc: Doc, first: int) -> int:
    """Step back over a comma and a bracketed acronym to the end of the name before them."""
    if first > 1 and doc[first - 1].text == ",":
        first -= 1
    if first > 3 and doc[first - 1].text == ")" and doc[first - 3].text == "(":
        first -= 3
    return first


def _draft(
    draft: Draft, passage: Passage, first: int, named: Mapping[tuple[int, int], Known]
) -> Draft:
    lead = named[passage.index, first - 1]
    start = first - 1
    while named.get((passage.index, start - 1)) is lead:
        start -= 1
    root = passage.doc.span(start, first).root.i
    if start > 0 and passage.doc[start - 1].lower_ == "the":
        start -= 1
    text = " ".join(passage.span(start, draft.end).text.split())
    return Draft(
        draft.passage,
        start,
        draft.end,
        root,
        "description",
        draft.key,
        text,
        type="Organization",
        plural=True,
        determiner=draft.determiner,
        modifiers=draft.modifiers,
    )
