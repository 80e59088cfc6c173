"""Tên trong câu trả lời: what people call the ids and the own codes among the keys of an answer."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from dlxh.measures.comparison import Comparison
from dlxh.measures.engine.query import Query
from dlxh.measures.labels import NAMED
from dlxh.measures.result import Result
from dlxh.register.finding import Phrase
from dlxh.register.names import NAMED_TABLES, names_of
from dlxh.register.tables import Tables
from dlxh.words.days import write_day

Answer = TypeVar("Answer", Result, Comparison)


def _call_day(key: str) -> Phrase:
    day = date.fromisoformat(key)
    return Phrase(write_day(day, "vi"), write_day(day, "en"))


def name_answer(found: Answer, tables: Tables, query: Query) -> Answer:
    """Return an answer with the names of its keys, looked up now, and its dimensions named as in the question."""
    references = {name: own.references for name, own in query.own_dimensions.items()}
    every = ((name, references.get(name, NAMED.get(name))) for name in found.by)
    named = {
        name: table for name, table in every if table in NAMED_TABLES
    }  # those of people are never looked up
    ids: dict[str, set[str]] = {}
    for dimension, table in named.items():
        ids.setdefault(table, set()).update(found.polars[dimension].drop_nulls().unique())
    names = names_of(tables, ids)
    of_own = {name: names.get(table, {}) for name, table in named.items() if name in references}
    own = query.own_names
    for name in (name for name, field in query.own_dimensions.items() if field.is_day and name in found.by):
        of_own[name] = {key: _call_day(key) for key in found.polars[name].drop_nulls().unique()}
    return replace(found, names=replace(own, ids=names, keys={**own.keys, **of_own})).rename(query.renamed)
