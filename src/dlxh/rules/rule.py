"""Quy tắc: a short function with a declaration above it."""

import dataclasses
import sys
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from string import Formatter
from typing import Any, Final, TypeAlias

import narwhals as nw

from dlxh.register.columns import Kind
from dlxh.register.finding import Phrase, Severity
from dlxh.register.pack import Pack
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.rules.language.case_tables import columns_of_events
from dlxh.rules.language.codes_written import columns_compared
from dlxh.rules.language.declared import FACT_TABLES, GIVEN
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.examples import Example
from dlxh.rules.language.nodes import EachOne
from dlxh.rules.language.own_fields import (
    OnOwn,
    kinds_of,
    missing_own,
    open_plans,
    own_columns,
    own_of_part,
    own_values,
    parts_on_own,
    plans_on_own,
)
from dlxh.rules.language.own_lists import open_where_partial, partial_lists
from dlxh.rules.language.parts import Part
from dlxh.rules.language.plan import Plan, plan_part
from dlxh.rules.language.row_part import RowPart

Judge: TypeAlias = "Callable[[Tables], nw.LazyFrame[Any] | Sequence[nw.LazyFrame[Any]] | nw.Expr]"

ShowEvidence: TypeAlias = Callable[[str, Tables, str, str], Phrase]
"""Takes the evidence, the tables, and the table and the column at fault."""

FILLED: Final = frozenset({"table", "record", "field", "evidence", "network"})
"""Placeholders that every finding fills."""


@dataclass(frozen=True)
class Rule:
    """Quy tắc: what it finds, how grave it is, its sentences, and why.

    Attributes:
        code: Stable and never reused; capital letters for the family, then digits.
        name: The fault, as in "allow overlapping_memberships".
        table: The table whose rows it judges; None: all tables.
        parts: Its conditions, in the rules' language; empty where it is a function of tables.
        needs: Other tables that it reads; where one is absent the rule is skipped, and says so.
        severity: Error or warning; an error has a source.
        vi: Sentence with placeholders.
        en: The same with the same placeholders.
        cure_vi: What to do, with the same placeholders or some of them.
        cure_en: What to do.
        source: Document or decision that it rests on.
        judge: For what the language cannot express: returns an expression "violated when" over the table, null where an input is missing;
            or frames of violations with `record`, perhaps `field`, `evidence`, `source_row`, `network`, and what fills placeholders.
        why: Why it matters.
        field: The column at fault, where it is always the same one.
        unless: Codes of rules whose finding on the same row is reported instead of this one.
        why_vi: Why it matters, in Vietnamese; empty: only English is given.
        right: The smallest rows without a finding, on the right side of each boundary.
        wrong: The smallest rows with one finding, on the other side.
        since: The version that first had it, of the library or of the package that it is written in; None: the first one.
        home: The module in which it is written.
        on_own: Of a rule on columns of one nature: returns its parts on those, by table, that a pack adds.
        specimen: Of a rule on own fields alone: the invented pack whose fields its examples have.
        show_evidence: Of evidence that holds codes: returns it as sentences show it.

    >>> from dlxh.rules.catalogue import RULES
    >>> [known.name for known in RULES if known.code == "T201"]
    ['overlapping_memberships']
    """

    code: str
    name: str
    table: str | None
    needs: tuple[str, ...]
    severity: Severity
    vi: str
    en: str
    cure_vi: str
    cure_en: str
    source: str
    why: str
    parts: tuple[Part, ...] = ()
    judge: "Judge | None" = None
    field: str | None = None
    unless: tuple[str, ...] = ()
    why_vi: str = ""
    right: tuple[Example, ...] = ()
    wrong: tuple[Example, ...] = ()
    since: str | None = None
    home: str = dataclasses.field(default="", repr=False, compare=False)
    on_own: OnOwn | None = dataclasses.field(default=None, repr=False, compare=False)
    specimen: Pack | None = dataclasses.field(default=None, repr=False, compare=False)
    show_evidence: "ShowEvidence | None" = dataclasses.field(default=None, repr=False, compare=False)

    @property
    def is_function(self) -> bool:
        """Whether it is a function of tables, which the language does not express."""
        return self.judge is not None

    @cached_property
    def in_examples(self) -> "Rule":
        """The rule as its examples see it: its conditions on the own fields of its specimen are parts as any other."""
        if self.specimen is None:
            return self
        parts = parts_on_own(self.on_own, self.specimen.schema)
        return dataclasses.replace(self, parts=parts, on_own=None)

    @cached_property
    def plans(self) -> "tuple[tuple[Part, Plan], ...]":
        """Its parts, each with its steps."""
        return tuple((part, plan_part(part)) for part in self.parts)

    @cached_property
    def _plans_on_columns(self) -> "tuple[tuple[Part, Plan], ...]":
        # where tables are judged: open where an own cell is not known
        return open_plans(self.plans) if self.own_columns else self.plans

    @cached_property
    def row_parts(self) -> "tuple[tuple[Part, RowPart], ...]":
        """Its parts, each made ready to judge single rows."""
        return tuple((part, RowPart.of(part, plan)) for part, plan in self.plans)

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Of each table the columns that its parts read."""
        found: dict[str, frozenset[str]] = {}
        for part in self.parts:
            for row, names in part.reads.items():
                table = row.table  # type: ignore[attr-defined] # every row is of a table
                found[table] = found.get(table, frozenset()) | names
            if self.table is not None:
                found[part.table] = found.get(part.table, frozenset()) | set(self.placeholders)
        return found

    def read_in(self, table: str) -> frozenset[str]:
        """Return the columns of a row that have to be right before the rule means something.

        The key of a row is always among them; a function of tables may read anything of it.
        """
        if self.is_function:
            return frozenset(schema()[table].names)
        own = [part for part in self.parts if part.table == table]
        read = frozenset[str]().union(*(part.columns for part in own))
        read |= columns_of_events(self.columns) if table == "events" else frozenset()
        # What is found across rows is reported under the network of a row, which has to be right for that.
        placeholders = {"network"} if any(not part.is_on_rows for part in own) else set()
        return read.union(schema()[table].key, self.placeholders, placeholders, filter(None, [self.field]))

    @cached_property
    def facts(self) -> str | None:
        """The table of facts that its evidence refers to; None: it refers to rows of records, or has none."""
        listed = (part.fault.each.table for part in self.parts if isinstance(part.fault, EachOne))
        return next((table for table in listed if table in FACT_TABLES), None)

    @cached_property
    def own_columns(self) -> frozenset[str]:
        """The columns of own fields that it reads, as `table.column`; a pack brings them."""
        return own_columns(self.columns)

    @cached_property
    def own_kinds(self) -> "dict[str, tuple[Kind, str | None]]":
        """The kind of each own column, with the table whose ids it holds, as it was when the rule was written."""
        return kinds_of(self.own_columns | own_values(self.columns))

    @cached_property
    def evidence_columns(self) -> frozenset[tuple[str, str]]:
        """The columns whose values its evidence shows, each with its table; of a function of tables it is not known."""
        return frozenset().union(*(part.evidence_columns for part in self.parts))

    @property
    def codes_compared(self) -> frozenset[tuple[str, str, str]]:
        """The texts with which it compares columns: table, column, text."""
        return columns_compared(node for part in self.parts for node in part.nodes)

    def parts_on(self, tables: Tables) -> "tuple[tuple[Part, Plan], ...]":
        """Return the parts that are run where these tables are there; a rule on all tables leaves the others out."""
        every = zip(self.parts, self._plans_on_columns, strict=True)
        there = tuple(
            plan for part, plan in every if part.applies_to(tables) and not self._lacks_own(part, tables)
        )
        if lists := partial_lists(tables):
            there = open_where_partial(there, lists)
        return (*there, *plans_on_own(self.on_own, tables))

    def _lacks_own(self, part: Part, tables: Tables) -> bool:
        """Return whether an optional part is left out because own columns that it reads are absent."""
        return bool(part.optional and self.own_columns and missing_own(own_of_part(part), tables))

    @cached_property
    def _own_needed(self) -> frozenset[str]:
        """The columns of own fields without which it cannot judge: not those that only optional parts read."""
        needed, optional = (
            frozenset[str]().union(*(own_of_part(part) for part in self.parts if part.optional is kind))
            for kind in (False, True)
        )
        return self.own_columns - (optional - needed)

    def __reduce__(self) -> "tuple[Callable[[str, str], Rule], tuple[str, str]]":
        """Return what is pickled: where the rule is written, as of functions.

        Raises:
            RuleError: it is not on the top level of the module in which its function is written.
        """
        written = vars(sys.modules[self.home]) if self.home in sys.modules else {}
        name = next((name for name, known in written.items() if known is self), None)
        if name is None:
            raise RuleError(
                vi=f"quy tắc {self.code} không nằm ở cấp ngoài cùng của một module nên không pickle được; hãy viết nó ở đó",
                en=f"rule {self.code} is not on the top level of a module and cannot be pickled; write it there",
            )
        return _rule_at, (self.home, name)

    def missing(self, tables: Tables) -> tuple[str, ...]:
        """Return the tables that it needs and that are absent."""
        if self.table is None and not tables.names:
            return tuple(schema())
        return (*self.missing_from(tables), *missing_own(self._own_needed, tables))

    def missing_from(self, there: Container[str]) -> tuple[str, ...]:
        """Return the tables that it needs and that are not among some."""
        return tuple(dict.fromkeys(name for name in (self.table, *self.needs) if name and name not in there))

    @property
    def reads(self) -> frozenset[str]:
        """All tables that it reads besides its own, including those that are worked out."""
        return frozenset(self.needs).union(*(part.tables for part in self.parts))

    @property
    def on_derived(self) -> bool:
        """Whether it, or an optional part of it, reads what is worked out from the records."""
        return any(name in GIVEN for name in self.reads)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The placeholders of its sentences and cures besides those that every finding fills: columns of its rows."""
        texts = (self.vi, self.en, self.cure_vi, self.cure_en)
        found = (name for text in texts for _, name, _, _ in Formatter().parse(text))
        return tuple(dict.fromkeys(name for name in found if name and name not in FILLED))


def _rule_at(module: str, name: str) -> Rule:
    """Return a rule that was pickled."""
    return getattr(import_module(module), name)  # type: ignore[no-any-return]
