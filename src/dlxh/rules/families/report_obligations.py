"""Nghĩa vụ báo cáo: what the ledger shows of who reports and who does not.

They read the ledger from the first regulation's first day to the day of the records, or the one that a caller gives.
"""

from functools import partial
from typing import Final

from dlxh.models.timeliness import NotOwedReason, ObligorKind, Timeliness
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Given, Row, Value, given, those
from dlxh.rules.language.declared import LEDGER
from dlxh.rules.language.examples import case

_CAME: Final = (Timeliness.ON_TIME, Timeliness.LATE)
_OWED: Final = (*_CAME, Timeliness.MISSING)
_LINE: Final = {"membership": "membership1", "report": "report1"}
_MISSING: Final = _LINE | {"status": Timeliness.MISSING}
_EXCUSED: Final = _LINE | {"status": Timeliness.EXCUSED}
_FREE: Final = _LINE | {"status": Timeliness.NOT_OWED}
_of_member: Final = partial(case, memberships={})
_BY_SCHEDULE: Final = (NotOwedReason.EXEMPT, NotOwedReason.ABSORBED)
"""Reasons that lie in the period and not in who would owe it: a report for it is one more than was asked for."""
_OF_UNIT: Final = {"org_unit": "unit1", "owed_by": ObligorKind.UNIT, "report": "report1"}
_SILENT: Final = _OF_UNIT | {"status": Timeliness.MISSING}
_UNBOUND: Final = _OF_UNIT | {"status": Timeliness.NOT_OWED, "reason": NotOwedReason.FOUNDED_LATER}
_of_unit: Final = partial(case, units={})
_ENOUGH: Final = 3
"""From this many reports owed on, silence is not chance: a single lost report is not a lost member."""


@rule(
    "O101",
    table="memberships",
    severity=Severity.WARNING,
    vi="người có tư cách {record} đã gửi báo cáo ({evidence}) nhưng theo quy chế không phải báo cáo",
    en="the holder of membership {record} sent a report ({evidence}) but owes none under the regulation",
    cure_vi="sửa vai trò, hợp đồng, đơn vị của tư cách hoặc quy chế; nếu đúng là tự nguyện thì tắt quy tắc này cho mạng lưới",
    cure_en="correct the membership's role, contract or unit, or the regulation; if it was voluntary, silence this rule for the network",
    source="dlxh: own choice",
    why_vi="""Báo cáo của người không phải nộp không tính vào mẫu số: tỷ lệ nộp thấp hơn việc đã làm, và thường là do danh sách sai.

Báo cáo đã đáp ứng một nghĩa vụ khác, theo điều khoản khác hoặc của người tiếp tục ở nhiệm kỳ mới, thì là báo cáo phải nộp.""",
    right=[
        _of_member(ledger=_LINE | {"status": Timeliness.LATE}),
        _of_member(ledger=[_FREE, _FREE | {"membership": "another", "status": Timeliness.ON_TIME}]),
        *(_of_member(ledger=_FREE | {"reason": reason}) for reason in _BY_SCHEDULE),
        _of_member(ledger=_FREE | {"report": None}, judged=False),
    ],
    wrong=[_of_member(ledger=[_FREE | {"report": name} for name in ("report2", "report1")])],
)
def reports_not_owed(m: Row) -> tuple[Given, Value]:
    """Reports that were not due are in no rate: more was done than the figure says, and usually the list is wrong.

    A report that fulfils another obligation was due: one under another provision, or one of a person who continued
    in a new term. One for a period that gives way to a longer one, or is exempt, was sent by someone who owes reports.
    """
    line = those(LEDGER, membership=m.id)
    sent = line.where(~line.report.is_null())
    same = those(LEDGER, report=line.report)
    owed = same.where(same.status != Timeliness.NOT_OWED)
    by_person = ~line.reason.is_in(_BY_SCHEDULE).fill_null(other=False)
    first = line.where(line.status == Timeliness.NOT_OWED, by_person, ~owed.exists()).min(line.report)
    return given(sent.exists(), ~first.is_null()), first


@rule(
    "O102",
    table="memberships",
    severity=Severity.WARNING,
    vi="người có tư cách {record} phải nộp từ ba báo cáo trở lên trong thời gian của sổ nghĩa vụ mà không nộp báo cáo nào",
    en="the holder of membership {record} owed three or more reports in the days of the ledger and sent none",
    cure_vi="xác minh người đó còn làm cộng tác viên không; nếu đã thôi, ghi ngày thôi (end) và lý do",
    cure_en="find out whether the person still serves; if not, record the last day (end) and the reason",
    source="dlxh: own choice",
    why_vi="Người có tên mà không làm việc kéo tỷ lệ nộp của mạng lưới xuống và có thể vẫn nhận phụ cấp.",
    right=[
        *(_of_member(ledger=[*[_MISSING] * 2, _LINE | {"status": status}]) for status in _CAME),
        _of_member(ledger=[*[_MISSING] * 2, _EXCUSED], judged=False),
    ],
    wrong=[_of_member(ledger=[*[_MISSING] * 3, _EXCUSED])],
)
def never_reported(m: Row) -> Given:
    """A name on the list that does no work lowers the network's rate, and may still draw an allowance."""
    line = those(LEDGER, membership=m.id)
    owed = line.where(line.status.is_in(_OWED))
    came = line.where(line.status.is_in(_CAME))
    return given(owed.count() >= _ENOUGH, ~came.exists())


@rule(
    "O103",
    table="units",
    severity=Severity.WARNING,
    vi="đơn vị {record} đã gửi báo cáo ({evidence}) nhưng theo quy chế không phải báo cáo",
    en="unit {record} sent a report ({evidence}) but owes none under the regulation",
    cure_vi="sửa ngày của đơn vị, lần vắng hoặc quy chế; nếu đúng là tự nguyện thì tắt quy tắc này cho mạng lưới",
    cure_en="correct the days of the unit, its absence or the regulation; if it was voluntary, silence this rule for the network",
    source="dlxh: own choice",
    why_vi="""Báo cáo của đơn vị không phải nộp không tính vào mẫu số: tỷ lệ nộp thấp hơn việc đã làm, và thường là do ngày của đơn vị sai.

Báo cáo đã đáp ứng một nghĩa vụ khác thì là báo cáo phải nộp; đơn vị gửi báo cáo của kỳ mà đơn vị kế thừa phải nộp, hoặc kỳ được miễn, thì không sai.""",
    right=[
        _of_unit(ledger=_OF_UNIT | {"status": Timeliness.LATE}),
        _of_unit(ledger=[_UNBOUND, _UNBOUND | {"org_unit": "another", "status": Timeliness.ON_TIME}]),
        *(
            _of_unit(ledger=_UNBOUND | {"reason": reason})
            for reason in (NotOwedReason.CONTINUED, *_BY_SCHEDULE)
        ),
        _of_unit(
            ledger=[
                _OF_UNIT | {"status": Timeliness.LATE},
                _UNBOUND | {"owed_by": ObligorKind.MEMBER, "report": "report2"},
            ]
        ),
        _of_unit(ledger=_UNBOUND | {"report": None}, judged=False),
        _of_unit(ledger=_UNBOUND | {"owed_by": ObligorKind.MEMBER}, judged=False),
    ],
    wrong=[_of_unit(ledger=[_UNBOUND | {"report": name} for name in ("report2", "report1")])],
)
def unit_reports_not_owed(u: Row) -> tuple[Given, Value]:
    """Reports that were not due are in no rate: more was done than the figure says, and usually the unit's days are wrong.

    A unit that was merged may have sent what its successor owes, and any may report on a period that is exempt.
    """
    line = those(LEDGER, org_unit=u.id)
    sent = line.where(line.owed_by == ObligorKind.UNIT, ~line.report.is_null())
    same = those(LEDGER, report=line.report)
    owed = same.where(same.status != Timeliness.NOT_OWED)
    free = ~line.reason.is_in((NotOwedReason.CONTINUED, *_BY_SCHEDULE))
    first = line.where(line.owed_by == ObligorKind.UNIT, free, ~owed.exists()).min(line.report)
    return given(sent.exists(), ~first.is_null()), first


@rule(
    "O104",
    table="units",
    severity=Severity.WARNING,
    vi="đơn vị {record} phải nộp từ ba báo cáo trở lên trong thời gian của sổ nghĩa vụ mà không nộp báo cáo nào",
    en="unit {record} owed three or more reports in the days of the ledger and sent none",
    cure_vi="xác minh đơn vị có thuộc diện phải nộp không; nếu báo cáo do đơn vị khác gửi, ghi đơn vị gửi (author_unit) hoặc đơn vị cấp trên cho đúng",
    cure_en="find out whether the unit has to report; if another body sends for it, correct author_unit or the unit above that body",
    source="dlxh: own choice",
    why_vi="Đơn vị không gửi gì kéo tỷ lệ nộp xuống; thường là danh sách đơn vị phải nộp sai, hoặc báo cáo ghi nơi gửi khác.",
    right=[
        *(_of_unit(ledger=[*[_SILENT] * 2, _OF_UNIT | {"status": status}]) for status in _CAME),
        _of_unit(ledger=[*[_SILENT] * 2, _OF_UNIT | {"status": Timeliness.EXCUSED}], judged=False),
        _of_unit(ledger=[_SILENT | {"owed_by": ObligorKind.MEMBER}] * 3, judged=False),
    ],
    wrong=[
        _of_unit(
            ledger=[
                *[_SILENT] * 3,
                _OF_UNIT | {"status": Timeliness.EXCUSED},
                _OF_UNIT | {"owed_by": ObligorKind.MEMBER, "status": Timeliness.ON_TIME},
            ]
        )
    ],
)
def unit_never_reported(u: Row) -> Given:
    """A unit that sends nothing lowers the rate; usually the selection is wrong, or its reports name another sender."""
    line = those(LEDGER, org_unit=u.id)
    owed = line.where(line.owed_by == ObligorKind.UNIT, line.status.is_in(_OWED))
    came = line.where(line.owed_by == ObligorKind.UNIT, line.status.is_in(_CAME))
    return given(owed.count() >= _ENOUGH, ~came.exists())


RULES = (reports_not_owed, never_reported, unit_reports_not_owed, unit_never_reported)
