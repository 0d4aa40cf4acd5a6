"""Named questions: plain `.rq` files whose header comment says what they ask and take.

::

    # title: Who uses a product
    # parameter: product (Product) the product that is used
    # example: kg query who-deploys --param product=FaceLedger
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from kg.errors import ConfigurationError, NotFoundError
from kg.resources import queries_path

_FIELD = re.compile(r"#\s*(title|parameter|example):\s*(.+?)\s*")
_PARAMETER = re.compile(r"[?$]?(\w+)\s*(?:\((\w+)\))?\s*(.*)")
_SUFFIX = ".rq"
_NEAR = 60  # of 100: "who-deploy" finds who-deploys, "xyz" finds nothing


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that a caller may bind.

    `kind` says how its value is read: a class of entities ("Product"), "Entity" for any,
    "Property", "Text", or "Term" for whatever the value looks like.
    """

    name: str
    kind: str
    comment: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with a name; every parameter may be left out, which asks for all."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each parameter, by name."""
        return {parameter.name: parameter.kind for parameter in self.parameters}


def parse_question(name: str, text: str) -> Question:
    """Read the header of a query; a query without one has no parameters and no title.

    >>> parse_question("q", "# title: Who\\n# parameter: product (Product) what is used").kinds
    {'product': 'Product'}
    """
    fields: dict[str, list[str]] = {"title": [], "parameter": [], "example": []}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if found := _FIELD.fullmatch(line):
            fields[found[1]].append(found[2])
    return Question(
        name=name,
        title=next(iter(fields["title"]), ""),
        parameters=tuple(map(_parameter, fields["parameter"])),
        example=next(iter(fields["example"]), ""),
        text=text,
    )


def _parameter(words: str) -> Parameter:
    found = _PARAMETER.fullmatch(words)
    if found is None:
        raise ConfigurationError(
            f"a query's header has the parameter {words!r}",
            remedy="write it as in: # parameter: product (Product) the product that is used",
        )
    return Parameter(found[1], found[2] or "Term", found[3])


def list_questions(folder: Path | None = None) -> tuple[Question, ...]:
    """Return the questions of a folder, by default those that ship with the program, by name.

    >>> [question.name for question in list_questions() if question.name.startswith("who")]
    ['who-deploys']

    Raises:
        ConfigurationError: a file cannot be read.
    """
    return tuple(map(_read, sorted((folder or queries_path()).glob(f"*{_SUFFIX}"))))


def load_question(name: str, folder: Path | None = None) -> Question:
    """Return a question by name.

    >>> load_question("who-deploys").title
    'Who uses a product, since when, at what price, for what'

    Raises:
        NotFoundError: no question has that name; the nearest names are suggested.
        ConfigurationError: its file cannot be read.
    """
    paths = {path.stem: path for path in (folder or queries_path()).glob(f"*{_SUFFIX}")}
    if name not in paths:
        near = process.extract(name, sorted(paths), limit=3, score_cutoff=_NEAR)
        raise NotFoundError(
            f"no question is named {name!r}",
            suggestions=[choice for choice, _, _ in near],
            remedy=None if near else f"there are: {', '.join(sorted(paths))}",
        )
    return _read(paths[name])


def _read(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the question cannot be read: {error}", where=str(path), remedy="write it in UTF-8"
        ) from error
    return parse_question(path.stem, text)
