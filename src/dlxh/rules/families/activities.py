"""Hoạt động: figures of training, meetings and surveys that cannot stand beside each other."""

from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.language.functions import any_horizontal, when
from dlxh.rules.language.parts import Given, given
from dlxh.rules.language.rows import Row
from dlxh.rules.language.values import Value
from dlxh.rules.rule import rule
from dlxh.words.figure_units import FigureUnit, Qualifier

_LOWER_BOUNDS: Final = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_UPPER_BOUNDS: Final = (Qualifier.EXACT, Qualifier.AT_MOST, Qualifier.BELOW)
_UNITS: Final = {
    "classes": (FigureUnit.CLASS,),
    "trainees": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "invited": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "attended": (FigureUnit.PERSON, FigureUnit.PERSON_TIME),
    "asked": (FigureUnit.PERSON,),
    "forms_issued": (FigureUnit.FORM_ISSUED,),
    "forms_returned": (FigureUnit.FORM_RETURNED,),
    "forms_valid": (FigureUnit.FORM_VALID,),
}


def _beyond(a: Row, part: str, whole: str) -> Given:
    """Return where a part is certainly more than its whole, of activities that give both."""
    lower = a[f"detail_{part}_qualifier"].fill_null(Qualifier.EXACT)
    upper = a[f"detail_{whole}_qualifier"].fill_null(Qualifier.EXACT)
    least, most = a[f"detail_{part}_value"], a[f"detail_{whole}_value"]
    open_end = (lower == Qualifier.MORE_THAN) | (upper == Qualifier.BELOW)
    more = (least > most) | (open_end & (least == most))
    known = lower.is_in(_LOWER_BOUNDS) & upper.is_in(_UPPER_BOUNDS)
    return given(~least.is_null() & ~most.is_null(), when(known).then(more))


@rule(
    "A101",
    table="activities",
    field="detail_trainees_value",
    severity=Severity.WARNING,
    vi="hoạt động {record}: số người học nhiều hơn số được mời",
    en="activity {record}: more trainees than were invited",
    cure_vi="đếm người (không đếm lượt), hoặc ghi đủ số được mời",
    cure_en="count persons, not attendances, or give the full number invited",
    source="dlxh: own choice",
    why_vi="Thường là lượt người bị ghi thành người; số người được tập huấn khi đó thừa.",
)
def trainees_beyond_invited(a: Row) -> Given:
    """Most often attendances were written as persons, and the number trained is too high."""
    return _beyond(a, "trainees", "invited")


@rule(
    "A102",
    table="activities",
    field="detail_attended_value",
    severity=Severity.WARNING,
    vi="hoạt động {record}: số người dự nhiều hơn số được mời",
    en="activity {record}: more attended than were invited",
    cure_vi="kiểm tra hai số; giao ban thường ghi dạng 20/20",
    cure_en="check both numbers; meetings are often written as 20/20",
    source="dlxh: own choice",
    why_vi="Tỷ lệ dự họp vượt 100 %.",
)
def attendance_beyond_invited(a: Row) -> Given:
    """The rate of attendance is above 100 %."""
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
    why_vi="Không phát thì không thu được; tỷ lệ thu về vượt 100 %.",
)
def returned_beyond_issued(a: Row) -> Given:
    """What was not issued cannot come back; the response rate is above 100 %."""
    return _beyond(a, "forms_returned", "forms_issued")


@rule(
    "A104",
    table="activities",
    field="detail_forms_valid_value",
    severity=Severity.ERROR,
    vi="điều tra {record}: số phiếu hợp lệ nhiều hơn số phiếu thu về",
    en="survey {record}: more valid forms than were returned",
    cure_vi="kiểm tra số phiếu thu về, hợp lệ",
    cure_en="check the forms returned and valid",
    source="dlxh: own choice",
    why_vi="Phiếu hợp lệ là một phần của phiếu thu về; kết quả điều tra chia cho số sai.",
)
def valid_beyond_returned(a: Row) -> Given:
    """Valid forms are a part of those returned; every share of the survey is divided by a wrong number."""
    return _beyond(a, "forms_valid", "forms_returned")


@rule(
    "A105",
    table="activities",
    field="detail_kind",
    severity=Severity.ERROR,
    vi="hoạt động {record}: một con số ghi sai đơn vị tính",
    en="activity {record}: a figure is in a unit that cannot be its own",
    cure_vi="lớp đếm bằng lớp, người bằng người hoặc lượt người, phiếu bằng phiếu",
    cure_en="classes are counted in classes, people in persons or attendances, forms in forms",
    source="dlxh: own choice",
    why_vi="Lớp cộng với người ra con số không có nghĩa.",
)
def figure_in_another_unit(a: Row) -> Value:
    """Classes added to persons make a number of nothing."""
    return any_horizontal(*(~a[f"detail_{name}_unit"].is_in(units) for name, units in _UNITS.items()))


@rule(
    "A106",
    table="activities",
    evidence="organiser",
    field="organiser",
    severity=Severity.WARNING,
    vi="hoạt động {record} do đơn vị {evidence} tổ chức khi đơn vị đó đã hết",
    en="activity {record} was held by the unit {evidence} after that had ended",
    cure_vi="ghi đơn vị kế thừa",
    cure_en="name the unit that followed it",
    source="dlxh: own choice",
    why_vi="Hoạt động tính cho đơn vị đã hết thì không hiện ở đơn vị đang có.",
)
def organiser_had_ended(a: Row) -> Given:
    """What is put to a unit that ended does not show with the one that is there."""
    return given(~a.organiser.is_null(), a.ref("organiser").valid_to < a.start)


RULES = (
    trainees_beyond_invited,
    attendance_beyond_invited,
    returned_beyond_issued,
    valid_beyond_returned,
    figure_in_another_unit,
    organiser_had_ended,
)
