"""Known entities in a table: an id, names, a type and links, under whatever heads say so.

A result of the Wikidata Query Service (item, itemLabel, itemAltLabel) is one, and so are the simple
tables of OpenSanctions (https://www.opensanctions.org/docs/bulk/csv/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import BinaryIO, NamedTuple

from kg.errors import InputError
from kg.resolution.known_entity import OPENSANCTIONS, KnownEntity, entity_iri, known_entity, link_to
from kg.resolution.known_types import KnownTypes
from kg.resolution.names import organization_name
from kg.resolution.spreadsheets import Row, by_column, table_rows

_ID, _NAME, _ALIAS, _WEAK, _TYPE, _LINK = "id", "name", "alias", "weak", "type", "link"
_HEADS: Mapping[str, tuple[str, ...]] = {
    _ID: ("id", "qid", "item", "uri", "iri", "entity", "identifier", "wikidata", "wikidataid"),
    _NAME: ("name", "names", "label", "labels", "caption", "title", "itemlabel", "entitylabel"),
    _ALIAS: (
        "alias", "aliases", "alsoknownas", "aka", "altlabel", "altlabels", "itemaltlabel",
        "entityaltlabel", "othername", "othernames", "previousname", "previousnames",
    ),
    _WEAK: ("weakalias", "weakaliases", "abbreviation", "abbreviations", "acronym"),
    _TYPE: (
        "type", "types", "schema", "class", "kind", "instanceof", "instanceoflabel", "typelabel",
        "classlabel", "p31", "instance",
    ),
    _LINK: (
        "sameas", "link", "links", "url", "urls", "website", "websites", "wikipedia",
        "wikipediaurl", "article", "officialwebsite",
    ),
}  # fmt: skip
_COLUMN = {head: column for column, heads in _HEADS.items() for head in heads}
_SEVERAL = re.compile(r"\s*[|;]\s*")
_COMMAS = re.compile(r",\s+")
_LISTED_WITH_COMMAS = frozenset({"altlabel", "itemaltlabel", "entityaltlabel"})
_NUMBER = re.compile(r"Q[1-9][0-9]*")
_OPENSANCTIONS = frozenset({"schema", "dataset", "firstseen", "lastseen"})
_REMEDY = "name a column id (or qid, item, uri) and one name (or label, caption)"


class _Read(NamedTuple):
    """A row, by what its columns are about."""

    line: int
    cells: Mapping[str, Sequence[str]]


class _Unread(NamedTuple):
    """A row that cannot be used."""

    line: int
    error: InputError


def known_from_table(
    stream: BinaryIO, where: str, types: KnownTypes, base: str | None
) -> Iterator[KnownEntity | tuple[int, InputError]]:
    """Yield the known entities of a table; rows of one id that follow each other are one entity.

    A row that cannot be used comes with its line number instead.

    Raises:
        InputError: the table has no column of ids or of names.
    """
    rows = table_rows(stream, where)
    heads = _heads(next(rows, None), where)
    if set(heads) >= _OPENSANCTIONS:
        base = OPENSANCTIONS
    for _, group in groupby(_read(rows, heads, where), key=_identity):
        read: list[_Read] = []
        for one in group:
            if isinstance(one, _Read):
                read.append(one)
            else:
                yield one.line, one.error
        if read and not types.passes_over(kind for row in read for kind in row.cells[_TYPE]):
            try:
                yield _entity(read, types, base)
            except InputError as error:
                yield read[0].line, error


def _identity(one: _Read | _Unread) -> str | int:
    """Return what rows of one entity share; a row without an id shares nothing with others."""
    return (one.cells[_ID][0] or one.line) if isinstance(one, _Read) else one.line


def _heads(row: Row | InputError | None, where: str) -> list[str]:
    if isinstance(row, InputError):
        raise row
    heads = ["".join(filter(str.isalnum, text.casefold())) for text in row.cells] if row else []
    columns = {_COLUMN.get(head) for head in heads}
    missing = [column for column in (_ID, _NAME) if column not in columns]
    if missing:
        raise InputError(
            f"the table of known entities has no column for the {missing[0]}",
            where=f"{where}:{row.line if row else 1}",
            remedy=_REMEDY,
        )
    return heads


def _read(
    rows: Iterable[Row | InputError], heads: Sequence[str], where: str
) -> Iterator[_Read | _Unread]:
    for row in rows:
        if isinstance(row, InputError):
            yield _Unread(int((row.where or ":0").rsplit(":", 1)[1]), row)
            continue
        try:
            by_column(heads, row, where)
        except InputError as error:
            yield _Unread(row.line, error)
        else:
            yield _Read(row.line, _cells(heads, row))


def _cells(heads: Sequence[str], row: Row) -> Mapping[str, Sequence[str]]:
    cells: dict[str, list[str]] = {column: [] for column in _HEADS}
    for head, text in zip(heads, row.cells, strict=False):
        column = _COLUMN.get(head)
        if column == _ID:
            cells[_ID].append(text.strip())
        elif column and text.strip():
            cells[column] += _parts(head, text)
    cells[_ID] = [identifier for identifier in cells[_ID] if identifier] or [""]
    return cells


def _parts(head: str, text: str) -> list[str]:
    parts = [part for part in _SEVERAL.split(text.strip()) if part]
    if head not in _LISTED_WITH_COMMAS:
        return parts
    return [name for part in parts for name in _comma_parts(part)]


def _comma_parts(text: str) -> list[str]:
    """Split a list with commas; a legal form stays with its name ("Northlight, Inc.")."""
    names: list[str] = []
    for part in _COMMAS.split(text):
        whole = f"{names[-1]}, {part}" if names else part
        if names and organization_name(whole) == organization_name(names[-1]):
            names[-1] = whole
        else:
            names.append(part)
    return names


def _entity(rows: Sequence[_Read], types: KnownTypes, base: str | None) -> KnownEntity:
    cells = {column: [text for row in rows for text in row.cells[column]] for column in _HEADS}
    identifier, *others = dict.fromkeys(cells[_ID])
    # The query service gives the number of an item that has no label.
    names, aliases = ([n for n in cells[c] if not _NUMBER.fullmatch(n)] for c in (_NAME, _ALIAS))
    return known_entity(
        entity_iri(identifier, base),
        types.root(cells[_TYPE]),
        names=names,
        aliases=aliases,
        weak=cells[_WEAK],
        links=[link_to(link) for link in [*others, *cells[_LINK]]],
    )
