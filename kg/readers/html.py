"""The reader of web pages.

A page's text is not the file's: it is the article that trafilatura finds in it, the title first,
then the paragraphs, headings, list items and table rows, with a blank line between. What is left
out (menus, teasers, comments) is not in the text at all; what slips through is marked as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
import trafilatura.settings
from lxml import etree

from kg.errors import InputError
from kg.model import Block, Document, Rejection, Source
from kg.readers.decoding import decode
from kg.readers.page_metadata import PageMetadata, read_page_metadata
from kg.readers.text import text_document
from kg.vocab import DEFAULT_BASE

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w:.-]+)", re.I
)
_HEAD_BYTES = 4096
_BLOCKS = frozenset(
    {"p", "head", "item", "row", "quote", "code", "list", "table", "div", "lb", "fw"}
)
# The search for a date by trafilatura would ask for today; its date is not used.
_NO_GUESSING = {"extensive_search": False, "original_date": True, "max_date": "9999-12-31"}


def read_html(source: Source, /, *, base: str = DEFAULT_BASE) -> Iterator[Document | Rejection]:
    """Read the article of a web page as one document.

    The id is the page's canonical address, if it names one, else it is made from the text under
    `base`. Title, authors, publisher and dates are those of JSON-LD, meta elements and the page's
    print, in this order.
    """
    try:
        yield _read(source, base)
    except InputError as error:
        yield Rejection("source", error.where or source.location, error.reason, error.remedy)


def _read(source: Source, base: str) -> Document:
    declared = _DECLARED.search(source.data[:_HEAD_BYTES])
    charset = declared[1].decode("ascii") if declared else None
    page = decode(source.data, where=source.location, declared=charset)
    tree = trafilatura.load_html(page)
    if tree is None:
        raise _nothing_in(source)
    metadata = read_page_metadata(tree)
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_NO_GUESSING,
    )
    if not isinstance(found, trafilatura.settings.Document) or found.body is None:
        raise _nothing_in(source)
    title = metadata.title or _clean(found.title)
    parts = list(_parts(found.body))
    if not parts:
        raise _nothing_in(source)
    document = _compose(parts, title, source=source.location, base=base)
    return _described(document, metadata, title, (_clean(found.author), _clean(found.sitename)))


def _nothing_in(source: Source) -> InputError:
    remedy = "save the article's words as a .txt file"
    return InputError("no article was found in the page", where=source.location, remedy=remedy)


def _clean(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _parts(body: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the words of each paragraph and whether it is a heading, in order.

    A line break parts paragraphs; what is no block (emphasis, links) runs on.
    """
    words: list[str] = []
    heading = False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        breaks = element.tag in _BLOCKS
        if breaks and (text := _clean("".join(words))):
            yield text, heading
        if breaks:
            words = []
        if event == "start":
            heading = element.tag == "head" if breaks else heading
            words.append(element.text or "")
        else:
            heading = False if breaks else heading
            if element.tag == "cell" and element.getnext() is not None:
                words.append(" | ")
            words.append((element.tail or "") if element is not body else "")
    if text := _clean("".join(words)):
        yield text, False


def _compose(
    parts: list[tuple[str, bool]], title: str | None, *, source: str, base: str
) -> Document:
    """Make a document of title and paragraphs: blocks as in plain text, the page's headings."""
    if title and _fold(parts[0][0]) != _fold(title):
        parts = [(title, False), *parts]
    document = text_document("\n\n".join(words for words, _ in parts), source=source, base=base)
    headings: set[int] = set()
    position = 0
    for words, heading in parts:
        if heading:
            headings.add(position)
        position += len(words) + 2
    blocks = [
        replace(block, kind="heading") if _may_be_heading(block, headings) else block
        for block in document.blocks
    ]
    if title:
        blocks[0] = replace(blocks[0], kind="title")
    return replace(document, blocks=tuple(blocks))


def _may_be_heading(block: Block, headings: set[int]) -> bool:
    return block.start in headings and block.kind == "paragraph"


def _fold(words: str) -> str:
    return re.sub(r"\W+", " ", words).casefold().strip()


def _described(
    document: Document,
    metadata: PageMetadata,
    title: str | None,
    guessed: tuple[str | None, str | None],
) -> Document:
    """Put what the page says before what its text shows."""
    author, publisher = guessed
    return replace(
        document,
        id=metadata.url or document.id,
        url=metadata.url,
        title=title or document.title,
        author=metadata.author or author or document.author,
        publisher=metadata.publisher or publisher or document.publisher,
        published=metadata.published or document.published,
        modified=metadata.modified or document.modified,
    )
