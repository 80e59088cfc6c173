"""Phát hiện để đọc: findings as a text for people, and as rows of text for a file of a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import polars as pl

from dlxh.register.finding import Finding
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.rules.engine.batch import ROW_NUMBER, Batch
from dlxh.rules.language.declared import GIVEN
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.given import need_limit

if TYPE_CHECKING:
    from dlxh.rules.findings import Findings
    from dlxh.rules.rule import Rule

_HEADS: Final = (
    *(
        ("mã", "code"),
        ("mức độ", "severity"),
        ("bảng", "table"),
        ("bản ghi", "record"),
        ("mạng lưới", "network"),
    ),
    *(("trường", "field"), ("chỗ", "place"), ("dòng thứ", "row_number"), ("bằng chứng", "evidence")),
    *(("lý do mức độ", "reason"), ("phát hiện", "message"), ("cách sửa", "cure")),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet begins a formula with, also in its wide letters; a line break in front may be left out by one."""
_FEW: Final = 5


def csv_rows(findings: "Findings", lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield the head, and a row of text for each finding."""
    yield tuple(in_language(lang, vi=vi, en=en) for vi, en in _HEADS)
    for each in findings:
        place, number = ("" if given is None else str(given) for given in (each.place, each.row_number))
        texts = (each.code, each.severity.label(lang), each.table, each.record, each.network, each.field)
        lines = (each.reason, *sentence_and_cure(each, lang))
        yield tuple(_as_text(text or "") for text in (*texts, place, number, " ".join(each.evidence), *lines))


def _as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute: a file may be called as a formula is written."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def text_of(
    findings: "Findings", batches: Sequence[Batch], places: Mapping[str, str], lang: Lang, limit: int | None
) -> str:
    """Return what was found for reading, with what could not be judged in front.

    Args:
        findings: What was found.
        batches: Its findings, with their places.
        places: The file of each table.
        lang: `vi` or `en`.
        limit: The most findings that are listed; None: all are.
    """
    lines = [count_in_words(findings, lang), *name_open(findings, lang)]
    chosen = first_findings(batches, places, limit)
    for place, group in groupby(chosen, key=lambda each: name_place(each, lang)):
        lines += ["", place]
        for each in group:
            sentence, cure = sentence_and_cure(each, lang)
            lines.append(f"  {each.code} ({each.severity.label(lang)}): {sentence}")
            if cure:
                lines.append(in_language(lang, vi=f"    cách sửa: {cure}", en=f"    cure: {cure}"))
    if rest := len(findings) - len(chosen):
        more = in_language(lang, vi=f"… và {rest} phát hiện nữa", en=f"… and {_plural(rest, 'more finding')}")
        lines += ["", more]
    return "\n".join(lines)


def sentence_and_cure(finding: Finding, lang: Lang) -> tuple[str, str]:
    """Return what is at fault and what to do, each by itself; the second may be empty."""
    cure = finding.cure(lang)
    return finding.message(lang).removesuffix(f"; {cure}"), cure


def count_in_words(findings: "Findings", lang: Lang) -> str:
    """Return the day of the records and how many errors and warnings there are."""
    counts = findings.counts("severity")
    errors, warnings = counts.get("error", 0), counts.get("warning", 0)
    vi = ", ".join(f"{number} {noun}" for number, noun in ((errors, "lỗi"), (warnings, "cảnh báo")) if number)
    en = ", ".join(
        _plural(number, noun) for number, noun in ((errors, "error"), (warnings, "warning")) if number
    )
    day = write_day(findings.as_of, lang)
    return in_language(
        lang,
        vi=f"số liệu đến ngày {day}: {vi or 'không có phát hiện'}",
        en=f"as of {day}: {en or 'nothing found'}",
    )


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def name_open(findings: "Findings", lang: Lang) -> Iterator[str]:
    """Yield what was not judged, why, and what to give."""
    yield from name_skipped(findings, lang)
    for code, number in findings.unknown.items():
        vi, en = _to_fill(findings.rules[code])
        yield in_language(
            lang,
            vi=f"chưa kết luận {code}: {number} dòng có ô trống{vi}",
            en=f"open, {code}: {_plural(number, 'row')} with an empty cell{en}",
        )
    for number, codes in _by_number(findings.skipped_rows).items():
        yield in_language(
            lang,
            vi=f"chưa xét {_few(codes)}: {number} dòng có ô sai; hãy sửa các ô đó rồi kiểm tra lại",
            en=f"not judged, {_few(codes)}: {_plural(number, 'row')} with a wrong cell; correct these and check again",
        )
    for grade, number in findings.silenced:
        yield in_language(
            lang,
            vi=f"không nêu {grade.code}: {number} phát hiện ({grade.reason})",
            en=f"silenced, {grade.code}: {_plural(number, 'finding')} ({grade.reason})",
        )


def name_skipped(findings: "Findings", lang: Lang) -> Iterator[str]:
    """Yield how many rules were skipped, why, and what to give: once for each thing that is missing."""
    of_tables: list[str] = []
    others: dict[str, list[str]] = {}
    whole = in_language(lang, vi="hãy kiểm tra cả sổ", en="check the whole register")
    for code, names in findings.skipped.items():
        if code in findings.lacking:
            lack = findings.lacking[code]
            others.setdefault(in_language(lang, vi=lack.vi, en=lack.en), []).append(code)
        elif set(names) <= set(GIVEN):  # of new records
            others.setdefault(whole, []).append(code)
        else:
            of_tables.append(code)
    if of_tables:
        listed = ", ".join(dict.fromkeys(name for code in of_tables for name in findings.skipped[code]))
        why = in_language(
            lang,
            vi=f"thiếu bảng {listed}; hãy đưa thêm bảng nếu có",
            en=f"these tables are missing: {listed}; pass those that you have",
        )
        others = {why: of_tables} | others
    for why, codes in others.items():
        yield in_language(
            lang,
            vi=f"chưa xét {len(codes)} quy tắc ({_few(codes)}): {why}",
            en=f"{_plural(len(codes), 'rule')} not judged ({_few(codes)}): {why}",
        )


def _by_number(skipped: Mapping[str, int]) -> dict[int, list[str]]:
    """Return the rules that were skipped, with the number of rows: one wrong cell stops many, and is reported once."""
    found: dict[int, list[str]] = {}
    for code, number in skipped.items():
        found.setdefault(number, []).append(code)
    return found


def _few(codes: Sequence[str]) -> str:
    """Return the first of some codes: which lack what is in `Findings.skipped`."""
    return ", ".join(codes[:_FEW]) + (", …" if len(codes) > _FEW else "")


def _to_fill(rule: "Rule") -> tuple[str, str]:
    """Return which columns of a row a rule reads that may be empty; of a function of tables nobody knows."""
    read = rule.columns.get(str(rule.table), frozenset())
    names = ", ".join(
        each.name for each in schema()[str(rule.table)].columns if each.nullable and each.name in read
    )
    return (f"; hãy điền chỗ trống ở {names}", f"; fill in the empty cells of {names}") if names else ("", "")


def first_findings(batches: Sequence[Batch], places: Mapping[str, str], limit: int | None) -> list[Finding]:
    """Return the findings that come first in the order of work, None: all of them; the others are not made."""
    need_limit(limit)
    read_from = pl.col("table").replace_strict(dict(places), default=None, return_dtype=pl.String)
    file = pl.when(pl.col(SOURCE_ROW).is_not_null()).then(read_from).alias("file")  # a new record is of none
    line = pl.when(file.is_null()).then(ROW_NUMBER).fill_null(pl.col(SOURCE_ROW))
    frames = [
        batch.frame("root", "pointer").select(
            pl.lit(nth).alias("batch"),
            pl.int_range(pl.len()).alias("row"),
            file if batch.file is None else pl.lit(batch.file).alias("file"),
            pl.when(line.is_not_null() | pl.col("root").is_null()).then("table").alias("table"),
            line.alias("line"),
            pl.col("pointer").str.replace_all(r"\d+", "00000$0").str.replace_all(r"0+(\d{6})", "$1"),
            *("root", "record"),
            pl.lit(batch.code).alias("code"),
        )
        for nth, batch in enumerate(batches)
    ]
    if not frames:
        return []
    order = ["file", "table", "line", "root", "pointer", "code", "record"]
    in_work_order = pl.concat(frames).sort(order, nulls_last=True, maintain_order=True)
    chosen = in_work_order if limit is None else in_work_order.head(max(limit, 0))
    found: dict[int, Finding] = {}
    ranked = chosen.with_row_index("rank").sort("row")
    for (nth,), rows in ranked.partition_by("batch", as_dict=True).items():
        batch = batches[int(nth)]
        made = batch.with_rows(batch.shown[rows["row"].to_list()]).findings(places)
        found |= dict(zip(rows["rank"].to_list(), made, strict=True))
    return [found[rank] for rank in sorted(found)]


def name_place(finding: Finding, lang: Lang) -> str:
    """Return where a fault is: file and line, or table and row, or record and pointer."""
    if finding.place is not None:
        return str(finding.place)
    if finding.row_number is not None:
        number = finding.row_number
        return in_language(
            lang, vi=f"bảng {finding.table}, dòng thứ {number}", en=f"table {finding.table}, row no. {number}"
        )
    if finding.root is not None and finding.pointer is not None:
        named = f"{finding.root} {finding.pointer}".rstrip()
        return in_language(lang, vi=f"bản ghi {named}", en=f"record {named}")
    return in_language(lang, vi=f"bảng {finding.table}", en=f"table {finding.table}")
