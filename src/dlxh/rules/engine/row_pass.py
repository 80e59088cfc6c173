"""Lượt kiểm tra: the constraints and the row rules of one table evaluated together, and the findings from the answers."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.register.constraints.compiled import stages_of
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.finding import Severity
from dlxh.register.findings import ROW_NUMBER
from dlxh.register.schema import SOURCE_ROW, Table
from dlxh.register.tables import Tables
from dlxh.rules.engine.answers import NETWORK, answer_name, any_of, ask, count_rows, seek_answers, seek_rows
from dlxh.rules.engine.batch import Batch
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.nodes import Node
from dlxh.rules.language.parts import Part
from dlxh.rules.language.to_narwhals import Expressions
from dlxh.rules.rule import Rule


@dataclass(frozen=True, slots=True, eq=False)
class RowQuestion:
    """One question to each row.

    Attributes:
        rule: Whose question it is.
        violated: True where the row is at fault.
        cell: The field at fault, of a rule on cells of several tables; None: a rule on rows of this table.
        sieve: True at least wherever the row is at fault, and quicker; None: there is nothing quicker.
        prefilter: `sieve` in the rules' language; equal ones are evaluated once.
        open: True where an input is missing; None: wherever `violated` is null.
    """

    rule: Rule
    violated: nw.Expr
    cell: str | None = None
    sieve: nw.Expr | None = None
    prefilter: Node | None = None
    open: nw.Expr | None = None

    @classmethod
    def of_part(cls, rule: Rule, part: Part, as_of: date) -> "RowQuestion":
        """Return the question of a part that is answered from the row alone."""
        made = Expressions(as_of, lambda column: column.name, {})
        fault, cell = made.of(part.fault), part.field if rule.table is None else None
        condition = None if part.prefilter is None else made.of(part.prefilter)
        if part.population is None:
            return cls(rule, fault, cell, condition, part.prefilter)
        population = made.of(part.population)
        is_open = population.fill_null(value=False) & fault.is_null()
        return cls(rule, population & fault, cell, condition, part.prefilter, is_open)


@dataclass
class RowPass:
    """One pass over one table.

    Attributes:
        tables: All tables.
        name: The table judged.
        constraints: Its constraints, in the order in which pydantic judges; none where models have enforced them.
        questions: The conditions of its row rules, and of rules on its cells.
        judges: The passes that have the constraints of its rows, of a pass that has none because it sees own columns.
    """

    tables: Tables
    name: str
    constraints: Sequence[Constraint] = ()
    questions: list[RowQuestion] = field(default_factory=list)
    judges: "Sequence[RowPass]" = field(default=(), repr=False)
    _rows: pl.DataFrame | None = None
    _held: frozenset[int] = frozenset()
    _at_fault: tuple[int, ...] = ()

    @property
    def table(self) -> Table:
        """The table's schema."""
        return self.tables.schema[self.name]

    @property
    def table_judged(self) -> str:
        """The table whose rows it judges: of own fields, those that have them."""
        return self.name if self.table.pack is None else str(self.table.parent)

    @property
    def has_faults(self) -> bool:
        """Whether a constraint fell on any row."""
        return bool(self._at_fault)

    def run(self) -> None:
        """Find the rows that meet a condition, and see which constraints fell."""
        questions = [
            *(each.violated for each in self.constraints),
            *(each.violated for each in self.questions),
        ]
        columns = [name for each in self.questions if each.cell is None for name in each.rule.placeholders]
        sieves, frame, places = self._sieves(), self.tables[self.name], list(range(len(questions)))
        condition = [sieve for sieve, _ in sieves]
        if frame.implementation.is_polars():  # whose rows are in order, and are found again by their numbers
            numbered = _add_numbers(frame)
            found = in_parts(seek_answers(self._add_stages(numbered), condition, ROW_NUMBER))
            held = [places for nth, (_, places) in enumerate(sieves) if found[answer_name(nth)].any()]
            numbers = nw.from_native(found.lazy().select(ROW_NUMBER))
            numbered = numbered.join(numbers, on=ROW_NUMBER, how="semi")
            rows, columns = self._add_stages(numbered), [*columns, ROW_NUMBER]
            places = sorted(place for each in held for place in each)
        else:
            rows = seek_rows(self._add_stages(frame), condition)
        if places:
            answers = ask(rows, self.table, {place: questions[place] for place in places}, columns)
            self._set_answers(in_parts(answers), places)

    def _add_stages(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the table with what constraints compute beforehand."""
        for stage in stages_of(self.table) if self.constraints or self._all_fallen else ():
            frame = frame.with_columns(*stage)
        return frame

    def _sieves(self) -> list[tuple[nw.Expr, list[int]]]:
        """Return the prefilters, each with the places of the conditions that may hold where it does."""
        found: dict[Hashable, tuple[nw.Expr, list[int]]] = {}
        for place, law in enumerate(self.constraints):
            found.setdefault(id(law.prefilter), (law.prefilter, []))[1].append(place)
        for place, each in enumerate(self.questions, len(self.constraints)):
            condition = each.violated if each.sieve is None else each.sieve
            found.setdefault(each.prefilter or id(condition), (condition, []))[1].append(place)
        return list(found.values())

    def unknown(self) -> dict[str, int]:
        """Return for each rule how many rows lack an input of any part and are not skipped, in a pass of its own."""
        questions: dict[str, nw.Expr] = {}
        for each in (each for each in self.questions if each.cell is None):
            code, lacks = each.rule.code, self._open(each)
            questions[code] = questions[code] | lacks if code in questions else lacks
        return count_rows(self._add_stages(self.tables[self.name]), questions) if questions else {}

    def count_skipped(self) -> dict[str, int]:
        """Return on how many rows each rule is skipped for what other passes found of them."""
        rules = {each.rule.code: each.rule for each in self.questions if each.cell is None}
        found = {code: self._count_wrong(rule) for code, rule in rules.items()}
        return {code: number for code, number in found.items() if number}

    def _count_wrong(self, rule: Rule) -> int:
        """Return how many rows have a cell that a rule reads and that other passes found to be wrong, of ours or an own one."""
        read = rule.read_in(self.name)
        wrong = [key for judge in self._faults(own=False) for key in judge.records_wrong_in(read)["record"]]
        own = set(self._wrong_own(rule)).difference(wrong)
        there = {"own": self._record.is_in(sorted(own))}
        return len(wrong) + (count_rows(self.tables[self.name], there)["own"] if own else 0)

    def _faults(self, *, own: bool) -> "list[RowPass]":
        """Return the other passes that found faults in our table, or in those of own fields."""
        return [judge for judge in self.judges if judge.has_faults and (judge.name != self.name) is own]

    def _wrong_own(self, rule: Rule) -> list[str]:
        """Return the keys of rows with an own cell that a rule reads and that is wrong."""
        read = rule.read_in(self.name)
        found = (judge.records_wrong_in(read)["record"] for judge in self._faults(own=True))
        return [key for records in found for key in records.drop_nulls()]

    @property
    def _record(self) -> nw.Expr:
        """What a row is called in findings."""
        return nw.concat_str([nw.col(name).cast(nw.String()) for name in self.table.key], separator="#")

    @property
    def fallen(self) -> list[Constraint]:
        """The constraints that fell on some row."""
        return [self.constraints[place] for place in self._at_fault]

    @property
    def _all_fallen(self) -> list[Constraint]:
        """The constraints of our table that fell on some row, in this pass or in the others."""
        return [each for judge in (self, *self._faults(own=False)) for each in judge.fallen]

    def _open(self, question: RowQuestion) -> nw.Expr:
        read = question.rule.read_in(self.name)
        wrong = [each.violated for each in self._all_fallen if each.columns & read]
        if own := self._wrong_own(question.rule):
            wrong.append(self._record.is_in(own))
        lacks = question.violated.is_null() if question.open is None else question.open
        return lacks & ~nw.any_horizontal(*wrong, ignore_nulls=True) if wrong else lacks

    def _set_answers(self, rows: pl.DataFrame, places: Sequence[int]) -> None:
        rows = rows.filter(any_of(places))  # without what was only worth looking at
        if rows.is_empty():
            return
        key = pl.concat_str([pl.col(name).cast(pl.String) for name in self.table.key], separator="#")
        rows = rows.with_columns(key.alias("record"))
        if self.name == "networks":
            rows = rows.with_columns(pl.col("id").alias(NETWORK))
        answers = pl.col([answer_name(place) for place in places]).fill_null(value=False)
        rows = rows.with_columns(answers)
        self._held = frozenset(place for place in places if rows[answer_name(place)].any())
        fallen = [place for place in self._held if place < len(self.constraints)]
        self._rows = rows.with_columns(
            (any_of([place]) & ~any_of(self.constraints[place].unless & self._held)).alias(_fault(place))
            for place in fallen
        )
        self._at_fault = tuple(sorted(fallen))

    def batches(self) -> Iterator[tuple[Batch, int]]:
        """Yield what the rows say by constraint and by rule, each with the number of rows on which it is skipped.

        A rule that judges these rows more than once is skipped on a row once.
        A rule on cells may be there several times, with its table and field on each row.
        """
        if self._rows is None:
            return
        rows = self._rows
        kept = [name for name in ("record", NETWORK, SOURCE_ROW, ROW_NUMBER) if name in rows.columns]
        for place in self._at_fault:
            found = rows.filter(pl.col(_fault(place))).select(kept)
            yield Batch(self.constraints[place], found, Severity.ERROR), 0
        counted: set[str] = set()
        for place, each in enumerate(self.questions, len(self.constraints)):
            holds = self._held & {place}
            if not (self._at_fault or holds):
                continue
            rule, held, skipped = each.rule, any_of(holds), 0
            if self._at_fault:
                wrong = self._wrong(self._needed_by(each))
                if each.cell is not None or rule.code not in counted:
                    skipped = rows.select((wrong if each.cell is None else wrong & held).sum()).item()
                counted.add(rule.code)
                held &= ~wrong
            columns = rule.placeholders if each.cell is None else self._place(each.cell)
            yield Batch(rule, rows.filter(held).select(*kept, *columns), rule.severity), skipped

    def _place(self, cell: str) -> tuple[pl.Expr, ...]:
        """Return the columns that identify a cell: its table and field, and no network where its table has none."""
        known = NETWORK in self.table.names or self.name == "networks"  # a network's own is its id
        none = () if known else (pl.lit(None, pl.String).alias(NETWORK),)
        return (pl.lit(self.name).alias("table"), pl.lit(cell).alias("field"), *none)

    def _needed_by(self, question: RowQuestion) -> frozenset[str]:
        """Return the columns that have to be right before a question means anything."""
        if question.cell is None:
            return self.read_by(question.rule)
        return frozenset({question.cell, *self.table.key})

    def read_by(self, rule: Rule) -> frozenset[str]:
        """Return which of the columns that are at fault somewhere a rule reads."""
        columns = (self.constraints[place].columns for place in self._at_fault)
        return rule.read_in(self.name) & frozenset[str]().union(*columns)

    def records_wrong_in(self, columns: Iterable[str]) -> pl.DataFrame:
        """Return the keys of rows with a fault in any of some columns or in the key itself."""
        rows: Any = self._rows
        return rows.filter(self._wrong(frozenset(columns) | frozenset(self.table.key))).select("record")  # type: ignore[no-any-return]

    def _wrong(self, columns: frozenset[str]) -> pl.Expr:
        places = [place for place in self._at_fault if self.constraints[place].columns & columns]
        return pl.any_horizontal(*map(_fault, places)) if places else pl.lit(value=False)


def _add_numbers(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return rows of Polars with their numbers: nothing more is done for it than counting."""
    native: pl.LazyFrame = frame.to_native()
    counted_rows = native.with_row_index(ROW_NUMBER, offset=1)
    return nw.from_native(counted_rows.with_columns(pl.col(ROW_NUMBER).cast(pl.Int64)))


def _fault(place: int) -> str:
    return f"fault_{place}"
