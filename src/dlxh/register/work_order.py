"""Thứ tự việc sửa: the one order in which findings are listed for those who correct."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from dlxh.register.finding import Finding

if TYPE_CHECKING:
    import polars as pl

_ROW: Final = re.compile(r".*/\d+(?=/|\Z)")
"""The pointer of a row in that of one of its fields: all up to the last place in a list."""


def sort_for_work(rows: "pl.DataFrame") -> "pl.DataFrame":
    """Return rows by file or table, line, record and its row, code; what is unknown last, numbers in pointers by their size.

    Args:
        rows: A row for each finding, with `file`, `table`, `line`, `root`, `pointer` of its row (without the field: the faults of a
            row go together), `code` and `record`.

    >>> import polars as pl
    >>> found = {"file": [None] * 3, "table": ["items"] * 3, "line": [3, None, 1], "root": ["b1"] * 3}
    >>> rest = {"pointer": ["", "/items/9", ""], "code": ["D101"] * 3, "record": ["n3", "n9", "n1"]}
    >>> sort_for_work(pl.DataFrame({**found, **rest}))["record"].to_list()
    ['n1', 'n3', 'n9']
    """
    import polars as pl

    by_table = pl.col("line").is_not_null() | pl.col("root").is_null()
    padded = pl.col("pointer").str.replace_all(r"\d+", "00000$0").str.replace_all(r"0+(\d{6})", "$1")
    keys = ("file", pl.when(by_table).then("table"), "line", "root", padded, "code", "record")
    return rows.sort(*keys, nulls_last=True, maintain_order=True)


def in_work_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in this order.

    >>> in_work_order([])
    []
    """
    import polars as pl

    made = list(findings)
    texts = dict.fromkeys(("file", "table", "root", "pointer", "code", "record"), pl.String)
    rows = [_row(nth, each) for nth, each in enumerate(made)]
    frame = pl.DataFrame(rows, {"nth": pl.Int64, "line": pl.Int64, **texts}, orient="row")
    return [made[nth] for nth in sort_for_work(frame)["nth"]]


def _row(nth: int, each: Finding) -> tuple[object, ...]:
    file, line = (None, each.row_number) if each.place is None else (each.place.file, each.place.line)
    row = _ROW.match(each.pointer or "")
    pointer = each.pointer and (row[0] if row is not None else "")
    return nth, line, file, each.table, each.root, pointer, each.code, each.record
