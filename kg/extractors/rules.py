"""The extractor that reads with a parser, patterns and lexicons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg.extractors.calibration import Calibration, shipped_calibration
from kg.extractors.facts import Patterns, find_facts, load_patterns
from kg.extractors.mentions import find_entities
from kg.extractors.parsing import load_pipeline, parse
from kg.extractors.protocol import Extraction
from kg.extractors.statements import find_statements
from kg.model import Claim, Document, with_id
from kg.resources import patterns_path

VERSION = "0.2"


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """Parse a document, find who is mentioned, then what is said and what is so."""

    nlp: Language
    patterns: Patterns
    calibration: Calibration | None = None
    name: str = f"rules/{VERSION}"

    def __call__(self, document: Document) -> Extraction:
        """Return the claims of one document, with their ids, in text order."""
        analysis = find_entities(document, parse(document, self.nlp))
        statements = list(find_statements(analysis, extractor=self.name))
        facts = find_facts(analysis, self.patterns, extractor=self.name, attributions=statements)
        calibrated = self.calibration or (lambda claim: claim)
        claims = (with_id(calibrated(claim)) for claim in (*statements, *facts))
        sentences = (passage.span(start, end) for passage, start, end in analysis.sentences())
        return Extraction(
            claims=tuple(sorted(claims, key=_place)),
            sentences=tuple((span.start, span.end) for span in sentences),
        )


def _place(claim: Claim) -> tuple[int, str, str]:
    return (claim.evidence[0].start if claim.evidence else 0, claim.type, claim.id)


def rules_extractor(
    *, model: str = "base", patterns: Sequence[Path] = (), threads: int = 0
) -> RulesExtractor:
    """Make the extractor from a language model and folders of patterns.

    `model` names a shipped model, an installed spaCy pipeline or a folder; `patterns` are read
    after the ones that ship. `threads` is how many threads the model may read on, 0 for one a
    processor.

    Raises:
        ConfigurationError: the model or a pattern file cannot be used.
    """
    loaded = load_patterns([patterns_path(), *patterns])
    return RulesExtractor(load_pipeline(model, threads=threads), loaded, shipped_calibration())
