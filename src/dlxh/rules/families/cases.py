"""Vụ việc xác minh: what the events of a case and its contents may not say together."""

from collections.abc import Iterator, Sequence
from typing import Final

from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.families import case_moves
from dlxh.rules.families.case_moves import FLOW, one_of_others, step_of
from dlxh.rules.language import Given, Row, Value, given, part, those
from dlxh.rules.language.examples import Cells, Example, case
from dlxh.rules.language.parts import Part
from dlxh.rules.rule import Rule

FINDINGS: Final = "Kết luận 18/KL-UBND, 15/6/2021 (kết luận từng nội dung)"


def _on_two_reports(*, judged: bool = True, **rows: Cells | Sequence[Cells]) -> Example:
    """Return an example with a case on two reports of one body, its own and one of a collaborator whom it sends."""
    return case(
        judged=judged,
        case_items=[{}, {"item": "item2"}],
        items=[{}, {"report": "report2"}],
        reports=[{"author": None, "author_unit": "unit1"}, {"author": "collaborator1"}],
        collaborators={"organisation": "unit1"},
        **rows,
    )


@rule(
    "V102",
    table="contents",
    field="finding",
    severity=Severity.ERROR,
    vi="nội dung {record} không có kết luận, dù cơ quan được giao xác minh đã kết luận hoặc đã trả lời",
    en="content {record} has no finding although the agency assigned to verify it has concluded or replied",
    cure_vi="ghi kết luận của nội dung (đúng, đúng một phần, không đúng, chưa đủ cơ sở)",
    cure_en="give the finding on the content (correct, partly correct, incorrect, insufficient grounds)",
    source=FINDINGS,
    why_vi="""Kết luận là theo từng nội dung: 16 nội dung của Quốc Oai là 5 + 2 + 7 + 2, không thiếu nội dung nào.

Nội dung chỉ được giao trả lời hoặc giải quyết thì giải thích là đủ, không cần kết luận.""",
    right=[
        case(contents={"finding": "correct"}, findings_due={}),
        case(contents={"finding": None}, findings_due={}, content_findings={"finding": "correct"}),
        case(contents={"finding": None}, judged=False),
    ],
    wrong=[case(contents={"finding": None}, findings_due={})],
)
def concluded_without_finding(c: Row) -> Given:
    """Findings are per content: the 16 of Quốc Oai are 5 + 2 + 7 + 2, and a gap makes the sum wrong.

    A content assigned only for a reply or a remedy may be answered with an explanation and needs no finding.
    """
    due = those("findings_due", content=c.id).exists()
    with_finding = those("content_findings", content=c.id).exists()
    return given(due, c.finding.is_null() & ~with_finding)


@rule(
    "V103",
    table="events",
    field="by",
    severity=Severity.WARNING,
    vi="đơn vị xác minh ({record}) cũng là đơn vị gửi báo cáo nêu việc đó",
    en="the unit that verifies ({record}) also sent the report",
    cure_vi="giao cơ quan khác xác minh, hoặc ghi rõ lý do giao",
    cure_en="assign another agency, or record why this one",
    source="Tỉnh ủy Lào Cai, hội nghị 20/1/2022 (cơ quan xác minh, cộng tác viên phối hợp)",
    why_vi="""Không ai tự xác minh điều mình báo cáo; phát hiện chỉ nêu sự kiện, không nêu báo cáo.

Cơ quan của tác giả là đơn vị gửi báo cáo, hoặc cơ quan cử cộng tác viên nếu biết.""",
    right=[
        _on_two_reports(events={"by": "unit2"}, case_steps={"role": "verifier"}),
        _on_two_reports(events={"by": "unit1"}, case_steps={"role": "approver"}, judged=False),
        _on_two_reports(events={"by": "unit1"}, case_steps=one_of_others(role="verifier"), judged=False),
    ],
    wrong=[
        case(events={"by": "unit1"}, case_steps={"role": "verifier"}, case_items={}, items={}, **others)  # pyright: ignore[reportArgumentType] # tables
        for others in (
            {"reports": {"author": None, "author_unit": "unit1"}},
            {"reports": {}, "collaborators": {"organisation": "unit1"}},
        )
    ],
)
def verifier_is_author(e: Row) -> Iterator[Part]:
    """Nobody verifies their own report; the finding gives the event, never the report.

    The author's body is the unit that reports, or the collaborator's sending organisation where that is known.
    """
    step, raised = step_of(e), those("case_items", case=e.case)
    verifying = step.where(step.role == "verifier").exists()
    report = raised.ref("item").ref("report")
    yield part(e, given(verifying, raised.where(report.author_unit == e.by).exists()))
    sent_by = report.ref("author").organisation
    yield part(e, given(verifying, raised.where(sent_by == e.by).exists()), optional=True)


@rule(
    "V106",
    table="events",
    field="sequence",
    severity=Severity.WARNING,
    vi="số thứ tự của sự kiện ({record}) không theo thời gian, hoặc bị trùng",
    en="the number of event ({record}) is out of time order or is used twice",
    cure_vi="sửa thời điểm hoặc số thứ tự; số tăng dần theo thời gian",
    cure_en="correct the time or the number; numbers increase with time",
    source=FLOW,
    why_vi="Hai thứ tự khác nhau cho hai tình trạng khác nhau; thư viện xét thời gian trước, số thứ tự sau.",
    right=[
        case(events={}, case_steps={"sequence": 2, "sequence_before": 1}),
        case(events={}, case_steps=one_of_others(sequence=1, sequence_before=1)),
    ],
    wrong=[case(events={}, case_steps={"sequence": 1, "sequence_before": 1})],
)
def numbers_against_time(e: Row) -> Value:
    """Two orders give two states; the library orders by time first and number second, and warns you."""
    step = step_of(e)
    return step.where(step.sequence <= step.sequence_before).exists()


@rule(
    "V108",
    table="contents",
    field="finding",
    severity=Severity.WARNING,
    vi="nội dung {record}: kết luận ghi ở nội dung khác kết luận của sự kiện cuối",
    en="content {record}: its recorded finding differs from that of the last event",
    cure_vi="ghi lại kết luận (finding) của nội dung theo sự kiện kết luận cuối cùng",
    cure_en="set the content's finding to that of the last concluding event",
    source=FINDINGS,
    why_vi="Số liệu đếm theo nội dung và tình trạng tính từ sự kiện sẽ mâu thuẫn nhau.",
    right=[case(contents={"finding": "correct"}, content_findings={"finding": "correct"})],
    wrong=[
        case(contents={"finding": "incorrect"}, content_findings={"finding": "correct"}),
        case(contents={"finding": None}, content_findings={"finding": "correct"}),
    ],
)
def finding_differs(c: Row) -> Value:
    """Counts over contents and states derived from events would disagree."""
    with_finding = those("content_findings", content=c.id)
    return with_finding.where(~(c.finding == with_finding.finding).fill_null(other=False)).exists()


_OWN: Final = (concluded_without_finding, verifier_is_author, numbers_against_time, finding_differs)
RULES: Final[tuple[Rule, ...]] = tuple(sorted((*case_moves.RULES, *_OWN), key=lambda known: known.code))
