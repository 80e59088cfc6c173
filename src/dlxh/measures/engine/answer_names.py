"""Tên trong câu trả lời: what people call the ids and the own codes among the keys of an answer."""

from dataclasses import replace
from typing import TypeVar

from dlxh.measures.comparison import Comparison
from dlxh.measures.engine.query import Query
from dlxh.measures.labels import NAMED
from dlxh.measures.result import Result
from dlxh.register.names import WITH_NAMES, names_of
from dlxh.register.tables import Tables

Answer = TypeVar("Answer", Result, Comparison)


def name_answer(found: Answer, tables: Tables, query: Query) -> Answer:
    """Return an answer with the names of its keys, looked up now, and its dimensions named as in the question."""
    references = {name: own.references for name, own in query.own_dimensions.items()}
    every = ((name, references.get(name, NAMED.get(name))) for name in found.by)
    named = {
        name: table for name, table in every if table in WITH_NAMES
    }  # those of people are never looked up
    ids: dict[str, set[str]] = {}
    for dimension, table in named.items():
        ids.setdefault(table, set()).update(found.polars[dimension].drop_nulls().unique())
    names = names_of(tables, ids)
    of_own = {name: names.get(table, {}) for name, table in named.items() if name in references}
    return replace(found, names={**names, **query.own_names, **of_own}).with_names(query.renamed)
