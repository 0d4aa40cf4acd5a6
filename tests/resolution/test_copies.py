"""Which documents tell one text, how candidates are found, and which of the copies stands first."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.copies import (
    HEAD,
    LEAST_SHARED,
    Text,
    are_copies,
    bands,
    group,
    overlap,
    representative,
    signature,
)
from kg.resolution.shingles import LENGTH

AGENCY = """Harbour city to end contract for cameras that read faces.
The port city of Ostermouth will not renew its contract with Pellucid Gate, whose cameras have \
compared the faces of ferry passengers with a list of wanted people since 2021, the council said \
on Tuesday. The contract, worth 2.4 million crowns a year, ends in March. "We were promised that \
nobody would wait longer than a minute," said Ilse Vantongeren, who heads the transport committee. \
"People waited for twenty, and the list was never once right."
Pellucid Gate said it had not been told why the city's view had changed. Its system found eleven \
wanted people in three years, the company said, and the police of two other ports still use it. \
The harbour police declined to say how many of those who were stopped were later let go. A report \
by the city's auditors, which the council is to discuss next week, puts the number at 340.
Passengers welcomed the decision. Dockworkers, who have to pass the same gates twice a day, had \
struck against them for a week last autumn, and their union is still in court over the pictures \
that the gates have kept. A hearing is set for the ninth of February."""
OTHER = """Village library lends out weather stations.
Readers in Upper Sallow can now take home a rain gauge along with their novels. The library has \
bought thirty small weather stations with a grant from the county, and lends each for six weeks. \
What they measure is sent to a map that the school keeps, where pupils compare the valley with the \
hills above it. "Half of my class did not know that it rains more up there," said their teacher. \
The head librarian, who had the idea after a flood closed the reading room for a month, hopes that \
the figures will one day help to warn people along the brook. So far the stations have shown that \
two gauges in the same street seldom agree, and that dogs like to chew on them. The county will \
decide in summer whether to pay for more."""
STATEMENT = """"No child in this district will be photographed at a school gate again, not with my \
signature under the invoice, not for one crown and not for a thousand, and if the supplier thinks \
otherwise then he may come and explain it to their mothers himself," the mayor, Tomas Brekkenridge, \
told reporters."""
BOILERPLATE = """About Tarn Optics. Tarn Optics makes lenses and readers for doors, gates and \
counters, and has done so since 1988 in a former spinning mill above the town of Tarn. It employs \
four hundred people in three countries and is owned by a foundation, which spends what the company \
earns on the schools of the valley. This notice contains statements about the future that rest on \
what the management expects today. What will happen may differ from them for reasons that include \
the cost of glass, the rates at which currencies are exchanged, the decisions of courts and \
regulators, and the weather on the pass. The company does not undertake to bring such statements \
up to date, unless the law of the place where its shares are traded asks it to."""


def text_of(story: str) -> Text:
    found = re.finditer(r"[^.\s][^.\n]*\.", story)
    return Text(story, [match.span() for match in found])


def told(words: list[str]) -> Text:
    """Return words as a text of sentences of twelve."""
    parts = [" ".join(words[at : at + 12]) + "." for at in range(0, len(words), 12)]
    return text_of(" ".join(parts))


def share_a_band(left: Text, right: Text) -> bool:
    keys = (set(bands(signature(each.text, each.sentences))) for each in (left, right))
    return bool(set.intersection(*keys))


def sentences_of(story: str) -> list[str]:
    return [story[start:end] for start, end in text_of(story).sentences]


HALF = "\n".join(sentences_of(AGENCY)[:6])
UNDER_ANOTHER_HEADLINE = HALF.replace(
    "Harbour city to end contract for cameras that read faces.",
    "No more face checks for those who take the ferry.\nOstermouth, 14 January.",
)
EDITED = (
    AGENCY.replace("compared the faces of ferry passengers", "matched ferry passengers' faces")
    .replace("on Tuesday", "this week")
    .replace("worth 2.4 million crowns a year", "worth 2.4 million crowns annually")
    .replace("Passengers welcomed the decision. ", "")
    .replace("next week", "on the 21st")
)
UPDATE = f"""Supplier sues port over end of camera contract.
Pellucid Gate has taken the city of Ostermouth to court, a day after the council decided to part \
with it. The company asks for four million crowns, for cameras that it says it has built for these \
gates alone. A spokeswoman for the council called the claim a surprise and would not say more.
{AGENCY}"""
LOCAL = f"""What the end of the face cameras means for Little Ebb.
Our readers on the island will hardly notice. The pier at Little Ebb never had a gate, and those \
who take the early boat have always shown a ticket and nothing else, as its master told this paper.
{HALF}"""


@pytest.mark.parametrize(
    "copy",
    [AGENCY, HALF, UNDER_ANOTHER_HEADLINE, EDITED, UPDATE, LOCAL],
    ids=["whole", "cut", "cut under another headline", "edited", "update", "local lead"],
)
def test_what_papers_make_of_a_story_are_copies_of_it_and_are_found(copy: str) -> None:
    story, other = text_of(AGENCY), text_of(copy)
    assert are_copies(story, other)
    assert share_a_band(story, other)


def test_a_cut_copy_is_contained_whole() -> None:
    assert overlap(text_of(AGENCY), text_of(HALF)) == 1.0


def test_stories_of_one_event_that_share_a_long_quotation_are_no_copies() -> None:
    left = text_of(
        f"""Mayor drops cameras at schools. The town of Felsham gives up a trial that had set \
parents and teachers against each other. {STATEMENT} The trial at two schools had been meant to \
last until June, and cost the town ninety thousand crowns. What becomes of the pictures is open."""
    )
    right = text_of(
        f"""At a short meeting with the press the head of Felsham's council left no doubt. \
{STATEMENT} A group of mothers had gathered nine hundred names within a fortnight. One of them, a \
nurse, said that she had learned of the cameras from her son, who is six years old. The firm that \
put them up did not answer its telephone."""
    )
    assert len(left.shingles & right.shingles) >= LEAST_SHARED
    assert not are_copies(left, right)


def test_a_quotation_that_is_most_of_a_brief_makes_no_copy_of_it_when_it_is_short() -> None:
    quotation = "Nobody asked the people who walk through these gates every morning of their lives"
    left = text_of(f"A docker spoke at the hearing. {quotation}.")
    right = text_of(f"There was applause. {quotation}.")
    assert overlap(left, right) > 0.6
    assert not are_copies(left, right)


def test_press_releases_over_the_same_boilerplate_are_no_copies() -> None:
    left = text_of(
        f"""Tarn Optics opens a workshop in Lower Quill. From May on, twelve people will grind \
lenses there for the readers of the firm's counters. The rooms belonged to a bakery. The mayor is \
to cut a ribbon, and the firm's apprentices will show visitors round.
{BOILERPLATE}"""
    )
    right = text_of(
        f"""New reader for narrow doors. The model that is shown this week in the halls of the \
Bergen fair needs no more room than a light switch, and reads cards through a glove. First orders \
have come from two hospitals. It will be on sale in autumn, at a price still to be named.
{BOILERPLATE}"""
    )
    assert overlap(left, right) > 0.6
    assert not are_copies(left, right)


def test_texts_that_have_nothing_to_do_with_each_other_are_neither_copies_nor_candidates() -> None:
    story, other = text_of(AGENCY), text_of(OTHER)
    assert overlap(story, other) == 0.0
    assert not are_copies(story, other)
    assert not share_a_band(story, other)


def test_what_stands_outside_the_sentences_makes_no_copies() -> None:
    menu = " ".join(sentences_of(BOILERPLATE))
    left, right = (
        Text(f"{menu} {story}", [(len(menu) + 1, len(menu) + 1 + len(story))])
        for story in (AGENCY, OTHER)
    )
    assert overlap(left, right) == 0.0
    assert signature(left.text, left.sentences) == signature(AGENCY, [(0, len(AGENCY))])


def test_how_a_text_is_cut_into_sentences_changes_nothing() -> None:
    whole, cut = Text(AGENCY, [(0, len(AGENCY))]), text_of(AGENCY)
    assert whole.shingles == cut.shingles
    assert Text(AGENCY, list(reversed(cut.sentences))).shingles == cut.shingles


def test_a_signature_is_the_same_on_every_machine() -> None:
    made = signature(AGENCY, [(0, len(AGENCY))])
    assert (
        hashlib.sha256(made).hexdigest()
        == "dd551ca4db01f8dd4a95ebeade21d159dc15b3d70f3e90e678dbcf152bc37d65"
    )
    assert bands(made)[0] == "AFRo6AAPN0ACKxsOAQ"


def test_every_key_is_of_one_band() -> None:
    keys = bands(signature(AGENCY, [(0, len(AGENCY))]))
    assert len(set(keys)) == len(keys) == 56


@pytest.mark.parametrize("count", [0, 1, LENGTH - 1, LEAST_SHARED + LENGTH - 2])
def test_a_text_of_few_words_has_no_signature_and_is_no_copy_of_itself(count: int) -> None:
    short = told([f"word{number}" for number in range(count)])
    assert signature(short.text, short.sentences) == b""
    assert bands(b"") == ()
    assert not are_copies(short, short)


@pytest.mark.parametrize("part", [2, 3, 4, 5])
def test_the_beginning_of_a_text_is_found_however_much_was_cut(part: int) -> None:
    words = [f"word{number}" for number in range(HEAD * 5)]
    whole, cut = told(words), told(words[: len(words) // part])
    assert share_a_band(whole, cut)
    assert are_copies(whole, cut)


def test_most_halves_without_the_beginning_are_found() -> None:
    found = 0
    for number in range(50):
        words = [f"word{number}x{place}" for place in range(400)]
        found += share_a_band(told(words), told(words[200:]))
    assert found >= 45


WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzäöüéñçøåßœ", min_size=1, max_size=9),
    min_size=LEAST_SHARED + LENGTH,
    max_size=120,
    unique=True,
)


CASES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, str)
MARKS = (("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"), ("'", "'"), ("", ""), ("–", "—"))
SPACES = (" ", "  ", "\n", "\u00a0")


def set_in_type(words: list[str], style: random.Random) -> Text:
    """Return the words between other quotation marks, dashes, spaces and cases."""
    pieces = []
    for word in words:
        before, after = style.choice(MARKS)
        pieces.append(before + style.choice(CASES)(word) + after + style.choice(SPACES))
    text = "".join(pieces)
    return Text(text, [(0, len(text))])


@given(WORDS, st.randoms(use_true_random=False))
def test_a_text_is_a_copy_of_itself_in_another_type(words: list[str], style: random.Random) -> None:
    plain = Text(" ".join(words), [(0, len(" ".join(words)))])
    other = set_in_type(words, style)
    assert overlap(plain, other) == 1.0
    assert are_copies(plain, other)
    assert signature(plain.text, plain.sentences) == signature(other.text, other.sentences)


def test_apostrophes_and_unseen_characters_do_not_part_copies() -> None:
    typed = Text("The city's face-reading", [(0, 23)])
    printed = Text("The city’s face‑read\u00ading", [(0, 24)])
    assert typed.words == printed.words == ["the", "city", "s", "face", "reading"]


@given(st.lists(st.sampled_from("abc"), max_size=90), st.lists(st.sampled_from("abc"), max_size=90))
def test_it_does_not_matter_which_text_comes_first(left: list[str], right: list[str]) -> None:
    one, other = told(left), told(right)
    assert overlap(one, other) == overlap(other, one)
    assert are_copies(one, other) == are_copies(other, one)
    assert 0.0 <= overlap(one, other) <= 1.0


@given(WORDS)
def test_texts_without_a_word_in_common_are_no_copies(words: list[str]) -> None:
    left, right = told([f"{word}1" for word in words]), told([f"{word}2" for word in words])
    assert overlap(left, right) == 0.0
    assert not are_copies(left, right)
    assert not share_a_band(left, right)


@given(st.text(), st.text())
def test_any_text_can_be_compared(left: str, right: str) -> None:
    texts = Text(left, [(0, len(left))]), Text(right, [(0, len(right))])
    assert 0.0 <= overlap(*texts) <= 1.0
    assert len(signature(left, [(0, len(left))])) in (0, 672)


PAIRS = st.lists(st.tuples(*[st.sampled_from("abcdefghijklmnop")] * 2), max_size=30)


@given(PAIRS)
def test_a_group_holds_what_pairs_link_and_nothing_else(pairs: list[tuple[str, str]]) -> None:
    reached = {document: {document} for pair in pairs for document in pair}
    for _ in reached:
        for left, right in pairs:
            both = reached[left] | reached[right]
            for document in both:
                reached[document] = both
    assert group(pairs) == {document: min(both) for document, both in reached.items()}


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_no_group(
    pairs: list[tuple[str, str]], order: random.Random
) -> None:
    shuffled = [(right, left) for left, right in order.sample(pairs, len(pairs))]
    assert list(group(shuffled).items()) == list(group(pairs).items())


def test_a_long_chain_is_one_group() -> None:
    chain = [(f"{number:06}", f"{number + 1:06}") for number in range(20_000)]
    assert set(group(reversed(chain)).values()) == {"000000"}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2018-05-23", "2018-05-24"),
        ("2018-05-23", "2018-05"),
        ("2018-05", "2018"),
        ("2018", "2019-01-01"),
        ("2018-05-23T23:30:00Z", "2018-05-23T23:30:00-05:00"),
        ("2018-05-24T01:00:00+02:00", "2018-05-23T23:30:00"),
        ("2018-05-23T23:30:00Z", "2018-05-23"),
        ("2017~", "2018-05-23?"),
        ("2018-05-23", "201X"),
        ("2018-01/2018-03", "2018-02/2018-04"),
        ("2018", None),
        ("2018", ""),
    ],
)
def test_the_copy_that_was_published_first_stands_for_all(earlier: str, later: str | None) -> None:
    # The ids would have it the other way round.
    assert representative([("urn:a", later), ("urn:b", earlier)]) == "urn:b"
    assert representative([("urn:b", earlier), ("urn:a", later)]) == "urn:b"


@pytest.mark.parametrize(
    "date", [None, "2018-05-23", "2018-06-31T00:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_the_least_id_stands_for_copies_of_one_date(date: str | None) -> None:
    assert representative([("urn:b", date), ("urn:a", date)]) == "urn:a"


@given(
    st.lists(
        st.tuples(st.text("ab"), st.none() | st.text("0123456789X~?%./YS,-[]{}T:Z+", max_size=30)),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_any_date_is_taken_and_the_order_does_not_matter(
    documents: list[tuple[str, str | None]], order: random.Random
) -> None:
    shuffled = order.sample(documents, len(documents))
    assert representative(shuffled) == representative(documents)
