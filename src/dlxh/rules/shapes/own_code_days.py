"""Ngày dùng của mã riêng: own fields of a pack whose codes have days, judged by the days of the rows they belong to."""

from collections.abc import Callable, Iterator
from typing import Final

from dlxh.register.schema import Table
from dlxh.rules.language import Row, Value, given, part
from dlxh.rules.language.parts import Part
from dlxh.rules.language.rows import row_of_own
from dlxh.rules.shapes.days_of_use import dated_codes, last_day, one_of, outside
from dlxh.words.disclosure import Disclosure


def own_codes(own: Table) -> Iterator[Part]:
    """Judge own fields of what was reported by the day of receipt, and of absences and memberships by their own days."""
    row = row_of_own(own)
    for column in own.own:
        if column.codes is None or column.disclosure >= Disclosure.RESTRICTED or own.parent not in _DAYS:
            continue
        codes = dated_codes(column.codes.name, row[column.name])
        verdict = one_of(codes, outside(codes, *_DAYS[own.parent](_owner(own, row))))
        yield part(row, given(~row[column.name].is_null(), verdict), field=column.name, optional=True)


def _owner(own: Table, row: Row) -> Row:
    """Return the row whose own field it is; of several values of a stream, which has no id, their own row leads where its would."""
    is_value = own.field is not None and len(own.link) == 1
    return row.ref(own.link[0]) if is_value else row


def days_received(report: Row) -> tuple[Value, Value]:
    """Return the day of receipt, as the first and the last on which a report's codes are used."""
    return report.received_day, report.received_day


def own_span(row: Row) -> tuple[Value, Value]:
    """Return the first day of a row, and the last one as far as that is over."""
    return row.start, last_day(row.end)


_DAYS: Final[dict[str, Callable[[Row], tuple[Value, Value]]]] = {
    "reports": days_received,
    "items": lambda row: days_received(row.ref("report")),
    "streams": lambda row: days_received(row.ref("item").ref("report")),
    "absences": own_span,
    "memberships": own_span,
}
"""The first and the last day on which a row uses a code."""
