"""Read noun phrases and clauses from tags first and from the parse second."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extractors.statements.units import FINITE_TAGS
from kg.extractors.tokens import Doc, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "SYM", "X"})
_LINKS = frozenset(
    {"compound", "flat", "nmod", "nmod:poss", "nmod:desc", "amod", "nummod", "det", "case", "conj"}
    | {"cc", "fixed", "appos", "acl", "acl:relcl", "nmod:npmod", "nmod:unmarked", "punct", "advmod"}
    | {"goeswith", "dep", "list", "obl"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def is_nominal(token: Token) -> bool:
    """Tell whether a token can head a noun phrase."""
    return token.pos_ in NOMINAL or token.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP", "WP"}


def has_finite_verb(tokens: Iterable[Token]) -> bool:
    """Tell whether a finite verb or modal is among the tokens."""
    return any(token.tag_ in FINITE_TAGS for token in tokens)


def head_before(doc: Doc, end: int, start: int) -> Token | None:
    """Return the head of the noun phrase that ends just before `end` and begins no earlier than `start`.

    It climbs from the last word over the links inside noun phrases: from "police" to
    "spokesperson" in "a spokesperson for the police".
    """
    token = doc[end - 1]
    if not is_nominal(token) and token.pos_ != "ADJ":
        return None
    if token.tag_ == "PRP":
        return token
    seen = 0
    while (
        start <= token.head.i < end
        and token.head.i != token.i
        and token.dep_ in _LINKS
        and seen < end
    ):
        if token.head.pos_ in {"VERB", "AUX"} and token.dep_ not in {"acl", "acl:relcl"}:
            break
        if _over_comma(token) or _new_clause(token):
            break
        token = token.head
        seen += 1
    head = _nominal_of(token, start)
    if not _agent_of_relative(head, end):
        head = _described(head, start)
    return _before_of(head, start)


def _agent_of_relative(head: Token | None, end: int) -> bool:
    """Tell whether a relative clause goes on about who did it: "a suit brought by Acme, which"."""
    if head is None or head.dep_ != "obl:agent":
        return False
    return any(word.lower_ in {"which", "who"} for word in head.doc[end : end + 2])


def _described(head: Token | None, start: int) -> Token | None:
    """Return what a relative clause describes where the phrase found is only that clause's object."""
    if head is None or head.dep_ not in {"obj", "obl", "obl:agent", "nmod"}:
        return head
    verb = head.head
    while verb.dep_ in {"obl", "obj", "nmod", "advcl"} and start <= verb.head.i < verb.i:
        verb = verb.head
    passive = verb.tag_ == "VBN" and head.dep_ != "obj"
    clause = verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and (passive or verb.tag_ == "VBG"))
    inside = clause and start <= verb.head.i < verb.i < head.i
    return verb.head if inside and is_nominal(verb.head) else head


def _before_of(head: Token | None, start: int) -> Token | None:
    """Return the noun before "of" where the parse stopped at the one after it."""
    while head is not None:
        first = simple_start(head, start)
        if (
            first - 2 < start
            or head.doc[first - 1].lower_ != "of"
            or not is_nominal(head.doc[first - 2])
        ):
            return head
        head = head.doc[first - 2]
    return head


def simple_start(head: Token, start: int) -> int:
    """Return where the simple noun phrase that ends with `head` begins, by its tags."""
    first = head.i
    while first > start and _inside_phrase(head.doc[first - 1]):
        first -= 1
    return first


def _inside_phrase(token: Token) -> bool:
    return token.pos_ in _INSIDE or token.tag_ in {"POS", "PRP$", "VBN"} or token.text == "-"


def _over_comma(token: Token) -> bool:
    """Tell whether a comma parts a word from its head, which only lists and relative clauses allow."""
    if token.dep_ in {"acl", "acl:relcl"}:
        return False
    if token.dep_ == "conj" and any(child.dep_ == "cc" for child in token.children):
        return False
    return any(
        between.text in {",", ";", "—", "–", "--"} for between in token.doc[token.head.i : token.i]
    )


def _new_clause(token: Token) -> bool:
    """Tell whether "and" joins two clauses, though the parse joined two nouns.

    ("They closed the case and Ruiz accused": Ruiz is no second case.)
    """
    before, verb = token.head, token.head.head
    joined = token.dep_ == "conj" and before.dep_ in {"obj", "obl"} and verb.i < before.i
    return joined and verb.tag_ in FINITE_TAGS and not verb.dep_.startswith("acl")


def _nominal_of(token: Token, start: int) -> Token | None:
    """Return the token, or where it is a verb of a clause inside the phrase, what the clause describes."""
    while not is_nominal(token):
        if token.dep_ in {"acl", "acl:relcl", "amod"} and start <= token.head.i < token.i:
            token = token.head
        else:
            return None
    return token


def head_after(doc: Doc, start: int, end: int) -> Token | None:
    """Return the head of the simple noun phrase that begins at `start`: its last noun."""
    place = start
    head: Token | None = None
    while place < end:
        token = doc[place]
        possessive = token.tag_ == "POS" or token.text in {"-", "/", "&"}
        opens = (
            place == start and token.tag_ == "VB" and place + 1 < end and is_nominal(doc[place + 1])
        )
        if not (token.pos_ in _INSIDE or possessive or opens or token.tag_ in {"VBN", "VBG"}):
            break
        if head is not None and (token.pos_ in {"DET", "PRON"} or token.tag_ in {"VBN", "VBG"}):
            break
        if is_nominal(token):
            head = token
        place += 1
    return head


def phrase_end(doc: Doc, start: int, end: int) -> int:
    """Return where the simple noun phrase that begins at `start` ends, with its "of" and "for" phrases."""
    head = head_after(doc, start, end)
    if head is None:
        return start
    place = head.i + 1
    while place < end - 1 and doc[place].lower_ in {"of", "for", "at", "from", "with", "and"}:
        inner = head_after(doc, place + 1, end)
        if inner is None:
            break
        place = inner.i + 1
    return place


def phrase_start(head: Token, start: int) -> int:
    """Return where the noun phrase of a head begins: its left edge, no earlier than `start`."""
    doc = head.doc
    first = max(start, min(head.left_edge.i, head.i))
    while first < head.i and (
        doc[first].is_punct
        or doc[first].pos_ in {"CCONJ", "SCONJ", "ADP"}
        or doc[first].lower_ in {"according", "to"}
    ):
        first += 1
    return first


def subject_of(verb: Token) -> Token | None:
    """Return the verb's own subject in the parse."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def agent_of(verb: Token) -> Token | None:
    """Return the noun after "by" of a passive verb."""
    for child in verb.children:
        marked = any(case.lower_ == "by" for case in child.children if case.dep_ == "case")
        if child.i > verb.i and marked and (child.dep_ == "obl:agent" or is_nominal(child)):
            return child
    return None
