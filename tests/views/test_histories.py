from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim
from kg.views.dated import Dated
from kg.views.histories import StatusChange, holds_on, status_history
from tests import claim_strategies
from tests.views.telling import Telling, tell

PUBLISHED = "2020-06-15"


def answers(told: Telling, *days: str) -> list[bool | None]:
    dated = told.dated()
    return [holds_on(dated.claim, dated.published, date.fromisoformat(day)) for day in days]


def test_what_has_no_date_holds_from_publication_on() -> None:
    told = tell(published=PUBLISHED)
    assert answers(told, "2020-06-14", "2020-06-15", "2024-01-01") == [None, True, True]


def test_what_has_no_date_and_no_publication_cannot_be_told() -> None:
    assert answers(tell(published=None), "2020-06-15") == [None]


def test_what_began_does_not_hold_before_and_may_hold_within_the_date() -> None:
    told = tell(published=PUBLISHED, since="2019")
    days = ("2018-12-31", "2019-01-01", "2019-12-30", "2019-12-31", "2021-01-01")
    assert answers(told, *days) == [False, None, None, True, True]


def test_what_began_some_time_before_a_day_holds_from_that_day_on() -> None:
    told = tell(published=PUBLISHED, since="../2019-05")
    assert answers(told, "1990-01-01", "2019-05-31") == [None, True]


def test_what_happened_on_a_date_holds_from_then_on() -> None:
    told = tell(published=PUBLISHED, date="2020-06-01")
    assert answers(told, "2020-05-31", "2020-06-01", "2022-01-01") == [False, True, True]


def test_what_ended_holds_until_then() -> None:
    told = tell(published=PUBLISHED, since="2017", until="2019-03", status="ended")
    days = ("2018-06-01", "2019-03-01", "2019-03-15", "2019-03-31", "2019-04-01")
    assert answers(told, *days) == [True, True, None, None, False]


def test_what_ended_with_a_date_holds_until_the_date() -> None:
    told = tell(published=PUBLISHED, since="2017", date="2019", status="ended")
    assert answers(told, "2018-06-01", "2020-01-01") == [True, False]


def test_what_ended_without_a_date_had_ended_by_publication() -> None:
    told = tell(published=PUBLISHED, since="2017", status="ended")
    assert answers(told, "2018-06-01", "2020-06-15", "2020-06-16") == [None, None, False]


def test_what_was_over_when_published_began_at_a_time_not_told() -> None:
    told = tell(published=PUBLISHED, until="2019")
    assert answers(told, "2018-01-01", "2019-06-01", "2020-01-01") == [None, None, False]


def test_what_is_to_end_holds_from_publication_until_then() -> None:
    told = tell(published=PUBLISHED, until="2022")
    days = ("2020-06-01", "2021-01-01", "2022-06-01", "2023-01-01")
    assert answers(told, *days) == [None, True, None, False]


def test_words_that_round_a_beginning_widen_it() -> None:
    told = tell(published=PUBLISHED, since="2017~")
    assert answers(told, "2015-12-31", "2018-06-01", "2018-12-31") == [False, None, True]


def test_what_is_denied_was_not_so_from_then_on() -> None:
    told = replace(tell(published=PUBLISHED), modality="denied")
    assert answers(told, "2020-06-14", "2020-06-15") == [None, False]


def test_what_is_rejected_was_not_so() -> None:
    assert answers(tell(published=PUBLISHED, status="rejected"), "2021-01-01") == [False]


@pytest.mark.parametrize(
    "told",
    [
        replace(tell(since="2017"), modality="planned"),
        replace(tell(since="2017"), modality="possible"),
        tell(since="2017", status="planned"),
    ],
)
def test_what_is_planned_or_possible_cannot_be_told(told: Telling) -> None:
    assert answers(told, "2016-01-01", "2020-01-01") == [None, None]


@given(claim_strategies.facts, st.dates().map(str), st.lists(st.dates(), min_size=3, max_size=3))
def test_what_holds_does_so_without_a_break(claim: Claim, said: str, days: list[date]) -> None:
    first, between, last = (holds_on(claim, said, day) for day in sorted(days))
    assert not (first is True and last is True) or between is True
    assert not (first is True and between is False) or last is False


def steps(*told: Telling) -> list[tuple[str, str | None, str | None, int]]:
    history = status_history([each.dated() for each in told])
    return [(step.status, step.when, step.published, len(step.claims)) for step in history]


def test_a_deployment_goes_from_plan_to_pilot_to_use_to_end() -> None:
    found = steps(
        tell("d", "2023-01-05", status="ended", until="2022-12"),
        tell("b", "2020-06-01", status="pilot", since="2020-05"),
        replace(tell("a", "2019-11-01", status="planned"), modality="planned"),
        tell("c", "2021-03-01", since="2021"),
    )
    assert found == [
        ("planned", None, "2019-11-01", 1),
        ("pilot", "2020-05", "2020-06-01", 1),
        ("active", "2021", "2021-03-01", 1),
        ("ended", "2022-12", "2023-01-05", 1),
    ]


def test_one_status_of_several_sources_is_one_step_with_the_most_exact_date() -> None:
    found = steps(
        tell("a", "2022-05-01", since="2021"),
        tell("b", "2021-09-01", since="2021-08-03"),
        tell("c", "2023-01-01"),
    )
    assert found == [("active", "2021-08-03", "2021-09-01", 3)]


def test_dates_that_cannot_be_the_same_are_two_steps() -> None:
    found = steps(tell("a", "2022-05-01", since="2018"), tell("b", "2022-05-01", since="2021"))
    assert [step[1] for step in found] == ["2018", "2021"]


def test_a_use_seen_before_it_is_said_to_have_begun_is_a_step_of_its_own() -> None:
    found = steps(tell("a", "2019-05-01"), tell("b", "2022-05-01", since="2021"))
    assert found == [("active", None, "2019-05-01", 1), ("active", "2021", "2022-05-01", 1)]


def test_a_claim_of_both_ends_tells_two_steps() -> None:
    found = steps(tell("a", "2022-05-01", since="2018", until="2021", status="ended"))
    assert found == [("active", "2018", "2022-05-01", 1), ("ended", "2021", "2022-05-01", 1)]


def test_an_end_that_is_still_to_come_is_no_step() -> None:
    assert [step[0] for step in steps(tell("a", "2022-05-01", until="2025"))] == ["active"]


def test_a_use_that_is_taken_up_again_is_a_step_after_the_end() -> None:
    found = steps(
        tell("a", "2018-05-01"),
        tell("b", "2020-05-01", status="ended"),
        tell("c", "2022-05-01", since="2022"),
    )
    assert [step[0] for step in found] == ["active", "ended", "active"]


def test_a_use_that_is_denied_is_a_step_of_its_modality() -> None:
    told = [tell("a").dated(), replace(tell("b"), modality="denied").dated()]
    assert {step.modality for step in status_history(told)} == {"asserted", "denied"}


dated = st.builds(
    Dated,
    claim_strategies.facts,
    st.none() | st.dates(date(2010, 1, 1), date(2025, 1, 1)).map(str),
    st.sampled_from(("", "g")),
)


@given(st.lists(dated, max_size=6), st.randoms())
def test_the_order_of_claims_does_not_show_in_a_history(
    claims: list[Dated], random: Random
) -> None:
    shuffled = random.sample(claims, len(claims))
    assert status_history(claims) == status_history(shuffled)


@given(st.lists(dated, max_size=6))
def test_every_asserted_claim_has_a_step(claims: list[Dated]) -> None:
    held = {claim.id for step in status_history(claims) for claim in step.claims}
    assert {each.claim.id for each in claims if each.claim.modality == "asserted"} <= held
    assert all(isinstance(step, StatusChange) for step in status_history(claims))
