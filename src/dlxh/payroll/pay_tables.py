"""Bảng chi để đọc: grids of lines due and of sheets: ids, months, what it came to, and sums in whole đồng."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from dlxh.data.code_lists import code_list
from dlxh.ledger.ledger_table import may_have_come
from dlxh.register.finding import Finding
from dlxh.register.names import IdNames, name_of
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.given import need_limit
from dlxh.words.numbers import format_int
from dlxh.words.periods import Period
from dlxh.words.table import CellKind, Grid, GridCell, GridColumn, GridLine, LineKind
from dlxh.words.table_parts import NOTHING, join_words, note_on_rest

if TYPE_CHECKING:
    from dlxh.payroll.lines import Lines
    from dlxh.payroll.sheets import Sheet

_NAMES: Final = {
    "network": ("mạng lưới", "network"),
    "payer": ("nơi chi", "payer"),
    "org_unit": ("đơn vị", "unit"),
    "scheme": ("chế độ chi", "scheme"),
    "provision": ("mức chi", "provision"),
    "collaborator": ("cộng tác viên", "collaborator"),
    "month": ("tháng", "month"),
    "year": ("năm", "year"),
}

_NAMED: Final = {"network": "networks", "payer": "units", "org_unit": "units"}
"""The tables in which the ids of keys have names."""


def _name(key: str, lang: Lang) -> str:
    vi, en = _NAMES[key]
    return in_language(lang, vi=vi, en=en)


def _key_cell(key: str, value: object, lang: Lang, names: IdNames) -> GridCell:
    if value is None:
        name = _name(key, lang)
        return GridCell(NOTHING, notes=(in_language(lang, vi=f"không có {name}", en=f"there is no {name}"),))
    if isinstance(value, date):
        return GridCell(Period.month(value.year, value.month).label(lang), value)
    return GridCell(name_of(names, _NAMED.get(key), str(value), lang) or str(value))


def _sum(amount: int, lang: Lang) -> GridCell:
    note = in_language(lang, vi="số âm: phải thu hồi", en="a negative sum is to be recovered")
    text = format_int(abs(amount), lang)
    return GridCell(f"−{text}", amount, (note,)) if amount < 0 else GridCell(text, amount)


def _money(lang: Lang) -> GridColumn:
    return GridColumn(in_language(lang, vi="số tiền (đồng)", en="amount (đồng)"), CellKind.MONEY)


def _total(lang: Lang) -> GridCell:
    return GridCell(in_language(lang, vi="Tổng cộng", en="Total"))


def lines_table(lines: "Lines", lang: Lang, limit: int | None) -> Grid:
    """Return the table of lines due; `Lines.table` calls it."""
    need_limit(limit)
    kept = lines.polars if limit is None else lines.polars.head(limit)
    body = tuple(
        GridLine(tuple(_line(row, lang, in_doubt=row["id"] in lines.in_doubt)))
        for row in kept.iter_rows(named=True)
    )
    blanks = (GridCell("") for _ in range(3))
    total = GridLine((_total(lang), *blanks, _sum(lines.total, lang)), LineKind.TOTAL)
    outcome = in_language(lang, vi="kết quả", en="outcome")
    columns = (
        *(GridColumn(_name(name, lang)) for name in ("collaborator", "month", "provision")),
        GridColumn(outcome),
        _money(lang),
    )
    caption = in_language(lang, vi="Các khoản phải chi", en="Lines due")
    notes = (
        *_amiss(len(lines.in_doubt), lines.warnings, lang),
        *note_on_rest(len(lines) - kept.height, lang, summed=True),
    )
    return Grid(caption, columns, (*body, total), lang, notes, heads=3)


def _amiss(count: int, warnings: Iterable[Finding], lang: Lang) -> tuple[str, ...]:
    """Return the notes on lines that a report reduced which may have come, and on whole networks."""
    on_networks = tuple(finding.message(lang) for finding in warnings)
    if not count:
        return on_networks
    number, s = format_int(count, lang), "" if count == 1 else "s"
    note = in_language(
        lang,
        vi=f"Chưa chắc chắn {number} dòng: bị giảm hoặc không chi vì không nộp báo cáo, mà bảng báo cáo chưa đủ dòng nên có thể đã nộp; bổ sung bảng rồi tính lại trước khi chi",
        en=f"Not certain: {number} line{s}, reduced or refused for a missing report while not every report is known; complete the reports and calculate again before paying",
    )
    return (note, *on_networks)


def _line(row: Mapping[str, Any], lang: Lang, *, in_doubt: bool) -> Iterator[GridCell]:
    for name in ("collaborator", "month", "provision"):
        yield _key_cell(name, row[name], lang, {})
    labels = [code_list("pay_outcome").label(row["outcome"], lang)]
    if row["change"] is not None:
        labels.append(code_list("pay_change").label(row["change"], lang))
    outcome = "; ".join(dict.fromkeys(labels))  # what is no longer due is called so by both
    assumed = in_language(
        lang,
        vi="mức lương cơ sở tạm lấy theo nghị định cuối cùng đã biết",
        en="the base salary is assumed to be that of the last decree known",
    )
    notes = ((assumed, row["base_assumed"]), (may_have_come(lang), in_doubt))
    yield GridCell(outcome, notes=tuple(note for note, holds in notes if holds))
    yield _sum(row["amount"], lang)


def sheet_table(sheet: "Sheet", lang: Lang, limit: int | None) -> Grid:
    """Return the table of a sheet; `Sheet.table` calls it."""
    need_limit(limit)
    rows = sheet.polars
    kept = rows if limit is None else rows.head(limit)
    with_people = "collaborator" not in sheet.by
    lines = [
        GridLine(
            (
                *(_key_cell(name, row[name], lang, sheet.names) for name in sheet.by),
                *((GridCell(format_int(row["people"], lang), row["people"]),) if with_people else ()),
                *_sums(row, lang),
            )
        )
        for row in kept.iter_rows(named=True)
        if sheet.by
    ]
    whole = {name: int(rows[name].sum()) for name in ("lines", "due", "offset")} | {"amount": sheet.total}
    people = (_people(sheet, lang),) if with_people else ()
    blanks = (GridCell("") for _ in sheet.by[1:])
    lines.append(GridLine((_total(lang), *blanks, *people, *_sums(whole, lang)), LineKind.TOTAL))
    title = in_language(lang, vi="Bảng chi", en="Pay sheet")
    keys = join_words([_name(name, lang) for name in sheet.by], lang) if sheet.by else ""
    caption = f"{title}{in_language(lang, vi=' theo ', en=' by ')}{keys}" if keys else title
    words = (f"Bằng chữ: {sheet.in_words()}",) if lang == "vi" else ()
    if lang == "en" and whole["offset"]:
        out, back = format_int(whole["due"], lang), format_int(-whole["offset"], lang)
        words = (f"To pay out: {out} đồng; to recover: {back} đồng; sign for each, not for the difference",)
    notes = (
        *words,
        *_amiss(sheet.in_doubt, sheet.warnings, lang),
        *note_on_rest(rows.height - kept.height, lang, summed=True),
    )
    columns = tuple(_sheet_columns(sheet, lang, with_people=with_people))
    return Grid(caption, columns, tuple(lines), lang, notes, heads=len(sheet.by) or 1)


def _sheet_columns(sheet: "Sheet", lang: Lang, *, with_people: bool) -> Iterator[GridColumn]:
    yield from (GridColumn(_name(name, lang)) for name in sheet.by)
    if not sheet.by:
        yield GridColumn("")
    if with_people:
        yield GridColumn(in_language(lang, vi="người", en="people"), CellKind.NUMBER)
    yield GridColumn(in_language(lang, vi="dòng", en="lines"), CellKind.NUMBER)
    group = _money(lang).label
    # where something is to be recovered, the difference is not what is paid out
    net = ("sau bù trừ", "net") if sheet.polars["offset"].sum() else ("thực chi", "amount")
    for vi, en in (("phải chi", "due"), ("thu hồi", "to recover"), net):
        yield GridColumn(in_language(lang, vi=vi, en=en), CellKind.MONEY, group)


def _sums(row: Mapping[str, Any], lang: Lang) -> Iterator[GridCell]:
    yield GridCell(format_int(row["lines"], lang), row["lines"])
    yield from (_sum(row[name], lang) for name in ("due", "offset", "amount"))


def _people(sheet: "Sheet", lang: Lang) -> GridCell:
    """Return how many people there are in all, where one row holds them all."""
    if not sheet.by:
        people = int(sheet.polars["people"].sum())
        return GridCell(format_int(people, lang), people)
    note = in_language(
        lang, vi="một người có thể ở nhiều dòng nên không cộng", en="a person may be in several rows"
    )
    return GridCell(NOTHING, notes=(note,))
