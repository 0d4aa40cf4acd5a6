"""The ontology's terms, each bound once; `ontology/kg.ttl` says what they mean.

Terms of other vocabularies that the graph uses stand here too, so that no other module writes an
IRI.
"""

from __future__ import annotations

from typing import Final

from kg.vocab.namespaces import DCTERMS, EDTF, IRI, KG, OA, OWL, PROV, RDF, RDFS, SCHEMA, XSD

# Classes
ENTITY: Final = IRI(KG + "Entity")
ORGANIZATION: Final = IRI(KG + "Organization")
PERSON: Final = IRI(KG + "Person")
PRODUCT: Final = IRI(KG + "Product")
PLACE: Final = IRI(KG + "Place")
DEPLOYMENT: Final = IRI(KG + "Deployment")
STATEMENT: Final = IRI(KG + "Statement")
AFFILIATION: Final = IRI(KG + "Affiliation")
DOCUMENT: Final = IRI(KG + "Document")
CLAIM: Final = IRI(KG + "Claim")
CLAIM_TYPE: Final = IRI(KG + "ClaimType")
MENTION: Final = IRI(KG + "Mention")
QUALIFICATION: Final = IRI(KG + "Qualification")
EVIDENCE: Final = IRI(KG + "Evidence")
MATCH: Final = IRI(KG + "Match")
EXTRACTION_RUN: Final = IRI(KG + "ExtractionRun")
CONFLICT: Final = IRI(KG + "Conflict")
CORRECTION: Final = IRI(KG + "Correction")
MONETARY_AMOUNT: Final = IRI(KG + "MonetaryAmount")
QUANTITY: Final = IRI(KG + "Quantity")
DATE: Final = IRI(KG + "Date")
MODALITY_CLASS: Final = IRI(KG + "Modality")
MODE_CLASS: Final = IRI(KG + "Mode")
STATUS_CLASS: Final = IRI(KG + "Status")

# What the ontology says of claim types
DESCRIBED_AS: Final = IRI(KG + "describedAs")
SUBJECT_ROLE: Final = IRI(KG + "subjectRole")
OBJECT_ROLE: Final = IRI(KG + "objectRole")
SINGLE_VALUED: Final = IRI(KG + "singleValued")
QUALIFIER: Final = IRI(KG + "Qualifier")

# Properties of statements
CONTENT: Final = IRI(KG + "content")
MODE: Final = IRI(KG + "mode")

# Properties of claims, mentions, qualifications and evidence
MODALITY: Final = IRI(KG + "modality")
ATTRIBUTED_TO: Final = IRI(KG + "attributedTo")
CONFIDENCE: Final = IRI(KG + "confidence")
HAS_EVIDENCE: Final = IRI(KG + "evidence")
HAS_CONTENT_SPAN: Final = IRI(KG + "contentSpan")
DESCRIBES: Final = IRI(KG + "describes")
SUBJECT_MENTION: Final = IRI(KG + "subjectMention")
OBJECT_MENTION: Final = IRI(KG + "objectMention")
ATTRIBUTION_MENTION: Final = IRI(KG + "attributionMention")
HAS_QUALIFICATION: Final = IRI(KG + "qualification")
QUALIFIES_WITH: Final = IRI(KG + "qualifiesWith")
REFERS_TO: Final = IRI(KG + "refersTo")
NAME: Final = IRI(KG + "name")
ENTITY_TYPE: Final = IRI(KG + "entityType")
NORMALISED: Final = IRI(KG + "normalised")
MINIMUM: Final = IRI(KG + "minimum")
MAXIMUM: Final = IRI(KG + "maximum")
CURRENCY: Final = IRI(KG + "currency")
PER: Final = IRI(KG + "per")
NUMBER: Final = IRI(KG + "number")
UNIT: Final = IRI(KG + "unit")
EXACT: Final = IRI(KG + "exact")
START: Final = IRI(KG + "start")
END: Final = IRI(KG + "end")

# Properties of corrections
CORRECTS: Final = IRI(KG + "corrects")
CORRECTED_BY: Final = IRI(KG + "correctedBy")
ACTION: Final = IRI(KG + "action")
CHANGED_FIELD: Final = IRI(KG + "changedField")
FORMER_SUBJECT: Final = IRI(KG + "formerSubject")
FORMER_PREDICATE: Final = IRI(KG + "formerPredicate")
FORMER_OBJECT: Final = IRI(KG + "formerObject")

# Properties of matches
MATCHES: Final = IRI(KG + "matches")
LEFT_NAME: Final = IRI(KG + "leftName")
RIGHT_NAME: Final = IRI(KG + "rightName")
REASON: Final = IRI(KG + "reason")
PROBABILITY: Final = IRI(KG + "probability")

# Properties of conflicts, and of what several documents tell
CONFLICT_KIND: Final = IRI(KG + "conflictKind")
CONFLICTING_CLAIM: Final = IRI(KG + "conflictingClaim")
CONFLICTING_VALUE: Final = IRI(KG + "conflictingValue")
CONCERNS: Final = IRI(KG + "concerns")
INDEPENDENT_SOURCES: Final = IRI(KG + "independentSources")
COPY_OF: Final = IRI(KG + "copyOf")

# Properties of documents and runs
SHA256: Final = IRI(KG + "sha256")
VERSION: Final = IRI(KG + "version")

# Terms of other vocabularies
TYPE: Final = IRI(RDF + "type")
SUBJECT: Final = IRI(RDF + "subject")
PREDICATE: Final = IRI(RDF + "predicate")
OBJECT: Final = IRI(RDF + "object")
VALUE: Final = IRI(RDF + "value")
LABEL: Final = IRI(RDFS + "label")
COMMENT: Final = IRI(RDFS + "comment")
SUB_CLASS_OF: Final = IRI(RDFS + "subClassOf")
RANGE: Final = IRI(RDFS + "range")
TITLE: Final = IRI(DCTERMS + "title")
CREATOR: Final = IRI(DCTERMS + "creator")
PUBLISHER: Final = IRI(DCTERMS + "publisher")
ISSUED: Final = IRI(DCTERMS + "issued")
MODIFIED: Final = IRI(DCTERMS + "modified")
DC_SOURCE: Final = IRI(DCTERMS + "source")
URL: Final = IRI(SCHEMA + "url")
SAME_AS: Final = IRI(SCHEMA + "sameAs")
OWL_SAME_AS: Final = IRI(OWL + "sameAs")
HAS_SOURCE: Final = IRI(OA + "hasSource")
HAS_SELECTOR: Final = IRI(OA + "hasSelector")
TEXT_QUOTE_SELECTOR: Final = IRI(OA + "TextQuoteSelector")
TEXT_POSITION_SELECTOR: Final = IRI(OA + "TextPositionSelector")
OA_EXACT: Final = IRI(OA + "exact")
OA_START: Final = IRI(OA + "start")
OA_END: Final = IRI(OA + "end")
WAS_GENERATED_BY: Final = IRI(PROV + "wasGeneratedBy")
WAS_DERIVED_FROM: Final = IRI(PROV + "wasDerivedFrom")
ENDED_AT_TIME: Final = IRI(PROV + "endedAtTime")
WAS_REVISION_OF: Final = IRI(PROV + "wasRevisionOf")
GENERATED_AT_TIME: Final = IRI(PROV + "generatedAtTime")

# Datatypes
STRING: Final = IRI(XSD + "string")
INTEGER: Final = IRI(XSD + "integer")
DECIMAL: Final = IRI(XSD + "decimal")
G_YEAR: Final = IRI(XSD + "gYear")
G_YEAR_MONTH: Final = IRI(XSD + "gYearMonth")
XSD_DATE: Final = IRI(XSD + "date")
DATE_TIME: Final = IRI(XSD + "dateTime")
EDTF_DATE: Final = IRI(EDTF + "EDTF")
