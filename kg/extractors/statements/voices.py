"""Name the speaker: from the head of a noun phrase to an entity of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extractors.analysis import Analysis, Passage
from kg.extractors.lexicon import words
from kg.extractors.mentions import describe
from kg.extractors.statements.phrases import is_nominal, phrase_end, phrase_start, simple_start
from kg.extractors.statements.subjects import Speaker
from kg.extractors.statements.titled import name_inside, publisher_inside
from kg.extractors.statements.units import FINITE_TAGS
from kg.extractors.statements.vocabulary import load_vocabulary
from kg.extractors.tokens import Token
from kg.model import Entity

_PERSONAL = frozenset({"he", "she", "they", "we", "it"})
_NEVER = frozenset(
    {"i", "me", "you", "this", "that", "these", "what", "which", "there", "nothing", "something"}
    | {
        "anything",
        "everything",
        "nobody",
        "none",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "one",
        "no-one",
        "who",
        "him",
        "her",
        "them",
        "us",
    }
)
_OWNING = frozenset({"nmod:poss", "compound", "nmod", "nmod:desc", "acl", "acl:relcl"})
_RECENT = 12
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


@dataclass(slots=True)
class Ledger:
    """What has been said so far in a document: the last speaker, and who wrote which paper."""

    last: Entity | None = None
    authors: dict[str, Entity] = field(default_factory=dict)


def name_speaker(
    analysis: Analysis, passage: Passage, speaker: Speaker, ledger: Ledger, *, strong: bool = True
) -> Entity | None:
    """Return the entity that speaks, with the words that stand for it, or None for a thing.

    A paper speaks for its author ("the letter concludes"): its owner in the phrase, or who was said
    to have written it; without one it is a Document.
    """
    head = speaker.head
    if speaker.pronoun is not None and not strong and _is_paper(head):
        return None
    found = _entity(analysis, passage, head, ledger, strong=strong)
    if found is not None and speaker.pronoun is not None:
        place = speaker.pronoun.i
        return replace(found, mention=passage.span(place, place + 1))
    return found


def _entity(
    analysis: Analysis,
    passage: Passage,
    head: Token,
    ledger: Ledger,
    *,
    strong: bool,
) -> Entity | None:
    word = head.lower_
    counted = _counted(head)
    if counted is not None:
        one = name_inside(analysis, passage, head) if word == "one" else None
        return one or _by_words(passage, head, counted)
    if word in _NEVER or word.isdigit():
        return None
    if _is_paper(head):
        return _author(analysis, passage, head, ledger)
    named = name_inside(analysis, passage, head)
    if named is not None:
        return named
    owner = publisher_inside(analysis, passage, head)
    if owner is not None:
        return owner
    described = describe(analysis, passage, head.i)
    if described is not None and described.type not in {"Place", "Product"}:
        return described
    if word in _PERSONAL and not (word == "it" and not strong):
        return _last_speaker(passage, head, ledger) or _last_named(analysis, passage, head)
    if described is not None and described.type == "Place":
        return replace(described, type="Organization")
    if head.pos_ == "PROPN" or _is_human(head):
        return described or _by_words(passage, head)
    if described is not None and described.type == "Product":
        return None
    if strong and is_nominal(head) and head.pos_ != "PRON":
        return described or _by_words(passage, head)
    return None


def _is_paper(head: Token) -> bool:
    """Tell whether a noun is something written, said or shown."""
    return head.pos_ != "PROPN" and head.lower_ in load_vocabulary().documents


def _last_speaker(passage: Passage, head: Token, ledger: Ledger) -> Entity | None:
    """Return who spoke last, for a pronoun that the document's entities leave open."""
    if ledger.last is None or head.lower_ in {"we", "it"}:
        return None
    return replace(ledger.last, mention=passage.span(head.i, head.i + 1))


def _last_named(analysis: Analysis, passage: Passage, head: Token) -> Entity | None:
    """Return the last person (for "they": anybody) named before a pronoun."""
    if head.lower_ == "we":
        return None
    place = (passage.index, head.i)
    last = bisect_left(analysis.mentions, place, key=lambda found: (found.passage, found.start))
    for mention in reversed(analysis.mentions[max(0, last - _RECENT) : last]):
        kind = analysis.entities[mention.entity].type
        body = kind not in {"Person", "Place", "Product"}
        fits = body if head.lower_ == "it" else kind == "Person" or (body and head.lower_ == "they")
        if fits:
            words = passage.span(head.i, head.i + 1)
            return replace(analysis.entity(mention), mention=words)
    return None


def _by_words(passage: Passage, head: Token, counted: Token | None = None) -> Entity:
    """Return an entity named by its own phrase: "a spokesperson for the police"."""
    start, end = simple_start(head, max(0, head.i - 12)), head.i + 1
    for child in head.children:
        cased = [case.lower_ for case in child.children if case.dep_ == "case"]
        if child.dep_ == "nmod" and child.i > head.i and cased and cased[0] in {"of", "for", "at"}:
            end = max(end, min(child.right_edge.i + 1, head.i + 9))
    if counted is not None:
        end = phrase_end(head.doc, counted.i, len(head.doc))
    while start < head.i and head.doc[start].lower_ in _ARTICLES:
        start += 1
    phrase = passage.span(start, end)
    return Entity(" ".join(phrase.text.split()), "Person", phrase)


def _counted(head: Token) -> Token | None:
    """Return whom a word for a quantity counts: "dozens of residents", "one of the lawyers"."""
    if head.lower_ not in load_vocabulary().quantities and head.pos_ not in {"NUM", "ADJ"}:
        return None
    for child in head.children:
        of = any(case.lower_ == "of" for case in child.children if case.dep_ == "case")
        if child.i > head.i and of and (_is_human(child) or _is_paper(child)):
            return child
    return None


def _is_human(head: Token) -> bool:
    """Tell whether a noun names people or a body of people."""
    word = head.lower_
    endings = tuple(sorted(words("persons_endings")))
    return word in load_vocabulary().speakers or word.removesuffix("s").endswith(endings)


def _author(analysis: Analysis, passage: Passage, head: Token, ledger: Ledger) -> Entity | None:
    publisher = publisher_inside(analysis, passage, head)
    if publisher is not None:
        return publisher
    for owner in _owners(head):
        entity = describe(analysis, passage, owner.i)
        if entity is not None and entity.type not in {"Place", "Product"}:
            return entity
    start = phrase_start(head, max(0, head.i - 8))
    if any(word.is_punct or word.tag_ in FINITE_TAGS for word in head.doc[start : head.i]):
        start = simple_start(head, max(0, head.i - 8))
    words = passage.span(start, head.i + 1)
    known = ledger.authors.get(head.lower_)
    if known is not None:
        return replace(known, mention=words)
    described = describe(analysis, passage, head.i)
    outlet = head.lower_ in load_vocabulary().outlets
    if outlet and described is not None and described.type not in {"Place", "Product"}:
        return described
    while start < head.i and head.doc[start].tag_ in {"VBN", "VBD", "VBG"}:
        start += 1
    words = passage.span(start, head.i + 1)
    plain = start + (head.doc[start].lower_ in _ARTICLES and start < head.i)
    return Entity(passage.span(plain, head.i + 1).text, "Publication", words)


def _owners(head: Token) -> Iterator[Token]:
    """Yield the words that may own a paper: "Acme's report", "a report by Acme", "an Acme report"."""
    for child in head.children:
        owning = child.dep_ in {"nmod:poss", "compound", "nmod:desc"} and is_nominal(child)
        if owning and (child.pos_ in {"PROPN", "PRON"} or child.dep_ == "nmod:poss"):
            yield child
        marks = {case.lower_ for case in child.children if case.dep_ == "case"}
        if child.i > head.i and child.dep_ in _OWNING and not marks.isdisjoint({"by", "from"}):
            yield child
        written = child.lower_ in load_vocabulary().writing
        if child.dep_ in {"acl", "acl:relcl"} and child.i > head.i and written:
            yield from (
                agent
                for agent in child.children
                if any(case.lower_ == "by" for case in agent.children) and is_nominal(agent)
            )
    if head.dep_ == "obj" and head.head.lower_ in load_vocabulary().issuing:
        yield from (child for child in head.head.children if child.dep_ == "nsubj")
