"""Answer each question about a passage once: frames of many claim types ask the same ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast


class Remembering(Protocol):
    """What keeps the answers to questions about it."""

    @property
    def answers(self) -> dict[Hashable, object]:
        """Return the answers so far."""
        ...


Asked = TypeVar("Asked", bound=Remembering)
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
_UNASKED = object()


def remembered(
    question: Callable[Concatenate[Asked, Rest], Answer],
) -> Callable[Concatenate[Asked, Rest], Answer]:
    """Keep what a function returns with the passage that it is asked about, for the next who asks.

    The function must depend on nothing but its arguments, all hashable, and nobody may change what
    it returns: declare lists as `Sequence`. The answers go when the passage goes.
    """

    @wraps(question)
    def asked(about: Asked, *args: Rest.args, **options: Rest.kwargs) -> Answer:
        key = (question, args, *options.items()) if options else (question, args)
        answers = about.answers
        found = answers.get(key, _UNASKED)
        if found is _UNASKED:
            found = answers[key] = question(about, *args, **options)
        return cast("Answer", found)

    return cast("Callable[Concatenate[Asked, Rest], Answer]", asked)
