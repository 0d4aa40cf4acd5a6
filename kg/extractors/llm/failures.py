"""What an endpoint's errors mean: to be tried again, to be asked otherwise, or to be told a person."""

from __future__ import annotations

import math
import re

from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

from kg.errors import ConfigurationError

# Statuses that pass: time-outs, conflicts, too many requests, and the server's own failures.
_TEMPORARY = frozenset({408, 409, 429})
_REFUSED_OPTION = frozenset({400, 422})
_LONGEST_WAIT = 120.0
# The words in which servers say that a question does not fit the model's context.
_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|maximum context|exceeds? the (?:available )?context"
    r"|prompt is too long|too many tokens",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\AError code: \d+ - ")  # what the client puts in front
_OUT_OF_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


def too_long(error: APIError) -> bool:
    """Tell whether the question did not fit into the model's context."""
    status = getattr(error, "status_code", None)
    return status in {400, 413, 422} and bool(status == 413 or _TOO_LONG.search(words_of(error)))


def refuses_option(error: APIError) -> bool:
    """Tell whether the endpoint did not take the request as it was put."""
    return isinstance(error, APIStatusError) and error.status_code in _REFUSED_OPTION


def is_temporary(error: APIError) -> bool:
    """Tell whether the same question may be answered later."""
    if error.code in _OUT_OF_CREDIT:
        return False
    if isinstance(error, APIStatusError):
        return error.status_code in _TEMPORARY or error.status_code >= 500
    return isinstance(error, APITimeoutError)


def retry_after(error: APIError) -> float | None:
    """Return for how many seconds the endpoint asks to be left alone, at most two minutes."""
    if not isinstance(error, APIStatusError):
        return None
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(seconds, _LONGEST_WAIT) if math.isfinite(seconds) and seconds >= 0 else None


def words_of(error: APIError) -> str:
    """Return what the endpoint says, with the names of the option and the code where it gives them."""
    printable = "".join(each if each.isprintable() else " " for each in _message(error))
    said = " ".join(printable.split())[:300]
    return " ".join(part for part in (said, error.param, error.code) if part)


def _message(error: APIError) -> str:
    """Return the server's own message, which versions of the client wrap in different ways."""
    body = error.body
    said = body.get("message") if isinstance(body, dict) else body
    return said if isinstance(said, str) else _STATUS.sub("", str(error.message))


def explained(error: APIError, *, url: str, model: str) -> ConfigurationError:
    """Return an error of ours that says what is wrong with the endpoint, and what would mend it."""
    reason, remedy = _explanation(error, url=url, model=model)
    return ConfigurationError(reason, where=url, remedy=remedy)


def _explanation(error: APIError, *, url: str, model: str) -> tuple[str, str]:
    if isinstance(error, APITimeoutError):
        return "the endpoint did not answer in time", f"try again: {_KEPT}; or use a faster server"
    if isinstance(error, APIConnectionError):
        return (
            "no connection to the endpoint",
            "start its server, or name another with --endpoint or OPENAI_BASE_URL",
        )
    status, said = getattr(error, "status_code", 0), words_of(error)
    if status in {401, 403}:
        return (
            f"the endpoint does not let us in ({status}): {said}",
            "set OPENAI_API_KEY to a key of this endpoint that may use the model",
        )
    if status == 404:
        return (
            f"the endpoint has no model {model!r}, or takes no questions at this address: {said}",
            f"give --model a name that {url}/models lists; the address mostly ends in /v1",
        )
    if error.code in _OUT_OF_CREDIT:
        return f"the account has no credit left: {said}", f"add credit and try again: {_KEPT}"
    if is_temporary(error):
        return f"the endpoint is busy or broken ({status}): {said}", f"try again later: {_KEPT}"
    return (
        f"the endpoint does not take the question ({status}): {said}",
        "see its manual: it must speak OpenAI's chat completions, and know the model",
    )


_KEPT = "answers are kept, none is paid for twice"
