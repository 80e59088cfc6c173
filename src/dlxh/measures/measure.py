"""Chỉ tiêu: declared once; what it counts, in which unit, on which day a row counts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from dlxh.models.timeliness import Timeliness
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.figures import FigureUnit

if TYPE_CHECKING:
    import narwhals as nw

Rows: TypeAlias = "Callable[[Tables], nw.LazyFrame[Any]]"


class Adds(StrEnum):
    """How a measure adds over time and over units."""

    SUM = "sum"
    """Parts add up to the whole."""
    STOCK = "stock"
    """Counted on one day, the last of the period; does not add over time, and a person counts once."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        code: What callers ask for.
        vi: Name.
        en: Name.
        definition_vi: What exactly is counted, and on which day a row counts.
        definition_en: The same.
        unit: Unit of the figure.
        reads: Tables that it reads; where one is absent the figure is unknown.
        rows: Returns the rows that count, with the column `day` and the columns of its dimensions.
        dimensions: What it can be broken down by, besides the kinds of period.
        adds: How it adds.
        value: The prefix of the three columns of the figure that is summed: `<value>_value`, `<value>_unit` and
            `<value>_qualifier`; what is given in another unit is left out. None: rows are counted.
        source: Who defines it so.
        statuses: Of a measure on the ledger: the statuses that are counted; there `rows` is not asked.
        among: Of a rate: the statuses that make up its denominator; none: it is a count.
        grows: Whether more rows can only raise it; otherwise a partial table leaves it unknown.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> MEASURES[1].name("vi"), MEASURES[1].unit.value
    ('lượt báo cáo', 'report_time')
    """

    code: str
    vi: str
    en: str
    definition_vi: str
    definition_en: str
    unit: FigureUnit
    reads: tuple[str, ...]
    rows: Rows
    dimensions: tuple[str, ...]
    source: str
    adds: Adds = Adds.SUM
    value: str | None = None
    statuses: tuple[Timeliness, ...] = ()
    among: tuple[Timeliness, ...] = ()
    grows: bool = True

    def name(self, lang: Lang) -> str:
        """Return the name in one language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def definition(self, lang: Lang) -> str:
        """Return the definition in one language."""
        return in_language(lang, vi=self.definition_vi, en=self.definition_en)
