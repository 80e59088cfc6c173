"""Chỉ tiêu chi trả: what was paid for the months of a period, to how many, by whom, and what was paid later."""

from typing import Any, Final

from dlxh.measures.families.declaration import declare
from dlxh.measures.measure import Distinct, Measure, Total
from dlxh.measures.pairs import Ratio
from dlxh.measures.sources.pay import LINES
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit


def _declare(
    code: str, unit: FigureUnit, names: tuple[str, str], definitions: tuple[str, str]
) -> dict[str, Any]:
    return declare(
        code,
        names,
        definitions,
        unit=unit,
        rows=LINES,
        source=OWN_CHOICE,
    )


_PAID: Final = Total(
    **_declare(
        "amount_paid",
        FigureUnit.DONG,
        ("số tiền chi", "amount paid"),
        (
            "Tổng các dòng chi, kể cả truy lĩnh và thu hồi.",
            "Sum of all lines, including arrears and offsets.",
        ),
    ),
    of="amount",
)
_PEOPLE: Final = Distinct(
    **_declare(
        "people_paid",
        FigureUnit.PERSON,
        ("người được chi", "people paid"),
        ("Số người có ít nhất một dòng chi trên 0 đồng.", "People with at least one line above 0 đồng."),
    ),
    of="collaborator",
    where={"sign": ("positive",)},
)

MEASURES: tuple[Measure, ...] = (
    _PAID,
    _PEOPLE,
    Ratio(
        **_declare(
            "amount_per_person",
            FigureUnit.DONG,
            ("số tiền chi bình quân", "amount per person"),
            ("Số tiền chi bình quân mỗi người được chi.", "Amount paid per person paid."),
        ),
        above=_PAID,
        below=_PEOPLE,
    ),
    Total(
        **_declare(
            "arrears",
            FigureUnit.DONG,
            ("tiền truy lĩnh", "arrears"),
            (
                "Tổng các dòng chênh lệch chi thêm cho tháng đã chi.",
                "Sum of the differences paid later for months already paid.",
            ),
        ),
        of="amount",
        where={"part": ("arrears",)},
    ),
    Total(
        **_declare(
            "offsets",
            FigureUnit.DONG,
            ("tiền thu hồi", "offsets"),
            (
                "Tổng các dòng chênh lệch phải thu hồi của tháng đã chi; là số âm.",
                "Sum of the differences taken back for months already paid; a negative sum.",
            ),
        ),
        of="amount",
        where={"part": ("offset",)},
    ),
)
