"""Số thứ tự trong danh sách: the numbers that units have in the official list, by which lists for people are put in order."""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from dlxh.register.tables import Tables


def list_numbers(tables: Tables) -> dict[str, int]:
    """Return the number of each unit that has one in the official list, by its id; none where units are absent.

    >>> from datetime import date
    >>> from dlxh import OrgUnit
    >>> place = {"kind": "place", "level": "commune"}
    >>> units = [OrgUnit(id="b", name="B", display_order=1, **place), OrgUnit(id="a", name="A", **place)]
    >>> list_numbers(Tables.of(units, as_of=date(2026, 1, 5)))
    {'b': 1}
    """
    if "units" not in tables:
        return {}
    numbered = tables["units"].filter(~nw.col("display_order").is_null())
    found: pl.DataFrame = numbered.select("id", "display_order").collect("polars").to_native()
    return dict(found.iter_rows())


def number_in_list(column: str, numbers: Mapping[str, int]) -> pl.Expr:
    """Return the number of the unit in a column, by which rows are sorted; null where it has none, to be sorted last.

    >>> rows = pl.DataFrame({"org_unit": ["a", "b"]})
    >>> rows.sort(number_in_list("org_unit", {"b": 1}), "org_unit", nulls_last=True)["org_unit"].to_list()
    ['b', 'a']
    """
    return pl.col(column).replace_strict(numbers, default=None, return_dtype=pl.Int64)
