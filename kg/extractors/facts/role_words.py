"""The words of a role that a verb tells: "runs the tree programme", "belongs to"."""

from __future__ import annotations

from kg.extractors.facts.findings import Finding, Range

_LONGEST = 8


def role_words(finding: Finding) -> Range:
    """Return the tokens (half-open) of a verb's role: with what it is done to, or its preposition.

    Where what it is done to is the body itself ("heads the agency"), it is the verb alone.
    """
    start, end = finding.words
    doc, body = finding.reading.doc, finding.object_head
    thing = next((each for each in doc[finding.anchor].children if each.dep_ == "obj"), None)
    if thing is not None and thing.i > finding.anchor:
        told = thing.pos_ == "NOUN" and thing.i != body and thing.i - start <= _LONGEST
        return (start, max(end, thing.i + 1)) if told else (start, end)
    linked = body is not None and end < body and doc[end].pos_ == "ADP" and doc[end].lower_ != "by"
    return (start, end + 1) if linked else (start, end)
