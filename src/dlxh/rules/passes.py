"""Lượt kiểm tra: the constraints and the row rules of one table asked together, and what becomes of the answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dlxh.register.finding import Severity
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.tables import Tables
from dlxh.rules.batch import Batch
from dlxh.rules.constraint import Constraint
from dlxh.rules.masks import NETWORK, any_of, bit, counted, marked
from dlxh.rules.reads import columns_read
from dlxh.rules.rule import Rule

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl


@dataclass
class Pass:
    """One pass over one table.

    Attributes:
        tables: All tables.
        name: The table judged.
        constraints: Its constraints, in the order in which pydantic judges; none where models have enforced them.
        asked: Its row rules, each with its question.
    """

    tables: Tables
    name: str
    constraints: Sequence[Constraint] = ()
    asked: "list[tuple[Rule, nw.Expr]]" = field(default_factory=list)
    _rows: "pl.DataFrame | None" = None
    _at_fault: tuple[int, ...] = ()

    @property
    def table(self) -> Table:
        """The table's schema."""
        return schema()[self.name]

    @property
    def has_faults(self) -> bool:
        """Whether a constraint fell on any row."""
        return bool(self._at_fault)

    def plan(self) -> "nw.LazyFrame[Any]":
        """Return the rows of which something holds, not collected yet."""
        questions = [*(each.violated for each in self.constraints), *(question for _, question in self.asked)]
        from dlxh.rules.constraints import stages_of  # noqa: PLC0415 - compiling is for bulk tables only

        names = [name for rule, _ in self.asked for name in rule.placeholders]
        frame = self.tables[self.name]
        for stage in stages_of(self.name) if self.constraints else ():
            frame = frame.with_columns(*stage)
        of_rules = [question for _, question in self.asked]
        sought = [*(each.violated for each in self.constraints if not each.implied), *of_rules]
        return marked(frame, self.table, questions, names, sought)

    def unknown(self) -> dict[str, int]:
        """Return for each rule how many rows lack an input, in a pass of its own."""
        codes = [rule.code for rule, _ in self.asked]
        return counted(self.tables[self.name], [question for _, question in self.asked], codes)

    def take(self, rows: "pl.DataFrame") -> None:
        """Take the collected rows of the plan and see which constraints fell."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        key = pl.concat_str([pl.col(name).cast(pl.String) for name in self.table.key], separator="#")
        rows = rows.with_columns(key.alias("record"))
        if self.name == "networks":
            rows = rows.with_columns(pl.col("id").alias(NETWORK))
        raw = rows.select(bit(place).any().alias(_fault(place)) for place in range(len(self.constraints)))
        held = frozenset(place for place in range(len(self.constraints)) if raw[_fault(place)].item())
        self._rows = rows.with_columns(
            (bit(place) & ~any_of(self.constraints[place].unless & held)).alias(_fault(place))
            for place in held
        )
        self._at_fault = tuple(sorted(held))

    def batches(self) -> Iterator[tuple[Batch, int]]:
        """Yield what the rows say by constraint and by rule, each with the number of rows on which it is skipped."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        rows: Any = self._rows
        kept = [name for name in ("record", NETWORK, SOURCE_ROW) if name in rows.columns]
        for place in self._at_fault:
            found = rows.filter(pl.col(_fault(place))).select(kept)
            yield Batch(self.constraints[place], found, Severity.ERROR), 0
        for place, (rule, _) in enumerate(self.asked, start=len(self.constraints)):
            held, skipped = bit(place), 0
            if self._at_fault:
                wrong = self._wrong(self.read_by(rule))
                skipped = rows.select(wrong.sum()).item()
                held &= ~wrong
            found = rows.filter(held).select(*kept, *rule.placeholders)
            yield Batch(rule, found, rule.severity), skipped

    def read_by(self, rule: Rule) -> frozenset[str]:
        """Return which of the columns that are at fault somewhere a rule reads."""
        columns = (self.constraints[place].columns for place in self._at_fault)
        return columns_read(rule, self.tables, self.name, frozenset[str]().union(*columns))

    def records_wrong_in(self, columns: Iterable[str]) -> "pl.DataFrame":
        """Return the keys of rows with a fault in any of some columns or in the key itself."""
        rows: Any = self._rows
        return rows.filter(self._wrong(frozenset(columns) | frozenset(self.table.key))).select("record")  # type: ignore[no-any-return]

    def _wrong(self, columns: frozenset[str]) -> "pl.Expr":
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        places = [place for place in self._at_fault if self.constraints[place].columns & columns]
        return pl.any_horizontal(*map(_fault, places)) if places else pl.lit(value=False)


def _fault(place: int) -> str:
    return f"fault_{place}"
