"""Ràng buộc CHECK: what the database itself refuses: days in the wrong order and, where that is wanted, codes of no list."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, TypeAlias

from pydantic import BaseModel
from sqlalchemy import CheckConstraint, ColumnElement
from sqlalchemy import Table as SqlTable

from dlxh.models.code_fields import Coding
from dlxh.register.columns import Kind, codings_of
from dlxh.register.schema import Table
from dlxh.store.names import hash_texts, name_constraint
from dlxh.words.annotations import shape
from dlxh.words.codes import CodeList

Check: TypeAlias = Literal["orders", "codes"]
"""What a database may be made to check by itself."""


@cache
def orders_of(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the pairs of columns where the second must not be before the first.

    >>> from dlxh.register.schema import schema
    >>> orders_of(schema()["memberships"])
    (('start', 'end'),)
    """
    pairs = _yield_orders(table.model, ()) if table.model is not None else ()
    names = frozenset(table.names)
    return tuple(pair for pair in dict.fromkeys(pairs) if names.issuperset(pair))


def _yield_orders(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the columns of the days that a model, or a value inside it, keeps in order."""
    ordered: tuple[tuple[str, str], ...] = getattr(model, "ordered", ())
    for first, last in ordered:
        yield "_".join((*path, first)), "_".join((*path, last))
    for name, field in model.model_fields.items():
        found = shape(field.annotation)
        for arm in () if found.many else found.models:
            yield from _yield_orders(arm, (*path, name))


@cache
def codes_of(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the codes of each column that takes no other: those of closed lists, whether they may still be used or not.

    >>> from dlxh.register.schema import schema
    >>> codes_of(schema()["networks"])["level"][:2]
    ('central', 'province')
    """
    codings: dict[str, tuple[Coding | None, ...]] = {
        column.name: (column.coding,) for column in table.columns
    }
    if table.model is not None:
        codings |= codings_of(table.model)
    found = {}
    for column in table.columns:
        lists = [_keys(coding) for coding in codings[column.name]]
        known = [keys for keys in lists if keys is not None]
        if column.kind is Kind.TEXT and len(known) == len(lists):
            found[column.name] = tuple(dict.fromkeys(key for keys in known for key in keys))
    return found


def _keys(coding: Coding | None) -> tuple[str, ...] | None:
    """Return the codes that a field may hold; None: it may hold any."""
    if coding is None:
        return None
    if isinstance(coding, CodeList):
        return None if coding.open else coding.keys()
    return tuple(code.value for code in coding)


def checks_of(table: Table, made: SqlTable, kinds: Iterable[str]) -> Iterator[CheckConstraint]:
    """Yield the checks of a table; the name of one of codes changes with the codes, which is what Alembic compares.

    Args:
        table: The table.
        made: The same in SQLAlchemy.
        kinds: Which checks.
    """
    if "orders" in kinds:
        for first, last in orders_of(table):
            in_order: ColumnElement[bool] = made.c[last] >= made.c[first]
            yield CheckConstraint(
                in_order, name=name_constraint("ck", made.name, f"{last}_not_before_{first}")
            )
    if "codes" in kinds:
        for name, codes in codes_of(table).items():
            listed = made.c[name].in_(codes)
            yield CheckConstraint(
                listed, name=name_constraint("ck", made.name, name, "codes", hash_texts(codes))
            )
