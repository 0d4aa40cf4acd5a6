"""What came back for a question, and the list of claims in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from kg.errors import InputError
from kg.extractors.protocol import Usage

# Why an answer ended: "stop", it was done; "length", it was cut off or the question did not fit;
# "refusal", the model or the endpoint would not answer.
Finish = Literal["stop", "length", "refusal"]
FINISHES: tuple[Finish, ...] = ("stop", "length", "refusal")
# Models that reason aloud put their thoughts in front; many put code marks around JSON.
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A```[a-z]*\s*\n(.*?)\n?```\Z", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of an answer (the reason, of a refusal), why it ended, and what it cost."""

    text: str
    finish: Finish
    usage: Usage


def claims_in(text: str) -> list[object]:
    """Return the entries of the list `claims` of an answer.

    Raises:
        InputError: the answer is not JSON, or has no such list.

    >>> claims_in('{"claims": []}')
    []
    """
    bare = _THOUGHTS.sub("", text).strip()
    fenced = _FENCED.match(bare)
    try:
        # A number too long for a program is as little JSON as a text that ends halfway.
        found = json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from None
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        raise InputError("not an object with a list 'claims'")
    return claims
