"""Two readings of a document: which claims are the same, and in what the others differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Claim, Entity, Qualifier, Span, with_id
from kg.model.claim_format import dump_claim
from kg.views.changes import ClaimChange, Difference, claim_changes
from kg.views.entity_changes import EntityChange, entity_changes, link_lines
from tests.claim_strategies import claims

DOCUMENT = "https://news.example/ferries"
OFFICE, GATEHAWK = Entity("Selmouth Harbour Office", "Organization"), Entity("Gatehawk", "Product")
SENTENCE = "The harbour office has used Gatehawk since 2021"
lists = st.lists(claims.map(lambda claim: replace(claim, document=DOCUMENT)), max_size=5)


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Claim], list[Claim]]:
    """Draw claims, and what an edit may have made of some of them."""
    old, new = draw(lists), draw(lists)
    for claim in old:
        match draw(st.sampled_from(("keep", "shift", "deny", "rename", "drop"))):
            case "keep":
                new.append(claim)
            case "shift":
                new.append(with_id(replace(claim, id="", evidence=shifted(claim.evidence, 7))))
            case "deny":
                new.append(replace(claim, modality="denied"))
            case "rename":
                subject = replace(claim.subject, name=f"{claim.subject.name} x")
                new.append(with_id(replace(claim, id="", subject=subject)))
    return old, new


def shifted(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by, span.text) for span in spans)


def use(at: int = 0, sentence: str = SENTENCE, **fields: object) -> Claim:
    evidence = (Span(at, at + len(sentence), sentence),)
    claim = Claim(DOCUMENT, "deploys", OFFICE, evidence, "rules/0.1", object=GATEHAWK)
    return with_id(replace(claim, **fields))  # type: ignore[arg-type]  # names of Claim's fields


def kinds(old: list[Claim], new: list[Claim]) -> list[str]:
    return [change.change for change in claim_changes(old, new)]


def only(old: Claim, new: Claim) -> ClaimChange:
    (change,) = claim_changes([old], [new])
    return change


@settings(max_examples=30)
@given(lists)
def test_claims_do_not_differ_from_themselves(found: list[Claim]) -> None:
    assert set(kinds(found, found)) <= {"same"}


@settings(max_examples=30)
@given(edited())
def test_the_other_way_round_added_is_removed_and_old_is_new(
    pair: tuple[list[Claim], list[Claim]],
) -> None:
    old, new = pair
    exchanged = {"added": "removed", "removed": "added"}

    def mirrored(change: ClaimChange) -> ClaimChange:
        return ClaimChange(
            change=exchanged.get(change.change, change.change),  # type: ignore[arg-type]  # a kind of change
            old=change.new,
            new=change.old,
            fields=tuple(Difference(f.field, f.new, f.old) for f in change.fields),
        )

    def counted(changes: list[ClaimChange]) -> Counter[str]:
        # Which fields come first depends on the side that has them.
        return Counter(
            repr((c.change, c.old and comparable(c.old), c.new and comparable(c.new), named(c)))
            for c in changes
        )

    def named(change: ClaimChange) -> list[str]:
        return sorted(map(repr, change.fields))

    back = [mirrored(change) for change in claim_changes(new, old)]
    assert counted(back) == counted(claim_changes(old, new))


@settings(max_examples=30)
@given(edited(), st.randoms())
def test_the_order_of_the_claims_is_of_no_matter(
    pair: tuple[list[Claim], list[Claim]], random: st.DataObject
) -> None:
    old, new = pair
    expected = comparable_changes(old, new)
    random.shuffle(old)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    random.shuffle(new)  # type: ignore[attr-defined]
    assert comparable_changes(old, new) == expected


@settings(max_examples=30)
@given(edited())
def test_the_old_claims_with_the_changes_applied_are_the_new_claims(
    pair: tuple[list[Claim], list[Claim]],
) -> None:
    old, new = pair
    result = {comparable(claim) for claim in old}
    changes = claim_changes(old, new)
    for change in changes:
        if change.change != "same" and change.old:
            result.remove(comparable(change.old))
    for change in changes:
        if change.change != "same" and change.new:
            result.add(comparable(change.new))
    # What is called the same may differ in confidence below the step, and in who wrote it.
    same = [(c.old, c.new) for c in changes if c.change == "same" and c.old and c.new]
    result -= {comparable(was) for was, _ in same}
    result |= {comparable(is_now) for _, is_now in same}
    assert result == {comparable(claim) for claim in new}


def comparable(claim: Claim) -> str:
    return dump_claim(replace(claim, source=None))


def comparable_changes(old: list[Claim], new: list[Claim]) -> list[str]:
    return [
        repr((c.change, c.old and comparable(c.old), c.new and comparable(c.new), c.fields))
        for c in claim_changes(old, new)
    ]


def test_the_same_words_at_another_place_have_moved() -> None:
    assert kinds([use()], [use(30)]) == ["moved"]


def test_white_space_within_the_words_does_not_count() -> None:
    assert kinds([use()], [use(9, SENTENCE.replace("used ", "used\n"))]) == ["moved"]


@pytest.mark.parametrize(
    ("fields", "difference"),
    [
        ({"modality": "denied"}, Difference("modality", "asserted", "denied")),
        ({"confidence": 0.5}, Difference("confidence", None, 0.5)),
        (
            {"subject": replace(OFFICE, iri="https://kg.example/o")},
            Difference("subject.iri", None, "https://kg.example/o"),
        ),
        (
            {"object": replace(GATEHAWK, mention=Span(28, 36, "Gatehawk"))},
            Difference("object.mention", None, "Gatehawk"),
        ),
        (
            {"object": replace(GATEHAWK, type="Place")},
            Difference("object.type", "Product", "Place"),
        ),
    ],
)
def test_a_changed_claim_says_which_field(
    fields: dict[str, object], difference: Difference
) -> None:
    assert only(use(), replace(use(), **fields)).fields == (difference,)  # type: ignore[arg-type]


def test_an_attribution_that_came_is_told_by_name_and_type() -> None:
    change = only(use(), replace(use(), attributed_to=Entity("Ines Duval", "Person")))
    assert change.fields == (
        Difference("attributed_to.name", None, "Ines Duval"),
        Difference("attributed_to.type", None, "Person"),
    )


def test_a_qualifier_is_compared_field_by_field() -> None:
    words = Span(40, 60, "$6 to $12 each month")
    old = Qualifier(words, minimum=Decimal(6), maximum=Decimal("12.0"), currency="USD")
    new = replace(old, minimum=Decimal("6.50"), maximum=Decimal(12))
    change = only(
        use(qualifiers=MappingProxyType({"price": old})),
        use(qualifiers=MappingProxyType({"price": new})),
    )
    assert change.fields == (Difference("qualifiers.price.min", "6", "6.5"),)


@pytest.mark.parametrize(("step", "expected"), [(0.005, "changed"), (0.05, "same")])
def test_confidence_is_compared_beyond_a_step(step: float, expected: str) -> None:
    old, new = use(confidence=0.9), use(confidence=0.92)
    (change,) = claim_changes([old], [new], confidence_step=step)
    assert change.change == expected


def test_confidence_that_rounding_changes_is_the_same() -> None:
    assert kinds([use(confidence=0.90)], [use(confidence=0.904)]) == ["same"]


def test_who_read_what_from_where_is_not_compared() -> None:
    assert kinds([use()], [use(source="b.txt", extractor="rules/0.2")]) == ["same"]


def test_a_reworded_claim_of_the_same_entities_has_changed() -> None:
    change = only(use(), use(80, "Selmouth’s cameras run on Gatehawk"))
    assert [field.field for field in change.fields] == ["evidence"]


def test_a_claim_of_another_type_is_another_claim() -> None:
    assert kinds([use()], [with_id(replace(use(), type="makes", id=""))]) == ["added", "removed"]


def test_claims_of_other_entities_in_other_words_are_other_claims() -> None:
    ferry = Entity("Corvane Ferries", "Organization")
    other = use(60, "Corvane bought Tidewatch in May", subject=ferry, object=Entity("T", "Product"))
    assert kinds([use()], [other]) == ["removed", "added"]


def test_a_statement_is_paired_with_the_one_most_like_it() -> None:
    speaker = Entity("Ines Duval", "Person")

    def said(at: int, words: str) -> Claim:
        spans = (Span(at, at + len(words), words),)
        return with_id(Claim(DOCUMENT, "states", speaker, spans, "manual", content=spans))

    old = [
        said(0, "we will close the east gate on Monday"),
        said(90, "no face is ever stored here"),
    ]
    new = [said(20, "no face is ever stored there"), said(95, "we will close the east gate today")]
    changes = claim_changes(old, new)
    pairs = {(c.old.content[0].text, c.new.content[0].text) for c in changes if c.old and c.new}
    assert pairs == {
        (old[0].content[0].text, new[1].content[0].text),
        (old[1].content[0].text, new[0].content[0].text),
    }


def test_in_a_large_group_an_edit_of_names_is_still_found() -> None:
    old = [use(90 * n, f"{SENTENCE} at gate {n} of the port") for n in range(60)]
    other = replace(OFFICE, name="Selmouth Port Office")
    new = [with_id(replace(claim, subject=other, id="")) for claim in old]
    assert kinds(old, new) == ["changed"] * 60


def links(old: list[Claim], new: list[Claim]) -> list[EntityChange]:
    return list(entity_changes(sorted(link_lines(old, new, base="https://kg.example/"))))


def test_entities_that_became_one_are_told_with_their_names() -> None:
    short = Entity("SHO", "Organization")
    whole = "https://kg.example/organization/selmouth-harbour-office"
    old = [use(), use(60, subject=short)]
    new = [use(), use(60, subject=replace(short, iri=whole))]
    own = "https://kg.example/organization/sho"
    parts = ((whole, (OFFICE.name,)), (own, ("SHO",)))
    assert links(old, new) == [EntityChange("merged", whole, parts)]
    assert links(new, old) == [EntityChange("split", whole, parts)]


def test_an_entity_that_only_got_another_iri_is_neither_merged_nor_split() -> None:
    named = replace(OFFICE, iri="https://register.example/77")
    assert links([use()], [use(subject=named)]) == []


@settings(max_examples=30)
@given(lists)
def test_no_entity_of_unchanged_claims_is_merged_or_split(found: list[Claim]) -> None:
    assert links(found, found) == []
