"""Find the third-person pronouns that may stand for an entity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups
from kg.extractors.mentions.drafts import Draft
from kg.extractors.tokens import Token

_THIRD = ("masculine", "feminine", "neuter", "plural")
_REACH = 5
_BE = frozenset(
    {"is", "'s", "’s", "was", "be", "been", "becomes", "became", "would", "will", "may"}
)


def find_pronouns(passages: Sequence[Passage]) -> Iterator[Draft]:
    """Yield he, she, it, they and their forms in text order; "it" of "it is time" is left out."""
    for passage in passages:
        for token in passage.doc:
            form = _form(token)
            if form is None or (form == "neuter" and _stands_for_nothing(token)):
                continue
            yield Draft(
                passage.index,
                token.i,
                token.i + 1,
                token.i,
                "pronoun",
                form,
                token.text,
                type="Person" if form in {"masculine", "feminine"} else None,
                plural=form == "plural",
            )


def _form(token: Token) -> str | None:
    if token.pos_ not in {"PRON", "DET"} or (token.text.isupper() and len(token.text) > 1):
        return None
    table = groups("pronouns")
    return next((form for form in _THIRD if token.lower_ in table[form]), None)


def _stands_for_nothing(token: Token) -> bool:
    """Tell whether "it" only fills the subject's place ("it is time", "it seems")."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    doc = token.doc
    table = groups("pronouns")
    following = doc[token.i + 1 : token.i + 1 + _REACH]
    if following and following[0].lemma_.lower() in table["expletive_verbs"]:
        return following[0].lemma_.lower() not in {"turn", "take"} or len(following) < 2
    if not following or following[0].lower_ not in _BE:
        return False
    for word in following[1:]:
        if word.lower_ in table["expletive"]:
            return True
        if word.pos_ not in {"ADV", "AUX", "PART"}:
            return False
    return False
