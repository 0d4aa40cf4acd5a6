"""Hypothesis strategies for corrections."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from kg.model import MODALITIES, Span
from kg.model.correction import Correction
from tests.claim_strategies import ENTITY_TYPES, FACT_TYPES, spans

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
times = st.none() | st.datetimes().map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ")).filter(
    lambda text: len(text) == 20
)


def _record(span: Span) -> dict[str, object]:
    return {"text": span.text, "start": span.start, "end": span.end}


spanned = spans().map(_record)
_entities = st.fixed_dictionaries(
    {"name": texts, "type": st.sampled_from(ENTITY_TYPES)},
    optional={"mention": st.none() | spanned},
)
_names = st.fixed_dictionaries({"name": texts})
_qualifier = st.builds(lambda span, value: {**span, "value": value}, spanned, texts)
changes: st.SearchStrategy[Mapping[str, object]] = (
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(FACT_TYPES),
            "subject": _entities | _names,
            "object": st.none() | _entities,
            "attributed_to": st.none() | _entities,
            "modality": st.sampled_from(MODALITIES),
            "evidence": st.lists(spanned, min_size=1, max_size=2),
            "confidence": st.none() | st.floats(0, 1),
            "qualifiers": st.dictionaries(
                st.sampled_from(("since", "role", "place")), st.none() | _qualifier, min_size=1
            ),
        },
    )
    .filter(bool)
    .map(MappingProxyType)
)
corrections = st.builds(
    lambda known, changed: Correction(
        **known, action="reject" if changed is None else "amend", changes=changed or {}
    ),
    st.fixed_dictionaries(
        {"claim": st.from_regex(r"c[0-9a-f]{20}", fullmatch=True), "by": texts, "why": texts},
        optional={
            "at": times,
            "document": st.just("https://news.example/a?b=1#c"),
            "type": texts,
            "subject": texts,
            "object": texts,
            "words": texts,
        },
    ),
    st.none() | changes,
)
