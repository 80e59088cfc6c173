"""Báo cáo đột xuất: for each event and each stage of its report, by when it was due and whether it came in time."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import narwhals as nw
import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.ledger.clocks import count_from, ticks
from dlxh.ledger.errors import ObligationError
from dlxh.ledger.obligation_rows import refuse_other_days, refuse_strangers, regulations_of
from dlxh.ledger.windows import working_days
from dlxh.models.duties import AdHocStage, ClockStart
from dlxh.models.regulation import Regulation, in_force
from dlxh.models.report import STAGED
from dlxh.models.timeliness import Timeliness
from dlxh.register.engine import compute_once, to_engine_of
from dlxh.register.subject import Subject, tables_of
from dlxh.register.tables import Tables
from dlxh.words.arguments import PeriodLike, one_or_several, period_of
from dlxh.words.days import plain_day
from dlxh.words.deadlines import DeadlineUnit
from dlxh.words.periods import Period
from dlxh.words.work_calendars import SimpleCalendar, WorkCalendar

SPOKEN: Final = code_list("channel").having("spoken")
COLUMNS: Final = (
    "network",
    "collaborator",
    "event",
    "event_day",
    "provision",
    "stage",
    "due_on",
    "report",
    "received_day",
    "channel",
    "status",
    "days_late",
)
WORKING: Final = (DeadlineUnit.WORKING_DAY, DeadlineUnit.WORKING_HOUR)
_FAR_AHEAD: Final = 800
"""Days that the calendar reaches beyond the last day that anything is looked at: more than any deadline here."""


def ad_hoc(
    subject: Subject,
    period: PeriodLike,
    *,
    calendar: WorkCalendar | None = None,
    regulation: Regulation | Iterable[Regulation] | None = None,
    as_of: date | None = None,
) -> pl.DataFrame:
    """Return one row per event and stage that a provision requires; the clock of a stage runs from its start.

    The reports on one event are linked by `previous_stage`; `event` is the id of the first. Of several reports for one
    stage the first receipt decides; one by telephone counts where the provision says so. Columns: network,
    collaborator, event, event_day, provision, stage, due_on, report, received_day, channel, status, days_late. Where the
    start is not known (no `event_at` in the chain) due_on and status are null: nothing is guessed. So is the status where
    the report came before the start. A stage that runs from the stage before is not due before that one came.

    Args:
        subject: The records.
        period: Events of these days (a period, a text such as `2021`, or two days); an event without `event_at` counts on the day of its first report.
        calendar: Needed for working days and working hours.
        regulation: As for `obligations`.
        as_of: What was known on this day; None: the day of the records.

    Raises:
        MissingInputError: no provision speaks of ad hoc reports, or the table of reports or a calendar is missing.
        ObligationError: no provision is in force on these days, one is at fault, or the records do not know its network.
        PeriodError: the text is not a period.

    >>> import dlxh
    >>> rules = dlxh.ledger.read_regulation(dlxh.example("gia-lai") / "regulation.toml")
    >>> found = ad_hoc(dlxh.read(dlxh.example("gia-lai")).register, "2021", regulation=rules)
    >>> found.select("event", "stage", "status").sort("event", "stage").rows()[:2]
    [('GL-BC-001', 1, 'on_time'), ('GL-BC-001', 2, 'on_time')]
    """
    tables, days_wanted = tables_of(subject), period_of(period)
    day = tables.as_of if as_of is None else plain_day(as_of, "as_of")
    given = list(one_or_several("regulation", regulation, Regulation))
    regulations = regulations_of(tables, given)
    stages = [stage for each in regulations for stage in _stages(each)]
    if not stages:
        raise ObligationError.no_duty(each.network for each in regulations)
    refuse_strangers(tables, given, regulations)
    refuse_other_days(days_wanted, [(first, last) for _, first, last, _, _ in stages])
    if "reports" not in tables:
        raise ObligationError.absent("reports", "báo cáo đã nhận", "what was received")
    for _, _, _, key, duty in stages:
        if calendar is None and duty.unit in WORKING:
            raise ObligationError.no_calendar(key)
    days = _days(days_wanted, day, calendar or SimpleCalendar())
    return _draw_up(tables, stages, days_wanted, day, days, calendar or SimpleCalendar())


Stage = tuple[str, date, date, str, AdHocStage]


def _stages(regulation: Regulation) -> Iterator[Stage]:
    for provision in regulation.provisions:
        if isinstance(provision.duty, AdHocStage):
            yield regulation.network, *in_force(regulation, provision), provision.id, provision.duty


def _days(period: Period, as_of: date, calendar: WorkCalendar) -> pl.DataFrame:
    """Return the days that clocks may touch: number, day, how many working days up to it, and whether it is one."""
    first, last = (
        period.start - timedelta(days=_FAR_AHEAD),
        max(period.end, as_of) + timedelta(days=_FAR_AHEAD),
    )
    counted = working_days(calendar, first, last)
    works = (pl.col("worked") > pl.col("worked").shift(1, fill_value=0)).cast(pl.Int64).alias("works")
    days = pl.Series("day", [date.fromordinal(n) for n in counted["n"]], pl.Date)
    return counted.with_columns(works, days)


def _draw_up(  # noqa: PLR0913, PLR0917 - the parts of the ledger that meet here
    tables: Tables,
    stages: list[Stage],
    period: Period,
    as_of: date,
    days: pl.DataFrame,
    calendar: WorkCalendar,
) -> pl.DataFrame:
    reports = tables["reports"].filter(
        nw.col("kind").is_in(STAGED),
        nw.col("received_day") <= as_of,
        ~nw.col("author").is_null(),
    )
    chained = compute_once(_add_first_of_chain(reports, tables))
    events = chained.group_by("event").agg(
        nw.col("network").min(), nw.col("author").min().alias("collaborator"),
        nw.col("event_tick").min(), nw.col("event_day").min(), nw.col("received_day").min().alias("met"),
    )  # fmt: skip
    when = nw.coalesce("event_day", "met")
    events = events.filter(when >= period.start, when <= period.end)
    small = to_engine_of(tables["reports"], days)
    frames = [
        _of_stage(
            events.filter(nw.col("network") == network, when >= first, when <= last),
            chained,
            key,
            duty,
            small,
            as_of,
            calendar,
        )
        for network, first, last, key, duty in stages
    ]
    return nw.concat(frames).select(*COLUMNS).collect("polars").to_native()  # type: ignore[no-any-return] # narwhals


def _add_first_of_chain(reports: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add to each report the first of its chain; there are three stages, so two steps back are enough."""
    back = reports.select(nw.col("id").alias("previous_stage"), nw.col("previous_stage").alias("before"))
    joined = reports.join(back, on="previous_stage", how="left")
    zones = tables["reports"].collect_schema()
    return joined.select(
        "network", "author", "id", "stage", "channel", "event_day", "received_day",
        nw.coalesce("before", "previous_stage", "id").alias("event"),
        ticks("event_at", "event_day", zones["event_at"]).alias("event_tick"),
        ticks("received_at", "received_day", zones["received_at"]).alias("tick"),
    )  # fmt: skip


def _of_stage(  # noqa: PLR0913, PLR0917 - what one provision needs to be judged
    events: nw.LazyFrame[Any],
    chained: nw.LazyFrame[Any],
    key: str,
    duty: AdHocStage,
    days: nw.LazyFrame[Any],
    as_of: date,
    calendar: WorkCalendar,
) -> nw.LazyFrame[Any]:
    rows = events.join(_first(chained, duty.stage, phone=duty.phone_suffices), on="event", how="left")
    start = nw.col("event_tick")
    if duty.starts is ClockStart.PREVIOUS_STAGE:
        before = _first(chained, duty.stage - 1, phone=True).select(
            "event", nw.col("tick").alias("before_tick")
        )
        rows = rows.join(before, on="event", how="left")
        start = nw.col("before_tick")
    rows = count_from(rows.with_columns(start.alias("start")), duty, days, calendar.hours)
    rows = rows.with_columns(
        _status(duty, as_of).alias("status"),
        nw.lit(key).alias("provision"),
        nw.lit(duty.stage).cast(nw.Int64()).alias("stage"),
    )
    came_ordinal = nw.col("tick") // 86_400
    lateness = (
        nw.when(nw.col("status") == Timeliness.LATE.value)
        .then(came_ordinal - nw.col("due_ordinal"))
        .alias("days_late")
    )
    return rows.with_columns(lateness).select(*COLUMNS)


def _status(duty: AdHocStage, as_of: date) -> nw.Expr:
    """Return the status; null where the start is not known or lies after receipt, for nothing is guessed."""
    waits = Timeliness.NOT_DUE_YET.value if duty.starts is ClockStart.PREVIOUS_STAGE else None
    past = nw.col("due_ordinal") < as_of.toordinal()
    chain = (
        (nw.col("start").is_null(), waits),
        (nw.col("tick") < nw.col("start"), None),  # R304 and R305 find it
        (~nw.col("tick").is_null() & (nw.col("over") > 0), Timeliness.LATE.value),
        (~nw.col("tick").is_null(), Timeliness.ON_TIME.value),
        (past, Timeliness.MISSING.value),
    )
    status = nw.lit(Timeliness.NOT_DUE_YET.value)
    for condition, name in reversed(chain):
        status = nw.when(condition).then(nw.lit(name, nw.String())).otherwise(status)
    return status


def _first(chained: nw.LazyFrame[Any], stage: int, *, phone: bool) -> nw.LazyFrame[Any]:
    """Return the first report of a stage for each event."""
    mine = chained.filter(nw.col("stage") == stage)
    if not phone:
        mine = mine.filter(~nw.col("channel").is_in(SPOKEN))
    first = mine.group_by("event").agg(nw.col("tick").min())
    return mine.join(first, on=["event", "tick"], how="inner").group_by("event").agg(
        nw.col("id").min().alias("report"), nw.col("tick").min(), nw.col("received_day").min(), nw.col("channel").min()
    )  # fmt: skip
