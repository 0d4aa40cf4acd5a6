"""Ask for the claims of a chunk: from the cache, once more if broken, in halves if too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.errors import InputError
from kg.extractors.llm.answers import Answer, claims_in
from kg.extractors.llm.cache import AnswerCache
from kg.extractors.llm.chunks import Chunk, halves
from kg.extractors.llm.prompting import Messages, repair
from kg.extractors.protocol import Usage


class Model(Protocol):
    """What answers questions; `usage` adds up what they cost."""

    usage: Usage

    def ask(self, messages: Messages) -> Answer:
        """Return the answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Entries:
    """A chunk, and what an answer holds about it, not yet checked against the text."""

    chunk: Chunk
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A chunk that there is no usable answer for, why, and the answer."""

    chunk: Chunk
    reason: str
    answer: str


class Asker:
    """A model with the cache of its answers."""

    def __init__(self, model: Model, cache: AnswerCache) -> None:
        self._model = model
        self._cache = cache
        self._replayed = 0

    @property
    def usage(self) -> Usage:
        """Return what was asked of the model, and what the cache knew."""
        return self._model.usage + Usage(replayed=self._replayed)

    def ask(self, messages: Messages) -> Answer:
        """Return the answer to a question; the model is asked where the cache has none.

        Raises:
            ConfigurationError: there is no answer to be had, or it cannot be kept.
        """
        known = self._cache.get(messages)
        if known is not None:
            self._replayed += 1
            return known
        answer = self._model.ask(messages)
        self._cache.put(messages, answer)
        return answer


def entries_of(
    chunk: Chunk, question: Callable[[Chunk], Messages], asker: Asker
) -> Iterator[Entries | Unread]:
    """Yield what the answers about a chunk hold, in text order; its halves' where it is too long.

    Raises:
        ConfigurationError: there is no answer to be had, or it cannot be kept.
    """
    found = _ask(chunk, question(chunk), asker)
    if found is not None:
        yield found
    elif len(chunk) > 1:
        for half in halves(chunk):
            yield from entries_of(half, question, asker)
    else:
        yield Unread(chunk, "the question or its answer is too long for the model", "")


def _ask(chunk: Chunk, messages: Messages, asker: Asker) -> Entries | Unread | None:
    """Return what an answer holds, asked for a second time if it is broken; None if too long."""
    answer, again = asker.ask(messages), False
    while answer.finish == "stop":
        try:
            return Entries(chunk, tuple(claims_in(answer.text)))
        except InputError as error:
            if again:
                reason = f"the second answer is, like the first, {error.reason}"
                return Unread(chunk, reason, answer.text)
            answer, again = asker.ask(repair(messages, answer.text, error.reason)), True
    if answer.finish == "length":
        return None
    return Unread(chunk, f"the model refuses: {answer.text[:200]!r}", answer.text)
