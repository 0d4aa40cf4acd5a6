"""Find the verbs that report, and tell how they stand: finite, participle, infinitive, passive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.extractors.statements.closings import closes_report
from kg.extractors.statements.phrases import head_after, is_nominal
from kg.extractors.statements.units import FINITE_TAGS, Unit
from kg.extractors.statements.vocabulary import ReportingVerb, load_vocabulary
from kg.extractors.tokens import Token

Form = Literal["finite", "participle", "infinitive", "passive"]

_OBJECTS = frozenset({"DET", "PROPN", "NOUN", "ADJ", "PRON"})
_CHAIN_POS = frozenset({"AUX", "ADV", "PART"})
_BE = frozenset({"is", "are", "was", "were", "been", "being", "be", "'s", "’s", "’re", "'re"})
_HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "’d", "'d"})
_NOT = frozenset(
    {"not", "n't", "n’t", "never", "nor", "hardly", "barely", "rarely", "seldom", "longer"}
)
_UNREAL = frozenset({"would", "could", "should", "might", "may", "must", "can", "shall", "ought"})
_PARTICLES = frozenset({"aside", "away", "down", "off", "out", "up"})
_APART = 10
_SURE_FORMS = frozenset(
    {"said", "says", "say", "told", "wrote", "tweeted", "argued", "explained", "added"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb at tokens `verb`..`end` (half-open); `start` takes in its auxiliaries."""

    unit: Unit
    start: int
    verb: int
    end: int
    entry: ReportingVerb
    form: Form

    @property
    def token(self) -> Token:
        """Return the verb itself."""
        return self.unit.doc[self.verb]


def find_cues(unit: Unit) -> tuple[Cue, ...]:
    """Return the reporting verbs of a unit that stand outside its quotations, in text order.

    Verbs under "not" and under "would", "could", "may" report nothing and are left out.
    """
    return tuple(_cues(unit))


def _cues(unit: Unit) -> Iterator[Cue]:
    verbs = load_vocabulary().verbs
    for token in unit.outside():
        entries = verbs.get(token.lower_)
        if entries is None or not (
            _is_verb(token) or any(closes_report(unit, token, entry) for entry in entries)
        ):
            continue
        entry = next((entry for entry in entries if _tail_follows(token, entry, unit)), None)
        if entry is not None:
            cue = _cue(unit, token, entry)
            if cue is not None:
                yield cue


def _is_verb(token: Token) -> bool:
    if token.lower_ in _SURE_FORMS:
        return token.pos_ not in {"PROPN", "ADJ"}
    if token.tag_ in {"VBN", "JJ"} and token.i and token.nbor(-1).tag_ in {"POS", "PRP$", "DT"}:
        return False
    if token.tag_ == "NNS" and token.i and token.i + 1 < len(token.doc):
        named = token.nbor(-1).pos_ == "PROPN" and token.nbor(-1).dep_ != "nmod:poss"
        return named and token.nbor(1).lower_ in {"that", "to"}
    return token.pos_ == "VERB" or token.tag_.startswith("VB") or _is_saying(token)


def _is_saying(token: Token) -> bool:
    """Tell whether a word taken for a noun is a continuous verb: "is warning that"."""
    if not token.lower_.endswith("ing") or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    return token.nbor(-1).lower_ in _BE and token.nbor(1).lower_ == "that"


def _tail_follows(token: Token, entry: ReportingVerb, unit: Unit) -> bool:
    end = token.i + 1 + len(entry.tail)
    words = tuple(word.lower_ for word in unit.doc[token.i + 1 : min(end, unit.end)])
    if not entry.tail and _has_particle(unit, token):
        return False
    return words == entry.tail or _tail_apart(token, entry, unit)


def _tail_apart(token: Token, entry: ReportingVerb, unit: Unit) -> bool:
    """Tell whether a verb's particle stands after its object: "brushed such fears aside"."""
    if not entry.tail or entry.tail[0] not in _PARTICLES or not entry.kind("object"):
        return False
    for place in range(token.i + 2, min(unit.end, token.i + _APART)):
        word = unit.doc[place]
        if word.lower_ == entry.tail[0] and word.head.i == token.i:
            rest = unit.doc[place : place + len(entry.tail)]
            return tuple(part.lower_ for part in rest) == entry.tail
        if word.tag_ in FINITE_TAGS or word.is_punct:
            return False
    return False


def _has_particle(unit: Unit, token: Token) -> bool:
    """Tell whether a particle makes another verb of it: "snapped up a rival", "warned them off it"."""
    if token.i + 1 >= unit.end:
        return False
    following = unit.doc[token.i + 1]
    return following.tag_ == "RP" and following.head.i == token.i


def _cue(unit: Unit, token: Token, entry: ReportingVerb) -> Cue | None:
    start = _chain_start(unit, token)
    chain = [word.lower_ for word in unit.doc[start : token.i]]
    if not _NOT.isdisjoint(chain) or not _UNREAL.isdisjoint(chain):
        return None
    if "will" in chain and "thought" in entry.frames.values():
        return None
    if _habitual(token, entry) or _reduced(unit, token, entry, chain):
        return None
    end = token.i + 1
    if not _tail_apart(token, entry, unit):
        end += len(entry.tail)
    if set(entry.frames) == {"stated"} and not _statement_follows(unit, end):
        return None
    form = _form(token, chain)
    if form == "participle" and entry.lemma in load_vocabulary().supposing:
        return None
    return Cue(unit, start, token.i, end, entry, form)


def _statement_follows(unit: Unit, place: int) -> bool:
    """Tell whether the object of a verb names a statement: "raised questions", "made a promise"."""
    head = head_after(unit.doc, place, unit.end)
    vocabulary = load_vocabulary()
    return head is not None and head.lower_ in vocabulary.statements | vocabulary.feelings


def chain_of(unit: Unit, word: Token) -> int | None:
    """Return where the "is", "has long been" before an adjective begins, or None.

    None also under "not" and "would": nothing is thought then.
    """
    start = _chain_start(unit, word)
    chain = {token.lower_ for token in unit.doc[start : word.i]}
    if start > unit.start and unit.doc[start - 1].lower_ in load_vocabulary().linking:
        start = _chain_start(unit, unit.doc[start - 1])
        chain = {token.lower_ for token in unit.doc[start : word.i]}
    elif _BE.isdisjoint(chain):
        return None
    return start if (_NOT | _UNREAL).isdisjoint(chain) else None


def _habitual(token: Token, entry: ReportingVerb) -> bool:
    """Tell whether a verb that needs a preposition tells a habit: "she often speaks about it"."""
    silent = not (entry.kind("clause") or entry.kind("object"))
    return silent and entry.lemma in {"speak", "talk"} and token.tag_ in {"VB", "VBP", "VBZ"}


def _reduced(unit: Unit, token: Token, entry: ReportingVerb, chain: list[str]) -> bool:
    """Tell whether a finite verb follows, so that the participle describes that verb's subject.

    ("The measures announced today include a fund.")
    """
    if chain or token.tag_ not in {"VBD", "VBN"}:
        return False
    vocabulary = load_vocabulary()
    before = unit.doc[token.i - 1].lower_ if token.i > unit.start else ""
    if token.lower_ in vocabulary.writing and before in vocabulary.documents:
        return True
    if not entry.kind("object"):
        return False
    if any(word.lower_ in {"which", "that", "who"} for word in unit.outside(None, token.i)):
        return False
    place = token.i + 1
    while place < unit.end and (unit.doc[place].lower_ in vocabulary.times | {"on", "in", "at"}):
        place += 1
    following = unit.doc[place] if place < unit.end else None
    if following is None or unit.quote_at(place) is not None:
        return False
    finite = following.tag_ in FINITE_TAGS and following.pos_ in {"VERB", "AUX"}
    return finite or following.lower_ in {"include", "includes", "included"}


def _chain_start(unit: Unit, token: Token) -> int:
    """Return where the verb's auxiliaries and adverbs begin."""
    place = token.i
    while place > unit.start:
        before = unit.doc[place - 1]
        if unit.quote_at(before.i) is not None:
            break
        bare_time = before.lower_ in load_vocabulary().days
        if before.pos_ not in _CHAIN_POS and before.lower_ not in _BE | _HAVE and not bare_time:
            break
        if before.tag_ == "POS" or before.lower_ in {
            "to",
            "so",
            "then",
            "when",
            "where",
            "how",
            "why",
        }:
            break
        place -= 1
    return place


def _form(token: Token, chain: list[str]) -> Form:
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "to" or (
        chain and token.i - len(chain) and token.nbor(-len(chain) - 1).lower_ == "to"
    ):
        return "infinitive"
    if token.tag_ == "VBG":
        continuous = not _BE.isdisjoint(chain)
        return "finite" if continuous else "participle"
    if token.tag_ == "VBN" and not _BE.isdisjoint(chain):
        return "passive"
    if token.lower_ in _SURE_FORMS:
        return "finite"
    if token.tag_ == "VBN" and not chain and token.dep_ in {"acl", "amod"}:
        return "finite" if _has_object(token) else "passive"
    if token.tag_ == "VB" and not chain:
        return "finite" if token.dep_ != "xcomp" else "infinitive"
    return "finite"


def _has_object(token: Token) -> bool:
    """Tell whether a participle is a past tense after all: a subject before it, an object after it."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    subject = is_nominal(before) or before.text == ","
    return subject and (after.pos_ in _OBJECTS or after.lower_ == "that")


def is_finite(token: Token) -> bool:
    """Tell whether a token is a finite verb or a modal."""
    return token.tag_ in FINITE_TAGS
