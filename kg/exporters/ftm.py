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
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from kg.exporters.dates import first_day
from kg.exporters.documents import document_graphs
from kg.exporters.ftm_model import Model, default_model
from kg.exporters.sorting import LineSorter
from kg.triples import Quad
from kg.views import DocumentFacts, LinkedClaim, document_facts, linked_claims, most_telling

_DATES = {"since": "startDate", "until": "endDate", "date": "date"}
_Properties = dict[str, Iterable[str | None]]


def write(quads: Iterable[Quad], stream: BinaryIO) -> None:
    """Write articles and links as the documents come, then every entity once, by id.

    One document, and one entity with all that names it, are in memory at a time.
    """
    model = default_model()
    with LineSorter(distinct=True) as mentions:
        for triples in document_graphs(quads):
            linked = [found for found in linked_claims(triples) if _is_asserted(found)]
            mentions.add(line for found in linked for line in _mentions(found))
            for line in _document(document_facts(triples), linked, model):
                stream.write(line)
        for name, same in groupby(mentions.lines(), key=lambda line: line.partition("\t")[0]):
            stream.write(_entity(name, same, model))


def _is_asserted(linked: LinkedClaim) -> bool:
    return linked.claim.modality == "asserted"


def _document(
    documents: dict[str, DocumentFacts], claims: list[LinkedClaim], model: Model
) -> Iterator[bytes]:
    """Yield articles and links."""
    named = {linked.claim.document: DocumentFacts(linked.claim.document) for linked in claims}
    known = named | documents
    for _, document in sorted(known.items()):
        yield _line(entity_id(document.iri), "Article", _article(document))
    for linked in claims:
        yield _link(linked, known[linked.claim.document], model)


def entity_id(iri: str) -> str:
    """Return the id of what an IRI names: letters, digits and hyphens only.

    >>> entity_id("https://news.example/a")
    'kg-95bbca1f9b4bae7d73e89dc2c1be3dbeaa950e8c'
    """
    return "kg-" + hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _mentions(linked: LinkedClaim) -> Iterator[str]:
    """Yield, for each entity of a claim, its id, class, document and name in JSON."""
    claim = linked.claim
    proof = entity_id(claim.document)
    for node, entity in (
        (linked.subject, claim.subject),
        (linked.object, claim.object),
        (linked.attributed_to, claim.attributed_to),
    ):
        if node and entity:
            # JSON escapes line breaks and tabs.
            name = json.dumps(entity.name, ensure_ascii=False)
            yield f"{entity_id(node)}\t{entity.type}\t{proof}\t{name}"


def _entity(node: str, mentions: Iterable[str], model: Model) -> bytes:
    known = [line.split("\t") for line in mentions]
    schema = model.schema(most_telling({kind for _, kind, _, _ in known}))
    names = {str(json.loads(name)) for *_, name in known}
    name, *others = sorted(names, key=lambda name: (-len(name), name))
    properties: _Properties = {
        "name": [name],
        "alias": others,
        "proof": [proof for _, _, proof, _ in known],
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
        return _line(entity_id(node), "Note", {**shared, **note, "notes": [claim.type]})
    ends = (model.schema(claim.subject.type), model.schema(claim.object.type))
    role = claim.qualifiers.get("role")
    link = model.link(claim.type, role.span.text if role else "", ends)
    tied: _Properties = {
        link.subject: [entity_id(linked.subject)],
        link.object: [entity_id(linked.object)],
        "recordId": [claim.id],
    }
    return _line(entity_id(node), link.name, {**shared, **tied, **_circumstances(linked)})


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
        "id": node,
        "schema": schema,
        "properties": {name: values for name, values in sorted(filled.items()) if values},
    }
    return f"{json.dumps(record, ensure_ascii=False)}\n".encode()
