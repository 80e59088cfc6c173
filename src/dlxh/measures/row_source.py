"""Nguồn đếm: the rows behind measures, the day on which each counts, and what it can be broken down by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw

from dlxh.measures.policy import WhyOpen
from dlxh.register.finding import Phrase
from dlxh.words.codes import CodeList
from dlxh.words.given import need, need_text, refuse_other, several

if TYPE_CHECKING:
    from dlxh.measures.context import Context

Outcomes: TypeAlias = "Mapping[str, WhyOpen | None]"
"""For each value of a column why a row with it is open; None: it has come out."""
Frame: TypeAlias = "Callable[[Context, frozenset[str]], nw.LazyFrame[Any] | None]"


@dataclass(frozen=True, slots=True)
class OwnDimension:
    """An own field that breaks measures down.

    Attributes:
        label: What people call it.
        codes: The list of its codes; None: it holds none.
        references: The table whose ids it holds; None: it holds none.
        keys: The columns of the rows counted that have the key of the row to which it belongs.
        is_day: Whether its keys are days.
        has_several: Whether a row may have several values, and then counts under each.
    """

    label: Phrase
    codes: CodeList | None
    references: str | None
    keys: tuple[str, ...]
    is_day: bool = False
    has_several: bool = False


@dataclass(frozen=True, slots=True)
class RowSource:
    """Nguồn dòng: the rows that measures count.

    Attributes:
        name: Name, equal for equal rows: measures on rows with the same name are counted in one pass.
        reads: Tables that it needs; where one is absent all that is counted on it is unknown.
        frame: Returns the rows, given the context and the columns that are wanted. Columns that are not wanted may be
            left out, with the joins that bring them. None: nobody knows. The rows have the column `day`; of a stock
            `start` and `last`, both inclusive.
        dimensions: What they can be broken down by.
        day_vi: A sentence: on which day a row counts.
        day_en: The same.
        outcomes: The columns that rates are made of, with their values; a column that is empty reads `unknown`.
        is_stock: Whether they have `start` and `last` instead of `day`.
        required_dimensions: Dimensions that a question has to name, because sums over them would count things twice.
        dimension_table: For a dimension that is in another table, that table: without it, or where it is partial, groups are known
            in part.
        assignment_table: For one of these the table that moves a row to another group: where it is partial, no group is known.
        is_of_ledger: Whether they are of the ledger, which says itself whether it rests on memberships or on units.
        keep_senders: Whether their units are those that send people: one without a row remains, with zero.
        unit_vi: Whose row it is: the meaning of the dimension `unit`.
        unit_en: The same.
        papers_vi: A sentence: which reports count, whether syntheses are among them; empty where the rows are not reports.
        papers_en: The same.
        possible_values: For a dimension the only values that the rows can have: of the others a measure says nothing.
        stands_for: The tables whose own fields can break them down, the nearest first, each with the columns that have its key;
            those of networks, terms and units can wherever these are dimensions.
        own: The dimensions that are own fields of a pack.
        has_no_day: Whether they have no day at all and are counted as of the day of the register, by no kind of period.

    >>> from dlxh.measures.sources.reports import SUBMISSIONS
    >>> SUBMISSIONS.day_en
    'Counts on the day of receipt.'
    """

    name: str
    reads: tuple[str, ...]
    frame: Frame = field(compare=False)  # what a module makes of a function is another one in each process
    dimensions: tuple[str, ...]
    day_vi: str
    day_en: str
    outcomes: Mapping[str, Outcomes] = field(default_factory=dict)
    is_stock: bool = False
    has_no_day: bool = False
    required_dimensions: tuple[str, ...] = ()
    dimension_table: Mapping[str, str] = field(default_factory=dict)
    assignment_table: Mapping[str, str] = field(default_factory=dict)
    is_of_ledger: bool = False
    keep_senders: bool = False
    unit_vi: str = ""
    unit_en: str = ""
    papers_vi: str = ""
    papers_en: str = ""
    possible_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, OwnDimension] = field(default_factory=dict)

    def __post_init__(self) -> None:
        need_text(name=self.name, day_vi=self.day_vi, day_en=self.day_en)
        refuse_other("frame", self.frame, "__call__")
        need(bool, is_stock=self.is_stock, has_no_day=self.has_no_day, keep_senders=self.keep_senders)
        need(bool, is_of_ledger=self.is_of_ledger)
        need(Mapping, outcomes=self.outcomes, possible_values=self.possible_values, own=self.own)
        need(Mapping, dimension_table=self.dimension_table, assignment_table=self.assignment_table)
        need(Mapping, stands_for=self.stands_for)
        for name in ("reads", "dimensions", "required_dimensions"):
            object.__setattr__(self, name, several(name, getattr(self, name), str))

    def reads_in(self, context: "Context") -> tuple[str, ...]:
        """Return the tables that they need among some records: where units owe, memberships say nothing of it."""
        if not self.is_of_ledger or context.ledger is None:
            return self.reads
        return tuple(dict.fromkeys((*context.ledger.reads, *(set(self.reads) - {"memberships"}))))

    def dimension_tables_in(self, context: "Context") -> Mapping[str, str]:
        """Return the tables of dimensions among some records: a unit that owes is in the ledger itself."""
        if "memberships" in self.reads_in(context) or not self.is_of_ledger:
            return self.dimension_table
        return {name: table for name, table in self.dimension_table.items() if name != "org_unit"}

    @property
    def counted_twice(self) -> frozenset[str]:
        """The dimensions that are own fields with several values: a row counts under each."""
        return frozenset(name for name, each in self.own.items() if each.has_several)
