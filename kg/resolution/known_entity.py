"""Known entities: what a list says of one, and which of its names say enough."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.errors import InputError
from kg.model.document_format import absolute_iri

LinkKind = Literal["thing", "page"]
Link = tuple[LinkKind, str]

WIKIDATA = "http://www.wikidata.org/entity/"
OPENSANCTIONS = "https://www.opensanctions.org/entities/"
_OPENSANCTIONS_ID = re.compile(r"NK-[A-Za-z0-9]{20,}")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_WIKIDATA_ITEM = re.compile(
    r"https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki|wiki/Special:EntityData)/(Q[1-9][0-9]*)"
)
_WEB = re.compile(r"https?://[^/\s]+\.[^/\s]+", re.IGNORECASE)
# Places under which IRIs name things, in the way of linked data, and not the pages about them.
_THINGS = re.compile(
    r"(?:https?://(?:www\.)?(?:wikidata\.org/entity/|dbpedia\.org/resource/|viaf\.org/viaf/"
    r"|isni\.org/isni/|ror\.org/|orcid\.org/|id\.loc\.gov/authorities/|d-nb\.info/gnd/"
    r"|sws\.geonames\.org/|data\.bnf\.fr/ark:|vocab\.getty\.edu/|w3id\.org/)|urn:)|\S+#\S",
    re.IGNORECASE,
)
_SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/:?].*)?", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST_NAME, _SHORTEST_ALIAS = 3, 4


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of a list that people keep.

    `id` is its IRI. `names` are those by which it may be known, the first its label; `weak_names`
    are too short or too common to tell who is meant by themselves, or the list says so. `type` is a
    root class of the ontology, or None where it may be any. `links` are other IRIs of it: of kind
    "thing" those that name the entity itself (owl:sameAs), of kind "page" web pages about it
    (schema:sameAs).
    """

    id: str
    names: tuple[str, ...]
    type: str | None = None
    links: tuple[Link, ...] = ()
    weak_names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return its first name, a weak one where it has no other."""
        return (*self.names, *self.weak_names)[0]


def known_entity(
    iri: str,
    kind: str | None,
    *,
    names: Iterable[str],
    aliases: Iterable[str] = (),
    weak: Iterable[str] = (),
    links: Iterable[Link] = (),
) -> KnownEntity:
    """Put a known entity together: names once, sorted out by whether they say enough.

    Raises:
        InputError: it has no name.

    >>> known_entity("urn:a", "Person", names=["Ada Moss"], aliases=["Moss", "A. B. Moss"])
    ... # doctest: +NORMALIZE_WHITESPACE
    KnownEntity(id='urn:a', names=('Ada Moss', 'A. B. Moss'), type='Person', links=(),
                weak_names=('Moss',))
    """
    enough: dict[str, bool] = {}
    for found, shortest in ((names, _SHORTEST_NAME), (aliases, _SHORTEST_ALIAS)):
        for name in map(_clean, found):
            enough[name] = enough.get(name, False) or _says_enough(name, kind, shortest)
    for name in map(_clean, weak):
        enough.setdefault(name, False)
    enough.pop("", None)
    if not enough:
        raise InputError("the entity has no name", remedy="give it one")
    return KnownEntity(
        iri,
        tuple(name for name, strong in enough.items() if strong),
        kind,
        tuple(dict.fromkeys(link for link in links if link[1] != iri)),
        tuple(name for name, strong in enough.items() if not strong),
    )


def entity_iri(text: str, base: str | None) -> str:
    """Return an id as an IRI: one as it is, another id under the base.

    A Q-number is one of Wikidata, "NK-" with a key one of OpenSanctions; they need no base.

    Raises:
        InputError: it is none of these, and there is no base.

    >>> entity_iri("Q1", None), entity_iri("a 7", "https://example.org/id/")
    ('http://www.wikidata.org/entity/Q1', 'https://example.org/id/a%207')
    """
    value = text.strip()
    item = _WIKIDATA_ITEM.fullmatch(value)
    if item or _ITEM.fullmatch(value):
        return WIKIDATA + (item[1] if item else value)
    if _OPENSANCTIONS_ID.fullmatch(value):
        return OPENSANCTIONS + value
    if not value:
        raise InputError("the entity has no id", remedy="give it an IRI or an id of its own")
    if re.match(r"(?:https?://|urn:)", value, re.IGNORECASE):
        return absolute_iri(value)
    if base is None:
        raise InputError(
            f"{value!r} is not an IRI", remedy="say under which IRI such ids stand: --known-base"
        )
    return absolute_iri(base + value)


def link_to(text: str) -> Link:
    """Return a link with its kind, as its IRI tells: a thing, or a page about it.

    A site may be given without "https://".

    Raises:
        InputError: it is not an IRI.

    >>> link_to("Q1"), link_to("https://harbour-police.example/about")
    (('thing', 'http://www.wikidata.org/entity/Q1'), ('page', 'https://harbour-police.example/about'))
    """
    value = text.strip()
    iri = entity_iri(f"https://{value}" if _SITE.fullmatch(value) else value, None)
    return ("page" if _WEB.match(iri) and not _THINGS.match(iri) else "thing"), iri


def page_links(addresses: Iterable[str]) -> Iterable[Link]:
    """Yield links to the web pages among some addresses; what is no address is left out."""
    for address in addresses:
        try:
            link = link_to(address)
        except InputError:
            continue  # the entity is known without it
        if link[0] == "page":
            yield link


def _clean(name: str) -> str:
    return " ".join(name.split())


def _says_enough(name: str, kind: str | None, shortest: int) -> bool:
    """Tell whether a name can tell who is meant by itself.

    A person's single word cannot, nor can a number or a few letters. A letter of a script without
    case (Han, Arabic) weighs as two. OpenSanctions likewise takes single words for weak aliases:
    https://www.opensanctions.org/docs/data/names/
    """
    letters = _SIGNS.sub("", name)
    if letters.isnumeric() or not letters:
        return False
    uncased = 0 if letters.isascii() else sum(map(_is_uncased, letters))
    if kind == "Person" and not uncased and len(name.split()) < 2:
        return False
    return len(letters) + uncased >= shortest


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()
