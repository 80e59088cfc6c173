"""Own fields of contents of cases and of matters are read, written, checked and counted as those of reports are."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import Field

import dlxh
from dlxh import Pack, Severity, Tables, check, measure, rule
from dlxh.models import CaseContent, CaseEvent, Matter
from dlxh.rules.language import Row, Value
from dlxh.testing import case
from dlxh.words import Internal, Line, Restricted, own_field
from tests.own import TEXTS
from tests.register.test_pack import AS_OF
from tests.sample import item, report


class Content(CaseContent):
    """What is verified, with what it costs nobody to say."""

    plot: Internal[Line | None] = own_field(**TEXTS)


class Case(dlxh.VerificationCase):
    """A case."""

    contents: Internal[tuple[Content, ...]] = Field(min_length=1)
    desk: Restricted[Line | None] = own_field(**TEXTS)


class OwnMatter(Matter):
    """A matter."""

    plan: Internal[Line | None] = own_field(**TEXTS)


@rule(
    "ND01",
    table="contents",
    severity=Severity.WARNING,
    vi="nội dung {record} chưa ghi thửa đất",
    en="content {record} has no plot",
    cure_vi="ghi thửa đất",
    cure_en="write the plot",
    source="ví dụ",
    right=[case(contents={"plot": "Thửa 7"})],
    wrong=[case(contents={"plot": None})],
)
def without_plot(content: Row) -> Value:
    """Where it is says who has to answer."""
    return content.plot.is_null()


PACK = Pack("nd", models=(Case, OwnMatter), rules=(without_plot,))
EVENT = CaseEvent(sequence=1, at="2024-07-02T08:00:00+07:00", kind="submitted", by="btg", to="ub")  # type: ignore[arg-type]
FILLED = Case(
    id="xm1", network="gl", title="Đền bù", events=(EVENT,), desk="P1",
    contents=(Content(id="nd1", text="Đơn giá", plot="Thửa 7"), Content(id="nd2", text="Diện tích")),
)  # fmt: skip
MATTER = OwnMatter(id="v1", network="gl", title="Đền bù", items=("n1",), plan="QH 1")
REGISTER = dlxh.Register([FILLED, MATTER], as_of=AS_OF, pack=PACK)


@pytest.mark.parametrize("name", ["nd", "nd.json"])
def test_written_and_read(tmp_path: Path, name: str) -> None:
    """They come back as they were; without the pack each table or field is a warning, and no record is lost."""
    path = REGISTER.write(tmp_path / name, personal=True)
    again, without = dlxh.read(path, pack=PACK), dlxh.read(path)

    assert (again.register, again.findings.counts()) == (REGISTER, {})
    assert again.register.get(Case, "xm1").contents[0].plot == "Thửa 7"
    assert without.ok
    assert {*without.findings.counts()} == {"pack_unknown" if name == "nd" else "pack_field"}
    assert len(without.findings) == 3
    assert [len(each.contents) for each in without.register.cases] == [2]
    hidden = dlxh.read(REGISTER.write(tmp_path / f"hidden-{name}"), pack=PACK).register
    assert (hidden.get(Case, "xm1").desk, hidden.get(OwnMatter, "v1").plan) == (None, "QH 1")


def test_checked() -> None:
    """Their own rule judges them, so do ours on keys and on personal data; new records are judged alike."""
    assert [(each.code, each.record, each.pointer) for each in check(REGISTER, only=["ND01"])] == [
        ("ND01", "nd2", "/contents/1")
    ]
    suspect = "gọi 0903123456"
    told = MATTER.replace(plan=suspect)
    wrong = FILLED.replace(contents=(Content(id="nd1", text="Đơn giá", plot=suspect),))
    found = [("contents", "plot", "/contents/0/plot"), ("matters", "plan", "/plan")]
    for each in (
        check(REGISTER.put(told, wrong), only=["D101"]),
        check([told, wrong], within=REGISTER, replacing=True, only=["D101"]),
    ):
        assert sorted((one.table, one.field, one.pointer) for one in each) == found
    frames: dict[str, Any] = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}
    for name in ("contents_nd", "matters_nd"):
        gone = frames[name].with_columns(id=pl.lit("gone"))
        tables = Tables(frames | {name: pl.concat([frames[name], gone, gone])}, as_of=AS_OF, pack=PACK)
        counts = {key: number for key, number in check(tables).counts("table").items() if key == name}
        assert counts == {name: 4}  # each of two rows has no owner, and a key twice


def test_counted() -> None:
    """Contents count by their own field and by that of their case, matters by theirs."""
    by_plot = measure(REGISTER, "contents", by="plot")
    assert by_plot.polars.select("plot", "value").rows() == [("Thửa 7", 1), (None, 1)]
    assert measure(REGISTER, "contents", where={"plot": "Thửa 7"}).figure("contents").value == 1
    with pytest.raises(dlxh.Error, match="has no dimension 'desk'"):
        measure(REGISTER, "cases_received", by="desk")
    issues = measure(REGISTER.add(report("b1", items=[item("n1")])), "issues", by="plan")
    assert issues.polars.select("plan", "value").rows() == [("QH 1", 1)]
