"""What a pattern file says: claim types, and the frames of words and syntax that express them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Entity, Modality

FrameKind = Literal[
    "verb", "noun", "role", "owner", "link", "office", "origin", "joint", "compound"
]  # fmt: skip
FRAME_KINDS: tuple[FrameKind, ...] = (
    "verb", "noun", "role", "owner", "link", "office", "origin", "joint", "compound",
)  # fmt: skip
Effect = Literal[
    "planned",
    "possible",
    "denied",
    "ended",
    "pilot",
    "infinitive",
    "presupposed",
    "begun",
    "considered",
    "would",
]


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to express a claim type.

    `kind`: `verb` ("A uses B"), `noun` (an event: "A's use of B", "in use at A"), `role` (a
    relation: "A, the maker of B", "B chief Ana Ruiz"), `owner` ("A's B", "its B", "A B" where the
    name of B begins with A), `link` ("the C office at B": a preposition between names), `office` (a
    title that leaves the body to the reader: "Sheriff Ana Ruiz"), `compound` (names joined by marks
    alone: "Acme-owned Birch"), `origin` (what a product’s phrase says of its maker: "B, from A", "the
    A-built B"; with "leading", "own", "whose" as subjects "A cameras", "B, its own tool", "A, whose
    lenses"), `joint` ("A and B jointly run", "the two firms work together").
    `words` are lemmas (with a particle: "roll out"; "*" for any); of `role` also several words as written.
    `subject` and `object` name the slots that may fill them, in order of preference: "subject",
    "object", "possessor", "governor" (the subject of the verb that governs a noun), "bearer" and
    "complement" (of a role), "members" (those named together in the subject), "addressee" (who is
    asked to do a `complement`), "theme" (what a phrase like "in use" is said of), "self" (the noun
    of the frame), "compound" (the name right before it: "a Birch licence"), a preposition, or "next" and a preposition that must stand right behind the words.
    `governors` are the verbs (lemmas) that count for "governor", `never_governors` those that do not.
    `requires` are words (lemmas) that a slot must hold; `kinds` and `subject_kinds` how an object or
    a subject must be mentioned, `subject_words` a word that its name must hold,
    `object_nouns` what unnamed things may be an object, too ("an older system"). `qualifiers` are fixed ones; the value "@words" stands for the
    frame's own words, "@complement" for what is asked, "@as x" for the phrase after "as", else x.
    A subject of one
    of `never_classes` gives nothing. `date_as` is the qualifier that a date without "since" or "until" becomes,
    `object_as` the class that the object takes (a place that acts for its government).
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
    governors: frozenset[str] = frozenset()
    never_governors: frozenset[str] = frozenset()
    subject_kinds: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    object_nouns: frozenset[str] = frozenset()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    modality: Modality | None = None
    date_as: str | None = None
    object_as: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """All frames of one claim type, and what holds for each of them.

    `acting_place` is the class that a place takes where it acts as a subject ("Leeds bought 50
    buses"). `circumstances` are the qualifiers to look for around the frame; `effects` maps what
    the verbs around it do (ended, pilot, planned) to a value of the qualifier `status`; a subject
    whose head is one of `never_subject`, or that stands in the relation `unless` (a claim type of
    the same document) to the object, gives no claim. Unnamed people stand for the body that follows
    them with one of the prepositions `acting_people` ("staff at the library"). With `goods`, unnamed
    goods are an object too ("makes rail track"). `grounds` are the prepositions that lead to why
    something is opposed, or what a partnership is on.
    """

    type: str
    source: str
    frames: tuple[Frame, ...]
    acting_place: str | None = None
    circumstances: frozenset[str] = frozenset()
    effects: Mapping[str, str] = field(default_factory=dict)
    never_subject: frozenset[str] = frozenset()
    never_object: frozenset[str] = frozenset()
    acting_people: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    date_as: str = "date"
    goods: bool = False
    grounds: frozenset[str] = frozenset()


@dataclass(
    frozen=True, slots=True, eq=False
)  # told apart by what they are: indexes are kept by them
class Patterns:
    """The patterns of every claim type, in the order of their names; `roots` is each class's root."""

    patterns: tuple[Pattern, ...]
    roots: Mapping[str, str] = field(default_factory=dict)
    _by_kind: Mapping[str, tuple[tuple[Pattern, Frame], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the frames by kind: they are asked for at every token."""
        by_kind: dict[str, list[tuple[Pattern, Frame]]] = {}
        for pattern in self.patterns:
            for frame in pattern.frames:
                by_kind.setdefault(frame.kind, []).append((pattern, frame))
        object.__setattr__(
            self, "_by_kind", {kind: tuple(found) for kind, found in by_kind.items()}
        )

    def fits(self, entity: Entity, classes: frozenset[str]) -> bool:
        """Tell whether an entity belongs to one of the classes, or to a class below one."""
        return entity.type in classes or self.roots.get(entity.type, "") in classes

    def frames(self, kind: FrameKind) -> tuple[tuple[Pattern, Frame], ...]:
        """Return the frames of one kind with their patterns, in the order of the files."""
        return self._by_kind.get(kind, ())
