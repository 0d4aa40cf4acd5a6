from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.queries import Answer, Table, Triples, ask, construct, run, run_bound, select
from kg.triples import Term, Triple, iri, literal
from kg.vocab.namespaces import KG
from tests.queries import graphs
from tests.views import samples

STORE = graphs.engine_of()
NIGHTEYE = iri(samples.NIGHTEYE_IRI)
DEPLOYERS = "SELECT ?who { ?who kg:deploys ?product } ORDER BY ?who"


def test_each_form_of_query_gives_its_kind_of_result() -> None:
    deploys = Triple(iri(samples.POLICE_IRI), iri(f"{KG}deploys"), NIGHTEYE)
    assert run(STORE, DEPLOYERS) == Table(("who",), ((deploys.subject,),))
    assert run(STORE, "ASK { ?who kg:deploys ?what }") == Answer(True)
    assert run(STORE, "CONSTRUCT WHERE { ?who kg:deploys ?what }") == Triples((deploys,))
    described = run(STORE, f"DESCRIBE <{samples.POLICE_IRI}>")
    assert isinstance(described, Triples)
    assert deploys in described.triples


def test_a_name_is_bound_to_a_variable() -> None:
    assert ask(STORE, "ASK { ?who kg:deploys ?what }", parameters={"what": "nighteye"})
    assert not ask(STORE, "ASK { ?who kg:deploys ?what }", parameters={"who": "Corvid Systems"})
    found = construct(STORE, "CONSTRUCT WHERE { ?who kg:makes ?w }", parameters={"w": "NightEye"})
    assert found == (Triple(iri(samples.CORVID_IRI), iri(f"{KG}makes"), NIGHTEYE),)


def test_what_a_claim_denies_is_not_in_the_graph() -> None:
    assert not ask(STORE, f"ASK {{ <{samples.FIRE_IRI}> kg:deploys ?product }}")


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_a_limit_is_the_most_rows_or_triples(limit: int) -> None:
    assert len(select(STORE, "SELECT * { ?s ?p ?o }", limit=limit).rows) == limit
    assert len(construct(STORE, "CONSTRUCT WHERE { ?s ?p ?o }", limit=limit)) == limit


def test_a_triple_that_is_made_twice_is_given_once() -> None:
    query = "CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE { ?s a kg:Claim }"
    assert len(construct(STORE, query)) == 1


def test_a_query_reads_the_graph_of_one_document_by_name() -> None:
    query = f"SELECT ?claim {{ GRAPH <{samples.SECOND.id}> {{ ?claim a kg:Claim }} }}"
    assert len(select(STORE, query).rows) == 2
    merged = f"ASK FROM <{samples.SECOND.id}> {{ ?entity kg:makes ?product }}"
    assert not ask(STORE, merged)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: select(STORE, "ASK {}"),
        lambda: ask(STORE, DEPLOYERS),
        lambda: construct(STORE, DEPLOYERS),
    ],
)
def test_a_query_of_another_form_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(QueryError, match="this is not a") as caught:
        wrong()
    assert caught.value.remedy == "call run() for a query of any form"


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT ?x { ?x kg:deploys }", "line 1, column 27"),
        ("SELECT ?x {\n ?x nope:deploys ?y }", "line 2"),
        ("ASK { ?x ?y ?z", "line 1, column 15"),
    ],
)
def test_an_error_of_syntax_says_where_it_is(query: str, where: str) -> None:
    with pytest.raises(QueryError, match="this is not SPARQL") as caught:
        run(STORE, query)
    assert caught.value.where is not None
    assert caught.value.where.startswith(where)
    assert len(str(caught.value)) < 250


def test_a_triple_as_a_value_is_refused_with_a_way_around() -> None:
    with pytest.raises(QueryError, match="gives a triple as a value") as caught:
        run(STORE, "SELECT (TRIPLE(<urn:a>, <urn:b>, 1) AS ?t) {}")
    assert caught.value.remedy == "select its subject, predicate and object"


@pytest.mark.parametrize(
    "term", [literal('a "b"\n\\ é'), Term('"x"@en'), iri("urn:a:b"), literal("\x00\x7f\u2028")]
)
def test_a_term_that_is_bound_comes_back_as_it_was(term: Term) -> None:
    store = ox.Store()
    data = f"<urn:s> <urn:p> {term} .".encode()
    store.load(data, format=ox.RdfFormat.N_TRIPLES)
    found = run_bound(store, "SELECT ?o { ?s ?p ?o }", bindings={"o": term})
    assert found == Table(("o",), ((term,),))
