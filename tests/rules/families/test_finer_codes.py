"""A code of one's own that makes one of ours finer has to count as the code that the record has."""
# pyright: reportArgumentType=false, reportCallIssue=false

import pickle
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import pytest
from pydantic import create_model

import dlxh
from dlxh import Pack, Tables, check
from dlxh.data.code_lists import code_list
from dlxh.words import CodeEntry, CodeList, In, Internal
from dlxh.words.code_entries import CodeListError
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from tests.engines import CARRIERS
from tests.own import TEXTS
from tests.register.test_pack import AS_OF, ITEM, PLAIN, own

LABELS: Any = {"means_vi": "Ý nghĩa.", "means_en": "Meaning."}


def _finer(base: str, **counts_as: str) -> CodeList:
    entries = tuple(
        CodeEntry(key, vi=f"{key} vi", en=f"{key} en", counts_as=ours) for key, ours in counts_as.items()
    )
    return CodeList(
        f"gl_{base}", vi="Mã", en="Codes", open=False, source="ví dụ", base=code_list(base), entries=entries
    )


KINDS = _finer("report_kind", flash="ad_hoc", diary="periodic")
GRADES = _finer("information_grade", heard="rumour")


class Item(dlxh.ReportItem):
    """An item whose grade is made finer; it may have none."""

    heard_as: Internal[Annotated[str, In(GRADES, refines="grade")] | None] = own_field(
        vi="nghe như", en="heard as", **LABELS
    )


class Report(dlxh.Report):
    """A report whose kind is made finer."""

    local_kind: Internal[Annotated[str, In(KINDS, refines="kind")] | None] = own_field(
        vi="loại riêng", en="own kind", **LABELS
    )
    items: Internal[tuple[Item, ...]] = ()


PACK = Pack("gl", models=(Report,))
KIND: Any = Annotated[str, In(KINDS, refines="kind")]


def _report(nth: int, kind: str, local_kind: str | None, *items: Item) -> Report:
    return Report(**PLAIN | {"kind": kind}, id=f"b{nth}", local_kind=local_kind, items=items)


def _item(nth: int, grade: str | None) -> Item:
    common = ITEM.model_dump(exclude={"id", "grade", "dialect", "streams"})
    return Item(**common, id=f"n{nth}", grade=grade, heard_as="heard")


RECORDS = [
    _report(1, "periodic", "diary", _item(1, "rumour"), _item(2, "confirmed"), _item(3, None)),
    _report(2, "periodic", "flash"),
    _report(3, "ad_hoc", "flash"),
    _report(4, "ad_hoc", None),
    _report(5, "thematic", "diary"),
]
REGISTER = dlxh.Register(RECORDS, as_of=AS_OF, pack=PACK)
FOUND = [
    ("items", "n2", "heard_as", ("heard:confirmed",)),
    ("items", "n3", "heard_as", ("heard:",)),
    ("reports", "b2", "local_kind", ("flash:periodic",)),
    ("reports", "b5", "local_kind", ("diary:thematic",)),
]


def _h103(subject: Any, **given: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - what `check` takes
    found = check(subject, only=["H103"], **given)
    return sorted((each.table, each.record, each.field, each.evidence) for each in found)


@pytest.mark.traced
@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_in_tables(name: str) -> None:
    """Rows whose own code counts as another code than ours are found, also those of items and those without a code of ours."""
    carry = CARRIERS[name]()
    frames = {each: carry(REGISTER.tables.polars(each)) for each in REGISTER.tables}
    tables = Tables(frames, as_of=AS_OF, pack=PACK)

    assert _h103(tables) == FOUND
    assert check(tables, only=["H103"]).rows_judged["H103"] == 7


def test_what_is_chosen() -> None:
    """It belongs to the own field and can be left out; a row whose own code is none of its list is reported for that alone."""
    tables = REGISTER.tables
    assert check(tables, only=["reports.local_kind"]).counts() == {"H103": 2}
    assert check(tables, only=["H"], ignore=["H103"]).counts() == {}
    wrong = tables.polars("reports_gl").with_columns(local_kind=pl.lit("gone"))
    frames = {each: tables.polars(each) for each in tables} | {"reports_gl": wrong}
    found = check(Tables(frames, as_of=AS_OF, pack=PACK), only=["literal_error", "reports"])
    assert found.counts() == {"literal_error": 4}


def test_the_sentence() -> None:
    """It has the row, both columns by their labels, both codes with theirs, and what to do; also once pickled."""
    found = check(REGISTER, only=["H103"])
    for each in (found, pickle.loads(pickle.dumps(found))):  # noqa: S301 - our own
        vi, en = ({one.record: one.message(lang) for one in each} for lang in ("vi", "en"))
        assert vi["b2"] == (
            "bảng báo cáo, dòng b2: mã ở cột loại riêng không khớp với cột mà mã đó làm rõ: "
            "flash vi (flash) được tính như báo cáo đột xuất (ad_hoc), cột loại báo cáo ghi báo cáo định kỳ (periodic)"
        )
        assert en["n3"].endswith("heard en (heard) counts as rumour, column grade is empty")
    assert "counts_as" in next(iter(found)).cure("vi")


def test_new_records() -> None:
    """A form is judged too, at the field; a record of ours, which has no own code, is in order."""
    empty = dlxh.Register(as_of=AS_OF, pack=PACK)
    found = check(RECORDS[0], within=empty, only=["H103"])
    assert {(each.record, each.pointer) for each in found} == {
        ("n2", "/items/1/heard_as"),
        ("n3", "/items/2/heard_as"),
    }
    assert _h103(RECORDS[1], within=REGISTER, replacing=True) == [FOUND[2]]
    assert _h103(RECORDS[2], within=REGISTER, replacing=True) == []
    ours = dlxh.Report(**PLAIN, id="b9")
    assert _h103(ours, within=REGISTER) == _h103(ours, within=dlxh.Register(as_of=AS_OF)) == []
    many = [record.replace(id=f"{record.id}-{nth}", items=()) for nth in range(20) for record in RECORDS]
    assert len(_h103(many, within=empty)) == 40


def test_files(tmp_path: Path) -> None:
    """What was written to files and read again is found there, with its line."""
    for place in (tmp_path / "folder", tmp_path / "one.json"):
        REGISTER.write(place, personal=True)
        reading = dlxh.read(place, pack=PACK)
        assert _h103(reading.register) == FOUND
    assert _h103(dlxh.read(tmp_path / "folder").register) == []
    (line,) = {
        str(f.place)
        for f in check(dlxh.read(tmp_path / "folder", pack=PACK).register, only=["H103"])
        if f.record == "b2"
    }
    assert line.startswith("reports.ndjson:2")


@pytest.mark.traced
def test_hidden_codes() -> None:
    """Where the own field is restricted, or what it makes finer is, nothing is said: a finding shows both."""
    hidden = own("gl_kind", Annotated[KIND | None, Disclosure.RESTRICTED])
    pack = Pack("gl", models=(hidden,))
    assert _h103(dlxh.Register([hidden(**PLAIN, id="b1", gl_kind="flash")], as_of=AS_OF, pack=pack)) == []
    twice = _twice(Disclosure.RESTRICTED)
    both = Pack("gl", models=(twice,))
    record = twice(**PLAIN, id="b1", gl_kind="flash", gl_finer="page")
    assert _h103(dlxh.Register([record], as_of=AS_OF, pack=both)) == []


def test_codes_of_own_fields_made_finer() -> None:
    """A field of the pack may be made finer as well, and is judged as ours are."""
    twice = _twice(Disclosure.INTERNAL)
    pack = Pack("gl", models=(twice,))
    records = [
        twice(**PLAIN, id=f"b{nth}", gl_kind=kind, gl_finer="page")
        for nth, kind in enumerate(("diary", "flash", None))
    ]
    found = check(dlxh.Register(records, as_of=AS_OF, pack=pack), only=["H103"])
    assert [each.evidence for each in found] == [("page:flash",), ("page:",)]
    assert "tính như diary vi (diary), cột Nhãn ghi flash vi (flash)" in next(iter(found)).message("vi")

    partly = Tables(
        {
            each: dlxh.Register(records, as_of=AS_OF, pack=pack).tables.polars(each)
            for each in ("reports", "reports_gl")
        },
        as_of=AS_OF,
        partial=["reports_gl.gl_kind"],
        pack=pack,
    )
    assert [each.evidence for each in check(partly, only=["H103"])] == [("page:flash",)]


def _twice(disclosure: Disclosure) -> Any:  # noqa: ANN401 - a class
    entry = CodeEntry("page", vi="trang", en="page", counts_as="diary")
    pages = CodeList(
        "gl_pages", vi="Mã", en="Codes", open=False, source="ví dụ", base=KINDS, entries=(entry,)
    )
    finer: Any = Annotated[str, In(pages, refines="gl_kind")]
    return create_model(
        "Twice",
        __base__=dlxh.Report,
        gl_kind=(Annotated[Annotated[str, In(KINDS)] | None, disclosure], own_field(**TEXTS)),
        gl_finer=(Annotated[finer | None, Disclosure.INTERNAL], own_field(**TEXTS)),
    )


@pytest.mark.traced
@pytest.mark.parametrize(
    ("base", "refines"), [("information_grade", "scope"), ("topics", "topics"), ("topics", "gone")]
)
def test_what_may_be_made_finer(base: str, refines: str) -> None:
    """A field of another list, with several values, or that is not there makes the pack refused, below a record too."""
    finer = _finer(base, finer_one=next(iter(code_list(base))).key)
    finer_field: Any = Annotated[Annotated[str, In(finer, refines=refines)] | None, Disclosure.INTERNAL]
    item = own("gl_odd", finer_field, base=dlxh.ReportItem)
    report = create_model(
        "Odd",
        __base__=dlxh.Report,
        items=(Annotated[tuple[item, ...], Disclosure.INTERNAL], ()),  # type: ignore[valid-type]
    )
    with pytest.raises(CodeListError, match="must be a field with one value"):
        Pack("gl", models=(report,))
