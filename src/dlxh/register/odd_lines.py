"""Dòng lạ: lines that are judged one by one by the very model whose columns they fill."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from pydantic import BaseModel

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.finding_list import FindingList
from dlxh.register.flatten import frame_of
from dlxh.register.json_text import Twice, parse
from dlxh.register.labels import name_in_own
from dlxh.register.own_fields import field_set_aside
from dlxh.register.rows import Refusal, Refusals, RowReader, is_key
from dlxh.register.schema import SOURCE_ROW

_WRONG_ENCODING, _JSON_INVALID, _KEY_TWICE = (
    Refusals((Refusal(None, code, {}),)) for code in ("wrong_encoding", "json_invalid", "key_twice")
)


@dataclass(frozen=True, slots=True)
class OddLines:
    """Judges lines of one file.

    Attributes:
        reader: What judges a row.
        file: What the file is called.
        listed: Takes the findings.
        lacks: Takes, for each row that does not fit, the value in place of its network.
    """

    reader: RowReader
    file: str
    listed: FindingList
    lacks: Callable[[object], None]

    def judge(self, lines: Iterable[tuple[int, bytes]]) -> pl.DataFrame:
        """Return the rows that fit, with the numbers of their lines; the others become findings.

        Of an own table a field that the pack does not have, such as an older one, is lost with one finding, and no row with it.
        """
        unknown: Counter[str] = Counter()
        records: list[BaseModel] = []
        numbers: list[int] = []
        for number, line in lines:
            row, fault = row_of(line)
            if self.reader.table.pack is not None and isinstance(row, dict):
                row, is_own = self._without_unknown(row, unknown)
                if not is_own:
                    continue
            found = fault or self.reader.read(row, self.listed.room)
            if isinstance(found, BaseModel):
                records.append(found)
                numbers.append(number)
            else:
                self._refuse(number, line, row, found)
        table = self.reader.table
        for name, count in unknown.items():
            lost = field_set_aside(self.file, str(table.parent), name, str(table.pack), count)
            self.listed.add_row([lost])
        rows = pl.Series(SOURCE_ROW, numbers, dtype=pl.Int64)
        return frame_of(table, [record.__dict__ for record in records]).with_columns(rows)

    def _without_unknown(self, row: dict[str, Any], counts: Counter[str]) -> tuple[dict[str, Any], bool]:
        """Return a row of own fields without unknown ones, which are counted, and whether it still says something."""
        unknown = [name for name in row if name not in self.reader.known]
        counts.update(name for name in unknown if row[name] is not None)
        kept = {name: cell for name, cell in row.items() if name in self.reader.known}
        return kept, not unknown or any(kept.get(column.name) is not None for column in self.reader.table.own)

    def _refuse(self, number: int, line: bytes, row: object, found: Refusals) -> None:
        self.lacks(row.get("network") if isinstance(row, dict) else None)
        if self.listed.room:
            place = Place(self.file, number)
            self.listed.add_row(_findings(self.reader, place, line, row, found.first), found.beyond)
        else:
            self.listed.count_row()


def row_of(line: bytes) -> tuple[Any, Refusals | None]:
    """Return the value of a line, or why it has none.

    >>> row_of(b'{"id": "n1"}')[0]
    {'id': 'n1'}
    """
    try:
        row = parse(line.decode())
    except UnicodeDecodeError:
        return None, _WRONG_ENCODING
    except (ValueError, RecursionError):
        return None, _JSON_INVALID
    if isinstance(row, Twice):
        return None, _KEY_TWICE
    return row, None


def text_of_line(line: bytes) -> str:
    """Return a line as text; of what is not UTF-8 each byte becomes the character of its number, so none is lost.

    >>> text_of_line(b"{}")
    '{}'
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _findings(
    reader: RowReader, place: Place, line: bytes, row: object, faults: Sequence[Refusal]
) -> list[Finding]:
    """Return one finding for each listed reason; they share the text of the row."""
    text, key = text_of_line(line), _key(reader, row, faults)
    return [
        refuse(
            fault.code,
            place,
            row=text,
            table=reader.table.name,
            record=key,
            field=fault.field,
            parameters={**fault.context, **name_in_own(reader.table, fault.field)},
        )
        for fault in faults
    ]


def _key(reader: RowReader, row: object, faults: Sequence[Refusal]) -> str | None:
    """Return the key of a refused row, unless the key itself is at fault: then it may be anything."""
    at_fault = {fault.field for fault in faults}
    if not isinstance(row, dict) or at_fault.intersection(reader.table.key):
        return None
    parts = [row.get(name) for name in reader.table.key]
    return "#".join(map(str, parts)) if all(map(is_key, parts)) else None
