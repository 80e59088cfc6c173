"""Ví dụ được xét: what a rule finds in the rows of an example, on plain rows; a function of tables sees them as frames."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.flatten import dtype
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.plain_rows import PlainRow
from dlxh.register.schema import SOURCE_ROW, Table, schema, schema_with
from dlxh.register.tables import Tables
from dlxh.rules.engine.fact_tables import FACTS
from dlxh.rules.engine.new_records import RecordsAccount, RowWork
from dlxh.rules.engine.row_index import RowIndex
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import CheckFindings
from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.declared import table_of_example, take_own_from
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.examples import DAY, Example
from dlxh.rules.language.row_part import NewRows
from dlxh.rules.rule import Rule


def judge_example(rule: Rule, example: Example) -> CheckFindings:
    """Return what a rule finds in the rows of an example; tables that it needs and that have no rows there are empty.

    Raises:
        RuleError: own fields are given where the rule does not see them: a function of tables sees them in a table of their
            own, any other rule as columns of ours.

    >>> from dlxh.rules.catalogue import RULES
    >>> from dlxh.rules.language.examples import case
    >>> left_open = next(known for known in RULES if known.code == "T203")
    >>> len(judge_example(left_open, case(memberships={}, terms={"end": DAY})))
    0
    """
    _refuse_misplaced(rule, example)
    if rule.is_function:
        return run_rules(tables_of(rule, example), [rule], {})
    with seeing_specimen(rule):
        return _judge_rows(rule.in_examples, example)


def seeing_specimen(rule: Rule) -> AbstractContextManager[None]:
    """Let the own fields in the examples of a rule be those of its specimen, where it has one.

    >>> from dlxh.rules.catalogue import RULES
    >>> with seeing_specimen(RULES[0]):
    ...     table_of_example("terms").name
    'terms'
    """
    return nullcontext() if rule.specimen is None else take_own_from(rule.specimen.schema)


def _judge_rows(rule: Rule, example: Example) -> CheckFindings:
    rows = rows_of_example(rule, example)
    there = frozenset((*rows, *rule.needs, *FACTS, *WORKED_OUT_FROM))
    work = RowWork(RowIndex((), rows, frozenset, DAY), NewRows(rows), there)
    none, account = Tables({}, as_of=DAY, pack=rule.specimen), RecordsAccount(work, [rule])
    return CheckFindings(none, list(work.batches(rule)), {rule.code: rule}, {}, {}, account)


def rows_of_example(rule: Rule, example: Example) -> dict[str, list[PlainRow]]:
    """Return the rows of an example with all cells that a rule reads; own ones that are not written are empty.

    >>> from dlxh.rules.catalogue import RULES
    >>> rule = RULES[0]
    >>> list(rows_of_example(rule, rule.right[0]))
    ['units']
    """
    own = {name: dict.fromkeys(read) for name, read in rule.columns.items()}
    return {
        name: [{**own.get(name, {}), **row} for row in each]
        for name, each in example.plain_rows().items()
        if each
    }


def _refuse_misplaced(rule: Rule, example: Example) -> None:
    for name, rows in example.rows.items():
        ours, _, field = ("", "", "") if name in schema() else parse_own(name) or ("", "", "")
        known = table_of_example(name).names
        lost = next((cell for row in rows for cell in row if cell not in known), None)
        if not rule.is_function and ours and not field:
            raise RuleError(
                vi=f"{rule.code} xét từng dòng: ghi trường riêng như cột của {ours}, không ghi bảng {name}",
                en=f"{rule.code} judges rows: give own fields as columns of {ours}, not in {name}",
            )
        if rule.is_function and lost is not None:
            raise RuleError(
                vi=f"{rule.code} là hàm trên bảng: ghi trường riêng {lost} ở bảng riêng, như {name}_gl={{…}}",
                en=f"{rule.code} is a function of tables: give the own field {lost} in a table of its own, such as {name}_gl={{…}}",
            )


def tables_of(rule: Rule, example: Example) -> Tables:
    """Return the rows of an example as tables, with those that the rule needs and that have no rows there."""
    rows = example.plain_rows()
    own = () if rule.table is None else (rule.table,)
    more = [name for name in (*WORKED_OUT_FROM, *FACTS) if name in rule.reads]
    names = dict.fromkeys((*own, *rule.needs, *more, *rows))
    known = schema_with(rule.specimen)
    frames = {name: _frame(_table_of(name, known), rows.get(name, [])) for name in names}
    of_records = {name: frame for name, frame in frames.items() if name in schema()}
    tables = Tables(of_records, as_of=DAY, enforced=True, pack=rule.specimen)
    return tables.with_derived({name: _lazy(frame) for name, frame in frames.items() if name not in schema()})


def _table_of(name: str, known: Schema) -> Table:
    return known.wide(name) if name in known else table_of_example(name)


def _frame(table: Table, rows: Sequence[object]) -> pl.DataFrame:
    if table.name in FACTS and not rows:
        return FACTS[table.name]()
    kinds = {column.name: dtype(column.kind) for column in table.columns}
    return pl.DataFrame(rows, schema={**kinds, SOURCE_ROW: pl.Int64()}, orient="row")


def _lazy(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
    return nw.from_native(frame.lazy())
