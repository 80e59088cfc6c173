"""Dòng phải chi: what was paid against what is due.

They read what `dlxh.allowances` computes against the lines that were paid, for the months from the first paid one to the
last. It gives a first line where nothing was paid, a difference where the sum was another, and a line to recover what was not
due at all.
"""

from typing import Final

from dlxh.models.allowance_line import PayChange
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, Value, those
from dlxh.rules.language.declared import DUE
from dlxh.rules.language.examples import MONTH, ONE, Cells, case
from dlxh.rules.language.rows import Rows

_SOURCE: Final = "Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)"
_FIRST: Final = {"month": MONTH, "sequence": 1, "provision": None}
_RATE_CHANGE: Final = {"network": "network1", "month": MONTH, "sequence": 2, "change": PayChange.RATE}
_NO_LONGER_DUE: Final = _RATE_CHANGE | {"change": PayChange.NO_LONGER_DUE}


def _others(due: Cells) -> list[Cells]:
    """Return lines due like one that is due under the first provision, each of another sum or place in it."""
    own = {**due, "provision": "provision1"}
    other = {"network": "another"}, {"collaborator": "another"}, {"month": MONTH - ONE}, {"sequence": 3}
    return [own | each for each in (*other, {"provision": "provision2"}, {"provision": None})]


@rule(
    "P301",
    table="collaborators",
    severity=Severity.WARNING,
    vi="cộng tác viên {record} phải được chi {evidence} mà chưa được chi",
    en="collaborator {record} is due {evidence}, which has not been paid",
    cure_vi="chi rồi ghi dòng chi (register.add(*lines.records())), hoặc sửa tư cách, hợp đồng đã ghi",
    cure_en="pay and record the line (register.add(*lines.records())), or correct the membership or contract on record",
    source=_SOURCE,
    why_vi="Đã làm mà không được chi thì cộng tác viên thôi làm, và quyết toán cuối năm bị thiếu.",
    right=[
        case(collaborators={}, lines_due=[{"sequence": 1, "amount": 0}, {"sequence": 2, "amount": 1}]),
    ],
    wrong=[case(collaborators={}, lines_due={"sequence": 1, "amount": 1})],
)
def due_and_not_paid(c: Row) -> Value:
    """Anyone who works without being paid stops working, and the year's accounts fall short."""
    line = those(DUE, collaborator=c.id)
    return line.where(line.sequence == 1, line.amount > 0).each_one(evidence=line.id)


def _next_due(paid: Row) -> Rows:
    """Return the lines that are due after one that was paid: of the same sum, and next in its sequence."""
    due = those(
        DUE,
        network=paid.network,
        collaborator=paid.collaborator,
        month=paid.month,
        sequence=paid.sequence + 1,
    )
    return due.where(due.provision.fill_null("") == paid.provision.fill_null(""))


@rule(
    "P302",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record}: số đã chi của tháng đó khác số phải chi; chênh lệch ở {evidence}",
    en="line {record}: what was paid for its month differs from what is due by {evidence}",
    cure_vi="ghi dòng chênh lệch mà dlxh.allowances đã tính, hoặc sửa dữ liệu làm căn cứ",
    cure_en="record the difference that dlxh.allowances calculated, or correct the data behind it",
    source=_SOURCE,
    why_vi="Thiếu báo cáo, gián đoạn hợp đồng hay đổi mức làm số phải chi thay đổi; không bù thì thừa hoặc thiếu tiền.",
    right=[
        case(
            allowance_lines=_FIRST | {"provision": "provision1"},
            lines_due=[*_others(_RATE_CHANGE), _NO_LONGER_DUE | {"provision": "provision1"}],
        ),
        case(allowance_lines=_FIRST, lines_due=_RATE_CHANGE | {"provision": "provision1"}),
    ],
    wrong=[case(allowance_lines=_FIRST, lines_due=_RATE_CHANGE)],
)
def paid_other_than_due(line: Row) -> Value:
    """Missing reports, gaps between contracts and new rates change what is due; until that is settled, somebody has too much or too little."""
    due = _next_due(line)
    return due.where(due.change != PayChange.NO_LONGER_DUE).each_one(evidence=due.id)


@rule(
    "P303",
    table="allowance_lines",
    field="amount",
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng và mức chi không phải chi gì; dòng thu hồi là {evidence}",
    en="line {record} pays for a month and rate for which nothing is due; {evidence} recovers it",
    cure_vi="thu hồi bằng dòng chênh lệch mà dlxh.allowances đã tính, hoặc ghi điều khoản làm căn cứ",
    cure_en="recover it with the difference that dlxh.allowances calculated, or record the provision it is based on",
    source=_SOURCE,
    unless=("P101", "P102", "P103"),
    why_vi="Chi không có căn cứ phải thu hồi; càng để lâu càng khó thu.",
    right=[
        case(
            allowance_lines=_FIRST | {"provision": "provision1"},
            lines_due=[*_others(_NO_LONGER_DUE), _RATE_CHANGE | {"provision": "provision1"}],
        ),
        case(allowance_lines=_FIRST, lines_due=_NO_LONGER_DUE | {"provision": "provision1"}),
    ],
    wrong=[case(allowance_lines=_FIRST, lines_due=_NO_LONGER_DUE)],
)
def paid_with_nothing_due(line: Row) -> Value:
    """Money paid without a legal basis must be recovered, which gets harder every month."""
    due = _next_due(line)
    return due.where(due.change == PayChange.NO_LONGER_DUE).each_one(evidence=due.id)


RULES = (due_and_not_paid, paid_other_than_due, paid_with_nothing_due)
