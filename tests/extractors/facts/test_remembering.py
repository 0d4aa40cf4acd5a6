from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from kg.extractors.facts.remembering import remembered


@dataclass
class Page:
    answers: dict[Hashable, object] = field(default_factory=dict)
    asked: list[tuple[int, bool]] = field(default_factory=list)


@remembered
def double(page: Page, number: int, *, less: bool = False) -> int | None:
    page.asked.append((number, less))
    return None if number == 0 else 2 * number - less


def test_each_question_is_answered_once() -> None:
    page = Page()
    assert [double(page, 3), double(page, 3), double(page, 3, less=True)] == [6, 6, 5]
    assert page.asked == [(3, False), (3, True)]


def test_no_answer_is_remembered_too() -> None:
    page = Page()
    assert double(page, 0) is double(page, 0) is None
    assert page.asked == [(0, False)]


def test_another_page_is_asked_anew() -> None:
    first, second = Page(), Page()
    double(first, 1)
    double(second, 1)
    assert second.asked == [(1, False)]
