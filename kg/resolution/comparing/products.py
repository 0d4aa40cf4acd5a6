"""Names of products, taken apart and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.resolution.comparing.acronyms import acronym_keys, acronym_score, initial_keys
from kg.resolution.comparing.folding import numbers
from kg.resolution.comparing.kinds import Likeness
from kg.resolution.comparing.lexicons import group, mapping
from kg.resolution.comparing.organization_likeness import misspelled, same_words, similar
from kg.resolution.comparing.spelling import slip, slip_keys
from kg.resolution.comparing.things import are_other_things, singular, written_small
from kg.resolution.comparing.worded import WordedName, parse_worded, without

_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_VERSION = re.compile(r"v(?:er|ersion)?(\d[\d.]*)")
_POINT_ZERO = re.compile(r"(\d)(?:\.0)+$")
_CONTAINED, _PREFIXED, _RELATED, _UNNAMED, _MISSPELLED = 0.9, 0.6, 0.2, 0.5, 0.4
_OTHER_THING = 0.1
_SHORT = 0.57
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class ProductName:
    """A product's name: all words, and those before the ones that say what sort of thing it is.

    `models` are the words that tell one model from another. `singular` are the letters of all words,
    the last one, where it is in small letters, without the ending of the plural.
    """

    whole: WordedName
    bare: WordedName
    models: tuple[str, ...] = ()
    singular: str = ""

    @property
    def core(self) -> tuple[str, ...]:
        """The words before those that say what sort of thing it is."""
        return self.bare.content

    @property
    def things(self) -> tuple[str, ...]:
        """The words that say what sort of thing it is."""
        return self.whole.content[len(self.bare.content) :]


def parse_product(name: str) -> ProductName:
    """Take a product's name apart.

    >>> parse_product("Brantley's FaceFinder v2.0 software").core
    ('brantley', 'facefinder', '2')
    """
    whole = parse_worded(_POSSESSIVE.sub("", name), legal_forms=False)
    if _POSSESSIVE.search(name):
        whole = replace(whole, acronyms=())
    content = tuple(map(_version, whole.content))
    content = tuple(word for word in content if word != "version") or content
    words = tuple(_version(word) for word in whole.words if word != "version") or content
    acronyms = whole.acronyms if len(content) == len(whole.content) else ()
    core = _core(_before_small(name, content))
    models = tuple(sorted(set(content) & group("product_words", "models")))
    return ProductName(
        WordedName(words, content, acronyms=acronyms),
        WordedName(core, core),
        models,
        _singular(name, content),
    )


def _singular(name: str, content: tuple[str, ...]) -> str:
    small = "".join(name.split()[-1:]).islower()
    return "".join((*content[:-1], singular(content[-1]) if small else content[-1]))


def _before_small(name: str, content: tuple[str, ...]) -> tuple[str, ...]:
    if content[-1] in group("product_words", "models"):
        return content
    before = content[: max(len(content) - written_small(name), 0)]
    return before if _telling(before) else content


def _version(word: str) -> str:
    if match := _VERSION.fullmatch(word):
        word = match[1]
    return _POINT_ZERO.sub(r"\1", mapping("product_words", "roman").get(word, word))


def _core(content: tuple[str, ...]) -> tuple[str, ...]:
    kinds = group("product_words", "kinds")
    end = len(content)
    while end and (content[end - 1] in kinds or content[end - 1].removesuffix("s") in kinds):
        end -= 1
    return content[:end] if _telling(content[:end]) else content


def _telling(words: Iterable[str]) -> bool:
    shared = _shared()
    return any(word not in shared and not word.isdigit() for word in words)


@cache
def _shared() -> frozenset[str]:
    return group("product_words", "kinds", "models") | group("organization_words", "small")


def product_keys(name: ProductName) -> frozenset[str]:
    """Return the blocking keys of a product's name.

    >>> left, right = parse_product("Brantley FaceFinder"), parse_product("Face Finder software")
    >>> product_keys(left) & product_keys(right)
    frozenset({'~facefinder'})
    """
    return frozenset(_keys(name)) | acronym_keys(name.whole) | initial_keys(name.whole)


def _keys(name: ProductName) -> Iterator[str]:
    content, core = name.whole.content, name.core
    yield f"={' '.join(sorted(content))}"
    yield from (f"~{name.whole.letters}", f"~{name.singular}")
    common = group("organization_words", "common", "functions", "company")
    for start in range(len(core)):
        end = core[start:]
        letters = "".join(end)
        if len(letters) >= _LETTERS and _telling(end) and not set(end) <= common:
            yield f"~{letters}"
    if _telling(core[:1]) and len(core[0]) >= _LETTERS and core[0] not in common:
        yield f"^{core[0]}"
    yield from slip_keys(core)
    if len(core) > 1 and _telling(core[-1:]) and core[-1] not in common:
        yield from slip_keys(core[-1:])


def compare_products(left: ProductName, right: ProductName) -> Likeness | None:
    """Return how two names of products are alike, None if too little to be worth a look.

    Different numbers, or different words for models, make two products.

    >>> names = "Brantley FaceFinder", "Face Finder software"
    >>> compare_products(*map(parse_product, names))
    Likeness(kind='prefixed', score=0.6, extra=('brantley',))
    """
    if _differ(left.whole.digits, right.whole.digits):
        return None
    if _differ(left.models, right.models):
        return None
    if found := same_words(left.whole, right.whole):
        named = _telling(left.whole.content)
        return found if named else replace(found, score=min(found.score, _UNNAMED))
    if left.singular == right.singular:
        return Likeness(
            "equal", _CONTAINED if _telling(left.core) else _UNNAMED, _plural(left, right)
        )
    if (score := acronym_score(left.whole, right.whole)) is not None:
        return Likeness("acronym", score)
    return _partly(left, right) or _nearly(left, right)


def _differ(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(left and right and left != right)


def _partly(left: ProductName, right: ProductName) -> Likeness | None:
    short, long = sorted((left, right), key=lambda name: len(name.bare.letters))
    if are_other_things(left.things, right.things):
        return Likeness("related", _OTHER_THING) if left.core == right.core else None
    if short.bare.letters == long.bare.letters:
        return Likeness("contained", _CONTAINED, _ends(short, long))
    if not _telling(short.core):
        return None
    if (front := _front(short.bare.letters, long)) and not numbers(front):
        return Likeness("prefixed", _PREFIXED, front)
    extra = without(long.core, short.core)
    if not extra:
        return None
    # A maker's further word, which papers leave out; words for models and numbers tell two apart.
    if len(extra) == 1 and long.core[:-1] == short.core and not (long.models or numbers(extra)):
        return Likeness("short", _SHORT, extra)
    return Likeness("related", _RELATED, extra)


def _ends(left: ProductName, right: ProductName) -> tuple[str, ...]:
    ends = (name.things for name in (left, right))
    return tuple(word for end in sorted(ends, key=lambda end: (len(end), end)) for word in end)


def _plural(left: ProductName, right: ProductName) -> tuple[str, ...]:
    return tuple(sorted({left.whole.content[-1], right.whole.content[-1]}))


def _front(letters: str, long: ProductName) -> tuple[str, ...]:
    if not long.bare.letters.endswith(letters):
        return ()
    starts = range(1, len(long.core))
    return next((long.core[:at] for at in starts if "".join(long.core[at:]) == letters), ())


def _nearly(left: ProductName, right: ProductName) -> Likeness | None:
    if left.bare.digits != right.bare.digits:
        return None
    if found := misspelled(left.bare, right.bare):
        return found
    short, long = sorted((left.core, right.core), key=len)
    if len(short) == 1 < len(long) and slip(short, long[-1:]):
        return Likeness("spelling", _MISSPELLED, long[:-1])
    return similar(left.bare, right.bare)
