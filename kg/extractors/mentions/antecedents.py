"""Find whom or what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable

from kg.extractors.lexicon import groups, united, words
from kg.extractors.mentions.classes import family
from kg.extractors.mentions.discourse import Discourse, Known
from kg.extractors.mentions.drafts import Draft, subject_like
from kg.extractors.mentions.shapes import lemmas, singular
from kg.extractors.tokens import Token

_REACH = {"masculine": 5, "feminine": 5, "neuter": 3, "plural": 2}
_PARALLEL = 30.0
_VERB = 60.0
_OWN = 150.0
_POSSESSIVE = frozenset({"its", "his", "her", "their"})


def pronoun_antecedent(
    draft: Draft,
    token: Token,
    discourse: Discourse,
    sentence: int,
    subject_of: Callable[[Token], Known | None],
) -> Known | None:
    """Return the entity that a third-person pronoun stands for, or None where none agrees.

    Among the entities that agree in number, kind and sex the most present wins; subjects prefer
    subjects, and the verb says whether a company or a product is meant. `subject_of` gives the
    entity that is subject of a verb: an object of the same verb cannot be it.
    """
    barred = subject_of(token.head) if token.dep_ in {"obj", "iobj", "obl"} else None
    verb = _gained_by(token)
    buyer = subject_of(verb) if verb is not None else None
    best: Known | None = None
    highest = 0.0
    for known in discourse.ranked(sentence, within=_REACH[draft.key]):
        if known is barred or not _agrees(draft, known):
            continue
        score = known.presence(sentence) + _preference(draft, token, known, sentence)
        score -= _OWN if known is buyer else 0.0
        if score > highest:
            best, highest = known, score
    if best is not None and best.gender is None and draft.key in {"masculine", "feminine"}:
        best.gender = draft.key
    return best


def _gained_by(token: Token) -> Token | None:
    """Return the verb of getting whose object this possessive leads: nobody buys what is theirs.

    ("Acme said that the city has chosen its cameras": Acme’s.)
    """
    noun = token.head
    if token.lower_ not in _POSSESSIVE or noun.dep_ != "obj" or noun.head.pos_ != "VERB":
        return None
    gains = groups("names_frames")["gains"].intersection(lemmas(noun.head))
    device = singular(noun.text) in united("products_nouns", "naming", "strong")
    return noun.head if gains and (device or noun.pos_ == "PROPN") else None


def _agrees(draft: Draft, known: Known) -> bool:
    kind = family(known.type)
    if draft.key in {"masculine", "feminine"}:
        return kind == "Person" and not known.plural and known.gender in {None, draft.key}
    if draft.key == "neuter":
        return kind != "Person" and not known.plural
    return known.plural or kind == "Organization"


def _preference(draft: Draft, token: Token, known: Known, sentence: int) -> float:
    score = 0.0
    if subject_like(token) and sentence - known.last_subject <= 1:
        score += _PARALLEL
    if draft.key == "plural":
        return score + (_VERB if known.plural else -20.0)
    if draft.key == "neuter":
        score += _by_verb(token, family(known.type))
    return score


def _by_verb(token: Token, kind: str) -> float:
    """Return what the verb adds for a kind: companies say and buy, products are used and run."""
    if kind == "Place":
        return -_VERB
    verbs = groups("products_verbs")
    lemma = token.head.lemma_.lower()
    if token.lower_ in _POSSESSIVE:
        people = singular(token.head.text) in words("persons_nouns")
        return (_VERB if people else 20.0) if kind == "Organization" else 0.0
    if token.dep_ == "nsubj" and lemma in verbs["agent_subject"]:
        return _VERB if kind == "Organization" else -_VERB
    if token.dep_ == "nsubj" and lemma in verbs["product_subject"]:
        return _VERB if kind == "Product" else 0.0
    if token.dep_ in {"obj", "nsubj:pass"} and lemma in verbs["using"] | verbs["strong_object"]:
        return _VERB if kind == "Product" else -_VERB
    return 0.0
