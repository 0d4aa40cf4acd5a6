"""One document's part in the network of entities, as lines of text that can be sorted.

A line tells of one entity what one document adds to it, or of one link what one claim adds to it.
Lines of the same entity or link stand together when they are sorted, so that networks of any size
are put together one entity or link at a time (`kg.views.merging`), and two parts of a network are
joined by sorting the lines of both.

Words stay as N-Triples escapes them, so that a line holds neither line breaks nor other tabs than
those between its fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.errors import ClaimError
from kg.model import Modality
from kg.triples import Term, Triple, iri
from kg.triples.minting import CLAIM_PATH
from kg.vocab import terms
from kg.vocab.namespaces import IRI
from kg.vocab.ontology import local_name

ASSERTED: tuple[Modality, ...] = ("asserted",)
PLACE = "place"
# Qualifiers that become attributes of an edge, in their own words.
WORDS = (
    "since", "until", "date", "price", "scale", "purpose", "role", "audience", "outlet", "status",
)  # fmt: skip
# The first field of a line; entities sort before links.
NODE_MARK, EDGE_MARK = "0", "1"
# Qualifiers whose dates say when an edge begins and ends.
_ENDS = {"since": "start", "until": "end"}
_JOIN = " … "
_Values = dict[Term, list[Term]]


class _Facts(NamedTuple):
    """What a graph says with each of the predicates that the network needs: values by subject."""

    type: _Values
    label: _Values
    subject: _Values
    predicate: _Values
    modality: _Values
    confidence: _Values
    document: _Values
    object_mention: _Values
    attribution_mention: _Values
    refers_to: _Values
    content_span: _Values
    evidence: _Values
    selector: _Values
    span_words: _Values
    span_start: _Values
    span_end: _Values
    qualification: _Values
    qualifies_with: _Values
    value: _Values
    normalised: _Values
    exact: _Values


# In the order of the fields above.
_PREDICATES: tuple[IRI, ...] = (
    terms.TYPE, terms.LABEL, terms.SUBJECT, terms.PREDICATE, terms.MODALITY, terms.CONFIDENCE,
    terms.WAS_DERIVED_FROM, terms.OBJECT_MENTION, terms.ATTRIBUTION_MENTION, terms.REFERS_TO,
    terms.HAS_CONTENT_SPAN, terms.HAS_EVIDENCE, terms.HAS_SELECTOR, terms.OA_EXACT,
    terms.OA_START, terms.OA_END, terms.HAS_QUALIFICATION, terms.QUALIFIES_WITH, terms.VALUE,
    terms.NORMALISED, terms.EXACT,
)  # fmt: skip
_READ = tuple(iri(predicate) for predicate in _PREDICATES)
_CLAIM = iri(terms.CLAIM)


def record_lines(
    triples: Iterable[Triple], *, modalities: Collection[Modality] = ASSERTED
) -> Iterator[str]:
    """Yield what one document's graph adds to the network, in no particular order.

    Each triple is to come once. Claims of other modalities than those asked for give no links and
    are not counted; the entities that they name are there.

    Raises:
        ClaimError: a claim in the graph lacks what the network needs of it.
    """
    facts = _facts(triples)
    # What each entity is told of in each document: its claims, and those that say something.
    told: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for claim, kinds in facts.type.items():
        if _CLAIM not in kinds:
            continue
        subject = _needed(facts.subject, claim, terms.SUBJECT)[1:-1]
        document = _needed(facts.document, claim, terms.WAS_DERIVED_FROM)[1:-1]
        linked = _referent(facts, claim, facts.object_mention)
        vouching = _referent(facts, claim, facts.attribution_mention)
        places, words = _circumstances(facts, claim)
        count = told[subject, document]
        for entity in (linked, vouching, *places):
            if entity:
                told[entity, document]
        modality = _local(_needed(facts.modality, claim, terms.MODALITY))
        if modality not in modalities:
            continue
        count[0] += 1
        count[1] += claim in facts.content_span
        kind = _local(_needed(facts.predicate, claim, terms.PREDICATE))
        rest = f"{modality}\t{_claim_fields(facts, claim, document)}{words}"
        if linked:
            yield f"{EDGE_MARK}\t{subject}\t{linked}\t{kind}\t{rest}"
        for place in places:
            yield f"{EDGE_MARK}\t{subject}\t{place}\t{PLACE}\t{rest}"
    yield from _entity_lines(facts, told)


def _facts(triples: Iterable[Triple]) -> _Facts:
    facts = _Facts(*({} for _ in _READ))
    tables = dict(zip(_READ, facts, strict=True))
    # Sorted, so that the first value of a property is the least.
    for subject, predicate, value in sorted(triples):
        table = tables.get(predicate)
        if table is not None:
            values = table.get(subject)
            if values is None:
                table[subject] = [value]
            else:
                values.append(value)
    return facts


def _needed(values: _Values, node: Term, predicate: IRI) -> Term:
    found = values.get(node)
    if found is None:
        raise ClaimError(f"{node} has no {local_name(predicate)}")
    return found[0]


@lru_cache(maxsize=1024)
def _local(term: Term) -> str:
    return local_name(term[1:-1])


def _lexical(term: Term) -> str:
    """Return the words of a literal as they are escaped; no language or datatype holds a quote."""
    return term[1 : term.rindex('"')]


def _referent(facts: _Facts, claim: Term, mentions: _Values) -> str | None:
    mention = mentions.get(claim)
    return _needed(facts.refers_to, mention[0], terms.REFERS_TO)[1:-1] if mention else None


def _circumstances(facts: _Facts, claim: Term) -> tuple[list[str], str]:
    """Return the places of a claim, and its other qualifiers as fields of a line."""
    places: list[str] = []
    fields = ""
    for part in facts.qualification.get(claim, ()):
        name = _local(_needed(facts.qualifies_with, part, terms.QUALIFIES_WITH))
        if name == PLACE:
            values = facts.value.get(part, ())
            places += [value[1:-1] for value in values if value.startswith("<")]
        elif name in WORDS:
            normalised = facts.normalised.get(part)
            value = _lexical(normalised[0]) if normalised else ""
            text = facts.exact.get(part)
            words = (name == "status" and value) or (_lexical(text[0]) if text else "")
            if words:
                fields += f"\t{name}={words}"
            if value and name in _ENDS:
                fields += f"\t{_ENDS[name]}={value}"
    return places, fields


def _claim_fields(facts: _Facts, claim: Term, document: str) -> str:
    sure = facts.confidence.get(claim)
    confidence = _lexical(sure[0]) if sure else ""
    name = claim[1:-1].rpartition(CLAIM_PATH)[2]
    return f"{name}\t{document}\t{confidence}\t{_evidence(facts, claim)}"


def _evidence(facts: _Facts, claim: Term) -> str:
    """Return the words that carry a claim, in text order."""
    nodes = facts.evidence.get(claim, ())
    selectors = [_needed(facts.selector, node, terms.HAS_SELECTOR) for node in nodes]
    if len(selectors) > 1:
        return _JOIN.join(words for _, _, words in sorted(_spans(facts, selectors)))
    return "".join(_lexical(_needed(facts.span_words, one, terms.OA_EXACT)) for one in selectors)


def _spans(facts: _Facts, selectors: Iterable[Term]) -> Iterator[tuple[int, int, str]]:
    for selector in selectors:
        start = _needed(facts.span_start, selector, terms.OA_START)
        end = _needed(facts.span_end, selector, terms.OA_END)
        words = _needed(facts.span_words, selector, terms.OA_EXACT)
        yield int(_lexical(start)), int(_lexical(end)), _lexical(words)


def _entity_lines(facts: _Facts, told: dict[tuple[str, str], list[int]]) -> Iterator[str]:
    for (entity, document), (claims, statements) in told.items():
        node = Term(f"<{entity}>")
        kinds = " ".join(kind[1:-1] for kind in facts.type.get(node, ()))
        labels = "".join(f"\t{_lexical(label)}" for label in facts.label.get(node, ()))
        yield f"{NODE_MARK}\t{entity}\t{document}\t{claims}\t{statements}\t{kinds}{labels}"
