"""Chỉ tiêu ghép: two measures set against each other, and one set against the year before."""

from dataclasses import dataclass
from typing import ClassVar

from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Additivity, Measure
from dlxh.words.bilingual import Lang
from dlxh.words.given import need, need_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Measure):
    """Two measures set against each other; take `Ratio` or `Shortfall`.

    Attributes:
        above: The one.
        below: The other.
    """

    above: Measure
    below: Measure

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need(Measure, above=self.above, below=self.below)
        if any(isinstance(each, Trend) for each in (self.above, self.below)):
            raise MeasureError(
                vi=f"{self.code}: xu hướng đã là so sánh, không đặt trong thương số hay hiệu số",
                en=f"{self.code}: a trend is a comparison already and cannot be part of a quotient or a shortfall",
            )

    def day(self, lang: Lang) -> str:
        """Return the sentence of both on the day; where they differ, each with its name."""
        days = [each.day(lang) for each in (self.above, self.below)]
        if days[0] == days[1]:
            return days[0]
        named = zip((self.above, self.below), days, strict=True)
        text = "; ".join(f"{each.name(lang)}: {day[0].lower()}{day[1:-1]}" for each, day in named)
        return f"{text[0].upper()}{text[1:]}."

    @property
    def inner(self) -> tuple[Measure, ...]:
        """Both."""
        return self.above, self.below

    @property
    def reads(self) -> tuple[str, ...]:
        """Tables of both."""
        return tuple(dict.fromkeys((*self.above.reads, *self.below.reads)))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What both can be broken down by."""
        return tuple(name for name in self.above.dimensions if name in self.below.dimensions)

    @property
    def required_dimensions(self) -> tuple[str, ...]:
        """The dimensions without which one of both, or what is made of them, means nothing."""
        own = (name for name in self._apart if name in self.dimensions)
        return tuple(
            dict.fromkeys(
                (
                    *own,
                    *self.rows.required_dimensions,
                    *self.above.required_dimensions,
                    *self.below.required_dimensions,
                )
            )
        )

    _apart: ClassVar[tuple[str, ...]] = ()
    _over_time: ClassVar[Additivity] = Additivity.NEVER
    _over_units: ClassVar[Additivity] = Additivity.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Pair):
    """Tỷ số: the number of `above` for each of `below`, such as reports for each collaborator.

    Attributes:
        times: The result is given per this many of `below`, such as 1,000.
    """

    times: int = 1

    def __post_init__(self) -> None:
        Pair.__post_init__(self)
        need(int, times=self.times)

    @property
    def is_percentage(self) -> bool:
        """Whether it reads as one number of another, with a percentage: one count for each hundred of another."""
        return self.times == 100  # noqa: PLR2004 - a percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall(Pair):
    """Phần thiếu: how far `above` falls short of the target `below`; never below zero.

    A surplus in one network does not offset a shortfall in another, so it has to be broken down by network.
    """

    _apart: ClassVar[tuple[str, ...]] = ("network",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Measure):
    """How many values of a dimension are new, or more frequent, against the same period of the year before.

    It needs `period`. Where the year before has no records at all, it is unknown: not all of it is new.

    Attributes:
        of: What is counted of each value.
        over: The dimension, such as `topic`.
        new: Whether it counts values that were not met the year before; otherwise those met then and more often now.
    """

    of: Measure
    over: str
    new: bool

    def __post_init__(self) -> None:
        Measure.__post_init__(self)
        need(Measure, of=self.of)
        need_text(over=self.over)
        need(bool, new=self.new)

    @property
    def inner(self) -> tuple[Measure, ...]:
        """What is counted of each value."""
        return (self.of,)

    @property
    def reads(self) -> tuple[str, ...]:
        """Tables that it reads."""
        return self.of.reads

    @property
    def required_dimensions(self) -> tuple[str, ...]:
        """The dimensions without which what it counts means nothing."""
        return self.of.required_dimensions

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be broken down by."""
        return tuple(name for name in self.of.dimensions if name != self.over)

    _over_time: ClassVar[Additivity] = Additivity.NEVER
    _over_units: ClassVar[Additivity] = Additivity.NEVER
