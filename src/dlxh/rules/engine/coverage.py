"""Mẫu số: how many rows a rule judged, so that its silence means something."""

from typing import Any

import narwhals as nw

from dlxh.register.tables import Tables
from dlxh.rules.language.on_columns import rows_left
from dlxh.rules.language.plan import planned
from dlxh.rules.rule import Rule


def rows_judged(rule: Rule, tables: Tables) -> int | None:
    """Return how many rows a rule judges in the tables; None: it cannot judge, a table is not there.

    A function of tables judges all rows of its table, and one on all tables all rows of all.

    >>> from datetime import date
    >>> from dlxh.rules.families.units import district_after_abolition
    >>> rows_judged(district_after_abolition, Tables({}, as_of=date(2025, 7, 1))) is None
    True
    """
    if rule.missing(tables):
        return None
    if rule.parts:
        return sum(
            _height(rows_left(planned(part, population=True), tables)) for part, _ in rule.parts_on(tables)
        )
    return sum(_height(tables[name]) for name in (tables.names if rule.table is None else (rule.table,)))


def _height(frame: "nw.LazyFrame[Any]") -> int:
    return int(frame.select(nw.len()).collect("polars").to_native().item())
