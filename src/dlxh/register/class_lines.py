"""Dòng lớp: classes that derive from one another, as those of a province do from a vendor's, and what none of them may lose."""

from collections.abc import Iterable, Iterator
from inspect import get_annotations

from pydantic import BaseModel

from dlxh.register.known_tables import Schema
from dlxh.register.pack_error import PackError
from dlxh.register.schema import Table
from dlxh.words.annotations import shape
from dlxh.words.record import disclosure_of


def error_of_two(table: str, model: type, other: type) -> PackError:
    """Return the error for two classes of one kind of record, where neither derives from the other.

    >>> print(error_of_two("reports", str, int).en)
    two classes for the table reports: builtins.int, builtins.str; write one: class str(builtins.int, builtins.str)
    """
    both = f"{_path(other)}, {_path(model)}"
    return PackError(
        vi=f"hai lớp cho bảng {table}: {both}; viết một lớp: class {model.__name__}({both})",
        en=f"two classes for the table {table}: {both}; write one: class {model.__name__}({both})",
    )


def refuse_lines(own: type[BaseModel], ours: type[BaseModel], children: Iterable[Table]) -> None:
    """Refuse a class that takes the place of what one of its bases declares: Python takes the last, and says nothing.

    Args:
        own: A class for the rows of a table.
        ours: The class of ours from which it derives.
        children: The tables of ours whose rows are in fields of it.

    Raises:
        PackError: two classes declare one own field, or rows are of a class that lacks what a base has for them.

    >>> from dlxh.models.report import Report
    >>> refuse_lines(Report, Report, [])
    """
    line = own.__mro__[: own.__mro__.index(ours)]
    for name in own.model_fields:
        declaring = [_path(each) for each in reversed(line) if name in get_annotations(each)]
        if len(declaring) > 1 and name not in ours.model_fields:
            both = ", ".join(declaring)
            raise PackError(
                vi=f"trường {name} được khai báo ở hai lớp: {both}; giữ một nơi hoặc đặt tên khác",
                en=f"the field {name} is declared in two classes: {both}; keep one or rename it",
            )
    for table, field in ((each.name, str(each.field)) for each in children):
        rows = [row for each in line if issubclass(each, ours) for row in _rows(each, field)]
        for row in rows:
            if issubclass(row, rows[0]) and row is not rows[0]:
                kept = f"{field}: {disclosure_of(ours, field).name.title()}[tuple[{_path(row)}, ...]] = ()"
                raise PackError(
                    vi=f"{own.__name__}.{field} bỏ mất lớp {_path(row)} của lớp cha; viết {kept}",
                    en=f"{own.__name__}.{field} loses the class {_path(row)} of a base; write {kept}",
                )
            if not issubclass(rows[0], row):
                raise error_of_two(table, rows[0], row)


def _rows(model: type[BaseModel], field: str) -> tuple[type[BaseModel], ...]:
    return shape(model.model_fields[field].annotation).models[:1]


def refuse_alike(known: Schema, root: str) -> None:
    """Refuse two own fields of one name in the rows of a kind of record and of what lies below: they are joined.

    Raises:
        PackError: there are two.

    >>> from dlxh.register.schema import schema
    >>> refuse_alike(schema(), "reports")
    """
    found: dict[str, str] = {}
    for table, column in _own_columns(known, root):
        if found.setdefault(column, table) != table:
            raise PackError(
                vi=f"trường {column} có ở cả {found[column]} và {table}; đặt tên khác cho một trường",
                en=f"the field {column} is in both {found[column]} and {table}; rename one",
            )


def _own_columns(known: Schema, name: str) -> Iterator[tuple[str, str]]:
    for part in known.own(name):
        yield from ((part.name, column.name) for column in part.own)
    for child in known.children(name):
        yield from ((child.name, column.name) for column in child.own if child.pack is not None)
        yield from _own_columns(known, child.name)


def _path(model: type) -> str:
    """Return a class as one writes it: behind the last name of its module."""
    return f"{model.__module__.rpartition('.')[2]}.{model.__qualname__}"
