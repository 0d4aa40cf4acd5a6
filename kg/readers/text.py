"""The reader of plain text: a news article saved from a page, a press release, minutes.

The document's text is the whole file, decoded, with nothing taken away; what is site furniture in
it is marked as such, so that offsets hold. A byte order mark belongs to the encoding, not the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Document, Rejection, Source
from kg.model.document_format import document_iri, text_digest
from kg.readers.decoding import decode
from kg.readers.segmentation import label
from kg.vocab import DEFAULT_BASE


def read_text(source: Source, /, *, base: str = DEFAULT_BASE) -> Iterator[Document | Rejection]:
    r"""Read a plain text as one document.

    Title, authors, dates and publisher are taken from the lines above the article, from a dateline
    and from a copyright line; what is not there is None. The id is made from the text under `base`.

    >>> source = Source("a.txt", "text/plain", b"Buses return\n\nBy Ann Lee\n\nThe buses are back.")
    >>> next(read_text(source)).title
    'Buses return'
    """
    try:
        text = decode(source.data, where=source.location)
        if not text.strip():
            raise InputError("there is no text in it", where=source.location)
        yield text_document(text, source=source.location, base=base)
    except InputError as error:
        yield Rejection("source", error.where or source.location, error.reason, error.remedy)


def text_document(text: str, *, source: str, base: str = DEFAULT_BASE) -> Document:
    """Make a document of a text, with its blocks and what its header says."""
    header, blocks = label(text)
    return Document(
        id=document_iri(text, base=base),
        source=source,
        text=text,
        sha256=text_digest(text),
        title=header.title,
        author="; ".join(header.authors) or None,
        publisher=header.publisher,
        published=header.published,
        modified=header.modified,
        blocks=blocks,
    )
