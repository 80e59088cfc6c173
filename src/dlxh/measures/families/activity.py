"""Chỉ tiêu tập huấn, điều tra, khen thưởng: sums of the figures that activities give."""

from typing import Any, Final

from dlxh.measures.measure import Count, Measure, Total
from dlxh.measures.pairs import Ratio
from dlxh.measures.sources.people import ACTIVITIES, TRAININGS
from dlxh.models.activity import AwardKind
from dlxh.words.figures import FigureUnit

_ANNUAL: Final = "Báo cáo năm của các tỉnh"
_TRAINING: Final = ("detail_kind", "training")


def _sum_up(
    code: str, unit: FigureUnit, kind: tuple[str, str], column: str, names: tuple[str, str]
) -> Measure:
    return Total(
        code=code,
        vi=names[0],
        en=names[1],
        definition_vi=f"Tổng số {names[0]}.",
        definition_en=f"Total number of {names[1]}, over all activities.",
        unit=unit,
        rows=TRAININGS if kind == _TRAINING else ACTIVITIES,
        source=_ANNUAL,
        where={kind[0]: (kind[1],)},
        of=f"detail_{column}",
        figure=True,
    )


_SURVEY: Final = ("detail_kind", "survey")
_CERTIFICATES: Final = ("detail_award", AwardKind.MERIT_CERTIFICATE.value)

_MEETING: Final = ("detail_kind", "meeting")
_COMMENDED: Final = ("detail_award", AwardKind.CERTIFICATE_OF_COMMENDATION.value)

_ISSUED: Final = _sum_up(
    "forms_issued", FigureUnit.FORM_ISSUED, _SURVEY, "forms_issued", ("phiếu phát ra", "forms issued")
)
_RETURNED: Final = _sum_up(
    "forms_returned", FigureUnit.FORM_RETURNED, _SURVEY, "forms_returned", ("phiếu thu về", "forms returned")
)
_VALID: Final = _sum_up(
    "forms_valid", FigureUnit.FORM_VALID, _SURVEY, "forms_valid", ("phiếu hợp lệ", "valid forms")
)
_ATTENDED: Final = _sum_up(
    "meeting_attended", FigureUnit.PERSON, _MEETING, "attended", ("người dự giao ban", "people at meetings")
)
_INVITED: Final = _sum_up(
    "meeting_invited",
    FigureUnit.PERSON,
    _MEETING,
    "invited",
    ("người được mời giao ban", "people invited to meetings"),
)


def _count_held(kind: str, **texts: Any) -> Measure:  # noqa: ANN401 - of any measure
    held: Any = {"unit": FigureUnit.MEETING, "rows": ACTIVITIES, "source": _ANNUAL}
    return Count(**texts, **held, where={"detail_kind": (kind,)})


def _per_hundred(code: str, pair: tuple[Measure, Measure], names: tuple[str, str]) -> Measure:
    above, below = pair
    return Ratio(
        code=code,
        vi=names[0],
        en=names[1],
        definition_vi=f"Số {above.vi} trên mỗi 100 {below.vi}; chỉ tính khi cả hai số đều chính xác.",
        definition_en=f"The number of {above.en} per 100 {below.en}; only if both are exact.",
        unit=above.unit,
        rows=ACTIVITIES,
        source=_ANNUAL,
        above=above,
        below=below,
        times=100,
    )


MEASURES: tuple[Measure, ...] = (
    _sum_up("classes", FigureUnit.CLASS, _TRAINING, "classes", ("lớp tập huấn", "training classes")),
    _sum_up("trainees", FigureUnit.PERSON, _TRAINING, "trainees", ("người dự tập huấn", "trainees")),
    _count_held(
        "meeting",
        code="meetings",
        vi="cuộc giao ban",
        en="meetings",
        definition_vi="Số cuộc giao ban.",
        definition_en="Regular meetings held.",
    ),
    _ATTENDED,
    _INVITED,
    _per_hundred("attendance", (_ATTENDED, _INVITED), ("tỷ lệ dự giao ban", "attendance rate")),
    _count_held(
        "conference",
        code="conferences",
        vi="hội nghị, hội thảo",
        en="conferences",
        definition_vi="Số hội nghị, hội thảo, cuộc gặp mặt.",
        definition_en="Conferences and workshops held.",
    ),
    _sum_up("surveyed", FigureUnit.PERSON, _SURVEY, "people_surveyed", ("người được hỏi", "people surveyed")),
    _ISSUED,
    _RETURNED,
    _VALID,
    _per_hundred("form_return", (_RETURNED, _ISSUED), ("tỷ lệ thu phiếu", "return rate of forms")),
    _per_hundred("form_validity", (_VALID, _RETURNED), ("tỷ lệ phiếu hợp lệ", "rate of valid forms")),
    _sum_up(
        "awards", FigureUnit.MERIT_CERTIFICATE, _CERTIFICATES, "awards", ("giấy khen", "merit certificates")
    ),
    _sum_up(
        "commendations",
        FigureUnit.CERTIFICATE_OF_COMMENDATION,
        _COMMENDED,
        "awards",
        ("bằng khen", "certificates of commendation"),
    ),
)
