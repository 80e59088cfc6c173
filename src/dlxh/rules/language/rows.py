"""Dòng: the row that is judged and the rows that it reaches, with their columns as attributes.

Writing a rule reads no table: a row is only described here, and found when the rule is run.
"""

from collections.abc import Iterable
from itertools import count
from typing import Final, NoReturn

from dlxh.register.columns import Kind
from dlxh.register.schema import Table
from dlxh.rules.language.declared import column_of, find_table
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import Col, Each, EachOne, Exists, Node, Previous, Ref, Subject, Total
from dlxh.rules.language.operations import unlike
from dlxh.rules.language.scope import rows_read, sets_in
from dlxh.rules.language.values import Operand, Value, call, condition, value_of
from dlxh.words.given import several

_NUMBERS: Final = count(1)


class Row:
    """A row that a rule reaches; its columns are its attributes.

    >>> subject("memberships").ref("term").end.kind.value
    'day'
    """

    def __init__(self, node: Subject | Ref | Each | Previous) -> None:
        self._node = node

    def __getattr__(self, name: str) -> Value:
        return Value(Col(self._node, name), column_of(self._node.table, name).kind)

    def __getitem__(self, name: str) -> Value:
        return self.__getattr__(name)

    def __bool__(self) -> NoReturn:
        raise LanguageError(
            vi="dòng không phải giá trị bool của Python; hỏi .exists() hoặc một cột",
            en="a row is not a Python boolean; ask .exists() or a column",
        )

    def ref(self, column: str) -> "Row":
        """The row whose id is in a column; if there is none, the rule finds nothing.

        Raises:
            LanguageError: the column does not refer to a row.
        """
        named = column_of(self._node.table, column).references
        if isinstance(self._node, Previous):
            raise LanguageError(
                vi="từ dòng trước không đi tiếp tới dòng khác", en="the row before leads to no other row"
            )
        if named is None:
            raise LanguageError(
                vi=f"cột {self._node.table}.{column} không tham chiếu dòng nào",
                en=f"{self._node.table}.{column} does not refer to a row",
            )
        return Row(Ref(self._node, column, named))

    def previous(
        self,
        *,
        by: Iterable[Operand],
        order: Iterable[str],
        among: Value | None = None,
        greatest: Value | None = None,
    ) -> "Row":
        """The previous row among those with the same values; if there is none, all its columns are null.

        Args:
            by: Values that both have.
            order: Columns that say which comes first, nulls first.
            among: A condition that holds for both; where it does not hold for the subject, the rule finds nothing.
            greatest: A day or number of a row: of all rows before it that with the greatest one is meant, null being least,
                and of several the last.

        Raises:
            LanguageError: the row is not the subject, or two rows with unlike keys can be alike in all of it.
        """
        order, values = several("order", order, str), tuple(value_of(each).node for each in several("by", by))
        table = find_table(self._node.table)
        for name in order:
            column_of(table.name, name)
        condition_node = None if among is None else condition(among).node
        most = None if greatest is None else _in_a_row(greatest).node
        read = [rows_read(each) for each in (*values, condition_node, most) if each is not None]
        ordering = {*order, *(value.name for value in values if isinstance(value, Col))}
        if not isinstance(self._node, Subject) or not order or not ordering >= set(table.key):
            raise LanguageError(
                vi=f"previous dùng cho dòng đang xét, và by cùng order phải có đủ khóa: {', '.join(table.key)}",
                en=f"previous is asked of the row being judged, and by with order must contain its key: {', '.join(table.key)}",
            )
        by_row = any(rows_read(value) and not any(sets_in(value)) for value in values)
        if not by_row or not set().union(*read) <= {self._node}:
            raise LanguageError(
                vi="by, among và greatest của previous chỉ đọc dòng đang xét, và by có ít nhất một cột của nó",
                en="by, among and greatest of previous read only the row that is judged, and by has at least one column of it",
            )
        return Row(Previous(table.name, values, order, condition_node, most))


class Rows(Row):
    """The rows of a table that have some values; read like one row, within `where` and what follows it."""

    def __init__(self, node: Each, where: tuple[Node, ...] = ()) -> None:
        super().__init__(node)
        self._each = node
        self._where = where

    def where(self, *conditions: Value) -> "Rows":
        """Those that meet conditions."""
        return Rows(self._each, (*self._where, *(condition(each).node for each in conditions)))

    def exists(self) -> Value:
        """Whether there is one; never null."""
        return Value(Exists(self._each, self._where), Kind.BOOLEAN)

    def count(self, *, distinct: Value | None = None) -> Value:
        """How many there are, or how many different values; null is passed by."""
        if distinct is None:
            return Value(Total("count", self._each, self._where, None), Kind.INTEGER)
        return Value(Total("distinct", self._each, self._where, value_of(distinct).node), Kind.INTEGER)

    def min(self, value: Value) -> Value:
        """The least value; null where there is none."""
        return self._total("min", value, "min_horizontal")

    def max(self, value: Value) -> Value:
        """The greatest value; null where there is none."""
        return self._total("max", value, "max_horizontal")

    def sum(self, value: Value) -> Value:
        """The sum of the values; 0 where there is none."""
        return self._total("sum", value, "add")

    def _total(self, name: str, given: Value, like: str) -> Value:
        """Return a total of values that an operation can take."""
        value = call(like, given)
        return Value(Total(name, self._each, self._where, value_of(given).node), value.kind)

    def each_one(self, *, evidence: Value) -> "Value":
        """One finding for each of them, with another row as evidence."""
        return Value(EachOne(self._each, self._where, as_evidence(evidence).node), Kind.BOOLEAN)


def _in_a_row(given: Value) -> Value:
    """Return a day or number that is read of a row alone.

    Raises:
        LanguageError: it is another kind of value, or looks at a set.
    """
    value = value_of(given)
    if value.kind not in {Kind.DAY, Kind.INTEGER} or any(sets_in(value.node)):
        raise LanguageError(
            vi="greatest của previous là ngày hoặc số của một dòng",
            en="greatest of previous is a day or a number of a row",
        )
    return value


def as_evidence(evidence: Value) -> Value:
    """Return what names another row.

    Raises:
        LanguageError: it is not a value, or engines write such a one differently.
    """
    value = value_of(evidence)
    if value.kind not in {Kind.TEXT, Kind.INTEGER, Kind.DAY}:
        raise unlike("evidence", [value.kind])
    return value


def subject(table: str) -> Row:
    """Return the row of a table that a rule checks.

    Raises:
        LanguageError: there is no such table, or it is one of own fields, which are columns of ours.

    >>> m = subject("memberships")
    >>> (m.end < m.start).kind.value
    'boolean'
    """
    known = find_table(table)
    if known.pack is not None:
        raise LanguageError(
            vi=f"bảng {table} là phần của {known.parent}; trường riêng là cột của subject({known.parent!r}), nhiều giá trị thì hỏi those({table!r}, …)",
            en=f"{table} is a part of {known.parent}; its fields are columns of subject({known.parent!r}), of several values ask those({table!r}, …)",
        )
    return Row(Subject(known.name))


def subject_of_own(table: str) -> Row:
    """Return the row of a table of own fields: rules of ours judge whose it is, and no other rule does.

    >>> from dlxh.rules.language.nodes import Subject
    >>> subject_of_own("reports")._node
    Subject(table='reports')
    """
    return Row(Subject(find_table(table).name))


def row_of_own(own: Table) -> Row:
    """Return the row in which own fields are read: ours, where they are columns, or that of each of several values.

    >>> from dlxh.register.schema import schema
    >>> row_of_own(schema()["report_sources"])._node
    Subject(table='report_sources')
    """
    return subject_of_own(own.name) if own.field is not None else subject(str(own.parent))


def those(table: str, **values: Operand) -> Rows:
    """Return the rows of a table whose columns equal the given values; null equals nothing.

    Raises:
        LanguageError: there is no such table or column, a column and its value are of unlike kinds, or no column is named:
            every row joined to every row is more than anyone can look at.

    >>> m = subject("memberships")
    >>> those("reports", author=m.collaborator).exists().kind.value
    'boolean'
    """
    found = find_table(table)
    if not values:
        raise LanguageError(
            vi=f"those({table!r}) cần ít nhất một cột bằng một giá trị",
            en=f"those({table!r}) needs at least one column that equals a value",
        )
    on = []
    for name, given in values.items():
        call("eq", Value(Col(Subject(table), name), column_of(table, name).kind), given)
        on.append((name, value_of(given).node))
    return Rows(Each(found.name, tuple(on), next(_NUMBERS)))
