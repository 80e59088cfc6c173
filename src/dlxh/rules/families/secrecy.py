"""Độ mật: marks that ran out, and what is drawn from marked papers."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from dlxh.data.document_days import document_days
from dlxh.models.secrecy import SecrecyLevel
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import AS_OF, Given, Row, Value, given, part, subject
from dlxh.rules.language.examples import DAY, ONE, Example, case
from dlxh.rules.language.parts import Part
from dlxh.words.bilingual import CLAUSE_UNREAD

OLD_LAW: Final = "Luật 29/2018/QH14 (thời hạn bảo vệ bí mật nhà nước)"
NEW_LAW: Final = "Luật 117/2025/QH15, 10/12/2025"
_UNREAD: Final = f"{NEW_LAW} ({CLAUSE_UNREAD})"
BOTH_LAWS: Final = f"{OLD_LAW}; từ 1/3/2026 {_UNREAD}"
NEW_LAW_FROM: Final = next(
    law.first_day for law in document_days() if law.document == "117/2025/QH15" and law.first_day is not None
)
"""First day of Luật 117/2025/QH15; the years of protection are those of the law before it."""
YEARS: Final[Mapping[str, int]] = {
    SecrecyLevel.TOP_SECRET: 30,
    SecrecyLevel.SECRET: 20,
    SecrecyLevel.CONFIDENTIAL: 10,
}
_MARKED: Final = ("reports", "cases")
_SECRET: Final = {"secrecy_level": SecrecyLevel.SECRET}
_OLD_MARK: Final = {"secrecy_decided_on": date(2020, 6, 30)}
_FOR_LONG: Final = {"secrecy_expires": date(2050, 6, 30)}


def _marks(decided: date) -> list[Example]:
    """Return an example of each mark that was decided on a day and ends when the law of 2020-06-30 lets it."""
    return [
        case(
            reports={
                "secrecy_level": level,
                "secrecy_decided_on": decided,
                "secrecy_expires": date(2020 + years, 6, 30),
            }
        )
        for level, years in YEARS.items()
    ]


def _papers() -> Iterator[Row]:
    """Yield the row that is judged of each table whose papers may have a mark."""
    return map(subject, _MARKED)


def _is_marked(paper: Row) -> Value:
    return ~paper.secrecy_level.is_null()


def _number(day: Value) -> Value:
    """Return a day as yyyymmdd, so that years can be added without months that engines add differently."""
    return day.dt.year() * 10_000 + day.dt.month() * 100 + day.dt.day()


@rule(
    "K101",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: đã hết thời hạn bảo vệ của dấu chỉ độ mật",
    en="table {table}, row {record}: the protection period of its secrecy mark has expired",
    cure_vi="giải mật, hoặc gia hạn bằng quyết định của người có thẩm quyền",
    cure_en="declassify it, or extend the period by a decision of the competent person",
    source=BOTH_LAWS,
    why_vi="Tài liệu hết thời hạn vẫn bị giữ kín, hoặc đáng lẽ phải gia hạn mà không ai gia hạn.",
    right=[
        case(reports=_SECRET | {"secrecy_expires": DAY}),
        case(reports=_SECRET, judged=False),
        case(reports={"secrecy_expires": DAY - ONE}, judged=False),
    ],
    wrong=[
        case(reports=_SECRET | {"secrecy_expires": DAY - ONE}),
        case(cases=_SECRET | {"secrecy_expires": DAY - ONE}),
    ],
)
def mark_ran_out() -> Iterator[Part]:
    """Either it is kept closed for nothing, or it should have been extended and nobody did so."""
    for p in _papers():
        dated = _is_marked(p) & ~p.secrecy_expires.is_null()
        yield part(p, given(dated, p.secrecy_expires < AS_OF), field="secrecy_expires")


@rule(
    "K102",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: dấu chỉ độ mật không có ngày hết thời hạn bảo vệ",
    en="table {table}, row {record}: its secrecy mark has no last day",
    cure_vi="ghi ngày hết thời hạn bảo vệ theo quyết định xác định độ mật",
    cure_en="give the last day of protection from the decision on the mark",
    source=BOTH_LAWS,
    why_vi="Luật quy định thời hạn cho từng độ mật; không ghi ngày thì không ai biết khi nào giải mật.",
    right=[
        case(reports=_SECRET | {"secrecy_expires": DAY}),
        case(reports={}, judged=False),
    ],
    wrong=[
        case(reports=_SECRET),
        case(cases=_SECRET),
    ],
)
def mark_without_end() -> Iterator[Part]:
    """The law sets a period for each level; without a date nobody knows when to declassify."""
    for p in _papers():
        yield part(p, given(_is_marked(p), p.secrecy_expires.is_null()), field="secrecy_expires")


@rule(
    "K103",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: thời hạn bảo vệ dài hơn luật cho phép với độ mật đó",
    en="table {table}, row {record}: protected for longer than the law allows at that level",
    cure_vi="tuyệt mật 30 năm, tối mật 20 năm, mật 10 năm; nếu đã gia hạn thì ghi ngày của quyết định gia hạn",
    cure_en="top secret 30 years, secret 20, confidential 10; if it was extended, give the day of that decision",
    source=OLD_LAW,
    why_vi="Chỉ xét độ mật xác định trước 1/3/2026; dài hơn luật cho phép thì quyết định không còn căn cứ, trừ khi đã gia hạn.",
    right=[
        *_marks(date(2020, 6, 30)),
        case(reports=_SECRET | _OLD_MARK, judged=False),
        case(reports=_OLD_MARK | _FOR_LONG, judged=False),
        case(reports=_SECRET | _FOR_LONG | {"secrecy_decided_on": NEW_LAW_FROM}, judged=False),
    ],
    wrong=[
        *_marks(date(2020, 6, 29)),
        case(cases=_SECRET | {"secrecy_decided_on": NEW_LAW_FROM - ONE, "secrecy_expires": date(2046, 3, 1)}),
    ],
)
def mark_too_long() -> Iterator[Part]:
    """Only marks set before 2026-03-01 are checked; one that lasts longer than the law allows has no basis unless extended."""
    for p in _papers():
        years = p.secrecy_level.replace_strict(YEARS)
        longer = _number(p.secrecy_expires) > _number(p.secrecy_decided_on) + years * 10_000
        of_old_law = _is_marked(p) & ~p.secrecy_expires.is_null() & (p.secrecy_decided_on < NEW_LAW_FROM)
        yield part(p, given(of_old_law, longer), field="secrecy_expires", prefilter=_is_marked(p))


@rule(
    "K104",
    table="case_items",
    evidence="item",
    field="item",
    severity=Severity.WARNING,
    vi="vụ việc ({record}) chưa xác định độ mật nhưng dùng nội dung {evidence} của báo cáo có độ mật",
    en="case ({record}) has no secrecy mark but uses item {evidence} of a marked report",
    cure_vi="người có thẩm quyền xác định độ mật của vụ việc, hoặc dùng nội dung không mật",
    cure_en="have the competent person decide on a mark for the case, or use items without one",
    source=_UNREAD,
    why_vi="Trích nội dung mật vào hồ sơ không mật là làm lộ bí mật; thư viện không tự xác định độ mật.",
    right=[
        case(case_items={}, items={}, reports=_SECRET, cases=_SECRET),
        case(case_items={}, items={}, reports={}, cases={}, judged=False),
    ],
    wrong=[case(case_items={}, items={}, reports=_SECRET, cases={})],
)
def secret_item_in_open_case(i: Row) -> Given:
    """Quoting a secret in an open file discloses it; the library never sets a mark itself."""
    return given(_is_marked(i.ref("item").ref("report")), ~_is_marked(i.ref("case")))


@rule(
    "K105",
    table="report_sources",
    evidence="source",
    field="source",
    severity=Severity.WARNING,
    vi="báo cáo tổng hợp ({record}) chưa xác định độ mật nhưng dùng báo cáo có độ mật {evidence}",
    en="synthesis ({record}) has no secrecy mark but draws on the marked report {evidence}",
    cure_vi="người có thẩm quyền xác định độ mật của bản tổng hợp, hoặc bỏ nguồn đó",
    cure_en="have the competent person decide on a mark for the synthesis, or remove that source",
    source=_UNREAD,
    why_vi="Bản tổng hợp gửi đi nhiều nơi hơn báo cáo gốc.",
    right=[
        case(report_sources={"source": "report2"}, reports=[_SECRET, _SECRET]),
        case(report_sources={"source": "report2"}, reports=[{}, {}], judged=False),
    ],
    wrong=[
        case(report_sources={"source": "report2"}, reports=[{}, _SECRET]),
    ],
)
def secret_source_in_open_synthesis(s: Row) -> Given:
    """A synthesis goes to more places than the reports it draws on."""
    return given(_is_marked(s.ref("source")), ~_is_marked(s.ref("report")))


@rule(
    "K201",
    table=None,
    severity=Severity.ERROR,
    vi="bảng {table}, dòng {record}: bản ghi mang độ mật trong tập dữ liệu chuyển ra ngoài",
    en="table {table}, row {record}: a record with a secrecy mark in a set to be handed out",
    cure_vi="bỏ bản ghi khỏi tập chuyển ra: register.tables.without(...)",
    cure_en="remove the record from the set: register.tables.without(...)",
    source=f"{NEW_LAW}; Nghị định 278/2025/NĐ-CP, 22/10/2025",
    why_vi="""Bí mật nhà nước chỉ được chuyển theo thủ tục riêng.

Quy tắc này chỉ chạy trên tập sắp chuyển ra ngoài: dlxh.check(tables, rules=EXPORT_RULES).""",
    right=[case(reports={}), case(cases={})],
    wrong=[
        case(reports=_SECRET),
        case(cases=_SECRET),
    ],
)
def secret_in_export() -> Iterator[Part]:
    """State secrets are handed over by a procedure of their own.

    The rule runs only on a set that is about to be handed out: dlxh.check(tables, rules=EXPORT_RULES).
    """
    for p in _papers():
        yield part(p, _is_marked(p), field="secrecy_level")


RULES = (
    mark_ran_out,
    mark_without_end,
    mark_too_long,
    secret_item_in_open_case,
    secret_source_in_open_synthesis,
)
EXPORT_RULES = (secret_in_export,)
"""Rules for a set that is about to be handed out."""
