from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, StoreError
from kg.model.judgement import VERDICTS, Judgement, Selector, Verdict, utc_time
from kg.resolution.judgements import (
    COLUMNS,
    check,
    constraints,
    contradictions,
    merge,
    pair_of,
    read_judgements,
    without,
    write_judgements,
)
from kg.resolution.pairs import Pair, selected
from kg.vocab.ontology import default_ontology

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "resolution.md"
ONE, TWO, THREE = "https://news.example/1", "https://news.example/2", "https://news.example/3"
EARLY, LATE = "2024-05-14T09:30:00Z", "2024-05-15T09:30:00Z"

names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
).filter(str.strip)
documents = st.sampled_from(["", ONE, TWO])
verdicts = st.sampled_from(VERDICTS)
times = st.datetimes().map(lambda moment: utc_time(moment.isoformat())) | st.just("")
extras = st.dictionaries(
    st.sampled_from(["note", "ticket", "=seen"]),
    st.text(names.filter(str.strip), max_size=0) | names,
).map(lambda found: tuple(sorted((name, text) for name, text in found.items() if text)))


def _usable(judgement: Judgement) -> bool:
    try:
        check(judgement, default_ontology())
    except InputError:
        return False
    return True


@st.composite
def judgements_of(draw: st.DrawFn, name: st.SearchStrategy[str]) -> Judgement:
    kind = draw(st.sampled_from(["Organization", "Person", "Product"]))
    left, right = (Selector(kind, draw(name), draw(documents)) for _ in range(2))
    by, why = (draw(st.just("") | names) for _ in range(2))
    return Judgement(draw(verdicts), left, right, by, draw(times), why, draw(extras))


any_judgements = judgements_of(names).filter(_usable)
# Few names, so that pairs meet.
clashing = judgements_of(st.sampled_from(["Ada Moss", "A. Moss", "the Ada Moss"])).filter(_usable)


def people(verdict: Verdict, left: str, right: str, **fields: str) -> Judgement:
    sides = (
        Selector("Person", name, fields.pop(f"{side}_document", ""))
        for side, name in (("left", left), ("right", right))
    )
    return Judgement(verdict, *sides, **fields)  # type: ignore[arg-type]


def table(path: Path, *rows: str, head: str = ",".join(COLUMNS)) -> Path:
    path.write_text("\r\n".join([head, *rows]) + "\r\n", encoding="utf-8", newline="")
    return path


# The file


@given(judgements=st.lists(any_judgements, max_size=8))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, judgements: list[Judgement]
) -> None:
    path = tmp_path_factory.mktemp("judgements") / "judgements.csv"
    write_judgements(path, judgements)
    assert read_judgements(path) == merge(judgements)


@given(judgements=st.lists(clashing, max_size=8), seed=st.integers())
def test_the_file_is_the_same_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, judgements: list[Judgement], seed: int
) -> None:
    path = tmp_path_factory.mktemp("judgements") / "judgements.csv"
    write_judgements(path, judgements)
    before = path.read_bytes()
    random.Random(seed).shuffle(judgements)  # noqa: S311 - an order, not a secret
    write_judgements(path, judgements)
    assert path.read_bytes() == before


def test_the_file_is_what_a_spreadsheet_opens(tmp_path: Path) -> None:
    path = tmp_path / "new" / "judgements.csv"
    left, right = Selector("Organization", "Elverton PD", ONE), Selector("Organization", "=1+1")
    write_judgements(path, [Judgement("same", left, right, "Ada", EARLY, "says so, twice")])
    assert path.read_bytes().decode("utf-8") == (
        "\ufeffjudgement,type,left,left_document,right,right_document,by,at,why\r\n"
        f'same,Organization,Elverton PD,{ONE},\'=1+1,,Ada,{EARLY},"says so, twice"\r\n'
    )
    assert [file.name for file in path.parent.iterdir()] == ["judgements.csv"]


def test_no_file_is_no_judgement(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "judgements.csv") == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_spreadsheets_save_it(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    path = tmp_path / "judgements.csv"
    rows = [COLUMNS, ("same", "Person", "Zoë Moss", "", "Z. Moss", "", "Ada", EARLY, "")]
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    assert read_judgements(path) == [people("same", "Zoë Moss", "Z. Moss", by="Ada", at=EARLY)]


def test_a_declared_separator_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("sep=;\njudgement;type;left;right\nsame;Person;Moss, Ada;Ada Moss\n")
    (found,) = read_judgements(path)
    assert (found.left.name, found.where) == ("Moss, Ada", f"{path}:3")


def test_a_table_of_candidates_counts_where_it_is_filled_in(tmp_path: Path) -> None:
    path = table(
        tmp_path / "candidates.csv",
        "0.81,same,Person,Ada Moss,Ada B. Moss,“Moss said.”,mine",
        "0.80,,Person,Ada Moss,Adam Moss,“Moss said.”,",
        head="score,judgement,type,left,right,left_sentence,note",
    )
    wanted = people("same", "Ada Moss", "Ada B. Moss", by="Ben", at=LATE)
    (found,) = read_judgements(path, by="Ben", at=LATE)
    assert found == Judgement(
        "same", wanted.left, wanted.right, "Ben", LATE, extra=(("note", "mine"),)
    )


def test_a_class_below_a_root_is_read_as_its_root(tmp_path: Path) -> None:
    path = table(tmp_path / "judgements.csv", "same,Company,Norvane,,Norvane Systems,,,,")
    (found,) = read_judgements(path)
    assert found.left == Selector("Organization", "Norvane")


def test_line_ends_and_separators_in_cells_do_not_shift_lines(tmp_path: Path) -> None:
    path = table(
        tmp_path / "judgements.csv",
        'same,Person,Ada Moss,,A. Moss,,,,"one\r\ntwo, three"',
        "",
        "sane,Person,Ada Moss,,B. Moss,,,,",
    )
    with pytest.raises(InputError) as caught:
        read_judgements(path)
    assert caught.value.where == f"{path}:5"


@pytest.mark.parametrize(
    ("row", "reason", "remedy"),
    [
        ("sane,Person,Ada,,Ben,,,,", "the judgement is 'sane'", "same, different, unsure"),
        ("same,,Ada,,Ben,,,,", "no type", "Person"),
        ("same,Persona,Ada,,Ben,,,,", "'Persona'", "Person"),
        ("same,Person | Company,Ada,,Ben,,,,", "a Person and a Organization", "correction"),
        ("same,Person,,,Ben,,,,", "no name in 'left'", "name"),
        ("same,Person,Ada,news,Ben,,,,", "'news' is not an absolute IRI", "https://"),
        ("same,Person,Ada,,Ben,,,yesterday,", "'yesterday' is not a date", "2024-05-14T09:30:00Z"),
        ("same,Person,Ada,,Ben,,,,,,x", "11 cells", "quotation marks"),
        ("different,Person,Ada Moss,,the Ada Moss,,,,", "fold to one name", "left_document"),
        (f"different,Person,Ada,{ONE},Ada,,,,", "fold to one name", "left_document"),
        (f"same,Person,Ada,{ONE},Ada,{ONE},,,", "one reference", "correction"),
        ('same,Person,"Ada"x,,Ben,,,,', "cannot be read", "quotation marks"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_remedy(
    tmp_path: Path, row: str, reason: str, remedy: str
) -> None:
    path = table(tmp_path / "judgements.csv", row)
    with pytest.raises(InputError) as caught:
        read_judgements(path)
    assert caught.value.where == f"{path}:2"
    assert reason in caught.value.reason
    assert caught.value.remedy is not None
    assert remedy in caught.value.remedy


def test_a_row_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes("judgement,type,left,right\nsame,Person,Zoë,Zoe\n".encode("cp1252"))
    with pytest.raises(InputError, match="not UTF-8") as caught:
        read_judgements(path)
    assert caught.value.where == f"{path}:2"


def test_all_rows_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    path = table(tmp_path / "judgements.csv", *["sane,Person,Ada,,Ben,,,,"] * 23)
    with pytest.raises(InputError) as caught:
        read_judgements(path)
    text = str(caught.value)
    assert "23 rows" in text
    assert f"{path}:21:" in text
    assert f"{path}:22:" not in text
    assert "and 3 more" in text


@pytest.mark.parametrize("head", ["", "judgement,type,left", "judgement,type,left,right,left"])
def test_a_table_with_other_columns_is_refused(tmp_path: Path, head: str) -> None:
    path = table(tmp_path / "judgements.csv", head=head)
    with pytest.raises(InputError, match="the table of judgements has"):
        read_judgements(path)


def test_a_file_that_cannot_be_written_is_reported_and_stays(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be written"):
        write_judgements(tmp_path / "folder" / "judgements.csv", [])
    assert (tmp_path / "folder").read_text() == "no folder"


def test_the_table_in_the_documentation_is_one_that_is_read(tmp_path: Path) -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8").split("```csv\n", 1)[1].split("```", 1)[0]
    path = tmp_path / "judgements.csv"
    path.write_text(text, encoding="utf-8")
    assert [judgement.verdict for judgement in read_judgements(path)] == ["same", "different"]
    assert tuple(text.splitlines()[0].split(",")) == COLUMNS


# One judgement a pair


@given(st.lists(clashing, max_size=5), st.lists(clashing, max_size=5), st.randoms())
def test_merging_does_not_depend_on_the_order(
    some: list[Judgement], others: list[Judgement], chance: random.Random
) -> None:
    merged = merge(some, others)
    both = [*some, *others]
    chance.shuffle(both)
    assert merge(others, some) == merge(both) == merge(merged, some) == merged


@given(st.lists(clashing, max_size=8))
def test_merging_leaves_one_judgement_a_pair_and_that_the_newest(
    judgements: list[Judgement],
) -> None:
    merged = {
        pair_of(judgement.left, judgement.right): judgement for judgement in merge(judgements)
    }
    assert len(merged) == len(merge(judgements))
    for judgement in judgements:
        assert merged[pair_of(judgement.left, judgement.right)].at >= judgement.at


def test_the_newest_judgement_holds_with_its_sides_exchanged() -> None:
    early = people("same", "Ada Moss", "A. Moss", at=EARLY)
    late = people("different", "A. Moss", "the Ada Moss", at=LATE)
    assert merge([late], [early]) == [late]


def test_of_one_time_the_more_careful_judgement_holds() -> None:
    rows = [people(verdict, "Ada Moss", "A. Moss", at=EARLY) for verdict in VERDICTS]
    assert merge(rows) == [rows[VERDICTS.index("different")]]


def test_a_judgement_is_undone_from_either_side() -> None:
    first, second = people("same", "Ada Moss", "A. Moss"), people("same", "A. Moss", "Moss")
    undone = Selector("Person", "A. Moss"), Selector("Person", "the Ada Moss")
    assert without([first, second], undone) == [second]


def test_names_of_organisations_are_folded_without_their_legal_form() -> None:
    organisation, person = (
        Selector("Organization", "Norvane, Inc."),
        Selector("Person", "Moss, Inc."),
    )
    assert selected(organisation).key == "norvane"
    assert selected(person).key == "moss-inc"


# Contradictions


def test_a_contradiction_names_the_rows_that_make_it(tmp_path: Path) -> None:
    path = table(
        tmp_path / "judgements.csv",
        "same,Person,Ada Moss,,A. Moss,,,,",
        "same,Person,Ben Moss,,B. Moss,,,,",
        "same,Person,A. Moss,,Moss,,,,",
        "different,Person,Moss,,Ada Moss,,,,",
    )
    (found,) = contradictions(read_judgements(path))
    assert [judgement.where for judgement in found.sames] == [f"{path}:4", f"{path}:2"]
    assert str(found) == (
        f"'Moss' differs from 'Ada Moss' ({path}:5), but 'A. Moss' is 'Moss' ({path}:4), "
        f"'Ada Moss' is 'A. Moss' ({path}:2)"
    )


def test_a_document_s_entity_is_one_of_those_of_its_name() -> None:
    rows = [
        people("same", "Ada Moss", "A. Moss"),
        people("different", "Ada Moss", "A. Moss", left_document=ONE, right_document=TWO),
    ]
    (found,) = contradictions(rows)
    assert found.sames == (rows[0],)


def test_two_documents_entities_that_are_one_are_no_two_of_their_names() -> None:
    rows = [
        people("different", "Ada Moss", "A. Moss"),
        people("same", "Ada Moss", "A. Moss", left_document=ONE, right_document=TWO),
    ]
    assert [found.sames for found in contradictions(rows)] == [(rows[1],)]


def test_what_makes_all_of_a_name_one_is_told_where_it_matters() -> None:
    rows = [
        people("same", "Ada Moss", "A. Moss"),
        people("different", "Ada Moss", "Ada Moss", left_document=ONE, right_document=TWO),
    ]
    assert [found.sames for found in contradictions(rows)] == [(rows[0],)]


def test_one_name_in_two_documents_may_be_two_people() -> None:
    rows = [people("different", "Ada Moss", "Ada Moss", left_document=ONE, right_document=TWO)]
    assert contradictions(rows) == []


def test_a_changed_mind_is_no_contradiction() -> None:
    rows = [
        people("same", "Ada Moss", "A. Moss", at=EARLY),
        people("different", "A. Moss", "Ada Moss", at=LATE),
    ]
    assert contradictions(rows) == []


def _united(
    pairs: Iterable[Pair], references: Sequence[tuple[str, str, str]]
) -> dict[tuple[str, str, str], int]:
    """Unite references one by one, by what "same" says of all that each side selects."""
    group = {reference: number for number, reference in enumerate(references)}
    for pair in pairs:
        chosen = [reference for reference in references if any(map(_holds, pair, [reference] * 2))]
        joined = {group[reference] for reference in chosen}
        group.update(
            {reference: min(joined) for reference in references if group[reference] in joined}
        )
    return group


def _holds(selector: tuple[str, str, str], reference: tuple[str, str, str]) -> bool:
    return selector[1:] == reference[1:] and selector[0] in ("", reference[0])


KEYS = ("ada", "ben", "cay", "dee")
REFERENCES = [(document, "Person", key) for document in (ONE, TWO, THREE) for key in KEYS]
small = st.builds(
    lambda verdict, left, right: Judgement(
        verdict, Selector("Person", *left), Selector("Person", *right)
    ),
    verdicts,
    st.tuples(st.sampled_from(KEYS), documents),
    st.tuples(st.sampled_from(KEYS), documents),
).filter(_usable)


@given(st.lists(small, max_size=9))
def test_contradictions_are_those_that_union_find_finds(judgements: list[Judgement]) -> None:
    held = {verdict: [j for j in merge(judgements) if j.verdict == verdict] for verdict in VERDICTS}
    group = _united((pair_of(j.left, j.right) for j in held["same"]), REFERENCES)
    expected = []
    for judgement in held["different"]:
        left, right = pair_of(judgement.left, judgement.right)
        sides = [{group[r] for r in REFERENCES if _holds(side, r)} for side in (left, right)]
        if sides[0] & sides[1]:
            expected.append(judgement)
    found = contradictions(judgements)
    assert [one.different for one in found] == expected
    for one in found:
        assert one.sames
        # The rows that are named are enough to contradict each other.
        assert contradictions([one.different, *one.sames])


# Constraints


@given(st.lists(small, max_size=9), st.randoms())
def test_constraints_say_what_every_judgement_says(
    judgements: list[Judgement], chance: random.Random
) -> None:
    contrary = [one.different for one in contradictions(judgements)]
    kept = [judgement for judgement in merge(judgements) if judgement not in contrary]
    pairs = {
        verdict: [pair_of(j.left, j.right) for j in kept if j.verdict == verdict]
        for verdict in VERDICTS
    }
    group = _united(pairs["same"], REFERENCES)
    asked = constraints(kept)
    assert asked.same_pairs() == sorted(pairs["same"])
    assert asked.different_pairs() == sorted(pairs["different"])
    for left, right in combinations(REFERENCES, 2):
        alike = [{r for r in REFERENCES if group[r] == group[one]} for one in (left, right)]

        def stands(verdict: Verdict, alike: list[set[tuple[str, str, str]]] = alike) -> bool:
            return any(
                any(_holds(one[side], r) for r in alike[0])
                and any(_holds(one[1 - side], r) for r in alike[1])
                for one in pairs[verdict]
                for side in (0, 1)
            )

        same = group[left] == group[right]
        assert same == (
            asked.group(*left) is not None and asked.group(*left) == asked.group(*right)
        )
        if not same:
            assert asked.forbids(left, right) == stands("different")
            assert asked.forbids(right, left) == stands("different")
        expected = "same" if same else next((v for v in ("different", "unsure") if stands(v)), None)
        assert asked.judged(left, right) == asked.judged(right, left) == expected
    chance.shuffle(kept)
    assert constraints(kept).groups() == asked.groups()


def test_judgements_that_contradict_each_other_constrain_nothing() -> None:
    rows = [people("same", "A", "B"), people("same", "B", "C"), people("different", "A", "C")]
    with pytest.raises(InputError, match="'A' differs from 'C', but 'A' is 'B', 'B' is 'C'"):
        constraints(rows)


def test_unsure_is_an_answer_and_no_constraint() -> None:
    asked = constraints([people("unsure", "Ada Moss", "A. Moss")])
    left, right = (ONE, "Person", "ada-moss"), (TWO, "Person", "a-moss")
    assert asked.judged(left, right) == "unsure"
    assert not asked.forbids(left, right)
    assert asked.group(*left) is None
