"""The rooms of the package import only what stands below them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"

# From the bottom up; rooms on one line are siblings that do not know each other.
LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "resources"}),
    frozenset({"vocab"}),
    frozenset({"model", "registry"}),
    frozenset({"triples"}),
    frozenset({"queries", "views"}),
    frozenset(
        {
            "readers",
            "extractors",
            "resolution",
            "validation",
            "stores",
            "exporters",
            "evaluation",
            "networks",
            "pages",
            "pictures",
        }
    ),
    frozenset({"pipeline", "server"}),
    frozenset({"api", "cli"}),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
# Rooms of one level that may know each other, in this direction.
ALLOWED = {("resources", "errors"), ("registry", "model"), ("cli", "api")}
# A foreign library stays behind its wall.
WALLS = {
    "click": {"cli"},
    "spacy": {"extractors"},
    "thinc": {"extractors"},
    "pyshacl": {"validation"},
    "networkx": {"views", "exporters", "networks", "pictures", "pages", "pipeline", "api"},
    "rustworkx": {"networks"},
    "pyoxigraph": {"stores", "queries", "validation", "model", "server"},
    "trafilatura": {"readers"},
    "sqlite3": {"stores"},
    "onnxruntime": {"extractors"},
    "openai": {"extractors"},
    "fsspec": {"readers", "pipeline"},
    "distributed": {"pipeline"},
    "dask": {"pipeline"},
    "httpx": {"queries"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "datasketch": {"resolution"},
    "nicknames": {"resolution"},
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module == "kg")
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def may_import(room: str, other: str) -> bool:
    return room == other or LEVEL[other] < LEVEL[room] or (room, other) in ALLOWED


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("kg.")}
    wrong = {other for other in rooms if other in LEVEL and not may_import(room, other)}
    assert not wrong, f"{room} imports {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_foreign_library_stays_behind_its_wall(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(path)} & WALLS.keys()
    wrong = {library for library in libraries if room_of(path) not in WALLS[library]}
    assert not wrong


def test_every_room_has_its_level() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__"}
    assert rooms <= LEVEL.keys()
