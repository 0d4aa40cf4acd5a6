"""Write the page: markup, style, scripts and data in one file.

Nothing is loaded from elsewhere, and a Content-Security-Policy forbids it
(https://www.w3.org/TR/CSP3/): only the style and the scripts of this file, known by their hashes,
may run. The data is no script: it is read as JSON, and shown as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template
from typing import BinaryIO

from kg.model import Document
from kg.pages.data import FindDocument, page_data
from kg.triples import Quad

_ROOM = Path(__file__).resolve().parent
# In the order in which they need each other.
_MODULES = (
    "elements", "data", "state", "filters", "wording", "claims", "article", "panel", "labels",
    "drawing", "graph", "search", "facets", "timeline", "table", "main",
)  # fmt: skip
# What could end a script element, or a line of JavaScript
# (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def _no_document(_: str) -> Document | None:
    return None


def write_page(
    quads: Iterable[Quad],
    stream: BinaryIO,
    *,
    document: FindDocument = _no_document,
    title: str = "A knowledge graph",
    sparql: str | None = None,
) -> None:
    """Write the network of entities, with its claims of every modality, as a page of HTML.

    `document` returns a document with its text by IRI, so that the page can show a claim in its
    article; without it the page shows the quotation alone. `sparql` is the address of an endpoint,
    to which the page then links. Memory grows with what the page shows; the same graph gives the
    same bytes.

    >>> import io
    >>> write_page([], file := io.BytesIO(), title="Nothing <yet>")
    >>> b"<title>Nothing &lt;yet&gt;</title>" in file.getvalue()
    True

    Raises:
        ClaimError: a claim in the graph lacks what every claim has.
        ConfigurationError: the ontology that ships cannot be read.
    """
    data = page_data(quads, document=document)
    data["title"] = title
    if sparql is not None:
        data["sparql"] = sparql
    library, script, style = _library(), _script(), _text("page.css")
    page = Template(_text("page.html")).substitute(
        title=html.escape(title),
        policy=html.escape(_policy(scripts=(library, script), style=style)),
        style=style,
        data=json_text(data),
        library=library,
        script=script,
    )
    stream.write(page.encode("utf-8", "replace"))


def json_text(data: object) -> str:
    r"""Return JSON that can stand in a script element.

    >>> json_text("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _policy(*, scripts: Iterable[str], style: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _library() -> str:
    return _text("vendor/graph.min.js")


@cache
def _script() -> str:
    modules = (_text(f"script/{name}.js") for name in _MODULES)
    return '"use strict";\n' + "\n".join(modules)


@cache
def _text(name: str) -> str:
    return (_ROOM / name).read_text(encoding="utf-8")
