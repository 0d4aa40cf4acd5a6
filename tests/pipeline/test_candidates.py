"""The pairs that are offered: which of them, with which sentences, and as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.api import build
from kg.errors import InputError
from kg.model.judgement import VERDICTS, Judgement, Selector, Verdict
from kg.pipeline.candidates import Candidate, Candidates, Naming, Side, candidate_table
from kg.pipeline.claims import Counting
from kg.pipeline.namings import passages_of
from kg.pipeline.reviewing import open_journal
from kg.queries.passages import Passage
from kg.resolution.judgements import check, constraints, read_judgements
from kg.vocab.ontology import default_ontology
from tests.judged_folder import REPORTS, SITE, maker, member, report, write

ONTOLOGY = default_ontology()


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counting]:
    folder = tmp_path_factory.mktemp("built")
    build(write(folder), folder / "out")
    with open_journal(folder / "out") as journal:
        yield Counting(journal, ONTOLOGY)


def open_pairs(found: Candidates) -> list[Candidate]:
    return list(found.open(list(found.entries())))


ORGANIZATIONS = ("Northlight", "Northlight Systems", "Corvid", "Corvid Analytics", "Tern Labs")
PEOPLE = ("Ada Moss", "Ada B. Moss")
documents = st.sampled_from(["", *(SITE + name for name in "abcfghij")])


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    """Some judgements that can be meant, and do not contradict each other."""
    found: list[Judgement] = []
    for _ in range(draw(st.integers(0, 5))):
        kind, names = draw(st.sampled_from([("Organization", ORGANIZATIONS), ("Person", PEOPLE)]))
        left, right = (Selector(kind, draw(st.sampled_from(names)), draw(documents)) for _ in "ab")
        made = Judgement(draw(st.sampled_from(VERDICTS)), left, right)
        try:
            check(made, ONTOLOGY)
            constraints([*found, made])
        except InputError:
            continue
        found.append(made)
    return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=judgements())
def test_either_verdict_on_an_open_pair_agrees_with_what_was_judged(
    counting: Counting, known: list[Judgement]
) -> None:
    offered = open_pairs(Candidates(counting, known))
    for candidate in offered:
        for verdict in VERDICTS:
            made = candidate.judgement(verdict, by="", at="")
            check(made, ONTOLOGY)
            constraints([*known, made])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=judgements(), verdict=st.sampled_from(VERDICTS), data=st.data())
def test_a_pair_that_was_judged_is_open_no_more(
    counting: Counting, known: list[Judgement], verdict: Verdict, data: st.DataObject
) -> None:
    found = Candidates(counting, known)
    offered = [entry for entry in found.entries() if found.is_open(entry)]
    if not offered:
        return
    entry = data.draw(st.sampled_from(offered))
    made = found.shown(entry).judgement(verdict, by="", at="")
    found.judge([*known, made])
    assert not found.is_open(entry)
    found.judge(known)
    assert found.is_open(entry)


def test_without_judgements_every_pair_is_open_likeliest_first(counting: Counting) -> None:
    found = Candidates(counting, [])
    entries = list(found.entries())
    assert len(entries) > 3
    assert all(map(found.is_open, entries))
    assert [entry.score for entry in entries] == sorted((e.score for e in entries), reverse=True)
    assert {entry.left.root for entry in found.entries(root="Person")} == {"Person"}
    assert all(entry.score >= 0.5 for entry in found.entries(least=0.5))


def test_a_name_of_several_entities_is_judged_by_document(counting: Counting) -> None:
    for candidate in open_pairs(Candidates(counting, [])):
        for side in (candidate.left, candidate.right):
            assert bool(side.selector.document) == (side.selector.name == "Ada Moss")
            if side.selector.document == f"{SITE}a":
                assert side.documents == 2
                assert [naming.iri for naming in side.namings] == [f"{SITE}a", f"{SITE}b"]


def passages(tmp_path: Path, name: tuple[str, str], label: str, *lines: str) -> list[str]:
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    build(path, tmp_path / "out")
    with open_journal(tmp_path / "out") as journal:
        found = list(passages_of(Counting(journal, ONTOLOGY), f"{SITE}p", name, label))
    return [passage.marked() for _, passage in found]


def with_mention(line: str, words: str) -> str:
    """Return a claim whose subject is mentioned by other words than its name."""
    record = json.loads(line)
    start = record["evidence"][0]["text"].index(words) + record["evidence"][0]["start"]
    record["subject"]["mention"] = {"text": words, "start": start, "end": start + len(words)}
    record.pop("id")
    return json.dumps(record)


SAID = ("makes", "Tern Labs", "Quillet", "It, once Tern Labs, makes Quillet.")


def test_sentences_that_spell_a_name_out_come_first(tmp_path: Path) -> None:
    document, spelt, part = report("p", SAID, maker("Tern Labs", "Gridview"))
    lines = (document, with_mention(spelt, "Tern"), part)
    assert passages(tmp_path, ("Organization", "tern-labs"), "Tern Labs", *lines) == [
        ">>Tern Labs<< makes Gridview.",
        "It, once >>Tern<< Labs, makes Quillet.",
    ]


def test_a_pronoun_is_shown_only_where_there_is_nothing_else(tmp_path: Path) -> None:
    document, said, spelt = report("p", SAID, maker("Tern Labs", "Gridview"))
    name = ("Organization", "tern-labs")
    pronoun = with_mention(said, "It")
    (tmp_path / "alone").mkdir()
    assert passages(tmp_path, name, "Tern Labs", document, pronoun, spelt) == [
        ">>Tern Labs<< makes Gridview."
    ]
    assert passages(tmp_path / "alone", name, "Tern Labs", document, pronoun) == [
        ">>It<<, once Tern Labs, makes Quillet."
    ]


def test_without_the_text_the_words_of_the_claim_are_shown(tmp_path: Path) -> None:
    _, claim = report("p", member("Ada Moss", "Tern Labs"))
    record = json.loads(claim)
    for entity in ("subject", "object"):
        record[entity].pop("mention")
    record.pop("id")
    shown = passages(tmp_path, ("Person", "ada-moss"), "Ada Moss", json.dumps(record))
    assert shown == [">>Ada Moss<< is of Tern Labs."]


def test_a_place_is_shown_with_the_words_that_name_it(tmp_path: Path) -> None:
    words = "Tern Labs makes Gridview in Quillby."
    document, claim = report("p", ("makes", "Tern Labs", "Gridview", words))
    record = json.loads(claim)
    start = words.index("Quillby")
    record["qualifiers"] = {"place": {"text": "Quillby", "start": start, "end": start + 7}}
    record.pop("id")
    shown = passages(tmp_path, ("Place", "quillby"), "Quillby", document, json.dumps(record))
    assert shown == ["Tern Labs makes Gridview in >>Quillby<<."]


names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\",;"), min_size=1
).filter(str.strip)


@given(left=names, right=names, reason=names, sentence=names, alone=st.booleans())
def test_a_table_that_is_filled_in_gives_the_judgements_it_was_made_for(
    left: str,
    right: str,
    reason: str,
    sentence: str,
    alone: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    naming = Naming(Passage(sentence, 0, ()), f"{SITE}a", None)
    sides = [
        Side(Selector("Product", name, SITE + place if alone else ""), "Product", 1, (naming,))
        for name, place in ((left, "a"), (right, "b"))
    ]
    table = b"".join(candidate_table([Candidate(sides[0], sides[1], 0.5, reason)])).decode()
    head, row = csv.reader(io.StringIO(table, newline=""))
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, ["same", *row[1:]]])
    path = tmp_path_factory.mktemp("table") / "pairs.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    (made,) = read_judgements(path, by="Ida Voss", at="2024-05-01", ontology=ONTOLOGY)
    assert (made.left, made.right) == (sides[0].selector, sides[1].selector)
    assert (made.by, made.at, made.extra) == ("Ida Voss", "2024-05-01T00:00:00Z", ())


def test_the_table_is_the_same_whatever_the_order_of_the_documents(tmp_path: Path) -> None:
    tables = []
    for name, reports in (("one", REPORTS), ("two", REPORTS[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        build(write(folder, reports), folder / "out")
        with open_journal(folder / "out") as journal:
            found = Candidates(Counting(journal, ONTOLOGY), [])
            tables.append(b"".join(candidate_table(open_pairs(found))))
    assert tables[0] == tables[1]
