"""Tell findings that only allude to a fact: headlines in general words, "how Acme markets the tool"."""

from __future__ import annotations

from dataclasses import replace

from kg.extractors.facts.findings import Finding, kind_of
from kg.extractors.lexicon import groups
from kg.extractors.mentions.shapes import singular

_ALLUSION, _HEADLINE = 1, 4
_REACH = 6


def weighed(finding: Finding) -> Finding:
    """Return a finding with the weakness of what only alludes to its fact.

    "how Acme markets the technology" stands only where the document does not state it elsewhere, a
    headline’s unnamed goods only where it tells of no other goods of the same maker.
    """
    if not finding.pattern.goods or finding.weakness:
        return finding
    block = finding.reading.passage.block.kind
    if block in {"title", "heading"} and _general(finding.object.name):
        return replace(finding, weakness=_HEADLINE)
    return replace(finding, weakness=_ALLUSION) if _in_question(finding) else finding


def _general(name: str) -> bool:
    """Tell whether a product’s name is made of common words alone: "Facial Recognition Technology"."""
    nouns, goods = groups("products_nouns"), groups("facts_goods")
    known = frozenset().union(*nouns.values(), *goods.values())
    return all(singular(part) in known or part.casefold() in known for part in name.split())


def _in_question(finding: Finding) -> bool:
    reading, head = finding.reading, finding.object_head
    if head is None or kind_of(reading, head) == "name":
        return False
    for at in range(finding.anchor - 1, max(0, finding.anchor - _REACH), -1):
        if reading.doc[at].pos_ == "VERB" or reading.doc[at].is_punct:
            return False
        if reading.word(at) == "how":
            return reading.doc[at - 1].pos_ in {"VERB", "NOUN", "CCONJ", "ADP"}
    return False
