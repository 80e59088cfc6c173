"""Nội dung của một điều khoản: the content of a provision of a regulation, in a form that can be counted.

Nothing here has a default that no published text gives: day of the month, grace, who owes a broken month, what excuses
whom are stated by the provision or the provision is refused.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dlxh.data.code_lists import code_list
from dlxh.models.exempt_periods import ExemptPeriods
from dlxh.models.owed_by import OwedBy, Truth
from dlxh.models.own_moves import CaseMoves
from dlxh.models.report import ReportKind
from dlxh.words.code_marks import In
from dlxh.words.deadlines import DeadlineUnit
from dlxh.words.disclosure import Public
from dlxh.words.money import Coefficient
from dlxh.words.period_shape import Convention
from dlxh.words.period_windows import TiledKind
from dlxh.words.record import Value

_KINDS: Final = In(code_list("duty_kind"))
_DUE_KINDS: Final = In(code_list("due_kind"))

YearDays: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=366)]
Grace: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=366)]
Count: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class DayOffShift(StrEnum):
    """What happens to a due day that is a day off."""

    STAYS = "stays"
    NEXT_WORKING_DAY = "next_working_day"
    PREVIOUS_WORKING_DAY = "previous_working_day"
    MONDAY_AFTER_WEEKEND = "monday_after_weekend"
    """Saturday and Sunday move to Monday, which may be a holiday itself: no calendar is looked at."""


class ReceiptRule(StrEnum):
    """Which receipt of a corrected report determines whether it was in time."""

    FIRST = "first"
    LAST = "last"


class UndeclaredReport(StrEnum):
    """The period that a report counts for if it does not declare one."""

    PERIOD_OF_RECEIPT = "period_of_receipt"
    """The period that holds the day of receipt."""
    NEXT_DUE_DAY = "next_due_day"
    """The period whose due day is the first on or after the day of receipt."""
    NOT_COUNTED = "not_counted"


class AbsenceEffect(StrEnum):
    """What an absence does to an obligation."""

    EXCUSED = "excused"
    """It was owed, and its lack is excused."""
    NOT_OWED = "not_owed"
    """It was never owed."""


class ClockStart(StrEnum):
    """When the time for a stage of an ad hoc report starts."""

    EVENT = "event"
    PREVIOUS_STAGE = "previous_stage"


class PayEvent(StrEnum):
    """What a condition of pay looks at."""

    LATE = "late"
    MISSING = "missing"
    MISSING_IN_A_ROW = "missing_in_a_row"
    ENGAGEMENT_GAP = "engagement_gap"


class PayWhose(StrEnum):
    """Whose reports a condition of pay looks at."""

    OWN = "own"
    UNIT = "unit"
    """Those that the unit owes which sends the person, on the last day of the month."""


class ProrationMethod(StrEnum):
    """How an incomplete month is paid."""

    FULL = "full"
    BY_WORKING_DAYS_OF_22 = "by_working_days_of_22"
    BY_CALENDAR_DAYS = "by_calendar_days"
    NONE = "none"


class DueOnDayOfMonth(Value):
    """Hạn vào một ngày trong tháng."""

    kind: Public[Annotated[Literal["day_of_month"], _DUE_KINDS]] = Field(
        default="day_of_month", description="How the due day is given."
    )
    day: Public[Annotated[int, Field(strict=True, ge=1, le=31)]] = Field(
        description="Day of the month; the last day of a month that has no such day."
    )
    months_after: Public[Annotated[int, Field(strict=True, ge=0, le=12)]] = Field(
        description="0: in the calendar month of the period's last day; 1: in the month after, and so on."
    )


class DueAfterPeriod(Value):
    """Hạn sau khi hết kỳ: this many days after the period's last day, which does not count itself."""

    kind: Public[Annotated[Literal["after_period"], _DUE_KINDS]] = Field(
        default="after_period", description="How the due day is given."
    )
    days: Public[YearDays] = Field(description="How many.")
    unit: Public[Literal[DeadlineUnit.DAY, DeadlineUnit.WORKING_DAY]] = Field(
        description="Calendar days or working days."
    )


class DueOnWeekday(Value):
    """Hạn vào một ngày trong tuần."""

    kind: Public[Annotated[Literal["weekday"], _DUE_KINDS]] = Field(
        default="weekday", description="How the due day is given."
    )
    weekday: Public[Annotated[int, Field(strict=True, ge=1, le=7)]] = Field(
        description="1 for Monday to 7 for Sunday, as in ISO 8601."
    )
    weeks_after: Public[Annotated[int, Field(strict=True, ge=-1, le=52)]] = Field(
        description="0: the first such day after the period; 1: a week later; -1: the last such day within it."
    )


Due: TypeAlias = Annotated[DueOnDayOfMonth | DueAfterPeriod | DueOnWeekday, Field(discriminator="kind")]


class ReportObligation(Value):
    """Nghĩa vụ báo cáo: which report is due for which periods, from whom, by when, and what counts as on time.

    >>> ReportObligation(
    ...     report="periodic",
    ...     period_kind="month",
    ...     convention="calendar",
    ...     due=DueOnDayOfMonth(day=20, months_after=0),
    ...     on_day_off="next_working_day",
    ...     grace_days=0,
    ...     undeclared="period_of_receipt",
    ...     least_days_served=15,
    ...     owed_by={"kind": "units", "level": "commune", "successor_owes": True},
    ... ).receipt.value
    'first'
    """

    kind: Public[Annotated[Literal["report"], _KINDS]] = Field(
        default="report", description="What the provision is about."
    )
    report: Public[ReportKind] = Field(description="The kind of report that fulfils it.")
    period_kind: Public[TiledKind] = Field(description="One report for each such period.")
    convention: Public[Convention] = Field(description="How the periods are cut: calendar, 15_to_14.")
    owed_by: Public[OwedBy] = Field(description="Who owes it: members, or units.")
    due: Public[Due] = Field(description="The last day on time, before any days of grace.")
    on_day_off: Public[DayOffShift] = Field(description="When the due day is not a working day.")
    grace_days: Public[Grace] = Field(
        description="Still on time this many calendar days after the due day; 0: none."
    )
    receipt: Public[ReceiptRule] = Field(
        default=ReceiptRule.FIRST, description="Which receipt of a corrected report decides."
    )
    count: Public[YearDays] = Field(
        default=1,
        description="This many reports for each period; a report on days that end in it fills one, by order of receipt.",
    )
    least_items: Public[Count | None] = Field(
        default=None,
        description="Fulfilled once the reports on the period hold this many items in all; empty: by any report.",
    )
    undeclared: Public[UndeclaredReport] = Field(description="Which period a report without a period is for.")
    least_days_served: Public[YearDays] = Field(
        description="Owed by anyone who served this many days of the period, or all of a shorter one; 1: any day; 366: all."
    )

    @property
    def gathers(self) -> bool:
        """Whether reports on parts of a period count for it together: where several are owed, or a number of items."""
        return self.count > 1 or self.least_items is not None

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        if self.count > 1 and self.least_items is not None:
            raise PydanticCustomError(
                "reports_or_items",
                "one obligation counts reports or items; a second one may count the other",
            )
        return self


class AdHocStage(Value):
    """Thời hạn của một bước báo cáo đột xuất (three stages as in QĐ 775/QĐ-CT)."""

    kind: Public[Annotated[Literal["ad_hoc"], _KINDS]] = Field(
        default="ad_hoc", description="What the provision is about."
    )
    stage: Public[Annotated[int, Field(strict=True, ge=1, le=3)]] = Field(
        description="1 quick, 2 written facts, 3 conclusion."
    )
    amount: Public[Count] = Field(description="How many, in the unit.")
    unit: Public[DeadlineUnit] = Field(description="Hours, working hours, days or working days.")
    starts: Public[ClockStart] = Field(description="From the event, or from receipt of the stage before.")
    phone_suffices: Public[Truth] = Field(description="Whether a report by telephone fulfils the stage.")


class ExcusedAbsence(Value):
    """Vắng có lý do: which absences excuse somebody from reporting."""

    kind: Public[Annotated[Literal["excused_absence"], _KINDS]] = Field(
        default="excused_absence", description="What the provision is about."
    )
    absence: Public[Annotated[str, In(code_list("absence_reasons"))]] = Field(
        description="Reason of the absence, a code such as sick_leave."
    )
    least_days_absent: Public[YearDays] = Field(
        description="From this many days of the period served, or all of a shorter one; 1: any day; 366: all."
    )
    effect: Public[AbsenceEffect] = Field(description="Excused, or never owed.")


class PayCondition(Value):
    """Điều kiện chi: the share of the month's allowance that remains after an event."""

    kind: Public[Annotated[Literal["pay_condition"], _KINDS]] = Field(
        default="pay_condition", description="What the provision is about."
    )
    event: Public[PayEvent] = Field(description="What happened.")
    times: Public[Count] = Field(description="From this many times on; in a row for missing_in_a_row.")
    share: Public[Coefficient] = Field(description="What remains: 0 nothing, 0.5 half, 1 all.")
    whose: Public[PayWhose] = Field(
        default=PayWhose.OWN, description="Whose reports: the person's own, or those that the unit owes."
    )


class Proration(Value):
    """Chi cho tháng làm không trọn."""

    kind: Public[Annotated[Literal["proration"], _KINDS]] = Field(
        default="proration", description="What the provision is about."
    )
    method: Public[ProrationMethod] = Field(description="How the first and last month are paid.")


class CompositionTarget(Value):
    """Cơ cấu: how many members, in all or of one group."""

    kind: Public[Annotated[Literal["composition"], _KINDS]] = Field(
        default="composition", description="What the provision is about."
    )
    group: Public[Annotated[str, In(code_list("composition_groups"))] | None] = Field(
        default=None, description="Group of Collaborator.composition; empty: all."
    )
    at_least: Public[Count | None] = Field(
        default=None, description="At least this many; empty: no lower bound."
    )
    at_most: Public[Count | None] = Field(
        default=None, description="At most this many; empty: no upper bound."
    )


class StreamBasis(Value):
    """Căn cứ: each opinion stream states what it is based on (Hà Nam, hội thảo 13/11/2018)."""

    kind: Public[Annotated[Literal["stream_basis"], _KINDS]] = Field(
        default="stream_basis", description="What the provision is about."
    )


Duty: TypeAlias = Annotated[
    ReportObligation
    | AdHocStage
    | ExcusedAbsence
    | PayCondition
    | Proration
    | CompositionTarget
    | StreamBasis
    | CaseMoves
    | ExemptPeriods,
    Field(discriminator="kind"),
]
