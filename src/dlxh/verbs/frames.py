"""Bảng cho quy tắc: the ledger, the clocks of cases and the lines due, as rules read them, or why there is none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from dlxh.data.calendars import YearError
from dlxh.data.salary_steps import OR_BEYOND, BaseSalaryError
from dlxh.ledger.errors import ObligationError
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.duties import PayCondition
from dlxh.models.timeliness import Timeliness
from dlxh.payroll.allowance_rows import draw_lines
from dlxh.payroll.conditions import REPORTS
from dlxh.payroll.errors import PayrollError
from dlxh.payroll.work_done import PAID_FOR, PER_REPORT
from dlxh.register.coverage import EVERY, as_partial, is_partial, join_partial
from dlxh.register.flatten import dtype
from dlxh.register.labels import call_table
from dlxh.rules.language.declared import CLOCKS, DUE, LEDGER, find_table
from dlxh.words.bilingual import Error
from dlxh.words.days import write_day
from dlxh.words.deadlines import DeadlineError
from dlxh.words.missing_input import MissingInputError
from dlxh.words.periods import Period

if TYPE_CHECKING:
    from dlxh.ledger.ledger import Ledger
    from dlxh.verbs.context import Context


def work_out(context: "Context", name: str) -> pl.DataFrame | MissingInputError:
    """Return a table that rules read, or why it cannot be worked out: what to give, or which table is at fault.

    No check ends for it: of records at fault other rules may say more, and what was given may fall short of some days.

    Args:
        context: What follows from the records.
        name: `ledger`, `case_clocks` or `lines_due`.

    >>> from datetime import date
    >>> from dlxh.register.tables import Tables
    >>> from dlxh.verbs.context import Context
    >>> work_out(Context(Tables({}, as_of=date(2025, 7, 1))), "ledger").names
    ('regulation=',)
    """
    find, begins_with = _FRAMES[name]
    try:
        return find(context)
    except MissingInputError as lack:
        return lack
    except Error as error:
        at_fault = next((at for kind, at in _FAULTS if isinstance(error, kind)), begins_with)
        if not (at_fault.endswith("=") or at_fault in context.tables):
            at_fault += "="  # it was given
        vi, en = at_fault, at_fault
        if at_fault in context.tables:
            table = context.tables.schema[at_fault]
            vi, en = f"bảng {call_table(table, 'vi')}", f"table {call_table(table, 'en')}"
        why_vi, why_en = error.vi.removesuffix(OR_BEYOND[0]), error.en.removesuffix(OR_BEYOND[1])
        return MissingInputError(f"{vi}: {why_vi}", f"{en}: {why_en}", at_fault)


def _ledger(context: "Context") -> pl.DataFrame:
    """Return the rows of the ledger that was given, or those of the days of the records."""
    if context.given is not None:
        return _sure_rows(context.given)
    rows = _sure_rows(context.ledger_of(context.life))
    # a ledger of more days may be known already; each of its periods is judged by itself, and those of other days fall out
    return rows.filter(pl.col("period_end").is_between(context.life.start, context.life.end))


def _sure_rows(ledger: "Ledger") -> pl.DataFrame:
    """Return the rows of a ledger without those that say missing where reports are partial: there one may have come."""
    networks = frozenset(ledger.partial.get("reports", ()))
    if not networks:
        return ledger.polars
    among = pl.lit(value=True) if EVERY in networks else pl.col("network").is_in(list(networks))
    return ledger.polars.filter(~(among & (pl.col("status") == Timeliness.MISSING.value)))


def _lines_due(context: "Context") -> pl.DataFrame:
    """Return what is still to be paid for the months from the first that was paid to the last."""
    months = context.tables["allowance_lines"].select("month").collect("polars").to_native()["month"]
    first, last = months.min(), months.max()
    if not (isinstance(first, date) and isinstance(last, date)):
        return pl.DataFrame(schema={each.name: dtype(each.kind) for each in find_table(DUE).columns})
    if last.year - first.year > _LONGEST:
        raise _too_long(first, last)
    period = Period.custom(_month(first).start, _month(last).end)
    lines = draw_lines(
        context.tables,
        period,
        ledger_of=context.ledger_of_pay,
        regulations=context.regulations_given,
        salaries=context.salaries,
        calendar=context.calendar,
        schemes=context.schemes,
    )
    in_doubt = list(_networks_in_doubt(context, lines.schemes))
    return lines.polars.filter(~pl.col("network").is_in(in_doubt))


def _networks_in_doubt(context: "Context", schemes: Iterable[AllowanceScheme]) -> Iterator[str]:
    """Yield the networks with a partial table that pay rests on: what seems due or paid in vain may be neither."""
    partial = context.tables.partial
    if context.given is not None:
        partial = join_partial(partial, as_partial(context.given.partial))
    if not partial:
        return
    stated = [(each.network, provision.duty) for each in context.regulations for provision in each.provisions]
    for scheme in schemes:
        duties = [duty for network, duty in stated if network == scheme.network]
        conditions = [condition for each in scheme.provisions for condition in each.conditions]
        conditions += [duty for duty in duties if isinstance(duty, PayCondition)]
        paid_for = {str(each.rate.kind) for each in scheme.provisions} & set(PAID_FOR)
        rests_on = ["allowance_lines", *(["work_entries"] if paid_for - {PER_REPORT} else [])]
        if PER_REPORT in paid_for or any(each.event in REPORTS for each in conditions):
            rests_on.append("reports")
        if is_partial(partial, rests_on, scheme.network):
            yield scheme.network


_LONGEST = 100
"""Years; pay that reaches farther has a wrong month, and would be computed for every month between."""
_FRAMES: "Mapping[str, tuple[Callable[[Context], pl.DataFrame], str]]" = {
    LEDGER: (_ledger, "memberships"),
    CLOCKS: (lambda context: context.cases.clocks, "events"),
    DUE: (_lines_due, "allowance_lines"),
}
"""How each table is worked out, and the table whose rows it begins with: where nothing else is at fault, that is."""
_FAULTS: Sequence[tuple[type[Error], str]] = (
    (YearError, "calendar="),
    (DeadlineError, "calendar="),
    (BaseSalaryError, "salaries="),
    (ObligationError, "regulations"),
    (PayrollError, "schemes"),
)
"""What an error is the fault of: an argument that falls short, or a table."""


def _too_long(first: date, last: date) -> Error:
    return Error(
        vi=f"các dòng chi trải từ {write_day(first, 'vi')} đến {write_day(last, 'vi')}; hãy sửa tháng ghi sai",
        en=f"lines of pay reach from {first} to {last}; correct the months that are wrong",
    )


def _month(day: date) -> Period:
    return Period.month(day.year, day.month)
