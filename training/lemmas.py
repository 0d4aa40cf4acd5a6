"""Build the tables of spaCy's rule lemmatizer: public word lists, mended by the treebanks.

A trained lemmatizer makes words up ("pitche"); rules, with lists of words and exceptions
(spacy-lookups-data, MIT), do not. The treebanks add what the lists lack: pronouns, auxiliaries,
short forms ("’s", "n’t"), and words that the rules get wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import spacy
from spacy.lookups import Lookups, load_lookups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from treebank import Token

TABLES = ("lemma_rules", "lemma_exc", "lemma_index")
CLOSED = ("adp", "aux", "cconj", "det", "intj", "num", "part", "pron", "punct", "sconj", "sym", "x")
OPEN = ("adj", "adv", "noun", "verb")
SEEN, SURE = 2, 0.7

Forms = dict[tuple[str, str], str]


def lemma_tables(documents: Iterable[Sequence[Token]]) -> Lookups:
    """Return the lemmatizer's tables, with exceptions learned from the documents' gold lemmas."""
    tables = load_lookups("en", list(TABLES))
    for pos in CLOSED:
        tables.get_table("lemma_rules")[pos] = [["", ""]]
    exceptions = tables.get_table("lemma_exc")
    wrong = _wrong(_usual(documents), tables)
    for (form, pos), lemma in wrong.items():
        for spelling in {form, form.replace("'", "’")}:
            exceptions[pos] = {**exceptions.get(pos, {}), spelling: [lemma]}
    return tables


def _usual(documents: Iterable[Sequence[Token]]) -> Forms:
    """Return the usual lemma of each lower-case form and part of speech, where there is one."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tokens in documents:
        for token in tokens:
            pos = token.pos.lower()
            if token.lemma and pos in CLOSED + OPEN:
                counts[token.text.lower().replace("’", "'"), pos][token.lemma] += 1
    usual = {}
    for key, lemmas in counts.items():
        (lemma, n), total = lemmas.most_common(1)[0], lemmas.total()
        if total >= SEEN and n >= SURE * total:
            usual[key] = lemma
    return usual


def _wrong(usual: Forms, tables: Lookups) -> Forms:
    """Return those of the usual lemmas that the tables get wrong."""
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=tables)  # type: ignore[attr-defined]
    wrong: Forms = {}
    for (form, pos), lemma in usual.items():
        doc = spacy.tokens.Doc(nlp.vocab, words=[form], pos=[pos.upper()])
        if lemmatizer(doc)[0].lemma_ != lemma:
            wrong[form, pos] = lemma
    return wrong
