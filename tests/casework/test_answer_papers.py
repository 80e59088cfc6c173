"""The answer that is published: grouped by agency, numbered, quoted."""

from datetime import timedelta
from typing import Any

import pytest

from dlxh import CaseContent, OrgUnit, Register, VerificationCase
from dlxh.casework.acts import move
from dlxh.casework.answer_papers import answers
from dlxh.errors import DisclosureError, RegisterError
from tests.casework.invented import AS_OF, START, made


def case_of(key: str, note: str = "Đã kiểm tra: giá thấp hơn quy định.") -> VerificationCase:
    """A case with two contents that two agencies answered, and a third agency that has not."""
    contents = [CaseContent(id=f"{key}.{number}", text=f"Nội dung {number}.") for number in (1, 2)]
    case = made(VerificationCase, id=key, network="ag", title="Vụ việc", contents=contents)
    times = iter(range(1, 20))

    def then() -> dict[str, Any]:
        return {"at": START + timedelta(hours=next(times))}

    case = move(move(case, "drafted", by="BTG", **then()), "submitted", by="BTG", to="TT", **then())
    case = move(case, "directed", by="TT", to="UB", **then())
    case = move(case, "assigned", by="UB", to="SNN", **then())
    case = move(case, "assigned", by="UB", to="SCT", contents=[f"{key}.2"], **then())
    case = move(case, "assigned", by="UB", to="CAT", contents=[f"{key}.2"], **then())
    case = move(
        case,
        "concluded",
        by="SNN",
        contents=[f"{key}.1"],
        finding="correct",
        outcome="corrected",
        note=note,
        **then(),
    )
    case = move(
        case, "concluded", by="SCT", contents=[f"{key}.2"], finding="incorrect", outcome="explained", **then()
    )
    case = move(case, "replied", by="SNN", to="BTG", note="Sẽ điều chỉnh trong quý.", **then())
    return move(case, "replied", by="SCT", to="BTG", note="Giá theo thị trường thế giới.", **then())


UNITS = [made(OrgUnit, id="SNN", name="Sở Nông nghiệp", kind="department", level="province")]


def test_answers_are_grouped_by_agency_and_numbered() -> None:
    """The answer that An Giang publishes: grouped by agency and numbered 1.1, the issue quoted, then facts, then measures."""
    register = Register([case_of("a"), *UNITS], as_of=AS_OF)

    assert answers(register).to_text("vi").splitlines() == [
        "1. Sở Nông nghiệp",
        "1.1. “Nội dung 1.”",
        "Đã kiểm tra: giá thấp hơn quy định.",
        "Sẽ điều chỉnh trong quý.",
        "Kết luận: đúng",
        "Kết quả xử lý: đã khắc phục",
        "1.2. “Nội dung 2.”",
        "Sẽ điều chỉnh trong quý.",
        "Kết luận: không đúng",
        "Kết quả xử lý: đã giải thích",
        "2. SCT",
        "2.1. “Nội dung 2.”",
        "Giá theo thị trường thế giới.",
        "Kết luận: không đúng",
        "Kết quả xử lý: đã giải thích",
    ]


def test_answers_are_data_too() -> None:
    """The same comes out as data; several cases share the sections of their agencies, in the order asked for."""
    register = Register([case_of("a"), case_of("b")], as_of=AS_OF)
    found = answers(register, "b", "a")

    assert [(item.number, item.case, item.content) for item in found.sections[0].items] == [
        ("1.1", "b", "b.1"), ("1.2", "b", "b.2"), ("1.3", "a", "a.1"), ("1.4", "a", "a.2"),
    ]  # fmt: skip
    assert [section.agency for section in found.sections] == ["SNN", "SCT"]
    assert found.to_text("en").splitlines()[4] == "Finding: correct"


def test_an_answer_with_gaps_says_nothing_about_them() -> None:
    """Where no outcome was recorded, none is written; a case without an answer is left out."""
    bare = made(
        VerificationCase, id="z", network="ag", title="Z", contents=[CaseContent(id="z.1", text="Z.")]
    )
    events = tuple(event.replace(finding=None, outcome=None) for event in case_of("a").events)
    contents = tuple(c.replace(finding=None, outcome=None) for c in case_of("a").contents)
    old = case_of("a").replace(events=events, contents=contents)

    assert "Kết" not in answers(Register([old, bare], as_of=AS_OF)).to_text("vi")


def test_published_texts_hold_no_personal_data() -> None:
    """What is published in full is refused when a note seems to name how to reach a person."""
    register = Register([case_of("a", note="Liên hệ 0903 123 456.")], as_of=AS_OF)
    with pytest.raises(DisclosureError, match=r"contents\.a\.1\.facts"):
        answers(register)
    with pytest.raises(RegisterError):
        answers(register, "không có")
