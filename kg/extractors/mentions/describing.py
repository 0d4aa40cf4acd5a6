"""Say what entity a noun phrase stands for, whether it was found as a mention or not."""

from __future__ import annotations

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.lexicon import groups
from kg.extractors.mentions.classes import ontology_class
from kg.extractors.mentions.descriptions import describe_phrase
from kg.extractors.mentions.phrases import phrase_start, undetermined
from kg.extractors.mentions.shapes import capital, singular
from kg.extractors.tokens import Token
from kg.model import Entity

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"})


def describe(analysis: Analysis, passage: Passage, token: int) -> Entity | None:
    """Return the entity of the noun phrase that a token heads, or None where it heads none.

    A mention's entity if the token belongs to one; the author for "the letter", "the report" where
    an organisation or person is said to have written it; else an entity of the phrase's own words,
    typed by its head ("two residents": Person). Pronouns that were not resolved give None.
    """
    mention = analysis.mention_at(passage.index, token)
    if mention is not None and _speaks_for(mention, token, passage):
        return analysis.entity(mention)
    head = passage.doc[token]
    if head.pos_ not in _NOMINAL or head.pos_ == "PRON" or head.is_punct:
        return analysis.entity(mention) if mention is not None else None
    draft = describe_phrase(passage, head)
    if draft is not None:
        kind = ontology_class(draft.type or "Organization")
        return Entity(undetermined(draft.text), kind, passage.span(draft.start, draft.end))
    return _own_words(analysis, passage, head)


def _speaks_for(mention: Mention, token: int, passage: Passage) -> bool:
    """Tell whether the token is the mention's root or hangs in it, and does not head more."""
    if mention.root == token or mention.kind != "name":
        return True
    head = passage.doc[token]
    return (
        mention.start <= token < mention.end and mention.start <= head.head.i < mention.end
    ) or (mention.start <= token < mention.end)


def _own_words(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    if head.pos_ not in {"NOUN", "PROPN"}:
        return None
    start = phrase_start(head)
    words = passage.span(start, head.i + 1)
    name = undetermined(" ".join(words.text.split()))
    noun = singular(head.text)
    if noun in groups("organisations_nouns")["Document"]:
        return _author(analysis, passage, start, head) or Entity(name, "Organization", words)
    if capital(head):
        return Entity(name, "Organization", words)
    return None


def _author(analysis: Analysis, passage: Passage, start: int, head: Token) -> Entity | None:
    """Return who wrote a letter or report: its possessor, who it is by or from."""
    owner = [analysis.mention_at(passage.index, at) for at in range(start, head.i)]
    for mention in owner:
        if mention is not None and mention.root < head.i:
            return _as(analysis, mention, passage, start, head)
    doc = passage.doc
    for position in range(head.i + 1, min(len(doc), head.i + 4)):
        if doc[position].lower_ in {"by", "from"}:
            following = range(position + 1, min(len(doc), position + 4))
            found = (analysis.mention_at(passage.index, at) for at in following)
            mention = next((each for each in found if each is not None), None)
            return _as(analysis, mention, passage, start, head) if mention else None
    return None


def _as(
    analysis: Analysis, mention: Mention, passage: Passage, start: int, head: Token
) -> Entity | None:
    record = analysis.entities[mention.entity]
    if record.type in {"Place", "Product"}:
        return None
    return Entity(record.name, record.type, passage.span(start, head.i + 1))
