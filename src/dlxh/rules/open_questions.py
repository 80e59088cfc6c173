"""Điều còn bỏ ngỏ: what a check could not judge, why, and what to give, in sentences for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dlxh.register.findings_text import plural
from dlxh.register.known_tables import Schema
from dlxh.register.labels import call_column, call_tables
from dlxh.rules.language.declared import GIVEN
from dlxh.words.bilingual import LANGS, Lang, in_language
from dlxh.words.numbers import format_int

if TYPE_CHECKING:
    from dlxh.rules.findings import CheckFindings
    from dlxh.rules.rule import Rule

_FEW: Final = 5


def name_open(findings: "CheckFindings", lang: Lang) -> Iterator[str]:
    """Yield what was not judged, why, and what to give."""
    yield from name_skipped(findings, lang)
    for code, number in findings.unknown.items():
        vi, en = _to_fill(findings.rules[code], findings.schema)
        yield in_language(
            lang,
            vi=f"chưa kết luận {code}: {format_int(number, 'vi')} dòng có ô trống{vi}",
            en=f"open, {code}: {plural(number, 'row')} with an empty cell{en}",
        )
    for number, codes in _by_number(findings.skipped_rows).items():
        yield in_language(
            lang,
            vi=f"chưa xét {_few(codes)}: {format_int(number, 'vi')} dòng có ô sai; hãy sửa các ô đó rồi kiểm tra lại",
            en=f"not judged, {_few(codes)}: {plural(number, 'row')} with a wrong cell; correct these and check again",
        )
    for grade, number in findings.silenced:
        yield in_language(
            lang,
            vi=f"không nêu {grade.code}: {format_int(number, 'vi')} phát hiện ({grade.reason})",
            en=f"silenced, {grade.code}: {plural(number, 'finding')} ({grade.reason})",
        )


def name_skipped(findings: "CheckFindings", lang: Lang) -> Iterator[str]:
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
        lacking = dict.fromkeys(name for code in of_tables for name in findings.skipped[code])
        others = {"; ".join(_name_lacking(lacking, findings.schema, lang)): of_tables} | others
    for why, codes in others.items():
        yield in_language(
            lang,
            vi=f"chưa xét {len(codes)} quy tắc ({_few(codes)}): {why}",
            en=f"{plural(len(codes), 'rule')} not judged ({_few(codes)}): {why}",
        )


def name_partial(findings: "CheckFindings", partial: Iterable[str], lang: Lang) -> Iterator[str]:
    """Yield which partial tables the rules that found something read: what they seek may be among the rows that are missing."""
    rules = findings.rules
    read = frozenset[str]().union(*(rules[code].reads for code in findings.counts() if code in rules))
    if tables := sorted(read & {*partial} & {*findings.schema}):
        listed = call_tables(tables, findings.schema, lang)
        yield in_language(
            lang,
            vi=f"chưa đủ dòng: {listed}; phát hiện có thể do dòng còn thiếu, hãy đọc đủ rồi kiểm tra lại",
            en=f"partial: {listed}; what was found may be due to rows that are missing, so read all rows and check again",
        )


def _name_lacking(names: Iterable[str], known: Schema, lang: Lang) -> Iterator[str]:
    """Yield which tables are missing, and which own fields, as `table.column`, no pack brings."""
    fields = [name for name in names if "." in name]
    if tables := [name for name in names if name not in fields]:
        listed = call_tables(tables, known, lang)
        yield in_language(
            lang,
            vi=f"thiếu bảng {listed}; hãy đưa thêm bảng nếu có",
            en=f"these tables are missing: {listed}; pass those that you have",
        )
    if fields:
        listed = ", ".join(fields)
        yield in_language(
            lang,
            vi=f"không có trường riêng {listed}; hãy đọc dữ liệu bằng gói có trường này (pack=)",
            en=f"no pack brings the own fields {listed}; read the records with the pack that has them (pack=)",
        )


def _by_number(skipped: Mapping[str, int]) -> dict[int, list[str]]:
    """Return the rules that were skipped, with the number of rows: one wrong cell stops many, and is reported once."""
    found: dict[int, list[str]] = {}
    for code, number in skipped.items():
        found.setdefault(number, []).append(code)
    return found


def _few(codes: Sequence[str]) -> str:
    """Return the first of some codes: which lack what is in `CheckFindings.skipped`."""
    return ", ".join(codes[:_FEW]) + (", …" if len(codes) > _FEW else "")


def _to_fill(rule: "Rule", known: Schema) -> tuple[str, str]:
    """Return which columns of a row a rule reads that may be empty; of a function of tables nobody knows."""
    name = str(rule.table)
    read = rule.columns.get(name, frozenset())
    parts = (known[name], *known.own(name))
    empty = [(part, each.name) for part in parts for each in part.own if each.nullable and each.name in read]
    vi, en = (", ".join(call_column(part, column, lang) for part, column in empty) for lang in LANGS)
    return (f"; hãy điền chỗ trống ở {vi}", f"; fill in the empty cells of {en}") if empty else ("", "")
