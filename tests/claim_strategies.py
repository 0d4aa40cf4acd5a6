"""Hypothesis strategies for claims."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from kg.model import MODALITIES, MODES, Claim, Entity, Qualifier, Span, with_id

ENTITY_TYPES = ("Organization", "Company", "GovernmentOrganization", "Person", "Product", "Place")
FACT_TYPES = ("makes", "deploys", "affiliated", "partners", "acquires", "opposes")
_STATUSES = ("active", "pilot", "planned", "ended", "rejected")

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)


# All spans are cut from one text, as a document's are: the same offsets hold the same words.
_AWKWARD = 'The city’s “tool” "x\\y"\n\tعربي שלום e\u0301 🚔🏽 \x00\x1f\x7f\u2028 <a&b> 日本 '
TEXT = _AWKWARD * 20


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 31))
    return Span.of(TEXT, start, start + draw(st.integers(1, 30)))


iris = st.sampled_from(
    (
        "https://w3id.org/claimkg/id/organization/elverton-police-department",
        "https://w3id.org/claimkg/id/person/ana-ruiz--elverton",
        "https://register.example/bodies/77",
    )
)
entities = st.builds(
    Entity, texts, st.sampled_from(ENTITY_TYPES), st.none() | spans(), st.none() | iris
)
numbers = st.decimals(
    min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False
).map(Decimal)
dates = st.one_of(
    st.integers(1000, 9999).map(str),
    st.dates().map(lambda day: f"{day:%m}").map(lambda month: f"2018-{month}"),
    st.dates(min_value=date(1000, 1, 1)).map(str),
    st.just("../2017-05"),
)
plain = st.builds(Qualifier, spans(), st.none() | texts)
dated = st.builds(Qualifier, spans(), st.none() | dates)
statuses = st.builds(Qualifier, spans(), st.sampled_from(_STATUSES))
scales = st.builds(Qualifier, spans(), number=numbers, unit=st.none() | texts)


@st.composite
def prices(draw: st.DrawFn) -> Qualifier:
    lowest, highest = sorted((draw(numbers), draw(numbers)))
    return Qualifier(
        draw(spans()),
        minimum=lowest,
        maximum=draw(st.sampled_from((None, highest))),
        currency=draw(st.sampled_from(("USD", "EUR", "GBP"))),
        per=draw(st.none() | st.sampled_from(("month", "year", "user"))),
    )


qualifiers = st.fixed_dictionaries(
    {},
    optional={
        "since": dated,
        "until": dated,
        "date": dated,
        "price": prices(),
        "scale": scales,
        "place": plain,
        "purpose": plain,
        "role": plain,
        "audience": plain,
        "outlet": plain,
        "status": statuses,
        "cue": plain,
    },
).map(MappingProxyType)
confidences = st.none() | st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def _build(kind: str, content: tuple[Span, ...]) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        document=st.sampled_from(("https://news.example/a", "https://news.example/b?x=1#y")),
        type=st.just(kind),
        subject=entities,
        object=st.none() | entities,
        evidence=st.lists(spans(), min_size=1, max_size=3, unique=True).map(tuple),
        extractor=st.sampled_from(("rules/0.1", "manual")),
        content=st.just(content),
        mode=st.sampled_from(MODES) if content else st.none(),
        qualifiers=qualifiers,
        modality=st.sampled_from(MODALITIES),
        attributed_to=st.none() | entities,
        confidence=confidences,
        source=st.none() | texts,
    ).map(with_id)


contents = st.lists(spans(), min_size=1, max_size=3, unique=True).map(
    lambda found: tuple(sorted(found))
)
facts = st.sampled_from(FACT_TYPES).flatmap(lambda kind: _build(kind, ()))
statements = contents.flatmap(lambda content: _build("states", content))
claims = facts | statements
