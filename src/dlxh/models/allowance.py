"""Phụ cấp, thù lao: by which provision, how much, to whom, on which conditions."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.models.collaborator import MembershipRole
from dlxh.models.duties import PayCondition, ProrationMethod
from dlxh.models.report import ReportKind
from dlxh.models.unit import Level
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Public
from dlxh.words.documents import Document
from dlxh.words.ids import Code, NetworkId, SchemeId, SchemeProvisionId, UnitId
from dlxh.words.money import Coefficient, InDong, Rounding
from dlxh.words.record import Record, Value
from dlxh.words.text import Line

_KINDS: Final = In(code_list("rate_kind"))
MAX_RATE = 1_000_000_000
"""The largest rate in đồng, far above any that is paid; so every step of the calculation fits 64-bit columns."""

RateDong: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=MAX_RATE), InDong()]
Cap: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Truth: TypeAlias = Annotated[bool, Field(strict=True)]


class PayBasis(StrEnum):
    """What must be in force on a day for it to be paid."""

    ENGAGEMENT = "engagement"
    """A contract inside the membership; a gap between contracts is not paid."""
    MEMBERSHIP = "membership"
    """The membership alone, where no contracts are signed."""


class MidMonthChange(StrEnum):
    """How to pay a month in which one provision replaces another, or a person's role or rank changes."""

    FIRST_DAY = "first_day"
    """The provision of the first day of the month that is paid holds for all its days."""
    LAST_DAY = "last_day"
    """The provision of the last day of the month that is paid holds for all its days."""
    BY_DAYS = "by_days"
    """Each provision holds for its own days; the sum is rounded once."""


class CoefficientMonthly(Value):
    """Coefficient × base salary of the month served."""

    kind: Public[Annotated[Literal["coefficient_monthly"], _KINDS]] = Field(
        default="coefficient_monthly", description="What is paid for, and how."
    )
    coefficient: Public[Coefficient] = Field(description="Such as 0.3.")


class FixedMonthly(Value):
    """A fixed sum per month; a new base salary does not change it (Thông tư 13/2026/TT-BNV art. 3)."""

    kind: Public[Annotated[Literal["fixed_monthly"], _KINDS]] = Field(
        default="fixed_monthly", description="What is paid for, and how."
    )
    amount: Public[RateDong] = Field(description="Whole đồng per month.")


class PerReport(Value):
    """A sum per report; a correction is not paid again."""

    kind: Public[Annotated[Literal["per_report"], _KINDS]] = Field(
        default="per_report", description="What is paid for, and how."
    )
    amount: Public[RateDong] = Field(description="Whole đồng each.")
    report_kind: Public[ReportKind | None] = Field(
        default=None, description="Only reports of this kind; empty: all."
    )


class PerUnit(Value):
    """A sum per form or session."""

    kind: Public[Annotated[Literal["per_form", "per_session"], _KINDS]] = Field(
        description="What is paid for."
    )
    amount: Public[RateDong] = Field(description="Whole đồng each.")


class PerItem(Value):
    """A sum per matter, with caps."""

    kind: Public[Annotated[Literal["per_item"], _KINDS]] = Field(
        default="per_item", description="What is paid for, and how."
    )
    amount: Public[RateDong] = Field(description="Whole đồng each.")
    cap_per_issue: Public[Cap | None] = Field(
        default=None, description="At most this many of one person for one issue in one month."
    )
    cap_per_period: Public[Cap | None] = Field(
        default=None, description="At most this many of one person in one month."
    )


class PerDay(Value):
    """A sum per day, with the half-day rule where the provision has one."""

    kind: Public[Annotated[Literal["per_day"], _KINDS]] = Field(
        default="per_day", description="What is paid for, and how."
    )
    amount: Public[RateDong] = Field(description="Whole đồng per day, or per month with `days_in_month`.")
    days_in_month: Public[Annotated[int, Field(strict=True, ge=1, le=31)] | None] = Field(
        default=None,
        description="The amount is a month's wage of this many days, 22 in Circular 109/2016/TT-BTC; empty: a day's.",
    )
    half_day_below_hours: Public[Annotated[int, Field(strict=True, ge=1, le=24)] | None] = Field(
        default=None, description="Below this many hours: half the rate; empty: every day is paid in full."
    )


Rate: TypeAlias = Annotated[
    CoefficientMonthly | FixedMonthly | PerReport | PerUnit | PerItem | PerDay, Field(discriminator="kind")
]


class AllowanceProvision(Value):
    """Mức chi: one rate, for whom, from when to when, by which article, on which conditions.

    Anything without a published text has no default: basis and rounding must be stated, or the provision is refused.

    >>> AllowanceProvision(
    ...     id="bl-1",
    ...     document="78/QĐ-BTGTU",
    ...     article="Điều 1",
    ...     valid_from="2018-01-15",
    ...     rate={"kind": "coefficient_monthly", "coefficient": "0.3"},
    ...     basis="engagement",
    ...     rounding="half_up",
    ...     proration="full",
    ... ).rate.coefficient
    Decimal('0.3')
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    id: Public[SchemeProvisionId] = Field(description="Given by your software; never changed or reused.")
    document: Public[Document] = Field(description="The document that says so.")
    article: Public[Line] = Field(description="As written in the document.")
    entitlement: Public[Code | None] = Field(
        default=None,
        description=(
            "Provisions of a network with the same code take each other's place in time, or by role or rank, "
            "and pay once; those with different codes pay side by side; empty: it is not said."
        ),
    )
    valid_from: Public[Day] = Field(description="First day to which it applies, inclusive.")
    valid_to: Public[Day | None] = Field(default=None, description="Last day, inclusive; empty: in force.")
    decided_on: Public[Day | None] = Field(
        default=None,
        description="Day of the decision; later than `valid_from`: the months between are paid in arrears.",
    )
    rate: Public[Rate] = Field(description="How much, for what.")
    basis: Public[PayBasis] = Field(description="What must run on a day for it to be paid.")
    rounding: Public[Rounding] = Field(description="How a sum that is not whole becomes đồng.")
    proration: Public[ProrationMethod | None] = Field(
        default=None,
        description="How a month served in part is paid; empty: as the regulation of the network says.",
    )
    role: Public[MembershipRole | None] = Field(default=None, description="Only for this role; empty: all.")
    level: Public[Level | None] = Field(
        default=None, description="Only in networks of this level; empty: all levels."
    )
    rank: Public[Code | None] = Field(
        default=None, description="Only for this rank of the membership; empty: all."
    )
    draws_other: Public[Truth | None] = Field(
        default=None,
        description="True: only for those who draw another allowance in the month; false: only for those who do not; empty: both.",
    )
    conditions: Public[tuple[PayCondition, ...]] = Field(
        default=(), description="Conditions of pay, beside those of the network's regulation."
    )


class AllowanceScheme(Record):
    """Chế độ chi: dated provisions of a network, with payer and legal basis.

    >>> AllowanceScheme(id="pc", network="bl", name="Phụ cấp", legal_basis="78/QĐ-BTGTU").provisions
    ()
    """

    id: Public[SchemeId] = Field(description="Given by your software; never changed or reused.")
    network: Public[NetworkId] = Field(description="The network whose people are paid.")
    name: Public[Line] = Field(description="Name of the scheme.")
    legal_basis: Public[Document | None] = Field(
        default=None, description="The document; empty: not published."
    )
    payer: Public[UnitId | None] = Field(default=None, description="Who pays; empty: not known.")
    one_coefficient: Public[Truth] = Field(
        default=False,
        description="Whether a person gets at most one coefficient allowance a month: the highest.",
    )
    mid_month_change: Public[MidMonthChange | None] = Field(
        default=None,
        description=(
            "How a month is paid in which the provision of an entitlement changes; empty: it is not said, and such a month "
            "is not calculated."
        ),
    )
    provisions: Public[tuple[AllowanceProvision, ...]] = Field(default=(), description="Its provisions.")
