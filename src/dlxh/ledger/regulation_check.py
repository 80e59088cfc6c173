"""Kiểm tra quy chế: holes, overlaps and contradictions between the provisions of regulations."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from dlxh.ledger.schedule_check import pairs_of_schedules, yields_at_fault
from dlxh.models.duties import (
    AdHocStage,
    CompositionTarget,
    ExcusedAbsence,
    PayCondition,
    Proration,
    ReportObligation,
    StreamBasis,
)
from dlxh.models.exempt_periods import ExemptPeriods
from dlxh.models.moves_of import moves_named
from dlxh.models.owed_by import OwedByMembers, OwedByOwner, OwedByUnits
from dlxh.models.own_moves import CaseMoves
from dlxh.models.regulation import Regulation, RegulationProvision, in_force
from dlxh.register.finding import Finding, Severity
from dlxh.register.findings import Findings
from dlxh.words.days import OPEN_END
from dlxh.words.given import several

_ONE_DAY = timedelta(days=1)


class _Span(NamedTuple):
    first: date
    last: date
    provision: str


def check_regulation(*regulations: Regulation) -> Findings:
    """Return what is wrong between the provisions of a network's regulations.

    - G101: two provisions say the same thing for the same days.
    - G102: between two provisions on the same thing there are days for which none says anything.
    - G103: a provision is in force on no day of its regulation.
    - G104: a composition requires more than it allows.
    - G107: the rows of moves of a provision make no table of moves.
    - G108: an id in `yields_to` belongs to no provision on reports, or the provision itself is not on reports.
    - G109: a provision yields to one whose periods are not longer, as one in every circle does, or that others owe (members, units).

    Two provisions speak of the same thing when they are on the same network and the same kind of report of the same
    role or selection of units, the
    same stage of an ad hoc report, the same reason of absence, the same event of pay, the same group, or the moves of cases. A monthly and a
    quarterly obligation of one kind of report overlap; that may be meant, so it is a warning. Within one schedule, where
    provisions yield to each other, it is meant, and there is none.

    >>> from dlxh.ledger.regulation_file import read_regulation
    >>> import dlxh
    >>> check_regulation(read_regulation(dlxh.example("gia-lai") / "regulation.toml")).to_text("en")
    'nothing found'
    """
    several("regulations", regulations, Regulation)
    spans: dict[tuple[str, ...], list[_Span]] = defaultdict(list)
    found: list[Finding] = []
    for regulation in regulations:
        for provision in regulation.provisions:
            first, last = in_force(regulation, provision)
            if first > last:
                found.append(
                    _finding("G103", provision.id, first=regulation.valid_from, last=regulation.valid_to)
                )
                continue
            found += (*_contradictions(provision), *_impossible(regulation, provision))
            for matter in _matter(provision):
                spans[regulation.network, *matter].append(_Span(first, last, provision.id))
    found += (_finding(*fault) for fault in yields_at_fault(regulations))
    meant = pairs_of_schedules(regulations)
    for group in spans.values():
        found += _between(sorted(group), meant)
    return Findings(found)


def _matter(provision: RegulationProvision) -> Iterator[tuple[str, ...]]:
    """Yield what a provision speaks of; nothing for one that binds nothing that is counted, or has gaps as exempt days do."""
    duty = provision.duty
    match duty:
        case ReportObligation():
            yield "report", duty.report, *_obligors(provision, duty)
        case AdHocStage():
            yield "ad_hoc", str(duty.stage)
        case ExcusedAbsence():
            yield "excused_absence", duty.absence
        case PayCondition():
            yield "pay_condition", duty.event, str(duty.times), duty.whose
        case Proration():
            yield ("proration",)
        case CompositionTarget():
            yield "composition", duty.group or ""
        case StreamBasis():
            yield ("stream_basis",)
        case CaseMoves():
            yield ("moves",)
        case ExemptPeriods() | None:  # pragma: no branch - the union has no other arm, and mypy holds that
            return


def _obligors(provision: RegulationProvision, duty: ReportObligation) -> tuple[str, ...]:
    """Return who owes a report: a role, a selection of units, or the owner."""
    match duty.owed_by:
        case OwedByMembers() as members:
            return "members", members.role or ""
        case OwedByUnits() as units:
            named = sorted(provision.units)
            return "units", units.level or "", units.unit_kind or "", units.below or "", *named
        case OwedByOwner():  # pragma: no branch - the union has no other arm, and mypy holds that
            return ("owner",)


def _contradictions(provision: RegulationProvision) -> Iterator[Finding]:
    duty = provision.duty
    if not isinstance(duty, CompositionTarget) or duty.at_least is None or duty.at_most is None:
        return
    if duty.at_least > duty.at_most:
        yield _finding("G104", provision.id, least=duty.at_least, most=duty.at_most)


def _impossible(regulation: Regulation, provision: RegulationProvision) -> Iterator[Finding]:
    if provision.moves and not isinstance(provision.duty, CaseMoves):
        why_vi, why_en = (text.format(record=provision.id) for text in _NO_TABLE)
        yield _finding("G107", provision.id, why_vi=why_vi, why_en=why_en)
    for named in moves_named([regulation]):
        why = named.why_impossible if named.provision == provision.id else None
        if why is not None:
            yield _finding("G107", provision.id, why_vi=why.vi, why_en=why.en)


def _between(spans: list[_Span], meant: frozenset[frozenset[str]]) -> Iterator[Finding]:
    """Yield overlaps and holes of provisions on the same thing; those that are meant to bind at once do not overlap."""
    for place, span in enumerate(spans):
        before = sorted(spans[:place], key=attrgetter("last"), reverse=True)
        meeting = [
            each
            for each in before
            if span.first <= each.last and frozenset({each.provision, span.provision}) not in meant
        ]
        if meeting:
            last = min(span.last, meeting[0].last)
            yield _finding("G101", span.provision, meeting[0].provision, first=span.first, last=last)
        elif before and before[0].last < span.first - _ONE_DAY:
            yield _finding(
                "G102",
                span.provision,
                before[0].provision,
                first=before[0].last + _ONE_DAY,
                last=span.first - _ONE_DAY,
            )


_NO_TABLE = (
    "điều khoản {record} có dòng quy trình mà không nêu bảng quy trình; ghi duty.kind = moves và bảng, hoặc bỏ các dòng đó",
    "provision {record} has rows of moves but no table; give duty.kind = moves and a table, or remove the rows",
)
_ERRORS = ("G104", "G107", "G108", "G109")
_TEXTS = {
    "G101": (
        "điều khoản {record} và {other} cùng quy định một việc từ {first} đến {last}; nếu không chủ ý, kết thúc điều khoản trước",
        "provisions {record} and {other} set the same thing from {first} to {last}; unless that is intended, end the earlier one",
    ),
    "G102": (
        "từ {first} đến {last} không điều khoản nào quy định việc mà {other} và {record} quy định; nối liền thời hạn hiệu lực",
        "from {first} to {last} no provision sets what {other} and {record} set; close the gap between the days they are in force",
    ),
    "G103": (
        "điều khoản {record} không có hiệu lực ngày nào trong thời hạn của quy chế ({first} – {last}); sửa ngày",
        "provision {record} is in force on no day of its regulation ({first} to {last}); correct the days",
    ),
    "G107": (
        "{why_vi}",
        "{why_en}",
    ),
    "G108": (
        "điều khoản {record} nhường cho {other}, nhưng một trong hai không phải điều khoản về báo cáo của mạng lưới; sửa mã trong yields_to",
        "provision {record} yields to {other}, but one of the two is not a provision on reports of the network; correct the ids in yields_to",
    ),
    "G109": (
        "điều khoản {record} nhường cho {other}, nhưng kỳ của {other} không dài hơn, hoặc một bên do thành viên, một bên do đơn vị nộp; chỉ nêu trong yields_to điều khoản có kỳ dài hơn của cùng đối tượng",
        "provision {record} yields to {other}, but the periods of {other} are not longer, or members owe one report and units the other; name only provisions on longer periods that the same ones owe",
    ),
    "G104": (
        "điều khoản {record} yêu cầu ít nhất {least} mà chỉ cho nhiều nhất {most}; sửa một trong hai số",
        "provision {record} asks for at least {least} and allows at most {most}; correct one of the two",
    ),
}


def _finding(code: str, provision: str, other: str | None = None, **parameters: object) -> Finding:
    vi, en = _TEXTS[code]
    return Finding(
        code,
        vi,
        en,
        severity=Severity.ERROR if code in _ERRORS else Severity.WARNING,
        table="regulation_provisions",
        record=provision,
        evidence=() if other is None else (other,),
        parameters={
            "other": other,
            **{name: "…" if value in {None, OPEN_END} else value for name, value in parameters.items()},
        },
    )
