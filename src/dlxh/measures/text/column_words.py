"""Tên cột và giá trị được đếm: what the columns of the rows counted, and their values, are called in explanations."""

from collections.abc import Iterable, Mapping
from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.data.labels import value_label
from dlxh.measures.dimension_codes import COUNTED, OWN, codes_of
from dlxh.measures.labels import given_name, label_of_dimension
from dlxh.measures.measure import Measure
from dlxh.register.labels import label_of
from dlxh.register.schema import schema
from dlxh.words.bilingual import Lang, in_language

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "came_out_as": ("timeliness", "not_owed_reason"),
    "kind": ("report_kind",),
    "grade": ("information_grade",),
    "urgency": ("urgency",),
    "event": ("case_event_kind",),
    "answer": ("case_event_kind", "case_phase"),
    "finding": ("content_finding",),
    "detail_kind": ("activity_kind",),
    "detail_award": ("award_kind",),
}
"""The code lists from which the values come that a column of rows counted has, in words; the last first."""

_MADE: Final[Mapping[str, tuple[str, str]]] = {
    "came_out_as": ("kết quả nộp", "how it came out"),
    "event": ("sự kiện của vụ việc", "event of the case"),
    "answer": ("việc trả lời", "answer"),
    "days": ("số ngày từ khi tiếp nhận hoặc mở lại", "days since the case was received or reopened"),
    "days_late": ("số ngày trễ hạn", "days late"),
    "hours": ("số giờ từ khi biết sự việc đến khi nhận báo cáo", "hours from learning of it to the report"),
    "duty_at_least": ("mức tối thiểu theo quy chế", "minimum in the regulation"),
    "held": ("số dòng của bảng", "rows of the table"),
    "has_basis": ("nêu căn cứ", "stating a basis"),
    "has_breadth": ("ghi độ rộng", "stating a breadth"),
    "has_forecast": ("nêu dự báo", "stating a forecast"),
    "has_grade": ("ghi độ tin cậy", "graded"),
    "has_period_start": ("ghi kỳ báo cáo", "stating a period"),
    "has_place": ("ghi nơi xảy ra", "stating a place"),
    "has_proposal": ("nêu kiến nghị", "stating a proposal"),
    "is_paid": ("hưởng phụ cấp", "paid"),
    "is_prominent": ("xếp vào vấn đề nổi cộm", "rated prominent"),
    "is_single_line": ("đơn tuyến", "single-line"),
    "mapped": ("thuộc danh mục chung", "in the common list"),
    "part": ("phần của khoản chi", "part of the payment"),
    "sign": ("dấu của số tiền", "sign of the amount"),
    "watch_answer": ("phản ánh lĩnh vực cần theo dõi", "answer on the topic to watch"),
}
"""What columns are called that rows counted have and no table has."""


def with_code(label: str, code: str) -> str:
    """Return what people call a thing with its name for code in brackets; without a label the code alone.

    >>> with_code("vùng", "area"), with_code("area", "area")
    ('vùng (`area`)', '`area`')
    """
    return f"`{code}`" if label == code else f"{label} (`{code}`)"


def values_in_words(column: str, values: Iterable[str], lang: Lang) -> str:
    """Return values of a column in words where a code list has them, each with its code.

    >>> values_in_words("grade", ("rumour", "unknown"), "vi")
    'tin đồn (`rumour`), không ghi (`unknown`)'
    """
    return ", ".join(with_code(value_in_words(column, value, lang), value) for value in values)


def value_in_words(column: str, value: str, lang: Lang) -> str:
    """Return what a value of a column is called; one that no code list has is as it is.

    >>> value_in_words("came_out_as", "late", "vi"), value_in_words("channel", "written", "vi")
    ('trễ hạn', 'văn bản')
    """
    lists = [code_list(name) for name in reversed(_LISTS.get(column, ()))]
    if not lists and (codes := codes_of(column)) is not None:
        lists = [codes]
    found = next((codes.label(value, lang) for codes in lists if value in codes), None)
    return found or value_label(value, lang) or value


def column_in_words(each: Measure, column: str, lang: Lang) -> str:
    """Return what a column that a measure counts is called; one that nobody has named is code.

    >>> from dlxh.measures.catalogue import find_measure
    >>> [column_in_words(find_measure("trainees"), name, "vi") for name in ("detail_trainees", "made_up")]
    ['số người dự tập huấn', '`made_up`']
    """
    name = given_name(column.removeprefix(COUNTED))
    if name in _MADE:
        return in_language(lang, vi=_MADE[name][0], en=_MADE[name][1])
    for table in each.reads:
        known = schema().get(table)
        for own in (name, f"{name}_value"):
            if known is not None and own in known.names:
                return label_of(table, own).text(lang).partition(" – ")[0]
    label = None if OWN in column else label_of_dimension(name)
    return f"`{name}`" if label is None else label.text(lang)
