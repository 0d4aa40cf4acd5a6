"""Join the items of a list to the report that introduces it: "The audit found that:"."""

from __future__ import annotations

import re

from kg.extractors.analysis import Passage
from kg.extractors.statements.drafts import Draft, draft_of
from kg.extractors.statements.records import Named
from kg.extractors.statements.units import Unit
from kg.model import Span

_BULLET = re.compile(r"\s*(?:[•\-–—*·▪●‣◦]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_TAIL = re.compile(r"(?:[;,]?\s+(?:and|or))?[\s;,.]*$")
_WORDS = 2


def listed_item(unit: Unit) -> Span | None:
    """Return the words of a paragraph that is an item of a list, without bullet and end, or None.

    An item with a quotation of its own tells who said it, and is left to be read as a sentence.
    """
    passage: Passage = unit.passage
    whole = passage.span(0, len(passage.doc))
    bullet = _BULLET.match(whole.text)
    if bullet is None or unit.quotes:
        return None
    body = whole.text[bullet.end() :]
    tail = _TAIL.search(body)
    end = tail.start() if tail is not None else len(body)
    if len(body[:end].split()) < _WORDS:
        return None
    start = whole.start + bullet.end()
    return Span(text=body[:end], start=start, end=start + end)


def listed_draft(introduced: Named, item: Span) -> Draft:
    """Return the report of the first item of a list under the verb that introduces it."""
    cue, _, entity = introduced
    return draft_of(cue, entity, "clause", (item,), "indirect")
