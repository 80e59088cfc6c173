"""Đọc thành cột: flat files as tables, without an object for any row; all that they say, or a clear no."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from dlxh.data.given_path import readable_path
from dlxh.register.columns import Column, Kind
from dlxh.register.descriptor import descriptor_of
from dlxh.register.exchange import ReadError
from dlxh.register.finding import Finding, Place, Severity, refused
from dlxh.register.json_text import Twice, field_name, parsed, printable
from dlxh.register.limits import DEFAULT_LIMITS, Limits
from dlxh.register.lines import BOM, lines_of
from dlxh.register.reading import stated_day
from dlxh.register.resource import Resource, Resources
from dlxh.register.schema import SOURCE_ROW, Table, schema
from dlxh.register.source import opened
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.words.text import nfc

if TYPE_CHECKING:
    import polars as pl

_WORDS: Final[dict[Kind, tuple[type, str]]] = {
    Kind.INTEGER: (int, "int_type"),
    Kind.BOOLEAN: (bool, "bool_type"),
}
"""What JSON holds each kind as, and what is wrong otherwise; days and instants are texts."""
_LARGEST: Final = 2**63 - 1
_MARKS: Final = "[\u0300-\u036f]"
_LEADS_OF_MARKS: Final = (b"\xcc", b"\xcd")
"""With what every mark on a letter begins in UTF-8, and no letter of Vietnamese; a byte is found at no cost, a pattern is not.
Other signs that have a normal form of their own, such as that of the ohm, stay as they are written."""


def read_tables(
    path: str | Path,
    *,
    as_of: date | None = None,
    only: Iterable[str] = (),
    verify: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Tables:
    """Read a folder or `.zip` of flat files with `datapackage.json` as columns, for millions of rows.

    No model sees a row: `check` judges the constraints of the models together with the rules, and its findings name
    file and line as those of `read` do. A table is read whole or not at all: an unknown field, a name that stands twice,
    or a value that the column cannot hold is refused with its line, and so is a file with fewer rows than were written;
    an empty field (null) says nothing. `read` takes such a file too, row by row, and keeps what is right.

    Args:
        path: The source.
        as_of: The day on which the records were true; without it the source must say so.
        only: Names of the tables to read; none means all.
        verify: Whether a file that was changed since it was written is refused, as its hash shows.
        limits: How much is read.

    Raises:
        ReadError: the source is not there or is not what it claims to be; a file of it cannot be read as a whole.
        TableError: `only` names no table, or a day or an instant is none.

    >>> read_tables("examples/gia-lai", only=["networks", "reports"])
    <Tables as of 2025-07-01: networks, reports>
    """
    wanted = frozenset(only)
    if unknown := wanted - set(schema()):
        raise TableError.unknown_table(min(unknown))
    path = readable_path(path, ReadError, folder=True)
    frames: dict[str, pl.DataFrame] = {}
    partial: dict[str, frozenset[str]] = {}
    files: dict[str, str] = {}
    with opened(path, limits) as source:
        package = descriptor_of(source)
        day = stated_day(as_of, package.get("dlxh:asOf"), source.name)
        resources = Resources(source, limits)
        for described in package["resources"]:
            if wanted and not _is_wanted(described, wanted):
                continue
            found = resources.find(described)
            if isinstance(found, Finding):
                _refuse(found)
            partial |= found.partial
            files[found.name] = found.file
            frames[found.name] = frame = _frame(found)
            change = found.compare(frame.height, verify=verify)
            if change is not None and (verify or change.severity is Severity.ERROR):
                _refuse(change)
    return Tables(frames, as_of=day, partial=partial, places=files)


def _is_wanted(described: object, wanted: frozenset[str]) -> bool:
    """Tell whether an entry of the package may be one of the wanted tables; what is no entry has no name."""
    name = described.get("name") if isinstance(described, dict) else None
    return isinstance(name, str) and name in wanted


def _refuse(finding: Finding) -> NoReturn:
    place = str(finding.place) + (f", {finding.field}" if finding.field else "")
    if finding.place is not None and finding.place.line is not None:
        vi, en = (
            "đọc tệp này theo từng dòng và giữ các dòng đúng",
            "takes this file row by row and keeps what is right",
        )
    else:
        vi, en = (
            "vẫn đọc các tệp khác và nêu mọi lỗi của bộ dữ liệu",
            "reads the other files and lists every fault of the package",
        )
    raise ReadError(
        vi=f"{place}: {finding.message('vi')}; dlxh.read {vi}",
        en=f"{place}: {finding.message('en')}; dlxh.read {en}",
    )


def _frame(resource: Resource) -> "pl.DataFrame":
    """Return the rows of a file, with the number of the line of each."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    table, data = schema()[resource.name], resource.data.removeprefix(BOM)
    columns = [column for column in table.columns if column.local_day_of is None]
    types: dict[str, pl.DataType] = {
        column.name: {Kind.INTEGER: pl.Int64(), Kind.BOOLEAN: pl.Boolean()}.get(column.kind, pl.String())
        for column in columns
    }
    frame = _at_once(data, types)
    if frame is not None:
        if any(lead in data for lead in _LEADS_OF_MARKS):
            frame = _compose(frame, columns)
        return frame.with_row_index(SOURCE_ROW, offset=1).cast({SOURCE_ROW: pl.Int64})
    rows = list(_one_by_one(resource, table, {column.name: column for column in columns}))
    return pl.DataFrame(rows, schema={**types, SOURCE_ROW: pl.Int64()}, orient="row")


def _compose(frame: "pl.DataFrame", columns: Iterable[Column]) -> "pl.DataFrame":
    """Make one letter of a letter and its marks, as the models do: else one name would be two groups."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    texts = [pl.col(column.name) for column in columns if column.composed]
    marked = [text.str.contains(_MARKS) for text in texts]
    return frame.with_columns(
        pl.when(has).then(text.str.normalize("NFC")).otherwise(text)
        for text, has in zip(texts, marked, strict=True)
    )


def _at_once(data: bytes, types: "dict[str, pl.DataType]") -> "pl.DataFrame | None":
    """Return the rows as Polars reads them; None where that, or what it leaves unsaid, has to be looked at more closely.

    Polars leaves out a field that is not asked for, takes the first of two with one name, writes a number down as text
    where a text is asked for, and skips blank lines. All of it is seen by counting: each name in the file has to have
    become a cell or to stand before a null, each text a cell of text, and each line a row. What else looks like a name,
    inside a text, makes the first count too high; too low it is never, where no name stands apart from its colon. Half
    a character, which Polars takes for none, is looked for by itself.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    try:
        frame = pl.read_ndjson(data, schema=types)
        lines, odd, names, texts = _counted(data, '":', '": "')
    except pl.exceptions.PolarsError:
        return None
    cells = {name: frame.height - frame[name].null_count() for name in types}
    nulls = names - sum(cells.values())
    texts -= sum(count for name, count in cells.items() if types[name] == pl.String)
    if nulls and not _only_nulls(data, names, nulls, types):
        return None
    if texts:
        texts += _counted(data, '":"')[2]
    return None if odd or texts or lines != frame.height else frame


def _only_nulls(data: bytes, names: int, nulls: int, types: Iterable[str]) -> bool:
    """Tell whether the names that became no cell stand before nulls, are all known, and stand once in their line."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    if nulls != sum(_counted(data, '":null', '": null')[2:]):
        return False
    line = pl.col("line")
    times = [line.str.count_matches(f'"{name}":', literal=True).alias(name) for name in types]
    twice = pl.max_horizontal(*types).max().alias("twice")
    known = pl.sum_horizontal(*types).sum().alias("known")
    found = _lines(data).select(times).select(known, twice).collect(engine="streaming").row(0)
    return found[0] == names and (found[1] or 0) <= 1


def _counted(data: bytes, *sought: str) -> tuple[int, ...]:
    """Return how many lines there are, how many look odd, and how often they hold each of some texts.

    Odd is a name apart from its colon, and what may be half a character, or a mark, written as a number.
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    line = pl.col("line")  # null where it is blank, which sums pass over
    odd = line.str.contains(r'"[ \t\r]+:') | line.str.contains(r"\\u(?:[dD]|03[0-6])")
    counts = (line.str.count_matches(text, literal=True).sum().alias(text) for text in sought)
    return _lines(data).select(pl.len(), odd.sum().alias("odd"), *counts).collect(engine="streaming").row(0)


def _lines(data: bytes) -> "pl.LazyFrame":
    """Return the lines of a file as they stand."""
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    return pl.scan_csv(data, has_header=False, separator="\x01", quote_char=None, schema={"line": pl.String})


def _one_by_one(resource: Resource, table: Table, columns: dict[str, Column]) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each line and its number; raises ReadError at the first that no table can hold."""
    for number, line in lines_of(resource.data):
        place = Place(resource.file, number)
        try:
            row = parsed(line.decode())
        except UnicodeDecodeError:
            _refuse(refused("wrong_encoding", place, table=table.name))
        except (ValueError, RecursionError):
            _refuse(refused("json_invalid", place, table=table.name))
        if not isinstance(row, dict):
            _refuse(refused("model_type", place, table=table.name, parameters={"class_name": table.name}))
        if isinstance(row, Twice):
            _refuse(refused("key_twice", place, table=table.name))
        for name, value in row.items():
            if code := _fault(columns.get(name), value):
                _refuse(refused(code, place, table=table.name, field=field_name(name)))
        yield (*(_cell(column, row.get(name)) for name, column in columns.items()), number)


def _cell(column: Column, value: object) -> object:
    return nfc(value) if column.composed and isinstance(value, str) else value


def _fault(column: Column | None, value: object) -> str | None:
    """Return what keeps a value from being a cell of its column."""
    if column is None:
        return "extra_forbidden"
    if value is None:
        return None
    kind, code = _WORDS.get(column.kind, (str, "string_type"))
    if type(value) is not kind or (isinstance(value, int) and not -_LARGEST <= value <= _LARGEST):
        return code
    return "string_unicode" if isinstance(value, str) and printable(value) != value else None
