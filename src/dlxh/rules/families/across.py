"""Faults that any table can have: a reference to nothing or to another network, a key given twice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dlxh.register.columns import Column
from dlxh.register.finding import Severity
from dlxh.register.schema import Table, schema
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Row, Value, any_horizontal, given, part, subject, those
from dlxh.rules.language.examples import DAY, ONE, case
from dlxh.rules.language.parts import Part
from dlxh.rules.language.rows import subject_of_own

_JUDGED_ELSEWHERE = frozenset({("report_sources", "source")})
"""A synthesis may draw on another network's report; S102 asks."""


def _unknown(row: Row, columns: Iterable[Column]) -> Iterator[Part]:
    """Judge the columns of a table that refer to rows."""
    for column in columns:
        if column.references is not None:
            named = row[column.name]
            lost = ~those(column.references, id=named).exists()
            yield part(row, given(~named.is_null(), lost), field=column.name, optional=True)


def _ownerless(table: Table, row: Row) -> Iterator[Part]:
    """Judge the rows below a row that has no id: whether there is one at this place below what has one."""
    if len(table.link) > 1:
        owner = schema()[str(table.parent)]
        keys = dict(zip(owner.key, (row[name] for name in table.link), strict=True))
        top = those(str(owner.parent), id=row[table.link[0]]).exists()
        yield part(row, given(top, ~those(owner.name, **keys).exists()), field=table.link[-1], optional=True)


def _foreign(table: Table, row: Row, columns: Iterable[Column]) -> Iterator[Part]:
    """Judge the columns of a table that refer to rows of a network."""
    for column in columns if "network" in table.names else ():
        if column.references is not None and "network" in schema()[column.references].names:
            foreign = row.ref(column.name).network != row.network
            yield part(row, given(~row[column.name].is_null(), foreign), field=column.name, optional=True)


def _doubled(table: Table, row: Row) -> Part:
    """Judge the key of a table."""
    alike = those(table.name, **{name: row[name] for name in table.key})
    return part(row, alike.count() > 1, field=table.key[-1], optional=True)


@rule(
    "X101",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: cột {field} ghi mã không có trong sổ",
    en="table {table}, row {record}: column {field} refers to an id that does not exist",
    cure_vi="chọn mã khác, hoặc thêm trước mã còn thiếu",
    cure_en="correct the id, or add the missing record",
    source="dlxh: own choice",
    why_vi="""Dòng ghi mã không tồn tại thì bị loại khỏi mọi số liệu có ghép bảng mà không ai biết.

Phát hiện không nhắc lại mã đó: báo cáo của tác giả nào là thông tin hạn chế.""",
    right=[
        case(units=[{"parent": "unit2"}, {}]),
        case(memberships={}, terms={}),
        case(stream_expressions={}, streams={}, items={}),
        case(units={"parent": None}, judged=False),
    ],
    wrong=[
        case(units=[{"parent": "gone"}, {}]),
        case(memberships={}, terms={"id": "another"}),
        case(
            stream_expressions={"stream": 2},
            streams=[{}, {"item": "item2", "position": 2}],
            items=[{}, {}],
        ),
        case(stream_expressions={}, streams={"item": "item2"}, items={"id": "item2"}),
    ],
)
def unknown_reference() -> Iterator[Part]:
    """A row that refers to nothing silently drops out of every figure that joins on it.

    The id itself is not repeated in the finding: the link from a report to its author is restricted.
    """
    for table in schema().values():
        yield from _unknown(subject(table.name), table.columns)
        yield from _ownerless(table, subject(table.name))


@rule(
    "X102",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}: mã {record} bị trùng, có ở nhiều hơn một dòng",
    en="table {table}: key {record} appears on more than one row",
    cure_vi="giữ một dòng, hoặc đặt mã khác cho dòng kia",
    cure_en="keep one row, or give the other a different id",
    source="dlxh: own choice",
    why_vi="Dòng trùng khóa thì số liệu này đếm hai lần, số liệu kia đếm một lần.",
    right=[
        case(terms=[{}, {}]),
        case(report_sources=[{}, {"position": 2}, {"report": "report2", "position": 1}]),
        case(
            stream_expressions=[
                {},
                {"position": 2},
                {"stream": 2, "position": 1},
                {"item": "item2", "position": 1},
            ]
        ),
    ],
    wrong=[
        case(terms=[{}, {"id": "term1"}]),
        case(report_sources=[{}, {"position": 1}]),
        case(stream_expressions=[{}, {"position": 1}]),
    ],
)
def duplicate_key() -> Iterator[Part]:
    """Two rows with one key are counted twice in some figures and once in others."""
    for table in schema().values():
        yield _doubled(table, subject(table.name))


@rule(
    "X103",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: cột {field} ghi mã bản ghi của mạng lưới khác",
    en="table {table}, row {record}: column {field} refers to a record of another network",
    cure_vi="sửa mã hoặc mạng lưới; mỗi mạng lưới có bản ghi riêng",
    cure_en="correct the id or the network; each network has its own records",
    source="dlxh: own choice",
    why_vi="Công việc của mạng lưới này bị tính cho mạng lưới kia, và tổng của cả hai đều sai.",
    right=[
        case(memberships={}, terms={}),
        case(memberships={"term": None}, terms={"network": "another"}, judged=False),
    ],
    wrong=[
        case(memberships={}, terms={"network": "another"}),
        case(item_topics={}, items={"network": "another"}),
    ],
)
def record_of_another_network() -> Iterator[Part]:
    """Work of one network is counted for another, and the totals of both are wrong."""
    for table in schema().values():
        columns = (each for each in table.columns if (table.name, each.name) not in _JUDGED_ELSEWHERE)
        yield from _foreign(table, subject(table.name), columns)


def _owner(own: Table, row: Row, **more: Value) -> Value:
    """Return whether there is a row that has the key of a row of own fields."""
    return those(str(own.parent), **{name: row[name] for name in own.key}, **more).exists()


def _unknown_own(own: Table) -> Iterator[Part]:
    """Judge own fields that refer to nothing, and rows of own fields whose row of ours is not there."""
    row = subject_of_own(own.name)
    if own.field is not None:
        yield from _unknown(row, own.columns)
        yield from _ownerless(own, row)
        return
    yield from _unknown(subject(str(own.parent)), own.own)
    there = ~any_horizontal(*(row[name].is_null() for name in own.key))
    yield part(row, given(there, ~_owner(own, row)), field=own.key[-1], optional=True)


def _foreign_own(own: Table) -> Iterator[Part]:
    """Judge own fields that refer to another network, and rows of own fields with another network than their row of ours."""
    row = subject_of_own(own.name)
    if own.field is not None:
        yield from _foreign(own, row, own.columns)
        return
    yield from _foreign(schema()[str(own.parent)], subject(str(own.parent)), own.own)
    if "network" in own.names:
        foreign = _owner(own, row) & ~_owner(own, row, network=row.network)
        yield part(row, given(~row.network.is_null(), foreign), field="network", optional=True)


@rule(
    "X104",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: đã quá ngày cuối lưu giữ",
    en="table {table}, row {record}: past its last day of keeping",
    cure_vi="xóa bản ghi cùng họ tên, liên hệ theo thẩm quyền, hoặc gia hạn lưu giữ và ghi ngày mới",
    cure_en="erase the record with its name and contact on the proper authority, or extend the retention and record the new day",
    source="Luật 91/2025/QH15 (bảo vệ dữ liệu cá nhân)",
    why_vi="""Lưu giữ quá thời hạn đã đặt là giữ dữ liệu không còn mục đích.

Xét cộng tác viên và vụ việc; báo cáo đã có R104. Số năm do tỉnh quy định, thư viện không đặt và không xóa gì.""",
    right=[
        *(case(collaborators={"erase_after": day}) for day in (DAY, DAY + ONE)),
        case(cases={"erase_after": DAY}),
        case(collaborators={"erase_after": None}, judged=False),
    ],
    wrong=[case(collaborators={"erase_after": DAY - ONE}), case(cases={"erase_after": DAY - ONE})],
)
def record_kept_too_long() -> Iterator[Part]:
    """Data kept beyond its retention date is kept without a purpose.

    Collaborators and cases are checked; R104 checks reports. The number of years is for the province to set: the
    library sets none and erases nothing.
    """
    for row in map(subject, ("collaborators", "cases")):
        yield part(row, given(~row.erase_after.is_null(), row.erase_after < AS_OF), field="erase_after")


unknown_reference = replace(unknown_reference, on_own=_unknown_own)
duplicate_key = replace(duplicate_key, on_own=lambda own: [_doubled(own, subject_of_own(own.name))])
record_of_another_network = replace(record_of_another_network, on_own=_foreign_own)

RULES = (unknown_reference, duplicate_key, record_of_another_network, record_kept_too_long)
