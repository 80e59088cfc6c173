"""Số liệu của tháng: what was owed and came, and who has not reported."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from pydantic import BaseModel, Field

import dlxh
from dlxh.words import Lang

MEASURES = ("owed", "received", "on_time", "late", "missing")


class MonthFigure(BaseModel):
    """A figure as people read it, and as a number where it is one."""

    measure: str = Field(description="Code of the measure.")
    name: str
    value: int | None = Field(description="Null where it is unknown.")
    text: str = Field(description="With what it counts, and whether it is a lower bound.")


class Silent(BaseModel):
    """Who owed a report and has not sent it: by codes, never by name."""

    network: str
    unit: str | None
    collaborator: str | None = Field(description="Null where the unit itself owes the report.")
    provision: str
    due_on: date
    may_have_come: bool = Field(description="The table of reports is partial: the report may have come.")


class MonthAnswer(BaseModel):
    """A month."""

    month: str
    as_of: date
    figures: list[MonthFigure]
    silent: list[Silent]


@dataclass(frozen=True)
class Month:
    """A month of a register.

    Attributes:
        result: The figures.
        ledger: Who owed what, and what came.
    """

    result: dlxh.Result
    ledger: dlxh.Ledger

    def answer(self, month: str, lang: Lang) -> MonthAnswer:
        """Return the month as JSON holds it."""
        figures = [self._figure(measure, lang) for measure in self.result.measures]
        silent = [Silent(**row) for row in self._silent_rows()]
        return MonthAnswer(month=month, as_of=self.ledger.as_of, figures=figures, silent=silent)

    def to_text(self, lang: Lang) -> str:
        """Return the month for reading in a terminal, or in a mail."""
        table = self.ledger.table(lang, status="missing")
        return f"{self.result.to_text(lang)}\n\n{table.to_text()}"

    def _figure(self, measure: dlxh.Measure, lang: Lang) -> MonthFigure:
        figure = self.result.figure(measure.code)
        name = measure.vi if lang == "vi" else measure.en
        return MonthFigure(
            measure=measure.code, name=name, value=figure.value, text=figure.text(lang, under=name)
        )

    def _silent_rows(self) -> list[dict[str, Any]]:
        gaps = [*self.ledger.partial.get("reports", ())]
        in_gaps = pl.lit("*" in gaps) | pl.col("network").is_in(gaps)
        rows = self.ledger.polars.filter(status="missing").sort("due_on", "org_unit", "collaborator")
        unit = rows.rename({"org_unit": "unit"}).with_columns(may_have_come=in_gaps)
        return unit.select(*Silent.model_fields).to_dicts()


def read_month(register: dlxh.Register, month: str) -> Month:
    """Work out a month.

    Raises:
        dlxh.Error: nothing was owed in it, or the register does not know.
    """
    calendar = dlxh.data.vietnam_calendar()
    ledger = dlxh.obligations(register, month, calendar=calendar)
    return Month(dlxh.measure(register, MEASURES, period=month, calendar=calendar), ledger)
