"""The program from Python: the same functions that the command line calls.

A folder is what `build` wrote. Sources are paths of files or folders.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from pathlib import Path

import networkx as nx
from rdflib import Dataset, Graph

from kg.model import Claim, Document, Rejection, Report
from kg.pipeline import reading
from kg.pipeline.as_of import Moment, last_day, open_as_of
from kg.pipeline.building import Summary
from kg.pipeline.building import build as _build
from kg.pipeline.evaluating import Evaluation, evaluate_claims
from kg.pipeline.evaluating import evaluate as _evaluate
from kg.pipeline.exporting import write_selection
from kg.pipeline.folder import open_folder
from kg.pipeline.outputs import replacing
from kg.pipeline.pieces import pieces
from kg.pipeline.removing import Removal
from kg.pipeline.removing import remove as _remove
from kg.pipeline.settings import Settings, minter_of, shapes_of
from kg.queries import Result, load_question, run
from kg.queries.explain import Explanation
from kg.queries.explain import explain as _explain
from kg.queries.verification import Mismatch, verify_claims, verify_graph
from kg.readers.text import text_document
from kg.stores import OxigraphStore
from kg.triples import claims_triples, iri
from kg.validation import validate as _validate
from kg.views import network

PathText = str | PathLike[str]
Sources = PathText | Iterable[PathText]
DEFAULT = Settings()
NO_PARAMETERS: Mapping[str, str] = {}


def build(
    sources: Sources, out: PathText = "out", settings: Settings = DEFAULT, *, workers: int = 1
) -> Summary:
    """Build or extend the graph in a folder from documents or claims, and write its files.

    `workers` is the number of processes that read, extract and take names apart, 0 one a processor.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     article = Path(folder, "a.txt")
    ...     _ = article.write_text("“The buses are late,” said Ana Ruiz.", encoding="utf-8")
    ...     build(article, Path(folder, "out")).totals.documents
    1

    Raises:
        StoreError: the folder cannot be written, or another build is at work in it.
        ConfigurationError: the ontology, shapes, patterns or model cannot be used.
    """
    read = partial(pieces, workers=workers)
    stdin = io.BytesIO()
    return _build(_locations(sources), Path(out), settings, stdin=stdin, read=read, workers=workers)


def remove(
    sources: Sources,
    folder: PathText = "out",
    settings: Settings = DEFAULT,
    *,
    dry_run: bool = False,
) -> Removal:
    """Take sources, or documents by their IRIs, out of the graph in a folder; say what went.

    What others say as well stays. With `dry_run` nothing is changed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     article, out = Path(folder, "a.txt"), Path(folder, "out")
    ...     _ = article.write_text("“The buses are late,” said Ana Ruiz.", encoding="utf-8")
    ...     _ = build(article, out)
    ...     [name for _, name in remove(article, out).entities]
    ['Ana Ruiz', 'buses']

    Raises:
        NotFoundError: a name is of nothing there; the nearest are suggested, nothing is changed.
        StoreError: there is no graph in the folder, or it cannot be written.
    """
    return _remove(_locations(sources), Path(folder), settings, dry_run=dry_run)


def read(sources: Sources, settings: Settings = DEFAULT) -> Iterator[Document | Claim | Rejection]:
    """Yield the documents and claims of sources, and what could not be read.

    >>> [item.kind for item in read("no-such-file.txt")]
    ['source']
    """
    return reading.read(_locations(sources), settings, stdin=io.BytesIO())


def extract(sources: Sources, settings: Settings = DEFAULT) -> Iterator[Claim | Rejection]:
    """Yield the claims of sources, and what could not be read.

    >>> [item.reason for item in extract("no-such-file.txt")]
    ['there is no such file']
    """
    return reading.extract(_locations(sources), settings, stdin=io.BytesIO())


def extract_text(text: str, settings: Settings = DEFAULT) -> tuple[Claim, ...]:
    """Return the claims of one text.

    >>> [claim.subject.name for claim in extract_text("“They are late,” said Ana Ruiz.")]
    ['Ana Ruiz']
    """
    document = text_document(text, source="text", base=settings.base)
    return reading.extract_document(document, settings).claims


def evaluate(
    gold: PathText,
    settings: Settings = DEFAULT,
    *,
    articles: PathText | None = None,
    claims: PathText | None = None,
) -> Evaluation:
    """Measure on gold: the claims of its articles, or those in a file, whatever extracted them.

    `articles` is the folder of the articles, where it does not stand beside the gold.

    >>> import tempfile
    >>> from kg.model.claim_format import dump_claim
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     article, corrected = Path(folder, "a.txt"), Path(folder, "gold.jsonl")
    ...     _ = article.write_text("“The buses are late,” said Ana Ruiz.", encoding="utf-8")
    ...     (claim,) = extract(article)
    ...     _ = corrected.write_text(dump_claim(claim), encoding="utf-8")
    ...     evaluate(corrected).scores().strict.f1
    1.0

    Raises:
        InputError: there is no gold, or no article of it can be used.
    """
    folder = Path(articles) if articles is not None else None
    if claims is None:
        return _evaluate(Path(gold), settings, articles=folder)
    stdin = io.BytesIO()
    return evaluate_claims(Path(gold), str(claims), settings, stdin=stdin, articles=folder)


def graph_of(claims: Iterable[Claim], settings: Settings = DEFAULT) -> Graph:
    """Return claims as an `rdflib.Graph`.

    >>> len(graph_of([])), len(graph_of(extract_text("“They are late,” said Ana Ruiz."))) > 20
    (0, True)

    Raises:
        NotFoundError: the ontology does not declare a claim's type, class or qualifier.
    """
    lines = (
        f"{subject} {predicate} {value} ."
        for subject, predicate, value in claims_triples(claims, minter_of(settings))
    )
    return Graph().parse(data="\n".join(lines), format="nt")


def network_of(claims: Iterable[Claim], settings: Settings = DEFAULT) -> nx.MultiDiGraph[str]:
    """Return claims as a network of entities; `kg.views.network` says what its attributes are.

    >>> list(network_of(extract_text("“They are late,” said Ana Ruiz.")).nodes(data="label"))
    [('https://w3id.org/claimkg/id/person/ana-ruiz', 'Ana Ruiz')]
    """
    with OxigraphStore() as store:
        store.replace_document(iri(settings.base), claims_triples(claims, minter_of(settings)))
        return network(store.quads())


def validate(graph: Graph, settings: Settings = DEFAULT) -> Report:
    """Validate an `rdflib.Graph` with the SHACL shapes in use.

    >>> validate(Graph()).conforms
    True

    Raises:
        ConfigurationError: a shapes file cannot be read.
    """
    return _validate(graph, shapes_of(settings))


def verify(folder: PathText = "out") -> tuple[Mismatch, ...]:
    """Return every quotation in a folder that is not what its document says; () where all agree.

    Raises:
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        claims = verify_claims(found.claims(), found.document)
        return (*claims, *verify_graph(found.store.engine, found.document))


def query(folder: PathText, question: str, parameters: Mapping[str, str] = NO_PARAMETERS) -> Result:
    """Return the answer to a named question, or to a query in SPARQL 1.1.

    `parameters` binds variables: to a name that the graph holds, an IRI or a literal.

    Raises:
        QueryError: the query cannot be parsed, run or allowed.
        NotFoundError: the graph does not hold a name; the nearest are suggested.
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        return run(found.store.engine, query_text(question), parameters=parameters)


def query_text(question: str) -> str:
    """Return the SPARQL of a named question; a query itself is returned as it is.

    >>> query_text("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'

    Raises:
        NotFoundError: the words are one name, and no question has it.
    """
    return load_question(question).text if question.replace("-", "").isalnum() else question


def explain(folder: PathText, name: str) -> Explanation:
    """Return why the graph says what it says of an entity: facts, claims, sentences.

    Raises:
        NotFoundError: the graph holds no such name; the nearest are suggested.
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        return _explain(found.store.engine, name, found.document)


def export(folder: PathText, form: str, path: PathText) -> None:
    """Write the graph of a folder as a file; `kg.pipeline.exporting.FORMATS` lists the formats.

    Raises:
        NotFoundError: no exporter has that name.
        StoreError: there is no graph in the folder, or the file cannot be written.
    """
    with open_folder(Path(folder)) as found, replacing(Path(path)) as stream:
        write_selection(found, form, stream)


def to_rdflib(folder: PathText = "out") -> Graph:
    """Return the merged graph of a folder as an `rdflib.Graph`.

    Raises:
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        return found.store.to_graph()


def as_of(
    folder: PathText = "out",
    day: str | None = None,
    *,
    published_until: str | None = None,
    settings: Settings = DEFAULT,
) -> Graph:
    """Return the merged graph of what was so on a day, as an `rdflib.Graph`.

    `day` is a year, a month or a day ("2021", "2021-03", "2021-03-15"), of which the last day
    counts. With `published_until`, only documents that had been published by then are used. Of the
    settings the ontology counts, which is that of the build.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     article = Path(out, "a.txt")
    ...     text = "Elverton Police has used NightEye since 2019, said Ana Ruiz."
    ...     _ = article.write_text(text, encoding="utf-8")
    ...     _ = build(article, out)
    ...     uses = "ASK { ?s <https://w3id.org/claimkg/ontology#deploys> ?o }"
    ...     [as_of(out, day).query(uses).askAnswer for day in ("2018", "2020")]
    [False, True]

    Raises:
        InputError: the day is none.
        StoreError: there is no graph in the folder.
    """
    on, by = (last_day(words) if words else None for words in (day, published_until))
    ontology = minter_of(settings).ontology
    with open_as_of(Path(folder), Moment(on, by), ontology=ontology) as (found, _):
        return found.store.to_graph()


def to_dataset(folder: PathText = "out") -> Dataset:
    """Return the merged graph and each document's own as an `rdflib.Dataset`.

    Raises:
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        return found.store.to_dataset()


def to_networkx(folder: PathText = "out") -> nx.MultiDiGraph[str]:
    """Return the network of entities of a folder; `kg.views.network` documents its attributes.

    Raises:
        StoreError: there is no graph in the folder.
    """
    with open_folder(Path(folder)) as found:
        return network(found.store.quads())


def _locations(sources: Sources) -> list[str]:
    if isinstance(sources, str | PathLike):
        return [str(sources)]
    return [str(source) for source in sources]
