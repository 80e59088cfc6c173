"""Tùy chọn đọc: what a caller says of rows that another system keeps in its own way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone, tzinfo
from types import NoneType
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table
from dlxh.register.table_error import TableError
from dlxh.words.bilingual import ArgumentError, check_option, quote
from dlxh.words.days import MOMENT_PATTERN, VIETNAM, VIETNAM_NAMES
from dlxh.words.given import find_near, need, need_text
from dlxh.words.record import SCHEMA_VERSION, VERSION_FIELD

Extra: TypeAlias = Literal["refuse", "keep"]
"""What becomes of a field that no table has, and of a code that no list has: its row is refused, or it is set aside."""
Renames: TypeAlias = Mapping[str, Mapping[str, str]]
"""By table, for the name of a column as the rows have it, ours."""

_CHOICES: Final = ("refuse", "keep")
_MINUTE: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"
"""What a form's field for day and hour sends: no seconds."""
_NAIVE: Final = re.compile(rf"(?:{MOMENT_PATTERN}|{_MINUTE})\Z")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller of `read` says of rows.

    Attributes:
        version: The version of the stored form of rows that do not state one; None: this one.
        keeps: Whether what no table or list has is set aside instead of refused.
        blanks: Whether an empty text is an absent value.
        zone: The zone of instants without an offset; None: they are refused.
        renames: By table, our name for a name that the rows have.
    """

    version: int | None = None
    keeps: bool = False
    blanks: bool = False
    zone: tzinfo | None = None
    renames: Mapping[str, Mapping[str, str]] | None = None

    @classmethod
    def of(  # noqa: PLR0913 - each is an option of `read`
        cls,
        known: Schema,
        *,
        version: int | None,
        extra: str,
        blank_is_none: bool,
        zone: str | tzinfo | None,
        renames: Renames | None,
    ) -> "ReadOptions":
        """Return the options, or raise an error in both languages for one that says nothing."""
        check_option("extra", extra, _CHOICES, ArgumentError)
        need(bool, blank_is_none=blank_is_none)
        need((Mapping, NoneType), renames=renames)
        return cls(
            _version(version), extra == "keep", blank_is_none, _zone(zone), _renames(renames or {}, known)
        )

    @property
    def is_plain(self) -> bool:
        """Whether rows are read as they are, but for the version that each may state."""
        return not (self.keeps or self.blanks or self.zone or self.renames)

    def names(self, table: str) -> Mapping[str, str]:
        """Return our names for those that rows of a table have."""
        return (self.renames or {}).get(table, {})

    def in_zone(self, moment: datetime) -> datetime:
        """Return a moment with the offset that its zone had then; without a zone, or where that is not clear, as it is.

        >>> ReadOptions(zone=VIETNAM).in_zone(datetime(2024, 7, 24, 8)).isoformat()
        '2024-07-24T08:00:00+07:00'
        """
        if self.zone is None or moment.tzinfo is not None:
            return moment
        if isinstance(self.zone, timezone):  # one offset at all times
            return moment.replace(tzinfo=self.zone)
        first, second = (moment.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        return first if first.utcoffset() == second.utcoffset() else moment

    def instant(self, value: object) -> object:
        """Return an instant without an offset in its zone, whether it is a moment or a text; anything else as it is.

        >>> ReadOptions(zone=VIETNAM).instant("2024-07-24 08:00:00").isoformat()
        '2024-07-24T08:00:00+07:00'
        >>> ReadOptions(zone=VIETNAM).instant("2024-07-24T08:00").isoformat()
        '2024-07-24T08:00:00+07:00'
        """
        if isinstance(value, str) and _NAIVE.match(value):
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:  # a day that no calendar has: the model says so
                return value
            placed = self.in_zone(moment)
            return value if placed.tzinfo is None else placed
        return self.in_zone(value) if isinstance(value, datetime) else value


PLAIN: Final = ReadOptions()
"""Rows are taken as they are."""


def _version(given: int | None) -> int | None:
    need((int, NoneType), version=given)
    if given is None or (given >= 1 and given is not True):
        return given
    raise ArgumentError(
        vi=f"version= là số nguyên từ 1; bản hiện nay là {SCHEMA_VERSION}",
        en=f"version= is a whole number from 1 upwards; the current one is {SCHEMA_VERSION}",
    )


def _zone(given: str | tzinfo | None) -> tzinfo | None:
    """Return a zone; one that has kept the hours of Viet Nam is the same on every machine, also without a zone database."""
    if not isinstance(given, str):
        need((tzinfo, str, NoneType), zone=given)
        return given
    if given in VIETNAM_NAMES:
        return VIETNAM
    try:
        zone: tzinfo | None = ZoneInfo(given)
    except (LookupError, ValueError, OSError):
        zone = None
    if zone is None:
        raise ArgumentError(
            vi=f"zone= không có múi giờ {quote(given)}; viết như 'Asia/Ho_Chi_Minh' hoặc 'UTC'",
            en=f"zone= has no time zone {quote(given)}; write it like 'Asia/Ho_Chi_Minh' or 'UTC'",
        )
    return zone


def _renames(given: Mapping[str, Mapping[str, str]], known: Schema) -> Mapping[str, Mapping[str, str]]:
    TableError.refuse_unknown(given, known)
    for name, names in given.items():
        need(Mapping, **{f"renames[{name!r}]": names})
        ours = names_in_rows(known, known[name])
        for our in names.values():
            need_text(**{f"renames[{name!r}]": our})
            if our not in ours:
                raise _no_column(name, our, ours)
        if len(set(names.values())) < len(names):
            raise ArgumentError(
                vi=f"renames[{name!r}]: hai cột cùng được gọi bằng một tên; mỗi tên chỉ dùng một lần",
                en=f"renames[{name!r}]: two columns get one name; use each name once",
            )
    return {name: dict(names) for name, names in given.items() if names}


def _no_column(table: str, given: object, ours: frozenset[str]) -> ArgumentError:
    near = find_near(str(given), sorted(ours)) or sorted(ours)
    return ArgumentError(
        vi=f"renames[{table!r}]: bảng không có cột {quote(given)}; chọn trong: {', '.join(near)}",
        en=f"renames[{table!r}]: the table has no column {quote(given)}; choose from: {', '.join(near)}",
    )


def names_in_rows(known: Schema, table: Table) -> frozenset[str]:
    """Return the names that a row of a table may have: columns, fields of a nested record, own fields, and the version.

    >>> from dlxh.register.schema import schema
    >>> {"period", "period_kind", "items"} <= names_in_rows(schema(), schema()["reports"])
    True
    """
    columns = {column.name for column in table.columns if column.local_day_of is None}
    fields = known.roots[table.name].model_fields if table.name in known.roots else {}
    return frozenset({*columns, *fields, *known.own_fields(table.name), VERSION_FIELD})
