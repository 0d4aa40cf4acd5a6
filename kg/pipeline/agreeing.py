"""What claims of several documents agree on: conflicts, and how many independent sources there are.

    claims → keys of what they speak of → claims of one key → conflicts, sources → derived graphs

Only the keys of claims that came, changed or went are looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice

from kg.model import Claim
from kg.model.claim_format import claim_from_record
from kg.pipeline.assertions import MAKERS, assertion_key
from kg.pipeline.claims import Counting, resolved
from kg.pipeline.copying import published
from kg.pipeline.derived import AGREEMENT, dump_triples
from kg.triples import Minter, Triple
from kg.triples.conflicts import conflict_triples
from kg.triples.minting import short_hash
from kg.triples.sources import sources_triple
from kg.views.conflicts import find_conflicts, find_maker_conflicts
from kg.views.dated import Dated
from kg.vocab.ontology import local_name

_KINSHIP = ("affiliated", "acquires")
MOST_COMPARED = 2_000  # claims of one key that are held against each other, by document
_AT_A_TIME = 500  # keys in one transaction
_CACHED = 512  # documents


def find_agreement(counting: Counting, minter: Minter) -> None:
    """Bring the graphs of conflicts and sources to what the claims are.

    Raises:
        StoreError: the journal cannot be written.
    """
    looking = _Looking(counting, minter)
    keys = iter(counting.journal.assertions.open_keys())
    while some := list(islice(keys, _AT_A_TIME)):
        with counting.journal.transaction():
            for key in some:
                text = dump_triples(looking.triples(key))
                graph = agreement_graph(key, minter)
                counting.journal.derive(graph, AGREEMENT, text)
                counting.journal.assertions.close(key)


def agreement_graph(key: str, minter: Minter) -> str:
    """Return the name of the graph of what the claims of a key agree on."""
    return f"{minter.base}agreement/{short_hash(key)}"


def agreement_triples(
    key: str, claims: Sequence[Dated], has: Callable[[str], bool], minter: Minter
) -> Iterator[Triple]:
    """Yield the conflicts among the claims of a key, and how many independent sources there are.

    `has` tells whether some claim has a key.
    """
    if key.startswith(MAKERS):
        found = find_maker_conflicts(claims, partial(_are_kin, has), minter)
    else:
        found = find_conflicts(claims, ontology=minter.ontology)
        yield from _sources(claims, minter)
    for conflict in found:
        yield from conflict_triples(conflict, minter)


def _sources(claims: Iterable[Dated], minter: Minter) -> Iterator[Triple]:
    """Yield how many independent sources assert a thing that is described, if several do."""
    asserted = [dated for dated in claims if dated.claim.modality == "asserted"]
    documents = {dated.claim.document for dated in asserted}
    if len(documents) < 2:
        return
    claim = asserted[0].claim
    described = minter.ontology.claim_type(claim.type).describes
    if described:
        node = minter.described(claim, local_name(described))
        yield sources_triple(node, len({dated.source for dated in asserted}))


def _are_kin(has: Callable[[str], bool], left: str, right: str) -> bool:
    """Tell whether some claim makes one body a part of another, or its owner."""
    return any(
        has(assertion_key(one, kind, other))
        for kind in _KINSHIP
        for one, other in ((left, right), (right, left))
    )


class _Looking:
    """What the claims of a key give, with the documents that are at hand."""

    def __init__(self, counting: Counting, minter: Minter) -> None:
        self._counting = counting
        self._journal = counting.journal
        self._minter = minter
        self._originals = self._journal.copies.originals()
        self._groups = {*self._originals, *self._originals.values()}
        self._published = lru_cache(_CACHED)(partial(published, self._journal))
        self._identities = lru_cache(_CACHED)(counting.identities)
        self._corrected = lru_cache(_CACHED)(self._read_corrected)

    def triples(self, key: str) -> Iterable[Triple]:
        """Yield what the claims of a key give; nothing where there is but one."""
        if self._journal.assertions.count(key) < 2:
            return
        claims = [
            dated
            for document, claim in self._journal.assertions.claims(key, MOST_COMPARED)
            if (dated := self._dated(document, claim)) is not None
        ]
        yield from agreement_triples(key, claims, self._journal.assertions.has, self._minter)

    def _dated(self, document: str, claim: str) -> Dated | None:
        found = self._claim(document, claim)
        if found is None:
            return None
        original = self._originals.get(document, document)
        group = original if original in self._groups else ""
        return Dated(found, self._published(document), group)

    def _claim(self, document: str, claim: str) -> Claim | None:
        if document in self._counting.corrections:
            return self._corrected(document).get(claim)
        record = self._journal.claim(document, claim)
        if record is None:
            return None
        read = claim_from_record(json.loads(record), where="journal")
        return resolved(read, self._identities(document), self._counting.ontology)

    def _read_corrected(self, document: str) -> dict[str, Claim]:
        return {claim.id: claim for claim in self._counting.resolved_claims(document)}
