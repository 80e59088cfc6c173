"""Đơn vị tính: what figures count, and how their values are to be taken."""

from enum import StrEnum


class Qualifier(StrEnum):
    """Mức chính xác: how a value is to be taken.

    >>> Qualifier("more_than") is Qualifier.MORE_THAN
    True
    """

    EXACT = "exact"
    """Đúng: exactly this number."""
    ABOUT = "about"
    """Khoảng: near this number, on either side."""
    MORE_THAN = "more_than"
    """Trên, hơn: more than this number."""
    AT_LEAST = "at_least"
    """Ít nhất: this number or more."""
    AT_MOST = "at_most"
    """Không quá, tối đa: this number or less."""
    BELOW = "below"
    """Dưới, gần: less than this number."""
    UNKNOWN = "unknown"
    """Chưa rõ: not given; this is not zero."""


class FigureUnit(StrEnum):
    """Đơn vị tính: what is counted. One unit is never another, and none converts.

    >>> FigureUnit("report_time") is FigureUnit.REPORT
    False
    """

    PERSON = "person"
    """Người."""
    PERSON_TIME = "person_time"
    """Lượt người: one person twice counts two."""
    REPORT = "report"
    """Báo cáo."""
    REPORT_TIME = "report_time"
    """Lượt báo cáo: each time that somebody reported."""
    NEWS_ITEM = "news_item"
    """Tin."""
    OPINION = "opinion"
    """Ý kiến."""
    OPINION_TIME = "opinion_time"
    """Lượt ý kiến: each time that an opinion was voiced."""
    STREAM = "stream"
    """Luồng ý kiến."""
    ISSUE = "issue"
    """Vấn đề."""
    ISSUE_TIME = "issue_time"
    """Lượt vấn đề: each time that an issue was raised."""
    CONTENT = "content"
    """Nội dung."""
    CASE = "case"
    """Vụ việc."""
    MEETING = "meeting"
    """Cuộc."""
    CLASS = "class_"
    """Lớp."""
    FORM_ISSUED = "form_issued"
    """Phiếu phát ra."""
    FORM_RETURNED = "form_returned"
    """Phiếu thu về."""
    FORM_VALID = "form_valid"
    """Phiếu hợp lệ."""
    MERIT_CERTIFICATE = "merit_certificate"
    """Giấy khen."""
    CERTIFICATE_OF_COMMENDATION = "certificate_of_commendation"
    """Bằng khen."""
    UNIT = "unit"
    """Đơn vị."""
    TOPIC = "topic"
    """Chủ đề."""
    FINDING = "finding"
    """Phát hiện: one fault that a check found."""
    ROW = "row"
    """Dòng of a table."""
    DONG = "dong"
    """Đồng; the one unit that may be negative."""
