"""Read pattern files, and refuse what is not one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import cast

from kg.errors import ConfigurationError
from kg.extractors.facts.frames import FRAME_KINDS, Frame, FrameKind, Pattern, Patterns
from kg.extractors.lexicon import groups, words
from kg.model import MODALITIES, Modality
from kg.vocab import default_ontology

_SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "verb": (("subject",), ("object",)),
        "noun": (("possessor", "by"), ("of",)),
        "role": (("bearer",), ("complement",)),
        "owner": (("possessor",), ("owned",)),
        "link": (("left",), ("right",)),
        "office": (("bearer",), ("body",)),
        "compound": (("right",), ("left",)),
        "origin": (("maker",), ("made",)),
        "joint": (("members",), ("members",)),
    }
)
_FILE_KEYS = frozenset(
    {"type", "subject", "object", "confidence", "acting_place", "circumstances", "effects",
     "never_subject", "never_object", "acting_people", "unless", "date_as", "goods", "grounds",
     *FRAME_KINDS}
)  # fmt: skip
_FRAME_KEYS = frozenset(
    {"words", "lexicon", "subject", "object", "subject_classes", "object_classes", "confidence",
     "requires", "before", "complement", "prepositions", "heads", "kinds", "never_classes", "without", "qualifiers",
     "modality", "date_as", "governors", "never_governors", "subject_kinds", "subject_words", "object_nouns",
     "object_as"}
)  # fmt: skip
_NEEDS_WORDS = frozenset({"verb", "noun", "role", "office", "joint"})


def load_patterns(folders: Sequence[Path]) -> Patterns:
    """Read every `*.toml` of the folders as patterns; files of later folders add to earlier ones.

    Raises:
        ConfigurationError: a folder or file cannot be read, or a key in it is unknown, missing or
            of the wrong kind.

    >>> from kg.resources import patterns_path
    >>> [pattern.type for pattern in load_patterns([patterns_path()]).patterns][:2]
    ['acquires', 'affiliated']
    """
    found: list[Pattern] = []
    for folder in folders:
        if not folder.is_dir():
            raise ConfigurationError(
                "there is no such folder of patterns",
                where=str(folder),
                remedy="give a folder that holds pattern files (*.toml)",
            )
        found.extend(_read(path) for path in sorted(folder.glob("*.toml")))
    return Patterns(tuple(found), MappingProxyType(dict(default_ontology().roots)))


def _read(path: Path) -> Pattern:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(
            f"the pattern file cannot be read: {error}", where=str(path), remedy="mend the file"
        ) from error
    return _Reader(str(path), "", table, _FILE_KEYS).pattern()


class _Reader:
    """One table of a pattern file: takes keys out of it, and names file and key when one is wrong."""

    def __init__(
        self, path: str, section: str, table: Mapping[str, object], known: frozenset[str]
    ) -> None:
        self._path, self._section, self._table = path, section, table
        for key in table:
            if key not in known:
                raise self._wrong(key, "is unknown", f"known: {', '.join(sorted(known))}")

    def pattern(self) -> Pattern:
        """Return the whole file as a pattern."""
        frames = tuple(frame for kind in FRAME_KINDS for frame in self._frames(kind))
        if not frames:
            raise self._wrong("verb", "is missing", "give at least one frame: [[verb]], [[role]] …")
        return Pattern(
            type=self._text("type"),
            source=self._path,
            frames=frames,
            acting_place=self._text("acting_place") if "acting_place" in self._table else None,
            circumstances=self._set("circumstances"),
            effects=self._texts("effects"),
            never_subject=self._set("never_subject"),
            never_object=self._set("never_object"),
            acting_people=self._set("acting_people"),
            unless=self._set("unless"),
            date_as=self._text("date_as") if "date_as" in self._table else "date",
            goods=self._flag("goods"),
            grounds=self._set("grounds"),
        )

    def _frames(self, kind: FrameKind) -> Iterator[Frame]:
        tables = self._table.get(kind, [])
        if not isinstance(tables, list):
            raise self._wrong(kind, "is not a list of tables", f"write [[{kind}]]")
        for number, table in enumerate(tables, start=1):
            if not isinstance(table, dict):
                raise self._wrong(kind, "is not a list of tables", f"write [[{kind}]]")
            reader = _Reader(self._path, f"{kind} {number}: ", table, _FRAME_KEYS)
            yield reader._frame(kind, self)

    def _frame(self, kind: FrameKind, file: _Reader) -> Frame:
        subject, about = _SLOTS[kind]
        lemmas = self._set("words") | self._lexicon()
        if kind in _NEEDS_WORDS and not lemmas:
            raise self._wrong("words", "is missing", 'write words = ["use", …]')
        return Frame(
            kind=kind,
            words=lemmas,
            subject=self._list("subject") or subject,
            object=self._list("object") or about,
            subject_classes=self._set("subject_classes") or file._set("subject", needed=True),
            object_classes=self._set("object_classes") or file._set("object", needed=True),
            confidence=self._share("confidence", file._share("confidence", 0.7)),
            requires=self._sets("requires"),
            before=self._set("before"),
            complement=self._set("complement"),
            prepositions=self._set("prepositions"),
            heads=self._set("heads"),
            kinds=self._set("kinds"),
            never_classes=self._set("never_classes"),
            without=self._set("without"),
            governors=self._set("governors"),
            never_governors=self._set("never_governors"),
            subject_kinds=self._set("subject_kinds"),
            subject_words=self._set("subject_words"),
            object_nouns=self._set("object_nouns"),
            qualifiers=self._texts("qualifiers"),
            modality=self._modality(),
            date_as=self._text("date_as") if "date_as" in self._table else None,
            object_as=self._text("object_as") if "object_as" in self._table else None,
        )

    def _text(self, key: str) -> str:
        value = self._table.get(key)
        if not isinstance(value, str) or not value:
            raise self._wrong(key, "is missing or not a word", f'write {key} = "…"')
        return value

    def _flag(self, key: str) -> bool:
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "is neither true nor false", f"write {key} = true")
        return value

    def _list(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self._wrong(key, "is not a list of words", f'write {key} = ["…", "…"]')
        if needed and not value:
            raise self._wrong(key, "is missing", f'write {key} = ["…", "…"]')
        return tuple(cast("list[str]", value))

    def _set(self, key: str, *, needed: bool = False) -> frozenset[str]:
        return frozenset(self._list(key, needed=needed))

    def _lexicon(self) -> frozenset[str]:
        """Return the words of a lexicon: "facts_roles", or one group of a table: "products:strong"."""
        if "lexicon" not in self._table:
            return frozenset()
        name, _, group = self._text("lexicon").partition(":")
        return groups(name)[group] if group else words(name)

    def _entries(self, key: str) -> Mapping[str, object]:
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "is not a table", f"write {key} = {{ name = … }}")
        return value

    def _texts(self, key: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, value in self._entries(key).items():
            if not isinstance(value, str):
                raise self._wrong(f"{key}.{name}", "is not a word", f'write {name} = "…"')
            found[name] = value
        return MappingProxyType(found)

    def _sets(self, key: str) -> Mapping[str, frozenset[str]]:
        names = list(self._entries(key))
        reader = _Reader(self._path, f"{self._section}{key}.", self._entries(key), frozenset(names))
        return MappingProxyType({name: reader._set(name, needed=True) for name in names})

    def _share(self, key: str, default: float) -> float:
        value = self._table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._wrong(key, "is not a number from 0 to 1", f"write {key} = 0.8")
        return float(value)

    def _modality(self) -> Modality | None:
        value = self._table.get("modality")
        if value is None:
            return None
        for modality in MODALITIES:
            if modality == value:
                return modality
        raise self._wrong("modality", f"is {value!r}", f"one of {', '.join(MODALITIES)}")

    def _wrong(self, key: str, reason: str, remedy: str) -> ConfigurationError:
        return ConfigurationError(
            f"key '{self._section}{key}' {reason}", where=self._path, remedy=remedy
        )
