"""Chỉ tiêu của gói: which own fields the rows of a measure have, and whether it may count them as it does."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from pydantic import StringConstraints

from dlxh.register.columns import Column, Kind
from dlxh.register.finding import Phrase
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table, schema
from dlxh.words.annotations import shape
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import find_near
from dlxh.words.ids import CODE_PATTERN
from dlxh.words.text import LINE_PATTERN

_SHORT: Final = (LINE_PATTERN, CODE_PATTERN)
"""The patterns of texts that are short enough for a group: a line, and a code of no list."""
_OF_ALL: Final = {"networks": "network", "terms": "term", "units": "org_unit"}
"""Tables whose rows have the rows counted, by a dimension that holds their id."""
WORKED_OUT: Final = frozenset(
    (
        *(
            "answer",
            "came_out_as",
            "days_late",
            "held",
            "hours",
            "is_paid",
            "is_prominent",
            "is_single_line",
            "mapped",
            "sign",
            "watch_answer",
        ),
        *(
            "has_basis",
            "has_breadth",
            "has_forecast",
            "has_grade",
            "has_period_start",
            "has_place",
            "has_proposal",
        ),
    )
)
"""Columns of rows that are counted and of no table."""
_LIKENESS: Final = 0.8
YES_NO: Final = ("yes", "no")
"""What a flag reads."""


class Counting(Protocol):
    """A measure, as far as a pack looks at one."""

    @property
    def rows(self) -> Any:  # noqa: ANN401 - of a room above
        """The rows that it looks at."""
        ...

    @property
    def inner(self) -> "tuple[Counting, ...]":
        """The measures that it is made of."""
        ...

    @property
    def counted(self) -> Mapping[str, str]:
        """The columns that it counts, each with how: `values`, `sum` or `outcome`."""
        ...

    @property
    def where(self) -> Mapping[str, tuple[str, ...]]:
        """Its conditions."""
        ...


def own_columns(rows: Any, known: Schema) -> Iterator[tuple[Table, Column, tuple[str, ...]]]:  # noqa: ANN401 - of a room above
    """Yield the own columns of the rows counted and of those above them, the nearest first, each with what has its key."""
    above = {table: (name,) for table, name in _OF_ALL.items() if name in rows.dimensions}
    for table, keys in (*rows.stands_for.items(), *above.items()):
        for part in dict.fromkeys(known.own_fields(table).values()):
            yield from ((part, column, keys) for column in part.own)


def may_sum(column: Column) -> bool:
    """Return whether a column holds whole numbers that are shown; the ten-thousandths of a coefficient are none.

    >>> from dlxh.register.schema import schema
    >>> may_sum(schema()["reports"].column("kind"))
    False
    """
    return column.kind is Kind.INTEGER and not column.scaled and column.disclosure < Disclosure.RESTRICTED


def may_group(part: Table, column: Column) -> bool:
    """Return whether its values are few words each: free text, whatever its type is called, is what is not shown to be such.

    >>> from dlxh.register.schema import schema
    >>> items = schema()["items"]
    >>> may_group(items, items.column("scope")), may_group(items, items.column("summary"))
    (True, False)
    """
    if column.disclosure >= Disclosure.RESTRICTED:
        return False
    if column.kind is not Kind.TEXT:
        return column.kind in {Kind.BOOLEAN, Kind.DAY}
    listed = column.codes is not None or column.references is not None
    return column.closed or listed or _is_short(part, column)


def _is_short(part: Table, column: Column) -> bool:
    field: Any = part.info if part.model is None else part.model.model_fields[column.path[0]]
    marks = (*field.metadata, *shape(field.annotation).marks)
    return any(isinstance(mark, StringConstraints) and mark.pattern in _SHORT for mark in marks)


def find_uncountable(measure: Counting, known: Schema) -> Phrase | None:
    """Return why a measure cannot count own fields as it does; None: it counts none, or it can.

    >>> from dlxh.register.schema import schema
    >>> class Reports:
    ...     inner, counted, where = (), {}, {}
    >>> find_uncountable(Reports(), schema()) is None
    True
    """
    for each in measure.inner:
        if (found := find_uncountable(each, known)) is not None:
            return found
    uses = [*_uses_of(measure)]
    if not uses:
        return None
    near: dict[str, tuple[Table, Column]] = {}
    for part, column, _ in own_columns(measure.rows, known):
        near.setdefault(column.name, (part, column))
    far = {column.name: str(part.parent) for part in known.values() if part.pack for column in part.own}
    for name, how, values in uses:
        if name in measure.rows.dimensions:
            continue
        reason = _why_not(how, values, *near[name]) if name in near else _why_unknown(name, far)
        if reason is not None:
            return Phrase(f"{name} {reason.vi}", f"{name} {reason.en}")
    return None


def why_no_dimension(name: str, rows: object, known: Schema) -> Phrase | None:
    """Return why an own field does not break down the rows of a measure; None: there is no such field.

    >>> from dlxh.register.schema import schema
    >>> class Rows:
    ...     dimensions, stands_for = (), {"reports": ("report",)}
    >>> why_no_dimension("hamlet", Rows(), schema()) is None
    True
    """
    near = next(((part, column) for part, column, _ in own_columns(rows, known) if column.name == name), None)
    if near is not None:
        part, column = near
        if column.disclosure >= Disclosure.RESTRICTED:
            return Phrase("là trường hạn chế", "is restricted")
        return None if may_group(part, column) else _NO_GROUP
    owner = next(
        (
            str(part.parent)
            for part in known.values()
            if part.pack
            for column in part.own
            if column.name == name
        ),
        None,
    )
    return None if owner is None else _of_other_rows(owner)


def _of_other_rows(table: str) -> Phrase:
    return Phrase(
        f"là trường của {table}, không phải của các dòng được đếm",
        f"is a field of {table}, not of the rows that are counted",
    )


_NO_GROUP: Final = Phrase(
    "không phải mã, có hay không, ngày hay chữ một dòng; chỉ những loại này là chiều",
    "is not a code, a flag, a day or a line; only these are dimensions",
)


def _why_unknown(name: str, own: Mapping[str, str]) -> Phrase | None:
    """Return why the rows have no own field of a name: others have it, or it was mistyped; None: nothing is called so.

    Args:
        name: The name.
        own: The own fields of all tables, with the table of each.
    """
    if name in own:
        return _of_other_rows(own[name])
    every = {column for table in schema().values() for column in table.names}
    if name in WORKED_OUT or not every.isdisjoint((name, f"{name}_value")):
        return None
    near = next(iter(find_near(name, own, likeness=_LIKENESS)), None)
    return (
        None
        if near is None
        else Phrase(f"không là cột nào; gần giống: {near}", f"is not a column; near: {near}")
    )


def _uses_of(measure: Counting) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the columns that a measure reads, each with how, and of a condition the values."""
    is_figure = getattr(measure, "figure", False)
    yield from ((name, "figure" if is_figure else how, ()) for name, how in measure.counted.items())
    yield from ((name, "where", tuple(values)) for name, values in measure.where.items())


def _why_not(how: str, values: tuple[str, ...], part: Table, column: Column) -> Phrase | None:
    if column.disclosure >= Disclosure.RESTRICTED:
        return Phrase("là trường hạn chế, không đếm được", "is restricted and is not counted")
    if how == "figure":
        return Phrase(
            "là trường riêng, không phải con số có đơn vị; bỏ figure=True",
            "is an own field and not a figure with a unit; leave out figure=True",
        )
    if how == "sum" and not may_sum(column):
        return Phrase(
            "không phải số nguyên; chỉ số nguyên cộng được", "holds no whole numbers; only these are summed"
        )
    if how == "values" and not (may_group(part, column) or column.kind is Kind.INTEGER):
        return _NOT_SHORT
    return _why_no_condition(values, part, column) if how == "where" else None


_NOT_SHORT: Final = Phrase(
    "không phải mã, có hay không, ngày, chữ một dòng hay số; chỉ những loại này đếm được",
    "is not a code, a flag, a day, a line or a number; only these are counted",
)


def _why_no_condition(values: tuple[str, ...], part: Table, column: Column) -> Phrase | None:
    if not may_group(part, column):
        return Phrase(
            "không phải mã, có hay không, ngày hay chữ một dòng; where= của chỉ tiêu chỉ nhận những loại này",
            "is not a code, a flag, a day or a line; where= of a measure takes only these",
        )
    if part.field is not None and len(values) > 1:
        return Phrase(
            "một dòng có thể có nhiều giá trị; where= của chỉ tiêu chỉ nhận một giá trị",
            "has several values in a row; where= of the measure takes one value of it",
        )
    listed = YES_NO if column.kind is Kind.BOOLEAN else _keys_of(column)
    odd = next((each for each in values if listed is not None and each not in listed), None)
    if listed is None or odd is None:
        return None
    names = ", ".join(listed)
    return Phrase(f"không có giá trị {odd!r}; có: {names}", f"has no value {odd!r}; choose from: {names}")


def _keys_of(column: Column) -> tuple[str, ...] | None:
    """Return the codes of a closed list; None: others are possible."""
    return None if column.codes is None or column.codes.open else tuple(column.codes.keys())
