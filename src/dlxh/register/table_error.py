"""Khung không dùng được: what is wrong with a frame that cannot be the table it is given as."""

from collections.abc import Iterable

from dlxh.register.columns import KINDS_VI, Column, Kind
from dlxh.register.json_text import field_name
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table, schema
from dlxh.words.bilingual import LANGS, Error, quote
from dlxh.words.given import find_near
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
    """A frame that does not fit the table it is passed as; the caller's mistake.

    >>> print(TableError.no_record("Period").en)
    Period is not a record with a table of its own
    """

    @classmethod
    def unknown_table(cls, name: str, known: Schema) -> "TableError":
        """No table has this name."""
        near = find_near(str(name), known)
        vi, en = _name_tables(near or known, known)
        return cls(
            vi=f"không có bảng {quote(name)}; {'gần giống' if near else 'các bảng'}: {vi}",
            en=f"there is no table {quote(name)}; {'near' if near else 'choose from'}: {en}",
        )

    @classmethod
    def refuse_unknown(cls, names: Iterable[str], known: Schema, also: Iterable[str] = ()) -> None:
        """Raise TableError where no table has one of some names."""
        if unknown := set(names) - {*known, *also}:
            raise cls.unknown_table(min(unknown, key=str), known)

    @classmethod
    def absent(cls, name: str, there: Iterable[str], known: Schema) -> "TableError | MissingInputError":
        """The table was not given, or there is none of this name."""
        if name not in known:
            return cls.unknown_table(name, known)
        (vi, en), (have_vi, have_en) = _at(known[name]), _name_tables(there, known)
        return MissingInputError(
            f"{vi} chưa được nạp; đang có: {have_vi}", f"{en} was not given; those given: {have_en}", name
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
            vi=f"{name} không phải bản ghi có bảng riêng; lớp của gói cần Tables.of(…, pack=…)",
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
        extra, allowed = ", ".join(map(field_name, unknown)) or "—", ", ".join(table.names)
        (vi, en), (lack_vi, lack_en) = _at(table), _columns(table, missing)
        return cls(
            vi=f"{vi}: cột lạ: {extra}; cột thiếu: {lack_vi}; các cột: {allowed}",
            en=f"{en}: unknown columns: {extra}; missing columns: {lack_en}; columns: {allowed}",
        )

    @classmethod
    def zone(cls, table: Table, column: str, zone: str | None) -> "TableError":
        """An engine whose session shows instants in a zone that we cannot take for granted."""
        vi, en = _at(table, column)
        return cls(
            vi=f"{vi}: múi giờ của phiên là {zone}; hãy mở phiên với múi giờ UTC",
            en=f"{en}: the session's time zone is {zone}; open the session with the time zone UTC",
        )

    @classmethod
    def cell(cls, table: Table, column: Column, row: int) -> "TableError":
        """A cell that says nothing of the column's kind; the cell itself is not repeated."""
        (vi, en), (kind_vi, kind_en) = _at(table, column.name), _ALLOWED[column.kind]
        return cls(
            vi=f"{vi}, dòng {row}: không phải {kind_vi}; hãy sửa hoặc để trống",
            en=f"{en}, row {row}: this is not {kind_en}; correct it or leave it empty",
        )

    @classmethod
    def kind(cls, table: Table, column: Column, found: object) -> "TableError":
        """A column of another type."""
        vi, en = _at(table, column.name)
        return cls(
            vi=f"{vi}: kiểu {found} không thể là {KINDS_VI[column.kind]}; hãy chuyển kiểu trước",
            en=f"{en}: type {found} cannot be {column.kind}; cast it first",
        )

    @classmethod
    def no_frame(cls, table: Table, found: object) -> "TableError":
        """Something that is not a frame."""
        (vi, en), kind = _at(table), type(found).__name__
        return cls(
            vi=f"{vi}: {kind} không phải khung dữ liệu; hãy đưa khung Polars, pandas, PyArrow, DuckDB hoặc Spark",
            en=f"{en}: {kind} is not a frame; give a frame of Polars, pandas, PyArrow, DuckDB or Spark",
        )

    @classmethod
    def twice(cls, table: Table, columns: Iterable[str]) -> "TableError":
        """Columns with the same name."""
        (vi, en), names = _at(table), ", ".join(map(field_name, columns))
        return cls(
            vi=f"{vi}: cột có nhiều hơn một lần: {names}; hãy giữ một cột",
            en=f"{en}: columns that appear more than once: {names}; keep one of them",
        )

    @classmethod
    def in_both(cls, own: Table, columns: Iterable[str]) -> "TableError":
        """Own columns that are given in our table and in their own."""
        (vi, en), (ours_vi, ours_en), (own_vi, own_en) = (
            _columns(own, columns),
            _at(schema()[str(own.parent)]),
            _at(own),
        )
        return cls(
            vi=f"cột {vi} vừa ở {ours_vi} vừa ở {own_vi}; hãy bỏ một nơi",
            en=f"the columns {en} are both in {ours_en} and in {own_en}; leave one out",
        )

    @classmethod
    def several_in_cell(cls, own: Table) -> "TableError":
        """An own field with several values that is given as a column of our table: no cell holds several."""
        (vi, en), (own_vi, own_en) = _at(schema()[str(own.parent)], str(own.field)), _at(own)
        listed = ", ".join(own.names)
        return cls(
            vi=f"{vi}: trường nhiều giá trị không là cột; mỗi giá trị là một dòng của {own_vi}, các cột: {listed}",
            en=f"{en}: a field with several values is not a column; each value is a row of {own_en}, with the columns {listed}",
        )

    @classmethod
    def of_mixed_cells(cls, table: Table, column: str, row: int, kinds: tuple[str, str]) -> "TableError":
        """A column whose cells are of several types; the cells themselves are not repeated."""
        (vi, en), (first, other) = _at(table, column), kinds
        return cls(
            vi=f"{vi}, dòng {row}: ô kiểu {other} trong cột kiểu {first}; hãy đưa cả cột về một kiểu",
            en=f"{en}, row {row}: a cell of type {other} in a column of {first}; bring the column to one type",
        )

    @classmethod
    def no_zone(cls, table: Table, column: str, row: int | None = None) -> "TableError":
        """An instant that does not say in which zone it is; nothing guesses one."""
        (vi, en), is_cell = _at(table, column), row is not None
        return cls(
            vi=f"{vi}{f', dòng {row}' if is_cell else ''}: thời điểm thiếu múi giờ; hãy viết kèm +07:00, hoặc gắn múi giờ cho cột",
            en=f"{en}{f', row {row}' if is_cell else ''}: the instant has no time zone; write +07:00 after it, or give the column its zone",
        )

    @classmethod
    def foreign(cls, table: Table, column: str, found: object) -> "TableError":
        """A column of a type that Polars does not have."""
        vi, en = _at(table, column)
        return cls(
            vi=f"{vi}: không dùng được kiểu {found}; hãy chuyển kiểu trước",
            en=f"{en}: type {found} cannot be used; cast it first",
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


def _at(table: Table, column: str | None = None) -> tuple[str, str]:
    """Return what people call a table, or a column of it, in both languages, each with its name."""
    from dlxh.register.labels import call_column, call_table

    vi, en = f"bảng {call_table(table, 'vi')}", f"table {call_table(table, 'en')}"
    if column is None:
        return vi, en
    return f"{vi}, cột {call_column(table, column, 'vi')}", f"{en}, column {call_column(table, column, 'en')}"


def _columns(table: Table, names: Iterable[str]) -> tuple[str, str]:
    from dlxh.register.labels import call_column

    vi, en = (", ".join(call_column(table, each, lang) for each in names) or "—" for lang in LANGS)
    return vi, en


def _name_tables(names: Iterable[str], known: Schema) -> tuple[str, str]:
    from dlxh.register.labels import call_tables

    vi, en = (call_tables(names, known, lang) or "—" for lang in LANGS)
    return vi, en
