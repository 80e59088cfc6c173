"""Bảng nghĩa vụ: a `Grid` of a ledger: who owed what by when, by provision and period, and how it came out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.ledger.windows import Window
from dlxh.models.timeliness import Timeliness
from dlxh.register.coverage import as_partial, is_partial
from dlxh.register.list_numbers import number_in_list
from dlxh.register.names import name_of
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.given import need_limit, several
from dlxh.words.numbers import format_int
from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridLine, LineKind
from dlxh.words.table_parts import NOTHING, note_on_rest

if TYPE_CHECKING:
    from dlxh.ledger.ledger import Ledger

_KEY: Final = ("network", "provision", "period_start", "period_end", "due_on")
_SHOWN: Final = (
    *_KEY,
    "collaborator",
    "org_unit",
    "ordinal",
    "status",
    "received_day",
    "days_late",
    "working_days_late",
    "reason",
)

Place = tuple[Any, ...]


def ledger_table(ledger: "Ledger", lang: Lang, status: str | Iterable[str] | None, limit: int | None) -> Grid:
    """Return the table of a ledger; `Ledger.table` calls it."""
    need_limit(limit)
    rows, number = ledger.polars, number_in_list("org_unit", ledger.list_numbers)
    if status is not None:
        rows = rows.filter(pl.col("status").is_in(_statuses(status)))
    rows = rows.select(_SHOWN).sort(*_KEY, number, *_SHOWN[len(_KEY) :], nulls_last=True)
    has_people = not ledger.windows or any(window.is_of_members for window in ledger.windows)
    kept = rows if limit is None else rows.head(limit)
    of_window: dict[Place, list[dict[str, Any]]] = {}
    for row in kept.iter_rows(named=True):
        of_window.setdefault(tuple(row[name] for name in _KEY), []).append(row)
    counted: dict[Place, dict[str, int]] = {}
    for *key, outcome, count in ledger.polars.group_by(*_KEY, "status").len().iter_rows():
        counted.setdefault(tuple(key), {})[outcome] = count
    numbered = any(window.ordinal > 1 for window in ledger.windows)
    lines: list[GridLine] = []
    firsts = (window for window in ledger.windows if window.ordinal == 1)
    for window in sorted(firsts, key=lambda each: (each.network, each.provision, each.period.end)):
        place = (window.network, window.provision, window.period.start, window.period.end, window.due_on)
        if place in of_window or (limit is None and status is None):
            lines.append(GridLine((_head(window, counted.get(place, {}), lang),), LineKind.GROUP))
            lines += [
                GridLine(tuple(_cells(ledger, row, lang, numbered=numbered))[not has_people :], level=1)
                for row in of_window.get(place, [])
            ]
    caption = in_language(lang, vi="Nghĩa vụ báo cáo", en="Report obligations")
    day = in_language(lang, vi="tính đến ngày", en="as of")
    title = f"{caption}, {ledger.period.label(lang)}, {day} {write_day(ledger.as_of, lang)}"
    notes = (_tally(ledger.counts(), lang), *note_on_rest(rows.height - kept.height, lang))
    return Grid(
        title, tuple(_columns(lang, has_people=has_people, numbered=numbered)), tuple(lines), lang, notes
    )


def _statuses(status: str | Iterable[str]) -> list[str]:
    """Return the statuses that are shown; raises UnknownCode for one that there is not."""
    known = code_list("timeliness")
    wanted = (status,) if isinstance(status, str) else several("status", status, str)
    return [known[each].key for each in wanted]


def _columns(lang: Lang, *, has_people: bool, numbered: bool) -> Iterator[GridColumn]:
    late = in_language(lang, vi="trễ", en="late by")
    if has_people:
        yield GridColumn(in_language(lang, vi="cộng tác viên", en="collaborator"))
        yield GridColumn(in_language(lang, vi="cơ quan cử", en="sending organisation"))
    else:
        yield GridColumn(in_language(lang, vi="đơn vị phải nộp", en="unit that owes"))
    if numbered:
        yield GridColumn(in_language(lang, vi="báo cáo thứ", en="report no."), CellKind.NUMBER)
    yield GridColumn(in_language(lang, vi="tình trạng nộp", en="status"))
    yield GridColumn(in_language(lang, vi="ngày nhận", en="received"), CellKind.DAY)
    yield GridColumn(in_language(lang, vi="ngày", en="days"), CellKind.NUMBER, late)
    yield GridColumn(in_language(lang, vi="ngày làm việc", en="working days"), CellKind.NUMBER, late)
    yield GridColumn(in_language(lang, vi="lý do", en="reason"))


def _head(window: Window, counts: Mapping[str, int], lang: Lang) -> GridCell:
    """Return the head of a window: what was owed, by when, and how many came out how."""
    due = in_language(lang, vi="hạn", en="due")
    named = f"{window.provision}, {window.period.label(lang)}, {due} {write_day(window.due_on, lang)}"
    return GridCell(f"{named}: {_tally(counts, lang)}")


def _tally(counts: Mapping[str, int], lang: Lang) -> str:
    labels = code_list("timeliness")
    parts = (
        f"{labels.label(status.value, lang)} {format_int(counts[status.value], lang)}"
        for status in Timeliness
        if counts.get(status.value)
    )
    return ", ".join(parts) or in_language(lang, vi="không ai phải nộp", en="no report was owed")


def _cells(ledger: "Ledger", row: Mapping[str, Any], lang: Lang, *, numbered: bool) -> Iterator[GridCell]:
    yield GridCell(row["collaborator"] or "")
    unit = row["org_unit"] or ""
    yield GridCell(name_of(ledger.names, "units", unit, lang) or unit)
    if numbered:
        yield GridCell(format_int(row["ordinal"], lang), row["ordinal"])
    yield _status(ledger, row, lang)
    day, late, worked = row["received_day"], row["days_late"], row["working_days_late"]
    yield GridCell("" if day is None else write_day(day, lang), day)
    yield GridCell("" if late is None else format_int(late, lang), late)
    if late is not None and worked is None:
        note = in_language(
            lang, vi="chưa có lịch làm việc (calendar=)", en="no calendar was given (calendar=)"
        )
        yield GridCell(NOTHING, notes=(note,))
    else:
        yield GridCell("" if worked is None else format_int(worked, lang), worked)
    reason = row["reason"]
    yield GridCell("" if reason is None else code_list("not_owed_reason").label(reason, lang))


def _status(ledger: "Ledger", row: Mapping[str, Any], lang: Lang) -> GridCell:
    """Return the status; of a missing report the note that it may have come where not every report is known."""
    label = code_list("timeliness").label(row["status"], lang)
    missing = row["status"] == Timeliness.MISSING.value
    if missing and is_partial(as_partial(ledger.partial), ["reports"], row["network"]):
        return GridCell(label, notes=(may_have_come(lang),))
    return GridCell(label)


def may_have_come(lang: Lang) -> str:
    """Return the note on a missing report where not every report is known."""
    return in_language(
        lang,
        vi="bảng báo cáo của mạng lưới chưa đủ dòng: báo cáo có thể đã nộp",
        en="not every report of the network is known: the report may have come",
    )
