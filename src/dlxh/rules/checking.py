"""Kiểm tra: all rules over the tables, in as few passes as the engine allows."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dlxh.register.register import Register
from dlxh.register.schema import ROOTS, SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.across import key_text
from dlxh.rules.catalogue import RULES, RuleError
from dlxh.rules.findings import Findings
from dlxh.rules.rule import Rule
from dlxh.words.record import Record

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

COLUMNS = ("table", "record", "field", "evidence", SOURCE_ROW)


def check(
    subject: Register | Tables | Record,
    *,
    within: Register | None = None,
    only: Collection[str] = (),
    ignore: Collection[str] = (),
    rules: Sequence[Rule] = RULES,
) -> Findings:
    """Judge a register, tables, or one new record within a register.

    Args:
        subject: What is judged.
        within: For one record: the register that it would join; only findings about the record come back.
        only: Codes to run; none means all.
        ignore: Codes to leave out.
        rules: The rules; add your own to `dlxh.rules.catalogue.RULES`.

    Raises:
        RuleError: `only` or `ignore` names a code that no rule has.
        TypeError: a record without `within`, or `within` for something else.

    >>> from datetime import date
    >>> from dlxh.models.unit import OrgUnit
    >>> unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
    >>> check(Register([unit], as_of=date(2025, 7, 1))).counts()
    {'X101': 1, 'U101': 1}
    """
    only, ignore = frozenset(only), frozenset(ignore)
    known = {known.code for known in rules}
    for code in sorted(only | ignore):
        if code not in known:
            listed = ", ".join(sorted(known))
            raise RuleError(
                vi=f"không có quy tắc {code!r}; các mã: {listed}", en=f"no rule {code!r}; codes: {listed}"
            )
    chosen = [r for r in rules if (not only or r.code in only) and r.code not in ignore]
    if isinstance(subject, Record):
        return _check_record(subject, within, chosen)
    if within is not None:
        msg = "within= is for one record; a register or tables are judged as they are"
        raise TypeError(msg)
    return _check_tables(subject.tables if isinstance(subject, Register) else subject, chosen)


def _check_record(record: Record, within: Register | None, rules: list[Rule]) -> Findings:
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if within is None:
        msg = "one record is judged within a register: check(record, within=register)"
        raise TypeError(msg)
    table = next(name for name, model in ROOTS.items() if isinstance(record, model))
    own = Tables.of([record], as_of=within.as_of)
    found = _check_tables(_in_memory(within.tables).append(own), rules)
    key = getattr(record, "id")  # noqa: B009 - every record has an id, the base class does not declare it
    keys = {(name, text) for name in own for text in own.polars(name).select(_polars_key(name)).to_series()}
    mine = pl.DataFrame(sorted(keys | {(table, key)}), schema=["table", "record"], orient="row")
    frames = {
        code: frame.filter(
            pl.struct("table", "record").is_in(mine.to_struct().implode()) | (pl.col("evidence") == key)
        )
        for code, frame in found.frames.items()
    }
    return Findings(frames, found.rules, found.skipped, found.places)


def _in_memory(tables: Tables) -> Tables:
    """Return tables that one record can be put to; a relation of an engine takes no rows from outside."""
    if tables.engine == "polars":
        return tables
    frames = {name: tables.polars(name) for name in tables}
    return Tables(frames, as_of=tables.as_of, partial=tables.partial, places=tables.places)


def _polars_key(name: str) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    return pl.concat_str([pl.col(part).cast(pl.String) for part in schema()[name].key], separator="#")


def _check_tables(tables: Tables, rules: list[Rule]) -> Findings:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    skipped: dict[str, tuple[str, ...]] = {}
    simple: list[tuple[Rule, nw.Expr]] = []
    frames: dict[str, pl.DataFrame] = {}
    for rule in rules:
        if missing := rule.missing(tables):
            skipped[rule.code] = missing
            continue
        found = rule.judge(tables)
        if isinstance(found, nw.Expr):
            simple.append((rule, found))
        else:
            frames[rule.code] = _collected(rule, found)
    for table, group in groupby(sorted(simple, key=_table_of), key=_table_of):
        frames |= _one_pass(tables, table, list(group))
    ordered = {rule.code: frames[rule.code] for rule in rules if rule.code in frames}
    return Findings(ordered, {rule.code: rule for rule in rules}, skipped, tables.places)


def _table_of(pair: "tuple[Rule, nw.Expr]") -> str:
    return str(pair[0].table)


def _collected(rule: Rule, found: "nw.LazyFrame[Any]") -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    frame: pl.DataFrame = found.collect("polars").to_native()
    fill = {
        "table": pl.lit(rule.table, pl.String),
        "field": pl.lit(None, pl.String),
        "evidence": pl.lit(None, pl.String),
        SOURCE_ROW: pl.lit(None, pl.Int64),
    }
    lacking = [value.alias(name) for name, value in fill.items() if name not in frame.columns]
    return frame.with_columns(lacking).select(COLUMNS).sort(["table", "record", "field", "evidence", SOURCE_ROW])


def _one_pass(tables: Tables, table: str, judged: "list[tuple[Rule, nw.Expr]]") -> "dict[str, pl.DataFrame]":
    """Judge all row rules of one table together; null means that an input is unknown, and is no fault."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    flags = [expression.fill_null(value=False).alias(rule.code) for rule, expression in judged]
    marked = tables[table].select(key_text(schema()[table]).alias("record"), SOURCE_ROW, *flags)
    codes = [rule.code for rule, _ in judged]
    rows: pl.DataFrame = (
        marked.filter(nw.any_horizontal(*codes, ignore_nulls=True)).collect("polars").to_native()
    )
    empty = [
        pl.lit(table).alias("table"),
        *(pl.lit(None, pl.String).alias(name) for name in ("field", "evidence")),
    ]
    return {
        code: rows.filter(pl.col(code)).with_columns(empty).select(COLUMNS).sort("record", SOURCE_ROW) for code in codes
    }
