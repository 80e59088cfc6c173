"""Đơn vị: units on days on which they cannot have been, and codes that then meant another place."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from dlxh.data.area_codes import area_codes
from dlxh.data.provinces import MERGED, all_provinces
from dlxh.ledger.beside import beside as lay_beside
from dlxh.models.unit import AreaScheme, Level, SuccessionKind, UnitKind
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty

if TYPE_CHECKING:
    import polars as pl

LAST_DISTRICT_DAY: Final = date(2025, 6, 30)
"""The district level ended on 2025-07-01 (Luật 72/2025/QH15)."""
_PROVINCE_DIGITS: Final = 2
_DISTRICT_DIGITS: Final = 3
_KINDS: Final = ("Tỉnh ", "Thành phố ", "tỉnh ", "thành phố ")


def _is_district(_: Tables) -> nw.Expr:
    return nw.col("level") == Level.DISTRICT.value


def _has_area(_: Tables) -> nw.Expr:
    return ~nw.col("area_code").is_null()


def _is_province(_: Tables) -> nw.Expr:
    place = (nw.col("level") == Level.PROVINCE.value) & (nw.col("kind") == UnitKind.PLACE.value)
    return place & ~nw.col("area_code").is_null()


def _is_lower_place() -> nw.Expr:
    below = nw.col("level").is_in([Level.DISTRICT.value, Level.COMMUNE.value])
    return below & (nw.col("kind") == UnitKind.PLACE.value)


def _names_province(tables: Tables) -> nw.Expr:
    """Return whether the code is to be a province's: a place goes by its level, a body by the length of the code."""
    short = (nw.col("area_code").str.len_chars() == _PROVINCE_DIGITS) & ~_is_lower_place()
    return _is_province(tables) | (_has_area(tables) & short)


def _on_known_days(tables: Tables, spans: Mapping[str, tuple[date, date]]) -> nw.Expr:
    """Return whether the unit existed on a day on which the codes of its decision are known."""
    last = nw.coalesce(nw.col("valid_to"), nw.lit(tables.as_of))
    known = nw.lit(value=False)
    for scheme, (known_from, known_to) in spans.items():
        begun = nw.col("valid_from").is_null() | (nw.col("valid_from") <= known_to)
        known = known | ((nw.col("area_scheme") == scheme) & begun & (last >= known_from))
    return known


def _on_known_days_of_provinces(tables: Tables) -> nw.Expr:
    old, new = AreaScheme.DECISION_124_2004.value, AreaScheme.DECISION_19_2025.value
    spans = {old: (LAST_DISTRICT_DAY, LAST_DISTRICT_DAY), new: (MERGED, all_provinces()[0].known_to)}
    return _on_known_days(tables, spans)


def _with_lower_code(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the units whose code is to be a district's or a commune's, as `area_level`, on days on which it is known."""
    spans = {codes.scheme: (codes.known_from, codes.known_to) for codes in area_codes()}
    units = tables["units"].filter(
        _has_area(tables) & ~_names_province(tables), _on_known_days(tables, spans)
    )
    of_district = nw.col("area_code").str.len_chars() == _DISTRICT_DIGITS
    by_length = nw.when(of_district).then(nw.lit(Level.DISTRICT.value)).otherwise(nw.lit(Level.COMMUNE.value))
    level = nw.when(_is_lower_place()).then(nw.col("level")).otherwise(by_length)
    return units.with_columns(level.alias("area_level"))


@cache
def _listed_codes() -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    rows = [
        (codes.scheme, level.value, code)
        for codes in area_codes()
        for level, listed in ((Level.DISTRICT, codes.districts), (Level.COMMUNE, codes.communes))
        for code in listed
    ]
    return pl.DataFrame(rows, schema=["area_scheme", "area_level", "area_code"], orient="row")


@rule(
    "U101",
    table="units",
    needs=(),
    field="valid_to",
    severity=Severity.WARNING,
    vi="đơn vị cấp huyện {record} còn hiệu lực sau ngày 30/6/2025",
    en="the district-level unit {record} is valid after 2025-06-30",
    cure_vi="ghi valid_to đến 2025-06-30 và đơn vị kế thừa (successors)",
    cure_en="set valid_to to 2025-06-30 at the latest and name its successors",
    source="Luật 72/2025/QH15",
    why_vi="Từ 1/7/2025 không còn cấp huyện; số liệu ghi cho đơn vị đó về sau thuộc về đơn vị khác.",
    judges=_is_district,
)
def district_after_abolition(tables: Tables) -> nw.Expr:
    """There is no district level since 2025-07-01; what is counted on such a unit later belongs to another one."""
    last = nw.coalesce(nw.col("valid_to"), nw.lit(tables.as_of))
    return _is_district(tables) & (last > LAST_DISTRICT_DAY)


@rule(
    "U102",
    table="units",
    needs=(),
    field="area_scheme",
    severity=Severity.ERROR,
    vi="đơn vị {record}: mã địa bàn ghi theo quyết định không có hiệu lực vào thời gian của đơn vị",
    en="unit {record}: its area code is read by a decision that was not in force on its days",
    cure_vi="dùng 124/2004 cho đơn vị đến 30/6/2025, 19/2025 cho đơn vị từ 1/7/2025",
    cure_en="use 124/2004 for a unit until 2025-06-30 and 19/2025 for one since 2025-07-01",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Cùng một mã trước và sau 1/7/2025 là hai nơi: 52 là Bình Định, rồi là Gia Lai.",
    judges=_has_area,
)
def area_code_of_another_time(tables: Tables) -> nw.Expr:
    """One code names two places before and after 2025-07-01: 52 was Bình Định and is Gia Lai."""
    old, new = AreaScheme.DECISION_124_2004.value, AreaScheme.DECISION_19_2025.value
    begins_later = (nw.col("area_scheme") == old) & (nw.col("valid_from") >= MERGED)
    ended_before = (nw.col("area_scheme") == new) & (nw.col("valid_to") < MERGED)
    return _has_area(tables) & (begins_later | ended_before)


@rule(
    "U103",
    table="units",
    needs=(),
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có tỉnh, thành phố nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no province has this code under the decision named",
    cure_vi="tra mã bằng dlxh.provinces(on=...)",
    cure_en="look the code up with dlxh.provinces(on=...)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không có thì số liệu của đơn vị không gộp được vào tỉnh nào. Mã đã thôi dùng trước 30/6/2025 thì không xét.",
    judges=lambda tables: _names_province(tables) & _on_known_days_of_provinces(tables),
)
def unknown_province_code(tables: Tables) -> nw.Expr:
    """A code that is none adds the unit's figures to no province; one that ended before 2025-06-30 is not judged."""
    listed = [f"{row.scheme}#{row.code}" for row in all_provinces()]
    named = nw.concat_str(nw.col("area_scheme"), nw.col("area_code"), separator="#")
    return _names_province(tables) & _on_known_days_of_provinces(tables) & ~named.is_in(listed)


@rule(
    "U104",
    table="units",
    needs=(),
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: theo quyết định đã ghi, mã này là của tỉnh khác với tên đơn vị",
    en="unit {record}: under the decision named, the code is that of another province than its name says",
    cure_vi="sửa mã hoặc quyết định: Lào Cai là 10 (124/2004) rồi 15 (19/2025)",
    cure_en="correct the code or the decision: Lào Cai was 10 (124/2004) and is 15 (19/2025)",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Bảy mã đổi nghĩa ngày 1/7/2025; ghi nhầm thì số liệu sang tỉnh khác mà không ai thấy.",
    judges=_is_province,
)
def code_of_another_province(tables: Tables) -> nw.Expr:
    """Seven codes changed their meaning on 2025-07-01; a wrong one moves figures to another province unseen."""
    codes = {f"{row.scheme}#{kind}{row.name}": row.code for row in all_provinces() for kind in _KINDS}
    named = nw.concat_str(nw.col("area_scheme"), nw.col("name"), separator="#")
    right = named.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=nw.String())
    return _is_province(tables) & (right != nw.col("area_code"))


@rule(
    "U105",
    table="units",
    needs=("units",),
    field="parent",
    severity=Severity.WARNING,
    vi="đơn vị {record} và đơn vị cấp trên {evidence} không cùng tồn tại ngày nào",
    en="unit {record} and its parent {evidence} have no day in common",
    cure_vi="trỏ tới đơn vị cấp trên của thời gian đó; tên mới hoặc bản đồ mới là đơn vị khác",
    cure_en="name the parent of those days; a new name or a new map is another unit",
    source="dlxh: own choice",
    why_vi="Cộng dồn theo đơn vị cấp trên đã hết trước khi đơn vị này có thì cộng vào chỗ không còn.",
    judges=lambda _: ~nw.col("parent").is_null(),
)
def parent_of_another_time(tables: Tables) -> "nw.LazyFrame[Any]":
    """Rolled up to a parent that had ended before the unit began, figures go to what no longer was."""
    children = tables["units"].filter(~nw.col("parent").is_null())
    both = beside(children, tables, "units", on="parent", names=("valid_from", "valid_to"))
    apart = (nw.col("other_valid_to") < nw.col("valid_from")) | (
        nw.col("valid_to") < nw.col("other_valid_from")
    )
    return faulty(both.filter(apart), "units", field="parent", evidence="parent")


@rule(
    "U106",
    table="unit_successors",
    needs=("units",),
    field="on",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} bắt đầu khi đơn vị cũ chưa kết thúc ({record})",
    en="the successor {evidence} begins while the old unit has not ended ({record})",
    cure_vi="ghi valid_to của đơn vị cũ là ngày liền trước ngày kế thừa",
    cure_en="set the old unit's valid_to to the day before the succession",
    source="dlxh: own choice",
    why_vi="""Hai đơn vị cùng tồn tại thì một nơi bị đếm hai lần; chia tách thì đơn vị cũ có thể còn.

Đơn vị cũ không ghi ngày cuối thì coi là hết vào ngày liền trước ngày kế thừa.""",
    judges=lambda _: nw.col("kind") != SuccessionKind.SPLIT.value,
)
def succession_before_end(tables: Tables) -> "nw.LazyFrame[Any]":
    """While both exist, one place is counted twice; only a split leaves the old unit as it is.

    An old unit without a last day ended on the day before the succession, on every map and in the ledger.
    """
    steps = tables["unit_successors"].filter(nw.col("kind") != SuccessionKind.SPLIT.value)
    both = beside(steps, tables, "units", on="unit", names=("valid_to",))
    early = both.filter(nw.col("on") <= nw.col("other_valid_to"))
    return faulty(early, "unit_successors", field="on", evidence="successor")


@rule(
    "U107",
    table="unit_successors",
    needs=("units",),
    field="successor",
    severity=Severity.WARNING,
    vi="đơn vị kế thừa {evidence} chưa có hoặc đã hết vào ngày kế thừa ({record})",
    en="the successor {evidence} does not exist on the day of the succession ({record})",
    cure_vi="trỏ tới đơn vị có hiệu lực vào ngày đó",
    cure_en="name the unit that is valid on that day",
    source="dlxh: own choice",
    why_vi="Gộp số liệu đi theo kế thừa; mắt xích không có vào ngày đó thì số liệu mất.",
)
def successor_not_there(tables: Tables) -> "nw.LazyFrame[Any]":
    """Roll-ups follow successions; a link that does not exist on its day loses what it carries."""
    both = beside(
        tables["unit_successors"], tables, "units", on="successor", names=("valid_from", "valid_to")
    )
    lost = (nw.col("other_valid_from") > nw.col("on")) | (nw.col("other_valid_to") < nw.col("on"))
    return faulty(both.filter(lost), "unit_successors", field="successor", evidence="successor")


@rule(
    "U108",
    table="units",
    needs=(),
    field="area_code",
    severity=Severity.ERROR,
    vi="đơn vị {record}: không có huyện, xã nào mang mã này theo quyết định đã ghi",
    en="unit {record}: no district or commune has this code under the decision named",
    cure_vi="sửa mã theo bảng mã của quyết định đó; từ 1/7/2025 không còn mã cấp huyện",
    cure_en="correct the code by the list of that decision; since 2025-07-01 there are no codes of districts",
    source="Quyết định 19/2025/QĐ-TTg; Quyết định 124/2004/QĐ-TTg",
    why_vi="Mã không có thì số liệu của đơn vị không gộp được vào xã, tỉnh nào. Mã đã thôi dùng trước 30/6/2025 thì không xét.",
    judges=_with_lower_code,
)
def unknown_area_code(tables: Tables) -> "nw.LazyFrame[Any]":
    """A code that is none adds the unit's figures to no commune and no province; one that ended before 2025-06-30 is not judged."""
    units = _with_lower_code(tables)
    listed = lay_beside(units, _listed_codes())
    unlisted = units.join(listed, on=["area_scheme", "area_level", "area_code"], how="anti")
    return faulty(unlisted, "units", field="area_code")


RULES = (
    district_after_abolition,
    area_code_of_another_time,
    unknown_province_code,
    code_of_another_province,
    parent_of_another_time,
    succession_before_end,
    successor_not_there,
    unknown_area_code,
)
