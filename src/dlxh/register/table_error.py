"""Khung không dùng được: what is wrong with a frame that cannot be the table it is given as."""

from collections.abc import Collection, Iterable

from dlxh.register.columns import Column, Kind
from dlxh.register.json_text import field_name
from dlxh.register.schema import Table
from dlxh.words.bilingual import Error, quote
from dlxh.words.missing_input import MissingInputError

_ALLOWED = {
    Kind.INTEGER: ("số nguyên", "a whole number"),
    Kind.BOOLEAN: ("true hoặc false", "true or false"),
    Kind.DAY: ("ngày dạng 2024-07-24", "a day such as 2024-07-24"),
    Kind.INSTANT: (
        "thời điểm dạng 2024-07-24T08:00:00+07:00",
        "an instant such as 2024-07-24T08:00:00+07:00",
    ),
}


class TableError(Error):
    """A frame that cannot be the table it is given as; the caller's mistake.

    >>> print(TableError.no_record("Period").en)
    Period is not a record with a table of its own
    """

    @classmethod
    def unknown_table(cls, name: str, known: Iterable[str]) -> "TableError":
        """No table has this name."""
        listed = ", ".join(known)
        return cls(
            vi=f"không có bảng {quote(name)}; các bảng: {listed}",
            en=f"there is no table {quote(name)}; choose from: {listed}",
        )

    @classmethod
    def refuse_unknown(cls, names: Iterable[str], known: Iterable[str]) -> None:
        """Raise TableError where no table has one of some names."""
        if unknown := set(names) - set(known):
            raise cls.unknown_table(min(unknown, key=str), known)

    @classmethod
    def absent(
        cls, name: str, there: Iterable[str], known: Collection[str]
    ) -> "TableError | MissingInputError":
        """The table was not given, or there is none of this name."""
        if name not in known:
            return cls.unknown_table(name, known)
        have = ", ".join(there) or "—"
        return MissingInputError(
            f"bảng {name!r} chưa được nạp; đang có: {have}",
            f"table {name!r} was not given; those given: {have}",
            name,
        )

    @classmethod
    def no_record(cls, name: str) -> "TableError":
        """The object is not a record with a table."""
        return cls(
            vi=f"{name} không phải bản ghi có bảng riêng",
            en=f"{name} is not a record with a table of its own",
        )

    @classmethod
    def no_record_of_table(cls, name: str) -> "TableError":
        """The object is not a record with a table, unless a pack that is not given has one for it."""
        return cls(
            vi=f"{name} không phải bản ghi có bảng riêng; lớp của pack cần Tables.of(…, pack=…)",
            en=f"{name} is not a record with a table of its own; a class of a pack needs Tables.of(…, pack=…)",
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
        extra, lack = ", ".join(map(field_name, unknown)) or "—", ", ".join(missing) or "—"
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

    @classmethod
    def no_frame(cls, table: str, found: object) -> "TableError":
        """Something that is not a frame."""
        kind = type(found).__name__
        return cls(
            vi=f"bảng {table}: {kind} không phải khung dữ liệu; hãy đưa khung Polars, pandas, PyArrow, DuckDB hoặc Spark",
            en=f"table {table}: {kind} is not a frame; give a frame of Polars, pandas, PyArrow, DuckDB or Spark",
        )

    @classmethod
    def twice(cls, table: str, columns: Iterable[str]) -> "TableError":
        """Columns with the same name."""
        names = ", ".join(map(field_name, columns))
        return cls(
            vi=f"bảng {table}: cột có nhiều hơn một lần: {names}; hãy giữ một cột",
            en=f"table {table}: columns that appear more than once: {names}; keep one of them",
        )

    @classmethod
    def of_mixed_cells(cls, table: str, column: str, row: int, kinds: tuple[str, str]) -> "TableError":
        """A column whose cells are of several types; the cells themselves are not repeated."""
        first, other = kinds
        return cls(
            vi=f"bảng {table}, cột {column}, dòng {row}: ô kiểu {other} trong cột kiểu {first}; hãy đưa cả cột về một kiểu",
            en=f"table {table}, column {column}, row {row}: a cell of type {other} in a column of {first}; bring the column "
            "to one type",
        )

    @classmethod
    def no_zone(cls, table: str, column: str, row: int | None = None) -> "TableError":
        """An instant that does not say in which zone it is; nothing guesses one."""
        vi, en = ("", "") if row is None else (f", dòng {row}", f", row {row}")
        return cls(
            vi=f"bảng {table}, cột {column}{vi}: thời điểm thiếu múi giờ; hãy viết kèm +07:00, hoặc gắn múi giờ cho cột",
            en=f"table {table}, column {column}{en}: the instant has no time zone; write +07:00 after it, or give the column its zone",
        )

    @classmethod
    def foreign(cls, table: str, column: str, found: object) -> "TableError":
        """A column of a type that Polars does not have."""
        return cls(
            vi=f"bảng {table}, cột {column}: không dùng được kiểu {found}; hãy chuyển kiểu trước",
            en=f"table {table}, column {column}: type {found} cannot be used; cast it first",
        )

    @classmethod
    def in_one_process(cls, engine: str) -> "TableError":
        """Tables on another engine than Polars cannot be pickled: their connection belongs to one process."""
        return cls(
            vi=f"dữ liệu đang nằm ở {engine}, không pickle được vì kết nối chỉ thuộc một tiến trình; "
            "hãy lấy dữ liệu về bộ nhớ trước: tables.collect()",
            en=f"the data is on {engine} and cannot be pickled, because a connection belongs to one process; "
            "collect them first: tables.collect()",
        )
