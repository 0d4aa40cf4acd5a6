"""One passage as the frames see it: tokens, the entities at them, noun phrases, clause ends."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.facts.remembering import remembered
from kg.extractors.lexicon import TomlValue, groups, table, words
from kg.extractors.mentions import describe
from kg.extractors.tokens import Doc, Token
from kg.model import Entity

SpeakerOf = Callable[[Passage, Token], Entity | None]

_FIRST_PERSON = frozenset({"we", "us", "our", "ours"})
_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "X"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM"})
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})
_QUOTES = frozenset({'"', "“", "”", "‘", "'", "``", "''"})
_STOPS = frozenset({".", "!", "?", ";", ":"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAILS = frozenset({"up", "off", "in", "out", "on"})
_JOINING = frozenset({"and", "or", "&"})


def _bounds() -> list[TomlValue]:
    section = table("units")["bounds"]
    words = section.get("words") if isinstance(section, dict) else None
    return words if isinstance(words, list) else []


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens `start`..`end` (half-open) and its head."""

    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage of an analysis, and who "we" is in it."""

    analysis: Analysis
    passage: Passage
    speaker_of: SpeakerOf | None = None
    employers: Mapping[str, Entity] = field(default_factory=dict)
    answers: dict[Hashable, object] = field(default_factory=dict, repr=False)
    doc: Doc = field(init=False, repr=False)
    lowered: Sequence[str] = field(init=False, repr=False)
    inner: Mapping[int, Mention] = field(init=False)
    bounds: Sequence[tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the mentions of the passage by token, names before descriptions."""
        object.__setattr__(self, "doc", self.passage.doc)
        object.__setattr__(self, "lowered", [token.lower_ for token in self.doc])
        found: dict[int, Mention] = {}
        for mention in self.analysis.mentions_in(self.passage.index):
            if mention.kind == "description":
                found.setdefault(mention.root, mention)
            else:
                found.update(dict.fromkeys(range(mention.start, mention.end), mention))
        object.__setattr__(self, "inner", found)
        ends = [place + 1 for place in range(len(self.doc)) if self._ends(place)]
        ranges = pairwise([0, *(end for end in ends if end < len(self.doc)), len(self.doc)])
        bounds = [(low, high) for low, high in ranges for _ in range(low, high)]
        object.__setattr__(self, "bounds", bounds)

    def mention(self, index: int) -> Mention | None:
        """Return the name or pronoun at a token, else the description that it heads, or None.

        A name inside a description ("Acme’s chief engineer") counts as itself.
        """
        return self.inner.get(index)

    def told(self, speaker_of: SpeakerOf, employers: Mapping[str, Entity]) -> Reading:
        """Return the passage with who speaks in it; what the words alone answer is kept."""
        return Reading(self.analysis, self.passage, speaker_of, employers, self.answers)

    def entity(self, head: int) -> Entity | None:
        """Return the entity of the noun phrase with this head; "we" is who speaks."""
        return self._entity(head, self.speaker_of)

    @remembered
    def _entity(self, head: int, _: SpeakerOf | None) -> Entity | None:
        """Return an entity; readings of one passage with other speakers ask again."""
        token = self.doc[head]
        if token.lower_ in _FIRST_PERSON:
            return self.speaker_of(self.passage, token) if self.speaker_of else None
        mention = self.mention(head)
        if mention is not None and mention.kind != "description":
            return self.analysis.entity(mention)
        leading = self._product_before(head)
        if leading is not None:
            return leading
        employer = self._employer(token)
        if employer is not None or self._is_ours(token):
            return employer
        if mention is not None:
            return self.analysis.entity(mention)
        if token.lemma_.casefold() in groups("organisations_nouns")["Document"]:
            return None
        if token.pos_ not in _NOMINAL or token.text in words("places_demonyms"):
            return None
        return describe(self.analysis, self.passage, head)

    def _product_before(self, head: int) -> Entity | None:
        """Return the product whose name a common noun follows: "HawkEye drones"."""
        before = self.mention(head - 1)
        if before is None or before.kind != "name" or before.end != head:
            return None
        owner = self.analysis.entity(before)
        return owner if owner.type == "Product" and self.doc[head].pos_ == "NOUN" else None

    def _is_ours(self, token: Token) -> bool:
        """Tell whether a body is "our team", of nobody the document names."""
        phrase = self.phrase_before(token.i + 1)
        ours = phrase is not None and self.word(phrase.start) in _FIRST_PERSON | {"my"}
        return ours and token.lemma_.casefold() in words("facts_teams")

    def _employer(self, token: Token) -> Entity | None:
        """Return the employer of the person whose team, office or company this is ("her team")."""
        if token.lemma_.casefold() not in words("facts_teams"):
            return None
        phrase = self.phrase_before(token.i + 1)
        if phrase is None or phrase.start == token.i:
            return None
        first, owner = self.doc[phrase.start], self.mention(phrase.start)
        known: Entity | None = None
        if first.lower_ == "our" and self.speaker_of is not None:
            known = self.speaker_of(self.passage, first)
        elif owner is not None and owner.end <= token.i:
            known = self.employers.get(self.analysis.entities[owner.entity].name)
        if known is None:
            return None
        return Entity(known.name, known.type, self.passage.span(phrase.start, token.i + 1))

    def named(self, entity: Entity) -> bool:
        """Tell whether the document has a name for an entity."""
        return entity.name in self.analysis.names

    def word(self, index: int) -> str:
        """Return a token in small letters, "" outside the passage."""
        return self.lowered[index] if 0 <= index < len(self.lowered) else ""

    def words_at(self, index: int, words: Sequence[str]) -> bool:
        """Tell whether the tokens from one on are these words, in small letters."""
        return all(self.word(index + step) == word for step, word in enumerate(words))

    def sentence(self, index: int) -> tuple[int, int]:
        """Return the token range of the sentence around a token, by its stops.

        The parser may split a sentence; a piece that does not end with a stop goes on.
        """
        return self.bounds[index] if 0 <= index < len(self.bounds) else (index, index + 1)

    def _ends(self, index: int) -> bool:
        if index + 1 < len(self.doc) and not self.doc[index + 1].is_sent_start:
            return False
        last = index
        while last > 0 and self.doc[last].text in _QUOTES | {")"}:
            last -= 1
        return self.doc[last].text in _STOPS

    @remembered
    def clause_end(self, index: int, *, reach: int = 22) -> int:
        """Return the token after which the clause of the word at `index` does not go on.

        It ends at a stop, or at the next finite verb's own start: a relative pronoun, a conjunction
        with a subject of its own.
        """
        end = min(self.sentence(index)[1], index + reach)
        for place in range(index + 1, end):
            token = self.doc[place]
            if token.text in _STOPS or token.tag_ in {"WDT", "WP", "WP$"}:
                return place
            if token.tag_ in _FINITE and self.mention(place) is None:
                return self._before_subject(place, index)
        return end

    def _before_subject(self, verb: int, index: int) -> int:
        place = verb
        while place - 1 > index and self.doc[place - 1].pos_ in {"ADV", "AUX", "PART"}:
            place -= 1
        before = self.phrase_before(place)
        if before is not None and before.start > index + 1:
            opening = self.word(before.start - 1)
            if opening in _JOINING | {",", "that", "as", "while", "because", "since", "when"}:
                return before.start - 1
        return place

    @remembered
    def phrase_after(self, index: int) -> Phrase | None:
        """Return the noun phrase that starts at a token (an article or quotation mark may lead)."""
        head, place = None, self._past_bound(index)
        while place < len(self.doc):
            mention = self.mention(place)
            if mention is not None and mention.kind != "description":
                if head is not None and self.doc[place].pos_ == "PRON":
                    break
                place = self._past_modifier(mention.end)
                head = mention.root if place == mention.end else head
            elif self._goes_on(place, self._noun(head), start=index):
                token = self.doc[place]
                head = place if token.pos_ in _NOMINAL else head
                place += 1
            else:
                break
            if head is not None and self.doc[head].pos_ == "PRON" and not self._owns(head):
                break
        end = place
        while end > index and head is not None and self.doc[end - 1].pos_ in {"DET", "ADJ", "NUM"}:
            if self.mention(end - 1) is not None:
                break
            end -= 1
        return None if head is None or head >= end else Phrase(index, end, head)

    def _past_bound(self, index: int) -> int:
        """Return the token after "more than", "at least" before a number."""
        for length in (3, 2):
            bound = " ".join(self.word(index + step) for step in range(length))
            number = index + length
            if bound in _bounds() and number < len(self.doc) and self.doc[number].pos_ == "NUM":
                return number
        return index

    def _past_modifier(self, end: int) -> int:
        """Return the token after "-based" behind a name that only describes ("a Dover-based firm")."""
        joined = self.word(end) in {"-", "–"} and end + 1 < len(self.doc)
        return end + 2 if joined and self.doc[end + 1].tag_ in {"VBN", "JJ"} else end

    def _noun(self, head: int | None) -> int | None:
        """Return a phrase's head so far, None where that is only "its": "its | first truck"."""
        return None if head is not None and self._owns(head) else head

    def _owns(self, place: int) -> bool:
        return self.doc[place].tag_ == "PRP$"

    def _goes_on(self, place: int, head: int | None, *, start: int) -> bool:
        token = self.doc[place]
        if token.pos_ == "PRON":
            return head is None or self._owns(place)
        if place > start and self.doc[place - 1].tag_ == "HYPH" and token.tag_ in {"VBN", "VBG"}:
            return not self.doc[place - 1].whitespace_  # "machine-drafted summaries"
        joint = self.doc[place - 1] if head is not None and place > start else None
        if joint is not None and joint.tag_ == "HYPH" and token.lower_ in _TAILS:
            return not joint.whitespace_  # "the start-up Acme"
        joined = self.doc[place - 1].tag_ == "POS" or self.word(place - 1) == ","
        if head is not None and not joined and token.pos_ in _BEFORE_NOUN:
            return False  # "the drones | last year"
        if token.pos_ in _INSIDE or token.tag_ in {"PRP$", "POS"}:
            return token.tag_ not in {"PDT", "DT"} or head is None
        if token.text in _QUOTES and self.word(place + 1):
            return head is None
        if token.text == "," and self.doc[start].pos_ == "DET" and place + 1 < len(self.doc):
            amount = any(each.pos_ == "SYM" for each in self.doc[start:place])
            return amount and self.doc[place + 1].pos_ in {"NUM", "ADJ"}  # "a £3m, five-year deal"
        if token.text == "-" or token.tag_ == "HYPH":
            return place > start
        if token.tag_ in {"VBN", "VBG"} or (token.pos_ == "ADV" and head is None):
            return head is None and self._noun_follows(place + 1)
        return token.pos_ == "ADV" and head is None

    def _noun_follows(self, place: int) -> bool:
        return place < len(self.doc) and self.doc[place].pos_ in _INSIDE | {"VERB"}

    @remembered
    def phrase_before(self, index: int) -> Phrase | None:
        """Return the noun phrase that ends right before a token; a bracket may stand between."""
        last = index - 1
        if self.word(last) == ")":
            while last > 0 and self.word(last) != "(":
                last -= 1
            last -= 1
        while last > 0 and self.doc[last].text in _QUOTES:
            last -= 1
        if last < 0:
            return None
        mention = self.mention(last)
        if mention is not None and mention.kind != "description":
            return Phrase(mention.start, index, mention.root)
        if self.doc[last].pos_ not in _NOMINAL | {"PRON"} or self.doc[last].tag_ == "PRP$":
            return None
        start = last
        while start > 0 and self.leads(start - 1):
            start -= 1
            if self.doc[start].pos_ == "DET" or self._owns(start):
                break
        return Phrase(start, index, last)

    def leads(self, place: int) -> bool:
        """Tell whether a token may stand before a noun in its phrase, article apart."""
        token = self.doc[place]
        return token.pos_ in _INSIDE or token.tag_ in {"PRP$", "POS", "HYPH"}
