"""The data that flows through the program; everything here is frozen."""

from kg.model.claim import (
    MODALITIES,
    MODES,
    Claim,
    Entity,
    Modality,
    Mode,
    Qualifier,
    claim_id,
    with_id,
)
from kg.model.document import READ_KINDS, Block, BlockKind, Document, Source
from kg.model.report import Rejection, Report, Severity, ValidationResult
from kg.model.span import Span

__all__ = [
    "MODALITIES",
    "MODES",
    "READ_KINDS",
    "Block",
    "BlockKind",
    "Claim",
    "Document",
    "Entity",
    "Modality",
    "Mode",
    "Qualifier",
    "Rejection",
    "Report",
    "Severity",
    "Source",
    "Span",
    "ValidationResult",
    "claim_id",
    "with_id",
]
