"""Tên đã dùng: names that no own field may have, because a column, a dimension or an answer has them."""

from collections.abc import Iterator
from typing import Final

from dlxh.register.columns import day_column
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table

ANSWERS: Final = frozenset(
    """
    amount base_assumed base_decree base_salary before breadth central change channel code
    coefficient collaborator commune composition counted counted_in day days days_before days_late
    denominator denominator_before difference district due due_on end_reason event event_day
    evidence field finding grade group half_days half_year id intensity issue kind left_out measure
    membership minutes month network numerator numerator_before of_days org_unit outcome pay_change
    pay_outcome payer period period_before period_end period_kind period_start pointer province
    provision qualifier quantity quarter rate reason received_day record report report_kind role
    root route row_number rows scheme scope sequence severity share source_row stage stance status
    table term topic two_months unit urgency value week what working_days_late year
    """.split()  # noqa: SIM905 - many short names
)
"""Names of dimensions and of columns of answers, which rooms above give them; a test holds that these are all."""
WORKING: Final = frozenset({"all", "high", "last", "low", "lower", "months", "start", "upper", "whole"})
"""Names of columns that measures need while they count."""
LABEL: Final = "_label"
BASE: Final = "base_"


def is_taken(known: Schema, table: Table, name: str) -> bool:
    """Return whether an own field of the rows of a table may not have a name, or the day of an instant of that name.

    Rows above and below are joined to it: what is a column there is taken as well.

    >>> from dlxh.register.schema import schema
    >>> [
    ...     is_taken(schema(), schema()["reports"], name)
    ...     for name in ("hamlet", "outcome", "summary", "hamlet_label")
    ... ]
    [False, True, True, True]
    """
    if name.startswith(BASE) or name.endswith(LABEL) or not name.isascii():
        return True
    top = table
    while top.parent is not None:
        top = known[top.parent]
    taken = ANSWERS.union(WORKING, *(each.names for each in _walk(known, top)))
    return not taken.isdisjoint((name, f"{name}_day", day_column(name)))


def _walk(known: Schema, table: Table) -> Iterator[Table]:
    """Yield a table and all that lie below it."""
    yield table
    for child in known.below(table.name):
        yield from _walk(known, child)
