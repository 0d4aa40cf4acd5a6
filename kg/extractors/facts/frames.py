"""What a pattern file says: claim types, and the frames of words and syntax that express them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Entity, Modality

FrameKind = Literal["verb", "noun", "role", "owner", "link"]
FRAME_KINDS: tuple[FrameKind, ...] = ("verb", "noun", "role", "owner", "link")
Effect = Literal["planned", "possible", "denied", "ended", "pilot", "infinitive", "presupposed"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to express a claim type.

    `kind`: `verb` ("A uses B"), `noun` (an event: "A's use of B", "in use at A"), `role` (a
    relation: "A, the maker of B", "B chief Ana Ruiz"), `owner` ("A's B", "its B", "A B" where the
    name of B begins with A), `link` ("the C office at B": a preposition between names).
    `words` are lemmas (with a particle: "roll out"); of `role` also several words as written.
    `subject` and `object` name the slots that may fill them, in order of preference: "subject",
    "object", "possessor", "governor" (the subject of the verb that governs a noun), "bearer" and
    "complement" (of a role), "members" (those named together in the subject), "addressee" (who is
    asked to do a `complement`), "theme" (what a phrase like "in use" is said of), or a preposition.
    `requires` are words (lemmas) that a slot must hold. `qualifiers` are fixed ones; the value
    "@words" stands for the frame's own words, "@complement" for what is asked. A subject of one
    of `never_classes` gives nothing. `date_as` is the qualifier that a date without "since" or "until" becomes.
    """

    kind: FrameKind
    words: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_classes: frozenset[str]
    object_classes: frozenset[str]
    confidence: float
    requires: Mapping[str, frozenset[str]] = field(default_factory=dict)
    before: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    never_classes: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    modality: Modality | None = None
    date_as: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """All frames of one claim type, and what holds for each of them.

    `acting_place` is the class that a place takes where it acts as a subject ("Leeds bought 50
    buses"). `circumstances` are the qualifiers to look for around the frame; `effects` maps what
    the verbs around it do (ended, pilot, planned) to a value of the qualifier `status`; a subject
    whose head is one of `never_subject`, or that stands in the relation `unless` (a claim type of
    the same document) to the object, gives no claim.
    """

    type: str
    source: str
    frames: tuple[Frame, ...]
    acting_place: str | None = None
    circumstances: frozenset[str] = frozenset()
    effects: Mapping[str, str] = field(default_factory=dict)
    never_subject: frozenset[str] = frozenset()
    never_object: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    date_as: str = "date"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of every claim type, in the order of their names; `roots` is each class's root."""

    patterns: tuple[Pattern, ...]
    roots: Mapping[str, str] = field(default_factory=dict)

    def fits(self, entity: Entity, classes: frozenset[str]) -> bool:
        """Tell whether an entity belongs to one of the classes, or to a class below one."""
        return entity.type in classes or self.roots.get(entity.type, "") in classes

    def frames(self, kind: FrameKind) -> tuple[tuple[Pattern, Frame], ...]:
        """Return the frames of one kind with their patterns, in the order of the files."""
        return tuple(
            (pattern, frame)
            for pattern in self.patterns
            for frame in pattern.frames
            if frame.kind == kind
        )
