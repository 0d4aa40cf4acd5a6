"""The corrections of a folder, and which documents' claims they put right."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from kg.model.correction import Correction
from kg.model.correction_format import dump_correction, read_corrections
from kg.pipeline.parts import dump_rejection
from kg.pipeline.settings import Settings
from kg.stores.journal import Journal
from kg.views.corrections import corrections_by_document, unused_correction

_NOTE = "corrections of "


def corrections_of(journal: Journal, settings: Settings) -> Mapping[str, Sequence[Correction]]:
    """Return the corrections by document; what has changed of them makes documents' graphs stale.

    Corrections of claims that no document has are set aside.

    Raises:
        InputError: the file of corrections cannot be read, or a line is no correction.
        StoreError: the journal cannot be written.
    """
    path = settings.corrections
    found = read_corrections(path) if path is not None else ()
    documents = journal.documents_of_claims({correction.claim for correction in found})
    parts, lost = corrections_by_document(found, documents.get)
    homeless = {name: parts.pop(name) for name in sorted(parts) if not journal.knows(name)}
    lost = (*lost, *(unused_correction(each) for group in homeless.values() for each in group))
    with journal.transaction():
        _note(journal, parts)
        journal.set_lost("correction", (dump_rejection(rejection) for rejection in lost))
    return parts


def _note(journal: Journal, parts: Mapping[str, Sequence[Correction]]) -> None:
    notes = journal.references
    before = {name.removeprefix(_NOTE) for name in notes.notes(_NOTE)}
    for document in sorted(before | parts.keys()):
        lines = sorted(map(dump_correction, parts.get(document, ())))
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""
        if (notes.settled(_NOTE + document) or "") != digest:
            notes.note(_NOTE + document, digest)
            journal.reopen(document)
