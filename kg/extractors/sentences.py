"""Sentence boundaries: say where none can be before parsing, and join what the parser broke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extractors.casing import rebuilt
from kg.extractors.lexicon import words

_CLOSING = frozenset({"”", '"', "’", "'", "''", "»", ")", "]"})
_ENDING = (".", "!", "?", ":", ";", "…", "•", "|")
_DASHES = frozenset({"-", "–", "—", "--", "*"})
_HANGING = frozenset({",", ";", ":", ".", "!", "?", ")", "]", "%", "”", "’", "»", "…"})
_REACH = 6


def forbid_sentence_starts(doc: Doc) -> None:
    """Mark the tokens of an unparsed block that cannot start a sentence; the parser mostly obeys.

    A sentence starts only after a mark that can end one, closing quotes and brackets passed over.
    It starts neither with a closing mark, nor after a title's full stop (`Sen. Ruiz`), nor with a
    small letter after closing quotes, nor with the speaker after a quoted question
    (`…?” Ana Ruiz asked`).
    """
    block = _Block.of(doc)
    for place in range(1, len(doc)):
        if block.cannot_start(place):
            doc[place].is_sent_start = False


@dataclass(frozen=True, slots=True)
class _Block:
    """The words of a block as they are written, and whether white space follows each."""

    texts: Sequence[str]
    spaced: Sequence[str]

    @classmethod
    def of(cls, doc: Doc) -> _Block:
        """Look the words up once; each is asked for several times."""
        return cls([token.text for token in doc], [token.whitespace_ for token in doc])

    def cannot_start(self, place: int) -> bool:
        """Tell whether no sentence starts with a token, which is not the first."""
        if self._closes(place):
            return True
        last, texts = place - 1, self.texts
        while last > 0 and texts[last] in _CLOSING and self._closes(last):
            last -= 1
        before, text = texts[last], texts[place]
        abbreviated = before.lower()
        if abbreviated in words("titles_abbreviated") and text[:1].isalnum():
            return abbreviated != "u.s."
        if before in _DASHES or before in {"“", '"', "‘"}:
            return False
        if not before.endswith(_ENDING):
            return True
        if last == place - 1:
            return False
        return text[:1].islower() or (before in {"?", "!"} and self._speaks(place))

    def _closes(self, place: int) -> bool:
        """Tell whether a token ends something: a mark that hangs on the word before it."""
        text = self.texts[place]
        if text in _HANGING:
            return True
        return text in {'"', "'"} and not self.spaced[place - 1]

    def _speaks(self, place: int) -> bool:
        """Tell whether a reporting verb follows within a few words of the same sentence."""
        for text in self.texts[place : place + _REACH]:
            if text.lower() in words("titles_speech_verbs"):
                return True
            if text in {".", "!", "?", "“"}:
                return False
        return False


def join_broken_sentences(doc: Doc) -> Doc:
    """Return the parse with each sentence that cannot start where it does joined to the last one.

    The joined sentence keeps one root: a reporting verb after a quotation, else a verb before
    another word, else the first.
    """
    sentences = list(doc.sents)
    block = _Block.of(doc)
    broken = {sentence.start for sentence in sentences[1:] if block.cannot_start(sentence.start)}
    if not broken:
        return doc
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]
    top = sentences[0].root
    for sentence in sentences[1:]:
        if sentence.start in broken:
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
