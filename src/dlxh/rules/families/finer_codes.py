"""Mã làm rõ: codes of one's own that count as another code of ours than the one in the record."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Final

from dlxh.data.code_lists import code_list
from dlxh.models.report import Report
from dlxh.register.code_names import name_code
from dlxh.register.columns import Column
from dlxh.register.finding import Phrase, Severity
from dlxh.register.labels import name_column, name_own
from dlxh.register.pack import Pack
from dlxh.register.schema import Table
from dlxh.register.tables import Tables
from dlxh.rules.declaration import rule
from dlxh.rules.language.declared import column_of, take_own_from
from dlxh.rules.language.examples import Example, case
from dlxh.rules.language.functions import concat_str
from dlxh.rules.language.parts import Part, given, part
from dlxh.rules.language.rows import Row, row_of_own
from dlxh.words.code_entries import CodeEntry
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure, Internal
from dlxh.words.field_texts import own_field

_KINDS: Final = CodeList(
    "specimen_kinds",
    vi="Loại báo cáo của tỉnh giả định",
    en="Kind of report of an invented province",
    open=False,
    source="ví dụ",
    base=code_list("report_kind"),
    entries=(
        CodeEntry("flash", vi="tin nhanh", en="flash news", counts_as="ad_hoc"),
        CodeEntry("diary", vi="sổ ngày", en="diary", counts_as="periodic"),
    ),
)


class _Report(Report):
    """A report of an invented province, with its own kind."""

    finer_kind: Internal[Annotated[str, In(_KINDS, refines="kind")] | None] = own_field(
        vi="loại riêng",
        en="own kind",
        means_vi="Loại báo cáo của tỉnh giả định, làm rõ loại báo cáo chung.",
        means_en="The kind of report of an invented province, which refines the common kind.",
    )


SPECIMEN: Final = Pack("specimen", models=(_Report,))
"""An invented pack with a field whose codes make one of ours finer."""


def _reports(*, judged: bool = True, **cells: str | None) -> Example:
    with take_own_from(SPECIMEN.schema):
        return case(reports=cells, judged=judged)


@rule(
    "H103",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: mã ở cột {field} không khớp với cột mà mã đó làm rõ: {evidence}",
    en="table {table}, row {record}: the code in column {field} does not agree with the column that it refines: {evidence}",
    cure_vi="ghi ở cột được làm rõ mã mà mã riêng được tính như (counts_as), hoặc chọn mã riêng khác",
    cure_en="write into the refined column the code that your own code counts as (counts_as), or choose another code of your own",
    source="dlxh: own choice",
    why_vi="""Số liệu theo mã chung và số liệu theo mã riêng nói hai điều khác nhau về cùng một dòng.

Chỉ xét trường riêng khai In(danh_mục, refines="…") trong gói; trường hạn chế không xét, vì phát hiện không được nêu giá trị của trường đó.""",
    right=[
        _reports(kind="ad_hoc", finer_kind="flash"),
        _reports(kind="periodic", finer_kind="diary"),
        _reports(kind="periodic", judged=False),
    ],
    wrong=[
        _reports(kind="periodic", finer_kind="flash"),
        _reports(kind="ad_hoc", finer_kind="diary"),
        _reports(kind=None, finer_kind="flash"),
    ],
)
def finer_code_of_another_code() -> Iterator[Part]:
    """Figures by the common code and figures by the own one say different things of the same row.

    Only own fields that a pack declares as In(codes, refines="…") are judged; not restricted ones, whose values no finding may show.
    """
    yield from ()


def _contradicting(own: Table) -> Iterator[Part]:
    """Judge own fields whose codes make those of another column finer, where a finding may show both."""
    for column in own.own:
        if column.refines is not None:
            base = column_of(str(own.parent), column.refines)
            if max(column.disclosure, base.disclosure) < Disclosure.RESTRICTED:
                yield _contradicts(row_of_own(own), column, column.refines)


def _contradicts(row: Row, column: Column, refines: str) -> Part:
    own, ours = row[column.name], row[refines]
    counts_as = own.replace_strict(_meant(column))
    return part(
        row,
        given(~own.is_null(), ours.is_null() | (ours != counts_as)),
        evidence=concat_str(own, ours.fill_null(""), separator=":"),
        field=column.name,
        optional=True,
    )


def _meant(column: Column) -> dict[str, str]:
    """Return as which code each own one counts; a closed list with a base has one for each."""
    return {} if column.codes is None else {entry.key: str(entry.counts_as) for entry in column.codes}


def _show(evidence: str, tables: Tables, table: str, field: str) -> Phrase:
    """Return the own code, the one as which it counts, and what the column that it makes finer has."""
    own, _, ours = evidence.partition(":")
    columns = {each.name: each for each in tables.schema.wide(table).columns}
    column = columns[field]
    refines = str(column.refines)
    base = columns[refines].codes
    written, counts, found = (
        _call(codes, key)
        for codes, key in ((column.codes, own), (base, _meant(column).get(own, "")), (base, ours))
    )
    label = name_own(tables.schema, table, refines).get("field") or Phrase(
        name_column(table, refines, "vi"), name_column(table, refines, "en")
    )
    is_empty = not ours
    return Phrase(
        f"{written.vi} được tính như {counts.vi}, cột {label.vi} {'để trống' if is_empty else f'ghi {found.vi}'}",
        f"{written.en} counts as {counts.en}, column {label.en} {'is empty' if is_empty else f'has {found.en}'}",
    )


def _call(codes: CodeList | None, key: str) -> Phrase:
    named = key if codes is None else name_code(codes, (), key)
    return named if isinstance(named, Phrase) else Phrase(named, named)


finer_code_of_another_code = replace(
    finer_code_of_another_code, on_own=_contradicting, specimen=SPECIMEN, show_evidence=_show
)

RULES = (finer_code_of_another_code,)
