"""Faults that any table can have: a reference to nothing or to another network, a key given twice."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import key_of, near, shared

if TYPE_CHECKING:
    from dlxh.register.columns import Column

_JUDGED_ELSEWHERE = frozenset({("report_sources", "source")})
"""A synthesis may draw on another network's report; S102 asks."""


def _violations(
    frame: "nw.LazyFrame[Any]", table: Table, field: str, evidence: "nw.Expr | None" = None
) -> "nw.LazyFrame[Any]":
    own = "network" in table.names
    return frame.select(
        nw.lit(table.name).alias("table"),
        key_of(table.name).alias("record"),
        nw.lit(field).alias("field"),
        (nw.col("network") if own else nw.lit(None, nw.String())).alias("network"),
        nw.lit(None, nw.String()).alias("evidence") if evidence is None else evidence.alias("evidence"),
        SOURCE_ROW,
    )


def _references(tables: Tables) -> "Iterator[tuple[Table, Column]]":
    for name in tables.asked:
        for column in schema()[name].columns:
            if column.references is not None and column.references in tables:
                yield schema()[name], column


@rule(
    "X101",
    table=None,
    needs=(),
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: {field} trỏ tới mã không có",
    en="table {table}, row {record}: {field} names an id that is not there",
    cure_vi="sửa mã, hoặc thêm bản ghi được trỏ tới",
    cure_en="correct the id, or add the record that it names",
    source="dlxh: own choice",
    why_vi="""Dòng trỏ vào chỗ không có thì rơi khỏi mọi số liệu có ghép bảng, không để lại dấu vết.

Phát hiện không nhắc lại mã đó: mối nối từ báo cáo tới tác giả là thông tin hạn chế.""",
)
def unknown_reference(tables: Tables) -> "list[nw.LazyFrame[Any]]":
    """A row that names nothing falls out of every figure that joins on it, without a trace.

    The id itself is not repeated in the finding: the link from a report to its author is restricted.
    """
    found = []
    for table, column in _references(tables):
        known = tables[str(column.references)].select(nw.col("id").alias(column.name))
        lost = (
            tables.asked[table.name]
            .filter(~nw.col(column.name).is_null())
            .join(known, on=column.name, how="anti")
        )
        found.append(_violations(lost, table, column.name))
    return found


@rule(
    "X102",
    table=None,
    needs=(),
    severity=Severity.ERROR,
    vi="bảng {table}: khóa {record} có nhiều hơn một dòng",
    en="table {table}: key {record} stands on more than one row",
    cure_vi="giữ một dòng, hoặc đặt mã khác cho dòng kia",
    cure_en="keep one row, or give the other another id",
    source="dlxh: own choice",
    why_vi="Hai dòng một khóa thì chỗ này đếm hai, chỗ kia đếm một.",
)
def duplicate_key(tables: Tables) -> "list[nw.LazyFrame[Any]]":
    """Two rows with one key are counted twice here and once there."""
    found = []
    for name in tables.asked:
        table = schema()[name]
        both = shared(tables, near(tables, name, table.key[0]), *table.key)
        found.append(_violations(both, table, table.key[-1]))
    return found


@rule(
    "X103",
    table=None,
    needs=(),
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: {field} trỏ tới bản ghi của mạng lưới khác",
    en="table {table}, row {record}: {field} names a record of another network",
    cure_vi="sửa mã hoặc mạng lưới; mỗi mạng lưới có bản ghi riêng của mình",
    cure_en="correct the id or the network; each network has records of its own",
    source="dlxh: own choice",
    why_vi="Công việc của mạng lưới này bị tính cho mạng lưới kia, và tổng của cả hai đều sai.",
)
def record_of_another_network(tables: Tables) -> "list[nw.LazyFrame[Any]]":
    """Work of one network is counted for another, and the sums of both are wrong."""
    found = []
    for table, column in _references(tables):
        other = schema()[str(column.references)]
        if column.name in (*table.link, "network") or (table.name, column.name) in _JUDGED_ELSEWHERE:
            continue
        if "network" in table.names and "network" in other.names:
            owners = tables[other.name].select(
                nw.col("id").alias(column.name), nw.col("network").alias("owner")
            )
            both = tables.asked[table.name].join(owners, on=column.name, how="inner")
            foreign = _violations(both.filter(nw.col("owner") != nw.col("network")), table, column.name)
            found.append(foreign.unique())  # an id that stands twice is met twice
    return found


RULES = (unknown_reference, duplicate_key, record_of_another_network)
