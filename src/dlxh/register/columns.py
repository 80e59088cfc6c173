"""Cột: how the fields of a model become the columns of a table.

The columns are derived from the models and nowhere else: a nested value becomes prefixed columns, an instant gets its
Vietnamese day next to it, a coefficient becomes ten-thousandths. A field with several values becomes a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from dlxh.models.code_fields import Coding, coding_of, list_of_coding
from dlxh.words.annotations import Shape, shape
from dlxh.words.bilingual import ArgumentError
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure
from dlxh.words.documents import Document
from dlxh.words.ids import Names
from dlxh.words.money import InDong
from dlxh.words.text import Composed


class Kind(StrEnum):
    """The type of a column; there are no floats, lists or structs."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DAY = "day"
    INSTANT = "instant"


KINDS_VI: Final = {
    Kind.TEXT: "chữ",
    Kind.INTEGER: "số nguyên",
    Kind.BOOLEAN: "đúng/sai",
    Kind.DAY: "ngày",
    Kind.INSTANT: "thời điểm",
}
"""The types as a Vietnamese sentence calls them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Name in the table.
        kind: The type of its values.
        path: Attribute names from the record to the value; empty for keys that come from the parent.
        nullable: Whether a row may leave it empty.
        default: What replaces a missing value of a column that is not nullable.
        references: The table whose id it refers to.
        disclosure: Who may see it.
        local_day_of: The instant whose Vietnamese day it holds; such a column is computed, never exchanged.
        scaled: Whether it holds a coefficient in ten-thousandths.
        in_dong: Whether it holds an amount of money.
        document: Whether it holds the text of a `Document`.
        coding: The list of its codes, or the enumeration that has one; `codes` is the list.
        refines: The column of its row whose code its own makes finer.
        closed: Whether it holds one of a few codes, or a number, so that a message may show it.
        composed: Whether its texts are kept in normal form C.
    """

    name: str
    kind: Kind
    path: tuple[str, ...] = ()
    nullable: bool = False
    default: str | bool | int | None = None
    references: str | None = None
    disclosure: Disclosure = Disclosure.INTERNAL
    local_day_of: str | None = None
    scaled: bool = False
    in_dong: bool = False
    document: bool = False
    closed: bool = False
    composed: bool = False
    coding: Coding | None = None
    refines: str | None = None

    @property
    def codes(self) -> CodeList | None:
        """The list from which its codes are taken; None: it holds none, or no list of them is known."""
        return list_of_coding(self.coding)


_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, Kind.BOOLEAN),
    (int, Kind.INTEGER),
    (Decimal, Kind.INTEGER),
    (datetime, Kind.INSTANT),
    (date, Kind.DAY),
    (str, Kind.TEXT),
    (Document, Kind.TEXT),
)


def kind_of(arm: object) -> Kind:
    """Return the kind of column for a leaf type; raises ArgumentError for a type that no column can hold.

    >>> kind_of(Decimal).value
    'integer'
    """
    if get_origin(arm) is Literal and all(isinstance(each, str) for each in get_args(arm)):
        return Kind.TEXT
    for known, kind in _KINDS:
        if isinstance(arm, type) and issubclass(arm, known):
            return kind
    raise ArgumentError(
        vi=f"không cột nào chứa được {arm!r}; dùng một kiểu giá trị của dlxh.words, hoặc tuple các giá trị, thành bảng riêng",
        en=f"no column can hold {arm!r}; use a leaf type of dlxh.words, or a tuple of values, which is a table of its own",
    )


def has_few_values(found: Shape, coding: Coding | None) -> bool:
    """Return whether a text is one of a few that nobody wrote by hand: a code of a closed list.

    >>> has_few_values(shape(Kind), Kind), has_few_values(shape(str), None)
    (True, False)
    """
    if isinstance(coding, CodeList):
        return not coding.open
    return get_origin(found.arms[0]) is Literal or issubclass(found.arms[0], Enum)


def day_column(name: str) -> str:
    """Return the name of the local day next to an instant.

    >>> day_column("received_at"), day_column("at")
    ('received_day', 'day')
    """
    return name.removesuffix("at") + "day"


def plain_default(default: object) -> str | bool | int | None:
    """Return the default of a field as a table holds it; None: it has none.

    >>> from dlxh.words.figures import Qualifier
    >>> plain_default(Qualifier.EXACT)
    'exact'
    """
    plain = default.value if isinstance(default, Enum) else default
    return plain if isinstance(plain, str | int) else None


def columns_of(model: type[BaseModel], *, skip: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """Return the columns of a model's own fields; what has several values is left to tables of its own."""
    found: dict[str, Column] = {}
    for column in _walk(model, (), nullable=False, skip=skip):
        found.setdefault(column.name, column)
    return tuple(found.values())


def codings_of(model: type[BaseModel]) -> dict[str, tuple[Coding | None, ...]]:
    """Return for each column of a model all that it takes its codes from: several where a value may be of several kinds.

    >>> from dlxh.models.report import Report
    >>> codings_of(Report)["channel"]
    (<enum 'Channel'>,)
    """
    found: dict[str, tuple[Coding | None, ...]] = {}
    for column in _walk(model, (), nullable=False):
        found[column.name] = (*found.get(column.name, ()), column.coding)
    return found


def _walk(
    model: type[BaseModel], path: tuple[str, ...], *, nullable: bool, skip: frozenset[str] = frozenset()
) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        found = shape(field.annotation)
        if found.many or name in skip:
            continue
        here, empty = (*path, name), nullable or found.optional
        if found.models:
            for arm in found.models:
                yield from _walk(arm, here, nullable=empty or len(found.models) > 1)
            continue
        column = _column(here, found, (*field.metadata, *found.marks), nullable=empty, default=field.default)
        yield column
        if column.kind is Kind.INSTANT:
            yield Column(
                day_column(column.name),
                Kind.DAY,
                nullable=column.nullable,
                local_day_of=column.name,
                disclosure=column.disclosure,
            )


def _disclosure_of(path: tuple[str, ...], marks: tuple[Any, ...]) -> Disclosure:
    for mark in marks:
        if isinstance(mark, Disclosure):
            return mark
    # a class that was refused when it was made lives on in the last traceback
    raise ArgumentError(
        vi=f"trường {'.'.join(path)} chưa có mức công khai; viết Internal[…], Public[…] hoặc Restricted[…]",
        en=f"the field {'.'.join(path)} has no disclosure; write Internal[…], Public[…] or Restricted[…]",
    )


def _column(
    path: tuple[str, ...], found: Shape, marks: tuple[Any, ...], *, nullable: bool, default: object
) -> Column:
    kind, coding = kind_of(found.arms[0]), coding_of(found, marks)
    return Column(
        name="_".join(path),
        kind=kind,
        path=path,
        nullable=nullable,
        default=None if nullable else plain_default(default),
        references=None
        if path == ("id",)
        else next((mark.table for mark in marks if isinstance(mark, Names)), None),
        disclosure=_disclosure_of(path, marks),
        scaled=found.arms[0] is Decimal,
        in_dong=any(isinstance(mark, InDong) for mark in marks),
        document=found.arms[0] is Document,
        closed=kind is not Kind.TEXT or has_few_values(found, coding),
        composed=any(isinstance(mark, Composed) for mark in marks),
        coding=coding,
        refines=next((mark.refines for mark in marks if isinstance(mark, In)), None),
    )
