"""Hoạt động: figures of training, meetings and surveys that contradict each other."""

from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, any_horizontal, given, when
from dlxh.rules.language.examples import DAY, ONE, Example, case
from dlxh.words.figure_units import FigureUnit, Qualifier

_LOWER_BOUNDS: Final = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_UPPER_BOUNDS: Final = (Qualifier.EXACT, Qualifier.AT_MOST, Qualifier.BELOW)
_UNITS: Final = {
    "classes": (FigureUnit.CLASS,),
    "trainees": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "invited": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "attended": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "people_surveyed": (FigureUnit.PERSON,),
    "forms_issued": (FigureUnit.FORM_ISSUED,),
    "forms_returned": (FigureUnit.FORM_RETURNED,),
    "forms_valid": (FigureUnit.FORM_VALID,),
}


def _beyond(a: Row, part: str, whole: str) -> Given:
    """Return where a part is certainly more than its whole, of activities that give both."""
    lower, upper = a[f"detail_{part}_qualifier"], a[f"detail_{whole}_qualifier"]
    part_given, whole_given = a[f"detail_{part}_value"], a[f"detail_{whole}_value"]
    least = when(lower == Qualifier.MORE_THAN).then(part_given + 1).otherwise(part_given)
    most = when(upper == Qualifier.BELOW).then(whole_given - 1).otherwise(whole_given)
    is_bounded_below = lower.fill_null(Qualifier.EXACT).is_in(_LOWER_BOUNDS)
    is_bounded_above = upper.fill_null(Qualifier.EXACT).is_in(_UPPER_BOUNDS)
    are_given = ~part_given.is_null() & ~whole_given.is_null()
    return given(are_given, when(is_bounded_below & is_bounded_above).then(least > most))


def _figures(
    part: str, whole: str, *qualified: tuple[int, Qualifier | None, int, Qualifier | None]
) -> list[Example]:
    """Return examples of a part and its whole, each a number with its qualifier."""
    return [
        case(
            activities={
                f"detail_{part}_value": of_part,
                f"detail_{part}_qualifier": lower,
                f"detail_{whole}_value": of_whole,
                f"detail_{whole}_qualifier": upper,
            }
        )
        for of_part, lower, of_whole, upper in qualified
    ]


def _within(part: str, whole: str) -> list[Example]:
    """Return examples of a part that may be as large as its whole, or that is not given."""
    return [
        *_figures(
            part,
            whole,
            (20, None, 20, None),
            (19, Qualifier.MORE_THAN, 20, None),
            (20, None, 21, Qualifier.BELOW),
            (21, Qualifier.AT_MOST, 20, None),
            (21, None, 20, Qualifier.AT_LEAST),
        ),
        case(activities={f"detail_{part}_value": 20}, judged=False),
        case(activities={f"detail_{whole}_value": 20}, judged=False),
    ]


def _above(part: str, whole: str) -> list[Example]:
    """Return examples of a part that is more than its whole, however both are taken."""
    return _figures(
        part,
        whole,
        (21, None, 20, None),
        (20, Qualifier.MORE_THAN, 20, None),
        (20, None, 20, Qualifier.BELOW),
        (20, Qualifier.MORE_THAN, 21, Qualifier.BELOW),
        (21, Qualifier.AT_LEAST, 20, Qualifier.AT_MOST),
    )


@rule(
    "A101",
    table="activities",
    field="detail_trainees_value",
    severity=Severity.WARNING,
    vi="hoạt động {record}: số người học nhiều hơn số được mời",
    en="activity {record}: more trainees than people invited",
    cure_vi="đếm người (không đếm lượt), hoặc ghi đủ số được mời",
    cure_en="count people, not attendances, or give the full number invited",
    source="dlxh: own choice",
    why_vi="Thường là ghi lượt người thành số người; số người được tập huấn bị thừa.",
    right=_within("trainees", "invited"),
    wrong=_above("trainees", "invited"),
)
def trainees_beyond_invited(a: Row) -> Given:
    """Usually attendances were entered as people, and the number trained is too high."""
    return _beyond(a, "trainees", "invited")


@rule(
    "A102",
    table="activities",
    field="detail_attended_value",
    severity=Severity.WARNING,
    vi="hoạt động {record}: số người dự nhiều hơn số được mời",
    en="activity {record}: more people attended than were invited",
    cure_vi="kiểm tra hai số; giao ban thường ghi dạng 20/20",
    cure_en="check both numbers; meetings are often written as 20/20",
    source="dlxh: own choice",
    why_vi="Tỷ lệ dự họp vượt 100%.",
    right=_within("attended", "invited"),
    wrong=_above("attended", "invited"),
)
def attendance_beyond_invited(a: Row) -> Given:
    """The attendance rate exceeds 100%."""
    return _beyond(a, "attended", "invited")


@rule(
    "A103",
    table="activities",
    field="detail_forms_returned_value",
    severity=Severity.ERROR,
    vi="điều tra {record}: số phiếu thu về nhiều hơn số phiếu phát ra",
    en="survey {record}: more forms returned than issued",
    cure_vi="kiểm tra số phiếu phát ra, thu về",
    cure_en="check the forms issued and returned",
    source="dlxh: own choice",
    why_vi="Không phát thì không thu được; tỷ lệ thu về vượt 100%.",
    right=_within("forms_returned", "forms_issued"),
    wrong=_above("forms_returned", "forms_issued"),
)
def returned_beyond_issued(a: Row) -> Given:
    """A form that was not issued cannot come back; the response rate exceeds 100%."""
    return _beyond(a, "forms_returned", "forms_issued")


@rule(
    "A104",
    table="activities",
    field="detail_forms_valid_value",
    severity=Severity.ERROR,
    vi="điều tra {record}: số phiếu hợp lệ nhiều hơn số phiếu thu về",
    en="survey {record}: more valid forms than forms returned",
    cure_vi="kiểm tra số phiếu thu về, hợp lệ",
    cure_en="check the forms returned and valid",
    source="dlxh: own choice",
    why_vi="Phiếu hợp lệ là một phần của phiếu thu về; tỷ lệ trong kết quả điều tra bị chia cho số sai.",
    right=_within("forms_valid", "forms_returned"),
    wrong=_above("forms_valid", "forms_returned"),
)
def valid_beyond_returned(a: Row) -> Given:
    """Valid forms are part of those returned; every share of the survey is divided by the wrong number."""
    return _beyond(a, "forms_valid", "forms_returned")


@rule(
    "A105",
    table="activities",
    field="detail_kind",
    severity=Severity.ERROR,
    vi="hoạt động {record}: ghi sai đơn vị tính của một số liệu (lớp, người, phiếu)",
    en="activity {record}: a figure has the wrong unit of count (classes, people, forms)",
    cure_vi="lớp đếm bằng lớp, người bằng người hoặc lượt người, phiếu bằng phiếu",
    cure_en="classes are counted in classes, people in people or attendances, forms in forms",
    source="dlxh: own choice",
    why_vi="Cộng lớp với người thì ra con số vô nghĩa.",
    right=[
        case(activities={f"detail_{name}_unit": units[0] for name, units in _UNITS.items()}),
        case(activities={f"detail_{name}_unit": units[-1] for name, units in _UNITS.items()}),
    ],
    wrong=[
        case(
            activities={"detail_classes_unit": FigureUnit.PERSON, "detail_trainees_unit": FigureUnit.PERSON}
        ),
        *(case(activities={f"detail_{name}_unit": FigureUnit.REPORT}) for name in _UNITS),
    ],
)
def figure_in_another_unit(a: Row) -> Value:
    """Adding classes to people gives a meaningless number."""
    return any_horizontal(*(~a[f"detail_{name}_unit"].is_in(units) for name, units in _UNITS.items()))


@rule(
    "A106",
    table="activities",
    evidence="organiser",
    field="organiser",
    severity=Severity.WARNING,
    vi="hoạt động {record} do đơn vị {evidence} tổ chức sau khi đơn vị đó kết thúc hoạt động",
    en="activity {record} was held by unit {evidence} after that unit had ended",
    cure_vi="ghi đơn vị kế thừa",
    cure_en="give the unit that followed it",
    source="dlxh: own choice",
    why_vi="Hoạt động ghi cho đơn vị đã kết thúc thì không có trong số liệu của đơn vị đang hoạt động.",
    right=[
        case(activities={"organiser": "unit1", "start": DAY}, units={"valid_to": DAY}),
        case(activities={"start": DAY}, units={"valid_to": DAY - ONE}, judged=False),
    ],
    wrong=[case(activities={"organiser": "unit1", "start": DAY}, units={"valid_to": DAY - ONE})],
)
def organiser_had_ended(a: Row) -> Given:
    """What is recorded for an ended unit does not appear under the current one."""
    return given(~a.organiser.is_null(), a.ref("organiser").valid_to < a.start)


RULES = (
    trainees_beyond_invited,
    attendance_beyond_invited,
    returned_beyond_issued,
    valid_beyond_returned,
    figure_in_another_unit,
    organiser_had_ended,
)
