"""Chỉ tiêu tập huấn, điều tra, khen thưởng: sums of the figures that activities give."""

from typing import Final

from dlxh.measures.measure import Measure, Total
from dlxh.measures.rows_people import ACTIVITIES
from dlxh.models.activity import AwardKind
from dlxh.words.figures import FigureUnit

_ANNUAL: Final = "dlxh: what the annual reports of provinces count"


def _sum(code: str, unit: FigureUnit, kind: tuple[str, str], column: str, names: tuple[str, str]) -> Measure:
    return Total(
        code=code,
        vi=names[0],
        en=names[1],
        definition_vi=f"Tổng {names[0]} của các hoạt động.",
        definition_en=f"Sum of {names[1]} over activities.",
        unit=unit,
        rows=ACTIVITIES,
        source=_ANNUAL,
        keeps={kind[0]: (kind[1],)},
        of=f"detail_{column}",
        figure=True,
    )


_TRAINING: Final = ("detail_kind", "training")
_SURVEY: Final = ("detail_kind", "survey")
_CERTIFICATES: Final = ("detail_award", AwardKind.MERIT_CERTIFICATE.value)

MEASURES: tuple[Measure, ...] = (
    _sum("classes", FigureUnit.CLASS, _TRAINING, "classes", ("lớp tập huấn", "training classes")),
    _sum("trainees", FigureUnit.PERSON, _TRAINING, "trainees", ("người dự tập huấn", "trainees")),
    _sum("surveyed", FigureUnit.PERSON, _SURVEY, "asked", ("người được hỏi", "persons surveyed")),
    _sum("forms_issued", FigureUnit.FORM_ISSUED, _SURVEY, "forms_issued", ("phiếu phát ra", "forms issued")),
    _sum(
        "forms_returned",
        FigureUnit.FORM_RETURNED,
        _SURVEY,
        "forms_returned",
        ("phiếu thu về", "forms returned"),
    ),
    _sum("forms_valid", FigureUnit.FORM_VALID, _SURVEY, "forms_valid", ("phiếu hợp lệ", "valid forms")),
    _sum(
        "awards", FigureUnit.MERIT_CERTIFICATE, _CERTIFICATES, "awards", ("giấy khen", "merit certificates")
    ),
)
