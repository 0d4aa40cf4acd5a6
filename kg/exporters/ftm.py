"""The graph as FollowTheMoney entities, one JSON object a line, for Aleph and OpenSanctions tools.

Entities, the articles that name them, and one link for every asserted claim, with its words as
`summary`, its article as `proof` and its id as `recordId`; what is said becomes a `Note`. Claims
that are denied, planned or only possible are left out: FollowTheMoney has no place to say so.
Places are addresses, products are assets. Ids are hashes of IRIs, the same in every export.

Source: https://followthemoney.tech/docs/ (entity streams)
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.exporters.dates import first_day
from kg.exporters.documents import document_graphs
from kg.exporters.ftm_model import Model, default_model
from kg.model import Entity
from kg.triples import Quad
from kg.views import DocumentFacts, LinkedClaim, document_facts, linked_claims, most_telling

_DATES = {"since": "startDate", "until": "endDate", "date": "date"}
_Properties = dict[str, Iterable[str | None]]


@dataclass(slots=True)
class _Known:
    """What the documents so far have told of an entity."""

    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write articles and links as the documents come, then every entity once, by id."""
    model = default_model()
    known: dict[str, _Known] = defaultdict(_Known)
    for triples in document_graphs(quads):
        claims = [found for found in linked_claims(triples) if found.claim.modality == "asserted"]
        documents = document_facts(triples)
        for linked in claims:
            documents.setdefault(linked.claim.document, DocumentFacts(linked.claim.document))
            for node, entity in _entities(linked):
                _learn(known[node], entity, linked)
        for _, document in sorted(documents.items()):
            stream.write(_line(document.iri, "Article", _article(document)))
        for linked in claims:
            stream.write(_link(linked, documents[linked.claim.document], model))
    for node in sorted(known, key=entity_id):
        stream.write(_entity(node, known[node], model))


def entity_id(iri: str) -> str:
    """Return the id of what an IRI names: letters, digits and hyphens only.

    >>> entity_id("https://news.example/a")
    'kg-95bbca1f9b4bae7d73e89dc2c1be3dbeaa950e8c'
    """
    return "kg-" + hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _entities(linked: LinkedClaim) -> Iterator[tuple[str, Entity]]:
    claim = linked.claim
    yield linked.subject, claim.subject
    if linked.object and claim.object:
        yield linked.object, claim.object
    if linked.attributed_to and claim.attributed_to:
        yield linked.attributed_to, claim.attributed_to


def _learn(known: _Known, entity: Entity, linked: LinkedClaim) -> None:
    known.names.add(entity.name)
    known.kinds.add(entity.type)
    known.documents.add(linked.claim.document)


def _entity(node: str, known: _Known, model: Model) -> bytes:
    schema = model.schema(most_telling(known.kinds))
    name, *others = sorted(known.names, key=lambda name: (-len(name), name))
    properties: _Properties = {
        "name": [name],
        "alias": others,
        "proof": map(entity_id, sorted(known.documents)),
    }
    if schema == "Address":
        properties["full"] = [name]
    return _line(node, schema, properties)


def _article(document: DocumentFacts) -> _Properties:
    return {
        "title": [document.title],
        "fileName": [document.source],
        "author": [document.author],
        "publisher": [document.publisher],
        "publishedAt": [_date(document.published)],
        "modifiedAt": [_date(document.modified)],
        "sourceUrl": [_url(document.url or document.iri)],
    }


def _link(linked: LinkedClaim, document: DocumentFacts, model: Model) -> bytes:
    claim = linked.claim
    node = f"{document.iri}#claim={claim.id}"
    shared: _Properties = {
        "summary": [linked.evidence],
        "proof": [entity_id(document.iri)],
        "publisher": [document.publisher],
        "sourceUrl": [_url(document.url or document.iri)],
    }
    if claim.content or not linked.object or not claim.object:
        about = [linked.subject, *([linked.object] if linked.object else [])]
        words = linked.content or linked.evidence
        note: _Properties = {"entity": map(entity_id, about), "description": [words]}
        return _line(node, "Note", {**shared, **note, "notes": [claim.type]})
    ends = (model.schema(claim.subject.type), model.schema(claim.object.type))
    role = claim.qualifiers.get("role")
    link = model.link(claim.type, role.span.text if role else "", ends)
    tied: _Properties = {
        link.subject: [entity_id(linked.subject)],
        link.object: [entity_id(linked.object)],
        "recordId": [claim.id],
    }
    return _line(node, link.name, {**shared, **tied, **_circumstances(linked)})


def _circumstances(linked: LinkedClaim) -> _Properties:
    claim = linked.claim
    role, status = claim.qualifiers.get("role"), claim.qualifiers.get("status")
    dates: _Properties = {
        name: [_date(claim.qualifiers[qualifier].value)]
        for qualifier, name in _DATES.items()
        if qualifier in claim.qualifiers
    }
    others = (name for name in sorted(claim.qualifiers) if name not in (*_DATES, "role", "status"))
    return {
        **dates,
        "role": [role.span.text if role else claim.type],
        "status": [(status.value or status.span.text) if status else None],
        "description": [f"{name}: {claim.qualifiers[name].span.text}" for name in others],
    }


def _date(value: str | None) -> str | None:
    return value if value and first_day(value) else None


def _url(value: str) -> str | None:
    return value if value.startswith(("http://", "https://")) else None


def _line(node: str, schema: str, properties: _Properties) -> bytes:
    """Write an entity; properties without a value are left out."""
    filled = {
        name: sorted({value for value in values if value}) for name, values in properties.items()
    }
    record = {
        "id": entity_id(node),
        "schema": schema,
        "properties": {name: values for name, values in sorted(filled.items()) if values},
    }
    return f"{json.dumps(record, ensure_ascii=False)}\n".encode()
