"""Điều kiện chi: what remains of a sum after late, missing and repeatedly missing reports, and after gaps between contracts.

A report belongs to the month in which its period ends. What is not due yet counts against nobody.

The narrowed ledger has the columns of `reports_owed`, `month` being 12 × year + month − 1; tallies have `late` and `missing` per `pm`, runs have
`run` (reports missing in a row). What leaves is `share`, in ten-thousandths, with the `cause` (a place in `triggers`) and its `times`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeAlias

import narwhals as nw
import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.ledger.ledger import Ledger
from dlxh.models.duties import PayEvent, PayWhose
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.months import Month
from dlxh.payroll.networks import networks_not_due, networks_not_owing
from dlxh.payroll.reports_owed import NOT_DUE, ReportsOwed, reports_owed
from dlxh.payroll.schemes import partial_findings
from dlxh.payroll.service_days import Frame, Spells, person_month
from dlxh.payroll.terms import PayTerm
from dlxh.register.coverage import Partial, as_partial
from dlxh.register.finding import Finding
from dlxh.register.tables import Tables
from dlxh.words.money import to_ten_thousandths
from dlxh.words.periods import Period

LedgerOf: TypeAlias = Callable[[Period], Any]
"""Gives the ledger of some days, or a frame with its columns, when pay depends on which reports were owed."""
LEDGER = ("network", "collaborator", "provision", "period_end", "due_on", "status")
_PERIOD: Final = {"period_kind": nw.String(), "period_start": nw.Date()}
"""By these a trace calls a period, where the ledger has them."""
REPORTS = code_list("pay_event").having("of_reports")
ALL = 10_000
"""The share that is everything, in ten-thousandths."""


def narrow_ledger(  # noqa: PLR0913, PLR0917 - what pay rests on has this many parts
    ledger_of: LedgerOf,
    months: tuple[Month, ...],
    terms: list[PayTerm],
    spells: Spells,
    met: Frame,
    tables: Tables,
) -> tuple[ReportsOwed | None, tuple[Finding, ...]]:
    """Return the ledger's rows until the last month, if a condition looks at reports, and what makes them doubtful.

    `met` has the terms under which somebody is paid: `pm` and `term`.

    Raises:
        MissingInputError: a condition looks at reports and nothing says which were owed, or the ledger ends too early.
        PayrollError: the ledger lacks columns.
    """
    asking = [term for term in terms if any(condition.event in REPORTS for condition in term.conditions)]
    if not asking:
        return None, ()
    ledger = ledger_of(Period.custom(months[0].first, months[-1].last))
    doubts: tuple[Finding, ...] = ()
    partial: Partial = {}
    if isinstance(ledger, Ledger):
        if ledger.period.start > months[0].first or ledger.period.end < months[-1].last:
            raise PayrollError.short_ledger(ledger.period)
        doubts, partial, ledger = partial_findings(ledger.partial), as_partial(ledger.partial), ledger.rows
    given = nw.from_native(ledger)
    frame = given.lazy("polars") if isinstance(given, nw.DataFrame) else given
    names = frame.collect_schema().names()
    of_units = any(condition.whose is PayWhose.UNIT for term in asking for condition in term.conditions)
    kept = (*LEDGER, *(["org_unit"] if of_units else []))
    if missing := [name for name in kept if name not in names]:
        raise PayrollError.ledger_columns(missing)
    of_periods = [
        nw.col(name) if name in names else nw.lit(None, kind).alias(name) for name, kind in _PERIOD.items()
    ]
    end = nw.col("period_end")
    looked_at = nw.col("status").is_in(["on_time", "late", "missing", NOT_DUE])
    month = end.dt.year().cast(nw.Int64()) * 12 + end.dt.month().cast(nw.Int64()) - 1
    until_the_end = frame.select(*kept, *of_periods).filter(end <= months[-1].last, looked_at)
    rows = until_the_end.collect("polars").with_columns(month.alias("month"))
    known = set(rows["network"].unique().to_list())
    if not {term.scheme.network for term in asking} <= known:
        known |= set(frame.select("network").unique().collect("polars")["network"].to_list())
        doubts = (*doubts, *networks_not_owing(asking, known))
    owed = reports_owed(rows, spells, tables, of_units=of_units)
    doubts = (*doubts, *networks_not_due(terms, _find_waiting(owed, terms, met)))
    return replace(owed.drop_waiting(), partial=partial), doubts


def _find_waiting(owed: ReportsOwed, terms: list[PayTerm], met: Frame) -> pl.DataFrame:
    """Return the reports that are not due yet and the terms that look at them: whose, report, term."""
    conditions = [(condition, place) for place, term in enumerate(terms) for condition in term.conditions]
    looking: dict[PayWhose, list[int]] = {}
    for whose, place in [(each.whose, place) for each, place in conditions if each.event in REPORTS]:
        looking.setdefault(whose, []).append(place)
    found = [
        owed.find_waiting(whose, met.filter(nw.col("term").is_in(places)).select("pm", "term").unique())
        for whose, places in sorted(looking.items())
    ]
    waiting: pl.DataFrame = nw.concat(found).to_native()
    return waiting


def tallies(ledger: Frame) -> Frame:
    """Return per person and month how many reports were late and how many missing; none where none was."""
    faults = ledger.filter(nw.col("status") != "on_time")
    flags = faults.with_columns(
        (nw.col("status") == "late").cast(nw.Int64()).alias("late"),
        (nw.col("status") == "missing").cast(nw.Int64()).alias("missing"),
    )
    return flags.group_by("pm").agg(nw.col("late").sum(), nw.col("missing").sum())


def runs(ledger: Frame, months: Frame, least: int) -> Frame:
    """Return per person and month the length of the run of missing reports, where it is at least `least`.

    A run is of reports under one provision, one after the other; it goes on until a report comes.
    """
    keys, gone = ["who", "provision"], nw.col("status") == "missing"
    often = ledger.filter(gone).group_by(*keys).agg(nw.len().alias("n")).filter(nw.col("n") >= least)
    rows = ledger.join(often.select(*keys), on=keys, how="inner").with_columns(
        gone.cast(nw.Int64()).alias("gone")
    )
    # of several reports on one period those that came are the first
    rows = rows.sort(*keys, "period_end", "due_on", "gone").with_row_index("place")
    rows = rows.with_columns(nw.col("gone").cum_sum().over(*keys, order_by="place").alias("so_far"))
    answered = nw.when(nw.col("gone") == 0).then(nw.col("so_far")).otherwise(nw.lit(0, nw.Int64()))
    rows = rows.with_columns(answered.alias("until_answer"))
    rows = rows.with_columns(
        nw.col("until_answer").cum_max().over(*keys, order_by="place").alias("before"),
        nw.col("month").shift(-1).over(*keys, order_by="place").alias("next_month"),
    ).with_columns((nw.col("so_far") - nw.col("before")).alias("run"))
    stopped = rows.filter(nw.col("run") >= least).select(
        "who", "run", nw.col("month").alias("since"), "next_month"
    )
    met = stopped.join(months.select("month"), how="cross").filter(
        nw.col("month") >= nw.col("since"),
        nw.col("next_month").is_null()
        | (nw.col("month") < nw.col("next_month"))
        | (nw.col("month") == nw.col("since")),
    )
    return met.with_columns(person_month()).group_by("pm").agg(nw.col("run").max())


def shares(rows: Frame, ledger: ReportsOwed | None, months: Frame, terms: list[PayTerm]) -> Frame:
    """Return the rows with `share`, the least that a condition leaves, in ten-thousandths, and the first condition that leaves it.

    Where a condition looks at gaps, the rows have `gap_days`: days of the membership in the month without a contract.
    """
    conditions = triggers(terms)
    everything, none = nw.lit(ALL, nw.Int64()), nw.lit(None, nw.Int64())
    if not conditions:
        return rows.with_columns(everything.alias("share"), none.alias("cause"), none.alias("times"))
    rows = _count_reports(rows, ledger, months, conditions)
    rows = rows.join(_share_frame(terms, conditions), on="term", how="left")
    left = [
        nw.when(nw.col(_column(event, whose)) >= times)
        .then(nw.col(f"share_{place}").fill_null(ALL))
        .otherwise(everything)
        for place, (event, times, whose) in enumerate(conditions)
    ]
    counted = {_column(event, whose) for event, _, whose in conditions if event in REPORTS}
    cause, times_met = none, none
    for place, (event, _, whose) in reversed(tuple(enumerate(conditions))):
        meets = (left[place] == nw.col("share")) & (nw.col("share") < ALL)
        cause = nw.when(meets).then(nw.lit(place, nw.Int64())).otherwise(cause)
        times_met = nw.when(meets).then(nw.col(_column(event, whose)).cast(nw.Int64())).otherwise(times_met)
    shared = rows.with_columns(nw.min_horizontal(everything, *left).alias("share"))
    return shared.with_columns(cause.alias("cause"), times_met.alias("times")).drop(
        *sorted(counted), *(f"share_{place}" for place in range(len(conditions)))
    )


Trigger: TypeAlias = tuple[PayEvent, int, PayWhose]
"""What a condition looks at, from how many times on, and whose reports."""


def triggers(terms: list[PayTerm]) -> tuple[Trigger, ...]:
    """Return what the conditions of the terms look at, each once."""
    return tuple(dict.fromkeys((c.event, c.times, c.whose) for term in terms for c in term.conditions))


_COUNTS = {PayEvent.LATE: "late", PayEvent.MISSING: "missing", PayEvent.MISSING_IN_A_ROW: "run"}


def _column(event: PayEvent, whose: PayWhose) -> str:
    return f"{whose.value}_{_COUNTS[event]}" if event in _COUNTS else "gap_days"


def _count_reports(
    rows: Frame, ledger: ReportsOwed | None, months: Frame, conditions: tuple[Trigger, ...]
) -> Frame:
    """Add to the rows a column for each event of reports that a condition looks at, and for whose reports."""
    counted = {(event, whose) for event, _, whose in conditions if event in _COUNTS}
    if ledger is None:
        return rows
    for whose in sorted({whose for _, whose in counted}):
        mine = ledger.rows(whose)
        counts = ledger.of_persons(tallies(mine), whose)
        rows = _join_counts(rows, counts, whose, ("late", "missing"), counted)
        lengths = [
            times for event, times, of in conditions if (event, of) == (PayEvent.MISSING_IN_A_ROW, whose)
        ]
        if lengths:
            counts = ledger.of_persons(runs(mine, months, min(lengths)), whose)
            rows = _join_counts(rows, counts, whose, ("run",), counted)
    return rows


def _join_counts(
    rows: Frame,
    found: Frame,
    whose: PayWhose,
    names: tuple[str, ...],
    counted: set[tuple[PayEvent, PayWhose]],
) -> Frame:
    wanted = {_COUNTS[event] for event, of in counted if of is whose}
    kept = {name: f"{whose.value}_{name}" for name in names if name in wanted}
    if not kept:
        return rows
    joined = rows.join(found.select("pm", *kept).rename(kept), on="pm", how="left")
    return joined.with_columns(nw.col(*kept.values()).fill_null(0))


def _share_frame(terms: list[PayTerm], conditions: tuple[Trigger, ...]) -> Frame:
    """Return per term what each condition leaves; null where the term has no such condition."""
    columns: dict[str, list[int | None]] = {"term": list(range(len(terms)))}
    for place, asking in enumerate(conditions):
        columns[f"share_{place}"] = [_least(term, *asking) for term in terms]
    return nw.from_native(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64)))


def _least(term: PayTerm, event: PayEvent, times: int, whose: PayWhose) -> int | None:
    found = [
        to_ten_thousandths(c.share)
        for c in term.conditions
        if (c.event, c.times, c.whose) == (event, times, whose)
    ]
    return min(found, default=None)
