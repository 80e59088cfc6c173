"""What goes to a verifying agency carries the matter, never the collaborator."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import dlxh
from dlxh import CaseContent, Collaborator, Deadline, Membership, Register, Report, ReportItem
from dlxh import VerificationCase as Case
from dlxh.casework.acts import move
from dlxh.casework.briefs import brief, traces
from dlxh.errors import DisclosureError
from dlxh.models import SecrecyMark
from dlxh.register.schema import ROOTS
from dlxh.words.record import Record
from tests.casework.invented import AS_OF, START, made

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MARK = "DAUVET"


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, str):
        yield path


def _set(value: Any, path: tuple[Any, ...], text: str) -> None:  # noqa: ANN401 - any JSON
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def marked(record: Record, number: int) -> tuple[Record, int]:
    """Put a marker into every id, every restricted field and every free text that the model lets hold one."""
    data = json.loads(record.model_dump_json())
    for path in list(_leaves(data)):
        for text in (f"{MARK}{number}x", f"{MARK.lower()}{number}x"):
            changed = json.loads(json.dumps(data))
            _set(changed, path, text)
            try:
                record = type(record).model_validate_json(json.dumps(changed))
            except ValidationError:
                continue
            data, number = changed, number + 1
            break
    return record, number


def _case(**changes: Any) -> Case:  # noqa: ANN401 - any field of a case
    contents = [
        made(CaseContent, id="XM-1.1", text="Đơn giá đền bù."),
        made(CaseContent, id="XM-1.2", text="Tiến độ chi trả."),
    ]
    case = made(
        Case, **{"id": "XM-1", "network": "lc", "title": "Đền bù dự án A", "contents": contents, **changes}
    )
    case = move(case, "drafted", at=START, by=f"{MARK}BTG", actor=f"{MARK}1", note=f"{MARK}2")
    case = move(
        case, "submitted", at=START, by=f"{MARK}BTG", to=f"{MARK}TT", note=f"{MARK}3", document=f"{MARK}4"
    )
    case = move(case, "directed", at=START, by=f"{MARK}TT", to=f"{MARK}BCSD", note=f"{MARK}5")
    within = Deadline(10, "working_day")
    case = move(
        case,
        "assigned",
        at=START,
        by=f"{MARK}BCSD",
        to="STNMT",
        contents=["XM-1.1"],
        allowed=within,
        task="verify",
        note=f"{MARK}6",
    )
    case = move(case, "assigned", at=START, by=f"{MARK}BCSD", to="STC", contents=["XM-1.2"], task="clarify")
    later = START + timedelta(days=1)
    return move(case, "extended", at=later, by=f"{MARK}BCSD", to="STNMT", allowed=Deadline(5, "working_day"))  # fmt: skip


def test_no_marker_of_the_network_is_in_a_brief() -> None:
    """A marker in every restricted field, every id and every free text of the other records is not in the brief."""
    records: list[Record] = []
    number = 0
    for path in ("lao-cai", "gia-lai"):
        found = dlxh.read(EXAMPLES / path).register
        for model in ROOTS.values():
            for record in found.all(model)[:2]:
                changed, number = marked(record, number)
                records.append(changed)
    case = _case(items=(f"{MARK}7.1",), matters=(f"{MARK}8",))
    register = Register([*{(type(r), r.id): r for r in records}.values(), case], as_of=AS_OF)  # type: ignore[attr-defined]
    sent = brief(register, "XM-1", "STNMT")

    assert number > 150
    for text in (sent.model_dump_json(), repr(sent), sent.to_text("vi"), sent.to_text("en")):
        assert MARK.lower() not in text.lower()
        assert "Đơn giá đền bù." in text


@pytest.mark.traced
def test_a_brief_holds_only_what_is_assigned() -> None:
    """Each agency gets its own contents, numbered, with its task and its time."""
    sent = _case().brief_for("STNMT")

    assert sent.to_text("vi").splitlines() == [
        "Vụ việc XM-1: Đền bù dự án A",
        "1. Xác minh, trong 15 ngày làm việc",
        "1.1. Đơn giá đền bù.",
    ]
    assert sent.to_text("en").splitlines()[1] == "1. Verify, within 15 working days"
    assert [content.id for task in _case().brief_for("STC").tasks for content in task.contents] == ["XM-1.2"]
    whole = move(_case(), "assigned", at=START + timedelta(days=2), by="BTG", to="CAT").brief_for("CAT")
    assert whole.to_text("vi").splitlines()[1:] == [
        "1. Xử lý",
        "1.1. Đơn giá đền bù.",
        "1.2. Tiến độ chi trả.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Gọi ông A, 0903 123 456.",
        "Thư a.b@example.com.",
        "Căn cước 001203004567.",
        "CMND số 123456789.",
        "Xem facebook.com/nguyen.a",
        "STK 0123456789.",
        "MST 0123456789.",
    ],
)
def test_personal_data_is_refused_not_cleaned(text: str) -> None:
    """Free text with a personal-data finding is refused, not cleaned, and the error does not repeat it."""
    for field in (
        {"title": text},
        {"contents": [CaseContent(id="XM-1.1", text=text), made(CaseContent, id="XM-1.2", text="B.")]},
    ):
        with pytest.raises(DisclosureError) as refused:
            _case(**field).brief_for("STNMT")
        assert text[5:] not in str(refused.value)


def test_whoever_reported_is_kept_out() -> None:
    """A text with the name of a collaborator, a report or an item is refused as well."""
    item = made(ReportItem, id="BC-1.1", scope="local", topics=("land",), summary="Đền bù.")
    person = made(Collaborator, id="CTV-1", network="lc", organisation="S1", position="Phó", name="Trần Thị Thử",
                          contact={"phone": "0903000000", "email": "thu@example.com"})  # fmt: skip
    member = made(
        Membership, id="TC-1", network="lc", term="t", collaborator="CTV-1", paid=True, start="2024-01-01"
    )
    report = made(
        Report,
        id="BC-1",
        network="lc",
        author="CTV-1",
        kind="periodic",
        received_at=START,
        channel="written",
        items=[item],
    )
    register = Register(
        [person, member, report, person.replace(id="CTV-2", name=None, contact=None)], as_of=AS_OF
    )
    words = set(traces(register))

    assert words == {
        "BC-1",
        "BC-1.1",
        "TC-1",
        "CTV-1",
        "CTV-2",
        "Trần Thị Thử",
        "0903000000",
        "thu@example.com",
    }
    for word in ("Theo BC-1.1, đơn giá thấp.", "Bà TRẦN THỊ THỬ nêu.", "Nguồn: ctv-1"):
        contents = [CaseContent(id="XM-1.1", text=word), made(CaseContent, id="XM-1.2", text="B.")]
        with pytest.raises(DisclosureError, match="who reported"):
            brief(register.add(_case(contents=contents)), "XM-1", "STNMT")


@pytest.mark.traced
def test_what_else_is_refused() -> None:
    """Nothing goes to a unit that has nothing assigned, and nothing of a case with a secrecy mark."""
    mark = made(
        SecrecyMark,
        level="confidential",
        decided_by="Trưởng ban",
        decided_on="2024-01-02",
        legal_basis="29/2018/QH14",
    )
    with pytest.raises(DisclosureError, match="nothing assigned"):
        _case().brief_for("CAT")
    with pytest.raises(DisclosureError, match="secrecy mark"):
        _case(secrecy=mark).brief_for("STNMT")
