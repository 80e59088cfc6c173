"""Đơn vị nối thành vòng: units that are above themselves, or follow themselves."""

from typing import Any

import narwhals as nw

from dlxh.ledger.engine import to_engine_of as lay_beside
from dlxh.register.cycles import find_cycles
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.examples import case
from dlxh.rules.rule import rule
from dlxh.rules.shapes.violations import select_violations


def _on_a_cycle(rows: "nw.LazyFrame[Any]", here: str, there: str) -> "nw.LazyFrame[Any]":
    """Return the rows whose link from one unit to another is part of a circle."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    links = in_parts(rows.select(here, there).filter(~nw.col(here).is_null(), ~nw.col(there).is_null()))
    knots = find_cycles(links.iter_rows())
    if not knots:
        return rows.head(0)
    known = pl.DataFrame({"unit": list(knots), "knot": list(knots.values())})
    for end in (here, there):
        knot = lay_beside(rows, known.rename({"unit": end, "knot": f"knot_of_{end}"}))
        rows = rows.join(knot, on=end, how="inner")
    return rows.filter(nw.col(f"knot_of_{here}") == nw.col(f"knot_of_{there}"))


@rule(
    "U109",
    table="units",
    needs=(),
    severity=Severity.ERROR,
    vi="đơn vị {record} là cấp dưới của chính mình, qua đơn vị cấp trên {evidence}",
    en="unit {record} is below itself, through its parent {evidence}",
    cure_vi="sửa đơn vị cấp trên (parent) để dãy cấp trên có điểm cuối",
    cure_en="correct parent so that the line of parents comes to an end",
    source="dlxh: own choice",
    why_vi="Đơn vị nối thành vòng thì không thuộc tỉnh, huyện nào: số liệu theo cấp không có chỗ cho nó.",
    right=[case(units=[{"parent": "unit2"}, {"parent": "unit3"}, {"parent": None}])],
    wrong=[case(units=[{"parent": "unit1"}, {"parent": "unit1"}])],
)
def parents_in_a_circle(tables: Tables) -> "nw.LazyFrame[Any]":
    """Units in a circle belong to no province: figures by level have no place for them."""
    return select_violations(
        _on_a_cycle(tables["units"], "id", "parent"), "units", field="parent", evidence="parent"
    )


@rule(
    "U110",
    table="unit_successors",
    needs=(),
    severity=Severity.ERROR,
    vi="đơn vị kế thừa {evidence} lại dẫn về đơn vị cũ ({record})",
    en="the successor {evidence} leads back to the old unit ({record})",
    cure_vi="sửa đơn vị kế thừa; tên mới hoặc bản đồ mới là đơn vị khác, có mã riêng",
    cure_en="correct the successor; a new name or a new map is another unit with an id of its own",
    source="dlxh: own choice",
    why_vi="Kế thừa nối thành vòng thì không đi tới đơn vị nào đang có, và số liệu cũ không gộp được vào đâu.",
    right=[case(unit_successors=[{"successor": "unit2"}, {"unit": "unit2", "successor": "unit3"}])],
    wrong=[case(unit_successors=[{"successor": "unit1"}, {"unit": "unit2", "successor": "unit1"}])],
)
def successors_in_a_circle(tables: Tables) -> "nw.LazyFrame[Any]":
    """In a circle of successors none is the last, and older figures roll up to nothing."""
    rows = _on_a_cycle(tables["unit_successors"], "unit", "successor")
    return select_violations(rows, "unit_successors", field="successor", evidence="successor")


RULES = (parents_in_a_circle, successors_in_a_circle)
