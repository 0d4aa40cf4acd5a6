"""Turn names into entities: types, aliases, the fullest name of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from kg.extractors.analysis import Passage
from kg.extractors.lexicon import groups, table, united
from kg.extractors.mentions.acronyms import link_acronyms
from kg.extractors.mentions.aliases import link_aliases, may_be, parts
from kg.extractors.mentions.classes import organisation_class
from kg.extractors.mentions.discourse import Discourse, Known
from kg.extractors.mentions.evidence import Weighed, weigh
from kg.extractors.mentions.name_index import NameIndex
from kg.extractors.mentions.names import Name
from kg.extractors.mentions.shapes import acronym, folded, singular
from kg.extractors.tokens import Token

_MISSPELT = 90.0
_LONG = 8
_FULLER = 2.0


@dataclass(frozen=True, slots=True)
class NamedEntities:
    """The entity of each folded name, and of names that several persons bear.

    `shared` maps a last or first name to the folded full names of its bearers.
    """

    by_key: Mapping[str, Known]
    shared: Mapping[str, tuple[str, ...]]

    def bearers(self, key: str) -> tuple[Known, ...]:
        """Return the persons that a shared name may stand for."""
        return tuple(self.by_key[full] for full in self.shared.get(key, ()))


def name_entities(
    names: Sequence[Name], passages: Sequence[Passage], discourse: Discourse
) -> NamedEntities:
    """Enter the entities that a document names into the discourse, in order of first use."""
    types = weigh(names, passages)
    counts = Counter(folded(name.text) for name in names)
    index = NameIndex(types, counts)
    leaders = link_aliases(index, link_acronyms(names, passages))
    members: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        members[leaders[folded(name.text)]].append(name)
    by_key: dict[str, Known] = {}
    for group in members.values():
        keys = list(dict.fromkeys(folded(name.text) for name in group))
        kind = _heaviest(keys, types)
        if kind is not None:
            known = _enter(group, kind, passages, discourse)
            by_key.update(dict.fromkeys(keys, known))
    shared = {key: found for key in counts if len(found := _bearers(key, index, by_key)) > 1}
    return NamedEntities(by_key, shared)


def _bearers(key: str, names: NameIndex, by_key: Mapping[str, Known]) -> tuple[str, ...]:
    if " " in key or not may_be(key, "Person", names.types):
        return ()
    return tuple(full for full in names.namesakes(key) if full in by_key)


def _heaviest(keys: Sequence[str], types: Mapping[str, Weighed]) -> str | None:
    """Return the type with the most evidence among the names of one entity."""
    weights: dict[str, float] = defaultdict(float)
    for key in keys:
        if key in types:
            kind, weight = types[key]
            weights[kind] = max(weights[kind], weight * (_FULLER if " " in key else 1.0))
    return min(weights, key=lambda kind: (-weights[kind], kind)) if weights else None


def _enter(
    group: Sequence[Name], kind: str, passages: Sequence[Passage], discourse: Discourse
) -> Known:
    texts = Counter(name.text for name in group)
    known = discourse.add(fullest(texts, kind), kind, named=True)
    known.names.extend(texts)
    for text in texts:
        known.learn_name(text)
    if kind == "Organization":
        known.type = organisation_class(list(texts), kind)
    if kind == "Person":
        known.gender = _gender(group, passages)
    for name in group:
        title = passages[name.passage].doc[name.title : name.start]
        known.heads.update(_titles(title))
    return known


def _titles(title: Sequence[Token]) -> Iterator[str]:
    """Yield the nouns of a title, abbreviations spelt out ("Sen.": "senator")."""
    spelt_out = table("titles_expanded")
    for token in title:
        yield singular(str(spelt_out.get(token.lower_, token.lower_)))


def fullest(texts: Mapping[str, int], kind: str) -> str:
    """Return the fullest name: most words, spelt out where it is somewhere, no misspelling."""
    kept = [text for text in texts if not _misspelling(text, texts)] or list(texts)
    if kind == "Person":
        kept = [text for text in kept if not _labelled(text, texts)] or kept
    spelt_out = [text for text in kept if not acronym(text)]
    best = max(
        spelt_out or kept,
        key=lambda text: (
            len(parts(folded(text))),
            not text.isupper(),
            len(text),
            texts[text],
            text,
        ),
    )
    return best.removesuffix("’s").removesuffix("'s") if kind == "Person" else best


def _labelled(text: str, texts: Mapping[str, int]) -> bool:
    """Tell whether a word before a person's whole name only says of what kind: "Democrat Ana Ruiz"."""
    first, _, name = text.partition(" ")
    known = united("persons_first_names", *groups("persons_first_names"))
    whole = " " in name and name.split()[0] in known
    return whole and first not in known and texts.get(name, 0) >= texts[text]


def _misspelling(text: str, texts: Mapping[str, int]) -> bool:
    """Tell whether the end of a name is a rarer spelling of another name."""
    for other in texts:
        words = parts(folded(other))
        tail = " ".join(parts(folded(text))[-len(words) :])
        whole = " ".join(words)
        alike = tail != whole and len(whole) >= _LONG and ratio(tail, whole) >= _MISSPELT
        if alike and texts[other] > texts[text]:
            return True
    return False


def _gender(group: Sequence[Name], passages: Sequence[Passage]) -> str | None:
    """Return what a title or, if it tells, a first name shows."""
    table = groups("persons_titles_gender")
    for name in group:
        title = passages[name.passage].doc[name.title : name.start]
        for gender in ("masculine", "feminine"):
            if any(token.lower_ in table[gender] for token in title):
                return gender
    firsts = groups("persons_first_names")
    for name in group:
        first = name.text.split()[0]
        if " " in name.text and first not in firsts["either"]:
            for gender in ("masculine", "feminine"):
                if first in firsts[gender]:
                    return gender
    return None
