"""Lập dòng chi: what each collaborator is due for the months of a period, line by line."""

from collections.abc import Iterable
from dataclasses import replace

import narwhals as nw
import polars as pl

from dlxh.data.own_salary import SalaryTable, salary_table
from dlxh.models.allowance import AllowanceScheme, PayBasis
from dlxh.models.duties import PayEvent, ProrationMethod
from dlxh.models.regulation import Regulation
from dlxh.payroll import service_days as days
from dlxh.payroll.causes import causes_of, reduced_by_condition
from dlxh.payroll.changes import add_claims, refuse_doubts, whole_months
from dlxh.payroll.conditions import LedgerOf, narrow_ledger
from dlxh.payroll.derivation import derive_amounts, unpaid_months
from dlxh.payroll.entitlements import overlaps
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.lines import Lines
from dlxh.payroll.months import Month, months_of
from dlxh.payroll.networks import unknown_levels, unpaid_networks
from dlxh.payroll.paid import against, paid_lines
from dlxh.payroll.parts import figures, parts_of
from dlxh.payroll.schemes import overlap_findings, place_of, read_records
from dlxh.payroll.service_days import Frame
from dlxh.payroll.terms import PayTerm, entitlements_of, frame_of_terms, terms_of
from dlxh.payroll.work_done import PAID_FOR, quantities, work_done
from dlxh.register.finding import Finding
from dlxh.register.list_numbers import list_numbers
from dlxh.register.names import IdNames, names_of
from dlxh.register.tables import Tables
from dlxh.words.days import OPEN_END, Beyond
from dlxh.words.periods import Period
from dlxh.words.work_calendars import WorkCalendar


def draw_lines(  # noqa: PLR0913 - what pay rests on has this many parts
    tables: Tables,
    period: Period,
    *,
    ledger_of: LedgerOf,
    regulations: Iterable[Regulation] = (),
    paid: object = None,
    salaries: SalaryTable | None = None,
    beyond: Beyond = "error",
    calendar: WorkCalendar | None = None,
    schemes: Iterable[AllowanceScheme] = (),
) -> Lines:
    """Return what each collaborator is due, as `dlxh.allowances` does.

    Args:
        tables: The records.
        period: Whole calendar months.
        ledger_of: Called only where a condition looks at reports.
        regulations: Those that take the place of the recorded ones of their networks.
        paid: Lines that were paid; None: those of the tables.
        salaries: Base salaries; None: the shipped table.
        beyond: What to do with a month beyond the table.
        calendar: Working days.
        schemes: Schemes besides those of the tables; `dlxh.payroll.networks.refuse_strangers` has taken them.
    """
    months, more = months_of(period, calendar), tuple(schemes)
    known, findings = _schemes(tables, more)
    terms, faults = _terms(tables, known, months, tuple(regulations), salaries or salary_table(), beyond)
    broken = [
        t.provision.id
        for t in terms
        if t.proration is ProrationMethod.BY_WORKING_DAYS_OF_22 and t.month.worked is None
    ]
    if broken:
        raise PayrollError.no_calendar(broken)
    due, parts, causes, notes = _due(tables, months, known, terms, ledger_of)
    lines = against(due, paid_lines(paid, tables, months))
    return Lines(
        lines,
        parts=parts,
        causes=causes,
        as_kind=tables.as_kind,
        as_of=tables.as_of,
        schemes=known,
        findings=(*findings, *faults, *notes),
        names=_names(tables, lines),
        list_numbers=list_numbers(tables),
    )


def _names(tables: Tables, lines: Frame) -> IdNames:
    """Return what people call the units and networks of lines, looked up now: a connection may be closed later."""
    units = {*lines["org_unit"].unique(), *lines["payer"].unique()}
    return names_of(tables, {"units": units, "networks": lines["network"].unique()})


def _schemes(
    tables: Tables, more: tuple[AllowanceScheme, ...]
) -> tuple[tuple[AllowanceScheme, ...], tuple[Finding, ...]]:
    if "schemes" not in tables and not more:
        raise PayrollError.no_schemes()  # whether anybody is paid is unknown
    own, findings = read_records(tables, "schemes", AllowanceScheme) if "schemes" in tables else ((), ())
    instead = {scheme.id for scheme in more}
    known = (*(scheme for scheme in own if scheme.id not in instead), *more)
    return known, (*findings, *overlap_findings(known, place_of(tables, "scheme_provisions")))


def _terms(  # noqa: PLR0913, PLR0917 - what pay rests on has this many parts
    tables: Tables,
    schemes: tuple[AllowanceScheme, ...],
    months: tuple[Month, ...],
    given: tuple[Regulation, ...],
    salaries: SalaryTable,
    beyond: Beyond,
) -> tuple[list[PayTerm], tuple[Finding, ...]]:
    rules: tuple[Regulation, ...] = ()
    findings: tuple[Finding, ...] = ()
    if "regulations" in tables:
        rules, findings = read_records(tables, "regulations", Regulation)
    instead = {regulation.network for regulation in given}
    rules = (*given, *(known for known in rules if known.network not in instead))
    levels: dict[str, str] = {}
    if any(provision.level is not None for scheme in schemes for provision in scheme.provisions):
        rows = tables["networks"].select("id", "level").collect("polars").iter_rows(named=True)
        levels = {row["id"]: row["level"] for row in rows}
        findings = (*findings, *unknown_levels(schemes, levels))
    clashing = {provision.id for pair in overlaps(schemes) for provision in pair}
    terms = terms_of(
        *(schemes, rules, months),
        levels=levels,
        salaries=salaries,
        beyond=beyond,
        overlapping=frozenset(clashing),
    )
    return terms, findings


def _due(
    tables: Tables,
    months: tuple[Month, ...],
    schemes: tuple[AllowanceScheme, ...],
    terms: list[PayTerm],
    ledger_of: LedgerOf,
) -> tuple[Frame, Frame, pl.DataFrame, tuple[Finding, ...]]:
    """Return what is due, what lines with a change inside the month were put together from, what reduced them, and what is amiss."""
    calendar = days.month_frame(months)
    details = nw.from_native(frame_of_terms(terms))
    spells = days.service_spells(tables, months, calendar)
    others = _others(tables, months, calendar, terms, spells)
    spells = replace(spells, months=_drawing(spells.months, others))
    signed = None
    if any(term.provision.basis is PayBasis.ENGAGEMENT for term in terms):
        signed = days.contracts(tables, months, calendar, spells)
    met = days.match_terms(spells, details)
    spans = days.spans(met, signed)
    refuse_doubts(spans, terms)
    spans, replaced = whole_months(spans, details)
    spans = days.apart(spans)
    working = any(term.proration is ProrationMethod.BY_WORKING_DAYS_OF_22 for term in terms)
    served = days.days_paid(spans, details, working=working)
    served = add_claims(served, shared=len(set(entitlements_of(terms))) < len(terms))
    if any(condition.event is PayEvent.ENGAGEMENT_GAP for term in terms for condition in term.conditions):
        gap = (nw.col("spell_days") - nw.col("claim_days")).alias("gap_days")
        served = (
            served.join(days.days_of_spells(met), on="claim", how="left").with_columns(gap).drop("spell_days")
        )
    kinds = frozenset(term.provision.rate.kind for term in terms) & frozenset(PAID_FOR)
    work = quantities(spans, work_done(tables, months, kinds, spells.people), details) if kinds else None
    ledger_rows, unowed = narrow_ledger(ledger_of, months, terms, spells, met, tables)
    rows, slots = derive_amounts(
        served, work, others, ledger_rows, months=calendar, terms=terms, details=details
    )
    parts = parts_of(slots, replaced, details, calendar, spells)
    findings = (*unpaid_networks(schemes, terms, months, spells.months), *unowed)
    causes = causes_of(reduced_by_condition(rows, slots), ledger_rows, terms, calendar, spells)
    return _together(rows, unpaid_months(spells, rows), calendar, spells), parts, causes, findings


def _others(
    tables: Tables, months: tuple[Month, ...], calendar: Frame, terms: list[PayTerm], spells: days.Spells
) -> "Frame | None":
    """Return who draws another allowance in which month; raises TableError where pay depends on it and it was not given."""
    ledger_rows = any(term.provision.draws_other is not None for term in terms)
    if not ledger_rows and "other_allowances" not in tables:
        return None
    found = tables["other_allowances"].select(
        *("network", "collaborator", "start", nw.col("end").fill_null(OPEN_END).alias("end"), "coefficient")
    )
    within = found.filter(nw.col("start") <= months[-1].last, nw.col("end") >= months[0].first)
    rows = days.number_rows(days.by_month(within.collect("polars"), calendar, "o"), spells.people)
    return rows.group_by("pm").agg(nw.col("coefficient").max().alias("other_coefficient"))


def _drawing(months: Frame, others: "Frame | None") -> Frame:
    if others is None:
        return months.with_columns(nw.lit(False).alias("draws_other"))
    joined = months.join(others.select("pm", nw.lit(True).alias("draws_other")), on="pm", how="left")
    return joined.with_columns(nw.col("draws_other").fill_null(value=False))


def _together(rows: Frame, rest: Frame, calendar: Frame, spells: days.Spells) -> Frame:
    """Return all lines of what is due, with names for numbers and the first day of the month as `month`."""
    one = ~nw.col("several")
    alone = (nw.when(one).then(nw.col(name)).alias(name) for name in ("coefficient", "rate", "share"))
    shown = figures(rows).with_columns(*alone)
    columns = (
        "pm",
        "spell",
        *(name for name in Lines.DERIVED if name not in {"network", "collaborator", "org_unit", "month"}),
    )
    empty = {name: kind for name, kind in shown.schema.items() if name not in rest.columns}
    filled = rest.with_columns(*(nw.lit(None, kind).alias(name) for name, kind in empty.items()))
    both = nw.concat([shown.select(*columns), filled.select(*columns)])
    first = calendar.select(nw.col("month").alias("number"), nw.col("first").alias("month"))
    numbers = both.with_columns(
        (nw.col("pm") // days.MONTHS).alias("who"), (nw.col("pm") % days.MONTHS).alias("number")
    )
    named = numbers.join(first, on="number", how="left").join(spells.people, on="who", how="left")
    placed = named.join(spells.units, on="spell", how="left").sort("pm", "provision", nulls_last=False)
    return placed.with_columns(nw.col("provision").fill_null("").alias("line_of"))
