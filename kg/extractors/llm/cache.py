"""Answers kept on disk, so that the same question costs nothing twice and has the same answer."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigurationError
from kg.extractors.llm.answers import FINISHES, Answer
from kg.extractors.llm.prompting import Messages
from kg.extractors.protocol import Usage

_FORM = "1"  # to be raised when an entry or what is asked of the endpoint changes its meaning


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """A folder with one file an answer, named by the hash of endpoint, model and messages."""

    folder: Path
    endpoint: str
    model: str
    answer_tokens: int

    def get(self, messages: Messages) -> Answer | None:
        """Return the answer that was kept, or None where there is none that is whole."""
        path = self._path(messages)
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None  # it is asked again, and written anew
        return _answer(record) if isinstance(record, dict) else None

    def put(self, messages: Messages, answer: Answer) -> None:
        """Keep an answer; a reader never sees half of one.

        Raises:
            ConfigurationError: the folder cannot be written.
        """
        record = {
            "text": answer.text,
            "finish": answer.finish,
            "digest": _digest(answer.text, answer.finish),
        }
        path = self._path(messages)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(record, stream)
            Path(temporary).replace(path)
        except OSError as error:
            raise ConfigurationError(
                f"an answer cannot be kept: {error.strerror}",
                where=str(path.parent),
                remedy="set KG_LLM_CACHE to a folder that can be written",
            ) from error

    def _path(self, messages: Messages) -> Path:
        key = json.dumps([_FORM, self.endpoint, self.model, self.answer_tokens, messages])
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json"


def _answer(record: Mapping[str, object]) -> Answer | None:
    text, given = record.get("text"), record.get("finish")
    finish = next((known for known in FINISHES if known == given), None)
    if not isinstance(text, str) or finish is None:
        return None
    if record.get("digest") != _digest(text, finish):
        return None
    return Answer(text, finish, Usage(replayed=1))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
