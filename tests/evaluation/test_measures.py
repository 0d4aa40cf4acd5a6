from __future__ import annotations

from kg.evaluation import Measure, Scores, Share, judge, measure
from kg.evaluation.folding import alike
from kg.evaluation.measures import qualifier_words
from kg.model import Claim, Entity, Qualifier, Span
from tests.evaluation.samples import (
    ANNOTATIONS,
    HATS,
    SALE,
    claim,
    deploys,
    gold,
    product,
    qualifiers,
    span,
    states,
)


def measured(*claims: Claim) -> Scores:
    return measure([judge(gold(), claims)])


def test_types_are_measured_apart_and_summed() -> None:
    wrong = claim("makes", "Port of Eldmouth", SALE, object=product())
    scores = measured(deploys(), deploys(), states("No face is ever stored"), wrong)
    assert dict(scores.types) == {
        "deploys": Measure(Share(2, 2), Share(1, 1)),
        "makes": Measure(Share(0, 1), Share(0, 1)),
        "opposes": Measure(Share(0, 0), Share(0, 1)),
        "states": Measure(Share(1, 1), Share(1, 1)),
    }
    assert scores.strict == Measure(Share(3, 4), Share(2, 4))
    assert (scores.strict.precision, scores.strict.recall, scores.strict.f1) == (0.75, 0.5, 0.6)
    assert scores.lenient == scores.strict
    assert dict(scores.modes) == {"direct": Share(1, 1)}
    assert (scores.articles, scores.claims) == (1, 4)


def test_what_is_set_aside_counts_neither_way() -> None:
    scores = measured(claim("states", "Ines Duval", HATS, content=(span("We count hats."),)))
    assert (scores.strict.claims, scores.claims) == (Share(0, 0), 1)
    assert scores.types["states"] == Measure(Share(0, 0), Share(0, 1))


def test_nothing_found_measures_zero() -> None:
    scores = measured()
    assert (scores.strict.precision, scores.strict.recall, scores.strict.f1) == (0.0, 0.0, 0.0)


def test_a_wrong_modality_is_counted_and_the_claim_stays_right() -> None:
    scores = measured(deploys(modality="planned"), deploys(modality="possible"))
    assert (scores.modality, scores.strict.claims) == (Share(1, 2), Share(2, 2))


def test_qualifiers_of_found_facts_are_asked_for() -> None:
    found = deploys(qualifiers=qualifiers(since="since May 2021", price="Its maker"))
    assert dict(measured(found).qualifiers) == {"price": Share(0, 1), "since": Share(1, 1)}


def test_qualifiers_of_facts_that_were_missed_are_not_asked_for() -> None:
    assert dict(measured(states("No face is ever stored")).qualifiers) == {}


def test_any_claim_of_the_fact_may_bring_the_qualifier() -> None:
    bare, full = deploys(), deploys(qualifiers=qualifiers(since="since May 2021"))
    assert measured(bare, full).qualifiers["since"] == Share(1, 1)


def test_who_vouches_is_a_qualifier_that_annotations_call_reported_by() -> None:
    asked = [ANNOTATIONS[0] | {"qualifiers": {"reported_by": "the port"}}]
    found = deploys(attributed_to=Entity("Port", "Organization"))
    scores = measure([judge(gold(asked), [found])])
    assert dict(scores.qualifiers) == {"attributed_to": Share(1, 1)}


def test_a_value_is_read_with_its_words() -> None:
    qualifier = Qualifier(Span(0, 8, "last May"), value="2021-05")
    assert qualifier_words(deploys(qualifiers={"since": qualifier}), "since") == (
        "last May (2021-05)"
    )
    assert alike("last May (2021-05)", "2021-05")


def test_offsets_that_hold_other_words_are_counted() -> None:
    wrong = deploys(evidence=(span(SALE), Span(0, 3, "Zoo")))
    assert measured(wrong).offsets == Share(1, 2)
