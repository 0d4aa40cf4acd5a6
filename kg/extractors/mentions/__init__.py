"""Find the organisations, persons, products and places of a document, and resolve them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extractors.analysis import Analysis, Mention, Passage
from kg.extractors.mentions.describing import describe
from kg.extractors.mentions.discourse import Discourse
from kg.extractors.mentions.names import find_names
from kg.extractors.mentions.naming import name_entities
from kg.extractors.mentions.reading import outermost, read_mentions
from kg.extractors.mentions.spelling import read_spelling
from kg.model import Document

__all__ = ["add_mentions", "describe", "find_entities"]


def find_entities(document: Document, passages: tuple[Passage, ...]) -> Analysis:
    """Find the entities of a parsed document and every name, description and pronoun for them.

    First-person pronouns stand for nobody here: who reads quotations adds them with `add_mentions`.
    """
    spelling = read_spelling(passages)
    names = find_names(passages, spelling)
    discourse = Discourse()
    entities = name_entities(names, passages, discourse)
    mentions = read_mentions(names, passages, discourse, entities)
    return Analysis(document, passages, discourse.records(), tuple(mentions), outermost(mentions))


def add_mentions(analysis: Analysis, mentions: Iterable[Mention]) -> Analysis:
    """Return the analysis with more mentions of its entities, such as "we" in a quotation.

    A token that belongs to a mention already keeps it.
    """
    more = tuple(mentions)
    every = sorted(
        (*analysis.mentions, *more), key=lambda each: (each.passage, each.start, -each.end)
    )
    return replace(
        analysis, mentions=tuple(every), by_token=outermost(more) | dict(analysis.by_token)
    )
