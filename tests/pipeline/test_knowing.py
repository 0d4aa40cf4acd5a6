"""Known entities: which names of the documents they link, and what they decide."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.errors import InputError
from kg.model.judgement import Judgement, Selector
from kg.pipeline.building import Summary, build
from kg.pipeline.settings import JUDGEMENTS, Settings
from kg.resolution.judgements import write_judgements
from kg.resolution.known import read_known
from kg.vocab import DEFAULT_BASE
from tests.pipeline.worlds import Page, Told, write

SAME = URIRef("http://www.w3.org/2002/07/owl#sameAs")
PAGE = URIRef("https://schema.org/sameAs")
ORGANIZATION = f"{DEFAULT_BASE}organization/"
POLICE, SHORT, FIRM = "Elverton Police Department", "Harbour Watch", "Corvid Systems, Inc."
HEAD = "id,name,aliases,type,sameAs"


def page(name: str, *names: str, kind: str = "Organization") -> Page:
    """Return a document that tells of bodies (or people) of these names."""
    if kind == "Person":
        told = [Told("affiliated", each, "Person", FIRM, "Company") for each in names]
    else:
        told = [Told("deploys", each, kind, f"Tool {each[::-1]}", "Product") for each in names]
    return Page(name, tuple(told))


def make(
    folder: Path,
    pages: Iterable[Page],
    rows: Sequence[str],
    judged: Iterable[Judgement] = (),
    **more: str,
) -> Summary:
    """Build documents with one list of known entities, a CSV of these rows."""
    out = folder / "out"
    out.mkdir(exist_ok=True)
    write_judgements(out / JUDGEMENTS, judged)
    table = folder / "known.csv"
    table.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    paths = write(folder, {f"{each.name}.jsonl": [each] for each in pages})
    return build(paths, out, Settings(known=(table,), **more), stdin=io.BytesIO())  # type: ignore[arg-type]


def links(folder: Path, predicate: URIRef = SAME) -> Mapping[str, set[str]]:
    """Return what the entities of a build are elsewhere, by the ends of their IRIs."""
    graph = Graph().parse(folder / "out" / "graph.ttl")
    found: dict[str, set[str]] = {}
    for entity, thing in graph.subject_objects(predicate):
        found.setdefault(str(entity).removeprefix(DEFAULT_BASE), set()).add(str(thing))
    return found


def same(left: str, right: str, verdict: str = "same") -> Judgement:
    sides = Selector("Organization", left), Selector("Organization", right)
    return Judgement(verdict, *sides, by="Ida")  # type: ignore[arg-type]


def test_a_name_of_one_known_entity_links_it(tmp_path: Path) -> None:
    row = f"urn:x:1,{POLICE},,Organization,https://epd.example/ Q7"
    make(tmp_path, [page("a", POLICE)], [row.replace(" Q7", " | Q7")])
    name = "organization/elverton-police-department"
    assert links(tmp_path)[name] >= {"urn:x:1"}
    assert links(tmp_path, PAGE)[name] == {"https://epd.example/"}


def test_names_are_folded_as_those_of_documents(tmp_path: Path) -> None:
    make(tmp_path, [page("a", "the CORVID Systems")], [f'urn:x:1,"{FIRM}",,Organization,'])
    assert links(tmp_path) == {"organization/corvid-systems": {"urn:x:1"}}


def test_nodes_of_one_known_entity_are_joined_though_their_names_are_not_alike(
    tmp_path: Path,
) -> None:
    pages = [page("a", POLICE), page("b", SHORT)]
    make(tmp_path, pages, [f"urn:x:1,{POLICE},{SHORT},Organization,"])
    assert links(tmp_path) == {"organization/elverton-police-department": {"urn:x:1"}}
    assert '"known entity"' in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_a_name_of_two_known_entities_links_nothing(tmp_path: Path) -> None:
    rows = [f"urn:x:1,{POLICE},,Organization,", f"urn:x:2,{SHORT},{POLICE},Organization,"]
    make(tmp_path, [page("a", POLICE)], rows)
    assert links(tmp_path) == {}


def test_one_entity_in_two_lines_is_one(tmp_path: Path) -> None:
    rows = [f"urn:x:1,{POLICE},,Organization,Q7", f"Q7,Elverton police,{POLICE},Organization,"]
    make(tmp_path, [page("a", POLICE)], rows)
    (found,) = links(tmp_path).values()
    assert found == {"urn:x:1", "http://www.wikidata.org/entity/Q7"}


def test_a_known_entity_of_another_class_is_another(tmp_path: Path) -> None:
    make(tmp_path, [page("a", POLICE)], [f"urn:x:1,{POLICE},,Person,"])
    assert links(tmp_path) == {}


def test_without_a_class_any_fits_unless_several_do(tmp_path: Path) -> None:
    make(tmp_path, [page("a", POLICE)], [f"urn:x:1,{POLICE},,,"])
    assert len(links(tmp_path)) == 1
    both = [page("a", POLICE, "Ana Brill"), page("b", "Ana Brill", kind="Person")]
    make(tmp_path, both, ["urn:x:1,Ana Brill,,,"])
    assert links(tmp_path) == {}


def test_a_weak_name_links_nothing_by_itself(tmp_path: Path) -> None:
    row = "urn:x:1,Ana Brill,Brill,Person,"
    make(tmp_path, [page("a", "Brill", kind="Person")], [row])
    assert links(tmp_path) == {}
    make(tmp_path, [page("a", "Ana Brill", kind="Person")], [row])
    assert links(tmp_path) == {"person/ana-brill": {"urn:x:1"}}


def test_a_description_links_nothing(tmp_path: Path) -> None:
    make(tmp_path, [page("a", "Sheriff's Office")], ["urn:x:1,Sheriff's Office,,Organization,"])
    assert links(tmp_path) == {}


def test_two_known_entities_are_never_joined_for_being_alike(tmp_path: Path) -> None:
    pages = [page("a", POLICE), page("b", "Elverton PD")]
    make(tmp_path, pages, [f"urn:x:1,{POLICE},Elverton PD,Organization,"])
    assert list(links(tmp_path).values()) == [{"urn:x:1"}]
    rows = [f"urn:x:1,{POLICE},,Organization,", "urn:x:2,Elverton PD,,Organization,"]
    make(tmp_path, pages, rows)
    assert sorted(map(sorted, links(tmp_path).values())) == [["urn:x:1"], ["urn:x:2"]]


def test_a_name_joined_with_a_known_one_joins_no_other_known_one(tmp_path: Path) -> None:
    names = (POLICE, "Elverton PD", "EPD")
    pages = [page(letter, name) for letter, name in zip("abc", names, strict=True)]
    rows = [f"urn:x:1,{POLICE},,Organization,", "urn:x:2,EPD,,Organization,"]
    make(tmp_path, pages, rows)
    assert sorted(map(sorted, links(tmp_path).values())) == [["urn:x:1"], ["urn:x:2"]]


def test_judgements_go_before_lists(tmp_path: Path) -> None:
    pages = [page("a", POLICE), page("b", SHORT)]
    apart = same(POLICE, SHORT, "different")
    make(tmp_path, pages, [f"urn:x:1,{POLICE},{SHORT},Organization,"], [apart])
    assert links(tmp_path) == {}  # which of the two the known one is, no one has said
    rows = [f"urn:x:1,{POLICE},,Organization,", f"urn:x:2,{SHORT},,Organization,"]
    make(tmp_path, pages, rows, [same(POLICE, SHORT)])
    assert links(tmp_path) == {}


def test_a_name_of_several_meanings_links_nothing(tmp_path: Path) -> None:
    parted = Judgement(
        "different",
        Selector("Organization", POLICE, "https://news.example/a"),
        Selector("Organization", POLICE, "https://news.example/b"),
    )
    row = f"urn:x:1,{POLICE},,Organization,"
    make(tmp_path, [page("a", POLICE), page("b", POLICE)], [row], [parted])
    assert links(tmp_path) == {}


def test_ids_stand_under_a_base(tmp_path: Path) -> None:
    row = f"77,{POLICE},,Organization,"
    make(tmp_path, [page("a", POLICE)], [row], known_base="https://register.example/")
    assert list(links(tmp_path).values()) == [{"https://register.example/77"}]


def test_lines_that_cannot_be_used_are_set_aside_and_counted(tmp_path: Path) -> None:
    rows = [f"urn:x:1,{POLICE},,Organization,", ",No Id,,Organization,"]
    pages = [page("a", POLICE)]
    for _ in range(2):
        assert make(tmp_path, pages, rows).set_aside == 1
        lines = (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
        (record,) = map(json.loads, lines)
        assert record["where"] == f"{tmp_path / 'known.csv'}:3"
    assert make(tmp_path, pages, rows[:1]).set_aside == 0


def test_a_list_is_read_again_only_where_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(path: Path, **more: object) -> object:
        read.append(path)
        return read_known(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.pipeline.knowing.read_known", counted)
    rows = [f"urn:x:1,{POLICE},,Organization,"]
    make(tmp_path, [page("a", POLICE)], rows)
    make(tmp_path, [page("a", POLICE)], rows)
    assert len(read) == 1
    make(tmp_path, [page("a", POLICE)], [rows[0].replace("x:1", "x:2")])
    assert list(links(tmp_path).values()) == [{"urn:x:2"}]
    make(tmp_path, [page("a", POLICE), page("b", SHORT)], rows)
    assert len(read) == 3


def test_links_go_with_the_list(tmp_path: Path) -> None:
    row = f"urn:x:1,{POLICE},,Organization,"
    make(tmp_path, [page("a", POLICE)], [row])
    first = (tmp_path / "out" / "graph.ttl").read_bytes()
    make(tmp_path, [page("a", POLICE)], ["urn:x:1,Other Body,,Organization,"])
    assert links(tmp_path) == {}
    make(tmp_path, [page("a", POLICE)], [row])
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == first


def test_the_order_of_a_list_is_no_matter(tmp_path: Path) -> None:
    names = (POLICE, SHORT, "Quarry Lane Trust")
    rows = [f"urn:x:{n},{name},,Organization," for n, name in enumerate(names)]
    pages = [page("a", *names)]
    make(tmp_path, pages, rows)
    first = (tmp_path / "out" / "graph.trig").read_bytes()
    make(tmp_path, pages, rows[::-1])
    assert (tmp_path / "out" / "graph.trig").read_bytes() == first


def test_a_list_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (path,) = write(tmp_path, {"a.jsonl": [page("a", POLICE)]})
    settings = Settings(known=(tmp_path / "none.csv",))
    with pytest.raises(InputError):
        build([path], tmp_path / "out", settings, stdin=io.BytesIO())
