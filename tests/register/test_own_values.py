"""Own fields with several values: each value is a row of a table of its own, in whatever form a register has."""

import json
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from annotated_types import Len
from pydantic import Field, ValidationError, create_model

import dlxh
from dlxh import Pack, Severity, rule
from dlxh.data.code_lists import code_list
from dlxh.measures import Count, Distinct
from dlxh.measures.catalogue import find_measure
from dlxh.models.json_schema import schema_of
from dlxh.register import PackError
from dlxh.register.labels import dictionary, label_of
from dlxh.register.own_tables import parse_own
from dlxh.register.pointers import pointer_of
from dlxh.register.schema import schema
from dlxh.rules.language import Row, Value, those
from dlxh.rules.language.declared import find_table, take_own_from
from dlxh.rules.language.errors import LanguageError, RuleError
from dlxh.rules.language.rows import subject
from dlxh.testing import case, survivors
from dlxh.words import CodeEntry, CodeList, FigureUnit, In, Internal, Line, Restricted
from dlxh.words.days import Day
from dlxh.words.disclosure import Disclosure
from dlxh.words.field_texts import own_field
from dlxh.words.ids import ReportId, UnitId

AS_OF = date(2024, 7, 24)
TEXTS = {"vi": "Nguy cơ", "en": "Hazards", "means_vi": "Thiên tai.", "means_en": "Of nature."}
HAZARDS = CodeList(
    "hz_hazard",
    vi="Nguy cơ",
    en="Hazards",
    open=False,
    source="ví dụ",
    entries=(
        CodeEntry("flood", "lũ", "flood", valid_from=date(2025, 1, 1)),
        CodeEntry("fire", "cháy", "fire"),
    ),
)
SIGNS = CodeList(
    "hz_sign", vi="Dấu", en="Signs", open=True, source="ví dụ", entries=(CodeEntry("smoke", "khói", "smoke"),)
)


class Stream(dlxh.models.OpinionStream):
    """A stream, which has no id of its own."""

    tones: Internal[tuple[Annotated[str, In(SIGNS)], ...]] = own_field(**TEXTS)


class Item(dlxh.ReportItem):
    """An item."""

    sites: Internal[tuple[UnitId, ...]] = own_field(**TEXTS)
    streams: Internal[tuple[Stream, ...]] = ()


class Report(dlxh.Report):
    """A report."""

    hazards: Internal[tuple[Annotated[str, In(HAZARDS)], ...]] = own_field(**TEXTS)
    whispers: Restricted[tuple[Line, ...]] = own_field(**TEXTS)
    alarm: Internal[Line | None] = own_field(**TEXTS)
    items: Internal[tuple[Item, ...]] = ()


class Content(dlxh.models.CaseContent):
    """A content of a case."""

    remarks: Internal[tuple[Line, ...]] = own_field(**TEXTS)


class VerificationCase(dlxh.VerificationCase):
    """A case."""

    contents: Internal[tuple[Content, ...]] = Field(min_length=1)


@rule(
    "HZ01",
    table="reports",
    severity=Severity.WARNING,
    vi="báo cáo {record} nêu lũ",
    en="report {record} names a flood",
    cure_vi="xem lại",
    cure_en="look again",
    source="ví dụ",
    right=[
        case(reports={}, reports_hz_hazards={"hazards": "fire"}),
        case(reports={}, reports_hz_hazards={"hazards": "flood", "report": "report2"}),
    ],
    wrong=[case(reports={}, reports_hz_hazards=[{"hazards": "fire"}, {"hazards": "flood"}])],
)
def of_flood(r: Row) -> Value:
    """A flood is reported at once."""
    return those("reports_hz_hazards", report=r.id, hazards="flood").exists()


PACK = Pack("hz", models=(Report, VerificationCase), codes=(HAZARDS, SIGNS), rules=(of_flood,))
PLAIN: Any = {"network": "gl", "author": "CTV-1", "kind": "periodic", "channel": "written"}
PLAIN |= {"received_at": "2024-07-24T08:00:00+07:00"}
PLACE: Any = {"kind": "place", "level": "district"}
SAID: Any = {"group": "farmers", "stance": "hesitant"}
STREAM = Stream(**SAID, tones=("smoke", "sand"))
RAISED: Any = {"scope": "local", "topics": ("land",)}
ITEM = Item(**RAISED, id="n1", summary="Ví dụ.", sites=("u1", "u2"), streams=(STREAM,))
WHISPER = "gọi 0903123456"
FULL = Report(
    **PLAIN, id="b1", hazards=("fire", "flood", "fire"), whispers=(WHISPER,), alarm="A", items=(ITEM,)
)
ONE, NONE = Report(**PLAIN, id="b2", hazards=("fire",)), Report(**PLAIN, id="b3")
REGISTER = dlxh.Register([FULL, ONE, NONE], as_of=AS_OF, pack=PACK)


Signs: Any = Annotated[tuple[str, ...], Disclosure.INTERNAL]


def own(annotation: object) -> type[Any]:
    """Return a class with one own field."""
    marked = Annotated[annotation, Disclosure.INTERNAL]  # type: ignore[valid-type]
    fields: Any = {"marks": (marked, own_field(**TEXTS))}
    return create_model("Own", __base__=dlxh.Report, **fields)


def test_tables_of_values() -> None:
    """Each field has a table of its own with the key of ours, our tables stay as they are, and objects come back."""
    tables = REGISTER.tables

    assert {name: table.key for name, table in PACK.schema.items() if table.pack and table.field} == {
        "reports_hz_hazards": ("report", "position"),
        "reports_hz_whispers": ("report", "position"),
        "items_hz_sites": ("item", "position"),
        "streams_hz_tones": ("item", "stream", "position"),
        "contents_hz_remarks": ("content", "position"),
    }
    closed = [PACK.schema[name].own[0].closed for name in ("reports_hz_hazards", "streams_hz_tones")]
    assert closed == [True, False]
    assert NONE.hazards == ()
    assert tables.polars("reports_hz_hazards").rows() == [
        ("b1", "gl", 1, "fire", None),
        ("b1", "gl", 2, "flood", None),
        ("b1", "gl", 3, "fire", None),
        ("b2", "gl", 1, "fire", None),
    ]
    assert tables.polars("streams_hz_tones").rows() == [
        ("n1", 1, "gl", 1, "smoke", None),
        ("n1", 1, "gl", 2, "sand", None),
    ]
    assert dlxh.Register.from_tables(tables).all(Report) == (FULL, ONE, NONE)
    edited = REGISTER.put(FULL.replace(hazards=("flood",)))
    assert edited.tables.polars("reports_hz_hazards")["hazards"].to_list() == ["fire", "flood"]
    assert pickle.loads(pickle.dumps(edited)) == edited  # noqa: S301 - our own
    joined = REGISTER.join(REGISTER.put(FULL.replace(alarm="B")), prefix="HY-")
    assert joined.get(Report, "HY-b1").items[0].sites == ("HY-u1", "HY-u2")
    with pytest.raises(ValidationError):
        Report(**PLAIN, id="b4", hazards=("rain",))
    assert "gọi" not in repr(FULL)


@pytest.mark.parametrize("name", ["hz", "hz.json"])
def test_written(tmp_path: Path, name: str) -> None:
    """Restricted values leave only where it is said, with their keys; without the pack each field is reported once."""
    kept = dlxh.read(REGISTER.write(tmp_path / name), pack=PACK)
    whole = REGISTER.write(tmp_path / f"whole-{name}", personal=True)

    assert kept.ok
    assert not kept.findings
    assert kept.register.get(Report, "b1") == FULL.replace(whispers=())
    assert "reports_hz_whispers" not in kept.register.tables
    assert dlxh.read(whole, pack=PACK).register == REGISTER
    with pytest.raises(dlxh.Error, match=r"\(reports – Hazards of hz \(reports_hz_whispers\): 1\)"):
        REGISTER.write(whole)
    assert "whispers" not in REGISTER.write(tmp_path / "public.json").read_text("utf-8")
    document = json.loads(REGISTER.write(tmp_path / "all.json", personal=True).read_text("utf-8"))
    assert [sorted({"hazards", "whispers"} & each.keys()) for each in document["reports"]] == [
        ["hazards", "whispers"],
        ["hazards"],
        [],
    ]
    shorter = REGISTER.put(FULL.replace(hazards=()))
    gap = {"reports_hz_hazards": ["gl"]}
    unsure = dlxh.Register.from_tables(shorter.tables.with_metadata(as_of=AS_OF, partial=gap))
    with pytest.raises(dlxh.Error, match=r"reports_hz_hazards\): 3"):
        unsure.write(whole, personal=True)
    assert shorter.write(whole, personal=True) == whole
    with pytest.raises(dlxh.Error, match="and would be lost"):
        dlxh.Register([dlxh.Report(**PLAIN, id=each) for each in ("b1", "b2", "b3")], as_of=AS_OF).write(
            whole
        )
    reading = dlxh.read(whole)
    assert reading.ok
    assert len(reading.register.reports) == 3
    texts = " ".join(finding.message("en") for finding in reading.findings)
    told = (
        "'reports_hz_hazards' belongs to the pack 'hz' (1 row)",
        "'hazards' belongs to the pack 'hz' and was set aside in 1 ",
    )
    assert told[name.endswith(".json")] in texts
    assert WHISPER not in texts


def test_left_by_other_packs(tmp_path: Path) -> None:
    """A folder that is written over without the pack keeps none of its files; other files below such a name stay."""
    folder = REGISTER.write(tmp_path / "hz")
    (folder / "reports_hz_other.ndjson").write_text("{}", "utf-8")
    (folder / "reports_hz_..").mkdir()
    (folder / "reports_hz_.." / "x.ndjson").write_text("{}", "utf-8")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package["resources"].append({"name": "reports_hz_../x", "dlxh:pack": "hz"})
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    dlxh.Register([dlxh.Report(**PLAIN, id="b1")], as_of=AS_OF).write(folder, overwrite=True)

    left = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.ndjson"))
    assert [name for name in left if "_hz" in name] == ["reports_hz_../x.ndjson", "reports_hz_other.ndjson"]
    assert parse_own("reports_hz_hazards") == ("reports", "hz", "hazards")


def test_unknown_before() -> None:
    """What only a later record states of own fields is not known of those before it, and is of those that it replaces."""
    frames = {"reports": REGISTER.tables.polars("reports")}
    before = dlxh.Register.from_frames(frames, as_of=AS_OF, pack=PACK)
    for more in (before.put(ONE), before.add(ONE.replace(id="b4"))):
        assert "reports_hz_hazards" in more.tables.partial.keys() & more.partial.keys()
        assert "(—): unknown" in dlxh.measure(more, "reports", by="hazards").to_text("en")
    assert before.put(FULL, ONE, NONE).partial == {}


def test_faults(tmp_path: Path) -> None:
    """A value that does not fit costs itself, not the report nor the other values; one that is not a list costs the field."""
    path = REGISTER.write(tmp_path / "hz.json", personal=True)
    document = json.loads(path.read_text("utf-8"))
    document["reports"][0] |= {"hazards": ["rain", "fire", 5]}
    document["reports"][0]["items"][0]["sites"] = ["u1", "không phải mã"]
    document["reports"][1] |= {"hazards": "fire"}
    path.write_text(json.dumps(document), "utf-8")
    reading = dlxh.read(path, pack=PACK)

    assert [report.hazards for report in reading.register.all(Report)] == [("fire",), (), ()]
    places = [(each.table, each.record, each.field, each.pointer) for each in reading.findings]
    assert reading.register.get(Report, "b1").items[0].sites == ("u1",)
    assert places == [
        ("items_hz_sites", "n1#2", "sites", "/items/0/sites/1"),
        ("reports_hz_hazards", "b1#1", "hazards", "/hazards/0"),
        ("reports_hz_hazards", "b1#3", "hazards", "/hazards/2"),
        ("reports_hz_hazards", "b2", "hazards", "/hazards"),
    ]
    assert reading.register.tables.partial == dict.fromkeys(
        ("items_hz_sites", "reports_hz_hazards"), frozenset({"gl"})
    )
    fewer = REGISTER.put(FULL.replace(hazards=("fire",)))
    for register, lost in ((reading.register, "items_hz_sites"), (fewer, "reports_hz_hazards")):
        with pytest.raises(dlxh.Error, match=rf"{lost}\): 1"):
            register.write(path, personal=True)
    folder = REGISTER.write(tmp_path / "hz")
    file = folder / "reports_hz_hazards.ndjson"
    file.write_text(file.read_text("utf-8").replace("flood", "rain"), "utf-8")
    flat = dlxh.read(folder, pack=PACK)
    assert flat.register.get(Report, "b1").hazards == ("fire", "fire")
    assert "literal_error" in {each.code for each in flat.findings}


FOUND = {
    ("X101", "reports_hz_hazards", "b1x#1", "report"),
    ("X102", "reports_hz_hazards", "b2#1", "position"),
    ("H101", "reports_hz_hazards", "b1#2", "hazards"),
    ("HZ01", "reports", "b1", None),
}
"""What rules find in hazards with a line twice and one of a report that is not there."""


def with_faults() -> dict[str, pl.DataFrame]:
    """Return the tables, with a line of hazards twice and one of a report that is not there."""
    tables = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}
    rows = tables["reports_hz_hazards"]
    lost = rows.head(1).with_columns(pl.lit("b1x").alias("report"))
    units = dlxh.Tables.of([dlxh.OrgUnit(id="u1", name="Ví Dụ", **PLACE)], as_of=AS_OF)
    return tables | {
        "units": units.polars("units"),
        "reports_hz_hazards": pl.concat([rows, rows.tail(1), lost]),
    }


def found_in(frames: Any, only: list[str]) -> set[tuple[str | None, ...]]:  # noqa: ANN401 - frames of any engine
    """Return what is found in tables of frames: code, table, record and field."""
    found = dlxh.check(dlxh.Tables(frames, as_of=AS_OF, pack=PACK), only=only)
    return {(each.code, each.table, each.record, each.field) for each in found}


def test_judged() -> None:
    """Rules of ours judge them as they judge ours: references, keys, texts, lists and days; a province's look them up."""
    assert found_in(with_faults(), ["reports_hz_hazards", "HZ01"]) == FOUND
    others = ["items_hz_sites", "reports.whispers", "streams_hz_tones"]
    assert found_in(with_faults(), others) == {
        ("X101", "items_hz_sites", "n1#2", "sites"),
        ("D101", "reports_hz_whispers", "b1#1", "whispers"),
        ("H102", "streams_hz_tones", "n1#1#2", "tones"),
    }
    assert survivors(of_flood) == []


def test_not_known() -> None:
    """Where values were not collected a rule leaves the rows that have none open, of a row referred to as well; others it judges."""

    def without(r: Row) -> Value:
        """A report says what it warns of."""
        return ~those("reports_hz_hazards", report=r.id).exists()

    def of_report(i: Row) -> Value:
        """The report of an item says so."""
        return ~those("reports_hz_hazards", report=i.report).exists()

    def after_another(r: Row) -> Value:
        """One report is as good as any here."""
        return (r.id == "b2") & ~those("reports_hz_hazards", report="b3").exists()

    texts: Any = {"vi": "{record}", "en": "{record}", "cure_vi": "x", "cure_en": "x", "source": "ví dụ"}
    texts |= {"severity": Severity.WARNING}
    rules = [rule("HZ10", table="reports", **texts)(without), rule("HZ11", table="items", **texts)(of_report)]
    item = NONE.replace(items=(ITEM.replace(id="n3"),))
    tables = REGISTER.put(item).tables

    def found(partial: dict[str, list[str]]) -> dict[str, int]:
        return dlxh.check(tables.with_metadata(as_of=AS_OF, partial=partial), rules=rules).counts()

    assert found({}) == found({"reports_hz_hazards": ["kt"]}) == {"HZ10": 1, "HZ11": 1}
    assert found({"reports_hz_hazards": ["gl"]}) == {}
    assert found({"items_hz_sites": ["*"], "reports_hz_hazards": ["*"]}) == {}
    some = tables.with_metadata(as_of=AS_OF, partial={"reports_hz_hazards": ["*"]})
    assert dlxh.check(some, rules=[of_flood]).counts() == {"HZ01": 1}
    fixed = rule("HZ12", table="reports", **texts)(
        after_another
    )  # it looks for no values of a row that it reaches
    assert dlxh.check(some, rules=[fixed]).counts() == {"HZ12": 1}


def test_judged_on_duckdb() -> None:
    """DuckDB finds and counts the same."""
    with duckdb.connect() as connection:
        relations = {name: connection.from_arrow(frame.to_arrow()) for name, frame in with_faults().items()}
        assert found_in(relations, ["reports_hz_hazards", "HZ01"]) == FOUND
        counted = dlxh.measure(dlxh.Tables(relations, as_of=AS_OF, pack=PACK), "reports", by="hazards")
        assert counted.polars.select("hazards", "value").rows() == [("flood", 1), ("fire", 2), (None, 1)]


def test_judged_new() -> None:
    """New records are judged with their values, and a finding says where in the record each is."""
    new = dlxh.check(FULL, within=dlxh.Register(as_of=AS_OF, pack=PACK), only=["D101", "HZ01", "H102"])

    assert {(each.code, each.pointer) for each in new} == {
        ("D101", "/whispers/0"),
        ("HZ01", ""),
        ("H102", "/items/0/streams/0/tones/1"),
    }
    ours = dlxh.Report(
        **PLAIN, id="b1", items=(dlxh.ReportItem(**RAISED, id="n1", summary="gọi 0903123456"),)
    )
    assert [each.code for each in dlxh.check(ours, within=REGISTER, replacing=True)] == ["D101"]
    assert WHISPER not in new.to_text("vi")
    assert "cột Nguy cơ có vẻ chứa số điện thoại" in new.to_text("vi")


def test_networks_differ() -> None:
    """A value that refers to a record of another network is found."""
    linked = own(tuple[ReportId, ...])
    pack = Pack("kt", models=(linked,))
    register = dlxh.Register(
        [linked(**PLAIN, id="b1", marks=("b2",)), linked(**PLAIN | {"network": "kt"}, id="b2")],
        as_of=AS_OF,
        pack=pack,
    )
    found = dlxh.check(register, only=["reports_kt_marks"])
    assert [(each.code, each.record) for each in found] == [("X103", "b1#1")]
    frames = {name: REGISTER.tables.polars(name) for name in REGISTER.tables}
    known = found_in(frames, ["X101", "X103"])
    frames["reports_hz_hazards"] = frames["reports_hz_hazards"].with_columns(network=pl.lit("kt"))
    frames["streams_hz_tones"] = frames["streams_hz_tones"].with_columns(stream=pl.lit(9, pl.Int64))
    rows = found_in(frames, ["X101", "X103"]) - known
    assert {row[0] for row in rows} == {"X101", "X103"}
    assert {row[1:] for row in rows} == {
        ("streams_hz_tones", "n1#9#1", "stream"),
        ("streams_hz_tones", "n1#9#2", "stream"),
        *(("reports_hz_hazards", f"b1#{nth}", "report") for nth in (1, 2, 3)),
        ("reports_hz_hazards", "b2#1", "report"),
    }


def test_counted() -> None:
    """A report with two codes counts under both, once under each; the parts add up to no whole."""
    by = dlxh.measure(REGISTER, "reports", by="hazards")

    assert by.polars.select("hazards", "value").rows() == [("flood", 1), ("fire", 2), (None, 1)]
    assert "Total" not in by.table("en").to_text()
    assert "Total" in dlxh.measure(REGISTER, "reports", by="alarm").table("en").to_text()
    assert dlxh.measure(REGISTER, "reports", where={"hazards": "fire"}).polars["value"].to_list() == [2]
    assert dlxh.measure(REGISTER, "items", by="sites").polars["value"].to_list() == [1, 1]
    both = ["fire", "flood"]
    with pytest.raises(dlxh.Error, match="where= takes one value"):
        dlxh.measure(REGISTER, "reports", where={"hazards": both})
    assert dlxh.measure(REGISTER, "reports", by="hazards", where={"hazards": both}).polars.height == 2
    with pytest.raises(dlxh.Error, match=r"has no dimension 'whispers'.*\(hazards\)"):
        dlxh.measure(REGISTER, "reports", by="whispers")
    filled = dlxh.Register([FULL, ONE], as_of=AS_OF, pack=PACK).tables
    some = filled.with_metadata(as_of=AS_OF, partial={"reports_hz_hazards": ["gl"]})
    assert dlxh.measure(some, "reports", by="hazards").polars["qualifier"].to_list() == ["at_least"] * 2
    assert dlxh.measure(REGISTER, "streams", by="tones").polars["value"].to_list() == [1, 1]


def test_measures_of_a_pack() -> None:
    """A measure counts different values, and rows with one of them."""
    texts: Any = {"vi": "A", "en": "A", "definition_vi": "A.", "definition_en": "A.", "source": "ví dụ"}
    rows: Any = {**texts, "unit": FigureUnit.REPORT, "rows": find_measure("reports").rows}
    several = Distinct(code="hz_hazards", of="hazards", **rows)
    fires = Count(code="hz_fires", where={"hazards": ("fire",)}, **rows)

    assert dlxh.measure(REGISTER, [several, fires]).polars["value"].to_list() == [2, 2]
    with pytest.raises(dlxh.Error, match="where= of the measure takes one value"):
        dlxh.measure(REGISTER, replace(fires, where={"hazards": ("fire", "flood")}))


def test_called() -> None:
    """Labels, meanings, the data dictionary and JSON Schema follow from the declaration."""
    assert label_of("reports_hz_hazards", pack=PACK).en == "reports – Hazards of hz"
    assert label_of("reports_hz_hazards", "hazards", pack=PACK).means_vi == "Thiên tai."
    rows = [row for row in dictionary(pack=PACK) if row["table"] == "streams_hz_tones"]
    assert [(row["column"], row["en"]) for row in rows] == [
        ("item", "item"),
        ("stream", "opinion stream"),
        ("network", "network"),
        ("position", "position"),
        ("tones", "Hazards"),
    ]
    field = schema_of(Report)["properties"]["hazards"]
    assert (field["type"], field["title"], field["x-dlxh-disclosure"]) == ("array", "Hazards", "internal")
    assert field["items"]["enum"] == ["flood", "fire"]
    for known in (PACK.schema, schema()):
        assert pointer_of("reports_hz_hazards", "hazards", known) == ""


def test_a_field_of_two_classes() -> None:
    """A rule takes several values as the class made last has them, and a pack with another class refuses it."""
    texts = own(tuple[Line, ...])
    law = rule(
        "KT01", table="reports", severity=Severity.WARNING, vi="{record}", en="{record}", cure_vi="x", cure_en="x",
        source="ví dụ", right=[case(reports={})], wrong=[case(reports={})],
    )  # fmt: skip
    units = own(tuple[UnitId, ...])
    marks = those("reports_kt_marks", report=subject("reports").id)
    by_unit = law(lambda _: marks.where(marks.ref("marks").level.is_null()).exists())
    with pytest.raises(PackError, match=r"reads reports_kt_marks\.marks as another class has it"):
        Pack("kt", models=(texts,), rules=(by_unit,))
    assert Pack("kt", models=(units,), rules=(by_unit,)).rules == (by_unit,)


def test_refused() -> None:
    """A field holds texts, however many, and nothing that holds more; a rule reads what the pack has, and gets no hidden one."""
    kinds = code_list("report_kind")
    finer = CodeList(
        "hz_kind", vi="a", en="a", open=False, source="ví dụ", base=kinds, entries=(CodeEntry("a", "a", "a", counts_as="periodic"),)
    )  # fmt: skip
    refused: list[object] = [
        tuple[Stream, ...],
        tuple[tuple[str, ...], ...],
        tuple[str | None, ...],
        tuple[Line | UnitId | int, ...],
        tuple[Day, ...],
        tuple[str, str],
        tuple[str, ...] | None,
        Annotated[tuple[str, ...], Len(0, 3)],
        tuple[Annotated[str, In(finer, refines="kind")], ...],
        Annotated[tuple[str, ...], Field(alias="signs")],
    ]
    for annotation in refused:
        with pytest.raises(PackError, match="or several codes, ids or lines"):
            Pack("kt", models=(own(annotation),))
    with pytest.raises(PackError, match="no column can hold"):
        Pack("kt", models=(own(list[str] | None),))
    for name in ("absence", "position"):  # the table would have two columns of this name
        taken = create_model("Own", __base__=dlxh.models.Absence, **{name: (Signs, own_field(**TEXTS))})  # type: ignore[call-overload]
        with pytest.raises(PackError, match="the name is taken"):
            Pack("kt", models=(taken,))
    with (
        take_own_from(schema()),
        pytest.raises(LanguageError, match="there is no table 'reports_hz_hazards'"),
    ):
        find_table("reports_hz_hazards")
    with pytest.raises(PackError, match="HZ01 reads reports_hz_hazards, and no class"):
        Pack("hz", rules=(of_flood,))

    def reads(tables: dlxh.Tables) -> nw.LazyFrame[Any]:
        """It is given no hidden values, nor their keys."""
        assert "reports_hz_whispers" not in tables
        return tables["reports_hz_hazards"].select(nw.col("report").alias("record"), nw.col("source_row"))

    texts = {"vi": "{record}", "en": "{record}", "cure_vi": "x", "cure_en": "x", "source": "ví dụ"}
    whole: Any = {**texts, "severity": Severity.WARNING, "table": "reports"}
    seen = rule("HZ02", needs=("reports_hz_hazards",), **whole)(reads)
    assert dlxh.check(REGISTER, rules=[seen]).counts() == {"HZ02": 2}
    judged = {"right": [case(reports={})], "wrong": [case(reports={})]}
    hidden = rule("HZ03", needs=("reports_hz_whispers",), **judged, **whole)(reads)
    with pytest.raises(PackError, match="HZ03: a function of tables gets no restricted field"):
        Pack("hz", models=(Report,), rules=(hidden,))
    with pytest.raises(RuleError, match="HZ03: a function of tables gets no restricted field"):
        dlxh.check(REGISTER, rules=[hidden])

    def shows(r: Row) -> tuple[Value, Value]:
        """It would show what somebody wrote."""
        said = those("reports_hz_whispers", report=r.id)
        return said.exists(), said.min(said.whispers)

    with pytest.raises(PackError, match="may not contain whispers"):
        Pack("hz", models=(Report,), rules=(rule("HZ04", **judged, **whole)(shows),))

    def shows_texts(r: Row) -> tuple[Value, Value]:
        """It would show texts of no declared kind."""
        signs = those("reports_kt_marks", report=r.id)
        return signs.exists(), signs.min(signs.marks)

    signed = own(tuple[str, ...])
    with pytest.raises(PackError, match="may not contain marks"):
        Pack("kt", models=(signed,), rules=(rule("HZ05", **judged, **whole)(shows_texts),))
    with pytest.raises(LanguageError, match="of several values ask those"):
        subject("reports_hz_hazards")
    with pytest.raises(LanguageError, match="there is no table 'reports_hz_nowhere'"):
        those("reports_hz_nowhere", report="b1")


def test_an_empty_list_of_an_unknown_pack(tmp_path: Path) -> None:
    """A document may state that there is no value: nothing is lost by reading it without the pack, and nothing is reported."""
    path = dlxh.Register([FULL.replace(items=(), whispers=())], as_of=AS_OF, pack=PACK).write(
        tmp_path / "a.json"
    )
    document = json.loads(path.read_text("utf-8"))
    document["reports"][0]["hazards"] = []
    path.write_text(json.dumps(document), "utf-8")

    assert "hazards" not in " ".join(finding.message("en") for finding in dlxh.read(path).findings)
