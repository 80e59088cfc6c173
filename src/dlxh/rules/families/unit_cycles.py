"""Đơn vị nối thành vòng: units that are above themselves, or follow themselves."""

from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.cycles import find_cycles
from dlxh.register.engine import to_engine_of
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.declaration import rule
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.examples import case
from dlxh.rules.shapes.violations import select_violations


def _on_a_cycle(rows: nw.LazyFrame[Any], here: str, there: str) -> nw.LazyFrame[Any]:
    """Return the rows whose link from one unit to another is part of a circle."""
    links = in_parts(rows.select(here, there).filter(~nw.col(here).is_null(), ~nw.col(there).is_null()))
    knots = find_cycles(links.iter_rows())
    if not knots:
        return rows.head(0)
    known = pl.DataFrame({"unit": list(knots), "knot": list(knots.values())})
    for end in (here, there):
        knot = to_engine_of(rows, known.rename({"unit": end, "knot": f"knot_of_{end}"}))
        rows = rows.join(knot, on=end, how="inner")
    return rows.filter(nw.col(f"knot_of_{here}") == nw.col(f"knot_of_{there}"))


@rule(
    "U109",
    table="units",
    needs=(),
    severity=Severity.ERROR,
    vi="đơn vị {record} là cấp dưới của chính mình, qua đơn vị cấp trên {evidence}",
    en="unit {record} is its own ancestor, through its parent {evidence}",
    cure_vi="sửa đơn vị cấp trên (parent) để chuỗi cấp trên không quay vòng",
    cure_en="correct parent so that the chain of parents ends",
    source="dlxh: own choice",
    why_vi="Các đơn vị nối thành vòng thì không thuộc tỉnh, huyện nào, nên không có trong số liệu theo cấp.",
    right=[case(units=[{"parent": "unit2"}, {"parent": "unit3"}, {"parent": None}])],
    wrong=[case(units=[{"parent": "unit1"}, {"parent": "unit1"}])],
)
def parents_in_a_circle(tables: Tables) -> nw.LazyFrame[Any]:
    """Units in a circle belong to no province, so they are missing from figures by level."""
    return select_violations(
        _on_a_cycle(tables["units"], "id", "parent"), "units", field="parent", evidence="parent"
    )


@rule(
    "U110",
    table="unit_successors",
    needs=(),
    severity=Severity.ERROR,
    vi="đơn vị kế thừa {evidence} lại dẫn về đơn vị cũ ({record})",
    en="successor {evidence} leads back to the old unit ({record})",
    cure_vi="sửa đơn vị kế thừa; đổi tên hoặc sắp xếp lại thì ghi thành đơn vị khác, có mã riêng",
    cure_en="correct the successor; a renamed or reorganised unit has an id of its own",
    source="dlxh: own choice",
    why_vi="Quan hệ kế thừa nối thành vòng thì không có đơn vị cuối cùng, số liệu cũ không cộng được vào đâu.",
    right=[case(unit_successors=[{"successor": "unit2"}, {"unit": "unit2", "successor": "unit3"}])],
    wrong=[case(unit_successors=[{"successor": "unit1"}, {"unit": "unit2", "successor": "unit1"}])],
)
def successors_in_a_circle(tables: Tables) -> nw.LazyFrame[Any]:
    """In a circle of successors no unit is the last, so older figures cannot be rolled up."""
    rows = _on_a_cycle(tables["unit_successors"], "unit", "successor")
    return select_violations(rows, "unit_successors", field="successor", evidence="successor")


RULES = (parents_in_a_circle, successors_in_a_circle)
