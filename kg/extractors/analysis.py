"""What the rules read: a document's parsed passages, and the entities mentioned in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.extractors.tokens import Doc, Token
from kg.model import Block, Document, Entity, Span

MentionKind = Literal["name", "description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One readable block of a document, parsed.

    `text == document.text[offset : offset + len(text)]`; a passage holds no line break that ends a
    paragraph, so that no sentence crosses one. No token is white space: where the text has a line
    break or several spaces between two words, `doc.text` has one space. So count characters with
    `span`, `start_of`, `end_of` and `tokens_in`, never with `token.idx`. `starts` holds where each
    token starts in the document; empty means that `doc.text` is the text itself.
    """

    index: int
    block: Block
    doc: Doc
    offset: int
    text: str = ""
    starts: tuple[int, ...] = ()

    def start_of(self, token: int) -> int:
        """Return where a token starts in the document, in code points."""
        return self.starts[token] if self.starts else self.offset + self.doc[token].idx

    def end_of(self, token: int) -> int:
        """Return where a token ends in the document, in code points, exclusive."""
        return self.start_of(token) + len(self.doc[token])

    def span(self, start: int, end: int) -> Span:
        """Return tokens `start`..`end` (half-open) as a span of the document."""
        first, last = self.start_of(start), self.end_of(end - 1)
        whole = self.text or self.doc.text
        return Span(first, last, whole[first - self.offset : last - self.offset])

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """Return the range (half-open) of the tokens that touch characters `start`..`end`."""
        starts = self.starts or [token.idx + self.offset for token in self.doc]
        first = bisect_right(starts, start)
        if first and self.end_of(first - 1) > start:
            first -= 1
        return first, max(first, bisect_left(starts, end))


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start`..`end` (half-open) of a passage that stand for an entity.

    `root` is the token that the rest hangs on; `entity` indexes `Analysis.entities`.
    """

    passage: int
    start: int
    end: int
    root: int
    kind: MentionKind
    entity: int


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity of one document: the fullest name used there, its class, its other names."""

    index: int
    name: str
    type: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A parsed document with its entities resolved within the document.

    `mentions` are in text order; a token belongs to at most one mention of the outermost kind
    ("Elverton Police Department" is one mention, not also a place). `named` are the indexes of the
    entities that the document has a name for, `names` what they are called.
    """

    document: Document
    passages: tuple[Passage, ...]
    entities: tuple[EntityRecord, ...]
    mentions: tuple[Mention, ...]
    by_token: dict[tuple[int, int], Mention]
    answers: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False)
    named: frozenset[int] = field(init=False, repr=False)
    names: frozenset[str] = field(init=False, repr=False)
    _by_passage: Mapping[int, tuple[Mention, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the mentions, so that no rule has to walk through all of them."""
        by_passage: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            by_passage.setdefault(mention.passage, []).append(mention)
        named = frozenset(mention.entity for mention in self.mentions if mention.kind == "name")
        object.__setattr__(self, "named", named)
        object.__setattr__(self, "names", frozenset(self.entities[each].name for each in named))
        kept = {passage: tuple(mentions) for passage, mentions in by_passage.items()}
        object.__setattr__(self, "_by_passage", kept)

    def mentions_in(self, passage: int) -> tuple[Mention, ...]:
        """Return the mentions in a passage, in text order."""
        return self._by_passage.get(passage, ())

    def mention_at(self, passage: int, token: int) -> Mention | None:
        """Return the mention that covers a token, or None."""
        return self.by_token.get((passage, token))

    def entity(self, mention: Mention) -> Entity:
        """Return the claim-side entity of a mention: canonical name, class, and these words."""
        record = self.entities[mention.entity]
        words = self.passages[mention.passage].span(mention.start, mention.end)
        return Entity(record.name, record.type, words)

    def sentences(self) -> Iterator[tuple[Passage, int, int]]:
        """Yield each sentence as its passage and token range, in text order."""
        for passage in self.passages:
            for sentence in passage.doc.sents:
                yield passage, sentence.start, sentence.end

    def tokens(self) -> Iterator[tuple[Passage, Token]]:
        """Yield every token with its passage, in text order."""
        for passage in self.passages:
            for token in passage.doc:
                yield passage, token
