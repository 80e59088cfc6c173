"""Đơn vị như đã ghi: units with their parents, their days and what became of them, as the tables say."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from dlxh.data.code_lists import code_list
from dlxh.models.unit import SuccessionKind
from dlxh.register.cycles import find_cycles
from dlxh.register.levels import UNDIVIDED
from dlxh.register.tables import Tables
from dlxh.words.bilingual import ArgumentError

ENDING: Final = code_list("succession_kind").having("ends")
"""Kinds of succession after which the old unit is no more."""


class LineageError(ArgumentError):
    """A choice of units that is not valid.

    >>> import dlxh
    >>> try:
    ...     dlxh.measure(dlxh.read(dlxh.example("gia-lai")).register, ["reports"], units="as_wos")
    ... except LineageError as error:
    ...     print(error.en)
    units: 'as_wos' is not an option; use 'as_was', 'as_is' or a date
    """


@dataclass(frozen=True, slots=True)
class UnitBook:
    """What the tables say of each unit; ids that the table of units does not hold are left out.

    Attributes:
        level: Level of each unit.
        parent: The unit right above.
        first: First day.
        last: Last day.
        after: Successors, with the day of the succession.
        before: Predecessors.
        renamed: What a unit was only renamed to, where nothing else followed it.

    >>> UnitBook({"hue": "province"}, {}, {}, {}, {"hue": {}}, {}).parent
    {}
    """

    level: dict[str, str]
    parent: dict[str, str]
    first: dict[str, date]
    last: dict[str, date]
    after: dict[str, dict[str, date]]
    before: dict[str, list[str]]
    renamed: dict[str, str] = field(default_factory=dict)


def read_units(tables: Tables) -> UnitBook:
    """Return what the tables say of each unit.

    Raises:
        LineageError: a unit is named `undivided`.
        TableError: there is no table of units.

    >>> from dlxh.models.unit import OrgUnit
    >>> hue = OrgUnit(id="hue", name="Huế", kind="place", level="province")
    >>> read_units(Tables.of([hue], as_of=date(2026, 1, 5))).level
    {'hue': 'province'}
    """
    columns = ("id", "level", "parent", "valid_from", "valid_to")
    frame = tables["units"].select(*columns).collect("polars").drop_nulls("id").sort(*columns)
    frame = frame.unique("id", keep="first", maintain_order=True)  # `check` reports the others

    def column_of(column: str) -> dict[str, Any]:
        return dict(frame.select("id", column).drop_nulls().rows())

    ids = frame["id"].to_list()
    level = dict.fromkeys(ids, "") | column_of("level")
    if UNDIVIDED in level:
        raise LineageError(
            vi=f"{UNDIVIDED!r} là từ dành riêng của thư viện, không dùng làm mã đơn vị được; hãy đặt mã khác",
            en=f"{UNDIVIDED!r} is reserved by the library and cannot be the id of a unit; give it another",
        )
    parent = {unit: above for unit, above in column_of("parent").items() if above in level}
    round_about = find_cycles(parent.items())
    parent = {unit: above for unit, above in parent.items() if unit not in round_about}
    book = UnitBook(
        level, parent, column_of("valid_from"), column_of("valid_to"), {each: {} for each in ids}, {}
    )
    if "unit_successors" in tables:
        _follow(book, tables)
    return book


def _follow(book: UnitBook, tables: Tables) -> None:
    """Note what follows what, since when, and the last day of units that something took the place of."""
    rows = tables["unit_successors"].select("unit", "successor", "kind", "on").collect("polars").rows()
    rows = [row for row in rows if row[0] in book.level and row[1] in book.level]
    knots = find_cycles((unit, successor) for unit, successor, _, _ in rows)
    ends: dict[str, date] = {}
    for unit, successor, kind, on in rows:
        if unit in knots and knots[unit] == knots.get(successor):
            continue
        since = on or date.min
        book.after[unit][successor] = min(since, book.after[unit].get(successor, since))
        book.before.setdefault(successor, []).append(unit)
        if kind in ENDING and since > date.min:
            ends[unit] = min(since, ends.get(unit, since))
        if kind == SuccessionKind.RENAME.value:
            book.renamed[unit] = successor
    for unit in [unit for unit in book.renamed if len(book.after[unit]) > 1]:
        del book.renamed[unit]
    for unit, end in ends.items():
        book.last.setdefault(unit, end - timedelta(days=1))
