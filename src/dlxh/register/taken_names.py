"""Tên đã dùng: names that no own field may have, because a column, a dimension or an answer has them."""

from collections.abc import Iterator
from typing import Final

from dlxh.register.columns import day_column
from dlxh.register.known_tables import Schema
from dlxh.register.schema import SINGULAR, Table
from dlxh.words.record import VERSION_FIELD

ANSWERS: Final = frozenset(
    """
    amount answer author base_assumed base_decree base_salary before breadth came_out_as case
    central change channel code coefficient collaborator commune composition continued_by counted counted_in day
    days days_before days_late denominator denominator_before detail_attended detail_award
    detail_awards detail_classes detail_forms_issued detail_forms_returned detail_forms_valid
    detail_invited detail_kind detail_people_surveyed detail_trainees difference district due due_on
    duty_at_least end_reason event event_day evidence field finding grade group half_days half_year
    has_basis has_breadth has_forecast has_grade has_period_start has_place has_proposal held hours
    id intensity is_paid is_prominent is_single_line issue kind left_out level mapped measure
    membership minutes month network network_level numerator numerator_before of_days ordinal
    org_unit outcome owed_by part pay_change pay_outcome payer period period_before period_end period_kind
    period_start person place_kind pointer province provision qualifier quantity quarter rate reason
    received_day record report report_kind role root route row_number rows scheme scope sequence
    severity share sign source_row stage stance status table term topic training_kind two_months
    unit unit_kind urgency value watch_answer week what working_days_late year
    """.split()  # noqa: SIM905 - many short names
)
"""Names of dimensions, of columns of answers and of what measures count, which rooms above give them; a test holds that these are all."""
KEYS: Final = frozenset({*SINGULAR.values(), "position"})
"""Names of the columns by which rows below others are found, such as those of several values."""
LABEL: Final = "_label"
BEGINNINGS: Final = ("base_", "dlxh_")
"""How dimensions by base codes begin, and columns that the library makes for itself."""


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
    if name.startswith(BEGINNINGS) or name.endswith(LABEL) or name == VERSION_FIELD:
        return True
    top = table
    while top.parent is not None:
        top = known[top.parent]
    taken = ANSWERS.union(KEYS, *(each.names for each in _walk(known, top)))
    return not taken.isdisjoint((name, f"{name}_day", day_column(name)))


def _walk(known: Schema, table: Table) -> Iterator[Table]:
    """Yield a table and all that lie below it."""
    yield table
    for child in known.below(table.name):
        yield from _walk(known, child)
