"""The claims of documents as they count: as the journal has them, corrected, and resolved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType

from kg.model import Claim, Document, Entity, Qualifier, Rejection
from kg.model.claim_format import claim_from_record, claim_outline, dump_claim
from kg.model.correction import Correction
from kg.pipeline.checking import split_claims
from kg.pipeline.graphs import read_document
from kg.resolution.references import PLACE, PLACED, ROLE, Name, name_of
from kg.stores.journal import Journal
from kg.triples.minting import slug
from kg.triples.values import PLACE_SEPARATOR, place_names
from kg.views.corrections import Change, Corrected, apply_corrections
from kg.vocab.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Identities:
    """Who the references of a document are, where their names do not tell.

    `iris` are those of the entities, by root class and folded name; `places` the names by which
    places are known, by the folded name that the document gives them.
    """

    iris: Mapping[Name, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counting:
    """The claims of a journal's documents as they count.

    `corrections` are those for each document that has some.
    """

    journal: Journal
    ontology: Ontology
    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)

    def corrected(self, iri: str, document: Document | None = None) -> Corrected:
        """Return the claims of a document in text order, as people have put them right.

        `document` is the document itself, where it is known, against which amendments are checked.
        """
        claims = [
            claim_from_record(json.loads(record), where="journal")
            for record in self.journal.claims(iri)
        ]
        meant = self.corrections.get(iri)
        if not meant:
            return Corrected(tuple(claims))

        def problem(claim: Claim) -> Rejection | None:
            return next(iter(split_claims([claim], document, self.ontology)[1]), None)

        return apply_corrections(claims, meant, problem)

    def outlines(self, iri: str) -> tuple[Claim, ...]:
        """Return who takes part in the claims of a document, as people have put them right.

        The claims may lack all that tells nothing of who is who.
        """
        if iri in self.corrections:
            return self.claims(iri)
        records = map(json.loads, self.journal.claims(iri))
        return tuple(claim_outline(record, (PLACED, ROLE)) for record in records)

    def claims(self, iri: str) -> tuple[Claim, ...]:
        """Return the claims of a document as people have put them right, in text order."""
        if iri not in self.corrections:
            return self.corrected(iri).claims
        entry = self.journal.document(iri)
        return self.corrected(iri, read_document(entry) if entry else None).claims

    def resolved_claims(self, iri: str) -> tuple[Claim, ...]:
        """Return the claims of a document as they count, with the IRIs of their entities."""
        entry = self.journal.document(iri)
        return self.resolved(iri, read_document(entry) if entry else None).claims

    def resolved(self, iri: str, document: Document | None = None) -> Corrected:
        """Return the same with the IRIs that were decided on for the entities."""
        corrected = self.corrected(iri, document)
        identities = self.identities(iri)
        if not (identities.iris or any(_has_iri(claim) for claim in corrected.claims)):
            return corrected
        return replace(
            corrected,
            claims=tuple(resolved(claim, identities, self.ontology) for claim in corrected.claims),
            changes=tuple(self._change(change, identities) for change in corrected.changes),
        )

    def _change(self, change: Change, identities: Identities) -> Change:
        after = change.after
        return replace(
            change,
            before=resolved(change.before, identities, self.ontology),
            after=resolved(after, identities, self.ontology) if after else None,
        )

    def identities(self, document: str) -> Identities:
        """Return who the references of a document are."""
        iris = self.journal.references.identities(document)
        places = {
            key: self._label(iri) or key for (root, key), iri in iris.items() if root == PLACE
        }
        return Identities(iris, places)

    def _label(self, iri: str) -> str | None:
        references = self.journal.references
        number = references.number((PLACE, iri.rpartition("/")[2]))
        named = None if number is None else references.name(number)
        return None if named is None else named[2]

    def accepted(self) -> Iterator[str]:
        """Yield the JSON of every claim in the graph as it counts, by document, in text order."""
        for document, rows in groupby(self.journal.accepted(), key=lambda row: row[0]):
            if document in self.corrections:
                refused = self.journal.refused(document)
                found = self.resolved_claims(document)
                yield from (dump_claim(claim) for claim in found if claim.id not in refused)
                continue
            identities = self.identities(document)
            for _, record in rows:
                if identities.iris or '"iri"' in record:
                    claim = claim_from_record(json.loads(record), where="journal")
                    yield dump_claim(resolved(claim, identities, self.ontology))
                else:
                    yield record


def _has_iri(claim: Claim) -> bool:
    entities = (claim.subject, claim.object, claim.attributed_to)
    return any(entity is not None and entity.iri for entity in entities)


def resolved(claim: Claim, identities: Identities, ontology: Ontology) -> Claim:
    """Return a claim whose entities have the IRIs that were decided on, and its places their names."""
    place, qualifiers = claim.qualifiers.get(PLACED), claim.qualifiers
    if place is not None and identities.places:
        qualifiers = MappingProxyType({**qualifiers, PLACED: _placed(place, identities.places)})
    about, voucher = claim.object, claim.attributed_to
    return replace(
        claim,
        subject=_entity(claim.subject, identities.iris, ontology),
        object=_entity(about, identities.iris, ontology) if about else None,
        attributed_to=_entity(voucher, identities.iris, ontology) if voucher else None,
        qualifiers=qualifiers,
    )


def _entity(entity: Entity, iris: Mapping[Name, str], ontology: Ontology) -> Entity:
    if entity.type not in ontology.roots:
        return entity
    iri = iris.get(name_of(entity, ontology))
    return entity if iri == entity.iri else replace(entity, iri=iri)


def _placed(place: Qualifier, labels: Mapping[str, str]) -> Qualifier:
    names = place_names(place)
    known = [labels.get(slug(name), name) for name in names]
    return place if known == names else replace(place, value=f"{PLACE_SEPARATOR} ".join(known))
