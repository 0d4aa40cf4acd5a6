"""Read a document's mentions in text order and resolve each to an entity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extractors.analysis import Mention, Passage
from kg.extractors.lexicon import groups
from kg.extractors.mentions.aliases import parts
from kg.extractors.mentions.anaphora import antecedent
from kg.extractors.mentions.antecedents import pronoun_antecedent
from kg.extractors.mentions.classes import compatible, ontology_class
from kg.extractors.mentions.descriptions import find_descriptions
from kg.extractors.mentions.discourse import Discourse, Known
from kg.extractors.mentions.drafts import Draft, grammatical_weight, subject_like
from kg.extractors.mentions.grouping import group_with_name
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.naming import NamedEntities
from kg.extractors.mentions.phrases import undetermined
from kg.extractors.mentions.pronouns import find_pronouns
from kg.extractors.mentions.shapes import folded, lemmas, singular
from kg.extractors.mentions.structure import named_beside
from kg.extractors.tokens import Token

_TITLE_BONUS = 40
# a headline stands apart: what it calls somebody is not "the agency" of the first sentences
_AFTER_TITLE = 3
_LONGEST_TAIL = 3
_OWNING = frozenset({"its", "their"})
_RANKS = {"name": 1, "pronoun": 1, "description": 2}
Place = tuple[int, int]


@dataclass(slots=True)
class Reader:
    """Holds what a reading knows: the discourse, and which entity stands at which token."""

    passages: Sequence[Passage]
    discourse: Discourse
    entities: NamedEntities
    named: dict[Place, Known]
    at: dict[Place, Known]
    unnamed: dict[tuple[str, str], Known]
    sentences: dict[Place, int]

    def name_at(self, passage: int, token: int) -> Known | None:
        """Return the entity that a token's name stands for, read already or not."""
        return self.named.get((passage, token))

    def subject_of(self, passage: int, verb: Token) -> Known | None:
        """Return the entity that is subject of a verb, where it has been read."""
        subjects = (child.i for child in verb.children if child.dep_.startswith("nsubj"))
        return next((known for i in subjects if (known := self.at.get((passage, i)))), None)


def read_mentions(
    names: Sequence[Name],
    passages: Sequence[Passage],
    discourse: Discourse,
    entities: NamedEntities,
) -> list[Mention]:
    """Return the mentions in text order, every one resolved; `discourse` is filled on the way."""
    reader = _reader(names, passages, discourse, entities)
    covered = {(name.passage, token) for name in names for token in range(name.title, name.end)}
    drafts = [
        *_name_drafts(names, passages),
        *find_descriptions(passages, covered),
        *find_pronouns(passages),
    ]
    drafts.sort(key=lambda draft: (draft.passage, draft.start, -draft.end, draft.root))
    found: list[Mention] = []
    for draft in drafts:
        grouped = group_with_name(draft, passages[draft.passage], reader.named)
        known = _group(grouped, reader) if grouped else _resolve(draft, reader)
        if known is not None:
            found.append(_mention(grouped or draft, known))
            _note(grouped or draft, known, reader)
    return sorted(found, key=lambda mention: (mention.passage, mention.start, -mention.end))


def _reader(
    names: Sequence[Name],
    passages: Sequence[Passage],
    discourse: Discourse,
    entities: NamedEntities,
) -> Reader:
    named: dict[Place, Known] = {}
    for name in names:
        known = entities.by_key.get(folded(name.text))
        if known is not None:
            named.update(((name.passage, token), known) for token in range(name.start, name.end))
    sentences = dict(_sentence_numbers(passages))
    return Reader(passages, discourse, entities, named, {}, {}, sentences)


def _sentence_numbers(passages: Sequence[Passage]) -> Iterator[tuple[Place, int]]:
    number = 0
    for passage in passages:
        for sentence in passage.doc.sents:
            number += 1
            yield from (((passage.index, token.i), number) for token in sentence)
        if passage.block.kind == "title":
            number += _AFTER_TITLE


def _name_drafts(names: Sequence[Name], passages: Sequence[Passage]) -> Iterator[Draft]:
    for name in names:
        root = passages[name.passage].doc.span(name.start, name.end).root
        key = folded(name.text)
        words = tuple(singular(word) for word in parts(key))
        yield Draft(
            name.passage,
            name.start,
            name.end,
            root.i,
            "name",
            words[-1] if name.generic else key,
            name.text,
            type="Organization" if name.generic else None,
            modifiers=words[:-1] if name.generic else (),
            generic=name.generic,
        )


def _resolve(draft: Draft, reader: Reader) -> Known | None:
    sentence = reader.sentences[draft.passage, draft.root]
    if draft.kind == "name":
        return _named(draft, reader, sentence)
    token = reader.passages[draft.passage].doc[draft.root]
    draft = _as_introduced(draft, reader)
    if draft.kind == "pronoun":
        blamed = _blamed(draft, reader)
        if blamed is not None:
            return blamed
        return pronoun_antecedent(
            draft,
            token,
            reader.discourse,
            sentence,
            lambda verb: reader.subject_of(draft.passage, verb),
        )
    beside = named_beside(draft, token.doc, lambda at: reader.name_at(draft.passage, at))
    beside = beside or _second_post(draft, token, reader)
    return beside or antecedent(draft, reader.discourse, sentence) or _unnamed(draft, reader)


def _blamed(draft: Draft, reader: Reader) -> Known | None:
    """Return whom "its" means after a verb of blaming or asking: "sued Acme over its use of"."""
    doc = reader.passages[draft.passage].doc
    if doc[draft.root].lower_ not in _OWNING:
        return None
    for place in range(draft.root - 1, doc[draft.root].sent.start - 1, -1):
        if doc[place].pos_ == "VERB" and groups("names_frames")["treats"].intersection(
            lemmas(doc[place])
        ):
            found = (reader.at.get((draft.passage, at)) for at in range(place + 1, draft.root))
            known = next((each for each in found if each is not None), None)
            fits = known is not None and known.is_organisation and not known.plural
            return known if fits else None
        if doc[place].tag_ in {"VBZ", "VBD", "VBP", "MD"} or doc[place].text == ";":
            return None
    return None


def _second_post(draft: Draft, token: Token, reader: Reader) -> Known | None:
    """Return the person whose second post this is: "Ana Ruiz, co-founder and chief of Acme"."""
    place = (draft.passage, token.head.i)
    if draft.type != "Person" or token.dep_ != "conj" or place in reader.named:
        return None
    known = reader.at.get(place)
    bare = draft.determiner in {"none", "definite"} and not draft.plural
    return known if known is not None and known.named and known.type == "Person" and bare else None


def _as_introduced(draft: Draft, reader: Reader) -> Draft:
    """Take "the readers" for the plate readers that the document introduced, not for people."""
    things = groups("products_nouns")
    if draft.type != "Person" or draft.key not in things["strong"] | things["weak"]:
        return draft
    device, doc = replace(draft, type="Product"), reader.passages[draft.passage].doc
    if named_beside(device, doc, lambda at: reader.name_at(draft.passage, at)) is not None:
        return device  # "Birch, an assistant"
    devices = (known for known in reader.discourse.entities if known.type == "Product")
    met = any(known.seen and draft.key in known.heads for known in devices)
    return replace(draft, type="Product") if met else draft


def _named(draft: Draft, reader: Reader, sentence: int) -> Known | None:
    bearers = reader.entities.bearers(draft.key)
    if bearers:
        return min(bearers, key=lambda known: (known.distance(sentence), known.index))
    if draft.generic:
        before = antecedent(draft, reader.discourse, sentence)
        if before is not None:
            reader.named.update(
                ((draft.passage, token), before) for token in range(draft.start, draft.end)
            )
            return before
    return reader.name_at(draft.passage, draft.root)


def _unnamed(draft: Draft, reader: Reader) -> Known:
    """Return a new entity for a description; a general one ("hospitals") is the same everywhere."""
    name = _description_name(draft, reader)
    kind = ontology_class(draft.type or "Organization")
    same = reader.entities.by_key.get(folded(name))
    if same is not None and compatible(same.type, kind):
        return same
    general = draft.plural or draft.determiner in {"none", "definite"}
    key = (folded(name), kind)
    if general and key in reader.unnamed:
        return reader.unnamed[key]
    known = reader.discourse.add(name, kind, named=False, plural=draft.plural)
    if general:
        reader.unnamed[key] = known
    return known


def _description_name(draft: Draft, reader: Reader) -> str:
    """Name a nameless one after its words; a spokesperson for X is "X spokesperson"."""
    if draft.end == draft.root + 1:
        return undetermined(draft.text)
    passage = reader.passages[draft.passage]
    whole = [reader.name_at(draft.passage, at) for at in range(draft.root + 2, draft.end)]
    head = passage.doc[draft.root].text
    if whole and whole[-1] is not None:
        return f"{whole[-1].name} {head}"
    words = " ".join(passage.span(draft.root + 2, draft.end).text.split())
    return f"{undetermined(words)} {head}"


def _group(draft: Draft, reader: Reader) -> Known:
    """Return the group that "X and the other groups" stands for: one met before, else a new one."""
    if draft.determiner == "definite":
        for known in reader.discourse.entities:
            if known.plural and "other" in known.words and known.seen:
                return known
    known = reader.discourse.add(undetermined(draft.text), "Organization", named=False, plural=True)
    known.words.add("other")
    return known


def _mention(draft: Draft, known: Known) -> Mention:
    return Mention(draft.passage, draft.start, draft.end, draft.root, draft.kind, known.index)


def _note(draft: Draft, known: Known, reader: Reader) -> None:
    """Enter a mention into the discourse."""
    passage = reader.passages[draft.passage]
    token = passage.doc[draft.root]
    sentence = reader.sentences[draft.passage, draft.root]
    bonus = _TITLE_BONUS if passage.block.kind == "title" else 0
    reader.discourse.meet(known, sentence, grammatical_weight(token) + bonus)
    if subject_like(token):
        known.last_subject = sentence
    for position in range(draft.start, draft.end):
        reader.at[draft.passage, position] = known
    if draft.kind == "description":
        known.heads.add(draft.key)
        known.words.update(draft.modifiers)


def outermost(mentions: Sequence[Mention]) -> dict[Place, Mention]:
    """Return the mention that each token belongs to.

    A group takes the tokens of the names in it; else a name keeps its tokens in any description.
    """
    found: dict[Place, Mention] = {}
    for mention in sorted(mentions, key=_rank):
        for token in range(mention.start, mention.end):
            found.setdefault((mention.passage, token), mention)
    return found


def _rank(mention: Mention) -> tuple[int, int, int]:
    grouped = mention.kind == "description" and mention.end - mention.root > _LONGEST_TAIL
    return 0 if grouped else _RANKS[mention.kind], mention.passage, mention.start
