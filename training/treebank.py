"""Gold tokens: read them from a corpus, change them, lay them over the tokenizer's own tokens.

The corpora split words in other places than spaCy's tokenizer does ("non-profit", "!!!", "it's").
A model that is to run on raw text must be trained on the tokens it will meet there, so `project`
moves every annotation to those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc, DocBin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Token as SpacyToken


@dataclass(frozen=True, slots=True)
class Token:
    """One gold token: `space` follows it; `head`, an index, counts only where `dep` is set."""

    text: str
    space: str = " "
    tag: str = ""
    pos: str = ""
    morph: str = ""
    lemma: str = ""
    dep: str = ""
    head: int = 0
    start: bool = False
    entity: str = "O"


def read(path: Path, nlp: Language) -> list[list[Token]]:
    """Return the gold tokens of every document in the DocBin file at `path`."""
    return [tokens_of(doc) for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]


def tokens_of(doc: Doc) -> list[Token]:
    """Return the gold tokens of `doc`."""
    return [_token_of(token) for token in doc]


def _token_of(token: SpacyToken) -> Token:
    entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else token.ent_iob_
    return Token(
        text=token.text,
        space=token.whitespace_,
        tag=token.tag_,
        pos=token.pos_,
        morph=str(token.morph),
        lemma=token.lemma_,
        dep=token.dep_,
        head=token.head.i,
        start=bool(token.is_sent_start),
        entity=entity,
    )


def sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split `tokens` at their sentence starts; heads count from each sentence's first token."""
    starts = [i for i, token in enumerate(tokens) if token.start or i == 0]
    return [
        [replace(token, head=token.head - low, start=i == 0) for i, token in enumerate(part)]
        for low, part in ((low, tokens[low:high]) for low, high in pairwise([*starts, len(tokens)]))
    ]


def joined(parts: Sequence[Sequence[Token]]) -> list[Token]:
    """Return sentences as one list again: the reverse of `sentences`."""
    out: list[Token] = []
    for part in parts:
        low = len(out)
        if out and not out[-1].space:
            out[-1] = replace(out[-1], space=" ")
        out.extend(
            replace(token, head=token.head + low, start=i == 0) for i, token in enumerate(part)
        )
    return out


def text_of(tokens: Sequence[Token]) -> str:
    """Return the running text of `tokens`."""
    return "".join(token.text + token.space for token in tokens)


def project(tokens: Sequence[Token], nlp: Language) -> tuple[Doc, list[Token]]:
    """Lay `tokens` over what the tokenizer of `nlp` makes of their text.

    Returns the bare document and its gold tokens, one for each token of the document.
    """
    doc = nlp.make_doc(text_of(tokens))
    groups = _overlaps(tokens, doc)
    homes: list[list[int]] = [[] for _ in tokens]
    for i, group in enumerate(groups):
        for gold in group:
            homes[gold].append(i)
    return doc, _Projection(tokens, doc, groups, homes).tokens()


def _overlaps(tokens: Sequence[Token], doc: Doc) -> list[list[int]]:
    owner: list[int] = []
    for i, token in enumerate(tokens):
        owner.extend([i] * len(token.text) + [-1] * len(token.space))
    spans = (owner[token.idx : token.idx + len(token)] for token in doc)
    return [sorted({gold for gold in span if gold >= 0}) for span in spans]


@dataclass(frozen=True, slots=True)
class _Projection:
    """The alignment of gold tokens with a document's tokens (indices both ways)."""

    gold: Sequence[Token]
    doc: Doc
    groups: list[list[int]]
    homes: list[list[int]]

    def tokens(self) -> list[Token]:
        """Return one gold token for each token of the document."""
        depth = [_depth(self.gold, i) for i in range(len(self.gold))]
        out: list[Token] = []
        for i, group in enumerate(self.groups):
            if not group:
                out.append(self._blank(i, out[-1].entity if out else "O"))
                continue
            main = min(group, key=lambda g: depth[g])
            out.append(self._whole(i, main) if self._chief(main) == i else self._part(i, main))
        return out

    def _chief(self, gold: int) -> int:
        """Return the document token that takes over the gold token's place in the tree."""
        home = self.homes[gold]
        words = [i for i in home if any(c.isalnum() for c in self.doc[i].text)]
        return (words or home)[-1]

    def _blank(self, i: int, before: str) -> Token:
        later = next((self.gold[g[0]].entity for g in self.groups[i + 1 :] if g), "O")
        inside = later.startswith("I-") and before[2:] == later[2:]
        head = max(i - 1, 0) if i else min(1, len(self.doc) - 1)
        return Token(
            text=self.doc[i].text, space="", tag="_SP", pos="SPACE", lemma=self.doc[i].text,
            dep="dep", head=head, start=i == 0, entity=later if inside else "O",
        )  # fmt: skip

    def _whole(self, i: int, main: int) -> Token:
        gold, lemma = self.gold[main], self.gold[main].lemma
        if len(self.homes[main]) > 1 or len(self.groups[i]) > 1:
            lemma = self.doc[i].lower_
        return replace(
            gold, text=self.doc[i].text, space=self.doc[i].whitespace_, lemma=lemma,
            head=self._chief(gold.head) if gold.dep else i,
            start=self._starts(i), entity=self._entity(i),
        )  # fmt: skip

    def _part(self, i: int, main: int) -> Token:
        gold, text = self.gold[main], self.doc[i].text
        word = any(c.isalnum() for c in text)
        tag, pos = (gold.tag, gold.pos) if word else ("HYPH", "PUNCT")
        if word and gold.pos not in {"PROPN", "NUM", "X"}:
            tag, pos = "AFX", "X"
        if gold.pos in {"PUNCT", "SYM"}:
            tag, pos = gold.tag, gold.pos
        return Token(
            text=text, space=self.doc[i].whitespace_, tag=tag, pos=pos, lemma=text.lower(),
            dep="compound" if word else "punct", head=self._chief(main),
            start=self._starts(i), entity=self._entity(i),
        )  # fmt: skip

    def _starts(self, i: int) -> bool:
        return any(self.gold[g].start and self.homes[g][0] == i for g in self.groups[i])

    def _entity(self, i: int) -> str:
        first = next((g for g in self.groups[i] if self.gold[g].entity != "O"), None)
        if first is None:
            return "O"
        entity = self.gold[first].entity
        return "I" + entity[1:] if self.homes[first][0] != i else entity


def _depth(tokens: Sequence[Token], i: int) -> int:
    depth = 0
    while tokens[i].dep and tokens[i].head != i:
        i, depth = tokens[i].head, depth + 1
    return depth


def document(doc: Doc, tokens: Sequence[Token]) -> Doc:
    """Return a copy of `doc` that carries the annotations in `tokens`, one token each."""
    parsed = any(token.dep for token in tokens)
    layers: dict[str, Sequence[str | int]] = {}
    if parsed:
        layers["tags"] = [token.tag for token in tokens]
        layers["pos"] = [token.pos for token in tokens]
        layers["morphs"] = [token.morph for token in tokens]
        layers["lemmas"] = [token.lemma for token in tokens]
        layers["heads"] = [token.head for token in tokens]
        layers["deps"] = ["ROOT" if t.head == i else t.dep for i, t in enumerate(tokens)]
    else:
        layers["sent_starts"] = [token.start for token in tokens]
        layers["ents"] = [token.entity for token in tokens]
    words = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, **layers)  # type: ignore[arg-type]


def gold_pairs(paths: Sequence[Path], nlp: Language) -> Iterator[tuple[Doc, Doc]]:
    """Yield every document as the tokenizer makes it, and with the gold annotations."""
    for path in paths:
        for tokens in read(path, nlp):
            doc, laid = project(tokens, nlp)
            yield doc, document(doc, laid)
