"""Which words a document writes with a capital inside its sentences, and which it writes small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extractors.analysis import Passage
from kg.extractors.casing import title_cased, words_seen_lower
from kg.extractors.lexicon import words
from kg.extractors.mentions.shapes import acronym, capital
from kg.extractors.tokens import Token

_OPENING = frozenset({"“", '"', "‘", "'", ":", "•", "-", "–", "—", "(", "[", "*", "…", ";"})
_LONGEST_LABEL = 3
_FEW = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """`names` are words seen capitalised inside a sentence, `small` those mostly written small.

    `pairs` are neighbours that are both capitalised there; `titled` holds the passages in Title
    Case, where capitals show nothing.
    """

    names: frozenset[str]
    small: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    titled: frozenset[int]


def read_spelling(passages: Sequence[Passage]) -> Spelling:
    """Collect a document's habits of capitals."""
    titled = frozenset(
        passage.index
        for passage in passages
        if passage.block.kind != "paragraph" and title_cased(passage.doc)
    )
    names = {
        token.text
        for passage in passages
        if passage.index not in titled
        for token in passage.doc
        if capital(token) and not opens(token)
    }
    small = words_seen_lower(passage.doc for passage in passages)
    pairs = frozenset(
        (first.text, second.text)
        for passage in passages
        if passage.index not in titled
        for first, second in _neighbours(passage)
        if _may_pair(first, second)
    )
    return Spelling(frozenset(names), small, pairs, titled)


def _neighbours(passage: Passage) -> Iterator[tuple[Token, Token]]:
    """Yield each word with the next one, over a possessive between them."""
    return pairwise(token for token in passage.doc if token.tag_ != "POS")


def _may_pair(first: Token, second: Token) -> bool:
    if not capital(first) or not capital(second) or second.is_sent_start:
        return False
    return not first.is_stop and first.lower_ not in words("names_never")


def _paired(token: Token, spelling: Spelling) -> bool:
    """Tell whether the word stands beside one that it stands beside in a name elsewhere."""
    doc = token.doc
    before = [other.text for other in doc[max(0, token.i - 2) : token.i] if other.tag_ != "POS"]
    after = [other.text for other in doc[token.i + 1 : token.i + 3] if other.tag_ != "POS"]
    return (bool(before) and (before[-1], token.text) in spelling.pairs) or (
        bool(after) and (token.text, after[0]) in spelling.pairs
    )


def opens(token: Token) -> bool:
    """Tell whether a word opens a sentence, a quotation or a list entry."""
    if token.i == 0 or token.is_sent_start:
        return True
    before = token.nbor(-1)
    return before.text in _OPENING and not (before.text in {"-", "("} and not before.whitespace_)


def name_word(token: Token, passage: Passage, spelling: Spelling) -> bool:
    """Tell whether a word is written as part of a name; mind opening words and Title Case."""
    if not capital(token):
        return False
    if passage.index in spelling.titled:
        known = token.text in spelling.names or acronym(token.text)
        known = known or (len(spelling.names) < _FEW and _short_label(token))
        return (known and token.lower_ not in spelling.small) or _paired(token, spelling)
    if not opens(token):
        return True
    if token.text in spelling.names and token.lower_ not in spelling.small:
        return not token.is_stop
    if _paired(token, spelling):
        return True
    if token.lower_ in words("names_never") and not acronym(token.text):
        return False
    if acronym(token.text) or token.text[1:] != token.text[1:].lower():
        return True
    if token.is_stop or token.lower_ in spelling.small:
        return False
    return bool(token.ent_type_) or token.tag_ in {"NNP", "NNPS"} or _heads_capitals(token)


def _heads_capitals(token: Token) -> bool:
    """Tell whether an opening noun or adjective stands before capitals that are no name alone.

    "Open Rights Watch sued" is one name; in "Former mayor Ana Ruiz", "Critic Ana Ruiz" the model
    begins one after the first word.
    """
    if token.tag_ not in {"JJ", "NN", "NNS"} or token.i + 2 >= len(token.doc):
        return False
    following = [token.nbor(1), token.nbor(2)]
    titles = words("titles_persons", "persons_nouns")
    return all(
        capital(word) and not word.is_stop and not word.is_sent_start and not word.ent_type_
        for word in following
    ) and titles.isdisjoint({token.lower_, following[0].lower_})


def _short_label(token: Token) -> bool:
    """Tell whether the model labels the word as part of a short stretch, not a whole headline."""
    if not token.ent_type_:
        return False
    first = last = token.i
    while token.doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(token.doc) and token.doc[last + 1].ent_iob_ == "I":
        last += 1
    return last - first < _LONGEST_LABEL
