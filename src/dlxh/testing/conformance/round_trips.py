"""Ghi rồi đọc lại: whether what comes back is what was written, and where it differs, without a value of it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from dlxh.register.findings import Findings
from dlxh.register.reading import read
from dlxh.register.register import Register
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.engine.batch import hide_names
from dlxh.testing.conformance.failure import Failure

FORMS: Final = ("folder", "zip", "json")
"""The forms in which a register is written and read."""
_FILES: Final = {"folder": "register", "zip": "register.zip", "json": "register.json"}
_SHOWN: Final = 3
StoreFunctions = tuple[Callable[[Register], object], Callable[[], Register]]
"""What writes a register, and what reads it back."""


def find_losses(register: Register, form: str, folder: Path) -> Iterator[Failure]:
    """Yield what is lost when a register is written in a form and read again.

    >>> import dlxh
    >>> from tempfile import TemporaryDirectory
    >>> register = dlxh.read(dlxh.example("gia-lai")).register
    >>> with TemporaryDirectory() as place:
    ...     list(find_losses(register, "zip", Path(place)))
    []
    """
    written = register.write(folder / _FILES[form], personal=True, classified=True)
    reading = read(written, pack=register.pack)
    yield from _find_refused(reading.findings, form)
    yield from find_differences(register, reading.register, form)


def _find_refused(findings: Findings, form: str) -> Iterator[Failure]:
    if len(findings):
        codes = ", ".join(f"{code}: {number}" for code, number in findings.counts().items())
        yield Failure(
            vi=f"{form}: đọc lại thì có {len(findings)} phát hiện ({codes})",
            en=f"{form}: reading it again finds {len(findings)} faults ({codes})",
            cure_vi="xem dlxh.read(…).findings; sổ có dòng mà mô hình không nhận",
            cure_en="look at dlxh.read(…).findings; the register has rows that no model takes",
        )


def find_differences(before: Register, after: Register, form: str) -> Iterator[Failure]:
    """Yield how a register that was read differs from the one that was written: rows by their keys, cells by their columns.

    >>> import dlxh
    >>> register = dlxh.read(dlxh.example("gia-lai")).register
    >>> changed = register.put(register.reports[0].replace(channel="phone"))
    >>> [each.en for each in find_differences(register, changed, "store")]
    ['store: reports comes back with other cells in channel, of 1 rows: GL-BC-001']
    """
    first, second = before.tables, after.tables
    for name in first.names:
        if name in second:
            yield from _rows(
                first.polars(name), second.polars(name), first.schema[name].key, f"{form}: {name}"
            )
        else:
            yield _absent(first.polars(name).height, name, form)
    for name in second.names:
        if name not in first:
            yield _new_table(name, form)
    if before.as_of != after.as_of or first.partial != second.partial:
        yield Failure(
            vi=f"{form}: ngày số liệu hoặc những bảng chưa đủ không được giữ",
            en=f"{form}: the as-of date, or which tables are partial, is not kept",
            cure_vi="ghi và đọc lại as_of và partial của sổ: thiếu chúng thì con số «ít nhất» thành con số đúng",
            cure_en="write and read as_of and partial of the register: without them a lower bound becomes exact",
        )


def _rows(before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str], place: str) -> Iterator[Failure]:
    """Yield the rows of a table that are lost, that were not there, and whose cells differ."""
    one, other = (frame.drop(SOURCE_ROW).sort(pl.all()) for frame in (before, after))
    if one.equals(other):
        return
    for frame, rest, vi, en in ((one, other, "mất", "loses"), (other, one, "thừa", "gains")):
        gone = frame.join(rest, on=key, how="anti", nulls_equal=True)
        if gone.height or frame.height > rest.height:
            number = max(gone.height, frame.height - rest.height)
            yield _loss(f"{place} {vi} {number} dòng", f"{place} {en} {number} rows", gone, key)
    for column in (name for name in one.columns if name not in key):
        both = one.select(*key, column).join(other.select(*key, column), on=key, nulls_equal=True)
        differing = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_right")))
        if differing.height:
            vi = f"{place} trở về với ô khác ở cột {column}, {differing.height} dòng"
            yield _loss(
                vi,
                f"{place} comes back with other cells in {column}, of {differing.height} rows",
                differing,
                key,
            )


def _loss(vi: str, en: str, rows: pl.DataFrame, key: Sequence[str]) -> Failure:
    shown = hide_names(
        rows.select(pl.concat_str(list(key), separator="#", ignore_nulls=True).alias("record"))
    )
    keys = ", ".join(str(each) for each in shown["record"].head(_SHOWN))
    return Failure(
        vi=f"{vi}: {keys}" if keys else vi,
        en=f"{en}: {keys}" if keys else en,
        cure_vi="tìm bước làm mất: tên cột khác, kiểu khác, múi giờ, ô trống thành chữ rỗng, bảng của gói bị bỏ quên",
        cure_en="find the step that loses it: another name or type of a column, a time zone, null written as empty text, a table of the pack left out",
    )


def _absent(height: int, name: str, form: str) -> Failure:
    if height:
        vi, en = f"mất cả bảng {name}, {height} dòng", f"the whole table {name} is lost, {height} rows"
    else:
        vi, en = f"bảng {name} trống nay thành bảng không có", f"the empty table {name} comes back as absent"
    return Failure(
        vi=f"{form}: {vi}",
        en=f"{form}: {en}",
        cure_vi="ghi cả bảng trống: bảng trống nghĩa là không có gì (0), bảng không có nghĩa là chưa rõ",
        cure_en="write empty tables too: an empty table means nothing (0), an absent one means unknown",
    )


def _new_table(name: str, form: str) -> Failure:
    return Failure(
        vi=f"{form}: bảng {name} trước không có, đọc lại thì có",
        en=f"{form}: the table {name} was absent and comes back",
        cure_vi="chỉ đọc những bảng đã ghi: bảng không có nghĩa là chưa rõ, không phải là 0",
        cure_en="read only the tables that were written: an absent table means unknown, not 0",
    )
