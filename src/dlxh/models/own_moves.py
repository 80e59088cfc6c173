"""Quy trình trong quy chế: which table of moves a provision chooses, and how the network's own differs from it."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from dlxh.data.code_lists import code_list
from dlxh.models.case_kinds import CaseEventKind
from dlxh.words.code_marks import In
from dlxh.words.disclosure import Public
from dlxh.words.record import Value


class MoveTableName(StrEnum):
    """Bảng quy trình có sẵn: the tables of moves that come with the library, each a file of `data/move_tables/`."""

    STANDARD = "standard"
    HOTLINE_1022 = "hotline_1022"
    COMMUNE = "commune"


class MovePart(StrEnum):
    """Phần của một bước: what a row of a network's own table of moves sets."""

    FROM = "from"
    TO = "to"
    UNLESS = "unless"
    OTHERWISE = "otherwise"
    HOLDER = "holder"
    OPENS = "opens"
    CLOSES = "closes"
    ENDS = "ends"
    ROLE = "role"
    NEEDS = "needs"
    AFTER = "after"
    CHECKS = "checks"


MoveValue: TypeAlias = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=64, pattern="^[A-Za-z][A-Za-z0-9_]*$")
]
"""A value of a part of a move: a status, a kind of move, a field, a role, or the code of a rule."""


class CaseMoves(Value):
    """Quy trình của vụ việc: by which table cases are moved; the rows `moves` of the provision make it the network's own.

    >>> CaseMoves(table="hotline_1022").table.value
    'hotline_1022'
    """

    kind: Public[Annotated[Literal["moves"], In(code_list("duty_kind"))]] = Field(
        default="moves", description="What the provision is about."
    )
    table: Public[MoveTableName] = Field(description="The table that comes with the library.")


class OwnMove(Value):
    """Một dòng của bảng quy trình riêng: a move, one part of it, and one value of that part.

    The rows of a part replace it; one row without a value empties it.

    >>> OwnMove(kind="assigned", part="from", value="draft").part.value
    'from'
    """

    kind: Public[CaseEventKind] = Field(description="The move of which a part is set.")
    part: Public[MovePart] = Field(description="Which part of the move is set.")
    value: Public[MoveValue | None] = Field(
        default=None,
        description="One value; empty: the part is empty, and from nowhere there is no such move.",
    )
