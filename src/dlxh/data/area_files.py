"""Tệp địa bàn: the directory of communes as it lies in the package, read on first use.

Four CSV files, byte for byte as they were made, with sources and the last known day in `areas.toml`. No field holds
a comma or a quote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

from dlxh.data.facts import FactError, read_facts
from dlxh.data.place_kinds import PlaceKind
from dlxh.data.province_facts import MERGED
from dlxh.words.days import Beyond, known_day, write_day

OLD_SCHEME: Final = "124/2004"
NEW_SCHEME: Final = "19/2025"
LAST_OLD_DAY: Final = MERGED - timedelta(days=1)
"""The only day of the older map that is known: earlier mergers are not in the data."""

AreaFile: TypeAlias = Literal["communes", "former_communes", "former_districts", "lineage"]
Row: TypeAlias = Sequence[str]


class AreaError(FactError, LookupError):
    """A commune or district that cannot be named from what was given; says what can be.

    >>> import dlxh
    >>> try:
    ...     dlxh.data.commune("99999", on=date(2025, 7, 1))
    ... except AreaError as error:
    ...     print(error.en)
    there is no commune code '99999' on 2025-07-01; list them with communes(on=...)
    """


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What holds for all rows: until when they are known, where they are from, and how the files write kinds.

    >>> area_facts().known_to
    datetime.date(2026, 10, 6)
    """

    known_to: date
    """The day of the youngest source in which a change could have been seen, inclusive."""
    schemes: Mapping[str, str]
    """The decisions that give codes their meaning, by scheme."""
    sources: Mapping[str, str]
    """Where each file is from."""
    kinds: Mapping[str, PlaceKind]
    """The kinds of place as the files write them."""
    special_zones: Mapping[str, str]
    """The districts that had no commune, each with the commune of today that it became."""


@cache
def area_facts() -> AreaFacts:
    """Return what holds for all rows of the files.

    >>> area_facts().kinds["phuong"].value
    'ward'
    """
    facts = read_facts("areas", "areas.toml")
    kinds = {written: PlaceKind(kind) for written, kind in facts["kinds"].items()}
    return AreaFacts(facts["known_to"], facts["schemes"], facts["sources"], kinds, facts["special_zones"])


@cache
def area_rows(name: AreaFile) -> tuple[Row, ...]:
    """Return the rows of one file without its heading, in the order of codes.

    >>> len(area_rows("lineage")), area_rows("former_districts")[0]
    (10566, ['001', 'Quận Ba Đình', 'quan', '01', '2025-06-30'])
    """
    text = files("dlxh.data").joinpath("areas", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(line.split(",") for line in text.split("\n")[1:-1])


def known_area_day(on: date, beyond: Beyond) -> date:
    """Return the day on which to look an area up.

    Raises:
        AreaError: the day is before 2025-06-30, or beyond what is known and no policy is stated.
        ArgumentError: `on` is not a plain date.

    >>> known_area_day(date(2030, 1, 1), "last_known")
    datetime.date(2026, 10, 6)
    """
    day = known_day(on, area_facts().known_to, beyond, AreaError)
    if day < LAST_OLD_DAY:
        raise AreaError(
            vi=f"danh mục xã, huyện có từ ngày {write_day(LAST_OLD_DAY, 'vi')}, chưa có cho ngày {write_day(day, 'vi')}; "
            "những lần sắp xếp trước đó không có trong dữ liệu, hãy dùng ngày từ 30/6/2025",
            en=f"communes and districts are known from {LAST_OLD_DAY}, not for {day}; earlier mergers are not in the data, "
            "use a day from 2025-06-30 on",
        )
    return day
