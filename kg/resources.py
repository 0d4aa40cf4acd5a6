"""Find what is installed beside the code: ontology, shapes, queries and language models.

A wheel carries them inside the package; a checkout has ontology and shapes beside it.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import ConfigurationError

PACKAGE = Path(__file__).resolve().parent


def _installed(name: str) -> Path:
    inside = PACKAGE / "_data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def ontology_path() -> Path:
    """Return the path of the ontology, a Turtle file."""
    return _installed("ontology") / "kg.ttl"


def shapes_path() -> Path:
    """Return the folder of the SHACL shapes, Turtle files."""
    return _installed("shapes")


def queries_path() -> Path:
    """Return the folder of the named questions, `.rq` files."""
    return PACKAGE / "queries" / "named"


def patterns_path() -> Path:
    """Return the folder of the extraction patterns, TOML files."""
    return PACKAGE / "extractors" / "patterns"


def lexicon_text(room: str, file_name: str) -> str:
    """Return the text of a word list or table of a room: a file in its folder `lexicons`.

    Raises:
        ConfigurationError: there is no such file.
    """
    folder = PACKAGE / room / "lexicons"
    path = folder / file_name
    if not path.is_file():
        known = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        raise ConfigurationError(
            f"no lexicon named {file_name!r}",
            where=str(folder),
            remedy=f"known: {', '.join(known)}",
        )
    return path.read_text(encoding="utf-8")


def lexicon_entries(room: str, name: str) -> frozenset[str]:
    """Return the entries of a word list of a room, `name`.txt, as they are written there.

    One entry a line; `#` starts a comment. Entries keep their case and may hold spaces.

    Raises:
        ConfigurationError: there is no such list.
    """
    lines = lexicon_text(room, f"{name}.txt").splitlines()
    entries = (line.partition("#")[0].strip() for line in lines)
    return frozenset(entry for entry in entries if entry)


def models_path() -> Path:
    """Return the folder that holds one language model a folder."""
    return PACKAGE / "models"
