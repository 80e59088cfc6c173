"""Con số: a count that never pretends. It has a value, a unit and a qualifier, and missing is not zero."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from dlxh.words.bilingual import WordError, check_option, quote
from dlxh.words.disclosure import Public
from dlxh.words.figure_reading import FigureError, read
from dlxh.words.figure_text import unit_label, write
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.given import need_text, several
from dlxh.words.money import MAX_DONG
from dlxh.words.numbers import format_int
from dlxh.words.record import Value

__all__ = ["Figure", "FigureError", "FigureUnit", "Qualifier", "UnitError"]


class UnitError(WordError):
    """Figures of different units were added, or a unit does not exist."""


class Figure(Value):
    """Con số có đơn vị: a whole number with its unit and qualifier.

    Raises:
        pydantic.ValidationError: an unknown figure with a value, a known one without, or a count that is or must be below zero.

    >>> Figure(386, "report_time").text("vi")
    '386 lượt báo cáo'
    >>> (Figure(190, "report") + Figure(180, "report", "more_than")).text("en")
    'more than 370 reports'
    """

    guarded: ClassVar[bool] = False

    value: Public[Annotated[int, Field(strict=True, ge=-MAX_DONG, le=MAX_DONG)] | None] = Field(
        default=None, description="The number, in the unit; empty only where the qualifier is unknown."
    )
    unit: Public[FigureUnit] = Field(description="What is counted, such as persons, classes, forms or đồng.")
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
        least = 1 if self.qualifier is Qualifier.BELOW else 0
        if self.value is not None and self.value < least and self.unit is not FigureUnit.DONG:
            raise PydanticCustomError("figure_negative", "a count is never below zero; only dong may be")
        return self

    @classmethod
    def unknown(cls, unit: FigureUnit | str) -> Self:
        """Return an unknown figure in a unit.

        >>> Figure.unknown("report").text("vi")
        'chưa rõ số báo cáo'
        """
        need_text(unit=unit)
        return cls(None, unit, Qualifier.UNKNOWN)

    def __add__(self, other: object) -> "Figure":
        if not isinstance(other, Figure):
            return NotImplemented
        return Figure.sum((self, other), unit=self.unit)

    @staticmethod
    def sum(figures: "Iterable[Figure]", *, unit: FigureUnit | str) -> "Figure":
        """Return the sum, which never claims more than its parts do.

        Each part says between which ends its value lies, and the sum lies between the sums of these ends. One qualifier
        gives one end: the upper one where every part has one, else the lower one. A count is never below zero, so that a
        missing part, or one with an upper end only, leaves the other parts as a lower bound; an amount in đồng may be
        negative, and leaves nothing. A bound that a part does not reach is open: with one `more_than` the sum is more
        than, with one `below` it is below. `about` gives no end: with exact figures the sum is about, with anything
        else it is unknown. A sum of nothing is unknown, not zero. Take this for more than two figures: `+` by pairs is
        true as well, but may say another true thing than the sum over all.

        Raises:
            UnitError: a figure has another unit, or there is no such unit.

        >>> Figure.sum([Figure(3, "report"), Figure.unknown("report")], unit="report").text("en")
        'at least 3 reports'
        """
        check_option("unit", unit, tuple(FigureUnit), UnitError)
        unit = FigureUnit(unit)
        parts = several("figures", figures, Figure)
        for part in parts:
            if part.unit is not unit:
                raise UnitError(
                    vi=f"không cộng {unit_label(part.unit, 'vi')} với {unit_label(unit, 'vi')}; chỉ cộng các con số cùng đơn vị tính",
                    en=f"{unit_label(part.unit, 'en')} cannot be added to {unit_label(unit, 'en')}; add only figures of one unit",
                )
        return _claim(parts, unit)

    def text(self, lang: str, under: str = "") -> str:
        """Return the figure for reading; without `under` the inverse of `Figure.parse` for `vi`.

        Args:
            lang: The language.
            under: The heading above it; a noun that is in the heading is not repeated.

        Raises:
            LangError: the language is neither `vi` nor `en`.

        >>> Figure(180, "report", "more_than").text("vi")
        'trên 180 báo cáo'
        >>> Figure(386, "report_time").text("vi", under="lượt báo cáo")
        '386 lượt'
        """
        return write(self.value, self.unit, self.qualifier, lang, under)

    @classmethod
    def parse(cls, text: str, unit: FigureUnit | str) -> Self:
        """Return the figure of a Vietnamese text such as `trên 180`, `khoảng 1.377 người`, `05 lượt báo cáo`.

        The unit may follow the number; if it does, it must be the expected one.

        Raises:
            FigureError: other words next to the number, another unit, a count below zero, or more than a figure can be.
            NumberError: the number is malformed or ambiguous.
            UnitError: there is no such unit.

        >>> Figure.parse("trên 180", "report")
        Figure(value=180, unit=<FigureUnit.REPORT: 'report'>, qualifier=<Qualifier.MORE_THAN: 'more_than'>)
        """
        check_option("unit", unit, tuple(FigureUnit), UnitError)
        value, qualifier = read(text, FigureUnit(unit))
        try:
            return cls(value, unit, qualifier)
        except ValidationError:
            raise FigureError(
                vi=f"{quote(text)}: số đếm không nhỏ hơn 0, và không con số nào quá {format_int(MAX_DONG, 'vi')}; hãy kiểm tra lại",
                en=f"{quote(text)}: a count is never below zero, and no figure is above {format_int(MAX_DONG, 'en')}; check it",
            ) from None


_UPPER = frozenset({Qualifier.AT_MOST, Qualifier.BELOW})


def _claim(parts: tuple[Figure, ...], unit: FigureUnit) -> Figure:
    """Return the strongest figure that holds for the sum of some parts."""
    qualifiers = {part.qualifier for part in parts}
    if not qualifiers or (
        Qualifier.ABOUT in qualifiers and not qualifiers <= {Qualifier.ABOUT, Qualifier.EXACT}
    ):
        return Figure.unknown(unit)
    if qualifiers & _UPPER and qualifiers <= _UPPER | {Qualifier.EXACT}:
        total = sum(part.value or 0 for part in parts)
        return Figure(total, unit, Qualifier.BELOW if Qualifier.BELOW in qualifiers else Qualifier.AT_MOST)
    total = sum(part.value or 0 for part in parts if part.qualifier not in _UPPER)
    endless = bool(
        qualifiers & (_UPPER | {Qualifier.UNKNOWN})
    )  # parts whose lower end is zero, or of đồng none
    if endless and (unit is FigureUnit.DONG or (total == 0 and Qualifier.MORE_THAN not in qualifiers)):
        return Figure.unknown(unit)
    if Qualifier.MORE_THAN in qualifiers:
        return Figure(total, unit, Qualifier.MORE_THAN)
    if endless or Qualifier.AT_LEAST in qualifiers:
        return Figure(total, unit, Qualifier.AT_LEAST)
    return Figure(total, unit, Qualifier.ABOUT if Qualifier.ABOUT in qualifiers else Qualifier.EXACT)
