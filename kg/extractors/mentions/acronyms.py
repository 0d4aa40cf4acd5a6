"""Link acronyms with the full names that they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.extractors.analysis import Passage
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import acronym, folded

_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "a", "&", "'s", "-"})
_DIGITS = re.compile(r"^(.*?)\s*(\d[\d.]*)?$")
_WORD = re.compile(r"[^\s\-]+")


def initials(text: str) -> frozenset[str]:
    """Return the acronyms that a name may have, with the number at its end kept.

    >>> sorted(initials("Bureau of Land Planning")), sorted(initials("Web Reader 6"))
    (['blp', 'bolp'], ['wr6'])
    """
    match = _DIGITS.match(text)
    body, number = (match.group(1), match.group(2) or "") if match else (text, "")
    found = [word.lower() for word in _WORD.findall(body.replace("’s", "").replace("'s", ""))]
    short = "".join(word[0] for word in found if word not in _SMALL and word[0].isalnum())
    long = "".join(word[0] for word in found if word[0].isalnum())
    return frozenset(form + number for form in (short, long) if len(form) > 1)


def link_acronyms(names: Sequence[Name], passages: Sequence[Passage]) -> Mapping[str, str]:
    """Return, for each folded acronym, the folded full name that it stands for in this document.

    A full name just before or after the acronym's brackets counts first, with initials that agree
    in part; else any full name of the document whose initials are the acronym.
    """
    found = _in_brackets(names, passages)
    full = {folded(name.text): initials(name.text) for name in names if " " in name.text}
    by_form: dict[str, list[str]] = {}
    for text in sorted(full):
        for form in full[text]:
            by_form.setdefault(form, []).append(text)
    for name in names:
        key = folded(name.text)
        if key in found or not acronym(name.text):
            continue
        if key in by_form:
            found[key] = by_form[key][0]
    return found


def _in_brackets(names: Sequence[Name], passages: Sequence[Passage]) -> dict[str, str]:
    found: dict[str, str] = {}
    for first, second in pairwise(names):
        if first.passage != second.passage or (first.generic and second.generic):
            continue
        between = passages[first.passage].doc.span(first.end, second.start).text.strip("“\"'‘ ")
        if between != "(":
            continue
        if acronym(second.text) and _agrees(second.text, first.text):
            found[folded(second.text)] = folded(first.text)
        elif acronym(first.text) and _agrees(first.text, second.text):
            found[folded(first.text)] = folded(second.text)
    return found


def _agrees(short: str, full: str) -> bool:
    """Tell whether the acronym's letters are initials of the full name, in order, most of them."""
    key = re.sub(r"[^a-z0-9]", "", folded(short))
    forms = initials(full)
    if key in forms:
        return True
    enough = max((len(form) for form in forms), default=0) - 2
    return len(key) >= max(2, enough) and any(_in_order(key, form) for form in forms)


def _in_order(key: str, form: str) -> bool:
    letters = iter(form)
    return all(any(letter == other for other in letters) for letter in key)
