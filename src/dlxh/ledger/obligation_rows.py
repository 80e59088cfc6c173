"""Sổ nghĩa vụ báo cáo: one row per member or unit, provision and period, and what became of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl
from pydantic import ValidationError

from dlxh.ledger.absorption import add_reasons_of_schedule
from dlxh.ledger.errors import ObligationError
from dlxh.ledger.exceptions import add_days_served, on_leave, without_contract
from dlxh.ledger.gathered_receipts import gathering_of
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.obligors import Obligors, members_of, units_of
from dlxh.ledger.predecessors import Predecessors, handed_on_receipts
from dlxh.ledger.receipts import countable_reports, receipts
from dlxh.ledger.schedule import schedule_of
from dlxh.ledger.status import COLUMNS, PLACE, add_reason, add_status
from dlxh.ledger.windows import (
    Window,
    excuses_of,
    frame_of_windows,
    number_pair,
    windows_of,
    windows_of_undeclared,
    working_days,
)
from dlxh.models.duties import ExcusedAbsence, ReceiptRule, ReportObligation
from dlxh.models.owed_by import OwedByMembers
from dlxh.models.regulation import Regulation, in_force
from dlxh.register.engine import compute_once, to_engine_of
from dlxh.register.nest import records_of
from dlxh.register.tables import Tables
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar


def draw_ledger(
    tables: Tables, period: Period, regulations: list[Regulation], calendar: WorkCalendar | None, as_of: date
) -> Ledger:
    """Return the ledger of some regulations, empty where none of their periods ends on these days.

    Raises:
        MissingInputError: nothing says that a report is owed; a table is absent; a calendar is needed.
    """
    windows = windows_of(regulations, period, calendar)
    of_members, of_units = (
        schedule_of(regulations, [each for each in windows if each.is_of_members is whose], period)
        for whose in (True, False)
    )
    _refuse_absent(tables, [*of_members.windows, *of_units.windows], regulations)
    parts = (
        []
        if windows
        else [to_engine_of(tables["reports"], pl.DataFrame(schema={PLACE: pl.Int64, **COLUMNS}))]
    )
    if of_members.wanted:
        parts.append(_rows(tables, members_of(tables, of_members), regulations, calendar, as_of))
    if of_units.wanted:
        parts.append(_rows(tables, units_of(tables, of_units), regulations, calendar, as_of))
    rows = nw.concat(parts) if len(parts) > 1 else parts[0]
    return Ledger(rows, tuple(windows), period, as_of, tables.kind, tables.partial)


def refuse_strangers(tables: Tables, given: list[Regulation], binding: list[Regulation]) -> None:
    """Refuse a regulation of a network that the records do not know: the ledger would be empty, and nobody would see why.

    Raises:
        ObligationError: a network of those that are given is not there, or none of those that bind is.
    """
    there = (
        set(tables["networks"].select("id").collect("polars").to_native()["id"])
        if "networks" in tables
        else set()
    )
    if "memberships" in tables:
        spells = tables["memberships"].select("network").unique()
        there |= set(spells.collect("polars").to_native()["network"])
    bound = {regulation.network for regulation in binding}
    strange = {regulation.network for regulation in given} - there or (bound if not bound & there else set())
    if there and strange:
        raise ObligationError.no_network(strange, there)


def refuse_other_days(period: Period, spans: list[tuple[date, date]]) -> None:
    """Refuse days on which no provision is in force: then nothing was owed that anybody here knows of.

    Where one is in force and no period of its ends, nothing fell due, and that is an answer.

    Raises:
        ObligationError: no provision is in force on any of the days.
    """
    if all(last < period.start or first > period.end for first, last in spans):
        raise ObligationError.not_in_force(period, spans)


def days_of_reports(regulations: list[Regulation]) -> list[tuple[date, date]]:
    """Return the days on which provisions on reports are in force."""
    spans = (
        in_force(regulation, provision)
        for regulation in regulations
        for provision in regulation.provisions
        if isinstance(provision.duty, ReportObligation)
    )
    return [(first, last) for first, last in spans if first <= last]


def regulations_of(tables: Tables, mine: list[Regulation]) -> list[Regulation]:
    """Return the regulations that bind: those that are given, and of the other networks those in the tables.

    Raises:
        ObligationError: one in the tables is at fault.
    """
    bound = {regulation.network for regulation in mine}
    try:
        recorded: Any = records_of(tables, "regulations") if "regulations" in tables else ()
    except ValidationError as error:
        raise ObligationError.at_fault() from error
    return [*mine, *(known for known in recorded if known.network not in bound)]


def calls_for_reports(regulations: Iterable[Regulation]) -> bool:
    """Return whether any provision, in force or not, calls for a report.

    >>> calls_for_reports([])
    False
    """
    duties = (provision.duty for regulation in regulations for provision in regulation.provisions)
    return any(isinstance(duty, ReportObligation) for duty in duties)


def days_of_units(regulations: Iterable[Regulation]) -> list[date]:
    """Return the first days on which provisions bind units.

    >>> days_of_units([])
    []
    """
    return [
        in_force(regulation, provision)[0]
        for regulation in regulations
        for provision in regulation.provisions
        if isinstance(provision.duty, ReportObligation)
        and not isinstance(provision.duty.owed_by, OwedByMembers)
    ]


def tables_owing(regulations: Iterable[Regulation]) -> tuple[str, ...]:
    """Return the tables that say who owes reports under some regulations, and what came.

    >>> tables_owing([])
    ('reports',)
    """
    duties = (provision.duty for regulation in regulations for provision in regulation.provisions)
    members = {
        isinstance(duty.owed_by, OwedByMembers) for duty in duties if isinstance(duty, ReportObligation)
    }
    who = (("memberships", True in members), ("units", False in members))
    return (*(name for name, owes in who if owes), "reports")


_WHY: Final = {
    "memberships": ("ai phải báo cáo", "who owes"),
    "units": ("đơn vị nào phải báo cáo", "which units owe"),
    "reports": ("báo cáo đã nhận", "what was received"),
}


def _refuse_absent(tables: Tables, windows: list[Window], regulations: list[Regulation]) -> None:
    duties = [provision.duty for regulation in regulations for provision in regulation.provisions]
    if not calls_for_reports(regulations):
        raise ObligationError.no_duty({regulation.network for regulation in regulations})
    needed = [(name, *_WHY[name]) for name in tables_owing(regulations)]
    if any(window.needs_engagement for window in windows):
        needed.append(("engagements", "chỉ phải nộp khi có hợp đồng", "owed only while a contract runs"))
    if any(isinstance(duty, ExcusedAbsence) for duty in duties):
        needed.append(("absences", "vắng có lý do được miễn", "absences excuse"))
    if any(window.duty.least_items is not None for window in windows):
        needed.append(("items", "số nội dung phải đủ", "a number of items is owed"))
    for name, why_vi, why_en in needed:
        if name not in tables:
            raise ObligationError.absent(name, why_vi, why_en)


def _rows(
    tables: Tables,
    obligors: Obligors,
    regulations: list[Regulation],
    calendar: WorkCalendar | None,
    as_of: date,
) -> nw.LazyFrame[Any]:
    schedule, spells, anchor = obligors.schedule, obligors.spells, tables["reports"]
    windows, wanted = schedule.windows, schedule.windows[: schedule.wanted]
    small = to_engine_of(anchor, frame_of_windows(windows))
    last = [place for place, window in enumerate(wanted) if window.duty.receipt is ReceiptRule.LAST]
    gathering = gathering_of(tables, regulations, wanted, calendar)
    came = receipts(
        compute_once(countable_reports(tables["reports"], as_of, obligors.author)),
        obligors,
        small,
        to_engine_of(anchor, windows_of_undeclared(wanted, calendar)),
        last,
        gathering,
    )
    met = small.drop("roll" if obligors.windows_by == "network" else "network")
    rows = add_days_served(spells.join(met, on=obligors.windows_by, how="inner"))
    key = [number_pair(len(windows))]
    excuses = to_engine_of(anchor, excuses_of(regulations, windows))
    rows = _with_exceptions(tables, rows.with_columns(key), obligors, small, excuses)
    rows = add_reason(rows, of_units=obligors.are_units)
    if schedule.exempt or schedule.yieldings:
        rows = add_reasons_of_schedule(rows, schedule)
    came = compute_once(came)
    late_days = None
    if calendar is not None and wanted:
        late_days = to_engine_of(anchor, working_days(calendar, min(w.due_on for w in wanted), as_of))
    rows = _with_receipts(rows, came, obligors.predecessors, len(windows))
    return add_status(rows, as_of, late_days, of_units=obligors.are_units)


def _with_receipts(
    rows: nw.LazyFrame[Any], came: nw.LazyFrame[Any], predecessors: Predecessors | None, windows: int
) -> nw.LazyFrame[Any]:
    """Add to each row the report that came first, its own or what was handed on to it."""
    own = rows.join(came, on="key", how="left")
    if predecessors is None:
        return own
    handed_on = handed_on_receipts(rows, came, predecessors, windows)
    if handed_on is None:
        return own
    own = own.join(handed_on, on="key", how="left")
    is_handed = (nw.col("handed_day") < nw.col("received_day")) | nw.col("received_day").is_null()
    is_handed &= ~nw.col("handed_day").is_null()
    return own.with_columns(
        nw.when(is_handed).then(nw.col(f"handed_{name}")).otherwise(nw.col(column)).alias(column)
        for name, column in (("report", "report"), ("day", "received_day"))
    )


def _with_exceptions(
    tables: Tables,
    rows: nw.LazyFrame[Any],
    obligors: Obligors,
    small: nw.LazyFrame[Any],
    excuses: nw.LazyFrame[Any],
) -> nw.LazyFrame[Any]:
    """Add to each row whether a contract was lacking, and how far a leave reaches."""
    found, windows = [], obligors.schedule.windows
    if any(window.needs_engagement for window in windows):
        found.append(without_contract(tables["engagements"], obligors.spells, small))
    if obligors.absences is not None:
        found.append(on_leave(obligors.absences, obligors.spells, small, excuses, obligors.absent_by))
    if not found:
        none = nw.lit(0).cast(nw.Int64())
        return rows.with_columns(none.alias("gap"), none.alias("leave"))
    slot = (nw.col("spell") * len(windows) + nw.col("window")).alias("slot")
    noted = nw.concat([compute_once(frame) for frame in found]).with_columns(slot)
    noted = noted.group_by("slot").agg(nw.col("gap").max(), nw.col("leave").max())
    joined = rows.with_columns(slot).join(noted, on="slot", how="left")
    return joined.with_columns(nw.col("gap").fill_null(0), nw.col("leave").fill_null(0))
