"""Parsed words in plain Python: what the rules ask of a token, looked up once and kept.

The rules ask for words, heads and children some hundred times a token. spaCy makes each answer
anew from its arrays and its string store; here the answers lie ready. Names and meanings are those
of spaCy's own tokens (https://spacy.io/api/token), so that a rule reads the same on either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc as ParsedDoc
from spacy.tokens import Token as ParsedToken


class Token:
    """A word with its place in the tree; a root is its own `head`, `children` are in text order."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha",
        "is_punct", "is_sent_start", "lemma_", "lower_", "parsed", "pos_", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    head: Token

    def __init__(self, doc: Doc, parsed: ParsedToken) -> None:
        self.doc = doc
        self.parsed = parsed
        self.i: int = parsed.i
        self.idx: int = parsed.idx
        self.text: str = parsed.text
        self.whitespace_: str = parsed.whitespace_
        self.lower_: str = parsed.lower_
        self.lemma_: str = parsed.lemma_
        self.pos_: str = parsed.pos_
        self.tag_: str = parsed.tag_
        self.dep_: str = parsed.dep_
        self.ent_iob_: str = parsed.ent_iob_
        self.ent_type_: str = parsed.ent_type_
        self.is_sent_start: bool | None = parsed.is_sent_start
        self.is_alpha: bool = parsed.is_alpha
        self.is_punct: bool = parsed.is_punct
        self.children: Sequence[Token] = ()

    def __len__(self) -> int:
        """Return the length of its text, in code points."""
        return len(self.text)

    def __repr__(self) -> str:
        """Return its text, as spaCy does."""
        return self.text

    @property
    def is_digit(self) -> bool:
        """Tell whether it is all digits."""
        return self.text.isdigit()

    @property
    def is_upper(self) -> bool:
        """Tell whether it is all capitals."""
        return self.text.isupper()

    @property
    def is_space(self) -> bool:
        """Tell whether it is white space."""
        return self.text.isspace()

    @property
    def is_stop(self) -> bool:
        """Tell whether it is one of the language's small words."""
        return bool(self.parsed.is_stop)

    @property
    def is_quote(self) -> bool:
        """Tell whether it is a quotation mark."""
        return bool(self.parsed.is_quote)

    @property
    def like_num(self) -> bool:
        """Tell whether it is a number, in digits or words."""
        return bool(self.parsed.like_num)

    @property
    def left_edge(self) -> Token:
        """Return the first token of what hangs on it."""
        return self.doc[self.parsed.left_edge.i]

    @property
    def right_edge(self) -> Token:
        """Return the last token of what hangs on it."""
        return self.doc[self.parsed.right_edge.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """Yield itself and all that hangs on it."""
        yield self
        for child in self.children:
            yield from child.subtree

    @property
    def sent(self) -> Span:
        """Return its sentence, as the parser cut it."""
        first, last = self.i, self.i + 1
        while first > 0 and not self.doc[first].is_sent_start:
            first -= 1
        while last < len(self.doc) and not self.doc[last].is_sent_start:
            last += 1
        return Span(self.doc, first, last)

    def is_ancestor(self, token: Token) -> bool:
        """Tell whether a token hangs on this one, over others or at once."""
        while token.head is not token:
            token = token.head
            if token is self:
                return True
        return False

    def nbor(self, distance: int) -> Token:
        """Return the token so many places on.

        Raises:
            IndexError: there is none.
        """
        place = self.i + distance
        if place < 0:
            raise IndexError(place)
        return self.doc[place]


class Doc(list[Token]):
    """The tokens of a passage, and where its sentences are; a slice is a plain list."""

    __slots__ = ("sents",)

    def __init__(self, parsed: ParsedDoc) -> None:
        super().__init__()
        self.extend([Token(self, token) for token in parsed])
        children: dict[int, list[Token]] = {}
        for token in self:
            head = token.parsed.head.i
            token.head = self[head]
            if head != token.i:
                children.setdefault(head, []).append(token)
        for place, hanging in children.items():
            self[place].children = hanging
        starts = [token.i for token in self[1:] if token.is_sent_start]
        ranges = zip([0, *starts], [*starts, len(self)], strict=True)
        self.sents = [Span(self, start, end) for start, end in ranges if end > start]

    @property
    def text(self) -> str:
        """Return its words, with one space where the text has white space."""
        return text_of(self, spaced=True)

    def span(self, start: int, end: int) -> Span:
        """Return tokens `start`..`end` (half-open); places are counted as in a slice."""
        first, last, _ = slice(start, end).indices(len(self))
        return Span(self, first, max(first, last))


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start`..`end` (half-open) of a passage."""

    doc: Doc
    start: int
    end: int

    def __iter__(self) -> Iterator[Token]:
        """Yield its tokens."""
        return iter(self.doc[self.start : self.end])

    @property
    def text(self) -> str:
        """Return its words, with one space where the text has white space."""
        return text_of(self.doc[self.start : self.end])

    @property
    def root(self) -> Token:
        """Return the token on which the others hang: of several, the one nearest to the top."""
        tokens = self.doc[self.start : self.end]
        top = next((token for token in tokens if token.head is token), None)
        if top is not None:
            return top
        outer = [token for token in tokens if not self.start <= token.head.i < self.end]
        nearest = min(outer, key=_depth, default=None)
        return tokens[0] if nearest is None else nearest


def text_of(tokens: Sequence[Token], *, spaced: bool = False) -> str:
    """Return the words of tokens that follow each other; `spaced` keeps a space at the end.

    >>> import spacy
    >>> text_of(Doc(spacy.blank("en")("Acme’s drones fly."))[0:3])
    'Acme’s drones'
    """
    if not tokens:
        return ""
    parts = [f"{token.text}{token.whitespace_}" for token in tokens]
    if not spaced:
        parts[-1] = tokens[-1].text
    return "".join(parts)


def _depth(token: Token) -> int:
    """Count the steps from a token to the top; a mark on which nothing hangs comes last."""
    if token.is_punct and not token.children:
        return len(token.doc) - 1
    steps = 0
    while token.head is not token:
        token = token.head
        steps += 1
    return steps
