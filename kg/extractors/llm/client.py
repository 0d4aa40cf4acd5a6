"""The wall around the `openai` package: questions go out, answers or errors of ours come back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import cast

from openai import APIError, OpenAI, OpenAIError
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from kg.errors import ConfigurationError
from kg.extractors.llm.answer_form import Schema
from kg.extractors.llm.answers import Answer, Finish
from kg.extractors.llm.dialect import Dialect, plainer, roomier
from kg.extractors.llm.failures import (
    explained,
    is_temporary,
    refuses_option,
    retry_after,
    too_long,
    words_of,
)
from kg.extractors.llm.limits import Limits
from kg.extractors.llm.prompting import Messages
from kg.extractors.protocol import Usage

_SEED = 0
_NO_KEY = "none"  # local servers ask for no key, the client for a text that is not empty
Sleep = Callable[[float], None]


class Endpoint:
    """A model behind an endpoint that speaks OpenAI's chat completions.

    Nothing is sent before the first question. `url` is the address, None for that of OpenAI. What
    the endpoint turns out not to take (a JSON schema, a seed) is left out of later requests.
    `usage` adds up what was sent and what it cost.

    Source: https://platform.openai.com/docs/api-reference/chat

    Raises:
        ConfigurationError: the address is none, or OpenAI is to be asked without a key.
    """

    def __init__(
        self,
        model: str,
        schema: Schema,
        *,
        url: str | None,
        limits: Limits,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._client = _client(url)
        self._schema = schema
        self._limits = limits
        self._sleep = sleep
        self._dialect = Dialect()
        self.model = model
        self.url = str(self._client.base_url).rstrip("/")
        self.usage = Usage()

    def ask(self, messages: Messages) -> Answer:
        """Return the answer to a question, tried again while the endpoint is busy or failing.

        Raises:
            ConfigurationError: there is no answer to be had; it names the endpoint and the remedy.
        """
        deadline = time.monotonic() + self._limits.seconds
        attempts = 0
        while True:
            try:
                return self._answer(self._send(messages, deadline))
            except APIError as error:
                other = self._other_dialect(error)
                if other is not None:
                    self._dialect = other
                elif too_long(error):
                    return Answer("", "length", Usage())
                else:
                    attempts += 1
                    self._wait(error, attempts, deadline)

    def _other_dialect(self, error: APIError) -> Dialect | None:
        """Return how else to put a question that was not taken; None if it was not for its form."""
        if too_long(error):
            return roomier(self._dialect, words_of(error))
        return plainer(self._dialect, words_of(error)) if refuses_option(error) else None

    def _wait(self, error: APIError, attempts: int, deadline: float) -> None:
        """Wait before the next attempt, or raise what is to be told where there is none."""
        asked = retry_after(error)
        wait = self._limits.wait_seconds * 2 ** (attempts - 1) if asked is None else asked
        late = time.monotonic() + wait >= deadline
        if not is_temporary(error) or attempts >= self._limits.attempts or late:
            raise explained(error, url=self.url, model=self.model) from error
        self._sleep(wait)

    def _send(self, messages: Messages, deadline: float) -> object:
        """Send one request; what comes back is only a completion if the server keeps the protocol."""
        self.usage += Usage(requests=1)
        left = max(deadline - time.monotonic(), 1e-3)
        written = [{"role": role, "content": content} for role, content in messages]
        try:
            return self._client.chat.completions.create(
                model=self.model,
                messages=cast("list[ChatCompletionMessageParam]", written),
                extra_body=self._options(),
                timeout=min(self._limits.request_seconds, left),
            )
        except ValueError as error:
            raise self._not_the_protocol() from error

    def _options(self) -> dict[str, object]:
        dialect = self._dialect
        options: dict[str, object] = {}
        if dialect.length:
            options[dialect.length] = self._limits.answer_tokens
        if dialect.temperature:
            options["temperature"] = 0
        if dialect.seed:
            options["seed"] = _SEED
        if dialect.form == "json_object":
            options["response_format"] = {"type": "json_object"}
        elif dialect.form == "json_schema":
            schema = {"name": "claims", "strict": True, "schema": self._schema}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        return options

    def _answer(self, completion: object) -> Answer:
        if not isinstance(completion, ChatCompletion) or not completion.choices:
            raise self._not_the_protocol()
        choice, spent = completion.choices[0], _usage(completion.usage)
        self.usage += spent
        finish: Finish = "length" if choice.finish_reason == "length" else "stop"
        if choice.message.refusal or choice.finish_reason == "content_filter":
            finish = "refusal"
        text = choice.message.refusal or choice.message.content or ""
        # Half of a surrogate pair can be neither sent back nor written to a file.
        return Answer(text.encode("utf-8", "replace").decode(), finish, spent)

    def _not_the_protocol(self) -> ConfigurationError:
        return ConfigurationError(
            "what the endpoint answers is no chat completion",
            where=self.url,
            remedy="give the address of the API, which mostly ends in /v1, not that of a web page",
        )


def _client(url: str | None) -> OpenAI:
    """Make the client, which takes the key from the environment; its own retries are off."""
    key = os.environ.get("OPENAI_API_KEY") or (_NO_KEY if url else None)
    try:
        client = OpenAI(api_key=key, base_url=url, max_retries=0)
    except (OpenAIError, ValueError) as error:
        raise ConfigurationError(
            f"the endpoint cannot be asked: {' '.join(str(error).split())}",
            where=url,
            remedy="set OPENAI_API_KEY, or name a server of your own with --endpoint",
        ) from error
    if client.base_url.scheme not in {"http", "https"} or not client.base_url.host:
        raise ConfigurationError(
            "the endpoint is no address", where=url, remedy="write it whole, as in https://…/v1"
        )
    return client


def _usage(usage: CompletionUsage | None) -> Usage:
    """Return the tokens that a server says were used; many leave some or all of it out."""
    if usage is None:
        return Usage()
    details = usage.prompt_tokens_details
    return Usage(
        prompt=usage.prompt_tokens or 0,
        completion=usage.completion_tokens or 0,
        cached=(details.cached_tokens if details else None) or 0,
    )
