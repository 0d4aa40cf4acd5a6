"""Find who speaks: the word that heads the phrase before or after a reporting verb."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.statements.closings import closing_subject
from kg.extractors.statements.cues import Cue, is_finite
from kg.extractors.statements.endings import lead_end
from kg.extractors.statements.phrases import agent_of, head_after, is_nominal, subject_of
from kg.extractors.statements.subjects import PAUSES, Speaker, speaker_after, speaker_before
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token

_LEADING = frozenset(
    {"and", "but", "also", "by", "while", "after", "before", "when", "further", "later"}
)
# "decided against saying", "instead of asking": nothing is said
_NOT_SAID = frozenset(
    {"of", "from", "without", "than", "like", "against", "about", "to", "avoid", "avoided", "worth"}
)

# "spent two years arguing": the verb's subject speaks
_SPENDING = frozenset({"spend", "spends", "spent", "spending", "devoted", "passed", "wasted"})

_LETTER = 12
_NEAR = frozenset({"conj", "xcomp", "parataxis"})
_ABOVE = _NEAR | {"acl", "advcl", "obj", "obl", "nmod", "ccomp"}


def find_speaker(cue: Cue, earlier: Sequence[tuple[Cue, Speaker]] = ()) -> Speaker | None:
    """Return who speaks by a cue, or None where nobody is named.

    Args:
        cue: the reporting verb.
        earlier: the cues before it in the same unit, with their speakers, which a participle or
            a verb after "and" takes over ("…, adding that", "and warned that").
    """
    if cue.form == "passive":
        agent = agent_of(cue.token)
        return Speaker(agent) if agent is not None else None
    if cue.form == "participle":
        return _of_participle(cue, earlier)
    if cue.form == "infinitive":
        return _of_infinitive(cue)
    closing = closing_subject(cue.unit, cue.token)
    if closing is not None and cue.start == cue.verb:
        return Speaker(closing)
    return speaker_before(cue.unit, cue.start, cue.token, earlier, cue) or speaker_after(cue)


def _of_participle(cue: Cue, earlier: Sequence[tuple[Cue, Speaker]]) -> Speaker | None:
    unit, token = cue.unit, cue.token
    before = unit.doc[cue.start - 1] if cue.start > unit.start else None
    writer = _writer_before(cue)
    if writer is not None:
        return Speaker(writer)
    if before is not None and is_nominal(before) and _speaks_itself(before):
        return Speaker(earlier[-1][1].head if _is_hearer(before, earlier) else before)
    if before is not None and before.lower_ in _NOT_SAID:
        return None
    if before is not None and before.lower_ == "as":
        return _quoted_as_saying(cue)
    if not earlier:
        owner = _of_clause_after(cue)
        if owner is not None:
            return Speaker(owner)
    if earlier and (before is None or before.text in PAUSES or before.lower_ in _LEADING):
        return Speaker(earlier[-1][1].head)
    if earlier and before is not None and before.i < earlier[-1][0].end:
        return None
    if token.dep_ == "acl" and is_nominal(token.head) and token.head.i < token.i:
        return Speaker(token.head)
    spent = token.head.lower_ in _SPENDING
    subject = _subject_above(token, spent or (before is not None and before.text in PAUSES))
    if (
        subject is not None
        and unit.quote_at(subject.i) is None
        and unit.start <= subject.i < unit.end
    ):
        return Speaker(subject)
    return None


def _writer_before(cue: Cue) -> Token | None:
    """Return who sent the paper that a participle tells of: "sent a letter to the board urging"."""
    unit, vocabulary = cue.unit, load_vocabulary()
    for place in range(cue.start - 1, max(unit.start, cue.start - _LETTER), -1):
        word = unit.doc[place]
        if word.is_punct or is_finite(word):
            return None
        if word.lower_ in vocabulary.documents and word.dep_ == "obj" and place < cue.start - 1:
            sent = word.head.lower_ in vocabulary.issuing
            subject = subject_of(word.head) if sent else None
            plain = subject is not None and not subject.tag_.startswith("W")
            return subject if plain else None
    return None


def _is_hearer(before: Token, earlier: Sequence[tuple[Cue, Speaker]]) -> bool:
    """Tell whether the noun before a participle was only written or told: "wrote to Ruiz demanding"."""
    if not earlier:
        return False
    cue = earlier[-1][0]
    first = before.doc[cue.end].lower_ if cue.end < before.i + 1 else ""
    near = before.i - cue.end < 6 and not any(
        is_finite(word) for word in before.doc[cue.end : before.i]
    )
    return near and (first == "to" or bool(cue.entry.kind("audience")))


def _of_clause_after(cue: Cue) -> Token | None:
    """Return the subject of the clause that a participle opens: "Citing the costs, Ruiz said"."""
    pause = lead_end(cue)
    if pause is None or (cue.start > cue.unit.start and not cue.token.dep_.startswith("advcl")):
        return None
    doc = cue.unit.doc
    first = pause + (doc[pause].text == ",")
    head = head_after(doc, first, cue.unit.end)
    follows = head is not None and any(is_finite(token) for token in doc[head.i : cue.unit.end])
    return head if follows else None


def _subject_above(token: Token, apart: bool) -> Token | None:
    """Return the subject of the clause that a participle belongs to.

    After a comma (`apart`) that is the whole sentence's: "They filed a suit to stop it, arguing ...".
    """
    owner = token.head
    subject = subject_of(owner)
    links = _ABOVE if apart else _NEAR
    while subject is None and owner.dep_ in links and owner.head.i != owner.i:
        owner = owner.head
        subject = subject_of(owner)
    if subject is not None and subject.tag_ in {"WDT", "WP"} and is_nominal(owner.head):
        return owner.head if owner.dep_ == "acl:relcl" else None
    return subject


def _speaks_itself(token: Token) -> bool:
    """Tell whether a noun right before a participle speaks: "a letter saying"."""
    vocabulary = load_vocabulary()
    named = token.pos_ == "PROPN" and token.dep_ != "compound"
    return named or token.lower_ in vocabulary.documents | vocabulary.speakers


def _quoted_as_saying(cue: Cue) -> Speaker | None:
    """Return the subject of "was quoted as saying"."""
    unit = cue.unit
    for place in range(cue.start - 1, max(unit.start, cue.start - 9), -1):
        token = unit.doc[place]
        if token.lower_ in load_vocabulary().quoted and token.pos_ == "VERB":
            subject = subject_of(token)
            if subject is not None:
                return Speaker(subject)
            start = place
            while start > unit.start and unit.doc[start - 1].pos_ in {"AUX", "ADV"}:
                start -= 1
            return speaker_before(unit, start, token)
    return None


def _of_infinitive(cue: Cue) -> Speaker | None:
    """Return the subject of the verb that carries an infinitive: "went on to say"."""
    unit = cue.unit
    place = cue.verb
    while place > unit.start and unit.doc[place].lower_ != "to":
        place -= 1
    carriers = load_vocabulary().carriers
    for start in range(place - 1, max(unit.start, place - 4), -1):
        phrase = " ".join(token.lower_ for token in unit.doc[start:place])
        if phrase in carriers:
            first = start
            while first > unit.start and unit.doc[first - 1].pos_ in {"AUX", "ADV"}:
                first -= 1
            return speaker_before(unit, first, unit.doc[start])
    return None
