"""Mẫu số: how many rows a rule judged, so that its silence means something."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import narwhals as nw

from dlxh.register.tables import Tables
from dlxh.rules.engine.answers import count_rows
from dlxh.rules.language.on_columns import rows_left
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import plan_part
from dlxh.rules.language.to_narwhals import Expressions
from dlxh.rules.rule import Rule


def rows_judged(rule: Rule, tables: Tables) -> int | None:
    """Return how many rows a rule judges in the tables; None: it cannot judge, a table is not there.

    A function of tables judges all rows of its table, and one on all tables all rows of all.

    >>> from datetime import date
    >>> from dlxh.rules.families.units import district_after_abolition
    >>> rows_judged(district_after_abolition, Tables({}, as_of=date(2025, 7, 1))) is None
    True
    """
    return None if rule.missing(tables) else rows_judged_by([rule], tables)[rule.code]


def rows_judged_by(
    rules: Iterable[Rule], tables: Tables, asks: Callable[[Rule, Part], bool] = lambda _, __: True
) -> dict[str, int]:
    """Return how many rows some rules judge in the tables, by code; rules on single rows are counted in one pass.

    Args:
        rules: Rules that can judge.
        tables: The tables.
        asks: Which of their parts are run.
    """
    found: dict[str, int] = {}
    every: dict[str, list[str]] = {}
    some: dict[str, list[tuple[str, nw.Expr]]] = {}
    made = Expressions(tables.as_of, lambda column: column.name, {})
    for rule in rules:
        found[rule.code] = 0
        for name in () if not rule.is_function else tables.names if rule.table is None else (rule.table,):
            every.setdefault(name, []).append(rule.code)
        for part in (part for part, _ in rule.parts_on(tables) if asks(rule, part)):
            if part.population is None:
                every.setdefault(part.table, []).append(rule.code)
            elif _is_on_rows(part):
                some.setdefault(part.table, []).append((rule.code, made.of(part.population)))
            else:
                found[rule.code] += _height(rows_left(plan_part(part, population=True), tables))
    for name, codes in every.items():
        height = _height(tables[name])
        for code in codes:
            found[code] += height
    for name, condition in some.items():
        numbers = count_rows(
            tables[name], {f"asked_{nth}": question for nth, (_, question) in enumerate(condition)}
        )
        for (code, _), number in zip(condition, numbers.values(), strict=True):
            found[code] += number
    return found


def rows_held_to(codes: Mapping[str, Collection[str]], tables: Tables) -> dict[str, int]:
    """Return how many rows constraints judge, by code.

    Args:
        codes: By table the codes of its constraints.
        tables: The tables.
    """
    found: dict[str, int] = {}
    for name, each in codes.items():
        height = _height(tables[name]) if each else 0
        for code in sorted(each):
            found[code] = found.get(code, 0) + height
    return found


def _is_on_rows(part: Part) -> bool:
    """Return whether a row alone shows whether a part judges it."""
    alone = replace(part, population=None, fault=part.population or part.fault, evidence=None, prefilter=None)
    return alone.is_on_rows


def _height(frame: "nw.LazyFrame[Any]") -> int:
    return int(frame.select(nw.len()).collect("polars").to_native().item())
