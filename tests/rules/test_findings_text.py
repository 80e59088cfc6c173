"""Findings for people: what was found, what could not be judged and what to give, then the work in its order."""
# pyright: reportArgumentType=false, reportCallIssue=false

import pickle
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import dlxh
import dlxh.payroll
from dlxh import Grade, Register, Severity, Tables, check, rule
from dlxh.data.refusals import refusal_types
from dlxh.errors import RuleError
from dlxh.models.unit import OrgUnit
from dlxh.register.fault_codes import ROW_FAULTS, SOURCE_FAULTS
from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.language.rows import Row
from dlxh.rules.language.values import Value
from tests.engines import Engine, engine
from tests.rules.test_engine_findings import OWN, _frame, ends_late
from tests.sample import AS_OF, MARK, item, membership, register, report

LATE, EARLY = date(2030, 1, 1), date(2020, 1, 1)


def _tables() -> Tables:
    frame = _frame(id=["m0", "m1", None, "m3"], end=[LATE, EARLY, LATE, None])
    sourced = frame.with_columns(source_row=pl.Series([40, 9, 8, 7], dtype=pl.Int64))
    return Tables({"memberships": sourced}, as_of=AS_OF, places={"memberships": "m.csv"})


def test_a_text_for_people() -> None:
    """Counts and what is open come first, then each row with its findings, by file and line."""
    rules = (*OWN, *(rule for rule in ALL_RULES if rule.code in {"R101", "T203", "O101", "P303"}))
    findings = check(_tables(), rules=rules, grades=[Grade("GL02", None, "đợi kết luận")])

    assert (
        findings.to_text("vi")
        == """\
số liệu đến ngày 24/7/2024: 2 lỗi, 1 cảnh báo
chưa xét 3 quy tắc (T203, R101, P303): thiếu bảng nhiệm kỳ (terms), báo cáo (reports), dòng chi trả (allowance_lines); hãy đưa thêm bảng nếu có
chưa xét 1 quy tắc (O101): không quy chế nào quy định nghĩa vụ báo cáo (mạng lưới có quy chế: —); truyền regulation=
chưa kết luận GL01: 1 dòng có ô trống
chưa xét GL01: 2 dòng có ô sai; hãy sửa các ô đó rồi kiểm tra lại
chưa xét GL02: 1 dòng có ô sai; hãy sửa các ô đó rồi kiểm tra lại
không nêu GL02: 1 phát hiện (đợi kết luận)

m.csv:8
  missing (lỗi): bảng tư cách cộng tác viên, dòng thứ 8, cột mã: thiếu trường bắt buộc
    cách sửa: hãy điền trường này

m.csv:9
  dates_order (lỗi): bảng tư cách cộng tác viên, dòng m1: ngày kết thúc không được trước ngày bắt đầu
    cách sửa: hãy đổi lại hoặc bỏ trống một trường

m.csv:40
  GL01 (cảnh báo): m0 từ 4/5/2021
    cách sửa: sửa"""
    )
    assert (
        findings.to_text("en", limit=1)
        == """\
as of 2024-07-24: 2 errors, 1 warning
3 rules not judged (T203, R101, P303): these tables are missing: terms, reports, allowance lines (allowance_lines); pass those that you have
1 rule not judged (O101): no regulation says that a report is owed (networks with a regulation: —); pass regulation=
open, GL01: 1 row with an empty cell
not judged, GL01: 2 rows with a wrong cell; correct these and check again
not judged, GL02: 1 row with a wrong cell; correct these and check again
silenced, GL02: 1 finding (đợi kết luận)

m.csv:8
  missing (error): table memberships, row no. 8, column id: a required field is missing
    cure: fill it in

… and 2 more findings"""
    )


def test_one_wrong_cell_is_said_once() -> None:
    """The rules that one wrong cell stops are in one line, and what to do is in a cell of its own."""
    tables = Tables({"memberships": _frame(id=["x y"])}, as_of=AS_OF)
    findings = check(tables, only=["memberships.id", "T204", "T205"])
    head, row = list(findings.rows("vi"))

    assert "chưa xét T204, T205: 1 dòng có ô sai" in findings.to_text("vi")
    assert "not judged, T204, T205: 1 row with a wrong cell" in findings.to_text("en")
    assert row[head.index("mức độ")] == "lỗi"
    assert row[head.index("phát hiện")].endswith("bắt đầu bằng chữ cái hoặc chữ số")
    assert row[head.index("cách sửa")] == "hãy đặt lại mã, như GL-CTV-01"
    assert next(findings.rows("en"))[-2:] == ("message", "cure")


def test_what_is_silenced_and_what_to_fill_in() -> None:
    """Silenced findings are counted with their reason; an input that is missing is named where the rule's language says it."""
    silenced = check(_tables(), rules=OWN, grades=[Grade("GL", None, "đợi kết luận")])
    area = {"code": "52", "scheme": "19/2025"}
    place = OrgUnit.model_validate(
        {"id": "gl", "name": "Gia Lai", "kind": "place", "level": "province", "area": area}
    )
    open_ = check(Register([place], as_of=AS_OF), only=["U102"])

    assert "không nêu GL: 2 phát hiện (đợi kết luận)" in silenced.to_text("vi")
    assert "silenced, GL: 2 findings (đợi kết luận)" in silenced.to_text("en")
    assert (
        "chưa kết luận U102: 1 dòng có ô trống; hãy điền chỗ trống ở đơn vị cấp trên (parent), "
        in open_.to_text("vi")
    )


def test_without_a_limit_all_are_listed() -> None:
    """None as limit means all, as in `table`."""
    findings = check(Tables({"memberships": _frame(end=[LATE] * 101)}, as_of=AS_OF), rules=OWN)

    assert findings.to_text("en", limit=None).count("  GL01") == 101
    assert findings.to_text("en").endswith("… and 1 more finding")


def test_a_cure_is_filled_as_its_sentence_is() -> None:
    """What a cure names is filled, in each language, in bulk and for a new record, and a personal column is refused in it."""

    @rule(
        "GL08", table="memberships", severity=Severity.WARNING, vi="{record}", en="{record}",
        cure_vi="sửa {record}, từ {start}", cure_en="mend {record}, from {start}", source="own",
    )  # fmt: skip
    def ends(m: Row) -> Value:
        """It ends."""
        return ~m.end.is_null()

    new = membership("m9", "2021-05-04", end=date(2021, 6, 1))
    for findings in (check(_tables(), rules=[ends]), check(new, within=register(), rules=[ends])):
        found = next(finding for finding in findings if finding.code == "GL08")
        assert found.cure("vi") == f"sửa {found.record}, từ 4/5/2021"
        assert found.to_dict()["cure_en"] == f"mend {found.record}, from 2021-05-04"
    with pytest.raises(RuleError, match="GL09"):
        rule(
            "GL09", table="items", severity=Severity.WARNING, vi="{record}", en="{record}",
            cure_vi="sửa {summary}", cure_en="mend {summary}", source="own",
        )(lambda i: i.summary.is_null())  # fmt: skip


def test_nothing_found_and_no_tables() -> None:
    """Where nothing was found the text says so; of many rules the first are named."""
    assert check(register(), only=["X"]).to_text("vi") == "số liệu đến ngày 24/7/2024: không có phát hiện"
    assert check(register(), only=["X"]).to_text("en") == "as of 2024-07-24: nothing found"
    text = check(Tables({}, as_of=AS_OF)).to_text("en")
    assert "(X101, X102, X103, X104, U101, …)" in text


def test_tables_and_records_without_a_file(on_engine: Engine) -> None:
    """Without a file the place is the table and the row where rows have an order, or the record and where in it.

    New records lie in no file, whatever files the others are from.
    """
    tables = on_engine(Tables({"memberships": _frame(end=[LATE])}, as_of=AS_OF))
    in_order = tables.engine == "polars"
    frames = {name: register().tables.polars(name) for name in register().tables.names}
    files = Tables(frames, as_of=AS_OF, places={"items": "a.ndjson", "reports": "b.ndjson"})
    new = check(report("r1", author="CTV-9", items=[item("n1", place="gone")]), within=files, only=["X"])

    assert (
        "\nbảng tư cách cộng tác viên, dòng thứ 1\n" in check(tables, rules=OWN).to_text("vi")
    ) == in_order
    assert ("\ntable memberships, row no. 1\n" in check(tables, rules=OWN).to_text("en")) == in_order
    assert "\nbản ghi r1 /author\n" in new.to_text("vi")
    items = [item(f"n{nth}", place="gone") for nth in range(11)]
    placed = Register([report("r0")], as_of=AS_OF, empty=["units", "collaborators"]).tables
    placed = Tables(
        {name: placed.polars(name) for name in placed}, as_of=AS_OF, places={"items": "items.csv"}
    )
    form = check(report("r1", author="CTV-9", items=items), within=placed, only=["X101"]).to_text("vi")
    assert re.findall(r"bản ghi r1 /(\S+)", form) == ["author", *(f"items/{nth}/place" for nth in range(11))]
    assert new.to_text("en").index("record r1 /author") < new.to_text("en").index("record r1 /items/0/place")


def test_a_row_without_an_id_in_no_order() -> None:
    """Where neither a number nor an id is there, the place is the table: nobody is called None."""
    tables = engine("duckdb")(Tables({"memberships": _frame(id=[None, MARK])}, as_of=AS_OF))
    text = check(tables, only=["memberships.id"]).to_text("vi")

    assert text.count("\nbảng tư cách cộng tác viên\n") == 1
    assert "None" not in text


@rule(
    "GL07",
    table="memberships",
    severity=Severity.WARNING,
    vi="{record}",
    en="{record}",
    cure_vi="",
    cure_en="",
    source="own",
)
def member(m):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - a rule
    """Whoever is a member."""
    return ~m.id.is_null()


def test_what_has_no_cure_and_no_place() -> None:
    """A rule without a cure has no line for it; what has neither a row number nor a place in a record is shown by its table."""
    older = check(
        membership("m0", "2021-01-01"),
        within=Register([membership("m1", "2021-05-04")], as_of=AS_OF),
        only=["T201"],
    )

    assert check(register(), rules=[member]).to_text("vi").splitlines()[2:] == [
        "bảng tư cách cộng tác viên, dòng thứ 1",
        "  GL07 (cảnh báo): m1",
    ]
    assert "\ntable memberships\n" in older.to_text("en")
    assert "\nbảng tư cách cộng tác viên\n" in older.to_text("vi")


def test_of_how_many_rows_a_rule_was_asked(on_engine: Engine) -> None:
    """Nothing found is distinguished from nothing to judge; a rule that was skipped is not there."""
    tables = on_engine(register().tables)
    findings = check(tables, rules=[*ALL_RULES, ends_late])

    assert findings.rows_judged["R101"] == 2
    assert findings.rows_judged["U101"] == 2
    assert findings.rows_judged["V106"] == 1
    assert findings.rows_judged["R301"] == 0
    assert findings.rows_judged["GL01"] == 1
    assert "O101" not in findings.rows_judged
    assert check(tables, only=["units.parent"]).rows_judged["X101"] == 2


def test_of_how_many_rows_a_constraint_was_asked(on_engine: Engine) -> None:
    """Of constraints alone it is said too: of the rows of the tables that have one of that code, wanted as it is."""
    terms = pl.DataFrame({"id": ["t1"], "network": ["gl"], "label": ["x"]})
    tables = on_engine(Tables({"memberships": _frame(id=["m0", "m1"]), "terms": terms}, as_of=AS_OF))

    assert check(tables, only=["missing"], rules=[]).rows_judged == {"missing": 3}
    assert "missing" not in check(register()).rows_judged  # models have passed them
    assert check(tables, only=["memberships"], rules=[]).rows_judged["missing"] == 2


@pytest.mark.traced
def test_of_how_many_new_rows_a_rule_was_asked() -> None:
    """Of new records their own rows are counted; a function of tables is run on all of its table."""
    new = report("r1", items=[item("n1", place="x1"), item("n2", place="x1")])
    found = check(new, within=register(), rules=[*ALL_RULES, ends_late])

    assert (found.rows_judged["I101"], found.rows_judged["R101"], found.rows_judged["R301"]) == (2, 1, 0)
    assert found.to_dict()["rows_judged"] == found.rows_judged
    assert check(membership("m9", "2021-05-04"), within=register(), rules=[ends_late]).rows_judged == {
        "GL01": 1
    }


@pytest.mark.traced
def test_what_was_pickled_says_the_same() -> None:
    """Places, numbers, pointers and what was open come with a pickle, and stay when it is graded."""
    findings = check(_tables(), rules=OWN)
    again = pickle.loads(pickle.dumps(findings))  # noqa: S301 - our own
    graded = again.regrade([Grade("GL01", Severity.ERROR, "chốt tháng")], None)

    assert again == findings
    assert again.to_text("vi") == findings.to_text("vi")
    assert (graded.unknown, graded.rows_judged) == (findings.unknown, findings.rows_judged)
    assert [f.row_number for f in graded] == [f.row_number for f in findings]


@pytest.mark.traced
def test_every_code_is_explained() -> None:
    """Whatever code a finding has, `explain` says what it is, why, and what to do, in both languages."""
    written = "".join(
        path.read_text(encoding="utf-8") for path in Path(dlxh.payroll.__file__).parent.glob("*.py")
    )
    by_hand = set(re.findall(r'(?:Finding|_warning)\(\s*"(\w+)"', written))
    assert len(by_hand) == 8
    codes = {*SOURCE_FAULTS, *ROW_FAULTS, *refusal_types(), *by_hand, *(known.code for known in ALL_RULES)}
    for code in codes:
        told = dlxh.explain(code)
        texts = [told.to_text("vi"), told.to_text("en")]

        assert told.code == code
        assert all(said(lang) for said in (told.what, told.cure, told.reason) for lang in ("vi", "en"))  # type: ignore[operator]
        assert texts[0] != texts[1]
        assert "{" not in "".join(texts)
    assert dlxh.explain("enum").to_text("en").splitlines()[-2] == "- Cure: use one of `expected`"


@pytest.mark.traced
def test_every_finding_can_be_explained() -> None:
    """A loop over findings never stops at one that no rule found; only a rule has a rule."""
    for finding in check(_tables()):
        assert finding.code == dlxh.explain(finding.code).code
    with pytest.raises(RuleError, match="enum is not a rule"):
        _ = dlxh.explain("enum").rule
    with pytest.raises(RuleError, match="no finding has the code 'enumm'; near: enum"):
        dlxh.explain("enumm")


@rule(
    "GL08",
    table="reports",
    severity=Severity.WARNING,
    vi="{record} đến {period_end}",
    en="{record} until {period_end}",
    cure_vi="",
    cure_en="",
    source="own",
)
def any_report(r):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - a rule
    """Every report, with what may be empty in its sentence."""
    return ~r.id.is_null()


def test_what_most_new_records_lack_may_stand_in_a_sentence() -> None:
    """What fills a placeholder has its type, also where the first hundred records have none."""
    period = dlxh.Period.parse("2024-06")
    many = [report(f"n{nth:03}", period=None if nth < 100 else period) for nth in range(101)]
    told = [finding.message("vi") for finding in check(many, within=register(), rules=[any_report])]

    assert (told[0], told[-1]) == ("n000 đến —", "n100 đến 30/6/2024")


@pytest.mark.traced
def test_what_may_be_found_because_a_row_was_refused() -> None:
    """Where a table is partial that a rule looks into, the text says that the row may be missing; else nothing is said."""
    rows = {
        "collaborators": [{"id": "a", "network": "gl"}],
        "memberships": [
            {"id": "m", "network": "gl", "collaborator": "a", "term": "t", "start": "1/7/2026", "paid": True}
        ],
    }
    refused = dlxh.read(rows, as_of=AS_OF).register
    whole = dlxh.read(rows | {"memberships": []}, as_of=AS_OF).register
    texts = [check(each, only=["C101"]).to_text("vi").splitlines() for each in (refused, whole)]

    assert refused.partial == {"memberships": frozenset({"gl"})}
    assert texts[0][1:-4] == [
        "chưa đủ dòng: tư cách cộng tác viên (memberships); phát hiện có thể do dòng còn thiếu, hãy đọc đủ rồi kiểm tra lại"
    ]
    assert [line for line in texts[0] if line not in texts[1]] == texts[0][1:-4]
    assert "partial: memberships" in check(refused, only=["C101"]).to_text("en")
    assert "partial" not in check(refused, only=["U101"]).to_text("en")
