"""What communes owe, month by month, next to the same by hand; and their monthly return in one call."""

from collections.abc import Iterator
from functools import partial

import polars as pl

import dlxh
from dlxh.ledger.windows import Window, windows_of
from tests.bench.lines import OURS, Line, line
from tests.bench.stopwatch import Forms, medians
from tests.bench.units.owing_by_hand import by_hand
from tests.bench.units.owing_data import AS_OF, communes_of, frames, months, regulation

YEARS, BAR, SECONDS, RETURN_SECONDS = 120, 1.5, 0.5, 1.5
RETURNED = 13
"""Months of reports in the register of the return: 40,000 of the country's communes."""


def forms(province: str | None, number: int) -> Forms:
    """The ledger of a number of months, ours and by hand."""
    made, rules, span = frames(province, number), regulation(), months(number)
    tables = dlxh.Tables(made, as_of=AS_OF)
    windows: list[Window] = windows_of([rules], span, None)
    return {
        OURS: lambda: dlxh.obligations(tables, span, regulation=rules).polars,
        "Polars": lambda: by_hand(made, windows, AS_OF),
    }


def monthly_return(province: str | None) -> "tuple[int, partial[pl.DataFrame]]":
    """The number of reports, and what gives the return of a month by commune, with all units in the register."""
    made = frames(province, RETURNED)
    records = dlxh.Register([regulation()], as_of=AS_OF, empty=["activities", "cases"]).tables
    tables = dlxh.Tables(
        {**{name: records.polars(name) for name in records}, **made, **_items(made)}, as_of=AS_OF
    )
    return made["reports"].height, partial(_answer, tables)


def _answer(tables: dlxh.Tables) -> pl.DataFrame:
    return dlxh.measure(tables, "monthly_return", by="commune", period="2026-03").polars


def _items(made: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return one item of each report, every tenth a prominent matter."""
    rows = made["reports"].select(
        pl.col("id") + ".1", "network", report="id", position=pl.lit(1), scope=pl.lit("local"),
        summary=pl.lit("Ví dụ."), prominent=pl.int_range(pl.len()) % 10 == 0,
    )  # fmt: skip
    topics = rows.select("network", item="id", position=pl.lit(1), topic=pl.lit("land"))
    return {"items": rows, "item_topics": topics}


def owing(province: str | None, rounds: int) -> Iterator[Line]:
    """Ten years against the same by hand, a year and the monthly return against the seconds that they may take."""
    number = communes_of(frames(province, 1)).height
    counted = f"{number:,}"
    names = (
        f"nghĩa vụ báo cáo của {counted} xã trong {YEARS} tháng",
        f"obligations of {counted} communes over {YEARS} months",
    )
    yield line(*names, medians(forms(province, YEARS), rounds), bar=BAR)
    year = medians({OURS: forms(province, 12)[OURS]}, rounds)
    names = (
        f"nghĩa vụ báo cáo của {counted} xã trong 12 tháng",
        f"obligations of {counted} communes over 12 months",
    )
    yield Line(*names, year[OURS], "limit", SECONDS, 1.0)
    reports, form = monthly_return(province)
    taken = medians({OURS: form}, rounds)
    names = (
        f"báo cáo tháng theo xã, {counted} xã, {reports:,} báo cáo",
        f"monthly return by commune, {counted} communes, {reports:,} reports",
    )
    yield Line(*names, taken[OURS], "limit", RETURN_SECONDS, 1.0)
