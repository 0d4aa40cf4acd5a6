"""The extractor that asks a language model behind an endpoint, and believes only the text."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.errors import ClaimError, ConfigurationError, NotFoundError
from kg.extractors.analysis import Analysis
from kg.extractors.llm.answer_form import answer_schema
from kg.extractors.llm.asking import Asker, Entries, Unread, entries_of
from kg.extractors.llm.cache import AnswerCache
from kg.extractors.llm.chunks import Chunk, chunks_of, sentences_of
from kg.extractors.llm.grounding import Ground, claim_of, shown_text
from kg.extractors.llm.limits import Limits
from kg.extractors.llm.locating import readable
from kg.extractors.llm.prompting import Messages, instructions, question
from kg.extractors.llm.vocabulary import Vocabulary, load_terms
from kg.extractors.mentions import find_entities
from kg.extractors.parsing import load_pipeline, parse
from kg.extractors.protocol import Extraction, Usage
from kg.extractors.statements.quotation import find_quotations
from kg.model import Claim, Document, Rejection
from kg.resources import ontology_path

if TYPE_CHECKING:
    from types import ModuleType

VERSION = "0.1"
_MOST_NAMES = 40  # of the entities named before a chunk; enough for any article, and short
_REMEDY = "quotations must stand in the text, and terms in the ontology; see docs/llm.md"


@dataclass(frozen=True, slots=True)
class LlmExtractor:
    """Send a document's sentences to a model, and check every word of its answers.

    `nlp` finds the sentences and reads counts; it is no language model of the other kind.
    """

    name: str
    nlp: Language
    vocabulary: Vocabulary
    instruction: str
    asker: Asker
    chunk: int

    @property
    def usage(self) -> Usage:
        """Return what has been asked since the extractor was made."""
        return self.asker.usage

    def __call__(self, document: Document) -> Extraction:
        """Return the claims of one document that its text bears out, and what was set aside.

        Raises:
            ConfigurationError: the endpoint gives no answers, or they cannot be kept.
        """
        analysis = find_entities(document, parse(document, self.nlp))
        ground = _ground(analysis, self.vocabulary, self.name)

        def asked(chunk: Chunk) -> Messages:
            names = _named_before(analysis, chunk[0].start)
            return question(self.instruction, document, chunk, names=names)

        claims: list[Claim] = []
        rejections: list[Rejection] = []
        read: list[tuple[int, int]] = []
        for chunk in chunks_of(sentences_of(analysis.passages), self.chunk):
            for found in entries_of(chunk, asked, self.asker):
                if isinstance(found, Unread):
                    rejections.append(_unread(document, found))
                else:
                    read.extend((each.start, each.end) for each in found.chunk)
                    _check(found, ground, claims, rejections)
        ordered = sorted(claims, key=lambda claim: (claim.evidence[0].start, claim.type, claim.id))
        return Extraction(tuple(ordered), tuple(read), tuple(rejections))


def llm_extractor(
    *,
    model: str | None = None,
    ontology: Sequence[Path] = (),
    endpoint: str | None = None,
    limits: Limits | None = None,
) -> LlmExtractor:
    """Make the extractor; nothing is sent before a document is read.

    `model` is a name that the endpoint knows; `endpoint` the address of its API, else
    OPENAI_BASE_URL, else OpenAI's. `ontology` are all the Turtle files of the ontology in use, ()
    for the one that ships. The key is read from OPENAI_API_KEY; answers are kept in the folder
    KG_LLM_CACHE, else in the cache folder of the platform.

    Raises:
        ConfigurationError: the extra is not installed, no model is named, the ontology cannot be
            read, or the address or the key is missing or wrong.
    """
    client = _extra("kg.extractors.llm.client")
    if not model:
        raise ConfigurationError(
            "no model is named", remedy="give --model the name of one that the endpoint has"
        )
    asked, vocabulary = limits or Limits(), load_terms(tuple(ontology) or (ontology_path(),))
    url = endpoint or os.environ.get("OPENAI_BASE_URL") or None
    speaker = client.Endpoint(model, answer_schema(vocabulary), url=url, limits=asked)
    cache = AnswerCache(_cache_folder(), speaker.url, model, asked.answer_tokens)
    return LlmExtractor(
        name=f"llm/{VERSION} {model}",
        nlp=load_pipeline(),
        vocabulary=vocabulary,
        instruction=instructions(vocabulary),
        asker=Asker(speaker, cache),
        chunk=asked.chunk,
    )


def _extra(module: str) -> ModuleType:
    """Import a module that needs the extra `llm`."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"the package {error.name!r} is not installed", remedy="pip install 'claimkg[llm]'"
        ) from error


def _cache_folder() -> Path:
    told = os.environ.get("KG_LLM_CACHE")
    if told:
        return Path(told)
    folder: str = _extra("platformdirs").user_cache_dir("claimkg", appauthor=False)
    return Path(folder, "llm")


def _ground(analysis: Analysis, vocabulary: Vocabulary, name: str) -> Ground:
    document = analysis.document
    named = ((block.start, block.end) for block in document.blocks if block.kind != "furniture")
    return Ground(
        document=document,
        passages=analysis.passages,
        quotations=find_quotations(document.text, list(document.readable())),
        named=readable(document.text, named),
        vocabulary=vocabulary,
        extractor=name,
    )


def _named_before(analysis: Analysis, place: int) -> list[str]:
    """Return the names that stand before a place, so that a later chunk can say who "she" is."""
    before = (
        analysis.entities[mention.entity].name
        for mention in analysis.mentions
        if mention.kind == "name"
        and analysis.passages[mention.passage].start_of(mention.start) < place
    )
    return list(dict.fromkeys(before))[:_MOST_NAMES]


def _check(
    found: Entries, ground: Ground, claims: list[Claim], rejections: list[Rejection]
) -> None:
    """Part the entries that the text bears out from those that it does not."""
    shown = shown_text(ground.document, found.chunk)
    for number, value in enumerate(found.values, start=1):
        try:
            claim = claim_of(value, found.chunk, shown, ground)
        except (ClaimError, NotFoundError) as error:
            where = f"{_where(ground.document, found.chunk)}: claim {number} of {ground.extractor}"
            rejections.append(
                Rejection(
                    kind="claim",
                    where=where,
                    reason=error.reason,
                    remedy=error.remedy or _REMEDY,
                    document=ground.document.id,
                    item=_as_json(value),
                )
            )
        else:
            if claim not in claims:
                claims.append(claim)


def _as_json(value: object) -> str:
    """Write what a model wrote; half of a surrogate pair, which no file can hold, as its escape."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _unread(document: Document, found: Unread) -> Rejection:
    return Rejection(
        kind="document",
        where=_where(document, found.chunk),
        reason=found.reason,
        remedy="read it with another model, or by the rules",
        document=document.id,
        item=found.answer or None,
    )


def _where(document: Document, chunk: Chunk) -> str:
    return f"{document.source}: characters {chunk[0].start}–{chunk[-1].end}"
