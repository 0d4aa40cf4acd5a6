"""Small worlds of documents that name the same people, bodies, products and places in many ways."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Claim, Document, Entity, Qualifier, Span, with_id
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record, text_digest
from kg.model.judgement import VERDICTS, Judgement, Selector
from kg.resolution.judgements import check, constraints
from kg.vocab import DEFAULT_BASE, default_ontology

BODIES = (
    "Elverton Police Department",
    "Elverton PD",
    "EPD",
    "Dunmore County Sheriff's Office",
    "Dunmore County Sheriff",
    "Sheriff's Office",
    "Easton Parks District",
    "Corvid Systems, Inc.",
    "Corvid",
)
PEOPLE = ("Ana Brill", "Ana M. Brill", "A. Brill", "Brill", "Bo Brill", "city officials")
PRODUCTS = ("FaceTrace", "Corvid FaceTrace", "Face Trace", "FaceTrace 2")
PLACES = ("Elverton", "Elverton, Ohio", "Dunmore County", "Ohio")
CLASSES = {
    "Organization": ("Organization", "Company", "GovernmentOrganization"),
    "Person": ("Person",),
    "Product": ("Product",),
}
NAMES = {"Organization": BODIES, "Person": PEOPLE, "Product": PRODUCTS}
KINDS = {
    "deploys": ("Organization", "Product"),
    "makes": ("Organization", "Product"),
    "affiliated": ("Person", "Organization"),
    "partners": ("Organization", "Organization"),
}
GIVEN = (
    "https://register.example/bodies/1",
    "https://register.example/bodies/2",
    f"{DEFAULT_BASE}organization/elverton-police-department",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells: a claim's type, its entities with their classes, place, IRI."""

    kind: str
    subject: str
    subject_type: str
    object: str
    object_type: str
    place: str = ""
    given: str = ""
    denied: bool = False

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        denied = "It is denied that " if self.denied else ""
        where = f" in {self.place}" if self.place else ""
        return f"{denied}{self.subject} {self.kind} {self.object}{where}. "


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its name, what it tells, and whether its text is there too."""

    name: str
    told: tuple[Told, ...]
    has_text: bool = True

    @property
    def iri(self) -> str:
        """Return the IRI of the document."""
        return f"https://news.example/{self.name}"

    @property
    def text(self) -> str:
        """Return the text, whose claims are its sentences."""
        return "".join(told.sentence for told in self.told)

    def claims(self) -> list[Claim]:
        """Return the claims."""
        found, start = [], 0
        for told in self.told:
            span = Span.of(self.text, start, start + len(told.sentence) - 1)
            start += len(told.sentence)
            found.append(_claim(self, told, span))
        return found

    def lines(self) -> list[str]:
        """Return the lines of JSON that give the document and its claims."""
        lines = [dump_claim(claim) for claim in self.claims()]
        if self.has_text:
            document = Document(
                id=self.iri,
                source=f"{self.name}.txt",
                text=self.text,
                sha256=text_digest(self.text),
                publisher=f"Gazette {self.name}",
                published=f"202{ord(self.name[0]) % 10}-03",
                url=self.iri,
            )
            lines.insert(0, json.dumps(document_record(document)))
        return lines


def _claim(page: Page, told: Told, span: Span) -> Claim:
    place = span.start + span.text.rindex(told.place) if told.place else 0
    placed = (
        {"place": Qualifier(Span.of(page.text, place, place + len(told.place)))}
        if told.place
        else {}
    )
    return with_id(
        Claim(
            document=page.iri,
            type=told.kind,
            subject=Entity(told.subject, told.subject_type, None, told.given or None),
            object=Entity(told.object, told.object_type),
            evidence=(span,),
            extractor="manual",
            qualifiers=placed,
            modality="denied" if told.denied else "asserted",
            confidence=0.9,
        )
    )


Sources = Mapping[str, Sequence[Page]]
"""The pages of each file, by the file's name."""


def write(folder: Path, sources: Sources) -> list[str]:
    """Write files of JSON Lines; return their paths, sorted."""
    for name, pages in sources.items():
        lines = [line for page in pages for line in page.lines()]
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [str(folder / name) for name in sorted(sources)]


@st.composite
def sentences(draw: st.DrawFn) -> Told:
    """Draw what a sentence tells."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    subject, about = KINDS[kind]
    return Told(
        kind,
        draw(st.sampled_from(NAMES[subject])),
        draw(st.sampled_from(CLASSES[subject])),
        draw(st.sampled_from(NAMES[about])),
        draw(st.sampled_from(CLASSES[about])),
        draw(st.sampled_from(("", *PLACES))),
        draw(st.sampled_from(("", "", "", "", *GIVEN))) if subject == "Organization" else "",
        draw(st.sampled_from((False, False, False, True))),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Sources:
    """Draw files of documents; some documents repeat another's text, some stand in two files."""
    told = draw(st.lists(st.lists(sentences(), min_size=1, max_size=4), min_size=1, max_size=4))
    files: dict[str, list[Page]] = {}
    for name in draw(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=6)):
        page = Page(name, tuple(draw(st.sampled_from(told))), draw(st.booleans()))
        pages = files.setdefault(f"{draw(st.integers(0, 3))}.jsonl", [])
        if all(other.name != name for other in pages):
            pages.append(page)
    return files


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    """Draw judgements that do not contradict each other."""
    kept: list[Judgement] = []
    for _ in range(draw(st.integers(0, 3))):
        root = draw(st.sampled_from(sorted(NAMES)))
        documents = st.sampled_from(("", *(f"https://news.example/{name}" for name in "abcd")))
        sides = st.builds(Selector, st.just(root), st.sampled_from(NAMES[root]), documents)
        at, verdict = "2024-05-14T09:30:00Z", draw(st.sampled_from(VERDICTS))
        found = Judgement(verdict, draw(sides), draw(sides), by="Ida", at=at, why="she knows")
        if is_consistent([*kept, found]):
            kept.append(found)
    return kept


def is_consistent(found: Iterable[Judgement]) -> bool:
    """Tell whether judgements can all hold."""
    kept = list(found)
    try:
        for judgement in kept:
            check(judgement, default_ontology())
        constraints(kept)
    except InputError:
        return False
    return True
