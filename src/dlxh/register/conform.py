"""Khớp lược đồ: frames of any engine to the declared columns, or an error that says which column and why."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from dlxh.register.cells import as_kind, first_lost
from dlxh.register.columns import Column, Kind
from dlxh.register.flatten import dtype
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.words.bilingual import BilingualError

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl
    from narwhals.typing import IntoFrame


UTC_NAMES = ("UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z")
VIETNAM_NAMES = ("Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok", "+07:00")
"""Zones that have kept seven hours before UTC since 1975."""


_ALLOWED = {
    Kind.INTEGER: ("số nguyên", "a whole number"),
    Kind.DAY: ("ngày dạng 2024-07-24", "a day such as 2024-07-24"),
    Kind.INSTANT: (
        "thời điểm dạng 2024-07-24T08:00:00+07:00",
        "an instant such as 2024-07-24T08:00:00+07:00",
    ),
}


class TableError(BilingualError):
    """A frame that cannot be the table it is given as; the caller's mistake.

    >>> print(TableError.no_record("Period").en)
    Period is no record with a table of its own
    """

    @classmethod
    def unknown_table(cls, name: str) -> "TableError":
        """No table has this name."""
        known = ", ".join(schema())
        return cls(
            vi=f"không có bảng {name!r}; các bảng: {known}",
            en=f"no table is called {name!r}; tables: {known}",
        )

    @classmethod
    def absent(cls, name: str, there: Iterable[str]) -> "TableError":
        """The table was not given."""
        if name not in schema():
            return cls.unknown_table(name)
        have = ", ".join(there) or "—"
        return cls(
            vi=f"bảng {name!r} chưa được nạp; đang có: {have}",
            en=f"table {name!r} was not given; there are: {have}",
        )

    @classmethod
    def no_record(cls, name: str) -> "TableError":
        """The object is no record with a table."""
        return cls(
            vi=f"{name} không phải bản ghi có bảng riêng", en=f"{name} is no record with a table of its own"
        )

    @classmethod
    def engines(cls, names: Iterable[str]) -> "TableError":
        """Frames of several engines."""
        found = ", ".join(sorted(names))
        return cls(
            vi=f"các bảng thuộc nhiều máy xử lý ({found}); hãy đưa về một loại",
            en=f"the frames belong to several engines ({found}); bring them to one",
        )

    @classmethod
    def columns(
        cls, table: Table, *, unknown: Iterable[str] = (), missing: Iterable[str] = ()
    ) -> "TableError":
        """Columns too many or too few."""
        extra, lack = ", ".join(unknown) or "—", ", ".join(missing) or "—"
        allowed = ", ".join(table.names)
        return cls(
            vi=f"bảng {table.name}: cột lạ: {extra}; cột thiếu: {lack}; các cột: {allowed}",
            en=f"table {table.name}: unknown columns: {extra}; missing columns: {lack}; columns: {allowed}",
        )

    @classmethod
    def zone(cls, table: str, column: str, zone: str | None) -> "TableError":
        """An engine whose session shows instants in a zone that we cannot take for granted."""
        return cls(
            vi=f"bảng {table}, cột {column}: múi giờ của phiên là {zone}; hãy mở phiên với múi giờ UTC",
            en=f"table {table}, column {column}: the session's time zone is {zone}; open the session with the time zone UTC",
        )

    @classmethod
    def cell(cls, table: str, column: Column, row: int) -> "TableError":
        """A cell that says nothing of the column's kind; the cell itself is not repeated."""
        vi, en = _ALLOWED[column.kind]
        return cls(
            vi=f"bảng {table}, cột {column.name}, dòng {row}: không phải {vi}; hãy sửa hoặc để trống",
            en=f"table {table}, column {column.name}, row {row}: this is not {en}; correct it or leave it empty",
        )

    @classmethod
    def kind(cls, table: str, column: Column, found: object) -> "TableError":
        """A column of another type."""
        return cls(
            vi=f"bảng {table}, cột {column.name}: kiểu {found} không thể là {column.kind}; hãy chuyển kiểu trước",
            en=f"table {table}, column {column.name}: type {found} cannot be {column.kind}; cast it first",
        )


def conform(frames: "Mapping[str, IntoFrame]") -> "dict[str, nw.LazyFrame[Any]]":
    """Return the frames as lazy narwhals frames with the declared columns, in the order of the schema."""
    if unknown := set(frames) - set(schema()):
        raise TableError.unknown_table(min(unknown))
    lazy = {name: _conformed(table, frames[name]) for name, table in schema().items() if name in frames}
    engines = {str(frame.implementation.value) for frame in lazy.values()}
    if len(engines) > 1:
        raise TableError.engines(engines)
    return lazy


def _conformed(table: Table, native: "IntoFrame") -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    given = nw.from_native(native)
    if isinstance(given, nw.DataFrame) and _is_declared(table, given):
        return given.lazy()
    frame = _same_said(table, given) if isinstance(given, nw.DataFrame) else given
    found = frame.collect_schema()
    known = {*table.names, SOURCE_ROW}
    needed = [c.name for c in table.columns if not (c.nullable or c.default is not None or c.local_day_of)]
    unknown, missing = [n for n in found if n not in known], [n for n in needed if n not in found]
    if unknown or missing:
        raise TableError.columns(table, unknown=unknown, missing=missing)
    row = Column(SOURCE_ROW, Kind.INTEGER, nullable=True)
    stored = [c for c in (*table.columns, row) if c.name in found or c.local_day_of is None]
    eager = frame.implementation.is_polars()
    blank = _only_nulls(given)
    typed = {name: kind for name, kind in found.items() if name not in blank}
    made = [_as_declared(table.name, c, typed.get(c.name), eager=eager) for c in stored]
    frame = _with(frame, [each for each in made if each is not None])
    if days := [c for c in table.columns if c.local_day_of is not None and c.name not in found]:
        zones = frame.collect_schema()
        frame = _with(frame, [_local_day(table.name, c, zones[str(c.local_day_of)]) for c in days])
    names = [*table.names, SOURCE_ROW]
    return frame if list(found) == names else frame.select(*names)


def _with(frame: "nw.LazyFrame[Any]", made: "list[nw.Expr]") -> "nw.LazyFrame[Any]":
    """Add columns, if there are any: an SQL engine binds each step again with every one that follows."""
    return frame.with_columns(made) if made else frame


def _is_declared(table: Table, given: "nw.DataFrame[Any]") -> bool:
    """Tell whether a Polars frame is the table as it is declared, as those made of records are."""
    if not given.implementation.is_polars():
        return False
    frame: pl.DataFrame = given.to_native()
    filled = [column.name for column in table.columns if column.default is not None]
    return [*frame.schema.items()] == _declared(table.name) and not any(
        frame[name].null_count() for name in filled
    )


@cache
def _declared(name: str) -> "list[tuple[str, pl.DataType]]":
    """Return the columns of a table in their order, each with its type in Polars."""
    columns = [(column.name, dtype(column.kind)) for column in schema()[name].columns]
    return [*columns, (SOURCE_ROW, dtype(Kind.INTEGER))]


def _same_said(table: Table, given: "nw.DataFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return a frame in memory as a Polars one; cells of another type that say the same become the declared kind."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame: pl.DataFrame = given.lazy("polars").collect("polars").to_native()
    for column in table.columns:
        if column.name in frame.columns and frame[column.name].null_count() < frame.height:
            before = frame[column.name]
            after = as_kind(column, before)
            if after is None:
                continue
            row = first_lost(before, after)
            if row is not None:
                raise TableError.cell(table.name, column, row)
            frame = frame.with_columns(after)
    return nw.from_native(frame.lazy())


def _only_nulls(frame: "nw.DataFrame[Any] | nw.LazyFrame[Any]") -> frozenset[str]:
    """Return the columns without any value: whatever their type, there is nothing that it says."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if not isinstance(frame, nw.DataFrame):
        return frozenset()
    return frozenset(name for name in frame.columns if frame[name].null_count() == len(frame))


def _local_day(table: str, column: Column, instant: "nw.dtypes.DType") -> "nw.Expr":
    """Return the day in Viet Nam; SQL engines show an instant in the zone of their session, so that must be known."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    zone = instant.time_zone if isinstance(instant, nw.Datetime) else None
    if zone not in {*UTC_NAMES, *VIETNAM_NAMES}:
        raise TableError.zone(table, str(column.local_day_of), zone)
    moment = nw.col(str(column.local_day_of))
    shifted = moment if zone in VIETNAM_NAMES else moment.dt.offset_by("7h")
    return shifted.dt.date().alias(column.name)


def _as_declared(
    table: str, column: Column, found: "nw.dtypes.DType | None", *, eager: bool
) -> "nw.Expr | None":
    """Return what makes a column the declared one; None: it is that already."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    target: dict[Kind, nw.dtypes.DType] = {
        Kind.TEXT: nw.String(),
        Kind.INTEGER: nw.Int64(),
        Kind.BOOLEAN: nw.Boolean(),
        Kind.DAY: nw.Date(),
        Kind.INSTANT: nw.Datetime("us", "UTC"),
    }
    wanted = target[column.kind]
    if found is None:
        return nw.lit(column.default, wanted).alias(column.name)
    same = nw.col(column.name)
    if found == wanted:
        return None if column.default is None else same.fill_null(column.default)
    if not _may_become(column.kind, found):
        raise TableError.kind(table, column, found)
    if isinstance(found, nw.Datetime) and column.kind is Kind.INSTANT:
        return same.dt.convert_time_zone("UTC") if eager else None
    return same.cast(wanted)


def _may_become(kind: Kind, found: "nw.dtypes.DType") -> bool:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    if found == nw.Unknown:  # a column of nulls only
        return True
    if kind is Kind.INTEGER:
        return found.is_integer()
    if kind is Kind.TEXT:
        return isinstance(found, nw.Categorical | nw.Enum)
    return kind is Kind.INSTANT and isinstance(found, nw.Datetime) and found.time_zone is not None
