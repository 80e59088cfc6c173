"""Dòng chi: what one person was paid for one month under one provision, and how it came about.

A line that was paid is never changed: a later one holds the difference.
"""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field

from dlxh.words.days import Day
from dlxh.words.disclosure import Internal
from dlxh.words.documents import Document
from dlxh.words.ids import CollaboratorId, LineId, NetworkId, SchemeId, SchemeProvisionId
from dlxh.words.money import Coefficient, Dong
from dlxh.words.record import Record, Value
from dlxh.words.text import Line, Prose

Count: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=10**9)]


class PayOutcome(StrEnum):
    """The result of the provision for the month, or why it is zero."""

    FULL = "full"
    PRORATED = "prorated"
    REDUCED = "reduced"
    CAPPED = "capped"
    SEVERAL_RATES = "several_rates"
    NO_PROVISION = "no_provision"
    UNPAID_MEMBERSHIP = "unpaid_membership"
    NO_ENGAGEMENT = "no_engagement"
    ENGAGEMENT_GAP = "engagement_gap"
    INCOMPLETE_MONTH = "incomplete_month"
    NO_WORK = "no_work"
    CONDITION = "condition"
    HIGHER_ALLOWANCE = "higher_allowance"
    OVERLAPPING_PROVISIONS = "overlapping_provisions"
    NO_LONGER_DUE = "no_longer_due"


class PayChange(StrEnum):
    """Why the amount for a month already paid has changed."""

    BASE_SALARY = "base_salary"
    RATE = "rate"
    CORRECTION = "correction"
    NO_LONGER_DUE = "no_longer_due"


class TraceRule(StrEnum):
    """What a step of the calculation does."""

    BASE_SALARY = "base_salary"
    RATE_CHANGE = "rate_change"
    RATE = "rate"
    CAP = "cap"
    PRORATION = "proration"
    CONDITION = "condition"
    ROUNDING = "rounding"
    NOTHING_DUE = "nothing_due"
    DIFFERENCE = "difference"


class TraceStep(Value):
    """One step in the calculation of an amount.

    >>> TraceStep(rule="rounding", inputs="702000", vi="Làm tròn", en="Rounding", result=702000).result
    702000
    """

    rule: Internal[TraceRule] = Field(description="What the step does.")
    document: Internal[Document | None] = Field(default=None, description="The document it rests on.")
    article: Internal[Line | None] = Field(default=None, description="As written in the document.")
    inputs: Internal[Line] = Field(description="What went in, as name=value.")
    vi: Internal[Prose] = Field(description="The step in Vietnamese.")
    en: Internal[Prose] = Field(description="The step in English.")
    result: Internal[Dong | None] = Field(
        default=None, description="Whole đồng; empty where the sum is not whole before it is rounded."
    )


class AllowanceLine(Record):
    """One amount due to one person for one month under one provision.

    >>> AllowanceLine(
    ...     id="l1", network="bl", collaborator="CTV-1", month="2018-03-01", amount=390000, provision="p1"
    ... ).amount
    390000
    """

    id: Internal[LineId] = Field(
        description="Network, collaborator, month, provision and sequence, joined by ~; the same in every run."
    )
    network: Internal[NetworkId] = Field(description="The network that the record belongs to.")
    collaborator: Internal[CollaboratorId] = Field(description="Who is paid.")
    month: Internal[Day] = Field(description="First day of the month served.")
    scheme: Internal[SchemeId | None] = Field(default=None, description="The scheme of the provision.")
    provision: Internal[SchemeProvisionId | None] = Field(
        default=None,
        description="The provision that it rests on, the first of several; empty: none applies, and the amount is 0.",
    )
    sequence: Internal[Annotated[int, Field(strict=True, ge=1, le=1_000_000)]] = Field(
        default=1,
        description="1 for the first line of the month under the provision, 2 for its first difference.",
    )
    amount: Internal[Dong] = Field(description="Whole đồng; negative: to be recovered.")
    due: Internal[Dong | None] = Field(
        default=None, description="Due for the month in all; the amount is this less what was paid before."
    )
    outcome: Internal[PayOutcome] = Field(
        default=PayOutcome.FULL, description="What the provision came to, or why to nothing."
    )
    change: Internal[PayChange | None] = Field(
        default=None, description="Of a difference: why; empty: a first line."
    )
    coefficient: Internal[Coefficient | None] = Field(
        default=None, description="The coefficient used; empty where there were several."
    )
    base_salary: Internal[Dong | None] = Field(
        default=None, description="That of the month served, in đồng a month."
    )
    base_decree: Internal[Document | None] = Field(
        default=None, description="The document that sets the base salary used."
    )
    base_assumed: Internal[Annotated[bool, Field(strict=True)] | None] = Field(
        default=None,
        description="True: the month lies beyond the table, and its last sum was taken by policy.",
    )
    rate: Internal[Dong | None] = Field(default=None, description="Whole đồng for one of `quantity`.")
    counted: Internal[Count | None] = Field(default=None, description="How many were done, before caps.")
    quantity: Internal[Count | None] = Field(default=None, description="How many are paid in full.")
    half_days: Internal[Count | None] = Field(default=None, description="How many days are paid by half.")
    days: Internal[Count | None] = Field(default=None, description="Days served that pay is calculated by.")
    of_days: Internal[Count | None] = Field(
        default=None, description="Of this many days; empty: the month is not prorated."
    )
    share: Internal[Coefficient | None] = Field(
        default=None, description="What remains after conditions; empty: all."
    )
    steps: Internal[tuple[TraceStep, ...]] = Field(default=(), description="How it came about, in order.")
