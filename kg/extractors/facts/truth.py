"""Facts that the text itself calls untrue or open: "it is a lie that", "the debunked claim that"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.lexicon import groups
from kg.extractors.tokens import Token
from kg.model import Modality

_CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "csubj:outer", "acl"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "hardly", "no"})
_FARTHEST = 8


def called(verb: Token) -> Modality | None:
    """Return "denied" or "possible" where a word that governs the clause says so, else None.

    >>> import spacy
    >>> from spacy.tokens import Doc
    >>> doc = Doc(spacy.blank("en").vocab, ["It", "is", "false", "that", "Acme", "sells", "it"],
    ...     heads=[2, 2, 2, 5, 5, 2, 5], deps="expl cop ROOT mark nsubj csubj obj".split(),
    ...     lemmas=["it", "be", "false", "that", "Acme", "sell", "it"])
    >>> called(doc[5])
    'denied'
    """
    for governor in _governors(verb):
        modality = _verdict(governor)
        if modality is not None and not _negated(governor):
            return modality
    return None


def _governors(verb: Token) -> Iterator[Token]:
    """Yield the words whose clause the verb stands in, the nearest first."""
    token = verb
    for _ in range(_FARTHEST):
        if token.head == token:
            return
        if token.dep_ in _CLAUSES or (token.dep_ == "acl:relcl" and _is_pointed_at(token.head)):
            yield token.head
        token = token.head


def _is_pointed_at(noun: Token) -> bool:
    """Tell whether "it" stands for what follows: "it is a lie that …", which parsers take for a relative clause."""
    return any(child.dep_ == "expl" and child.lower_ == "it" for child in noun.children)


def _verdict(governor: Token) -> Modality | None:
    truths = groups("facts_falsehoods")
    known = {governor.lemma_.lower(), governor.lower_}
    beside = {child.lower_ for child in governor.children}
    if known & truths["false"] or beside & truths["wrongly"]:
        return "denied"
    if governor.pos_ == "NOUN" and any(
        child.dep_ == "amod" and child.lower_ in truths["unfounded"] for child in governor.children
    ):
        return "denied"
    return "possible" if known & truths["doubtful"] else None


def _negated(governor: Token) -> bool:
    return any(child.lower_ in _NEGATIONS for child in governor.children)
