"""Sentence boundaries: say where none can be before parsing, and join what the parser broke."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extractors.casing import rebuilt
from kg.extractors.lexicon import words

_CLOSING = frozenset({"”", '"', "’", "'", "''", "»", ")", "]"})
_ENDING = (".", "!", "?", ":", ";", "…", "•", "|")
_DASHES = frozenset({"-", "–", "—", "--", "*"})
_REACH = 6


def forbid_sentence_starts(doc: Doc) -> None:
    """Mark the tokens of an unparsed block that cannot start a sentence; the parser mostly obeys.

    A sentence starts only after a mark that can end one, closing quotes and brackets passed over.
    It starts neither with a closing mark, nor after a title's full stop (`Sen. Ruiz`), nor with a
    small letter after closing quotes, nor with the speaker after a quoted question
    (`…?” Ana Ruiz asked`).
    """
    for token in doc[1:]:
        if _cannot_start(token):
            token.is_sent_start = False


def _cannot_start(token: Token) -> bool:
    if _closes(token):
        return True
    last = token.nbor(-1)
    quoted = False
    while last.i > 0 and last.text in _CLOSING and _closes(last):
        quoted = True
        last = last.nbor(-1)
    if last.lower_ in words("titles_abbreviated") and token.text[:1].isalnum():
        return last.lower_ != "u.s."
    if last.text in _DASHES or last.text in {"“", '"', "‘"}:
        return False
    if not last.text.endswith(_ENDING):
        return True
    if not quoted:
        return False
    return token.text[:1].islower() or (last.text in {"?", "!"} and _speaks(token))


def _closes(token: Token) -> bool:
    """Tell whether the token ends something: a mark that hangs on the word before it."""
    if token.text in {",", ";", ":", ".", "!", "?", ")", "]", "%", "”", "’", "»", "…"}:
        return True
    if token.text not in {'"', "'"}:
        return False
    return not token.nbor(-1).whitespace_


def _speaks(token: Token) -> bool:
    """Tell whether a reporting verb follows within a few words of the same sentence."""
    for later in token.doc[token.i : token.i + _REACH]:
        if later.lower_ in words("titles_speech_verbs"):
            return True
        if later.text in {".", "!", "?", "“"}:
            return False
    return False


def join_broken_sentences(doc: Doc) -> Doc:
    """Return the parse with each sentence that cannot start where it does joined to the last one.

    The joined sentence keeps one root: a reporting verb after a quotation, else a verb before
    another word, else the first.
    """
    sentences = list(doc.sents)
    if not any(_cannot_start(sentence[0]) for sentence in sentences[1:]):
        return doc
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]
    top = sentences[0].root
    for sentence in sentences[1:]:
        if _cannot_start(sentence[0]):
            top = _join(top, sentence.root, heads, labels)
        else:
            top = sentence.root
    return rebuilt(doc, heads=heads, labels=labels)


def _join(first: Token, second: Token, heads: list[int], labels: list[str]) -> Token:
    """Hang one of two roots on the other; return the one that stays a root."""
    after_quote = second.lower_ in words("titles_speech_verbs")
    second_wins = after_quote or (not _verbal(first) and _verbal(second))
    ruler, ruled = (second, first) if second_wins else (first, second)
    heads[ruled.i] = ruler.i
    labels[ruled.i] = _label(ruled, ruler, labels, heads, after_quote)
    return ruler


def _verbal(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or any(
        child.dep_ in {"nsubj", "cop", "nsubj:pass"} for child in token.children
    )


def _label(
    ruled: Token, ruler: Token, labels: Sequence[str], heads: Sequence[int], after_quote: bool
) -> str:
    if ruled.is_punct:
        return "punct"
    if after_quote and ruled.i < ruler.i:
        return "ccomp"
    has_subject = any(
        head == ruler.i and label.startswith("nsubj")
        for head, label in zip(heads, labels, strict=True)
    )
    if ruled.i < ruler.i and ruled.pos_ in {"PROPN", "NOUN", "PRON"} and not has_subject:
        return "nsubj"
    return "parataxis"
