"""Kỳ được miễn: periods for which no report is owed, such as the week of Tết."""

from typing import Annotated, Literal

from pydantic import Field

from dlxh.data.code_lists import code_list
from dlxh.models.report import ReportKind
from dlxh.words.code_marks import In
from dlxh.words.disclosure import Public
from dlxh.words.period_windows import TiledKind
from dlxh.words.record import Value


class ExemptPeriods(Value):
    """Kỳ được miễn: no report is due for periods that end while the provision is in force.

    >>> ExemptPeriods(report="periodic").period_kind is None
    True
    """

    kind: Public[Annotated[Literal["exempt"], In(code_list("duty_kind"))]] = Field(
        default="exempt", description="What the provision is about."
    )
    report: Public[ReportKind] = Field(description="The kind of report that nobody owes.")
    period_kind: Public[TiledKind | None] = Field(
        default=None, description="Only of periods of this kind; empty: of every kind."
    )
