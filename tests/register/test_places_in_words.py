"""Findings name the place in a record in the words of people, once for each fault, and say what to write."""

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

import dlxh
from dlxh.models import Activity, Regulation, Report, VerificationCase
from dlxh.register.places_in_words import name_place_in, name_steps
from tests.own import PACK
from tests.own import Report as OwnReport


class Hamlet(BaseModel):
    """A record of an embedder's own, whose field nobody gave a label."""

    elder: str


REPORT = {
    "id": "b1",
    "network": "gl",
    "author": "c1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}


@pytest.mark.parametrize(
    ("model", "steps", "vi", "en"),
    [
        (Report, ("channel",), "kênh gửi", "channel"),
        (Report, ("items",), "nội dung phản ánh", "items"),
        (Report, ("items", 0), "nội dung phản ánh thứ 1", "item 1"),
        (
            Report,
            ("items", 1, "streams", 0, "breadth"),
            "nội dung phản ánh thứ 2, luồng ý kiến thứ 1, độ rộng",
            "item 2, opinion stream 1, breadth",
        ),
        (Report, ("items", 0, "chanel"), "nội dung phản ánh thứ 1, chanel", "item 1, chanel"),
        (Report, ("chanel", 0, "x"), "chanel – 0 – x", "chanel – 0 – x"),
        (Regulation, ("provisions", 0, "document"), "điều khoản thứ 1, văn bản", "provision 1, document"),
        (
            Regulation,
            ("provisions", 0, "duty", "report", "report"),
            "điều khoản thứ 1, điều phải thực hiện – loại báo cáo",
            "provision 1, duty – kind of report",
        ),
        (
            Activity,
            ("detail", "training", "classes", "value"),
            "loại và số liệu – số lớp – giá trị",
            "kind and figures – classes – value",
        ),
        (
            VerificationCase,
            ("events", 2, "allowed", "extensions", 0),
            "sự kiện thứ 3, thời hạn – gia hạn thứ 1",
            "event 3, time allowed – extensions 1",
        ),
        (Hamlet, ("elder",), "elder", "elder"),
        (Report, (), "", ""),
    ],
)
def test_steps(model: type[BaseModel], steps: tuple[int | str, ...], vi: str, en: str) -> None:
    """Rows are numbered from 1, fields have their labels, and any other name stays as it is."""
    assert (name_steps(model, steps, "vi"), name_steps(model, steps, "en")) == (vi, en)


def test_of_a_finding() -> None:
    """A place with dots is in a record; a name without one, or in a table that there is not, is a column as ever."""
    assert name_place_in("reports", "items.0.topics.0", "vi") == "nội dung phản ánh thứ 1, lĩnh vực thứ 1"
    assert name_place_in("reports", "author", "en") == "author"
    assert name_place_in("mine", "a.b", "en") == name_place_in(None, "a.b", "en") == "a.b"


def read(rows: Any) -> list[dlxh.Finding]:  # noqa: ANN401 - rows by table
    """Return what is found in rows."""
    return list(dlxh.read(rows, as_of=date(2026, 1, 1)).findings)


def test_a_label_for_a_code() -> None:
    """The label of a topic is one fault, with its place in words and the code; the value itself is not repeated."""
    item = {"id": "n1", "scope": "local", "summary": "…", "topics": ["Nước sinh hoạt"]}
    (finding,) = read({"reports": [{**REPORT, "items": [item]}]})

    assert finding.message("vi") == (
        "bảng báo cáo, dòng b1, nội dung phản ánh thứ 1, lĩnh vực thứ 1: mã trong danh mục chỉ gồm chữ thường không dấu, "
        "chữ số và dấu _, bắt đầu bằng chữ cái; có phải water_supply (nước sinh hoạt)?"
    )
    assert finding.cure("en") == "did you mean water_supply (water supply)?"
    assert finding.message("en").startswith("table reports, row b1, item 1, topic 1: ")
    assert (finding.field, finding.pointer) == ("items.0.topics.0", "/items/0/topics/0")


def test_a_label_in_a_flat_row() -> None:
    """In rows of a table the column is called so; another text is answered with the list to look in."""
    rows = [
        {"item": "n1", "position": place, "topic": text} for place, text in ((1, "Đất đai"), (2, "Ví Dụ"))
    ]
    near, far = read({"item_topics": [{**row, "network": "gl"} for row in rows]})

    assert "cột lĩnh vực: " in near.message("vi")
    assert near.cure("vi") == "có phải land (đất đai)?"
    assert far.cure("vi") == "hãy ghi một mã của danh mục Lĩnh vực (topics)"
    assert "Ví Dụ" not in str(far.to_dict())


def test_a_name_for_an_id() -> None:
    """Where the id of another record belongs, the cure is to write one, not to invent one; a record's own id is invented."""
    fields = {"network": "gl", "organisation": "Xã Phong Điềm"}
    reference, own = read({"collaborators": [{"id": "c1", **fields}, {"id": "Cô Hai", "network": "gl"}]})

    assert reference.cure("vi") == (
        "hãy ghi mã của một đơn vị có trong sổ; chỉ biết tên thì tìm mã theo tên trong register.units, so bằng dlxh.words.fold"
    )
    assert reference.cure("en").startswith("write the id of one of the units of the register; ")
    assert own.cure("vi") == "hãy đặt lại mã, như GL-CTV-01"
    (author,) = read({"reports": [{**REPORT, "author": "Nguyễn Thị Ví Dụ"}]})
    assert author.cure("vi") == "hãy ghi mã của một cộng tác viên có trong sổ"
    assert "Nguy" not in str([reference.to_dict(), author.to_dict()])


def test_the_id_of_what_a_row_belongs_to() -> None:
    """In a flat row the key of the row above is a reference too, to its own table."""
    (finding,) = read(
        {"item_topics": [{"item": "Nội dung 1", "position": 1, "topic": "land", "network": "gl"}]}
    )

    assert finding.cure("vi") == "hãy ghi mã của một nội dung phản ánh có trong sổ"


def test_own_fields_are_called_by_their_labels() -> None:
    """A field of a pack has its label in a sentence and in a form, wherever in a record it is; ours have theirs."""
    stream = {"group": "farmers", "stance": "opposed", "breadth": "some", "intensity": "medium", "tone": 5}
    item = {"id": "n1", "scope": "here", "summary": "…", "topics": ["land"], "streams": [stream]}
    document = {"reports": [REPORT | {"kind": "weekly", "settlement": "city", "items": [item]}]}
    findings = dlxh.read(document, as_of=date(2024, 7, 31), pack=PACK).findings
    places = {each.pointer: each.message("vi").split("dòng b1, ")[1].split(":")[0] for each in findings}

    assert places == {
        "/kind": "cột loại báo cáo",
        "/settlement": "cột Nhãn",
        "/items/0/scope": "nội dung phản ánh thứ 1, phạm vi",
        "/items/0/streams/0/tone": "nội dung phản ánh thứ 1, luồng ý kiến thứ 1, Nhãn",
    }
    forms = {each.pointer: each.form for each in dlxh.web.faults(findings, "en", OwnReport)}
    assert forms["/items/0/streams/0/tone"] == "Enter the Label as text"
