"""Mend a fault of the tagger that the parse itself shows: a verb read as a plural noun."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_NOMINAL = frozenset({"det", "amod", "case", "cop", "nmod:poss", "nummod"})
_HISSING = ("sses", "shes", "ches", "xes", "zes", "oes")


def mend_tags(doc: Doc) -> None:
    """Retag in place what has a subject and nothing of a noun: "The office pays $400".

    >>> import spacy
    >>> doc = Doc(spacy.blank("en").vocab, ["The", "office", "pays"], tags=["DT", "NN", "NNS"],
    ...     pos=["DET", "NOUN", "NOUN"], heads=[1, 2, 2], deps=["det", "nsubj", "ROOT"])
    >>> mend_tags(doc)
    >>> (doc[2].tag_, doc[2].pos_, doc[2].lemma_)
    ('VBZ', 'VERB', 'pay')
    """
    for token in doc:
        if token.tag_ == "NNS" and _has_a_subject(token):
            token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", _infinitive(token.lower_)


def _has_a_subject(token: Token) -> bool:
    kinds = {child.dep_ for child in token.lefts} | {child.dep_ for child in token.rights}
    before = any(child.dep_ in _SUBJECTS for child in token.lefts)
    return before and not kinds & _NOMINAL


def _infinitive(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_HISSING) else word.removesuffix("s")
