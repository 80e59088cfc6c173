"""Hình của một kỳ: the four fields of a period, what they must be together, and what can be read from them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from dlxh.words.days import Day
from dlxh.words.disclosure import Public
from dlxh.words.given import need
from dlxh.words.period_given import parts_of_text, published_text
from dlxh.words.period_labels import code_of, code_of_days, label_of, label_of_days
from dlxh.words.period_windows import (
    ALWAYS_CALENDAR,
    CALENDAR,
    CONVENTIONS,
    PeriodError,
    PeriodKind,
    Place,
    cut_of,
    place_between,
)
from dlxh.words.record import Value

Convention = Annotated[str, StringConstraints(strict=True, pattern=f"^({'|'.join(CONVENTIONS)})$")]
"""`calendar`, or `S_to_E` with S from 2 to 28 and E = S - 1: a month is the S-th before it to its E-th."""

_FREE = frozenset({PeriodKind.DAY, PeriodKind.TERM, PeriodKind.CUSTOM})


@lru_cache(maxsize=4096)
def _place(kind: PeriodKind, start: date, end: date, convention: str) -> Place | None:
    """Return the place of a period in its year; a register repeats the same few periods."""
    return None if kind in _FREE else place_between(kind, start, end, cut_of(convention))


def _fits(kind: PeriodKind, start: date, end: date, convention: str) -> bool:
    if kind is PeriodKind.DAY:
        return start == end
    return kind in _FREE or _place(kind, start, end, convention) is not None


class PeriodShape(Value):
    """What a period is; `Period` adds the ways to come by one.

    >>> PeriodShape(kind="month", start=date(2024, 6, 15), end=date(2024, 7, 14), convention="15_to_14").code
    '2024-07'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)
    guarded: ClassVar[bool] = False

    kind: Public[PeriodKind] = Field(description="Day, week, month, quarter, half-year, year and so on.")
    start: Public[Day] = Field(description="First day, inclusive.")
    end: Public[Day] = Field(description="Last day, inclusive.")
    convention: Public[Convention] = Field(
        default=CALENDAR, description="How months are cut: `calendar`, or `15_to_14` and the like."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the caller gave
        """Read a text where the class can: `Period` can, the shape alone cannot."""
        parse = getattr(cls, "parse", None)
        return given if parse is None or not isinstance(given, str) else parts_of_text(given, parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = super().__get_pydantic_json_schema__(core, handler)
        if hasattr(cls, "parse"):
            published_text(handler.resolve_ref_schema(found))
        return found

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.convention != CALENDAR and self.kind in ALWAYS_CALENDAR:
            raise PydanticCustomError(
                "period_convention", "a {kind} has the convention calendar", {"kind": self.kind.value}
            )
        if self.start <= self.end and not _fits(self.kind, self.start, self.end, self.convention):
            raise PydanticCustomError(
                "period_window",
                "from {start} to {end} is not a {kind} under the convention {convention}; Period.of gives the right days",
                {
                    "kind": self.kind.value,
                    "start": f"{self.start}",
                    "end": f"{self.end}",
                    "convention": self.convention,
                },
            )
        return self

    def __str__(self) -> str:
        return self.code

    def __contains__(self, day: date) -> bool:
        """Return whether a day lies in the period.

        Raises:
            PeriodError: an instant was asked for; take its local day first.
        """
        if isinstance(day, datetime):
            raise PeriodError(
                vi="kỳ gồm các ngày, không phải thời điểm; dùng dlxh.words.days.local_day",
                en="a period holds days, not instants; take the day with dlxh.words.days.local_day",
            )
        need(date, day=day)
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days it has, the first and the last included."""
        return (self.end - self.start).days + 1

    @property
    def place(self) -> Place | None:
        """Its place in its year; None for days, terms and custom periods."""
        return _place(self.kind, self.start, self.end, self.convention)

    @property
    def code(self) -> str:
        """Canonical ASCII text; `Period.parse(code, convention=...)` is the inverse."""
        place = self.place
        return code_of(place) if place else code_of_days(self.kind, self.start, self.end)

    def label(self, lang: str) -> str:
        """Return the name for reading; the Vietnamese one is read back by `Period.parse`.

        Raises:
            LangError: the language is neither `vi` nor `en`.

        >>> PeriodShape(kind="quarter", start=date(2018, 7, 1), end=date(2018, 9, 30)).label("vi")
        'quý III/2018'
        """
        place = self.place
        return label_of(place, lang) if place else label_of_days(self.kind, self.start, self.end, lang)
