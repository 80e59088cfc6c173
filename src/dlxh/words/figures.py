"""Con số: a count that never pretends. It has a value, a unit and a qualifier, and missing is not zero."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dlxh.words.bilingual import BilingualError
from dlxh.words.disclosure import Public
from dlxh.words.figure_text import FigureError, read, write
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.money import MAX_DONG
from dlxh.words.record import Value

__all__ = ["Figure", "FigureError", "FigureUnit", "Qualifier", "UnitError"]


class UnitError(BilingualError):
    """Figures of different units were added."""


class Figure(Value):
    """Con số có đơn vị: a whole number with its unit and how it is to be taken.

    Raises:
        pydantic.ValidationError: an unknown figure with a value, a known one without, or a count below zero.

    >>> Figure(386, "report_time").text("vi")
    '386 lượt báo cáo'
    >>> (Figure(190, "report") + Figure(180, "report", "more_than")).text("en")
    'more than 370 reports'
    """

    value: Public[Annotated[int, Field(strict=True, ge=-MAX_DONG, le=MAX_DONG)] | None] = Field(
        default=None, description="The number, in the unit; None only where the qualifier is unknown."
    )
    unit: Public[FigureUnit] = Field(description="Đơn vị tính: what is counted.")
    qualifier: Public[Qualifier] = Field(default=Qualifier.EXACT, description="How the value is to be taken.")

    def __init__(
        self, value: int | None, unit: FigureUnit | str, qualifier: Qualifier | str = Qualifier.EXACT
    ) -> None:
        fields: dict[str, Any] = {"value": value, "unit": unit, "qualifier": qualifier}
        super().__init__(**fields)

    # Reading does not pass through the signature above, so that a wrong key is a pydantic error and not a TypeError.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined] # pydantic's own mark

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.value is None) != (self.qualifier is Qualifier.UNKNOWN):
            raise PydanticCustomError(
                "figure_unknown",
                "an unknown figure has no value, and every other figure has one; missing is not zero",
            )
        if self.value is not None and self.value < 0 and self.unit is not FigureUnit.DONG:
            raise PydanticCustomError("figure_negative", "a count is never below zero; only dong may be")
        return self

    @classmethod
    def unknown(cls, unit: FigureUnit | str) -> Self:
        """Return the figure of which only the unit is known.

        >>> Figure.unknown("report").text("vi")
        'chưa rõ số báo cáo'
        """
        return cls(None, unit, Qualifier.UNKNOWN)

    def __add__(self, other: object) -> "Figure":
        if not isinstance(other, Figure):
            return NotImplemented
        return Figure.sum((self, other), unit=self.unit)

    @staticmethod
    def sum(figures: "Iterable[Figure]", *, unit: FigureUnit | str) -> "Figure":
        """Return the sum, which claims no more than its parts do.

        Exact figures give an exact sum; with one `about` it is about. Lower bounds add to a lower bound, to
        `more_than` as soon as one part is more than. A missing part of a count leaves the known parts as a lower
        bound; a missing amount in đồng, which may be negative, leaves nothing. `about` beside a bound or a missing
        part leaves nothing either. A sum of nothing is unknown, not zero. Take this for more than two figures: `+`
        by pairs is true as well, but may say another true thing than the sum over all.

        Raises:
            UnitError: a figure has another unit.

        >>> Figure.sum([Figure(3, "report"), Figure.unknown("report")], unit="report").text("en")
        'at least 3 reports'
        """
        unit = FigureUnit(unit)
        parts = tuple(figures)
        for part in parts:
            if part.unit is not unit:
                raise UnitError(
                    vi=f"không cộng {part.unit.value} với {unit.value}; chỉ cộng các con số cùng đơn vị",
                    en=f"{part.unit.value} is not added to {unit.value}; add figures of one unit only",
                )
        total = sum(part.value for part in parts if part.value is not None)
        return _claim(total, unit, {part.qualifier for part in parts})

    def text(self, lang: str) -> str:
        """Return the figure for reading; inverse of `Figure.parse` for `vi`.

        Raises:
            LangError: the language is neither `vi` nor `en`.

        >>> Figure(180, "report", "more_than").text("vi")
        'trên 180 báo cáo'
        """
        return write(self.value, self.unit, self.qualifier, lang)

    @classmethod
    def parse(cls, text: str, unit: FigureUnit | str) -> Self:
        """Return the figure of a Vietnamese text such as `trên 180`, `khoảng 1.377 người`, `05 lượt báo cáo`.

        The unit may stand behind the number; if it does, it must be the one that is asked for.

        Raises:
            FigureError: other words beside the number, or another unit.
            NumberError: the number is malformed or ambiguous.

        >>> Figure.parse("trên 180", "report")
        Figure(value=180, unit=<FigureUnit.REPORT: 'report'>, qualifier=<Qualifier.MORE_THAN: 'more_than'>)
        """
        value, qualifier = read(text, FigureUnit(unit))
        return cls(value, unit, qualifier)


def _claim(total: int, unit: FigureUnit, qualifiers: set[Qualifier]) -> Figure:
    """Return the strongest figure that holds for parts with these qualifiers."""
    missing = Qualifier.UNKNOWN in qualifiers
    bounds = qualifiers & {Qualifier.MORE_THAN, Qualifier.AT_LEAST}
    if not qualifiers or (Qualifier.ABOUT in qualifiers and (missing or bounds)):
        return Figure.unknown(unit)
    if missing and unit is FigureUnit.DONG:
        return Figure.unknown(unit)
    if Qualifier.MORE_THAN in bounds:
        return Figure(total, unit, Qualifier.MORE_THAN)
    if missing and total == 0:
        return Figure.unknown(unit)
    if missing or bounds:
        return Figure(total, unit, Qualifier.AT_LEAST)
    return Figure(total, unit, Qualifier.ABOUT if Qualifier.ABOUT in qualifiers else Qualifier.EXACT)
