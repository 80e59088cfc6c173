"""Ràng buộc giữa các ô: what models say of their fields together, as expressions over the same columns.

One entry for each validator of a model; a validator without an entry cannot be compiled and is refused, or is listed
in `NOT_IN_COLUMNS` with the reason why no row of a table can break it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import narwhals as nw

from dlxh.models.report import STAGED
from dlxh.register.constraints.period_days import no_window
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.period_windows import ALWAYS_CALENDAR, CALENDAR

Fault: TypeAlias = tuple[str, Mapping[str, Any], tuple[str, ...], nw.Expr]
"""Code, parameters, fields that it speaks of, and where it holds."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns of one model inside a table."""

    prefix: tuple[str, ...]
    staged: Callable[[int, str, nw.Expr], nw.Expr] = field(repr=False)

    def ahead(self, stage: int, name: str, value: nw.Expr) -> nw.Expr:
        """Return a column that is computed in a stage ahead, so that it is computed once."""
        return self.staged(stage, "__".join((*self.prefix, name)), value)

    def name(self, field: str) -> str:
        """Return the column of a field.

        >>> Fields(("period",), lambda _, __, value: value).name("start")
        'period_start'
        """
        return "_".join((*self.prefix, field))

    def __getitem__(self, field: str) -> nw.Expr:
        return nw.col(self.name(field))


def in_order(fields: Fields, pairs: tuple[tuple[str, str], ...]) -> list[Fault]:
    """Return the fault of days in the wrong order, for each pair of fields."""
    return [
        ("dates_order", {"first": first, "last": last}, (first, last), fields[last] < fields[first])
        for first, last in pairs
    ]


def _period(fields: Fields) -> list[Fault]:
    convention = fields["convention"].fill_null(CALENDAR)
    moved = (convention != CALENDAR) & fields["kind"].is_in(sorted(kind.value for kind in ALWAYS_CALENDAR))
    window = no_window(fields["kind"], fields["start"], fields["end"], convention, fields.ahead)
    return [
        ("period_convention", {}, ("kind", "convention"), moved),
        (
            "period_window",
            {},
            ("kind", "start", "end", "convention"),
            (fields["start"] <= fields["end"]) & window,
        ),
    ]


def _figure(fields: Fields) -> list[Fault]:
    unknown = fields["qualifier"].fill_null(Qualifier.EXACT.value) == Qualifier.UNKNOWN.value
    below_none = (fields["value"] == 0) & (fields["qualifier"] == Qualifier.BELOW.value).fill_null(
        value=False
    )
    negative = ((fields["value"] < 0) | below_none) & (fields["unit"] != FigureUnit.DONG.value)
    return [
        ("figure_unknown", {}, ("value", "qualifier"), fields["value"].is_null() != unknown),
        ("figure_negative", {}, ("value", "unit", "qualifier"), negative),
    ]


def _author(fields: Fields) -> list[Fault]:
    same = fields["author"].is_null() == fields["author_unit"].is_null()
    return [("author_one", {}, ("author", "author_unit"), same)]


def _absentee(fields: Fields) -> list[Fault]:
    same = fields["collaborator"].is_null() == fields["unit"].is_null()
    return [("absence_one", {}, ("collaborator", "unit"), same)]


def _stage(fields: Fields) -> list[Fault]:
    names = ("stage", "previous_stage", "event_at")
    stage, previous, event = (~fields[name].is_null() for name in names)
    other = ~fields["kind"].is_in(STAGED)
    return [("stage_kind", {}, ("kind", *names), other & (stage | previous | event))]


def _reports_or_items(fields: Fields) -> list[Fault]:
    both = (fields["count"] > 1) & ~fields["least_items"].is_null()
    return [("reports_or_items", {}, ("count", "least_items"), both)]


ACROSS: Final[Mapping[str, Callable[[Fields], list[Fault]]]] = {
    "Absence._one_absentee": _absentee,
    "PeriodShape._check": _period,
    "Figure._check": _figure,
    "Report._one_author": _author,
    "Report._stage_is_ad_hoc": _stage,
    "ReportObligation._counts_one_thing": _reports_or_items,
}
"""The expression of each validator of a model, by its qualified name."""

NOT_IN_COLUMNS: Final[Mapping[str, str]] = {
    "Contact._says_something": "a contact without phone and e-mail fills no column, and so is not a contact",
    "CaseEvent._extended_by_events": "the extensions of a deadline have no column",
    "PeriodShape._from_text": "a period in columns is its parts, never a text",
}
"""Validators that no row of a table can break, each with the reason."""
