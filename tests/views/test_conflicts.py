from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Modality, Qualifier
from kg.model.conflict import Conflict
from kg.resources import ontology_path
from kg.triples import Minter
from kg.views.conflicts import find_conflicts, find_maker_conflicts
from kg.views.dated import Dated
from kg.views.moments import apart, bounds
from kg.vocab import default_ontology, load_ontology
from tests.views.telling import Telling, deal, made, money, tell, worded

MINTER = Minter(default_ontology())


def conflicts(*told: Telling) -> list[Conflict]:
    return list(find_conflicts([each.dated() for each in told]))


def kinds(*told: Telling) -> list[str]:
    return [found.kind for found in conflicts(*told)]


def makers(*told: Telling, related: Iterable[tuple[str, str]] = ()) -> list[Conflict]:
    pairs = {tuple(f"{MINTER.base}organization/{name}" for name in pair) for pair in related}
    claims = [each.dated() for each in told]
    return list(find_maker_conflicts(claims, lambda one, other: (one, other) in pairs, MINTER))


def documents(found: Conflict) -> list[list[str]]:
    return [[claim.document.rpartition("/")[2] for claim in side] for side in found.sides]


def denied(document: str, published: str | None = "2023-05-01", **values: str) -> Telling:
    return replace(tell(document, published, status="", **values), modality="denied")


# Dates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2019", "2021"),
        ("2019-03", "2019-05"),
        ("2019-03-04", "2019-03-06"),
        ("../2017-05", "2018"),
        ("2016/2018", "2019"),
        ("2016~", "2018-01"),
        ("2020-22", "2020-11"),
        ("201X", "2020"),
    ],
)
def test_dates_without_a_common_day_conflict(one: str, other: str) -> None:
    (found,) = conflicts(tell("a", since=one), tell("b", since=other))
    assert (found.kind, documents(found)) == ("since", [["a"], ["b"]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022", "2022-03"),
        ("2022", "2022"),
        ("../2023-05", "2022"),
        ("../2023-05", "../2020"),
        ("2021~", "2022-06"),
        ("2016/2018", "2017-05"),
        ("2020-21", "2020-04"),
        ("2020-24", "2021-01"),
        ("2020/..", "2021"),
        ("long ago", "2021"),
    ],
)
def test_dates_with_a_common_day_do_not_conflict(one: str, other: str) -> None:
    assert kinds(tell("a", since=one), tell("b", since=other)) == []


@pytest.mark.parametrize(
    ("words", "conflicting"),
    [
        ("in 2019", True),
        ("around 2019", False),
        ("roughly 2019", False),
        ("for four years", False),
        ("four years ago", False),
    ],
)
def test_words_that_round_a_date_widen_it(words: str, conflicting: bool) -> None:
    told = tell("a", since=worded("2019", words)), tell("b", since="2020-02")
    assert bool(conflicts(*told)) == conflicting


def test_what_agrees_with_every_side_is_on_none() -> None:
    told = (tell("a", since="2022-03"), tell("b", since="2022"), tell("c", since="2022-09"))
    (found,) = conflicts(*told)
    assert documents(found) == [["a"], ["c"]]


def test_claims_that_agree_stand_on_one_side() -> None:
    told = (
        tell("a", since="2018"), tell("b", since="2018-04"), tell("c", since="2021"),
        tell("d", since="2023-01"),
    )  # fmt: skip
    (found,) = conflicts(*told)
    assert [sorted(side) for side in documents(found)] == [["a", "b"], ["c"], ["d"]]


def test_a_pilot_begins_apart_from_the_use_that_follows() -> None:
    assert kinds(tell("a", since="2019", status="pilot"), tell("b", since="2021")) == []


def test_two_beginnings_of_a_pilot_conflict() -> None:
    told = [tell(name, since=year, status="pilot") for name, year in (("a", "2019"), ("b", "2021"))]
    assert kinds(*told) == ["since"]


def test_a_use_that_ended_and_began_anew_has_two_beginnings() -> None:
    ended = tell("a", "2019-06", since="2016", until="2019-03", status="ended")
    assert kinds(ended, tell("b", "2022-01-01", since="2021")) == []


def test_an_end_that_a_third_source_tells_parts_two_periods() -> None:
    told = tell("a", "2017-06", since="2016"), tell("b", "2022-01-01", since="2021")
    ended = tell("c", "2019-06", until="2019", status="ended")
    assert kinds(*told) == ["since"]
    assert kinds(*told, ended) == []


def test_a_use_that_is_seen_after_an_end_has_one_beginning() -> None:
    told = tell("a", "2022-06-01", since="2016"), tell("b", "2022-01-01", since="2021")
    ended = tell("c", "2019-06", until="2019", status="ended")
    assert kinds(*told, ended) == ["since", "status"]


def test_uses_in_two_places_begin_apart() -> None:
    told = (tell("a", since="2019", place="Aldwick"), tell("b", since="2021", place="Marle"))
    assert kinds(*told) == []
    assert kinds(told[0], tell("b", since="2021", place="Marle; Aldwick")) == ["since"]


def test_ends_conflict() -> None:
    told = (tell("a", status="ended", until="2019"), tell("b", status="ended", until="2021"))
    assert kinds(*told) == ["until"]


def test_the_end_of_a_contract_may_come_before_its_time() -> None:
    contract = tell("a", "2020-01-01", until="2025")
    assert kinds(contract, tell("b", "2023-01-01", status="ended", until="2022-11")) == []


def test_a_contract_may_be_made_longer() -> None:
    assert kinds(tell("a", "2018-01-01", until="2020"), tell("b", "2020-02-01", until="2022")) == []


@pytest.mark.parametrize("modality", ["planned", "possible"])
def test_what_is_planned_or_possible_has_no_value_to_conflict(modality: Modality) -> None:
    told = replace(tell("a", since="2019"), modality=modality)
    assert kinds(told, tell("b", since="2021")) == []


def test_the_dates_of_several_uses_do_not_conflict() -> None:
    assert kinds(tell("a", date="2019-05-04"), tell("b", date="2021-06-01")) == []


def test_the_dates_of_a_purchase_conflict() -> None:
    assert kinds(deal("a", "2019-05"), deal("b", "2021-06")) == ["date"]


def test_a_purchase_is_announced_before_it_is_done() -> None:
    announced = deal("a", "2019-05", "It announced a deal to acquire Harrow.")
    assert kinds(announced, deal("b", "2020-01")) == []


def test_offices_of_a_person_begin_apart() -> None:
    told = [
        replace(tell(name, since=year, role=role, status=""), type="affiliated")
        for name, year, role in (("a", "2015", "guard"), ("b", "2020", "chief"), ("c", "2019", ""))
    ]
    told[2] = replace(told[2], values={"since": "2019"})
    assert kinds(*told) == []
    assert kinds(*told, replace(told[1], document="d", values={"since": "2022", "role": "Chief"}))


# Sentences, voices and copies


def test_one_sentence_does_not_conflict_with_itself() -> None:
    assert kinds(tell("a", since="2019"), tell("a", since="2021")) == []


def test_two_sentences_of_one_document_conflict() -> None:
    assert kinds(tell("a", since="2019"), replace(tell("a", since="2021"), at=1)) == ["since"]


def test_a_copy_of_a_sentence_does_not_conflict_with_it() -> None:
    told = [
        replace(tell("a", since="2019"), group="g"),
        replace(tell("b", since="2021"), group="g", at=1),
    ]
    assert kinds(*told) == []
    assert kinds(told[0], replace(told[1], group="h")) == ["since"]
    assert kinds(told[0], replace(told[1], words="Another sentence.")) == ["since"]


def test_a_text_tells_in_one_voice_that_a_use_has_ended() -> None:
    ended = replace(tell("a", status="ended"), at=1)
    assert kinds(tell("a"), ended) == []
    assert kinds(tell("a"), replace(ended, by="Aldwick Monitor")) == ["status"]


# Prices


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (money(400), money(900)),
        (money(400, 650), money(900)),
        (money(400), money(9000, per="year")),
        (money(10, per="day"), money(100, per="week")),
        (money(400, per=None), money(900, per=None)),
        (money(12, per="user"), money(20, per="user")),
        (money(400, words="about $400"), money(500)),
        (money(2_000_000, per=None, words="more than $2 million"), money(4_000_000, per=None)),
        (money(2_000_000, per=None, words="nearly $2 million"), money(2_400_000, per=None)),
        (money(2_345, per=None), money(2_352, per=None)),
    ],
)
def test_prices_of_one_thing_conflict_where_no_sum_is_within_both(
    one: Qualifier, other: Qualifier
) -> None:
    (found,) = conflicts(tell("a", price=one), tell("b", price=other))
    assert (found.kind, documents(found)) == ("price", [["a"], ["b"]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (money(400), money(400)),
        (money(400, 650), money(500, 900)),
        (money(400, 900), money(500)),
        (money(400), money(4800, per="year")),
        (money(400), money(900, currency="EUR")),
        (money(400), money(90_000, per=None)),
        (money(12, per="user"), money(900)),
        (money(12, per="user"), money(90, per="camera")),
        (money(400, words="about $400"), money(430)),
        (money(2_000_000, per=None, words="more than $2 million"), money(2_400_000, per=None)),
        (money(2_000_000, per=None, words="nearly $2 million"), money(1_900_000, per=None)),
        (money(2_000_000, per=None), money(1_980_000, per=None)),
    ],
)
def test_prices_that_can_be_the_same_or_are_of_other_things_do_not_conflict(
    one: Qualifier, other: Qualifier
) -> None:
    assert kinds(tell("a", price=one), tell("b", price=other)) == []


def test_open_prices_conflict_where_they_do_not_meet() -> None:
    span = money(400)
    most = replace(span, minimum=None)
    least = replace(span, minimum=Decimal(900), maximum=None)
    assert kinds(tell("a", price=most), tell("b", price=least)) == ["price"]
    assert kinds(tell("a", price=most), tell("b", price=money(300))) == []
    assert kinds(tell("a", price=least), tell("b", price=money(5000))) == []


def test_words_of_time_do_not_widen_a_price() -> None:
    long = money(2_000_000, per=None, words="$2 million over five years")
    assert kinds(tell("a", price=long), tell("b", price=money(2_600_000, per=None))) == ["price"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", price=money(400), date="2019"), tell("b", price=money(900), date="2021")),
        (tell("a", price=money(400), since="2019"), tell("b", price=money(900), since="2021-04")),
        (tell("a", "2019-01-01", price=money(400)), tell("b", "2020-08-01", price=money(900))),
        (tell("a", "2017-01-01", price=money(400)), tell("b", price=money(900), date="2022")),
    ],
)
def test_prices_of_different_times_are_a_history(one: Telling, other: Telling) -> None:
    assert "price" not in kinds(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", price=money(400), date="2021"), tell("b", price=money(900), date="2021-04")),
        (tell("a", "2019-01-01", price=money(400)), tell("b", "2020-06-01", price=money(900))),
        (tell("a", "2022-01-01", price=money(400)), tell("b", price=money(900), since="2019")),
        (tell("a", None, price=money(400)), tell("b", price=money(900))),
    ],
)
def test_prices_of_one_time_conflict(one: Telling, other: Telling) -> None:
    assert kinds(one, other) == ["price"]


@pytest.mark.parametrize("status", ["planned", "rejected"])
def test_a_price_that_is_not_paid_does_not_conflict(status: str) -> None:
    told = tell("a", price=money(400), status=status), tell("b", price=money(900))
    assert "price" not in kinds(*told)


def test_a_pilot_has_a_price_of_its_own() -> None:
    told = tell("a", price=money(400), status="pilot"), tell("b", price=money(900))
    assert kinds(*told) == []


def test_prices_of_one_side_agree_with_each_other() -> None:
    told = [
        tell(name, f"{year}-01-01", price=money(sum_of_money))
        for name, year, sum_of_money in (("a", 2019, 400), ("b", 2020, 900), ("c", 2021, 1500))
    ]
    (found,) = conflicts(*told)
    assert documents(found) == [["a"], ["b"], ["c"]]


def test_prices_of_two_times_are_two_conflicts() -> None:
    told = [
        tell(name, published, price=money(sum_of_money))
        for name, published, sum_of_money in (
            ("a", "2016-01-01", 100), ("b", "2016-02-01", 200),
            ("c", "2022-01-01", 400), ("d", "2022-02-01", 800),
        )
    ]  # fmt: skip
    assert [documents(found) for found in conflicts(*told)] == [[["a"], ["b"]], [["c"], ["d"]]]


# Status


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", "2020-03-01", status="ended"), tell("b", "2021-01-01")),
        (tell("a", "2020-03-01", status="ended"), tell("b", "2021-01-01", status="pilot")),
        (tell("a", "2020-03-01", status="ended"), tell("b", "2021-01-01", status="")),
        (tell("a", "2022-03-01", status="ended", until="2020"), tell("b", "2021-01-01")),
        (tell("a", "2020-03-01", status="ended"), tell("b", "2021-01-01", since="2018")),
        (tell("a", "2020-03-01", status="ended"), tell("b", "2020-02-01")),
        (tell("a", "2022-03-01", status="ended", until="2019"), tell("b", date="2020-06-01")),
        (tell("a", "2020-03-01", status="rejected"), tell("b", "2020-04-01")),
        (tell("a", "2020-03-01", status="rejected"), tell("b", "2022-01-01", since="2018")),
        (tell("a", "2020-03-01", status="rejected"), tell("b", "2020-03-05", status="ended")),
    ],
)
def test_a_use_that_was_over_or_never_to_be_conflicts(one: Telling, other: Telling) -> None:
    (found,) = conflicts(one, other)
    assert found.kind == "status"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", "2019-01-01", status="pilot"), tell("b", "2021-01-01")),
        (tell("a", "2019-01-01", status="pilot"), tell("b", "2019-01-09")),
        (tell("a", "2019-01-01"), tell("b", "2021-01-01", status="ended")),
        (tell("a", "2021-01-01"), tell("b", "2021-01-20", status="ended", until="2021-01-15")),
        (tell("a", "2020-01-01", status="ended"), tell("b", "2022-06-01", since="2022")),
        (tell("a", "2020-01-01", status="ended"), tell("b", "2021-06-01", date="2018")),
        (tell("a", "2020-01-01", status="ended"), tell("b", "2021-06-01", status="planned")),
        (tell("a", "2019-01-01", status="rejected"), tell("b", "2021-06-01", since="2021")),
        (tell("a", "2019-01-01", status="rejected"), tell("b", "2023-06-01")),
        (tell("a", "2019-01-01", status="rejected"), tell("b", "2019-01-05", status="planned")),
        (tell("a", None, status="ended"), tell("b", "2022-06-01")),
        (tell("a", "2022", status="ended"), tell("b", "2022")),
        (tell("a", "2021", until="2025"), tell("b", "2024-01-01", status="ended", until="2023")),
    ],
)
def test_what_follows_in_time_does_not_conflict(one: Telling, other: Telling) -> None:
    assert kinds(one, other) == []


def test_a_use_that_began_anew_is_seen_after_its_end() -> None:
    ended = tell("a", "2020-03-01", status="ended")
    told = tell("b", "2022-01-01"), tell("c", "2021-06-01", since="2021")
    assert kinds(ended, told[0]) == ["status"]
    assert kinds(ended, *told) == []


# Denials


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", "2023-05-01"), denied("b", "2023-05-09")),
        (tell("a", "2023-05-01"), denied("b", "2022-09-01")),
        (tell("a", "2023-05-01", since="2019"), denied("b", "2021-01-01")),
        (tell("a", "2023-05-01"), denied("b", "2023-09-01")),
        (
            tell("a", "2019-05-01"),
            replace(denied("b", "2023-09-01"), words="It has never used NightEye."),
        ),
        (tell("a", None), denied("b", None)),
        (replace(tell("a"), by="Aldwick Monitor"), replace(denied("a"), by="Elverton", at=1)),
    ],
)
def test_a_denial_conflicts_with_what_it_denies(one: Telling, other: Telling) -> None:
    (found,) = conflicts(one, other)
    assert (found.kind, len(found.sides)) == ("denied", 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tell("a", "2023-05-01"), denied("b", "2022-04-01")),
        (tell("a", "2019-05-01"), denied("b", "2023-04-01")),
        (tell("a", "2023-05-01", since="2023"), denied("b", "2022-12-01")),
        (tell("a", "2023-05-01", status="ended"), denied("b", "2023-05-09")),
        (tell("a", "2023-05-01", status="rejected"), denied("b", "2023-05-09")),
        (tell("a", "2023-05-01", until="2022"), denied("b", "2023-05-09")),
        (tell("a", "2023-01-01"), denied("b", "2023-05-09", since="2023-03")),
        (replace(tell("a"), modality="planned"), denied("b")),
        (replace(tell("a"), modality="possible"), denied("b")),
        (tell("a"), replace(denied("a"), at=1)),
        (denied("a"), denied("b")),
    ],
)
def test_a_denial_of_another_time_or_of_what_is_past_does_not_conflict(
    one: Telling, other: Telling
) -> None:
    assert kinds(one, other) == []


# Makers


def test_two_makers_of_one_product_conflict() -> None:
    (found,) = makers(made("a", "Corvid"), made("b", "Harrow", "developer"), made("c", "Corvid"))
    assert found.kind == "maker"
    assert [sorted(side) for side in documents(found)] == [["a", "c"], ["b"]]


@pytest.mark.parametrize("role", ["seller", "reseller", "distributor", "provider"])
def test_a_seller_does_not_conflict_with_a_maker(role: str) -> None:
    assert makers(made("a", "Corvid", "maker"), made("b", "Harrow", role)) == []


@pytest.mark.parametrize("pair", [("corvid", "corvid-labs"), ("corvid-labs", "corvid")])
def test_a_maker_and_its_parent_do_not_conflict(pair: tuple[str, str]) -> None:
    assert makers(made("a", "Corvid"), made("b", "Corvid Labs"), related=[pair]) == []


def test_related_makers_stand_on_one_side() -> None:
    told = made("a", "Corvid"), made("b", "Corvid Labs"), made("c", "Harrow")
    (found,) = makers(*told, related=[("corvid", "corvid-labs")])
    assert [sorted(side) for side in documents(found)] == [["a", "b"], ["c"]]


def test_makers_that_one_text_names_together_do_not_conflict() -> None:
    together = made("a", "Corvid"), replace(made("a", "Harrow"), at=1)
    assert makers(*together) == []
    assert makers(*together, made("b", "Corvid"), made("c", "Harrow")) == []


def test_makers_that_one_text_has_two_sources_for_conflict() -> None:
    told = replace(made("a", "Corvid"), by="Aldwick Monitor"), replace(made("a", "Harrow"), at=1)
    assert len(makers(*told)) == 1


def test_a_maker_that_stopped_does_not_conflict_with_the_next() -> None:
    assert makers(made("a", "Corvid", until="2018"), made("b", "Harrow", since="2019")) == []


@pytest.mark.parametrize("modality", ["denied", "planned", "possible"])
def test_makers_that_are_not_asserted_do_not_conflict(modality: Modality) -> None:
    assert makers(made("a", "Corvid"), replace(made("b", "Harrow"), modality=modality)) == []


# What the ontology says


def test_an_ontology_adds_qualifiers_that_have_one_value(tmp_path: Path) -> None:
    added = tmp_path / "own.ttl"
    added.write_text(
        "@prefix kg: <https://w3id.org/claimkg/ontology#> .\n"
        "kg:deploys kg:singleValued kg:scale, kg:purpose .\n",
        encoding="utf-8",
    )
    ontology = load_ontology([ontology_path(), added])
    cameras = [replace(worded("", "cameras"), number=Decimal(n), unit="cameras") for n in (40, 90)]
    told = [
        tell(name, scale=replace(count, value=None), purpose=purpose).dated()
        for name, count, purpose in zip(("a", "b"), cameras, ("parking", "theft"), strict=True)
    ]
    assert [found.kind for found in find_conflicts(told)] == []
    found = find_conflicts(told, ontology=ontology)
    assert [each.kind for each in found] == ["purpose", "scale"]


# What holds for all claims

years = st.sampled_from(("2018", "2019-05", "2020~", "../2019", "2021-03-04", "2016/2018", "soon"))
published = st.none() | st.sampled_from(("2017", "2019-02-03", "2020-06", "2022-01-01"))
prices = st.builds(
    money,
    st.sampled_from((6, 100, 110, 400)),
    st.none() | st.just(900),
    st.sampled_from(("month", "year", None)),
)
tellings = st.builds(
    Telling,
    document=st.sampled_from("abcd"),
    published=published,
    status=st.sampled_from(("active", "pilot", "ended", "planned", "rejected", "")),
    modality=st.sampled_from(("asserted", "asserted", "denied", "planned", "possible")),
    at=st.integers(0, 2),
    by=st.sampled_from(("", "Aldwick Monitor")),
    values=st.fixed_dictionaries(
        {}, optional={"since": years, "until": years, "date": years, "price": prices}
    ),
).map(lambda told: replace(told, group="g" if told.document in "cd" else "").dated())
maker_tellings = st.builds(
    made, st.sampled_from("abcd"), st.sampled_from(("Corvid", "Corvid Labs", "Harrow"))
).map(Telling.dated)
groups = st.lists(tellings, max_size=8)


def all_conflicts(claims: list[Dated]) -> list[Conflict]:
    return list(find_conflicts(claims))


@given(groups, st.randoms())
def test_the_order_of_claims_does_not_show(claims: list[Dated], random: Random) -> None:
    assert all_conflicts(claims) == all_conflicts(random.sample(claims, len(claims)))


@given(groups)
def test_a_claim_given_twice_changes_nothing(claims: list[Dated]) -> None:
    assert all_conflicts(claims) == all_conflicts([*claims, *claims])


@given(groups)
def test_every_conflict_has_sides_of_claims_that_were_given(claims: list[Dated]) -> None:
    given_claims = [dated.claim for dated in claims]
    for found in all_conflicts(claims):
        assert len(found.sides) >= 2
        assert all(side and all(claim in given_claims for claim in side) for side in found.sides)
        assert len({claim.id for claim in found.claims()}) >= 2


@given(tellings, st.integers(1, 4))
def test_claims_that_say_the_same_do_not_conflict(dated: Dated, count: int) -> None:
    claims = [
        replace(dated, claim=replace(dated.claim, document=f"urn:{number}", id=""))
        for number in range(count)
    ]
    assert all_conflicts(claims) == []


@given(years, years, st.sampled_from(("since", "until")))
def test_a_date_within_another_does_not_conflict(one: str, other: str, name: str) -> None:
    first, second = bounds(one), bounds(other)
    told = [
        tell(document, **{"status": "ended", name: v})
        for document, v in zip("ab", (one, other), strict=True)
    ]
    assert (kinds(*told) == [name]) == bool(first and second and apart(first, second))


@given(tellings, tellings)
def test_what_two_claims_conflict_in_two_alone_do(one: Dated, other: Dated) -> None:
    assert all_conflicts([one, other]) == all_conflicts([other, one])
    assert {len(found.sides) for found in all_conflicts([one, other])} <= {2}


@given(st.lists(maker_tellings, max_size=6), st.randoms(), st.booleans())
def test_the_order_of_makers_does_not_show(claims: list[Dated], random: Random, kin: bool) -> None:
    def related(one: str, other: str) -> bool:
        return kin and one < other

    shuffled = random.sample(claims, len(claims))
    found = list(find_maker_conflicts(claims, related, MINTER))
    assert found == list(find_maker_conflicts(shuffled, related, MINTER))
    assert not (kin and found)


@pytest.mark.parametrize("inner", [money(500), money(450, 600), money(400, 650)])
def test_a_price_within_another_does_not_conflict(inner: Qualifier) -> None:
    assert kinds(tell("a", price=money(400, 650)), tell("b", price=inner)) == []


def test_no_claims_have_no_conflicts() -> None:
    assert conflicts() == []
    assert makers() == []
