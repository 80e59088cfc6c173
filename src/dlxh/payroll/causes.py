"""Căn cứ giảm chi: which condition took from a sum, and what happened; found for each line that a condition reduced.

Where the table of reports is partial, a report that is counted as missing may have come: such a cause is in doubt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import narwhals as nw
import polars as pl
from pydantic import ValidationError

from dlxh.models.duties import PayEvent, PayWhose
from dlxh.payroll.conditions import REPORTS, triggers
from dlxh.payroll.reports_owed import ReportsOwed
from dlxh.payroll.service_days import MONTHS, Frame, Spells
from dlxh.payroll.terms import PayTerm
from dlxh.register.coverage import is_partial
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.numbers import format_int
from dlxh.words.periods import Period

_SHOWN: Final = ("provision", "period_kind", "period_start", "period_end")
_IN_DOUBT: Final = tuple(code for code in REPORTS if code != PayEvent.LATE)  # what is late has come
LINE: Final = ("network", "collaborator", "month", "provision")
"""What says which line, or which part of one."""
_TABLE: Final = {
    **dict.fromkeys(("network", "collaborator"), pl.String),
    "month": pl.Date,
    **dict.fromkeys(("provision", "event", "whose"), pl.String),
    "times": pl.Int64,
    "in_doubt": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What a condition found.

    Attributes:
        event: What the condition looks at.
        whose: Whose reports.
        times: How many reports, or days without a contract.
        in_doubt: Whether a report that is counted as missing may have come, since not every report is known.
        reports: Those that were late or missing: provision, kind, first and last day of the period.
    """

    event: PayEvent
    whose: PayWhose
    times: int
    in_doubt: bool
    reports: tuple[Mapping[str, Any], ...] = ()

    def text(self, lang: Lang) -> str:
        """Return what happened, as part of a sentence."""
        found = self._fact(lang)
        if self.whose is PayWhose.UNIT and self.event in REPORTS:
            return in_language(lang, vi=f"cơ quan cử {found}", en=f"{found}, of the sending organisation")
        return found

    def doubt(self, lang: Lang) -> str:
        """Return why it may not be so, as the end of a sentence; nothing where it is certain."""
        if not self.in_doubt:
            return ""
        return in_language(
            lang,
            vi="; bảng báo cáo chưa đủ dòng nên có thể đã nộp",
            en="; not every report is known, so it may have come",
        )

    def _fact(self, lang: Lang) -> str:
        times = format_int(self.times, lang)
        if self.event is PayEvent.ENGAGEMENT_GAP:
            return in_language(
                lang, vi=f"{times} ngày không có hợp đồng", en=f"{times} days without a contract"
            )
        if self.event is PayEvent.MISSING_IN_A_ROW:
            return in_language(
                lang, vi=f"không nộp {times} báo cáo liên tiếp", en=f"reports missing in a row: {times}"
            )
        named = ", ".join(f"{_label(each, lang)} ({each['provision']})" for each in self.reports)
        if self.event is PayEvent.MISSING:
            return in_language(lang, vi=f"không nộp báo cáo {named}", en=f"no report for {named}")
        return in_language(lang, vi=f"nộp trễ báo cáo {named}", en=f"late report for {named}")


def _label(report: Mapping[str, Any], lang: Lang) -> str:
    """Return the period of a report for reading; a ledger of another's making may state no more than its last day."""
    kind, start, end = report["period_kind"], report["period_start"], report["period_end"]
    if kind is None or start is None:
        last = write_day(end, lang)
        return in_language(lang, vi=f"kỳ đến ngày {last}", en=f"period until {last}")
    try:
        return Period(kind=kind, start=start, end=end).label(lang)
    except ValidationError:  # months that begin on another day: rows of a ledger do not state the convention
        return Period.custom(start, end).label(lang)


def reduced_by_condition(rows: Frame, slots: Frame) -> pl.DataFrame:
    """Return the sums that a condition reduced: those of months with one provision, and the parts of the others."""
    names = ("pm", "term", "cause", "times")
    alone, shared = rows.filter(~nw.col("several")).select(*names), slots.select(*names)
    found: pl.DataFrame = nw.concat([alone, shared]).to_native()
    return found.filter(pl.col("cause").is_not_null())


def causes_of(
    found: pl.DataFrame, ledger: ReportsOwed | None, terms: list[PayTerm], calendar: Frame, spells: Spells
) -> pl.DataFrame:
    """Return one row for each provision that a condition reduced: person, month and provision, and the fields of a cause."""
    if found.is_empty():
        return pl.DataFrame(schema={**_TABLE, "reports": pl.List(pl.Struct(_OF_REPORT))})
    events_of = triggers(terms)
    named = _name_rows(found, terms, calendar, spells)
    partial = {} if ledger is None else ledger.partial
    networks = [each for each in named["network"].unique() if is_partial(partial, ["reports"], each)]
    doubt = pl.col("network").is_in(networks) & pl.col("event").is_in(_IN_DOUBT)
    marked = named.with_columns(in_doubt=doubt).join(
        _reports(ledger, {whose for _, _, whose in events_of}, found["pm"]),
        on=["pm", "event", "whose"],
        how="left",
    )
    return marked.select(*_TABLE, "reports")


def _name_rows(found: pl.DataFrame, terms: list[PayTerm], calendar: Frame, spells: Spells) -> pl.DataFrame:
    """Return the rows with names for their numbers."""
    events = pl.DataFrame(
        [(place, event.value, whose.value) for place, (event, _, whose) in enumerate(triggers(terms))],
        schema={"cause": pl.Int64, "event": pl.String, "whose": pl.String},
        orient="row",
    )
    provisions = pl.DataFrame(
        {"term": range(len(terms)), "provision": [term.provision.id for term in terms]},
        schema={"term": pl.Int64, "provision": pl.String},
    )
    first: pl.DataFrame = calendar.select(
        nw.col("month").alias("number"), nw.col("first").alias("month")
    ).to_native()
    people: pl.DataFrame = spells.people.to_native()
    return (
        found.join(events, on="cause")
        .join(provisions, on="term")
        .with_columns(who=pl.col("pm") // MONTHS, number=pl.col("pm") % MONTHS)
        .join(first, on="number")
        .join(people, on="who")
    )


_OF_REPORT: Final = {
    "provision": pl.String,
    "period_kind": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
}


def _reports(ledger: ReportsOwed | None, owing: Iterable[PayWhose], pm: pl.Series) -> pl.DataFrame:
    """Return per person and month, event and whose the reports that were late or missing."""
    lists = [
        pl.DataFrame(
            schema={
                "pm": pl.Int64,
                "event": pl.String,
                "whose": pl.String,
                "reports": pl.List(pl.Struct(_OF_REPORT)),
            }
        )
    ]
    if ledger is None:
        return lists[0]
    for whose in sorted(owing):
        faults = ledger.rows(whose).filter(nw.col("status") != "on_time").select("pm", "status", *_SHOWN)
        rows: pl.DataFrame = ledger.of_persons(faults, whose).to_native()
        each = pl.struct(pl.col(name).cast(kind) for name, kind in _OF_REPORT.items())
        lists.append(
            rows.filter(pl.col("pm").is_in(pm.unique().to_list()))
            .sort("period_end", "provision")
            .group_by("pm", "status", maintain_order=True)
            .agg(each.unique(maintain_order=True).alias("reports"))
            .select("pm", event="status", whose=pl.lit(whose.value), reports="reports")
        )
    return pl.concat(lists)


Key: TypeAlias = tuple[Any, ...]
"""The values of `LINE`."""


def in_doubt(causes: Mapping[Key, Cause], together: Iterable[list[Key]]) -> set[Key]:
    """Return the lines in doubt; where provisions take turns inside a month, all of them are if one is."""
    found = {key for key, cause in causes.items() if cause.in_doubt}
    return found.union(*(keys for keys in together if not found.isdisjoint(keys)))


def by_line(found: pl.DataFrame) -> dict[Key, Cause]:
    """Return the causes by the lines or parts of lines that they reduced."""
    return {
        tuple(row[name] for name in LINE): Cause(
            PayEvent(row["event"]),
            PayWhose(row["whose"]),
            row["times"],
            row["in_doubt"],
            tuple(row["reports"] or ()),
        )
        for row in found.iter_rows(named=True)
    }
