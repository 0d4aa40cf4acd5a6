"""Parse a document's readable blocks with a spaCy pipeline, without losing a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc as ParsedDoc
from spacy.util import get_installed_models

from kg.errors import ConfigurationError
from kg.extractors.analysis import Passage
from kg.extractors.casing import lower_title_case, title_cased, words_seen_lower, written_as
from kg.extractors.lexicon import words
from kg.extractors.neural import EncoderPipe
from kg.extractors.sentences import forbid_sentence_starts, join_broken_sentences
from kg.extractors.tagging import mend_tags
from kg.extractors.tokens import Doc
from kg.model import Block, Document

_BATCH = 32
_BLANK = re.compile(r"\s+")


def load_pipeline(name_or_path: str = "base", *, threads: int = 0) -> Language:
    """Load a spaCy pipeline: one that ships here, one in a folder, or an installed one.

    Args:
        name_or_path: a name in `kg/models` ("base", "small"), a folder, or an installed package's name.
        threads: how many blocks of a document it reads at once, 0 for one a processor; what it
            reads in them is the same. A worker process among others takes 1.

    Raises:
        ConfigurationError: there is none of that name, or spaCy cannot load it.
    """
    shipped = Path(str(files("kg").joinpath("models")))
    for folder in (shipped / name_or_path, Path(name_or_path)):
        if (folder / "meta.json").is_file():
            return _load(str(folder), threads)
    if name_or_path in get_installed_models():
        return _load(name_or_path, threads)
    here = sorted(path.parent.name for path in shipped.glob("*/meta.json"))
    known = [*here, *sorted(get_installed_models())]
    raise ConfigurationError(
        f"no language pipeline named {name_or_path!r}",
        where=str(shipped),
        remedy=f"known: {', '.join(known) or 'none'}; or give the folder of a spaCy pipeline",
    )


def _load(name: str, threads: int) -> Language:
    try:
        nlp = _keeping_titles(spacy.load(name))
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError(
            f"spaCy cannot load the pipeline: {error}",
            where=name,
            remedy="train or install it with the spaCy version in use",
        ) from error
    for _, component in nlp.pipeline:
        if isinstance(component, EncoderPipe):
            component.threads = threads or component.threads
    return nlp


def _keeping_titles(nlp: Language) -> Language:
    """Keep "Col.", "Sgt." one token each: the full stop of a title ends no sentence."""
    keep = getattr(nlp.tokenizer, "add_special_case", None)
    if keep is None:  # a pipeline with a tokenizer of another kind
        return nlp
    for title in sorted(words("titles_abbreviated")):
        written = title.title() if title.count(".") == 1 else title.upper()
        keep(written, [{"ORTH": written}])
    return nlp


def parse(document: Document, nlp: Language) -> tuple[Passage, ...]:
    """Parse every readable block (title, heading, paragraph) into a passage, in text order.

    White space between words counts as one space for the parser, whatever it is in the text;
    `Passage.starts` keeps the true offsets. Words in a Title Case block that the document writes
    small elsewhere are parsed small; the tokens keep their own spelling.
    """
    blocks = [
        block for block in document.readable() if document.text[block.start : block.end].strip()
    ]
    drafts = [_draft(document.text, block, nlp) for block in blocks]
    small = words_seen_lower(doc for doc, _ in drafts)
    inputs = (_prepared(doc, small) for doc, _ in drafts)
    parsed = nlp.pipe(inputs, batch_size=_BATCH)
    return tuple(_passages(document.text, blocks, drafts, parsed))


def _draft(text: str, block: Block, nlp: Language) -> tuple[ParsedDoc, tuple[int, ...]]:
    """Tokenise one block; return the tokens and where each starts in the document."""
    pieces = [
        (match.start() + block.start, match.group())
        for match in re.finditer(r"\S+", text[block.start : block.end])
    ]
    doc = nlp.make_doc(" ".join(piece for _, piece in pieces))
    return doc, tuple(_starts(doc, pieces))


def _starts(doc: ParsedDoc, pieces: list[tuple[int, str]]) -> Iterator[int]:
    folded = 0
    position = 0
    for token in doc:
        while token.idx >= folded + len(pieces[position][1]):
            folded += len(pieces[position][1]) + 1
            position += 1
        yield pieces[position][0] + token.idx - folded


def _prepared(doc: ParsedDoc, small: frozenset[str]) -> ParsedDoc:
    ready = lower_title_case(doc, small) if title_cased(doc) else doc
    forbid_sentence_starts(ready)
    return ready


def _passages(
    text: str,
    blocks: list[Block],
    drafts: list[tuple[ParsedDoc, tuple[int, ...]]],
    parsed: Iterable[ParsedDoc],
) -> Iterator[Passage]:
    for index, (block, (draft, starts), doc) in enumerate(zip(blocks, drafts, parsed, strict=True)):
        mend_tags(doc)
        first, last = starts[0], starts[-1] + len(draft[-1])
        mended = join_broken_sentences(written_as(doc, draft))
        yield Passage(index, block, Doc(mended), first, text[first:last], starts)
