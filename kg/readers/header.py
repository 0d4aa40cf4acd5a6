"""What stands above an article: its title, its byline and its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import BlockKind
from kg.readers.bylines import (
    agency_of,
    copyright_owner,
    is_byline_marker,
    is_name,
    is_role,
    read_byline,
)
from kg.readers.dates import PrintedDate, find_dates, is_age, read_date_line
from kg.readers.furniture import Evidence
from kg.readers.layout import Unit

_REACH_UP = 20  # units above the first paragraph among which the title is looked for
_REACH_DOWN = 3  # units from the first paragraph on that may still be byline or date
_LONGEST_TITLE = 30
# Capitals, then a date and an agency at most, then a dash.
_DATELINE = re.compile(r"[^.a-z]{2,40}[^—–-]{0,60}?\s[—–-]{1,2}\s")


@dataclass(frozen=True, slots=True)
class Header:
    """What a text says of itself; `kinds` gives the units of the header, by index, their kind."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    kinds: dict[int, BlockKind] = field(default_factory=dict, hash=False)


def find_header(
    units: Sequence[Unit], evidence: Sequence[Evidence], article: Sequence[bool]
) -> Header:
    """Find title, authors, dates and publisher; what is not there is None, rather than a guess."""
    first = _first_paragraph(units, evidence, article)
    if first is None:
        return Header()
    top = _top(units, evidence, first)
    title = _title(units, evidence, range(top, first))
    below = range(top if title is None else title + 1, min(first + _REACH_DOWN, len(units)))
    stamps = _stamps(units, evidence, below, first)
    kinds: dict[int, BlockKind] = dict(stamps)
    if title is not None:
        kinds[title] = "title"
    if title is not None and any(item.certain for item in evidence[:title]):
        kinds |= {index: "furniture" for index in range(title) if not units[index].ends}
    for index in range(top if title is None else title, first):
        if index not in kinds:
            kinds[index] = _other_kind(
                units[index], evidence[index], below=index > max(stamps, default=0)
            )
    dates = [date for index in stamps for date in find_dates(units[index].text)]
    published, modified = _published(dates), _modified(dates)
    title_text, title_date = _split_title(None if title is None else units[title].text)
    return Header(
        title=title_text,
        authors=_authors(units, [index for index, kind in stamps.items() if kind == "byline"]),
        publisher=copyright_owner(unit.text for unit in units) or agency_of(units[first].text),
        published=published or title_date or _dateline_date(units[first].text),
        modified=modified,
        kinds=kinds,
    )


def _first_paragraph(
    units: Sequence[Unit], evidence: Sequence[Evidence], article: Sequence[bool]
) -> int | None:
    """Return the first unit of the article that reads like text, and is not its title."""
    candidates = [
        index
        for index, item in enumerate(evidence)
        if article[index] and not item.certain and not item.stamp and units[index].ends
        if not _reads_like_title(units, evidence, index)
    ]
    prose = (index for index in candidates if evidence[index].prose >= 1)
    return next(prose, candidates[0] if candidates else None)


def _reads_like_title(units: Sequence[Unit], evidence: Sequence[Evidence], index: int) -> bool:
    """Tell whether a sentence is a title: short, first, over a byline, date or dateline."""
    unit = units[index]
    if unit.words > 22 or index + 1 == len(units) or index > _REACH_UP or unit.text.endswith(":"):
        return False
    if any(item.prose >= 1 and not item.certain for item in evidence[:index]):
        return False
    if re.search(r"[.!?]['”\"]?\s+[A-Z“\"]", unit.text) or not units[index + 1].gap:
        return False
    following = units[index + 1]
    dated = evidence[index + 1].stamp or agency_of(following.text) is not None
    return dated or (index == 0 and (_has_title_case(unit.text) or unit.text.endswith("?")))


def _has_title_case(words: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_][\w'’-]*", words) if len(word) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _top(units: Sequence[Unit], evidence: Sequence[Evidence], first: int) -> int:
    """Return where the header begins: below the last line of a menu or of another article."""
    top = first
    while top > 0 and first - top < _REACH_UP:
        item, unit = evidence[top - 1], units[top - 1]
        menu = bool(unit.bullet) and not unit.ends
        if (
            menu
            or item.box == "list"
            or (item.against >= 1.5 and not item.stamp and not _head_like(item))
        ):
            break
        top -= 1
    return top


def _head_like(item: Evidence) -> bool:
    """Tell whether a unit with reasons against it may stand between a title and its text."""
    return item.certain or item.stamp or item.against < 3.5


def _title(units: Sequence[Unit], evidence: Sequence[Evidence], candidates: range) -> int | None:
    """Return the unit that is the title: the first of the likeliest, above byline and date."""
    marked = [index for index in candidates if evidence[index].stamp]
    last = marked[0] if marked and marked[0] > candidates.start else candidates.stop
    parted = True
    scores = {
        index: _title_score(units, index)
        for index in range(candidates.start, last)
        if not (evidence[index].certain or evidence[index].stamp or evidence[index].box)
        and units[index].words <= _LONGEST_TITLE
    }
    best = max(scores.values(), default=0.0)
    title: int | None = None
    for index in range(candidates.start, last):
        if evidence[index].certain:
            parted = True  # by a menu or breadcrumbs: what is nearer to the text is likelier
        elif scores.get(index, 0.0) == best > 0 and parted:
            title, parted = index, False
    return title


def _title_score(units: Sequence[Unit], index: int) -> float:
    unit = units[index]
    alone = index + 1 == len(units) or units[index + 1].gap
    place = re.fullmatch(r"[A-Z .'-]+,[A-Z .,'-]+", unit.text) is not None  # BERN, SWITZERLAND
    # the author's name, above and below a portrait; a title may well come back in a list below
    repeated = unit.words <= 4 and sum(other.text == unit.text for other in units) > 1
    return (
        min(unit.words, 6)
        + 2.0 * unit.gap
        + 2.0 * alone
        - 6.0 * bool(unit.bullet)
        - 8.0 * place
        - 2.0 * repeated
        - 4.0 * (unit.ends and re.search(r"[.!?]\s", unit.text) is not None)
    )


def stamp_kind(words: str) -> BlockKind:
    """Return what a line is that is a byline, a date or an age."""
    return "date" if is_age(words) or read_date_line(words) else "byline"


def _other_kind(unit: Unit, item: Evidence, *, below: bool) -> BlockKind:
    """Return what a line of the header is that is neither title nor byline nor date."""
    if item.certain or is_role(unit.text):
        return "furniture"
    return "paragraph" if unit.ends and below else "heading"


def _stamps(
    units: Sequence[Unit], evidence: Sequence[Evidence], where: range, first: int
) -> dict[int, BlockKind]:
    """Find the bylines and dates of the header, in text order."""
    found: dict[int, BlockKind] = {}
    names = False  # whether a "By" alone, or a name under it, stands directly above
    for index in where:
        unit, item = units[index], evidence[index]
        if is_byline_marker(unit.text):
            found[index], names = "byline", True
        elif item.certain:
            continue
        elif names and is_name(unit.text) and len(unit.text.split()) > 1:
            found[index] = "byline"
        elif item.stamp:
            found[index] = stamp_kind(unit.text)
            names = False
        elif index > first:
            break
        else:
            names = False
    return found


def _authors(units: Sequence[Unit], bylines: Sequence[int]) -> tuple[str, ...]:
    names: list[str] = []
    for index in bylines:
        words = units[index].text
        if is_byline_marker(words):
            continue
        names += read_byline(words) or ((words,) if is_name(words) else ())
    return tuple(dict.fromkeys(names))


def _published(dates: Sequence[PrintedDate]) -> str | None:
    labelled = [date.value for date in dates if date.role == "published"]
    plain = [date.value for date in dates if date.role is None]
    return next(iter(labelled + plain), None)


def _modified(dates: Sequence[PrintedDate]) -> str | None:
    return next((date.value for date in dates if date.role == "modified"), None)


def _split_title(title: str | None) -> tuple[str | None, str | None]:
    """Part a title from the weekday and date that a copy has left on its line."""
    for date in find_dates(title or ""):
        words = (title or "")[: date.start]
        weekday = re.search(r"\s[A-Z][a-z]+day, ?$", words)
        if weekday and title is not None and date.end == len(title):
            return words[: weekday.start()], date.value
    return title, None


def _dateline_date(opening: str) -> str | None:
    """Return the date in the dateline of a first paragraph ("LIMA, March 3, 2020 (AFP) —")."""
    dateline = _DATELINE.match(opening)
    return next((date.value for date in find_dates(dateline[0])), None) if dateline else None
