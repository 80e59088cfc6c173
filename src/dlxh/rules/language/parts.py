"""Phần của quy tắc: the condition of a rule on the rows of one table, recorded once from the function that states it."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import NoneType
from typing import Any, Final, TypeAlias

from dlxh.rules.language.case_tables import WORKED_OUT_FROM
from dlxh.rules.language.declared import column_of
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import (
    ROWS,
    SETS,
    Col,
    Each,
    EachOne,
    Node,
    Previous,
    Ref,
    Subject,
    renumber,
    walk,
)
from dlxh.rules.language.refusals import refuse_part
from dlxh.rules.language.rows import Row, as_evidence, subject
from dlxh.rules.language.scope import columns_read, columns_shown, tables_read
from dlxh.rules.language.values import Value, condition
from dlxh.words.given import need

_OTHER_ROWS: Final = (Ref, Each, Previous)
Answer: TypeAlias = "Value | Given | tuple[Value | Given, Value] | Iterable[Part]"
"""What the function of a rule returns: a condition, one with its evidence, or parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A condition at fault, for some rows only.

    Attributes:
        population: The rows that it judges; the rule leaves the others out.
        fault: True where the row is at fault.
    """

    population: Value
    fault: Value


def given(population: Value, fault: Value) -> Given:
    """State which rows a rule applies to, and when one of them is at fault.

    >>> end = subject("memberships").end
    >>> given(~end.is_null(), end < end).fault.kind.value
    'boolean'
    """
    return Given(condition(population), condition(fault))


@dataclass(frozen=True)
class Part:
    """The condition of a rule on the rows of one table.

    Attributes:
        table: The table.
        population: The rows that it judges; None: all.
        fault: True where a row is at fault; or one finding for each row of a set.
        evidence: The value that refers to another row.
        field: The column at fault; None: that of the rule.
        optional: Whether it is left out where a table that it reads is absent; the rule is skipped otherwise.
        prefilter: True at least wherever the row is at fault, and quicker.
        without: Tables, one of which has to be absent: it replaces a part that is left out then; none: it replaces none.
    """

    table: str
    population: Node | None
    fault: Node
    evidence: Node | None = None
    field: str | None = None
    optional: bool = False
    prefilter: Node | None = None
    without: tuple[str, ...] = ()

    @cached_property
    def is_on_rows(self) -> bool:
        """Whether it is answered from the row alone, and says nothing of another."""
        nodes = (node for part in self.nodes for node in walk(part))
        return self.evidence is None and not any(isinstance(node, (*SETS, *_OTHER_ROWS)) for node in nodes)

    @property
    def evidence_table(self) -> str | None:
        """The table of the ids in its evidence; None: it has none, or it is not an id.

        >>> m = subject("memberships")
        >>> part(m, m.end.is_null(), evidence=m.term).evidence_table
        'terms'
        """
        if self.evidence_cell is None:
            return None
        table, name = self.evidence_cell
        return table if name == "id" else column_of(table, name).references

    @property
    def evidence_cell(self) -> tuple[str, str] | None:
        """The table and column whose cell its evidence is; None: it has none, or makes something of cells."""
        node = self._evidence
        return (node.row.table, node.name) if isinstance(node, Col) and isinstance(node.row, ROWS) else None

    @property
    def _evidence(self) -> Node | None:
        return self.fault.evidence if isinstance(self.fault, EachOne) else self.evidence

    @property
    def evidence_columns(self) -> frozenset[tuple[str, str]]:
        """The columns whose values its evidence shows, each with its table."""
        shown = () if self._evidence is None else columns_shown(self._evidence)
        return frozenset((each.row.table, each.name) for each in shown)  # type: ignore[attr-defined] # every row is of a table

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All that it says."""
        answer = (self.population, self.fault, self.evidence, self.prefilter)
        return tuple(node for node in answer if node is not None)

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that it reads besides its own, and its own where it looks for other rows there."""
        return tables_read(*self.nodes)

    def applies_to(self, tables: Container[str]) -> bool:
        """Return whether it is run where some tables are there.

        >>> m = subject("memberships")
        >>> one = part(m, m.ref("term").end.is_null(), optional=True)
        >>> other = part(m, m.end.is_null(), without=("terms",))
        >>> [
        ...     [each.applies_to(there) for each in (one, other)]
        ...     for there in (["memberships"], ["memberships", "terms"])
        ... ]
        [[False, True], [True, False]]
        """
        is_whole = all(name in tables for name in (self.table, *self.tables))
        return is_whole and not (self.without and all(name in tables for name in self.without))

    @cached_property
    def reads(self) -> dict[Node, frozenset[str]]:
        """The columns that it reads of each row."""
        return {row: frozenset(names) for row, names in columns_read(*self.nodes).items()}

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it reads of the row that is judged."""
        return self.reads.get(Subject(self.table), frozenset())


def part(  # noqa: PLR0913 - a part is named where it is written
    row: Row,
    answer: Value | Given,
    *,
    evidence: Value | None = None,
    field: str | None = None,
    optional: bool = False,
    prefilter: Value | None = None,
    without: tuple[str, ...] = (),
) -> Part:
    """Return a part of a rule: a condition on the rows of one table.

    Args:
        row: The row that is judged, of `subject`.
        answer: When it is at fault.
        evidence: What names another row.
        field: The column at fault.
        optional: Whether it is left out where a table that it reads is absent.
        prefilter: True at least wherever the row is at fault, and quicker.
        without: Tables, one of which has to be absent: it replaces a part that is left out then.

    Raises:
        LanguageError: the condition reads no row, or is not a condition.

    >>> m = subject("memberships")
    >>> part(m, m.end.is_null(), field="end").columns
    frozenset({'end'})
    """
    population, fault = (answer.population, answer.fault) if isinstance(answer, Given) else (None, answer)
    need((Value, NoneType), prefilter=prefilter)
    condition(fault)
    evidence = None if evidence is None else as_evidence(evidence)
    nodes = [each.node if each is not None else None for each in (population, fault, evidence, prefilter)]
    kept = iter(renumber(*(node for node in nodes if node is not None)))
    numbered = [None if node is None else next(kept) for node in nodes]
    need(Row, row=row)
    subject_of = row._node  # noqa: SLF001 - a row has its columns for attributes, so its own are hidden
    if not isinstance(subject_of, Subject):
        raise LanguageError(
            vi="part xét dòng của subject(...), không phải dòng mà nó dẫn tới",
            en="a part judges a row of subject(...), not one that it leads to",
        )
    assert numbered[1] is not None  # noqa: S101 - a part has a fault
    others = [node for node in (numbered[0], *numbered[2:]) if node is not None]
    refuse_part(subject_of.table, numbered[1], others, has_evidence=evidence is not None)
    return Part(
        subject_of.table, numbered[0], numbered[1], numbered[2], field, optional, numbered[3], without
    )


_NO_TRUTH: Final = (
    "; hỏi có trống không thì dùng is_null(), không dùng `is None`",
    "; whether a value is missing is is_null(), not `is None`",
)


def record(function: Callable[..., Any], table: str | None, evidence: str | None = None) -> tuple[Part, ...]:
    """Return the parts of a rule, by calling its function once with the row that is judged; no table is read.

    Args:
        function: Takes the row, or nothing where the rule is on several tables; returns what `Answer` lists.
        table: The table whose rows are judged; None: the parts say.
        evidence: The column that refers to the other row, where the function does not say.

    Raises:
        LanguageError: it returns something else, or says what the language does not have.
    """
    if table is None:
        answer = tuple(function())
    else:
        row = subject(table)
        answer = function(row)
        if isinstance(answer, Value | Given):
            return (part(row, answer, evidence=None if evidence is None else row[evidence]),)
        if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], Value | Given):  # noqa: PLR2004 - a pair
            return (part(row, answer[0], evidence=answer[1]),)
        answer = tuple(answer) if isinstance(answer, Iterable) else (answer,)
    if not all(isinstance(each, Part) for each in answer):
        is_truth = any(isinstance(each, bool) for each in answer)  # of `is None`, which Python answers itself
        raise LanguageError(
            vi=f"quy tắc trả về điều kiện, điều kiện và evidence, hoặc các phần (part){_NO_TRUTH[0] if is_truth else ''}",
            en=f"a rule returns a condition, a condition and its evidence, or parts{_NO_TRUTH[1] if is_truth else ''}",
        )
    return answer


def find_needed(parts: Iterable[Part], table: str | None) -> tuple[str, ...]:
    """Return the tables without which parts cannot be run; for what is worked out from records, those of the records.

    >>> m = subject("memberships")
    >>> find_needed([part(m, m.ref("term").end.is_null())], "memberships")
    ('terms',)
    """
    named = {name for part in parts if not part.optional for name in part.tables}
    return tuple(sorted({name for each in named for name in WORKED_OUT_FROM.get(each, (each,))} - {table}))
