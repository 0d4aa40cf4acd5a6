"""What a web page says of its article: JSON-LD, meta elements, and the date that it prints."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from lxml.etree import _Element

from kg.errors import InputError
from kg.model.document_format import absolute_iri
from kg.readers.dates import PrintedDate, find_dates, read_date_line

_DATE_ELEMENTS = (
    ".//time | .//*[contains(@class,'date') or contains(@class,'time')"
    " or contains(@class,'publish') or contains(@class,'posted')"
    " or contains(@id,'date') or contains(@id,'publish')]"
)
_ASIDE = "ancestor-or-self::nav | ancestor-or-self::aside | ancestor-or-self::footer"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says; what it does not say is None. Dates are EDTF."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None


def read_page_metadata(tree: _Element) -> PageMetadata:
    """Read what a page says of its article, JSON-LD before meta elements before printed dates.

    Nothing depends on the day on which it is read, and a month is not made into a day.
    """
    article = next(_articles(tree), {})
    meta = _meta(tree)
    names = _names()
    printed = _printed_dates(tree)
    canonical = [str(link) for link in _select(tree, "//link[@rel='canonical']/@href")]
    return PageMetadata(
        title=_words(article.get("headline")),
        author="; ".join(_people(article.get("author"))) or None,
        publisher=next(iter(_people(article.get("publisher"))), None)
        or _first(meta, names["publisher"]),
        published=_date(article.get("datePublished"))
        or _first_date(meta, names["published"])
        or _printed(printed, "published"),
        modified=_date(article.get("dateModified"))
        or _first_date(meta, names["modified"])
        or _printed(printed, "modified"),
        url=_address([*canonical, _first(meta, names["url"]), _words(article.get("url"))]),
    )


@cache
def _names() -> Mapping[str, Sequence[str]]:
    path = files("kg.readers").joinpath("data", "page_metadata.toml")
    names: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return names


def _select(tree: _Element, path: str) -> list[object]:
    found = tree.xpath(path)
    return list(found) if isinstance(found, list) else []


def _articles(tree: _Element) -> Iterator[Mapping[str, object]]:
    """Yield the JSON-LD objects that describe an article; broken ones are what pages have."""
    types = frozenset(_names()["article_types"])
    for script in _select(tree, "//script[contains(@type,'ld+json')]/text()"):
        try:
            waiting: list[object] = [json.loads(str(script), strict=False)]
        except (json.JSONDecodeError, RecursionError):
            continue  # the page's other statements, if any, still count
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting = [*item, *waiting]
            elif isinstance(item, dict):
                kinds = item.get("@type")
                if types & set(map(str, kinds if isinstance(kinds, list) else [kinds])):
                    yield item
                waiting += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _meta(tree: _Element) -> dict[str, str]:
    """Collect the first content of each meta element, by lower-case name."""
    found: dict[str, str] = {}
    for element in _select(tree, "//meta[@content]"):
        if isinstance(element, _Element):
            for key in ("name", "property", "itemprop"):
                name, content = element.get(key), _words(element.get("content"))
                if name and content:
                    found.setdefault(name.lower(), content)
    return found


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _people(value: object) -> list[str]:
    """Return the names of JSON-LD people or organisations, in order, each once."""
    items = value if isinstance(value, list) else [value]
    names = [_words(item.get("name") if isinstance(item, dict) else item) for item in items]
    real = [name for name in names if name and not name.startswith(("http://", "https://"))]
    return list(dict.fromkeys(real))


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _date(value: object) -> str | None:
    words = _words(value)
    if words and re.fullmatch(r"(?:19|20)\d\d", words):
        return words
    return next((date.value for date in find_dates(words or "")), None)


def _first_date(meta: Mapping[str, str], names: Sequence[str]) -> str | None:
    dates = (_date(meta[name]) for name in names if name in meta)
    return next((date for date in dates if date), None)


def _printed_dates(tree: _Element) -> list[PrintedDate]:
    """Collect the dates that the page prints near its heading, not in asides or below.

    The first in the heading's own article is taken; on a page without a heading, the only one.
    """
    scopes = _select(tree, "//article[.//h1] | //main[.//h1]")
    scope = scopes[-1] if scopes and isinstance(scopes[-1], _Element) else tree
    groups = [
        dates
        for element in _select(scope, _DATE_ELEMENTS)
        if isinstance(element, _Element) and not _select(element, _ASIDE)
        if (dates := _element_dates(element))
    ]
    if not _select(tree, "//h1") and len({group[0].value for group in groups}) > 1:
        return []
    return list(groups[0]) if groups else []


def _element_dates(element: _Element) -> tuple[PrintedDate, ...]:
    stated = element.get("datetime") or element.get("content")
    if stated:
        return tuple(find_dates(stated))
    words = " ".join("".join(map(str, element.itertext())).split()) if len(element) < 8 else ""
    return read_date_line(words)


def _printed(dates: Sequence[PrintedDate], role: str) -> str | None:
    fitting = [date.value for date in dates if date.role == role]
    plain = [date.value for date in dates if date.role is None and role == "published"]
    return next(iter(fitting + plain), None)


def _address(candidates: Sequence[str | None]) -> str | None:
    """Return the first absolute web address that is more than a site's front page."""
    for candidate in candidates:
        if candidate and candidate.strip().lower().startswith(("http://", "https://")):
            try:
                address = absolute_iri(candidate)
                parts = urlsplit(address)
            except (InputError, ValueError):
                continue  # the page's other statements, if any, still count
            if parts.hostname and (parts.path.strip("/") or parts.query):
                return address
    return None
