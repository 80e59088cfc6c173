"""Nhiều báo cáo một kỳ: which reports fill the rows of a period for which several are owed, or a number of items.

Several reports are windows that follow each other, one for each, with the same days. A report counts where its declared period ends in
them, unless it is on something longer, or another provision of the author's asks for one report on that kind of period.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.ledger.service_spells import day_number
from dlxh.ledger.windows import Window, windows_of_undeclared
from dlxh.models.duties import ReportObligation
from dlxh.models.owed_by import OwedByMembers
from dlxh.models.regulation import Regulation, RegulationProvision, in_force
from dlxh.register.engine import compute_once, to_engine_of
from dlxh.register.tables import Tables
from dlxh.words.work_calendars import WorkCalendar

_LANE: Final = ["network", "kind"]


@dataclass(frozen=True, slots=True)
class Gathering:
    """What decides which reports a period gathers, as tables on the engine of the reports.

    Attributes:
        days: Each day of such periods: network, kind, period_end, window (the first of its reports), before_ordinal.
        undeclared: The windows for a report without a period, by day of receipt: network, kind, received_day, window.
        elsewhere: Kinds of period that have a provision of their own: window, period_kind, own_from and own_to.
        amounts: How much is owed: window, count, least_items (null where reports are counted).
        items: How many items a report has: report, items; None: no provision counts them.
        windows: Their places, those for further reports included.
    """

    days: nw.LazyFrame[Any]
    undeclared: nw.LazyFrame[Any]
    elsewhere: nw.LazyFrame[Any]
    amounts: nw.LazyFrame[Any]
    items: nw.LazyFrame[Any] | None
    windows: list[int]


def gathering_of(
    tables: Tables, regulations: list[Regulation], windows: list[Window], calendar: WorkCalendar | None
) -> Gathering | None:
    """Return what decides which reports count together; None: one report is owed for each of the periods."""
    places = [place for place, window in enumerate(windows) if window.duty.gathers]
    if not places:
        return None
    items = None
    if any(window.duty.least_items is not None for window in windows):
        counted = tables["items"].group_by("report").agg(nw.len().cast(nw.Int64()).alias("items"))
        items = compute_once(counted)
    days, undeclared, elsewhere, amounts = (
        to_engine_of(tables["reports"], frame)
        for frame in (
            _frame_of_days(windows),
            windows_of_undeclared(windows, calendar, gather=True),
            _frame_of_elsewhere(regulations, windows),
            _frame_of_amounts(windows),
        )
    )
    return Gathering(days, undeclared, elsewhere, amounts, items, places)


def gathered_receipts(known: nw.LazyFrame[Any], gathering: Gathering, day: nw.Expr) -> nw.LazyFrame[Any]:
    """Return one row per person and window that is filled: person, window, report, received_day.

    Of several reports the k-th by receipt fills the k-th window; a number of items is reached with the report that is
    named.

    Args:
        known: Reports with their author as `person`.
        gathering: Which reports count for which windows.
        day: The day of receipt that decides.
    """
    pairs = nw.concat([_of_declared(known, gathering, day), _of_undeclared(known, gathering, day)])
    rows = pairs.join(gathering.amounts, on="window", how="inner")
    order = ["day", "report"]
    several = rows.filter(nw.col("least_items").is_null()).with_columns(nw.lit(1).cast(nw.Int64()).alias("n"))
    place = nw.col("n").cum_sum().over("person", "window", order_by=order).cast(nw.Int64())
    several = several.with_columns(place.alias("ordinal")).filter(nw.col("ordinal") <= nw.col("count"))
    filled = several.with_columns((nw.col("window") + nw.col("ordinal") - 1).alias("window"))
    if gathering.items is None:
        return _as_receipts(filled)
    counted = rows.filter(~nw.col("least_items").is_null()).join(gathering.items, on="report", how="inner")
    reached = nw.col("items").cum_sum().over("person", "window", order_by=order).cast(nw.Int64())
    counted = counted.with_columns(reached.alias("reached"))
    least, before = nw.col("least_items"), nw.col("reached") - nw.col("items")
    first = counted.filter((nw.col("reached") >= least) & (before < least))
    return nw.concat([_as_receipts(filled), _as_receipts(first)])


def _as_receipts(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    return rows.select("person", "window", "report", nw.col("day").alias("received_day"))


def _of_declared(known: nw.LazyFrame[Any], gathering: Gathering, day: nw.Expr) -> nw.LazyFrame[Any]:
    """Return person, window, report, day of what declares a period that ends in a window, and had begun when it came."""
    begun = known.filter(nw.col("received_day") >= nw.col("period_start"))
    met = begun.join(gathering.days, on=[*_LANE, "period_end"], how="inner")
    met = met.filter(day_number(nw.col("period_start")) > nw.col("before_ordinal"))
    end = day_number(nw.col("period_end"))
    own = met.join(gathering.elsewhere, on=["window", "period_kind"], how="inner")
    own = (
        own.filter((nw.col("own_from") <= end) & (end <= nw.col("own_to")))
        .select("report", "window")
        .unique()
    )
    return met.join(own, on=["report", "window"], how="anti").select(
        "person", "window", "report", day.alias("day")
    )


def _of_undeclared(known: nw.LazyFrame[Any], gathering: Gathering, day: nw.Expr) -> nw.LazyFrame[Any]:
    silent = known.filter(nw.col("period_start").is_null())
    met = silent.join(gathering.undeclared, on=[*_LANE, "received_day"], how="inner")
    return met.select("person", "window", "report", day.alias("day"))


def _frame_of_days(windows: list[Window]) -> pl.DataFrame:
    """Return each day of the windows that gather, with the first day of the period before: network, kind, period_end, window, before_ordinal."""
    rows = [
        (window.network, window.duty.report.value, date.fromordinal(number), place, window.before.toordinal())
        for place, window in _first_windows(windows)
        for number in range(window.period.start.toordinal(), window.period.end.toordinal() + 1)
    ]
    columns = {"network": pl.String, "kind": pl.String, "period_end": pl.Date, "window": pl.Int64}
    return pl.DataFrame(rows, schema=columns | {"before_ordinal": pl.Int64}, orient="row")


def _frame_of_amounts(windows: list[Window]) -> pl.DataFrame:
    """Return how much is owed in the windows that gather: window, count, least_items."""
    rows = [(place, window.duty.count, window.duty.least_items) for place, window in _first_windows(windows)]
    columns = {"window": pl.Int64, "count": pl.Int64, "least_items": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _frame_of_elsewhere(regulations: Iterable[Regulation], windows: list[Window]) -> pl.DataFrame:
    """Return for windows that gather which kinds of period another provision asks one report on, and from when to when.

    It is a provision on the same kind of report that binds all whom the first one binds: what it does not ask of
    somebody would be lost. Its days in force decide, whatever the days of the question.
    """
    known = [(regulation, provision) for regulation in regulations for provision in regulation.provisions]
    units = {(regulation.network, provision.id): provision.units for regulation, provision in known}
    plain = [
        (regulation.network, provision, provision.duty, in_force(regulation, provision))
        for regulation, provision in known
        if isinstance(provision.duty, ReportObligation) and not provision.duty.gathers
    ]
    rows = [
        (place, duty.period_kind.value, first.toordinal(), last.toordinal())
        for place, window in _first_windows(windows)
        for network, provision, duty, (first, last) in plain
        if network == window.network and duty.report == window.duty.report
        and _binds_all(provision, duty, window, units[window.network, window.provision])
    ]  # fmt: skip
    columns = {"window": pl.Int64, "period_kind": pl.String, "own_from": pl.Int64, "own_to": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _binds_all(
    provision: RegulationProvision, duty: ReportObligation, window: Window, units: tuple[str, ...]
) -> bool:
    """Return whether a provision binds all whom the one of a window binds."""
    wide, narrow = duty.owed_by, window.duty.owed_by
    if isinstance(wide, OwedByMembers) and isinstance(narrow, OwedByMembers):
        return wide.role in {None, narrow.role}
    return wide == narrow and provision.units in {(), units}


def _first_windows(windows: list[Window]) -> Iterator[tuple[int, Window]]:
    """Yield the windows that gather, the first of each period, with their places."""
    for place, window in enumerate(windows):
        if window.duty.gathers and window.ordinal == 1:
            yield place, window
