"""Danh mục mở: codes that no list holds yet, which measures count under nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from dlxh.register.code_names import lists_for
from dlxh.register.columns import Column
from dlxh.register.finding import Phrase, Severity
from dlxh.register.findings_text import plural
from dlxh.register.schema import Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.declaration import rule
from dlxh.rules.language.declared import OPEN_CODES
from dlxh.rules.language.examples import Cells, Example, case
from dlxh.rules.language.functions import concat_str
from dlxh.rules.language.parts import Part, given, part
from dlxh.rules.language.rows import Row, Rows, row_of_own, subject, those
from dlxh.rules.language.values import Value
from dlxh.words.bilingual import LANGS, with_name
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import find_near
from dlxh.words.numbers import format_int
from dlxh.words.text import fold

_LEFT_TO_NETWORKS: Final = ("composition_groups",)
"""Each network groups its collaborators in its own way, and only its targets are compared with that."""


_LIKENESS: Final = 0.8
"""How much a code is like another one that it was mistyped for: a province's own codes are like ours by chance."""


def _open_columns(columns: Iterable[Column]) -> Iterator[tuple[str, CodeList]]:
    for column in columns:
        codes = column.codes
        if codes is not None and codes.open and codes.name not in _LEFT_TO_NETWORKS:
            yield column.name, codes


def _key(row: Row | Rows, table: Table) -> Value:
    return concat_str(*(getattr(row, name) for name in table.key), separator="#")


def _examples(table: str, field: str, listed: str, **smaller: str) -> Iterator[Example]:
    """Yield rows with codes that no list holds, or another list; two rows of one code; rows that do not count with them."""
    new: Cells = {field: "unlisted"}
    others: list[Cells] = [{field: listed}]
    if "network" in schema()[table].names:
        others.append({"network": None})
    rows: list[list[Cells]] = [
        [new],
        [{field: "farmers"}],
        *([new, {**new, **other, **smaller}] for other in others),
        [{**new, **smaller}, new],
    ]
    for each in rows:
        tables: dict[str, Any] = {table: each}
        yield case(**tables)


def _outside(table: Table, row: Row, columns: Iterable[Column]) -> Iterator[Part]:
    """Judge the columns of a table that take codes of open lists."""
    for name, codes in _open_columns(columns):
        alike = {"network": row.network} if "network" in table.names else {}
        same = those(table.name, **alike, **{name: row[name]})
        is_new = ~those(OPEN_CODES, list=codes.name, code=row[name]).exists()
        is_first = _key(row, table) == same.min(_key(same, table))
        yield part(
            row,
            given(~row[name].is_null(), is_new & is_first),
            evidence=concat_str(row[name], same.count(), separator=":"),
            field=name,
            optional=True,
        )


@rule(
    "H102",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, từ dòng {record}: cột {field} ghi mã mà danh mục không có: {evidence}",
    en="table {table}, row {record} first: column {field} has a code that is not in its list: {evidence}",
    cure_vi="ghi mã có trong danh mục (dlxh.data.code_list), hoặc khai mã riêng và mã mà nó được tính như (counts_as)",
    cure_en="record a code of the list (dlxh.data.code_list), or declare your own code and the one it counts as",
    source="dlxh: own choice",
    why_vi="Mã ngoài danh mục thì số liệu chung không tính được vào đâu; có khi chỉ là mã gõ sai.",
    right=[
        case(item_topics=[{"topic": "land"}] * 2),
        case(absences=[{"reason": "sick_leave"}] * 2),
        case(item_topics={"topic": None}, judged=False),
        case(absences={"reason": None}, judged=False),
        case(unit_identifiers=[{"scheme": "tax_code"}] * 2),
        case(unit_identifiers={"scheme": None}, judged=False),
    ],
    wrong=[
        case(streams={"group": "unlisted"}),
        case(regulation_provisions={"duty_absence": "unlisted"}),
        *_examples("item_topics", "topic", "land", item="a"),
        *_examples("absences", "reason", "sick_leave", id="a"),
        *_examples("unit_identifiers", "scheme", "tax_code", unit="a"),
    ],
)
def code_outside_its_list() -> Iterator[Part]:
    """A code that is on no list is counted nowhere, or was mistyped; each is reported once, with the number of its rows."""
    for table in schema().values():
        yield from _outside(table, subject(table.name), table.columns)


def _outside_own(own: Table) -> Iterator[Part]:
    """Judge own fields that take codes of open lists, without those whose codes no finding may show."""
    shown = (column for column in own.own if column.disclosure < Disclosure.RESTRICTED)
    return _outside(own if own.field is not None else schema()[str(own.parent)], row_of_own(own), shown)


def _show(evidence: str, tables: Tables, table: str, field: str) -> Phrase:
    """Return a code and its number of rows, with the codes of the list that are written, or called, much like it."""
    listed = (codes for name, codes in _open_columns(tables.schema.wide(table).columns) if name == field)
    own = () if tables.pack is None else tables.pack.code_lists
    entries = [entry for codes in listed for each in lists_for(codes, own) for entry in each]
    names = {name: entry for entry in entries for name in (entry.key, fold(entry.vi).replace(" ", "_"))}
    code, _, number = evidence.rpartition(":")
    near = dict.fromkeys(names[name] for name in find_near(code, names, likeness=_LIKENESS))
    vi, en = (", ".join(with_name(each.label(lang), each.key) for each in near) for lang in LANGS)
    counted = f"{code} ({format_int(int(number), 'vi')} dòng)", f"{code} ({plural(int(number), 'row')})"
    return Phrase(
        f"{counted[0]}; gần giống: {vi}" if near else counted[0],
        f"{counted[1]}; near: {en}" if near else counted[1],
    )


code_outside_its_list = replace(code_outside_its_list, on_own=_outside_own, show_evidence=_show)

RULES = (code_outside_its_list,)
