"""Mã định danh của đơn vị: one identifier of two units on one day, and identifiers of another shape than their scheme has."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from dlxh.models.unit import SuccessionKind
from dlxh.register.finding import Severity
from dlxh.register.units_over_time import ENDING
from dlxh.rules.declaration import rule
from dlxh.rules.language import (
    AS_OF,
    Row,
    Value,
    given,
    max_horizontal,
    min_horizontal,
    part,
    those,
)
from dlxh.rules.language.examples import DAY, ONE, Cells, Example, case
from dlxh.rules.language.parts import Part

_ELECTRONIC: Final = "^[0-9A-Z]+(?:[.][0-9A-Z]+)*$"
_EXCHANGE: Final = "^[0-9A-Z]{3}[.][0-9A-Z]{2}[.][0-9A-Z]{2}[.][A-Z][0-9]{2}$"
_ANY: Final = "other"
"""No scheme: two registers may both be called so."""
_LONGEST: Final = 35
"""Characters of an electronic identifier."""
_CODE: Final = {"scheme": "tax_code", "value": "0100000001"}
_OTHER: Final = _CODE | {"unit": "unit2"}
_NO_SCHEME: Final = {"scheme": _ANY}
_TWO: Final[dict[str, Any]] = {"unit_identifiers": [_OTHER, _CODE], "units": [{}, {}]}
_NOW: Final = {"valid_from": DAY, "valid_to": DAY}
_WIDE: Final = {"valid_from": DAY - 9 * ONE, "valid_to": DAY + 9 * ONE}
_NOT_NOW: Final = ({"valid_from": DAY + ONE}, {"valid_to": DAY - ONE})


def _in_use(of: Row) -> Value:
    """Return whether an identifier is in use on the day of the records: by its days and those of its unit."""
    unit = of.ref("unit")
    first, last = max_horizontal(of.valid_from, unit.valid_from), min_horizontal(of.valid_to, unit.valid_to)
    return (first.fill_null(AS_OF) <= AS_OF) & (last.fill_null(AS_OF) >= AS_OF)


def _is_followed(of: Row) -> Value:
    """Return whether the unit of an identifier was merged or renamed: it has ended, also where it has no last day."""
    steps = those("unit_successors", unit=of.unit)
    return steps.where(steps.kind.is_in(ENDING), steps.on <= AS_OF).exists()


def _pair(here: Cells, there: Cells, *units: Cells, judged: bool = True) -> Iterator[Example]:
    """Yield an example of an identifier and another one, where it is not known what follows units, and where another is followed."""
    for step in ((), _step("unit3")):
        yield case(
            unit_identifiers=[here, there], units=units or ({}, {}), unit_successors=step, judged=judged
        )


def _step(unit: str, kind: str = SuccessionKind.MERGE, on: date = DAY) -> tuple[Cells, ...]:
    return ({"unit": unit, "kind": kind, "on": on},)


@rule(
    "U113",
    table="unit_identifiers",
    field="value",
    severity=Severity.WARNING,
    vi="mã định danh của đơn vị {record} trùng với mã cùng loại của đơn vị {evidence} trong cùng thời gian",
    en="an identifier of unit {record} is also that of unit {evidence}, under the same scheme at the same time",
    cure_vi="sửa mã theo văn bản cấp mã; nếu mã chuyển từ đơn vị này sang đơn vị kia thì ghi ngày đầu, ngày cuối của từng lần dùng",
    cure_en="correct it from the document that issued it; if it passed from one unit to the other, give the days of each use",
    source="Quyết định 20/2020/QĐ-TTg, 22/7/2020",
    why_vi="""Hệ thống khác tìm đơn vị theo mã; một mã chỉ hai đơn vị thì báo cáo đến nhầm nơi, số liệu cộng nhầm.

Xét mã đang dùng vào ngày số liệu, theo ngày của mã và của đơn vị: đơn vị kế thừa được giữ mã của đơn vị đã kết thúc. Mã loại khác (other) không so với nhau.""",
    right=[
        *_pair(_OTHER, _CODE | {"value": "0100000002"}),
        *_pair(_OTHER, _CODE | {"scheme": "budget_unit_code"}),
        *_pair(_OTHER, _OTHER | {"position": 2}),
        *_pair(_OTHER | _NO_SCHEME, _CODE | _NO_SCHEME, judged=False),
        *(each for life in _NOT_NOW for each in _pair(_OTHER, _CODE, life, {})),
        *(each for life in _NOT_NOW for each in _pair(_OTHER, _CODE, {}, life, judged=False)),
        *(each for days in _NOT_NOW for each in _pair(_OTHER, _CODE | days, _WIDE, {})),
        *(each for days in _NOT_NOW for each in _pair(_OTHER | days, _CODE, {}, _WIDE, judged=False)),
        *(case(**_TWO, unit_successors=_step("unit1", kind)) for kind in ENDING),
        *(case(**_TWO, unit_successors=_step("unit2", kind), judged=False) for kind in ENDING),
    ],
    wrong=[
        *_pair(_OTHER, _CODE),
        *_pair(_OTHER | _NOW, _CODE | _NOW),
        *_pair(_OTHER, _CODE, _NOW, _NOW),
        *(
            case(**_TWO, unit_successors=step)
            for unit in ("unit1", "unit2")
            for step in (_step(unit, SuccessionKind.SPLIT), _step(unit, on=DAY + ONE))
        ),
    ],
)
def identifier_of_two_units(i: Row) -> Iterator[Part]:
    """Other systems find a unit by its identifier; with one for two units, papers and figures go to the wrong one.

    Compared are those in use on the as-of day, by their own days and those of their unit: a successor may keep the
    identifier of a unit that has ended. Identifiers of scheme `other` are not compared.
    """
    alike = those("unit_identifiers", scheme=i.scheme, value=i.value)
    first = alike.where(_in_use(alike)).min(alike.unit)
    is_judged = (i.scheme != _ANY) & _in_use(i)
    yield part(i, given(is_judged, first < i.unit), evidence=first, without=("unit_successors",))
    living = alike.where(_in_use(alike), ~_is_followed(alike)).min(alike.unit)
    verdict = given(is_judged & ~_is_followed(i), living < i.unit)
    yield part(i, verdict, evidence=living, optional=True)


@rule(
    "U114",
    table="unit_identifiers",
    field="value",
    severity=Severity.WARNING,
    vi="mã định danh của đơn vị {record} không đúng cấu trúc của loại mã đó",
    en="an identifier of unit {record} does not follow the format of its scheme",
    cure_vi="sửa mã theo văn bản cấp mã: mã định danh điện tử tối đa 35 ký tự gồm chữ số, chữ cái A đến Z, chia nhóm bằng dấu chấm; mã trao đổi văn bản có dạng 000.00.00.H49",
    cure_en="correct it from the document that issued it: an electronic identifier has at most 35 digits, letters A to Z, and dots between groups; a code for the exchange of documents looks like 000.00.00.H49",
    source="Quyết định 20/2020/QĐ-TTg, 22/7/2020; Thông tư 10/2016/TT-BTTTT, 1/4/2016",
    why_vi="""Mã sai cấu trúc thì hệ thống khác không nhận.

Chỉ xét hai loại mã có văn bản nêu cấu trúc; mã số thuế, mã đơn vị ngân sách và mã riêng không bị xét.""",
    right=[
        case(
            unit_identifiers=[
                {"scheme": "electronic_identifier", "value": each} for each in ("H49", "A1.B.000", "9" * 35)
            ]
        ),
        case(unit_identifiers={"scheme": "exchange_code", "value": "000.00.00.H49"}),
        case(unit_identifiers={"scheme": "tax_code", "value": "h"}, judged=False),
    ],
    wrong=[
        *(
            case(unit_identifiers={"scheme": "electronic_identifier", "value": each})
            for each in ("h49", "H49..1", "9" * 36)
        ),
        case(unit_identifiers={"scheme": "exchange_code", "value": "H49.00.00.000"}),
    ],
)
def identifier_of_another_form(i: Row) -> Iterator[Part]:
    """Other systems refuse an identifier of another form.

    Only the two schemes whose form a document states are checked; tax codes, budget-unit codes and schemes of your own
    are not.
    """
    fits = i.value.str.contains(_ELECTRONIC) & (i.value.str.len_chars() <= _LONGEST)
    yield part(i, given(i.scheme == "electronic_identifier", ~fits))
    yield part(i, given(i.scheme == "exchange_code", ~i.value.str.contains(_EXCHANGE)))


RULES = (identifier_of_two_units, identifier_of_another_form)
