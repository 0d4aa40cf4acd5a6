"""What an extractor is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kg.model import Claim, Document, Rejection


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one document.

    `sentences` are the stretches that it read, in code points, half-open, in text order.
    `rejections` are what it had to set aside: claims that the text does not bear out, stretches
    that it could not read.
    """

    claims: tuple[Claim, ...]
    sentences: tuple[tuple[int, int], ...]
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What an extractor has asked of an endpoint: requests sent, answers kept, and tokens.

    `replayed` counts the answers that were taken from the cache at no cost; `cached` are those of
    the prompt tokens that the endpoint itself had in a cache.

    >>> print(Usage(requests=2, prompt=1500, completion=300) + Usage(replayed=1))
    2 requests, 1 answer from the cache; 1,500 prompt tokens (0 cached), 300 completion tokens
    """

    requests: int = 0
    replayed: int = 0
    prompt: int = 0
    completion: int = 0
    cached: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Return the sums."""
        return Usage(
            self.requests + other.requests,
            self.replayed + other.replayed,
            self.prompt + other.prompt,
            self.completion + other.completion,
            self.cached + other.cached,
        )

    def __str__(self) -> str:
        """Return one line for people."""
        requests = "request" if self.requests == 1 else "requests"
        replayed = "answer" if self.replayed == 1 else "answers"
        return (
            f"{self.requests:,} {requests}, {self.replayed:,} {replayed} from the cache;"
            f" {self.prompt:,} prompt tokens ({self.cached:,} cached),"
            f" {self.completion:,} completion tokens"
        )


class Extractor(Protocol):
    """Turn documents into claims.

    `name` and version stand in every claim ("rules/0.1"); a changed version re-reads documents.
    """

    @property
    def name(self) -> str:
        """Return name and version."""
        ...

    def __call__(self, document: Document) -> Extraction:
        """Return the claims of one document, with their ids, in text order."""
        ...


@runtime_checkable
class Metered(Protocol):
    """An extractor that asks an endpoint, and counts what it asks."""

    @property
    def usage(self) -> Usage:
        """Return what has been asked since the extractor was made."""
        ...
