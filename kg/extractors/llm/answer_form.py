"""The JSON schema of an answer, for endpoints that hold their models to one.

Source: https://json-schema.org/draft/2020-12, within what OpenAI's strict mode takes (every field
required, no other fields; what may be absent is null).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.extractors.llm.vocabulary import Vocabulary
from kg.model import MODALITIES

Schema = dict[str, object]
_TEXT: Mapping[str, object] = {"type": "string"}
_TEXTS: Mapping[str, object] = {"type": "array", "items": {"type": "string"}}


def answer_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of an answer under the ontology in use.

    >>> from kg.resources import ontology_path
    >>> from kg.extractors.llm.vocabulary import load_terms
    >>> answer_schema(load_terms([ontology_path()]))["required"]
    ['claims']
    """
    entity = _object(
        name=_TEXT,
        type=_one_of(term.name for term in vocabulary.classes),
        mention=_or_null(_TEXT),
    )
    qualifier = _object(
        name=_one_of(term.name for term in vocabulary.qualifiers),
        words=_TEXT,
        value=_or_null(_TEXT),
    )
    claim = _object(
        sentence={"type": "integer"},
        type=_one_of(term.name for term in vocabulary.claim_types),
        subject=entity,
        object=_or_null(entity),
        content=_or_null(_TEXTS),
        qualifiers={"type": "array", "items": qualifier},
        modality=_one_of(MODALITIES),
        attributed_to=_or_null(entity),
        evidence=_TEXTS,
    )
    return _object(claims={"type": "array", "items": claim})


def _object(**fields: Mapping[str, object]) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _one_of(names: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(names)}


def _or_null(schema: Mapping[str, object]) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
