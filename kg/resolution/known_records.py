"""Known entities in JSON: FollowTheMoney entities, as OpenSanctions has them, and Wikidata's.

Sources: https://www.opensanctions.org/docs/entities/ and
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast
from urllib.parse import quote

from kg.errors import InputError
from kg.resolution.known_entity import (
    OPENSANCTIONS,
    KnownEntity,
    Link,
    entity_iri,
    known_entity,
    link_to,
    page_links,
)
from kg.resolution.known_types import KnownTypes

Record = Mapping[str, object]

_NAMES, _ALIASES = ("name", "title", "full"), ("alias", "previousName")
_WEAK = ("weakAlias", "abbreviation")
# `sourceUrl` is where the list learned of an entity, often one page for a thousand: no page of it.
_PAGES = ("wikipediaUrl", "website", "opencorporatesUrl")
_NO_ITEMS = ("property", "lexeme", "mediainfo")
_EVERY_LANGUAGE = "mul"
_SITES_OF_THEIR_OWN = frozenset(
    {"commonswiki", "foundationwiki", "incubatorwiki", "mediawikiwiki", "metawiki", "outreachwiki",
     "sourceswiki", "specieswiki", "wikidatawiki", "wikifunctionswiki", "wikimaniawiki"}
)  # fmt: skip
_WIKIPEDIA = re.compile(r"([a-z][a-z_]*)wiki")


def known_from_record(
    record: Record, types: KnownTypes, *, base: str | None, languages: Collection[str]
) -> KnownEntity | None:
    """Read an entity of FollowTheMoney or Wikidata; None for a record that is no entity.

    That is a record of FollowTheMoney that links two entities, or is a file, an event, an account;
    and one of Wikidata that is a property, a page of Wikipedia or a name as such.

    Raises:
        InputError: it is in neither form, or has no id or name.
    """
    if isinstance(record.get("schema"), str):
        return _from_ftm(record, types, base)
    if record.get("type") in _NO_ITEMS:
        return None
    if "labels" in record:
        return _from_wikidata(record, types, languages)
    raise InputError(
        "this is no entity of FollowTheMoney or Wikidata",
        remedy='give "id", "schema" and "properties", or "id", "labels" and "claims"',
    )


def _from_ftm(record: Record, types: KnownTypes, base: str | None) -> KnownEntity | None:
    schema = _text(record, "schema")
    if types.passes_over([schema]):
        return None
    identifier = _text(record, "id")
    properties = _mapping(record, "properties")
    # These two are fields of what OpenSanctions publishes, and not of FollowTheMoney.
    theirs = "datasets" in record or "referents" in record
    iri = entity_iri(identifier, OPENSANCTIONS if theirs else base)
    links: list[Link] = [link_to(item) for item in _texts(properties, "wikidataId")]
    links += page_links(_texts(properties, *_PAGES))
    if theirs and not iri.startswith(OPENSANCTIONS):
        links.append(("page", OPENSANCTIONS + quote(identifier)))
    return known_entity(
        iri,
        types.ftm.get(schema),
        names=_texts(properties, *_NAMES),
        aliases=_texts(properties, *_ALIASES),
        weak=_texts(properties, *_WEAK),
        links=links,
    )


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"'{name}' is missing", remedy="give a string that is not empty")
    return value


def _mapping(record: Record, name: str) -> Record:
    """Return an object of a record; an empty one may be a list, as PHP writes it."""
    value = record.get(name)
    if not value:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(f"'{name}' is not a JSON object", remedy='write {"name": [...]}')
    return cast("Record", value)


def _texts(properties: Record, *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        value = properties.get(name)
        values = value if isinstance(value, list) else [value]
        found += [text for text in values if isinstance(text, str) and text.strip()]
    return found


def _from_wikidata(
    record: Record, types: KnownTypes, languages: Collection[str]
) -> KnownEntity | None:
    claims = _mapping(record, "claims")
    if types.passes_over(_items(claims, "P31")):
        return None
    labels = dict(_worded(_mapping(record, "labels")))
    aliases = dict(_worded(_mapping(record, "aliases")))
    read = [language for language in sorted(labels | aliases) if _is_read(language, languages)]
    # Without a name in a language that is read, a name in any.
    named = read if any(labels.get(language) for language in read) else [*read, *sorted(labels)]
    kind = types.root(_items(claims, "P31")) or types.root(_items(claims, "P279"))
    return known_entity(
        entity_iri(_text(record, "id"), None),
        kind,
        names=[name for language in named for name in labels.get(language, ())],
        aliases=[name for language in read for name in aliases.get(language, ())],
        links=[
            *page_links(_wikipedia(_mapping(record, "sitelinks"), languages)),
            *page_links(_items(claims, "P856")),
        ],
    )


def _is_read(language: str, languages: Collection[str]) -> bool:
    """Tell whether a language is read: one that was named, or a variety of it ("en-gb")."""
    return language == _EVERY_LANGUAGE or bool({language, language.split("-")[0]} & {*languages})


def _worded(texts: Record) -> Iterator[tuple[str, list[str]]]:
    """Yield languages with their texts, as the dump has them or as plain strings."""
    for language, value in texts.items():
        values = value if isinstance(value, list) else [value]
        found = [item.get("value") if isinstance(item, Mapping) else item for item in values]
        yield language, [text for text in found if isinstance(text, str)]


def _items(claims: Record, name: str) -> list[str]:
    """Return the values of a property that is a thing or an address; deprecated ones are not."""
    statements = claims.get(name)
    found = map(_item, statements if isinstance(statements, list) else [])
    return [value for value in found if value is not None]


def _item(statement: object) -> str | None:
    if isinstance(statement, str):
        return statement
    if not isinstance(statement, Mapping) or statement.get("rank") == "deprecated":
        return None
    value: object = statement
    for step in ("mainsnak", "datavalue", "value"):
        value = value.get(step) if isinstance(value, Mapping) else None
    found = value.get("id") if isinstance(value, Mapping) else value
    return found if isinstance(found, str) else None


def _wikipedia(sites: Record, languages: Iterable[str]) -> Iterator[str]:
    for site in sorted(sites):
        match, link = _WIKIPEDIA.fullmatch(site), sites[site]
        title = link.get("title") if isinstance(link, Mapping) else link
        if match and match[1] in languages and site not in _SITES_OF_THEIR_OWN:
            page = quote(str(title).replace(" ", "_"), safe="/:(),!*'@")
            yield f"https://{match[1].replace('_', '-')}.wikipedia.org/wiki/{page}"
