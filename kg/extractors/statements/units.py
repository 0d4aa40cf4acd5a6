"""Cut passages into units: sentences in which a quotation, however long, counts as one piece."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.statements.quotation import Quotation, find_quotations
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Doc, Token
from kg.model import Span

_FINAL = frozenset({".", "!", "?"})
_CLOSING = frozenset({"”", '"', "’", "'", "''", "»", ")", "]"})
_ATTRIBUTION_REACH = 30
_LONGEST = 400  # tokens; bounds the work on text without full stops
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of one passage, by tokens: `start`..`end` with its marks (half-open)."""

    start: int
    end: int
    inner: Span
    index: int
    closed: bool
    continued: bool

    @property
    def last_character(self) -> str:
        """Return the last character said, which shows whether the sentence goes on."""
        return self.inner.text[-1]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage, `start`..`end` in tokens (half-open), with its quotations."""

    passage: Passage
    start: int
    end: int
    quotes: tuple[Quote, ...]

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def doc(self) -> Doc:
        """Return the parse of the passage."""
        return self.passage.doc

    def quote_at(self, token: int) -> Quote | None:
        """Return the quotation that covers a token."""
        place = bisect_right(self.quotes, token, key=lambda quote: quote.start) - 1
        if place >= 0 and token < self.quotes[place].end:
            return self.quotes[place]
        return None

    def outside(self, start: int | None = None, end: int | None = None) -> Iterator[Token]:
        """Yield the tokens outside quotations between two tokens of the unit."""
        first = self.start if start is None else max(start, self.start)
        last = self.end if end is None else min(end, self.end)
        place = first
        while place < last:
            quote = self.quote_at(place)
            if quote is None:
                yield self.doc[place]
                place += 1
            else:
                place = quote.end


def find_units(analysis: Analysis) -> tuple[tuple[Unit, ...], ...]:
    """Return each passage's units, in text order."""
    text = analysis.document.text
    blocks = [passage.block for passage in analysis.passages]
    by_passage: list[list[Quote]] = [[] for _ in blocks]
    for quotation in find_quotations(text, blocks):
        passage = analysis.passages[quotation.block]
        whole = quotation if quotation.closed or quotation.continued else _cut(passage, quotation)
        quote = _tokens_of(passage, whole, text)
        if quote is not None:
            by_passage[quotation.block].append(quote)
    return tuple(
        tuple(_units(passage, quotes))
        for passage, quotes in zip(analysis.passages, by_passage, strict=True)
    )


def _cut(passage: Passage, quotation: Quotation) -> Quotation:
    """End a quotation without a closing mark before the words that tell who said it."""
    start, end = passage.tokens_in(quotation.start, quotation.end)
    for token in passage.doc[start + 1 : max(start + 1, end - 1)]:
        if token.text == "," and _is_attribution(token.nbor(1)):
            cut = passage.end_of(token.i)
            return replace(quotation, end=cut, inner_end=cut)
    return quotation


def _is_attribution(verb: Token) -> bool:
    """Tell whether a verb of saying and a name follow: ", said Ana Ruiz"."""
    if verb.lower_ not in {
        "said",
        "says",
        "added",
        "explained",
        "wrote",
        "noted",
    } or verb.i + 1 >= len(verb.doc):
        return False
    return verb.nbor(1).pos_ == "PROPN" or verb.nbor(1).lower_ in {"the", "a", "an"}


def _tokens_of(passage: Passage, quotation: Quotation, text: str) -> Quote | None:
    inner_start, inner_end = quotation.inner_start, quotation.inner_end
    said = text[inner_start:inner_end]
    inner_start += len(said) - len(said.lstrip())
    inner_end -= len(said) - len(said.rstrip())
    start, end = passage.tokens_in(quotation.start, quotation.end)
    if inner_end <= inner_start or end <= start:
        return None
    inner = Span.of(text, inner_start, inner_end)
    return Quote(start, end, inner, quotation.block, quotation.closed, quotation.continued)


def _units(passage: Passage, quotes: Sequence[Quote]) -> Iterator[Unit]:
    start = 0
    ends = {quote.end - 1: quote for quote in quotes}
    inside_until = 0
    starts = {quote.start: quote for quote in quotes}
    for token in passage.doc:
        if token.i in starts:
            inside_until = starts[token.i].end
        if token.i + 1 < inside_until or token.i + 1 == len(passage.doc):
            continue
        quote = ends.get(token.i)
        opens = token.i + 1 in starts
        too_long = token.i + 1 - start >= _LONGEST
        closes = _quote_ends(passage.doc, quote) if quote else _sentence_ends(token, opens)
        if (closes or too_long) and token.i + 1 > start:
            yield _unit(passage, start, token.i + 1, quotes)
            start = token.i + 1
    if start < len(passage.doc):
        yield _unit(passage, start, len(passage.doc), quotes)


def _unit(passage: Passage, start: int, end: int, quotes: Sequence[Quote]) -> Unit:
    first = bisect_left(quotes, start, key=lambda quote: quote.start)
    last = bisect_left(quotes, end, key=lambda quote: quote.start)
    return Unit(passage, start, end, tuple(quotes[first:last]))


def _sentence_ends(token: Token, quote_follows: bool) -> bool:
    """Tell whether a token outside quotations ends a sentence."""
    following = token.nbor(1)
    if quote_follows:
        return token.text in _FINAL or (token.text.endswith(".") and bool(following.is_sent_start))
    if following.text in _CLOSING:
        return False
    opening_word = following.text[:1]
    if token.text in _FINAL:
        return not opening_word.islower()
    if token.text in _CLOSING and token.i and token.nbor(-1).text in _FINAL:
        return not opening_word.islower()
    abbreviated = token.text.endswith(".") and len(token.text) > 1
    return abbreviated and bool(following.is_sent_start) and not opening_word.islower()


def _quote_ends(doc: Doc, quote: Quote) -> bool:
    """Tell whether a quotation ends its sentence: said to the end, and no speaker follows."""
    following = doc[quote.end]
    last = quote.last_character
    if last in ".…" and quote.closed:
        return not following.text[:1].islower() and following.text not in {
            ",",
            "—",
            "―",
            "–",
            "-",
            "--",
            "(",
        }
    if last in "!?":
        return not following.text[:1].islower() and not _speaker_follows(doc, quote.end)
    return False


def _speaker_follows(doc: Doc, start: int) -> bool:
    """Tell whether a reporting verb and nothing that it reports stands in the next sentence."""
    verbs = load_vocabulary().verbs
    for token in doc[start : start + _ATTRIBUTION_REACH]:
        if token.text in _FINAL or token.text in {"“", '"', ":"}:
            return False
        if token.lower_ in verbs and token.tag_ in FINITE_TAGS:
            return token.i + 1 >= len(doc) or doc[token.i + 1].text in {
                ".",
                ",",
                "in",
                "on",
                "at",
                "during",
            }
    return False
