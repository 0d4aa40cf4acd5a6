"""Corrections of the claims of a document: each is applied once, or told with the reason."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Entity, Rejection, Span, with_id
from kg.model.claim_format import claim_from_record, dump_claim
from kg.model.correction import Correction, correction_of
from kg.model.correction_format import dump_correction
from kg.views.corrections import (
    Change,
    Corrected,
    apply_corrections,
    corrections_by_document,
    rejected_claim,
    unused_correction,
)
from tests.views.samples import CLAIMS, FIRST, FIRST_TEXT

CLAIMS_OF_FIRST = tuple(claim for claim in CLAIMS if claim.document == FIRST.id)
DEPLOYED, SAID, CHIEF, DENIED, SOLD = CLAIMS_OF_FIRST


def rejection(claim: Claim, by: str = "Ida Voss") -> Correction:
    return correction_of(claim, by=by, why="it is a joke")


def amendment(claim: Claim, **changes: object) -> Correction:
    return correction_of(claim, by="Ida Voss", why="a slip", changes=changes)


def without(claim: Claim) -> tuple[Claim, ...]:
    return tuple(each for each in CLAIMS_OF_FIRST if each != claim)


def misfit(claim: Claim) -> Rejection | None:
    """Say that a claim does not fit the text of the first document."""
    if all(span.fits(FIRST_TEXT) for span in claim.spans()):
        return None
    return Rejection("claim", "x", "the text does not hold it", "look again")


# Few names, so that corrected claims often become each other.
_names = st.sampled_from(("Corvid Systems", "Corvid", "Tern"))
_claims = st.builds(
    lambda name, kind, end: with_id(
        replace(
            SOLD,
            type=kind,
            subject=Entity(name, "Company"),
            evidence=(Span.of(FIRST_TEXT, 0, end),),
            id="",
        )
    ),
    _names,
    st.sampled_from(("makes", "deploys")),
    st.sampled_from((4, 11)),
)
_changes = st.fixed_dictionaries(
    {"subject": _names.map(lambda name: {"name": name})},
    optional={"modality": st.just("denied"), "content": st.just("not a list")},
)


@st.composite
def _documents(draw: st.DrawFn) -> tuple[list[Claim], list[Correction]]:
    claims = draw(st.lists(_claims, min_size=1, max_size=6, unique_by=lambda each: each.id))
    about = draw(st.lists(st.sampled_from(claims), max_size=5))
    changed = draw(st.lists(st.none() | _changes, min_size=len(about), max_size=len(about)))
    # Some have lost their claim's id, as after a change of the program.
    lost = draw(st.sets(st.integers(0, 4)))
    return claims, [
        replace(
            correction_of(claim, by="Ida Voss", why=f"{number}", changes=changes),
            claim=f"c{number}" if number in lost else claim.id,
        )
        for number, (claim, changes) in enumerate(zip(about, changed, strict=True))
    ]


@given(_documents(), st.randoms(use_true_random=False))
def test_corrections_do_the_same_in_any_order(
    found: tuple[list[Claim], list[Correction]], chance: Random
) -> None:
    claims, corrections = found
    applied = apply_corrections(claims, corrections)
    shuffled = list(corrections)
    chance.shuffle(shuffled)
    assert apply_corrections(claims, shuffled) == applied
    backwards = apply_corrections(claims[::-1], shuffled)
    assert set(backwards.claims) == set(applied.claims)
    assert (backwards.changes, backwards.unused) == (applied.changes, applied.unused)


@given(_documents())
def test_every_claim_holds_is_changed_or_is_replaced_and_none_comes_twice(
    found: tuple[list[Claim], list[Correction]],
) -> None:
    claims, corrections = found
    applied = apply_corrections(claims, corrections)
    ids = [claim.id for claim in applied.claims]
    made = {change.after.id for change in applied.changes if change.after}
    changed = {change.before.id for change in applied.changes}
    assert len(ids) == len(set(ids))
    assert {claim.id for claim in claims} - changed - made | made == set(ids)
    assert not {change.before.id for change in applied.changes if not change.after} & set(ids)


@given(_documents())
def test_every_correction_is_used_told_or_said_twice(
    found: tuple[list[Claim], list[Correction]],
) -> None:
    claims, corrections = found
    applied = apply_corrections(claims, corrections)
    used = {dump_correction(change.correction) for change in applied.changes}
    told = {each.item for each in applied.unused}
    left = [c for c in corrections if dump_correction(c) not in used | told]
    heard = [c for c in corrections if dump_correction(c) in used | told]
    same = [(each.action, each.changes) for each in heard]
    assert all((each.action, each.changes) in same for each in left)
    assert not used & told


def test_a_rejected_claim_is_left_out_and_told() -> None:
    correction = rejection(SOLD)
    found = apply_corrections(CLAIMS_OF_FIRST, [correction])
    assert found == Corrected(without(SOLD), (Change(correction, SOLD),))
    (told,) = found.rejected
    assert told == rejected_claim(found.changes[0])
    assert (told.kind, told.reason) == ("claim", "rejected by Ida Voss: it is a joke")
    assert (told.document, told.claim, told.item) == (FIRST.id, SOLD.id, dump_claim(SOLD))


def test_an_amended_claim_stands_in_the_place_of_what_it_was() -> None:
    correction = amendment(DEPLOYED, object={"name": "TernSight"}, qualifiers={"price": None})
    found = apply_corrections(CLAIMS_OF_FIRST, [correction])
    (change,) = found.changes
    after = change.after
    assert after
    assert after.object == Entity("TernSight", "Product")
    assert sorted(after.qualifiers) == ["place", "since", "status"]
    assert (after.extractor, after.confidence) == (DEPLOYED.extractor, None)
    assert found.claims == (after, *CLAIMS_OF_FIRST[1:])
    assert found.rejected == ()


def test_a_claim_whose_id_is_gone_is_known_by_what_it_says() -> None:
    lost = replace(
        rejection(SOLD), claim="c0", words="Corvid  Systems, of\nElverton, sells NightEye"
    )
    found = apply_corrections(CLAIMS_OF_FIRST, [lost])
    assert found.claims == without(SOLD)
    assert found.changes == (Change(lost, SOLD),)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"type": "partners"},
        {"type": None},
        {"subject": "Corvid"},
        {"subject": None},
        {"object": None},
        {"words": "Corvid Systems"},
        {"words": None},
    ],
)
def test_a_claim_that_says_something_else_is_not_taken_for_it(
    otherwise: dict[str, str | None],
) -> None:
    lost = replace(rejection(SOLD), claim="c0", **otherwise)  # type: ignore[arg-type]
    found = apply_corrections(CLAIMS_OF_FIRST, [lost])
    reason = "no claim of the document is the one that it corrects"
    assert found == Corrected(CLAIMS_OF_FIRST, (), (unused_correction(lost, reason),))


def test_of_two_claims_that_are_alike_none_is_taken() -> None:
    alike = with_id(replace(SAID, content=(Span.of(FIRST_TEXT, 0, 3),), id=""))
    lost = replace(rejection(SAID), claim="c0")
    found = apply_corrections([*CLAIMS_OF_FIRST, alike], [lost])
    assert found.claims == (*CLAIMS_OF_FIRST, alike)
    assert [each.reason for each in found.unused] == ["2 claims are like the one that it corrects"]


def test_a_claim_that_another_correction_names_is_not_taken_for_the_lost_one() -> None:
    lost = replace(rejection(SOLD), claim="c0")
    found = apply_corrections(CLAIMS_OF_FIRST, [lost, amendment(SOLD, modality="denied")])
    assert [change.correction.action for change in found.changes] == ["amend"]
    assert [each.claim for each in found.unused] == ["c0"]


def test_what_two_people_say_alike_is_done_once() -> None:
    found = apply_corrections(CLAIMS_OF_FIRST, [rejection(SOLD, "Omar Lind"), rejection(SOLD)])
    assert (found.claims, len(found.changes), found.unused) == (without(SOLD), 1, ())
    assert found.changes[0].correction.by == "Ida Voss"


def test_corrections_that_contradict_each_other_change_nothing() -> None:
    both = [rejection(SOLD), amendment(SOLD, modality="denied")]
    found = apply_corrections(CLAIMS_OF_FIRST, both)
    assert (found.claims, found.changes) == (CLAIMS_OF_FIRST, ())
    assert {each.reason for each in found.unused} == {
        f"another correction of claim {SOLD.id} does something else"
    }
    assert len(found.unused) == 2


def test_an_amendment_that_does_not_fit_the_text_changes_nothing() -> None:
    wrong = amendment(SOLD, evidence=[{"text": "It sank.", "start": 0, "end": 8}])
    found = apply_corrections(CLAIMS_OF_FIRST, [wrong], misfit)
    told = unused_correction(wrong, "the text does not hold it", "look again")
    assert found == Corrected(CLAIMS_OF_FIRST, (), (told,))
    assert (told.kind, told.document, told.claim) == ("correction", FIRST.id, SOLD.id)
    assert told.item == dump_correction(wrong)


def test_an_amendment_that_makes_no_claim_is_told_with_the_field() -> None:
    found = apply_corrections(CLAIMS_OF_FIRST, [amendment(SAID, content=None)])
    assert found.claims == CLAIMS_OF_FIRST
    assert [each.reason for each in found.unused] == ["'content' is missing"]


def test_a_claim_that_cannot_be_used_can_be_mended() -> None:
    broken = with_id(replace(SOLD, evidence=(Span(0, 5, "Wrong"),), id=""))
    start = FIRST_TEXT.index("Corvid")
    span = {"text": "Corvid", "start": start, "end": start + 6}
    found = apply_corrections([broken], [amendment(broken, evidence=[span])], misfit)
    assert [claim.evidence for claim in found.claims] == [(Span(start, start + 6, "Corvid"),)]
    assert [change.sound for change in found.changes] == [False]


def test_what_a_correction_makes_is_not_corrected_again() -> None:
    light = {"name": "Elverton Light", "type": "Company"}
    (first,) = apply_corrections([SOLD], [amendment(SOLD, subject=light)]).claims
    both = [SOLD, first]
    found = apply_corrections(
        both, [amendment(SOLD, subject=light), amendment(first, subject={"name": "Corvid Systems"})]
    )
    # The two have changed places.
    assert [change.after.id for change in found.changes if change.after] == [
        next(claim.id for claim in both if claim.id != change.before.id) for change in found.changes
    ]
    assert {claim.subject.name for claim in found.claims} == {"Elverton Light", "Corvid Systems"}


def test_a_claim_that_becomes_another_one_takes_its_place() -> None:
    twin = with_id(replace(SOLD, subject=Entity("Corvid", "Company"), confidence=0.3, id=""))
    found = apply_corrections([SOLD, twin], [amendment(twin, subject={"name": "Corvid Systems"})])
    assert [(claim.id, claim.confidence) for claim in found.claims] == [(SOLD.id, None)]
    assert len(found.changes) == 1


def test_a_claim_cannot_become_one_that_a_person_rejects() -> None:
    twin = with_id(replace(SOLD, subject=Entity("Corvid", "Company"), id=""))
    wrong = amendment(twin, subject={"name": "Corvid Systems"})
    found = apply_corrections([SOLD, twin], [wrong, rejection(SOLD)])
    assert found.claims == (twin,)
    reason = f"it makes the claim {SOLD.id}, which another correction rejects"
    assert [each.reason for each in found.unused] == [reason]


def test_corrections_are_parted_by_the_document_that_has_the_claim() -> None:
    moved = replace(rejection(SOLD), document="urn:elsewhere")
    gone = replace(rejection(SAID), claim="c0")
    unknown = Correction("c9", "reject", "Ida Voss", "no")
    homes = {claim.id: claim.document for claim in CLAIMS}
    parts, lost = corrections_by_document([unknown, gone, moved], homes.get)
    assert parts == {FIRST.id: [gone, moved]}
    assert [(each.kind, each.claim) for each in lost] == [("correction", "c9")]
    assert lost[0].reason == "no document of the graph has the claim that it corrects"


def test_a_claim_that_comes_twice_is_kept_once() -> None:
    again = claim_from_record({**_record(SOLD), "confidence": 0.1}, where="")
    assert apply_corrections([SOLD, again], []).claims == (SOLD,)


def _record(claim: Claim) -> dict[str, object]:
    record: dict[str, object] = json.loads(dump_claim(claim))
    return record
