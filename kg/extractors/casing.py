"""Title Case: find it, and undo it for the parser where the document shows how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from kg.extractors import tokens

AnyDoc = Doc | tokens.Doc
"""The tokens of a block, before or after it is parsed."""
_SHORT = 3
_SHARE = 0.7


def title_cased(doc: AnyDoc) -> bool:
    """Tell whether most longer words of a block start with a capital.

    One-word and two-word blocks count as well, unless a full stop shows that they are sentences.
    """
    longer = [token for token in doc if token.is_alpha and len(token) > _SHORT]
    stopped = bool(doc) and doc[-1].text in {".", "!", "?", "”", '"'}
    if not longer or (stopped and len(longer) <= _SHORT):
        return False
    return sum(token.text[0].isupper() for token in longer) >= _SHARE * len(longer)


def words_seen_lower(docs: Iterable[AnyDoc]) -> frozenset[str]:
    """Return the words that the running text writes small, and never with a capital inside it."""
    small: dict[str, int] = {}
    capital: dict[str, int] = {}
    for doc in docs:
        if title_cased(doc):
            continue
        for token in doc:
            if not token.is_alpha or _starts_sentence(token):
                continue
            counts = capital if token.text[0].isupper() else small
            counts[token.lower_] = counts.get(token.lower_, 0) + 1
    return frozenset(word for word, count in small.items() if count > capital.get(word, 0))


def _starts_sentence(token: Token | tokens.Token) -> bool:
    if token.i == 0:
        return True
    before = token.nbor(-1)
    return before.text in {".", "!", "?", ":", ";", "“", '"', "‘", "'", "•", "-", "–", "—", "("}


def lower_title_case(doc: Doc, small: frozenset[str]) -> Doc:
    """Return the block with the words small that the document or the language writes small."""
    texts = [_lowered(token, small) for token in doc]
    return Doc(doc.vocab, words=texts, spaces=[bool(token.whitespace_) for token in doc])


def _lowered(token: Token, small: frozenset[str]) -> str:
    if token.i == 0 or not token.text[0].isupper() or not token.text[1:].islower():
        return token.text
    if token.is_stop or token.lower_ in small:
        return token.lower_
    return token.text


def written_as(parsed: Doc, original: Doc) -> Doc:
    """Return the parse with the words as the original writes them."""
    if all(ours.orth == theirs.orth for ours, theirs in zip(parsed, original, strict=True)):
        return parsed
    return rebuilt(parsed, spelt=[token.text for token in original])


def rebuilt(
    doc: Doc,
    *,
    spelt: Sequence[str] | None = None,
    heads: Sequence[int] | None = None,
    labels: Sequence[str] | None = None,
) -> Doc:
    """Return a copy of a parse with other spellings, heads or dependency labels."""
    return Doc(
        doc.vocab,
        words=list(spelt or (token.text for token in doc)),
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=list(heads or (token.head.i for token in doc)),
        deps=list(labels or (token.dep_ for token in doc)),
        ents=[_bio(token) for token in doc],
    )


def _bio(token: Token) -> str:
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
