"""What is measured, part by part: which jobs, and which figures stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.comparing import Comparison, Cost
from benchmarks.querying import QUESTIONS
from benchmarks.reports import same_report
from benchmarks.session import Part, Session

_RDFLIB_QUERIES = 100_000


def prepare(session: Session, size: int) -> int:
    """Write the corpus of a size; return how many quads it really has."""
    made = session.run("inputs:prepare", {"folder": session.place(size), "quads": size}, size=size)
    return int(made.figure("quads") or 0)


def writing(session: Session, size: int) -> Iterator[Comparison]:
    """Measure the floor: the quads written as they are."""
    folder = session.place(size)
    path = session.place(size, "written.nq")
    raw = session.run("references:write", {"folder": folder, "out": path}, size=size)
    Path(path).unlink(missing_ok=True)
    yield Comparison("write", "N-Quads written, fsync", "", Cost(), session.cost(raw), size)


def files(session: Session, size: int) -> Iterator[Comparison]:
    """Measure claims to validated N-Quads and TriG."""
    folder = session.place(size)
    ours = session.run(
        "ours:files", {"folder": folder, "out": session.place(size, "ours")}, size=size
    )
    theirs = session.refer(
        "references:files", {"folder": folder, "out": session.place(size, "theirs")}, size=size
    )
    for name in ("ours", "theirs"):
        session.place(size, name)
    work, reference = "claims to N-Quads and TriG", "rdflib, pyshacl"
    yield Comparison("files", work, reference, session.cost(ours), session.cost(theirs), size)


def build(session: Session, size: int) -> Iterator[Comparison]:
    """Measure the whole of `kg build`: journal, store and every file."""
    folder = session.place(size)
    ours = session.run(
        "ours:build", {"folder": folder, "out": session.place(size, "built")}, size=size
    )
    session.place(size, "built")
    yield Comparison("build", "kg build, all files, store", "", session.cost(ours), Cost(), size)


def validation(session: Session, size: int) -> Iterator[Comparison]:
    """Measure validation alone, and hold the two reports to each other."""
    folder = session.place(size)
    reports = [Path(folder, name) for name in ("ours.report", "theirs.report")]
    ours = session.run("ours:validate", {"folder": folder, "report": str(reports[0])}, size=size)
    theirs = session.refer(
        "references:validate", {"folder": folder, "report": str(reports[1])}, size=size
    )
    remark = "not compared"
    if theirs and theirs.wall is not None and ours.wall is not None:
        same = same_report(*reports)
        count = int(theirs.figure("results") or 0)
        remark = f"same report, {count} results" if same else "REPORTS DIFFER"
        if not same:
            session.problems.append(f"the reports at {size} differ")
    yield Comparison(
        "validation",
        "validation",
        "pyshacl",
        session.cost(ours),
        session.cost(theirs),
        size,
        remark=remark,
    )


def store(session: Session, size: int) -> Iterator[Comparison]:
    """Measure the loading of a store."""
    folder = session.place(size)
    ours = session.run(
        "ours:load", {"folder": folder, "store": session.place(size, "store")}, size=size
    )
    bare = session.run(
        "references:load", {"folder": folder, "store": session.place(size, "bare")}, size=size
    )
    session.place(size, "bare")
    yield Comparison(
        "store", "store loaded", "bare bulk_load", session.cost(ours), session.cost(bare), size
    )
    path = str(Path(session.folder, str(size), "store"))
    told = session.run("ours:replace", {"folder": folder, "store": path}, size=size)
    work = f"{int(told.figure('documents') or 0)} documents replaced"
    yield Comparison("store", work, "", session.cost(told), Cost(), size)


def queries(session: Session, size: int) -> Iterator[Comparison]:
    """Measure five questions: each beside the bare engine, and beside rdflib at small sizes."""
    path = Path(session.folder, str(size), "store")
    if not path.is_dir():
        session.run("ours:load", {"folder": session.place(size), "store": str(path)}, size=size)
    asked = session.run("querying:beside_engine", {"store": str(path)}, size=size)
    small = size <= _RDFLIB_QUERIES
    rdflib = (
        session.refer("querying:by_rdflib", {"folder": session.place(size)}, size=size)
        if small
        else None
    )
    for name in QUESTIONS:
        ours = Cost.of_figure(asked, f"{name} ours")
        bare = Cost.of_figure(asked, f"{name} bare")
        rows = f"{int(asked.figure(f'{name} rows') or 0)} rows"
        yield Comparison("queries", name, "bare query", ours, bare, size, remark=rows)
        if rdflib:
            slow = Cost.of_figure(rdflib, f"{name} rdflib")
            yield Comparison("queries", name, "rdflib", ours, slow, size)


def network(session: Session, size: int) -> Iterator[Comparison]:
    """Measure GEXF and GraphML of a network of so many links."""
    for form in ("gexf", "graphml"):
        folder = Path(session.place(size))
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{who}.{form}" for who in ("ours", "theirs")]
        told = [{"links": size, "form": form, "out": str(path)} for path in paths]
        timed = session.run("networks:write", told[0], size=size)
        streamed = session.run("networks:stream", told[0], size=size)
        theirs = session.refer("networks:by_networkx", told[1], size=size)
        for path in paths:
            path.unlink(missing_ok=True)
        # The time is that of the writing alone, the memory that of links that come one by one.
        cost = replace(session.cost(streamed), seconds=session.cost(timed).seconds)
        work, reference = f"{form} of links", f"nx.write_{form}"
        yield Comparison("network", work, reference, cost, session.cost(theirs), size, "links")


def extraction(session: Session, _: int) -> Iterator[Comparison]:
    """Measure extraction beside the bare language pipeline."""
    told = session.run("extracting:extract", {"texts": session.texts, "rounds": session.rounds})
    tokens = told.figure("tokens") or 0.0
    ours, bare = Cost.of_figure(told, "ours"), Cost.of_figure(told, "bare")
    remark = f"{tokens:,.0f} tokens"
    if ours.seconds:
        remark += f", {tokens / ours.seconds:,.0f} a second"
    count = int(told.figure("documents") or 0)
    yield Comparison(
        "extraction", "extraction", "bare spaCy pipeline", ours, bare, count, "documents", remark
    )


def incremental(session: Session, _: int) -> Iterator[Comparison]:
    """Measure a build after one of many documents has changed, beside the first build."""
    for kind in ("claims", "texts"):
        folder = session.place(0, f"incremental-{kind}")
        told = session.run(
            f"increments:of_{kind}", {"folder": folder, "documents": session.documents}
        )
        session.place(0, f"incremental-{kind}")
        # Both run in one process, whose peak is told once.
        again = Cost(told.seconds(session.clock, "again"), told.peak, told.grown, "whole")
        first = Cost(told.seconds(session.clock, "first"), state="whole")
        work = f"one of many {kind} changed"
        yield Comparison(
            "incremental", work, "the first build", again, first, session.documents, "documents"
        )


def resolution(session: Session, size: int) -> Iterator[Comparison]:
    """Measure who is who among so many entities, and again after one document has changed."""
    told = session.run(
        "resolving:resolve",
        {"folder": session.place(size, "resolved"), "entities": size},
        size=size,
    )
    session.place(size, "resolved")
    found = {name: told.figure(name) or 0.0 for name in ("precision", "recall", "references")}
    remark = (
        f"{found['references']:,.0f} references, precision {found['precision']:.3f},"
        f" recall {found['recall']:.3f}"
    )
    first, unit = session.cost(told), "entities"
    yield Comparison("resolve", "entities resolved", "", first, Cost(), size, unit, remark)
    for step in ("references", "names", "decision"):
        cost = Cost(told.seconds(session.clock, step), state="whole" if first.seconds else "failed")
        yield Comparison("resolve", f"of which {step}", "", cost, Cost(), size, unit)
    again = Cost(told.seconds(session.clock, "again"), told.peak, told.grown, first.state)
    work = "one of many documents changed"
    yield Comparison("resolve", work, "the first time", again, first, size, unit)


PARTS: dict[str, Part] = {
    "write": writing,
    "files": files,
    "build": build,
    "validation": validation,
    "store": store,
    "queries": queries,
    "network": network,
    "resolve": resolution,
    "extraction": extraction,
    "incremental": incremental,
}
NEED_CORPUS = frozenset({"write", "files", "build", "validation", "store", "queries"})
SIZELESS = frozenset({"extraction", "incremental"})
USUAL = tuple(name for name in PARTS if name not in ("incremental", "resolve"))
