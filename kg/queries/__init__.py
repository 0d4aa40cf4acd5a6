"""Ask the graph: SPARQL, named questions, explanations, and the check of every quotation."""

from kg.queries.guarding import check_query
from kg.queries.lookup import find_entity, resolve_term
from kg.queries.questions import Parameter, Question, list_questions, load_question
from kg.queries.results import Answer, Result, Table, Triples
from kg.queries.sparql import ask, construct, run, run_bound, select

__all__ = [
    "Answer",
    "Parameter",
    "Question",
    "Result",
    "Table",
    "Triples",
    "ask",
    "check_query",
    "construct",
    "find_entity",
    "list_questions",
    "load_question",
    "resolve_term",
    "run",
    "run_bound",
    "select",
]
