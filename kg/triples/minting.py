"""Make IRIs for things in the graph: readable, from content, without counters or blank nodes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Claim, Entity, Span
from kg.triples.terms import Term, iri
from kg.vocab.namespaces import DEFAULT_BASE
from kg.vocab.ontology import Ontology

CLAIM_PATH = "/claim/"
"""What stands before a claim's id in its IRI."""

_NOT_WORD = re.compile(r"[^\w]+|_+")
_POSSESSIVE = re.compile(r"['’]s\b")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


@lru_cache(16_384)
def slug(name: str) -> str:
    """Fold a name to the path segment that identifies it.

    Case, compatibility forms, a leading article, a possessive and punctuation are folded; letters
    of every script stay. A name of nothing but punctuation becomes a hash.

    >>> slug("The Bellmont County Sheriff’s Office")
    'bellmont-county-sheriff-office'
    """
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = _ARTICLE.sub("", _POSSESSIVE.sub("", text))
    folded = unicodedata.normalize("NFC", _NOT_WORD.sub("-", text).strip("-"))
    return folded or "x" + short_hash(name)


@lru_cache(1024)
def short_hash(text: str) -> str:
    """Return 12 hexadecimal digits (48 bits) of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Minter:
    """Make IRIs under a base.

    >>> from kg.vocab.ontology import default_ontology
    >>> Minter(default_ontology()).entity(Entity("Elverton Police Department", "Organization"))
    '<https://w3id.org/claimkg/id/organization/elverton-police-department>'
    """

    ontology: Ontology
    base: str = DEFAULT_BASE

    def entity(self, entity: Entity) -> Term:
        """Name an entity by the IRI that it was given, else by its root class and folded name."""
        if entity.iri:
            return iri(entity.iri)
        return iri(f"{self.base}{self.ontology.root(entity.type).lower()}/{slug(entity.name)}")

    def place(self, name: str) -> Term:
        """Name a place that a qualifier mentions."""
        return iri(f"{self.base}place/{slug(name)}")

    def described(self, claim: Claim, kind: str) -> Term:
        """Name the node that a claim describes: by subject and object, a statement by its span."""
        segment = kind.lower()
        if claim.content:
            first, last = claim.content[0].start, claim.content[-1].end
            return iri(f"{self.base}{segment}/{short_hash(claim.document)}/{first}-{last}")
        about = f"/{self._segment(claim.object)}" if claim.object else ""
        return iri(f"{self.base}{segment}/{self._segment(claim.subject)}{about}")

    def _segment(self, entity: Entity) -> str:
        """Return what stands for an entity in the IRI of a node: the end of its own IRI."""
        if entity.iri is None:
            return slug(entity.name)
        own = f"{self.base}{self.ontology.root(entity.type).lower()}/"
        rest = entity.iri.removeprefix(own)
        return rest if rest and rest != entity.iri and "/" not in rest else short_hash(entity.iri)

    def claim(self, claim_id: str, part: str = "") -> Term:
        """Name a claim, or a part of it ("subject", "since")."""
        return iri(f"{self.base}claim/{claim_id}{'/' if part else ''}{part}")

    def evidence(self, document: str, span: Span, part: str = "") -> Term:
        """Name a span of a document, or its selector."""
        path = f"{self.base}evidence/{short_hash(document)}/{span.start}-{span.end}"
        return iri(f"{path}{'/' if part else ''}{part}")

    def amount(self, figure: str) -> Term:
        """Name a monetary amount by its values ("usd-6..12-per-month")."""
        return iri(f"{self.base}amount/{figure}")

    def quantity(self, figure: str) -> Term:
        """Name a quantity by its values ("300000-images")."""
        return iri(f"{self.base}quantity/{figure}")

    def run(self, extractor: str) -> Term:
        """Name the run of an extractor, one node for all its claims."""
        return iri(f"{self.base}run/{slug(extractor)}")
