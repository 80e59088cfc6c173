"""Faults for forms and APIs: at their field, in one language, and without the value that is wrong."""
# pyright: reportArgumentType=false, reportCallIssue=false

import json
import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from http import HTTPStatus
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import dlxh
from dlxh import Finding, OrgUnit, Register, Report, Severity
from dlxh.data.facts import read_facts
from dlxh.data.form_texts import Entry, form_text
from dlxh.data.refusals import refusal_types
from dlxh.models import Activity, Contact, Regulation
from dlxh.register.finding import Place, refuse
from dlxh.web import Fault, Faults, faults
from dlxh.web.form_sentences import form_sentence
from dlxh.words.bilingual import LANGS, ArgumentError, LangError
from dlxh.words.deadlines import Deadline
from dlxh.words.given import PlaceError
from dlxh.words.record import Value
from tests.models.every_model import MODELS
from tests.own import PACK
from tests.own import Report as OwnReport

MARKER = "Zq7Marker"
REPORT = {
    "id": "b1",
    "network": "gl",
    "author": "c1",
    "kind": "periodic",
    "channel": "written",
    "received_at": "2024-07-24T08:00:00+07:00",
}


def error_of(model: type[Value], fields: Any) -> ValidationError:  # noqa: ANN401 - any JSON value
    """Return what a model says to a document of JSON."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(json.dumps(fields))
    return caught.value


def said(model: type[Value], fields: Any, lang: Any = "vi") -> dict[str | None, list[tuple[str, str]]]:  # noqa: ANN401
    """Return what a form shows."""
    return faults(error_of(model, fields), lang).by_field()


def test_a_field_reads_what_to_do() -> None:
    """What is missing is to be chosen or entered, by the label of its field, in either language."""
    fields = {name: value for name, value in REPORT.items() if name not in {"channel", "received_at"}}

    assert said(Report, fields) == {
        "received_at": [("missing", "Nhập thời điểm nhận")],
        "channel": [("missing", "Chọn kênh gửi")],
    }
    assert said(Report, fields, "en") == {
        "received_at": [("missing", "Enter the time of receipt")],
        "channel": [("missing", "Choose the channel")],
    }


def test_deep_fields() -> None:
    """A fault in an entry is at its path, and its pointer leads to it; labels are those of the entry's own fields."""
    item = {"id": "n1", "scope": "local", "topics": [], "summary": "x", "streams": [{"group": "farmers"}]}
    found = faults(error_of(Report, {**REPORT, "items": [item]}), "vi")

    assert found.by_field() == {
        "items.0.topics": [("too_short", "Chọn lĩnh vực, ít nhất 1")],
        "items.0.streams.0.stance": [("missing", "Chọn khuynh hướng")],
    }
    assert found.pointers == ("#/items/0/topics", "#/items/0/streams/0/stance")


@pytest.mark.parametrize("given", [{}, {"paid": None}, {"paid": "x"}])
def test_yes_or_no(given: dict[str, object]) -> None:
    """What is answered by yes or no says so, whether it is empty or holds something else."""
    member = {
        "id": "m",
        "network": "n",
        "collaborator": "c",
        "term": "t",
        "role": "member",
        "start": "2024-01-01",
    }
    refused = error_of(dlxh.Membership, {"single_line": True, **member, **given})
    vi, en = (faults(refused, lang).by_field()["paid"] for lang in LANGS)

    assert [text for _, text in vi] == ["Hưởng phụ cấp: chọn Có hoặc Không"]
    assert [text for _, text in en] == ["Paid: choose yes or no"]


def test_the_arm_of_a_union_is_no_step() -> None:
    """The kind by which pydantic chooses an arm is in no path, and the labels are those of the arm."""
    fields = {"id": "a1", "network": "gl", "title": "x", "start": "2024-01-01", "end": "2024-01-01"}
    found = faults(error_of(Activity, {**fields, "detail": {"kind": "survey", "issued": 5}}), "vi")

    assert "#/detail/issued" in found.pointers
    assert all("survey" not in pointer for pointer in found.pointers)
    wrong = faults(error_of(Activity, {**fields, "detail": {"kind": "fest"}}), "vi")
    assert wrong.pointers == ("#/detail",)


@pytest.mark.parametrize(
    ("model", "fields", "path", "code"),
    [
        (Report, {**REPORT, "author_unit": "u1"}, None, "author_one"),
        (Report, {**REPORT, "ho_ten": "x"}, "ho_ten", "extra_forbidden"),
        (Report, {**REPORT, "Nguyễn Thị Ví Dụ": "x"}, None, "extra_forbidden"),
        (
            dlxh.Engagement,
            {"id": "e", "network": "n", "membership": "m", "start": "2024-02-02", "end": "2024-02-01"},
            "end",
            "dates_order",
        ),
        (Report, '{"id": ', None, "json_invalid"),
    ],
)
def test_what_has_no_field(model: type[Value], fields: Any, path: str | None, code: str) -> None:  # noqa: ANN401
    """What belongs to two fields, or to none that may be shown, is under None; days in the wrong order are at the later one."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(fields if isinstance(fields, str) else json.dumps(fields))

    ((found, [(found_code, _)]),) = faults(caught.value, "vi").by_field().items()
    assert (found, found_code) == (path, code)


def test_problem() -> None:
    """A problem of RFC 9457 has type, title, status, detail and errors, and its pointers are fragments."""
    found = faults(error_of(Report, {**REPORT, "kind": "x", "items": {}}), "vi")

    assert found.problem() == {
        "type": "about:blank",
        "title": "Dữ liệu chưa hợp lệ",
        "status": 422,
        "detail": "Có 2 lỗi; xem từng mục trong errors.",
        "errors": [
            {"code": "enum", "detail": "Chọn loại báo cáo trong danh sách", "pointer": "#/kind"},
            {"code": "tuple_type", "detail": "Nhập nội dung phản ánh thành danh sách", "pointer": "#/items"},
        ],
    }
    english = faults(error_of(Report, {**REPORT, "kind": "x"}), "en").problem(status=400, wording="file")
    assert (english["title"], english["detail"]) == ("Bad Request", "1 error; see errors for each.")
    assert english["errors"][0]["detail"].startswith(
        "/kind: column kind of report: the value is not in the list; use one of periodic report (periodic)"
    )
    assert Faults((), "vi").problem(status=418)["title"] == "Không thực hiện được (mã 418)"
    assert Faults((), "en").problem(status=418)["title"] == "I'm a Teapot"
    assert [Faults((), lang).problem()["detail"] for lang in LANGS] == ["Không có lỗi.", "Nothing is wrong."]


def test_a_title_is_of_one_language() -> None:
    """Whatever the status, the title in Vietnamese has no English in it; that in English is the phrase of HTTP."""
    for status in (400, 401, 403, 404, 405, 406, 410, 412, 413, 415, 422, 429, 500, 503, 504):
        title = Faults((), "vi").problem(status=status)["title"]
        words = set(re.findall(r"[a-z]+", HTTPStatus(status).phrase.lower()))
        assert not words & set(title.lower().split()), (status, title)
        assert not title.isascii()
    assert Faults((), "vi").problem(status=405)["title"] == "Phương thức không được dùng ở địa chỉ này"
    assert Faults((), "en").problem(status=405)["title"] == "Method Not Allowed"


def test_pointers_are_escaped() -> None:
    """A name with a slash, a tilde or a letter outside ASCII is escaped in the pointer, and whole in the path."""
    fault = Fault("missing", "Nhập", "nhập", pointer="/a~1b~0/đ %")

    assert fault.fragment == "#/a~1b~0/%C4%91%20%25"
    assert fault.path == "a/b~.đ %"
    lines = [{"type": "missing", "loc": ("a/b~", "đ")}]
    assert faults(lines, "vi")[0] == Fault(
        "missing",
        "Nhập đ",
        "/a~1b~0/đ: cột đ: thiếu trường bắt buộc; hãy điền trường này",
        pointer="/a~1b~0/đ",
    )


class Stranger(BaseModel):
    """A model of an embedder."""

    age: int
    report: Report | None = None


class Body:
    """An error as frameworks raise it."""

    def __init__(self, lines: list[Any]) -> None:
        self.lines = lines

    def errors(self) -> list[Any]:
        """Return its lines."""
        return self.lines


def lines_of(error: ValidationError, *before: str | int) -> list[Any]:
    """Return the lines of an error as frameworks give them: with what was given, and its place in the request."""
    return [
        {**line, "loc": (*before, *line["loc"]), "input": MARKER, "msg": MARKER} for line in error.errors()
    ]


def test_lines_of_a_framework() -> None:
    """Lines whose place begins with the body are as pydantic's own, also where the parameter's name is in front."""
    error = error_of(Report, {**REPORT, "items": [{"scope": "x", "id": "n1", "topics": ["land"]}]})
    expected = faults(error, "vi")

    assert expected.pointers == ("#/items/0/scope", "#/items/0/summary")
    for before in (("body",), ("body", "report"), ()):
        assert faults(Body(lines_of(error, *before)), "vi", Report) == expected
        assert faults(lines_of(error, *before), "vi", Report) == expected
    assert faults(lines_of(error, "body", 3), "vi", Report).pointers[0] == "#/3/items/0/scope"
    sent: dict[str, Any] = {"report": {"items": [{}]}}
    assert faults(lines_of(error, "body", "report"), "vi", sent).pointers[0] == "#/report/items/0/scope"
    assert faults(lines_of(error, "body"), "vi")[0].form == "Chọn phạm vi trong danh sách"


def test_a_parameter_is_no_place_in_the_body() -> None:
    """A fault in the query, path or headers has the name of its parameter and no pointer."""
    lines = [{"type": "missing", "loc": ("query", "month")}, {"type": "json_invalid", "loc": ("body", 17)}]
    found = faults(lines, "vi", Report)

    assert found.problem()["errors"] == [
        {"code": "missing", "detail": "Nhập tháng", "parameter": "month"},
        {"code": "json_invalid", "detail": found[1].form, "pointer": "#"},
    ]
    assert list(found.by_field()) == ["month", None]
    assert found.pointers == ("#",)
    assert faults([{"type": "missing", "loc": ()}, {"type": "x", "loc": ("query",)}], "en", {}).pointers == (
        "#",
        "#/query",
    )


def test_names_of_parameters() -> None:
    """A parameter is called as the application declared it; one that nobody declared is not shown unless it is like a field."""
    lines = [
        {"type": kind, "loc": loc}
        for kind, loc in (
            ("missing", ("header", "x-request-id")),
            ("missing", ("query", "filter", "month")),
            ("extra_forbidden", ("query", "Nguyễn Thị Ví Dụ")),
            ("extra_forbidden", ("query", "thang")),
        )
    ]
    assert list(faults(lines, "vi").by_field()) == ["x-request-id", "filter.month", "…", "thang"]


def test_models_of_embedders() -> None:
    """A model that dlxh does not know has its own names, and records in it the labels of ours once they are named."""
    with pytest.raises(ValidationError) as caught:
        Stranger.model_validate({"report": {**REPORT, "channel": "x"}})

    assert faults(caught.value, "vi").by_field() == {
        "age": [("missing", "Nhập age")],
        "report.channel": [("enum", "Chọn kênh gửi trong danh sách")],
    }
    assert list(faults(caught.value, "vi", Stranger).by_field()) == ["age", "report.channel"]
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[Report]).validate_python([{}])
    assert "0.network" in faults(caught.value, "vi").by_field()


def test_own_fields_have_their_own_labels() -> None:
    """The class of a pack says what its fields are called and which are chosen."""
    error = error_of(OwnReport, {**REPORT, "settlement": 5, "hamlet": 5})

    report = OwnReport.model_validate(REPORT)
    assert faults(error, "vi", report) == faults(error, "vi", OwnReport)
    assert faults(error, "vi", OwnReport).by_field() == {
        "hamlet": [("string_type", "Nhập Nhãn bằng chữ")],
        "settlement": [("literal_error", "Chọn Nhãn trong danh sách")],
    }


def test_findings_of_a_check() -> None:
    """Findings of `check` are at the field that they point to, without table and row, and say what to do."""
    unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
    register = Register(as_of=date(2025, 7, 1), empty=("units",))
    found = faults(dlxh.check(unit, within=register, only=["X101"]), "vi", unit)

    assert found.by_field() == {
        "parent": [
            ("X101", "Đơn vị cấp trên: mã không có trong sổ. Chọn mã khác, hoặc thêm trước mã còn thiếu")
        ]
    }
    assert found.by_field(wording="file")["parent"][0][1].startswith("bản ghi a /parent: bảng đơn vị")
    assert not found.ok
    assert found.pointers == ("#/parent",)
    other = faults(dlxh.check(unit, within=register, only=["X101"]), "vi", unit.replace(id="z"))
    assert list(other.by_field()) == [None]
    assert other.problem()["errors"][0].keys() == {"code", "detail"}


def test_warnings() -> None:
    """A warning says so, and is not an error."""
    warned = Finding(
        "GL01", "báo cáo chưa ghi thôn", "no hamlet", Severity.WARNING, pointer="/hamlet", root="b1"
    )
    found = faults([warned], "en")

    assert found.ok
    assert found.problem()["detail"] == "1 warning; see errors for each."
    assert found.problem()["errors"] == [
        {"code": "GL01", "detail": "No hamlet", "pointer": "#/hamlet", "severity": "warning"}
    ]
    assert faults([warned, warned], "vi").problem()["detail"] == "Có 2 cảnh báo; xem từng mục trong errors."


def test_findings_of_a_reading() -> None:
    """What a reading refused is at its place in the document that was read; a line of a flat file has none."""
    nested = refuse(
        "missing",
        Place("so.json", pointer="/reports/3"),
        table="reports",
        field="items.0.scope",
        pointer="/items/0/scope",
    )
    flat = refuse("missing", Place("reports.ndjson", 17), table="reports", field="channel")
    found = faults([nested, flat], "vi")

    assert found.problem()["errors"] == [
        {"code": "missing", "detail": "Chọn phạm vi", "pointer": "#/reports/3/items/0/scope"},
        {"code": "missing", "detail": "Chọn kênh gửi"},
    ]
    assert found[1].file.startswith("reports.ndjson:17: bảng báo cáo, cột kênh gửi: thiếu")
    assert faults([nested], "vi", Report).pointers == ("#/items/0/scope",)
    unworded = refuse("frozen_field", None, table="reports", field="id")
    assert (
        faults([unworded], "en")[0].form == "This field cannot be changed; make a new record with replace()"
    )
    aside = refuse("missing", None, table="own", field="x", pointer="/x")
    assert faults([aside], "en")[0].form == "Enter the x"


def test_errors_of_dlxh() -> None:
    """What dlxh refuses is said of the whole, in the language that is asked for."""
    with pytest.raises(dlxh.Error) as caught:
        dlxh.Period.parse("quý VI/2018")
    found = faults(caught.value, "en")

    assert found[0].code == "period_error"
    assert found.pointers == ("#",)
    assert found.by_field() == {None: [("period_error", found[0].file)]}
    assert "quý I" in faults(caught.value, "vi")[0].form


@pytest.mark.parametrize(
    "odd",
    [
        None,
        5,
        "x",
        {"type": "missing", "loc": ()},
        [5],
        [{"type": "x"}],
        [{"loc": ()}],
        [{"type": "x", "loc": [1.5]}],
        [{"type": "x", "loc": (), "ctx": "x"}],
    ],
)
def test_what_is_refused(odd: Any) -> None:  # noqa: ANN401 - whatever a caller gives
    """Whatever says of nothing that it is wrong is refused in both languages."""
    with pytest.raises(ArgumentError):
        faults(odd, "vi")


def test_arguments() -> None:
    """So is a record, a language, a wording or a status that there is not."""
    with pytest.raises(ArgumentError):
        faults([], "vi", 5)
    with pytest.raises(LangError):
        faults([], "fr")
    found = Faults((Fault("x", "X", "x"),), "vi")
    assert found[0] == found[:1][0] == found[-1]
    with pytest.raises(PlaceError):
        found[1]
    for wrong in (
        lambda: found.by_field(wording="long"),
        lambda: found.problem(wording="long"),
        lambda: found.problem(status="422"),
        lambda: found.problem(status=42),
    ):
        with pytest.raises(ArgumentError):
            wrong()
    with pytest.raises(FrozenInstanceError):
        found.lang = "en"  # type: ignore[misc]


def test_every_text_is_whole() -> None:
    """Each text for a form is of a type that there is, in both languages, with the placeholders of the sentence for files."""
    texts = {kind: each for kind, each in read_facts("form_texts.toml").items() if isinstance(each, dict)}

    assert set(texts) <= set(refusal_types())
    for kind, each in texts.items():
        more = [{f"{way}_{lang}" for lang in LANGS} for way in (*get_args(Entry), "near")]
        plain = each.keys() - set().union(*more)
        assert plain == (set() if kind == "string_pattern_mismatch" else {"vi", "en"}), kind
        assert all(both.isdisjoint(each) or both <= each.keys() for both in more), kind
        for vi, en in ((f"{way}vi", f"{way}en") for way in ("", "choice_", "near_")):
            assert vi not in each or each[vi] != each[en]
        assert not [text for text in each.values() if text.endswith(".")], kind
    assert form_text("too_long", {}, "vi", field="x") is None  # what the text needs was not given


# --- no value anywhere


def canaries() -> Iterator[Any]:
    """Return values that no field takes, each with the marker."""
    yield f"{MARKER}\n"
    yield f"{MARKER} " * 8000
    yield [MARKER]
    yield {"x": MARKER, f"{MARKER} {MARKER}": 1, "kind": MARKER, "phone": MARKER}


def shown(found: Faults) -> str:
    """Return all that can be seen of faults."""
    texts = [
        str(found.problem(wording=wording)) + str(found.by_field(wording=wording))
        for wording in ("form", "file")
    ]
    return "".join([*texts, str(found), repr(found), str(found.pointers)])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_value_is_repeated(model: type[Value]) -> None:
    """Whatever is in whichever field of whichever model, none of it is in a problem, at a field, or in a representation."""
    stranger = {} if model is Deadline else {"Nguyễn Thị Zq7Marker": MARKER}
    for wrong in canaries():
        fields = dict.fromkeys(model.model_fields, wrong) | stranger
        for as_json in (False, True):
            with pytest.raises(ValidationError) as caught:
                model.model_validate_json(json.dumps(fields)) if as_json else model.model_validate(fields)
            raw = [{**line, "input": wrong, "msg": MARKER} for line in caught.value.errors()]
            for lang in LANGS:
                for found in (
                    faults(caught.value, lang),
                    faults(raw, lang, model),
                    faults(Body(raw), lang, fields),
                ):
                    assert found
                    assert MARKER not in shown(found)


def test_no_value_is_repeated_in_a_refusal() -> None:
    """Neither is what a caller gives instead of an error; nor does such an error keep another that repeats it."""
    odd: Any = {"type": MARKER}
    with pytest.raises(ArgumentError) as caught:
        faults(odd, "vi")
    assert MARKER not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


def test_no_value_of_a_finding_is_repeated() -> None:
    """The row that a finding keeps for repair, with a name in it, is not shown."""
    contact = Contact(phone="0903 000 000")
    person = dlxh.Collaborator(id="c1", network="gl", name=MARKER, contact=contact, organisation="gone")
    register = Register([person], as_of=date(2024, 7, 1), empty=("units",))
    refused = refuse(
        "missing",
        Place("so.json", pointer="/collaborators/0"),
        row=f'{{"name": "{MARKER}"}}',
        table="collaborators",
    )

    for lang in LANGS:
        found = faults([*dlxh.check(register), refused], lang, person)
        assert len(found) > 1
        assert MARKER not in shown(found)
        assert "0903" not in shown(found)


def test_the_record_in_front_of_the_reader() -> None:
    """A finding on the record that was given calls it "this report": its id may never have been seen, nor are words of code."""
    late = Report.model_validate({**REPORT, "received_at": "2025-07-24T08:00:00+07:00"})
    found = dlxh.check(late, within=Register(as_of=date(2024, 8, 1)), only=["R103"])
    expected = {
        "vi": "Báo cáo này được nhận sau ngày số liệu. Sửa thời điểm nhận, hoặc chốt lại số liệu vào ngày sau đó",
        "en": "This report was received after the register's as-of date. Correct the time of receipt, or give a later as_of",
    }

    for lang in LANGS:
        assert faults(found, lang, late)[0].form == expected[lang]
        assert "b1" in faults(found, lang)[0].form
        assert "b1" in faults(found, lang, late)[0].file


@pytest.mark.parametrize("rule", dlxh.RULES, ids=lambda rule: rule.code)
def test_no_sentence_for_a_form_has_a_place(rule: dlxh.Rule) -> None:
    """Whichever rule found it: table, row and the record's id are left out, and nothing is left of a placeholder."""
    known = {"cure_vi": rule.cure_vi, "cure_en": rule.cure_en, "parameters": {"evidence": "e1"}}
    finding = Finding(rule.code, rule.vi, rule.en, table="reports", record="ZQ7", field="author", **known)
    for lang in LANGS:
        text = form_sentence(finding, lang, is_own=True)
        assert "ZQ7" not in text
        assert not text.startswith(("Bảng", "Table"))
        assert "{" not in text


def test_findings_of_a_pack() -> None:
    """A rule of a pack is at the own field that it reports."""
    report = OwnReport.model_validate({**REPORT, "author": None, "author_unit": "u1"})
    found = faults(
        dlxh.check(report, within=Register(as_of=date(2024, 8, 1), pack=PACK), only=["GL01"]), "vi", report
    )

    assert [each.code for each in found] == ["GL01"]
    assert found[0].form.startswith("Báo cáo")


@pytest.mark.parametrize("read", [False, True])
def test_a_field_that_is_called_as_a_kind(*, read: bool) -> None:
    """A duty to report lacks its `report`: the kind of report is to be chosen, whether a model refused it or a reading found it."""
    duty = {"kind": "report", "owed_by": {"kind": "owner", "successor_owes": True}}
    provision = {"id": "p", "document": "x", "article": "y", "text": "…", "published": True, "duty": duty}
    rules = {
        "id": "q",
        "network": "gl",
        "name": "x",
        "valid_from": "2024-01-01",
        "provisions": [provision],
    }
    found: Any = error_of(Regulation, rules)
    if read:
        found = dlxh.read({"regulations": [rules]}, as_of=date(2024, 7, 31)).findings
    (fault,) = (
        each for each in faults(found, "vi", Regulation) if each.pointer == "/provisions/0/duty/report"
    )

    assert fault.form == "Chọn loại báo cáo"
    assert "điều khoản thứ 1, điều phải thực hiện – loại báo cáo: thiếu trường" in fault.file
