"""A pack together with another: each keeps its fields in tables of its own, and what both have counts."""

import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import pytest
from pydantic import create_model

import dlxh
from dlxh import Pack, Tables, check, measure
from dlxh.models.opinion import Scope
from dlxh.models.unit import Level
from dlxh.register import PackError
from dlxh.register.labels import dictionary, label_of
from dlxh.rules.grades import Grade
from dlxh.words.disclosure import Disclosure
from tests import vendor
from tests.engines import CARRIERS
from tests.own import TEXTS
from tests.province import CROPS, PACK, Item, Report, kiosk_in_hamlet
from tests.register.test_pack import AS_OF, PLAIN, own

FILLED = Report(
    **PLAIN,
    id="b1",
    device="kiosk",
    operator="X",
    apps=("a", "b"),
    hamlet="Làng Ốp",
    items=(
        Item(id="n1", scope=Scope.LOCAL, topics=("cashew",), summary="Đền bù.", mood="vui", dialect="Ba Na"),
    ),
)
BARE = Report(**PLAIN, id="b2", device="phone")
NETWORK = vendor.Network(id="gl", name="Gia Lai", level=Level.PROVINCE, owner="gl", region="TN")
REGISTER = dlxh.Register([FILLED, BARE, NETWORK], as_of=AS_OF, pack=PACK)
THEIRS = dlxh.Register(
    [
        vendor.Report(**PLAIN, id="b1", device="kiosk", operator="X", apps=("a", "b"), items=(
            vendor.Item(id="n1", scope=Scope.LOCAL, topics=("cashew",), summary="Đền bù.", mood="vui"),
        )),
        vendor.Report(**PLAIN, id="b3", device="phone"),
        NETWORK,
    ],
    as_of=AS_OF,
    pack=vendor.PACK,
)  # fmt: skip
TABLES = ["networks_ioc", "reports_vnpt", "reports_vnpt_apps", "items_vnpt", "reports_gl", "items_gl"]


def class_of(base: Any, **fields: Any) -> Any:  # noqa: ANN401 - classes that tests make
    """Return a class with annotations and defaults of fields."""
    return create_model("Report", __base__=base, __module__="odd.fields", **fields)


def rows_of(item: Any) -> Any:  # noqa: ANN401 - a class
    """Return the field of a report whose rows are of a class."""
    return Annotated[tuple[item, ...], Disclosure.INTERNAL], ()


def test_each_field_is_kept_by_the_pack_that_brings_it() -> None:
    """The tables of the vendor are the very tables of its pack; the province has its own next to them."""
    assert [name for name, table in PACK.schema.items() if table.pack] == TABLES
    assert [PACK.schema[name].names[2:] for name in TABLES[1:]] == [
        ("device", "operator"),
        ("position", "apps"),
        ("mood",),
        ("hamlet",),
        ("dialect",),
    ]
    assert PACK.schema["reports_vnpt"] is vendor.PACK.schema["reports_vnpt"]
    assert PACK.packs == (vendor.PLATFORM, vendor.PACK)
    assert set(PACK.models) == {vendor.Network, Report}
    assert REGISTER.tables.polars("reports_vnpt")["device"].to_list() == ["kiosk", "phone"]
    assert REGISTER.tables.polars("items_gl")["dialect"].to_list() == ["Ba Na"]
    again = dlxh.Register.from_tables(REGISTER.tables)
    assert again == REGISTER
    assert again.all(vendor.Report) is again.all(Report)
    assert again.get(Report, "b1").items[0] == FILLED.items[0]
    wide = REGISTER.tables.polars("reports").with_columns(device=pl.lit("kiosk"), hamlet=pl.lit("A"))
    split = Tables({"reports": wide}, as_of=AS_OF, pack=PACK)
    assert {*split.names} == {"reports", "reports_vnpt", "reports_gl"}


@pytest.mark.parametrize("name", ["gl", "gl.json"])
def test_written(tmp_path: Path, name: str) -> None:
    """With the pack all is read again; with the vendor's alone the province's is reported, and with none all of it."""
    whole = REGISTER.write(tmp_path / name, personal=True)
    reading = dlxh.read(whole, pack=PACK)

    assert not reading.findings
    assert reading.register == REGISTER
    theirs = dlxh.read(whole, pack=vendor.PACK)
    assert theirs.ok
    assert len(theirs.findings) == 2
    assert all("the pack 'gl'" in each.message("en") for each in theirs.findings)
    assert theirs.register.get(vendor.Report, "b1") == THEIRS.get(vendor.Report, "b1")
    none = dlxh.read(whole)
    assert len(none.findings) == len(TABLES) + (name != "gl")
    assert [type(report) for report in none.register.reports] == [dlxh.Report] * 2
    with pytest.raises(
        dlxh.Error, match=r"\(items_gl\): 1, .*\(reports_gl\): 1\)" if name != "gl" else "would be lost"
    ):
        theirs.register.write(whole, personal=True)
    with pytest.raises(dlxh.Error, match=r"\(reports_vnpt\): 1"):
        REGISTER.write(whole)
    listed = json.loads(((whole / "datapackage.json") if name == "gl" else whole).read_text("utf-8"))
    packs = [each.get("dlxh:pack") for each in listed["resources"]] if name == "gl" else [*listed["packs"]]
    assert {*packs} - {None} == {"ioc", "vnpt", "gl"}


@pytest.mark.parametrize("name", ["gl", "gl.json"])
def test_a_fault_costs_the_fields_of_one_pack(tmp_path: Path, name: str) -> None:
    """A wrong cell of the vendor's takes the vendor's cells of its row, and neither those of the province nor the report."""
    path = REGISTER.write(tmp_path / name, personal=True)
    file = path / "reports_vnpt.ndjson" if path.is_dir() else path
    file.write_text(file.read_text("utf-8").replace('"kiosk"', '"moon"'), "utf-8")
    reading = dlxh.read(path, pack=PACK)

    assert [each.table for each in reading.findings if each.code == "literal_error"] == ["reports_vnpt"]
    report = reading.register.get(Report, "b1")
    assert (report.device, report.operator, report.hamlet, report.apps) == (None, None, "Làng Ốp", ("a", "b"))


@pytest.mark.traced
def test_joined() -> None:
    """What one with the vendor's pack alone holds is compared by the fields that both know."""
    for joined in (REGISTER + THEIRS, THEIRS + REGISTER):
        assert joined.pack is PACK
        assert joined.get(Report, "b1") == FILLED
        assert {report.id: report.device for report in joined.all(Report)} == {"b1": "kiosk", "b2": "phone", "b3": "phone"}  # fmt: skip
    with pytest.raises(dlxh.Error, match="report 'b1'"):
        REGISTER + THEIRS.put(THEIRS.get(vendor.Report, "b1").replace(device="phone"))
    with pytest.raises(PackError, match=r"two packs: gl, kt; read both with one that has packs=\(gl, kt\)"):
        REGISTER + dlxh.Register(as_of=AS_OF, pack=Pack("kt", packs=(vendor.PACK,)))
    with pytest.raises(PackError, match=r"two packs: gl, gl; read both with one$"):
        REGISTER + dlxh.Register(as_of=AS_OF, pack=Pack("gl"))
    plain = dlxh.Register([dlxh.Report(**PLAIN, id="b2")], as_of=AS_OF)
    assert (plain + REGISTER).get(Report, "b2") == BARE
    prefixed = THEIRS.join(REGISTER, prefix="P-")
    assert (prefixed.pack, prefixed.get(Report, "P-b1").hamlet) == (PACK, "Làng Ốp")
    put = REGISTER.put(THEIRS.get(vendor.Report, "b3"))
    assert put.get(Report, "b3") == Report(**PLAIN, id="b3", device="phone")
    assert pickle.loads(pickle.dumps(REGISTER)).pack is PACK  # noqa: S301 - our own
    with pytest.raises(dlxh.Error, match="is a class of a pack that the register in within= lacks"):
        check(FILLED, within=THEIRS)


@pytest.mark.traced
@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
def test_rules_and_measures_of_both(name: str) -> None:
    """The rules of both run, grades of both count, and the measures, lists and dimensions of both are found by name."""
    carry = CARRIERS[name]()
    frames = {each: carry(REGISTER.tables.polars(each)) for each in REGISTER.tables}
    tables = Tables(frames, as_of=AS_OF, pack=PACK)
    found = check(tables, only=["VN01", "GL01", "H102", "D101"])

    assert found.counts() == {"VN01": 1, "GL01": 1}
    assert {each.code: each.severity.value for each in found} == {"VN01": "error", "GL01": "warning"}
    assert measure(tables, ["vnpt_reports", "gl_reports"]).polars["value"].to_list() == [2, 2]
    by_both = measure(tables, "items", by=["device", "hamlet", "dialect", "mood"])
    assert ("kiosk", "Làng Ốp", "Ba Na", "vui", 1) in by_both.polars.select(*by_both.by, "value").rows()
    topics = measure(tables, "item_topics", by="base_topic").polars
    assert dict(topics.select("base_topic", "value").rows())["land"] == 1
    assert "điều" in measure(tables, "item_topics", by="topic").to_text("vi")
    assert "điện thoại" in measure(tables, "reports", by="device").to_text("vi")


def test_constraints_of_both() -> None:
    """Own tables of both are judged: whose their rows are, by X101 to X103, and their texts by the rules on personal data."""
    frames = {each: REGISTER.tables.polars(each) for each in REGISTER.tables}
    odd = {
        each: frames[each].with_columns(id=pl.lit("b9"), network=pl.lit("other"))
        for each in ("reports_vnpt", "reports_gl")
    }
    more = {each: frames[each].with_columns(network=pl.lit("other")) for each in ("items_vnpt", "items_gl")}

    found = check(Tables(frames | odd | more, as_of=AS_OF, pack=PACK), only=["X101", "X102", "X103"])
    assert {(each.code, each.table) for each in found} >= {
        ("X101", "reports_vnpt"),
        ("X101", "reports_gl"),
        ("X102", "reports_vnpt"),
        ("X103", "items_vnpt"),
        ("X103", "items_gl"),
    }
    call = {"mood": "gọi 0903123456", "dialect": "gọi 0903123456"}
    suspect = FILLED.replace(items=(FILLED.items[0].replace(**call),))
    found = check(suspect, within=REGISTER, replacing=True, only=["D101"])
    assert sorted(str(each.field) for each in found) == ["dialect", "mood"]


def test_known_of_both() -> None:
    """Labels, the dictionary, explanations and examples of rules know the fields and rules of both."""
    assert label_of("reports", "device", pack=PACK) == label_of("reports_vnpt", "device", pack=PACK)
    assert label_of("reports_vnpt", pack=PACK).en == "reports – own fields of vnpt"
    assert {row["table"] for row in dictionary(pack=PACK)} >= {*TABLES}
    assert "VN01" in dlxh.explain("VN01", pack=PACK).to_text("vi")
    assert {"device", "hamlet"} <= Report.model_json_schema()["properties"].keys()
    assert replace(PACK, grades=(Grade("GL01", severity=None, reason="thử"),)).rules == PACK.rules
    same = Pack("kt", models=(vendor.Report,), codes=(vendor.TOPICS,), rules=vendor.PACK.rules, packs=(vendor.PACK,))  # fmt: skip
    assert (same.models, same.rules) == (vendor.PACK.models, vendor.PACK.rules)
    assert list(same.schema) == list(vendor.PACK.schema)


@pytest.mark.traced
def test_refused_names() -> None:
    """Two packs have no name, list, code, rule or measure in common: the sentence has both."""
    other = replace(CROPS, name="vnpt_topics", entries=(replace(CROPS.entries[0], key="pepper"),))
    twice = replace(CROPS, entries=(replace(CROPS.entries[0], key="broadband"),))
    settled = replace(vendor.DEVICES, vi="Khác")
    refused: list[tuple[dict[str, Any], str]] = [
        ({"packs": (vendor.PACK, Pack("ioc"))}, "two different packs are called ioc"),
        ({"packs": (Pack("kt"),)}, "two different packs are called kt"),
        ({"codes": (other,)}, r"codes: 'vnpt_topics' appears twice \(packs: vnpt, kt\)"),
        ({"codes": (settled,)}, r"codes: 'vnpt_device' appears twice \(packs: kt, vnpt\)"),
        ({"codes": (twice,)}, r"'broadband' is in two lists .*packs: vnpt, kt"),
        (
            {"rules": (replace(vendor.from_kiosk, vi="{record}"),)},
            r"'VN01' appears twice \(packs: vnpt, kt\)",
        ),
        ({"measures": (replace(PACK.measures[1]),)}, "'gl_reports' must begin with kt_"),
        ({"rules": (kiosk_in_hamlet,)}, "GL01 reads reports.hamlet"),
    ]
    for given, why in refused:
        with pytest.raises(PackError, match=why):
            Pack("kt", **{"packs": (vendor.PACK,), **given})
    with pytest.raises(dlxh.Error, match="packs="):
        Pack("kt", packs=(5,))  # type: ignore[arg-type]


@pytest.mark.traced
def test_refused_classes() -> None:
    """One class for each kind of record, which loses nothing of those that it derives from."""
    text = Annotated[str | None, Disclosure.INTERNAL]
    field = dlxh.words.own_field(**TEXTS)
    item = create_model("Item", __base__=dlxh.ReportItem, __module__="odd.fields", tone=(text, field))
    calls = class_of(dlxh.Report, items=rows_of(item))
    moods = class_of(dlxh.Report, mood=(text, field))
    refused = [
        (own("hamlet"), r"two classes for the table reports: vendor.Report, .*\.Own; write one: class Own\(vendor.Report, "),
        (class_of(vendor.Report, device=(text, field)), "device is declared in two classes: vendor.Report, fields.Report"),
        (class_of(vendor.Report, items=rows_of(item)), "."),
        (class_of((calls, vendor.Report)), r"two classes for the table items: .*class Item\(vendor.Item, fields.Item\)"),
        (class_of((moods, vendor.Report)), r"loses the class vendor.Item of a base; write items: Internal\[tuple\[vendor.Item, \.\.\.\]\] = \(\)"),
        (class_of((moods, vendor.Report), items=rows_of(vendor.Item)), "the field mood is in both reports_kt and items_vnpt"),
    ]  # fmt: skip
    for model, why in refused:
        with pytest.raises(PackError, match=why):
            Pack("kt", models=(model,), packs=(vendor.PACK,))
    both = create_model("Item", __base__=(item, vendor.Item))
    joined = class_of((calls, vendor.Report), items=rows_of(both))
    packs = (Pack("kt", models=(calls,)), vendor.PACK)
    assert list(Pack("gl", models=(joined,), packs=packs).models) == [vendor.Network, joined]
    with pytest.raises(PackError, match=r"write one: class Report\(fields.Report, vendor.Report\)"):
        Pack("gl", packs=packs)
