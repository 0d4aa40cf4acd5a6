"""Write what the model is asked, from the data file `prompt.toml` and the ontology in use."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from string import Template

from kg.extractors.llm.chunks import Sentence
from kg.extractors.llm.vocabulary import Term, Vocabulary
from kg.model import MODALITIES, Document

Message = tuple[str, str]
Messages = tuple[Message, ...]


@cache
def _templates() -> dict[str, Template]:
    text = files("kg").joinpath("extractors", "llm", "prompt.toml").read_text(encoding="utf-8")
    return {name: Template(str(words).strip()) for name, words in tomllib.loads(text).items()}


def instructions(vocabulary: Vocabulary) -> str:
    """Write the system message: what a claim is, under the ontology in use."""
    types = [_typed(term, vocabulary) for term in vocabulary.claim_types]
    with_content = [
        term.name for term in vocabulary.claim_types if vocabulary.has_content(term.name)
    ]
    choices = "".join(
        f', except for "{name}": {", ".join(values)}' for name, values in vocabulary.choices.items()
    )
    return _templates()["system"].substitute(
        claim_types="\n".join(types),
        classes="\n".join(f"- {term.name}: {term.comment}" for term in vocabulary.classes),
        qualifiers="\n".join(f"- {term.name}: {term.comment}" for term in vocabulary.qualifiers),
        modalities=", ".join(MODALITIES),
        content_types="for " + ", ".join(with_content) if with_content else "for no type",
        choices=choices,
    )


def _typed(term: Term, vocabulary: Vocabulary) -> str:
    """Describe a claim type by its ends; an end outside the entities is any entity."""
    ends = [
        end if end in vocabulary.ontology.classes else "any entity"
        for end in (term.domain, term.range)
    ]
    if vocabulary.has_content(term.name):
        ends[1] = "what it is about, or null"
    return f"- {term.name} ({' → '.join(ends)}): {term.comment}"


def question(
    instruction: str, document: Document, chunk: Sequence[Sentence], *, names: Iterable[str] = ()
) -> Messages:
    """Return the messages that ask for the claims of a chunk.

    `names` are entities that stand earlier in the document. Each sentence goes on a line of its
    own with its number, white space folded, so that no line of the article can pose as another;
    the markers around them hold a hash of the lines, which the lines themselves cannot hold.
    """
    lines = "\n".join(
        f"[{each.number}] {' '.join(document.text[each.start : each.end].split())}"
        for each in chunk
    )
    marker = hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    article = _templates()["article"].substitute(
        about="\n".join(_about(document, names)), marker=marker, sentences=lines
    )
    return (("system", instruction), ("user", article.strip()))


def _about(document: Document, names: Iterable[str]) -> Iterable[str]:
    known = {
        "Title": document.title,
        "Author": document.author,
        "Publisher": document.publisher,
        "Published": document.published,
        "Named earlier in the article": "; ".join(names),
    }
    return (f"{label}: {' '.join(value.split())}" for label, value in known.items() if value)


def repair(messages: Messages, answer: str, problem: str) -> Messages:
    """Return the messages that ask once more, with the answer that was not usable, and why."""
    asked = _templates()["repair"].substitute(problem=problem)
    return (*messages, ("assistant", answer), ("user", asked))
