"""Chỉ tiêu: declared once as data; what it counts, in which unit, how it adds, and what it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

from dlxh.measures.errors import MeasureError
from dlxh.measures.policy import Policy, Standing
from dlxh.measures.row_source import RowSource
from dlxh.words.bilingual import Lang, check_option, in_language
from dlxh.words.figures import FigureUnit
from dlxh.words.given import need, need_text, several


class Additivity(StrEnum):
    """Cách cộng: how a measure adds over time, or over units.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> {each.code: each.over_time.value for each in MEASURES}["collaborators"]
    'last'
    """

    SUM = "sum"
    """Parts add up to the whole."""
    LAST = "last"
    """The last part counts for the whole: what is held on a day."""
    NEVER = "never"
    """Parts say nothing of the whole, which is counted anew: distinct persons, rates, medians."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Chỉ tiêu: the fields of every measure; use one of its kinds: `Count`, `Total`, `Distinct`, `Stock`, `Share`, `Quantile`, `Ratio`, `Shortfall`.

    Attributes:
        code: Its name in calls and results.
        vi: Name.
        en: Name.
        definition_vi: What exactly is counted.
        definition_en: The same.
        unit: Unit of the figure; for a rate, of its numerator.
        rows: The rows that it counts; they determine the day on which each counts and the possible breakdowns.
        source: Where the definition comes from.
        where: Count only rows with one of these values in a column.
        monotone: Whether more rows can only increase it; otherwise, it is unknown if a table is partial.

    Raises:
        ArgumentError: the unit or the rows have the wrong type, such as a name.

    >>> from dlxh.measures.catalogue import MEASURES
    >>> times = next(each for each in MEASURES if each.code == "report_times")
    >>> times.name("vi"), times.unit.value, times.reads
    ('lượt báo cáo', 'report_time', ('reports',))
    """

    code: str
    vi: str
    en: str
    definition_vi: str
    definition_en: str
    unit: FigureUnit
    rows: RowSource
    source: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    monotone: bool = True

    _over_time: ClassVar[Additivity] = Additivity.SUM
    _over_units: ClassVar[Additivity] = Additivity.SUM
    columns: ClassVar[Mapping[str, str]] = {}

    def __post_init__(self) -> None:
        need_text(code=self.code, vi=self.vi, en=self.en, source=self.source)
        need_text(definition_vi=self.definition_vi, definition_en=self.definition_en)
        need(FigureUnit, unit=self.unit)
        need(RowSource, rows=self.rows)
        need(Mapping, where=self.where)
        need(bool, monotone=self.monotone)
        for column, values in self.where.items():
            need_text(where=column)
            several("where", values, str)

    @property
    def over_time(self) -> Additivity:
        """How it adds over time."""
        return self._over_time

    @property
    def over_units(self) -> Additivity:
        """How it adds over units and other dimensions."""
        return self._over_units

    @property
    def reads(self) -> tuple[str, ...]:
        """Tables that it reads; if one is absent, the figure is unknown."""
        return self.rows.reads

    @property
    def required_dimensions(self) -> tuple[str, ...]:
        """The dimensions that every question has to include."""
        return self.rows.required_dimensions

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be broken down by, besides the kinds of period."""
        return self.rows.dimensions

    @property
    def possible_values(self) -> Mapping[str, tuple[str, ...]]:
        """For a dimension the only values that the rows counted can have."""
        return {**self.rows.possible_values, **self.where}

    @property
    def inner(self) -> "tuple[Measure, ...]":
        """The measures that it is made of."""
        return ()

    @property
    def counted(self) -> Mapping[str, str]:
        """The columns that it counts, besides its conditions, each with how: `values`, `sum` or `outcome`."""
        found = ((getattr(self, each), how) for each, how in self.columns.items())
        return {name: how for name, how in found if name is not None}

    def name(self, lang: Lang) -> str:
        """Return the name in one language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def definition(self, lang: Lang) -> str:
        """Return what is counted, which reports, and on which day a row counts."""
        counted = in_language(lang, vi=self.definition_vi, en=self.definition_en)
        papers = (
            "" if "kind" in self.where else in_language(lang, vi=self.rows.papers_vi, en=self.rows.papers_en)
        )
        return " ".join(sentence for sentence in (counted, papers, self.day(lang)) if sentence)

    def day(self, lang: Lang) -> str:
        """Return the sentence that says on which day a row counts."""
        return in_language(lang, vi=self.rows.day_vi, en=self.rows.day_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Measure):
    """Số đếm: how many rows there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Measure):
    """Tổng: the sum of a figure or of an amount of money.

    Attributes:
        of: The column, such as `amount`; of a figure the prefix of its columns `<of>_value`, `<of>_unit`, `<of>_qualifier`:
            what is given in another unit is left out, and the sum states no more than its parts.
        figure: Whether it is a figure.
    """

    of: str
    figure: bool = False
    columns: ClassVar[Mapping[str, str]] = {"of": "sum"}

    def __post_init__(self) -> None:
        Measure.__post_init__(self)  # in a class with slots `super()` means another class
        need_text(of=self.of)
        need(bool, figure=self.figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct(Measure):
    """Số giá trị khác nhau: the number of distinct values in a column, such as persons: each counts once per group, so parts do not add up.

    Attributes:
        of: The column.
    """

    of: str
    columns: ClassVar[Mapping[str, str]] = {"of": "values"}

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need_text(of=self.of)

    _over_time: ClassVar[Additivity] = Additivity.NEVER
    _over_units: ClassVar[Additivity] = Additivity.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock(Measure):
    """Số hiện có: the number on the last day of a period: its rows have `start` and `last` instead of `day`.

    Attributes:
        of: The column whose different values are counted; None: rows are.
        total: The column that is summed instead of counting.
        opening: Whether what counts is held at the end of the day before the first day of the period.
    """

    of: str | None = None
    total: str | None = None
    opening: bool = False
    columns: ClassVar[Mapping[str, str]] = {"of": "values", "total": "sum"}

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need((str, type(None)), of=self.of, total=self.total)
        need(bool, opening=self.opening)

    _over_time: ClassVar[Additivity] = Additivity.LAST

    def day(self, lang: Lang) -> str:
        """Return the sentence that says on which day a row counts."""
        if self.opening:
            return in_language(
                lang,
                vi="Tính vào cuối ngày liền trước kỳ.",
                en="Counts at the end of the day before the period.",
            )
        return in_language(lang, vi=self.rows.day_vi, en=self.rows.day_en)

    @property
    def over_units(self) -> Additivity:
        """People may count under several units."""
        return Additivity.SUM if self.of is None else Additivity.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Measure):
    """Tỷ lệ: the rows with a given outcome out of all rows that count, with what was left out, by reason.

    It cannot be declared without a policy.

    Attributes:
        outcome: The column that says how a row came out; `rows` declares its values.
        met: The outcomes that count in the numerator.
        policy: How to treat rows that have no outcome yet.

    Raises:
        MeasureError: `met` has a value that the rows do not declare, or the policy says that something does not occur which
            the rows declare.
    """

    outcome: str
    met: tuple[str, ...]
    policy: Policy
    columns: ClassVar[Mapping[str, str]] = {"outcome": "outcome"}

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need_text(outcome=self.outcome)
        several("met", self.met, str)
        need(Policy, policy=self.policy)
        declared = self.rows.outcomes.get(self.outcome)
        if declared is None or not set(self.met) <= set(declared):
            known = ", ".join(declared or self.rows.outcomes)
            raise MeasureError(
                vi=f"{self.code}: cột {self.outcome!r} của {self.rows.name} không khai báo điều này; có: {known}",
                en=f"{self.code}: the column {self.outcome!r} of {self.rows.name} does not declare this; choose from: {known}",
            )
        for value, why_open in declared.items():
            if why_open is not None and self.policy.standing(why_open) is Standing.ABSENT:
                raise MeasureError(
                    vi=f"{self.code}: quy ước khai không có dòng nào là {why_open.value}, nhưng {value!r} lại là {why_open.value}",
                    en=f"{self.code}: its policy says that nothing is {why_open.value}, but {value!r} is",
                )

    _over_time: ClassVar[Additivity] = Additivity.NEVER
    _over_units: ClassVar[Additivity] = Additivity.NEVER

    def standing(self, value: str) -> Standing:
        """Return how a value of the outcome counts; what the rows do not declare is left out."""
        need_text(value=value)
        declared = self.rows.outcomes[self.outcome]
        if value in self.met:
            return Standing.MET
        if value not in declared:
            return Standing.LEFT_OUT
        why_open = declared[value]
        return Standing.UNMET if why_open is None else self.policy.standing(why_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantile(Measure):
    """Phân vị: a quantile of durations, by linear interpolation between the two nearest rows.

    Attributes:
        of: The column of whole numbers.
        percent: 50 is the median.
        in_unit: What the column counts.
    """

    of: str
    percent: int
    in_unit: Literal["day", "hour", "working_day"]
    columns: ClassVar[Mapping[str, str]] = {"of": "sum"}

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need_text(of=self.of)
        need(int, percent=self.percent)
        check_option("in_unit", self.in_unit, ("day", "hour", "working_day"), MeasureError)

    _over_time: ClassVar[Additivity] = Additivity.NEVER
    _over_units: ClassVar[Additivity] = Additivity.NEVER
