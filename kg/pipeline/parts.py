"""Jobs and what comes of them: a source or some documents in, entries for the journal out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from kg.errors import KgError
from kg.model import Claim, Document, Rejection, Source
from kg.model.claim_format import dump_claim
from kg.model.document_format import document_record
from kg.pipeline.reading import extract_document, read_source
from kg.pipeline.settings import Settings, minter_of
from kg.pipeline.traits import document_traits
from kg.resolution import resolve
from kg.stores.entries import ClaimEntry, DocumentEntry


@dataclass(frozen=True, slots=True)
class Part:
    """What a job gave, in its order; `unread` is JSON of rejections.

    `lost` says that the process that did the job died of it.
    """

    documents: tuple[DocumentEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    unread: tuple[str, ...] = ()
    lost: bool = False


DONE = Part()
_DIED = "the process that read it died, twice"
_AGAIN = "give it more memory, then build again: it is not taken for read"
Work = Source | tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A source, some of its documents, or a part that is done; `last` ends the source."""

    location: str
    fingerprint: str
    work: Work | Part
    last: bool = False


def perform(work: Work, settings: Settings) -> Part:
    """Read and extract what a job asks for.

    Raises:
        ConfigurationError: the ontology, patterns or model cannot be used.
    """
    if isinstance(work, Source):
        return joined(item_part(item, settings) for item in read_source(work, base=settings.base))
    return joined(document_part(document, settings) for document in work)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of ours on its way from one process to another."""

    kind: type[KgError]
    reason: str
    where: str | None
    remedy: str | None

    @classmethod
    def of(cls, error: KgError) -> Failure:
        """Make it ready to go."""
        return cls(type(error), error.reason, error.where, error.remedy)

    def error(self) -> KgError:
        """Return the error."""
        return self.kind(self.reason, where=self.where, remedy=self.remedy)


def attempt(work: Work, settings: Settings) -> Part | Failure:
    """Do as `perform` does, and return an error of ours instead of raising it."""
    try:
        return perform(work, settings)
    except KgError as error:
        return Failure.of(error)


def singly(work: Work) -> Iterator[Work]:
    """Yield the smallest pieces of work that can be done each by itself."""
    if isinstance(work, Source):
        yield work
    else:
        yield from ((document,) for document in work)


def lost_part(work: Work) -> Part:
    """Return the part of work that the process which does it dies of: rejections."""
    if isinstance(work, Source):
        rejections = [Rejection("source", work.location, _DIED, _AGAIN)]
    else:
        rejections = [
            Rejection(
                "document",
                document.source,
                _DIED,
                _AGAIN,
                document=document.id,
                item=json.dumps(document_record(document), ensure_ascii=False),
            )
            for document in work
        ]
    return Part(unread=tuple(map(dump_rejection, rejections)), lost=True)


def item_part(item: Document | Claim | Rejection, settings: Settings) -> Part:
    """Return what comes of a thing that a reader found."""
    if isinstance(item, Document):
        return document_part(item, settings)
    return claim_part(item, settings) if isinstance(item, Claim) else unread_part(item)


def document_part(document: Document, settings: Settings) -> Part:
    """Return a document's entry, and the claims extracted from it."""
    extraction = extract_document(document, settings)
    record = json.dumps(document_record(document), ensure_ascii=False)
    traits = document_traits(document, extraction.sentences)
    entry = DocumentEntry(document.id, record, json.dumps(extraction.sentences), traits)
    claims = tuple(map(_claim_entry, extraction.claims))
    return Part((entry,), claims, tuple(map(dump_rejection, extraction.rejections)))


def claim_part(claim: Claim, settings: Settings) -> Part:
    """Return the entries of a claim that a source holds ready-made."""
    resolved = resolve([claim], minter_of(settings).ontology)
    return Part(claims=tuple(map(_claim_entry, resolved)))


def unread_part(rejection: Rejection) -> Part:
    """Return a rejection as a part."""
    return Part(unread=(dump_rejection(rejection),))


def joined(parts: Iterable[Part]) -> Part:
    """Return parts as one, in their order.

    >>> joined([Part(unread=("1",)), Part(unread=("2",), lost=True)])
    Part(documents=(), claims=(), unread=('1', '2'), lost=True)
    """
    known = list(parts)
    return Part(
        tuple(entry for part in known for entry in part.documents),
        tuple(entry for part in known for entry in part.claims),
        tuple(record for part in known for record in part.unread),
        any(part.lost for part in known),
    )


def dump_rejection(rejection: Rejection) -> str:
    """Return a rejection as JSON, without what is not known.

    >>> dump_rejection(Rejection("source", "a.txt", "the file is empty"))
    '{"kind": "source", "where": "a.txt", "reason": "the file is empty"}'
    """
    known = {name: value for name, value in asdict(rejection).items() if value is not None}
    return json.dumps(known, ensure_ascii=False)


def _claim_entry(claim: Claim) -> ClaimEntry:
    place = claim.evidence[0].start if claim.evidence else 0
    return ClaimEntry(claim.document, claim.id, place, dump_claim(claim))
