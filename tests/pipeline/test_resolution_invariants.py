"""Whatever happened on the way to a set of documents and decisions, the graph is the same bytes."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import kg.pipeline.building
import kg.pipeline.resolving
import kg.pipeline.updating
from kg.model.correction import Correction, correction_of
from kg.model.correction_format import dump_corrections
from kg.model.judgement import Judgement, Selector
from kg.pipeline.building import build
from kg.pipeline.removing import remove
from kg.pipeline.settings import CORRECTIONS, JUDGEMENTS, Settings
from kg.resolution.judgements import write_judgements
from kg.stores import Fragments, OxigraphStore
from kg.stores.copies import Copies
from kg.stores.journal import Journal
from kg.stores.leaving import Leaving
from kg.stores.references import References
from kg.vocab import DEFAULT_BASE
from tests.pipeline.worlds import GIVEN, Page, Sources, Told, judgements, worlds, write

OWN = (JUDGEMENTS, CORRECTIONS)
slowly = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True, slots=True)
class State:
    """What a folder is to hold: the sources, and what people decided."""

    sources: Sources
    judged: Sequence[Judgement] = ()
    corrected: Sequence[Correction] = ()


@st.composite
def states(draw: st.DrawFn) -> State:
    sources = draw(worlds())
    claims = [claim for pages in sources.values() for page in pages for claim in page.claims()]
    wrong = draw(st.lists(st.sampled_from(claims), max_size=2, unique_by=lambda claim: claim.id))
    corrected = []
    for claim in wrong:
        changes = draw(
            st.sampled_from((None, {"subject": {"name": "Elverton PD"}}, {"modality": "planned"}))
        )
        if changes and "subject" in changes and claim.type == "affiliated":
            changes = {"subject": {"name": "Ana Brill"}}
        corrected.append(correction_of(claim, by="Ida", why="she knows", at=None, changes=changes))
    return State(sources, draw(judgements()), corrected)


def decide(out: Path, state: State) -> None:
    """Write down what people decided."""
    out.mkdir(exist_ok=True)
    write_judgements(out / JUDGEMENTS, state.judged)
    (out / CORRECTIONS).write_text(dump_corrections(state.corrected), encoding="utf-8")


def files(out: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    return {name: found[name] for name in found if name not in OWN}


def make(paths: Iterable[str], out: Path) -> dict[str, bytes]:
    build(paths, out, Settings(), stdin=io.BytesIO())
    return files(out)


def reach(folder: Path, out: Path, state: State, order: Callable[[list[str]], None]) -> None:
    """Bring a folder from whatever it holds to a state, in builds of some sources each."""
    decide(out, state)
    paths = write(folder, state.sources)
    order(paths)
    held = sources_of(out)
    if gone := sorted(held - {*paths}):
        remove(gone, out, Settings())
    cut = len(paths) // 2
    for some in (paths[:cut], paths[cut:]):
        make(some, out)


def sources_of(out: Path) -> set[str]:
    journal = out / "store" / "journal.sqlite"
    if not journal.is_file():
        return set()
    with Journal(journal) as opened:
        return set(opened.sources())


def at_once(folder: Path, name: str, state: State) -> dict[str, bytes]:
    decide(folder / name, state)
    return make(write(folder, state.sources), folder / name)


@slowly
@given(path=st.lists(states(), min_size=1, max_size=3), chance=st.randoms(use_true_random=False))
def test_the_way_to_a_state_does_not_matter(
    path: list[State], chance: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("way")
    for state in (*path, path[0]):
        reach(folder, folder / "stepwise", state, chance.shuffle)
    assert files(folder / "stepwise") == at_once(folder, "at-once", path[0])


@slowly
@given(state=states(), more=worlds(), by_document=st.booleans())
def test_what_is_removed_might_never_have_been_there(
    state: State, more: Sources, by_document: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("removed")
    known = {page.name for pages in state.sources.values() for page in pages}
    added = {
        f"more-{name}": [page for page in pages if not by_document or page.name not in known]
        for name, pages in more.items()
    }
    added = {name: pages for name, pages in added.items() if pages}
    assume(added)
    out = folder / "out"
    before = at_once(folder, "out", state)
    make(write(folder, added), out)
    names = (
        sorted({page.iri for pages in added.values() for page in pages})
        if by_document
        else [str(folder / name) for name in added]
    )
    remove(names, out, Settings())
    assert files(out) == before


@slowly
@given(state=states(), other=states())
def test_every_decision_can_be_taken_back(
    state: State, other: State, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("undone")
    before = at_once(folder, "out", state)
    for judged, corrected in (
        (other.judged, state.corrected),
        ((), ()),
        (state.judged, other.corrected),
    ):
        decide(folder / "out", State(state.sources, judged, corrected))
        make([], folder / "out")
    decide(folder / "out", state)
    assert make([], folder / "out") == before


POINTS: Mapping[str, tuple[object, str]] = {
    "claims corrected": (kg.pipeline.building, "corrections_of"),
    "references read": (References, "replace"),
    "references removed": (References, "remove"),
    "names settled": (References, "settle"),
    "pairs kept": (References, "add_pairs"),
    "copies settled": (Copies, "settle"),
    "IRIs assigned": (References, "assign"),
    "graphs derived": (Journal, "derive"),
    "entities decided": (kg.pipeline.resolving, "decide"),
    "graphs forgotten": (Journal, "forget_graphs"),
    "graphs recorded": (Journal, "record_graphs"),
    "graphs stored": (OxigraphStore, "replace_document"),
    "graphs loaded": (OxigraphStore, "bulk_load"),
    "fragments replaced": (Fragments, "replace"),
    "fragments added": (Fragments, "add"),
    "agreement found": (kg.pipeline.updating, "find_agreement"),
    "files written": (kg.pipeline.building, "write_outputs"),
    "sources dropped": (Leaving, "drop"),
}


class KilledError(Exception):
    """The end of a process."""


@slowly
@given(
    first=states(),
    second=states(),
    point=st.sampled_from(sorted(POINTS)),
    after=st.integers(0, 3),
    done=st.booleans(),
)
def test_what_is_killed_is_made_good_by_the_next_build(
    first: State,
    second: State,
    point: str,
    after: int,
    done: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("killed")
    reach(folder, folder / "out", first, list.sort)
    room, name = POINTS[point]
    plain = getattr(room, name)
    calls = iter(range(after))

    def dying(*args: object, **kwargs: object) -> object:
        if next(calls, None) is None:
            if done:
                plain(*args, **kwargs)
            raise KilledError
        return plain(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, name, dying)
        with contextlib.suppress(KilledError):
            reach(folder, folder / "out", second, list.sort)
    reach(folder, folder / "out", second, list.sort)
    assert files(folder / "out") == at_once(folder, "at-once", second)


def fact(kind: str, subject: str, about: str, given_iri: str = "") -> Told:
    classes = {"deploys": ("Organization", "Product"), "affiliated": ("Person", "Organization")}
    return Told(kind, subject, classes[kind][0], about, classes[kind][1], given=given_iri)


def subjects(out: Path) -> dict[str, set[str]]:
    """Return the IRIs of the subjects of a folder's claims, by document."""
    from kg.pipeline.folder import open_folder
    from kg.pipeline.settings import minter_of

    minter = minter_of(Settings())
    found: dict[str, set[str]] = {}
    with open_folder(out) as opened:
        for claim in opened.claims():
            name = claim.document.rpartition("/")[2]
            found.setdefault(name, set()).add(str(minter.entity(claim.subject)))
    return found


def judge(verdict: str, left: str, right: str, of: Sequence[str] = ("", "")) -> Judgement:
    where = [f"https://news.example/{name}" if name else "" for name in of]
    sides = (Selector("Organization", left, where[0]), Selector("Organization", right, where[1]))
    return Judgement(verdict, *sides, by="Ida")  # type: ignore[arg-type]


def judged_subjects(
    tmp_path: Path, told: Mapping[str, str], *judged: Judgement, given_iri: str = ""
) -> dict[str, set[str]]:
    """Return the subjects of documents of one sentence each, which name these."""
    pages = [
        Page(name, (fact("deploys", subject, "FaceTrace", given_iri),))
        for name, subject in told.items()
    ]
    at_once(tmp_path, "out", State({"a.jsonl": pages}, judged))
    return subjects(tmp_path / "out")


ALIKE = {"a": "Elverton Police Department", "b": "Elverton Police Department", "c": "Elverton PD"}


def test_without_a_judgement_names_that_are_alike_are_one(tmp_path: Path) -> None:
    assert len(set.union(*judged_subjects(tmp_path, ALIKE).values())) == 1


def test_different_is_kept_to_whatever_the_score(tmp_path: Path) -> None:
    judged = judge("different", ALIKE["a"], ALIKE["c"])
    found = judged_subjects(tmp_path, ALIKE, judged)
    assert found["a"] == found["b"] != found["c"]


def test_different_is_kept_to_by_what_is_the_same(tmp_path: Path) -> None:
    told = {**ALIKE, "d": "EPD"}
    found = judged_subjects(
        tmp_path,
        told,
        judge("different", ALIKE["a"], ALIKE["c"]),
        judge("same", "EPD", ALIKE["a"]),
    )
    assert found["a"] == found["b"] == found["d"] != found["c"]


def test_different_is_kept_to_with_one_given_iri(tmp_path: Path) -> None:
    judged = judge("different", ALIKE["a"], ALIKE["c"])
    found = judged_subjects(tmp_path, ALIKE, judged, given_iri=GIVEN[0])
    assert not found["a"] & found["c"]


@pytest.mark.parametrize("parted", [True, False])
def test_an_iri_that_a_name_makes_is_that_names(tmp_path: Path, parted: bool) -> None:
    body, other = "Elverton Police Department", "Quarry Lane Trust"
    own = f"{DEFAULT_BASE}organization/elverton-police-department"
    pages = [
        Page("a", (fact("deploys", other, "FaceTrace", own),)),
        Page("b", (fact("deploys", body, "FaceTrace"),)),
    ]
    judged = [judge("different", body, other)] if parted else []
    at_once(tmp_path, "out", State({"a.jsonl": pages}, judged))
    found = subjects(tmp_path / "out")
    assert found["b"] == {f"<{own}>"}
    assert (found["a"] == found["b"]) is not parted


def test_the_same_is_kept_to_whatever_the_names(tmp_path: Path) -> None:
    told = {"a": "Elverton Police Department", "b": "Quarry Lane Trust"}
    assert judged_subjects(tmp_path, told)["a"] != judged_subjects(tmp_path, told)["b"]
    found = judged_subjects(tmp_path, told, judge("same", told["a"], told["b"]))
    assert found["a"] == found["b"]


def test_one_name_is_parted_by_documents(tmp_path: Path) -> None:
    name = ALIKE["a"]
    found = judged_subjects(tmp_path, ALIKE, judge("different", name, name, of=("a", "b")))
    assert not found["a"] & found["b"]


def test_descriptions_of_two_documents_are_joined_by_a_judgement(tmp_path: Path) -> None:
    told = {"a": "Sheriff's Office", "b": "Sheriff's Office"}
    apart = judged_subjects(tmp_path, told)
    assert not apart["a"] & apart["b"]
    judged = judge("same", told["a"], told["b"], of=("a", "b"))
    found = judged_subjects(tmp_path, told, judged)
    assert found["a"] == found["b"]


@slowly
@given(sources=worlds(), judged=judgements())
def test_judgements_hold_in_every_world(
    sources: Sources, judged: list[Judgement], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("judged")
    at_once(folder, "out", State(sources, judged))
    with Journal(folder / "out" / "store" / "journal.sqlite") as journal:
        for judgement in judged:
            one, other = (iris_of(journal, side) for side in (judgement.left, judgement.right))
            if judgement.verdict == "same":
                assert len(one | other) <= 1
            elif judgement.verdict == "different":
                assert not one & other


def iris_of(journal: Journal, selector: Selector) -> set[str]:
    from kg.resolution.pairs import selected

    _, root, key = selected(selector)
    number = journal.references.number((root, key))
    own = f"{Settings().base}{root.lower()}/{key}"
    uses = () if number is None else journal.references.uses(number)
    return {
        use.iri or own for use in uses if not selector.document or use.document == selector.document
    }
