"""Phụ cấp, thù lao: by which provision, how much, for which month."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from dlxh.words.days import Day
from dlxh.words.disclosure import Internal, Public
from dlxh.words.documents import Document
from dlxh.words.ids import CollaboratorId, LineId, NetworkId, SchemeId, SchemeProvisionId, UnitId
from dlxh.words.money import Coefficient, Dong
from dlxh.words.record import Record, Value
from dlxh.words.text import Line, Prose

Positive: TypeAlias = Annotated[Dong, Field(ge=0)]
Cap: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]


class CoefficientMonthly(Value):
    """Coefficient × base salary of the month served."""

    kind: Public[Literal["coefficient_monthly"]] = Field(
        default="coefficient_monthly", description="The kind."
    )
    coefficient: Public[Coefficient] = Field(description="Hệ số, such as 0.3.")


class FixedMonthly(Value):
    """A concrete sum per month; a new base salary does not move it (Thông tư 13/2026/TT-BNV art. 3)."""

    kind: Public[Literal["fixed_monthly"]] = Field(default="fixed_monthly", description="The kind.")
    amount: Public[Positive] = Field(description="Whole đồng per month.")


class PerUnit(Value):
    """A sum per report, form or session."""

    kind: Public[Literal["per_report", "per_form", "per_session"]] = Field(description="What is paid for.")
    amount: Public[Positive] = Field(description="Whole đồng each.")


class PerItem(Value):
    """A sum per matter, with caps."""

    kind: Public[Literal["per_item"]] = Field(default="per_item", description="The kind.")
    amount: Public[Positive] = Field(description="Whole đồng each.")
    cap_per_issue: Public[Cap | None] = Field(default=None, description="At most so many for one issue.")
    cap_per_period: Public[Cap | None] = Field(default=None, description="At most so many in one period.")


class PerDay(Value):
    """A sum per day, with the half-day rule where the provision has one."""

    kind: Public[Literal["per_day"]] = Field(default="per_day", description="The kind.")
    amount: Public[Positive] = Field(description="Whole đồng per day.")
    half_day_below_hours: Public[Cap | None] = Field(
        default=None, description="Below so many hours: half the rate."
    )


Rate: TypeAlias = Annotated[
    CoefficientMonthly | FixedMonthly | PerUnit | PerItem | PerDay, Field(discriminator="kind")
]


class AllowanceProvision(Value):
    """Mức chi: one rate, from when to when, by which article."""

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    id: Public[SchemeProvisionId] = Field(description="Id of the provision.")
    article: Public[Line] = Field(description="Điều, khoản of the document.")
    valid_from: Public[Day] = Field(description="First day, inclusive.")
    valid_to: Public[Day | None] = Field(default=None, description="Last day, inclusive; None: in force.")
    rate: Public[Rate] = Field(description="How much, for what.")


class AllowanceScheme(Record):
    """Chế độ chi of a network: dated provisions with payer and legal basis.

    >>> AllowanceScheme(id="pc", network="bl", name="Phụ cấp", legal_basis="78/QĐ-BTGTU").provisions
    ()
    """

    id: Public[SchemeId] = Field(description="Id of the scheme.")
    network: Public[NetworkId] = Field(description="The network whose people are paid.")
    name: Public[Line] = Field(description="Name of the scheme.")
    legal_basis: Public[Document | None] = Field(
        default=None, description="The document; None: not published."
    )
    payer: Public[UnitId | None] = Field(default=None, description="Who pays; None: not known.")
    provisions: Public[tuple[AllowanceProvision, ...]] = Field(default=(), description="Its provisions.")


class TraceStep(Value):
    """One step of how an amount came about."""

    vi: Internal[Prose] = Field(description="The step in Vietnamese.")
    en: Internal[Prose] = Field(description="The step in English.")
    result: Internal[Dong] = Field(description="Result of the step, whole đồng.")


class AllowanceLine(Record):
    """One sum that is due to one person for one month under one provision.

    >>> AllowanceLine(
    ...     id="l1", network="bl", collaborator="CTV-1", month="2018-03-01", amount=390000, provision="p1"
    ... ).amount
    390000
    """

    id: Internal[LineId] = Field(description="Id of the line.")
    network: Internal[NetworkId] = Field(description="The network.")
    collaborator: Internal[CollaboratorId] = Field(description="Who is paid.")
    month: Internal[Day] = Field(description="First day of the month served.")
    provision: Internal[SchemeProvisionId] = Field(description="The provision that it rests on.")
    amount: Internal[Dong] = Field(description="Whole đồng; negative: to be offset.")
    steps: Internal[tuple[TraceStep, ...]] = Field(default=(), description="How it came about, in order.")
