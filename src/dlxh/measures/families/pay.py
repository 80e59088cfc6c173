"""Chỉ tiêu chi trả: what was paid for the months of a period, to how many, by whom, and what was paid later."""

from typing import Any, Final

from dlxh.measures.measure import Distinct, Measure, Total
from dlxh.measures.pairs import Ratio
from dlxh.measures.sources.pay import LINES
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_LINES: Final[Any] = {"rows": LINES, "source": OWN_CHOICE}
_PAID: Final = Total(
    code="amount_paid",
    vi="số tiền chi",
    en="amount paid",
    definition_vi="Tổng các dòng chi, kể cả truy lĩnh và thu hồi.",
    definition_en="Sum of all lines, including arrears and amounts recovered.",
    unit=FigureUnit.DONG,
    **_LINES,
    of="amount",
)
_PEOPLE: Final = Distinct(
    code="people_paid",
    vi="người được chi",
    en="people paid",
    definition_vi="Số người có ít nhất một dòng chi trên 0 đồng.",
    definition_en="People with at least one line above 0 đồng.",
    unit=FigureUnit.PERSON,
    **_LINES,
    of="collaborator",
    where={"sign": ("positive",)},
)

MEASURES: tuple[Measure, ...] = (
    _PAID,
    _PEOPLE,
    Ratio(
        code="amount_per_person",
        vi="số tiền chi bình quân",
        en="amount per person",
        definition_vi="Số tiền chi bình quân mỗi người được chi.",
        definition_en="Amount paid per person paid.",
        unit=FigureUnit.DONG,
        **_LINES,
        above=_PAID,
        below=_PEOPLE,
    ),
    Total(
        code="arrears",
        vi="tiền truy lĩnh",
        en="arrears",
        definition_vi="Tổng các dòng chênh lệch chi thêm cho tháng đã chi.",
        definition_en="Sum of the differences paid later for months already paid.",
        unit=FigureUnit.DONG,
        **_LINES,
        of="amount",
        where={"part": ("arrears",)},
    ),
    Total(
        code="offsets",
        vi="tiền thu hồi",
        en="amount recovered",
        definition_vi="Tổng các dòng chênh lệch phải thu hồi của tháng đã chi; là số âm.",
        definition_en="Sum of the differences to be recovered for months already paid; a negative sum.",
        unit=FigureUnit.DONG,
        **_LINES,
        of="amount",
        where={"part": ("offset",)},
    ),
)
