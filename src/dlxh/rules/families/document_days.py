"""Hiệu lực của văn bản: documents that something rests on while they are not in force."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from dlxh.data.salary_steps import base_salaries, base_salary_known_to
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, Value, given, max_horizontal, part, subject
from dlxh.rules.language.examples import MONTH, ONE, case
from dlxh.rules.language.functions import in_force
from dlxh.rules.language.parts import Part
from dlxh.rules.shapes.days_of_use import (
    BEYOND,
    FIRST,
    INSIDE,
    LAST,
    days_in_force,
    documents,
    last_day,
    names_document_of_state,
    one_of,
    outside,
    spans,
)


def _is_of_another_month(line: Row) -> Value:
    """Return whether a line has another text than that of the decree of its month: most lines do not."""
    steps = [(step.applies_from, step.decree) for step in base_salaries()]
    decree = in_force(line.month, steps, known_to=base_salary_known_to())
    return (line.base_decree != decree).fill_null(True)


def _marks() -> Iterator[Part]:
    """Judge what a mark of secrecy rests on by the day on which it was decided."""
    for paper in map(subject, ("reports", "cases")):
        laws, day = documents(paper.secrecy_legal_basis), paper.secrecy_decided_on
        verdict = given(~paper.secrecy_legal_basis.is_null(), one_of(laws, outside(laws, day, day)))
        yield part(paper, verdict, field="secrecy_legal_basis")


def _rules_in_force() -> Iterator[Part]:
    """Judge what regulations and rates rest on by the days on which they bind; a rate in arrears since it was decided."""
    r, d, p = map(subject, ("regulations", "regulation_provisions", "scheme_provisions"))
    since = max_horizontal(p.valid_from, p.decided_on)
    spans = (
        (r, (r.valid_from, last_day(r.valid_to))),
        (d, days_in_force(d)),
        (p, (since, last_day(p.valid_to))),
    )
    for row, span in spans:
        papers = documents(row.document)
        verdict = given(~row.document.is_null(), one_of(papers, outside(papers, *span)))
        yield part(row, verdict, field="document", optional=True)


def _steps_and_lines() -> Iterator[Part]:
    """Judge the paper behind a step of a case by its day, the decree of a line of pay by its month.

    A line with the sum of the decree that it cites has the sum of another month, which P106 reports.
    """
    e, line = subject("events"), subject("allowance_lines")
    papers, decrees = documents(e.document), documents(line.base_decree)
    verdict = given(~e.document.is_null(), one_of(papers, outside(papers, e.day, e.day)))
    yield part(e, verdict, field="document", prefilter=names_document_of_state(e.document))
    other_sum = (line.base_salary == decrees.base_salary).fill_null(False)
    named = ~line.base_decree.is_null() & ~line.base_assumed.fill_null(False)
    wrong = one_of(decrees, outside(decrees, line.month, line.month), ~other_sum)
    yield part(line, given(named, wrong), field="base_decree", prefilter=_is_of_another_month(line))


_known: Final = partial(
    case,
    document_days={
        "id": "5/2020/QD-UBND",
        "document": "5/2020/QĐ-UBND",
        "first_day": FIRST,
        "last_day": LAST,
        "base_salary": 900_000,
    },
)
"""In examples a document whose days are known."""
_NAMED: Final = {"document": "Quyết định số 05/2020/QĐ-UBND"}
_LINE: Final = {"base_decree": "5/2020/QĐ-UBND", "base_salary": 950_000}
_DAYS: Final = (FIRST, LAST)
_OTHER_DAYS: Final = (FIRST - ONE, LAST + ONE)
_MARK: Final = {"secrecy_legal_basis": "5/2020/QĐ-UBND"}
_LAW: Final = {"secrecy_legal_basis": "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14, ngày 15/11/2018"}


@rule(
    "H201",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: cột {field} dẫn văn bản không có hiệu lực vào ngày đó: {evidence}",
    en="table {table}, row {record}: column {field} cites a document that was not in force on that day: {evidence}",
    cure_vi="dẫn văn bản có hiệu lực vào ngày đó; nếu văn bản đúng thì sửa ngày, hoặc ghi ngày cuối của điều khoản",
    cure_en="cite the document in force on that day; if the document is right, correct the day or give the provision its last day",
    source="Luật 117/2025/QH15, 10/12/2025; Quyết định 19/2025/QĐ-TTg; các nghị định về mức lương cơ sở",
    why_vi="""Căn cứ đã hết hiệu lực hoặc chưa có hiệu lực thì quyết định không có cơ sở.

Dấu chỉ độ mật xét theo ngày xác định; quy chế và mức chi xét theo thời gian áp dụng, mức truy lĩnh thì từ ngày quyết định; bước của vụ việc xét theo ngày ghi; dòng chi xét theo tháng. Văn bản được so theo số, năm, loại, nơi ban hành, dù viết kèm chữ gì. Không xét văn bản của Đảng: số đánh lại từ 01 mỗi nhiệm kỳ và không ghi năm.""",
    right=[
        case(reports=_LAW | {"secrecy_decided_on": date(2026, 2, 28)}),
        _known(reports=[_MARK | {"secrecy_decided_on": day} for day in _DAYS]),
        case(reports={}, judged=False),
        _known(regulations=spans(_NAMED, *INSIDE)),
        case(regulations={}, judged=False),
        _known(
            regulation_provisions=spans(_NAMED, *INSIDE, (FIRST - ONE, LAST), (FIRST, LAST + ONE)),
            regulations=spans({}, _DAYS),
        ),
        _known(regulation_provisions=spans(_NAMED, _DAYS), regulations=spans({}, _OTHER_DAYS)),
        case(regulation_provisions={}, regulations={}, judged=False),
        _known(
            scheme_provisions=[
                *spans(_NAMED | {"decided_on": FIRST - ONE}, *INSIDE),
                *spans(_NAMED | {"decided_on": FIRST}, (FIRST - ONE, LAST)),
            ]
        ),
        case(scheme_provisions={}, judged=False),
        _known(events=[_NAMED | {"day": day} for day in _DAYS]),
        case(events={}, judged=False),
        _known(
            allowance_lines=[
                *(_LINE | {"month": day, "base_assumed": False} for day in _DAYS),
                _LINE | {"month": LAST + ONE, "base_salary": 900_000},
            ]
        ),
        _known(allowance_lines=_LINE | {"month": LAST + ONE, "base_assumed": True}, judged=False),
        case(allowance_lines={"base_assumed": False}, judged=False),
    ],
    wrong=[
        case(reports=_LAW | {"secrecy_decided_on": date(2026, 3, 1)}),
        case(cases={"secrecy_legal_basis": "117/2025/QH15", "secrecy_decided_on": date(2026, 2, 28)}),
        *(_known(reports=_MARK | {"secrecy_decided_on": day}) for day in _OTHER_DAYS),
        *(_known(regulations=spans(_NAMED, span)) for span in BEYOND),
        *(_known(regulation_provisions=spans(_NAMED, span), regulations={}) for span in BEYOND),
        *(_known(scheme_provisions=spans(_NAMED, span)) for span in BEYOND),
        *(_known(events=_NAMED | {"day": day}) for day in _OTHER_DAYS),
        *(_known(allowance_lines=_LINE | {"month": day}) for day in _OTHER_DAYS),
        _known(allowance_lines=_LINE | {"month": LAST + ONE, "base_salary": None}),
        case(allowance_lines={"month": date(2011, 4, 1), "base_decree": "22/2011/NĐ-CP"}),
        case(allowance_lines={"month": MONTH, "base_decree": "161/2026/NĐ-CP", "base_salary": 2_340_000}),
    ],
)
def document_not_in_force() -> Iterator[Part]:
    """A decision that cites a document no longer in force, or not yet, has no legal basis.

    A secrecy mark is judged by the day it was decided, regulations and rates by the days they apply, a rate in
    arrears from its decision on, a case step by its day, a pay line by its month. Documents are compared by number,
    year, kind and issuer, whatever words surround them. Party papers are not judged: their numbers start again in
    each term and carry no year.
    """
    yield from _marks()
    yield from _rules_in_force()
    yield from _steps_and_lines()


RULES = (document_not_in_force,)
