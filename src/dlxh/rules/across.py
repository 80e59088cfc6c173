"""Faults that any table can have: a reference to nothing, a key given twice."""

from typing import TYPE_CHECKING, Any

from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule

if TYPE_CHECKING:
    import narwhals as nw


def key_text(table: Table) -> "nw.Expr":
    """Return the key of a row as one text, its parts joined by `#`."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return nw.concat_str([nw.col(name).cast(nw.String()) for name in table.key], separator="#")


def _violations(
    frame: "nw.LazyFrame[Any]", table: Table, field: str, evidence: "nw.Expr | None" = None
) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return frame.select(
        nw.lit(table.name).alias("table"),
        key_text(table).alias("record"),
        nw.lit(field).alias("field"),
        nw.lit(None, nw.String()).alias("evidence") if evidence is None else evidence.alias("evidence"),
        SOURCE_ROW,
    )


@rule(
    "X101",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: {field} trỏ tới mã không có",
    en="table {table}, row {record}: {field} names an id that is not there",
    cure_vi="sửa mã, hoặc thêm bản ghi được trỏ tới",
    cure_en="correct the id, or add the record that it names",
    source="dlxh: design.md, Words (ids)",
)
def unknown_reference(tables: Tables) -> "nw.LazyFrame[Any]":
    """A row that names nothing falls out of every figure that joins on it, without a trace.

    The id itself is not repeated in the finding: the link from a report to its author is restricted.
    """
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    first = next(iter(tables))  # where no reference can be followed, nothing is found
    found = [_violations(tables[first].head(0), schema()[first], "id")]
    for name in tables:
        table = schema()[name]
        for column in table.columns:
            if column.references is None or column.references not in tables:
                continue
            known = tables[column.references].select(nw.col("id").alias(column.name)).unique()
            lost = tables[name].filter(~nw.col(column.name).is_null()).join(known, on=column.name, how="anti")
            found.append(_violations(lost, table, column.name))
    return nw.concat(found)


@rule(
    "X102",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}: khóa {record} có nhiều hơn một dòng",
    en="table {table}: key {record} stands on more than one row",
    cure_vi="giữ một dòng, hoặc đặt mã khác cho dòng kia",
    cure_en="keep one row, or give the other another id",
    source="dlxh: design.md, Words (ids)",
)
def duplicate_key(tables: Tables) -> "nw.LazyFrame[Any]":
    """Two rows with one key are counted twice here and once there."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    found = []
    for name in tables:
        table = schema()[name]
        counted = tables[name].with_columns(key_text(table).alias("record"))
        twice = counted.group_by("record").agg(nw.len().alias("n")).filter(nw.col("n") > 1)
        rows = counted.join(twice.select("record"), on="record", how="semi")
        found.append(_violations(rows, table, table.key[-1]))
    return nw.concat(found)
