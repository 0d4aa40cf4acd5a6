"""Tell whether a date or a price in a sentence belongs to a finding's verb."""

from __future__ import annotations

from kg.extractors.facts.findings import Finding
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import lemmas
from kg.extractors.tokens import Token

_DASHES = frozenset({"–", "—", "-", "--"})
_HEADED = 20
_STARTS = frozenset({"beginning", "starting", "effective"})
_LOOSE = frozenset({"xcomp", "conj"})


def has_verb(finding: Finding, start: int, end: int) -> bool:
    """Tell whether a verb stands among tokens `start`..`end` (half-open)."""
    return any(token.pos_ == "VERB" for token in finding.reading.doc[start:end])


def belongs(finding: Finding, at: int) -> bool:
    """Tell whether a date or price is this verb's: not one inside a clause before it or in between."""
    reading, start = finding.reading, finding.core[0]
    token = reading.passage.tokens_in(at, at + 1)[0]
    if token < start and any(each.text in _DASHES for each in reading.doc[token:start]):
        return False  # a dateline: "LEEDS, 4 May 2023 – Acme has"
    if token < start:
        first = reading.sentence(finding.anchor)[0]
        while first < token and reading.word(first) in _STARTS | {"•", "-", "–", "—", ",", "*"}:
            first += 1  # "Beginning in January, the office will"
        return not has_verb(finding, first, token)
    if not start <= token < finding.anchor:
        return not _of_a_participle(finding, token)
    if _inserted(finding, token) or _dateline(finding, token):
        return False
    doc, chain = reading.doc, chain_of(finding)
    governor = doc[finding.anchor].head.i if doc[finding.anchor].pos_ == "NOUN" else None
    verbs = [each.i for each in doc[start : finding.anchor] if each.pos_ == "VERB"]
    verbs = [verb for verb in verbs if verb != governor]  # "signed a $2m | subscription"
    if all(verb in chain for verb in verbs):
        return True  # "which last fall began running it"
    return _of_same_kind(finding, start, token)


def _of_a_participle(finding: Finding, token: int) -> bool:
    """Tell whether a date behind the verb is when a thing was made: "ended a deal | signed in 2014"."""
    doc = finding.reading.doc
    verbs = [each for each in doc[finding.anchor + 1 : token] if each.pos_ == "VERB"]
    if not verbs or verbs[-1].tag_ != "VBN" or verbs[-1].dep_ != "acl":
        return False
    if any(each.text == "," or each.lower_ == "since" for each in doc[verbs[-1].i : token]):
        return False  # "uses B, a tool made by C, since 2022"
    begun = bool(words("facts_begun").intersection(lemmas(verbs[-1])))
    return verbs[-1].is_ancestor(doc[token]) and not begun


def _inserted(finding: Finding, token: int) -> bool:
    """Tell whether a date stands in an apposition: "Ana Ruiz, until lately head of Acme, joins B"."""
    doc, start = finding.reading.doc, finding.core[0]
    commas = [at for at in range(start, finding.anchor) if doc[at].text == ","]
    before = [at for at in commas if at < token]
    after = [at for at in commas if at > token]
    if not before or not after:
        return False
    inside = doc[before[-1] + 1 : after[0]]
    told = any(each.pos_ in {"NOUN", "PROPN"} and not _of_time(each) for each in inside)
    return told and not any(each.pos_ in {"VERB", "AUX"} for each in inside)


def _of_time(token: Token) -> bool:
    return token.lower_ in words("facts_times") or token.lemma_.casefold() in words("dates_units")


def _dateline(finding: Finding, token: int) -> bool:
    """Tell whether a date stands before the dash that opens an article: "LEEDS, 4 May – Acme has"."""
    doc = finding.reading.doc
    dash = next((at for at in range(token, finding.anchor) if doc[at].text in _DASHES), None)
    if dash is None or dash > _HEADED or not doc[dash - 1].whitespace_:
        return False
    return not any(each.pos_ in {"VERB", "AUX"} for each in doc[:dash])


def chain_of(finding: Finding) -> frozenset[int]:
    """Return the verbs that the finding's verb hangs on as one act: "began | running"."""
    found, token = set(), finding.reading.doc[finding.anchor]
    while token.dep_ in _LOOSE and token.head.i < token.i:
        token = token.head
        found.add(token.i)
    return frozenset(found)


def _of_same_kind(finding: Finding, start: int, date: int) -> bool:
    """Tell whether the clause in between tells the same kind of fact: "the tool, launched in 2016, is"."""
    known = {
        word for frame in finding.pattern.frames if frame.kind == "verb" for word in frame.words
    }
    verbs = [token for token in finding.reading.doc[start:date] if token.pos_ == "VERB"]
    return bool(verbs) and verbs[-1].tag_ == "VBN" and bool(known.intersection(lemmas(verbs[-1])))
