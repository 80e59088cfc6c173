"""Stored records: what an earlier version wrote gives the same figures, and nothing that is stored ends in an error.

`stored/1` holds the five networks as dlxh 2026.11.0 wrote them, as flat files and as documents.
"""

import gzip
import io
import json
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import Reading, read, read_tables
from dlxh.errors import ArgumentError, ReadError
from dlxh.register import SCHEMA_VERSION, Step, Upgrade, upgrade_steps
from dlxh.register.schema import schema
from dlxh.register.upgrade_step import name_inside, new_tables
from dlxh.words.figures import Figure, Qualifier
from tests.lengths import examples
from tests.sample import AS_OF, item, register, report

STORED = Path(__file__).with_name("stored")
FIRST = sorted(path.stem for path in (STORED / "1").glob("*.zip"))
PUBLISHED = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "examples" / "published.toml").read_text(encoding="utf-8")
)
FORMS = ["zip", "open zip", "document", "flat rows", "records"]
REPORT = report().stored()
EVENT = {
    "case": "xm1",
    "network": "gl",
    "position": 1,
    "sequence": 1,
    "at": "2024-07-02T08:00:00Z",
    "kind": "assigned",
    "to": "btg",
    "within_amount": 10,
    "within_unit": "working_day",
    "within_start_event": "assigned",
}


def flat_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of an archive by table."""
    with zipfile.ZipFile(path) as archive:
        entries = json.loads(archive.read("datapackage.json"))["resources"]
        return {
            entry["name"]: [json.loads(line) for line in archive.read(entry["path"]).splitlines()]
            for entry in entries
        }


@cache
def reading_of(name: str, form: str) -> Reading:
    """An example of the first version, read in one of the forms in which it may be stored."""
    path = STORED / "1" / f"{name}.zip"
    text = gzip.decompress(path.with_suffix(".json.gz").read_bytes())
    if form == "zip":
        return read(path)
    if form == "open zip":
        return read(io.BytesIO(path.read_bytes()))
    if form == "document":
        return read(text)
    document = json.loads(text)
    day = read(text).register.as_of
    if form == "flat rows":
        return read(flat_of(path), as_of=day, version=1)
    heads = ("dlxh", "as_of", "partial", "packs")
    return read(
        {
            table: [row | {"schema_version": 1} for row in rows]
            for table, rows in document.items()
            if table not in heads
        },
        as_of=day,
    )


def test_the_five_networks_are_stored() -> None:
    """The examples of the first version are all there, in both forms."""
    assert FIRST == ["gia-lai", "ha-nam", "lang-son-khoi", "lao-cai", "tp-son-la"]
    assert sorted(path.name for path in (STORED / "1").iterdir()) == sorted(
        f"{name}.{ending}" for name in FIRST for ending in ("zip", "json.gz")
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FIRST)
def test_the_first_version_gives_what_was_published(name: str, form: str) -> None:
    """Whatever form it was stored in, no row is lost, and the figures are those that the articles printed."""
    reading = reading_of(name, form)
    assert reading.ok, [*reading.findings]
    assert {finding.code for finding in reading.findings} == set()
    assert reading.kept == {}
    rows = flat_of(STORED / "1" / f"{name}.zip")
    tables = reading.register.tables
    assert {table: tables.polars(table).height for table in rows} == {
        n: len(each) for n, each in rows.items()
    }
    statements = [each for each in PUBLISHED[name]["figures"] if each.keys() == {"measure", "value", "unit"}]
    for each in statements:
        result = dlxh.measure(
            reading.register, [each["measure"]], period=dlxh.Period.parse(PUBLISHED[name]["period"])
        )
        assert result.figure(each["measure"]) == Figure(each["value"], each["unit"])


@pytest.mark.parametrize("name", FIRST)
def test_all_forms_give_one_register(name: str) -> None:
    """Flat rows and records of the first version become the same rows, also in tables that it did not have."""
    first, *others = [reading_of(name, form) for form in FORMS]
    tables = first.register.tables
    for other in others:
        found = other.register.tables
        assert set(found) == set(tables)
        for table in tables:
            assert found.polars(table).drop("source_row").equals(tables.polars(table).drop("source_row")), (
                table
            )
        assert set(other.upgraded) == set(first.upgraded)


def test_every_step_has_an_example() -> None:
    """Each change of each step is met in a stored example, but for the role, which none of their regulations restricts."""
    met = {(each.table, each.change) for name in FIRST for each in reading_of(name, "zip").upgraded}
    changes = {
        (step.table, f"{name_inside(step, old)} -> {name_inside(step, new)}")
        for step in upgrade_steps()
        for old, new in step.rename.items()
    }
    changes |= {
        (step.table, f"-> {name_inside(step, name)}") for step in upgrade_steps() for name in step.add
    }
    assert changes - met == {("regulation_provisions", "duty.role -> duty.owed_by.role")}
    assert met <= changes
    there = {table for name in FIRST for table in reading_of(name, "zip").register.tables}
    assert new_tables(1) <= there


def test_a_role_goes_into_who_owes() -> None:
    """Who owed by role in the first version owes by role, flat and nested."""
    duty = {"kind": "report", "role": "head", "single_line_owes": False}
    row = {f"duty_{name}": value for name, value in duty.items()}
    from dlxh.register.upgrades import upgrade_flat, upgrade_nested

    record: dict[str, Any] = {"provisions": [{"duty": duty}, {"duty": None}, "?"]}
    upgrade_flat("regulation_provisions", row, 1)
    upgrade_nested(schema(), "regulations", record, 1)
    owed = {"kind": "members", "role": "head", "single_line": False}
    assert row == {"duty_kind": "report"} | {f"duty_owed_by_{name}": each for name, each in owed.items()}
    assert record["provisions"][0]["duty"] == {"kind": "report", "owed_by": owed}
    assert record["provisions"][1:] == [{"duty": None}, "?"]
    assert duty == {"kind": "report", "role": "head", "single_line_owes": False}


def test_steps_lead_to_tables_and_columns_that_there_are() -> None:
    """What a step renames or adds is a column of today, and no column begins like one that it takes away."""
    for step in upgrade_steps():
        names = schema()[step.table].names
        prefix = "".join(f"{each}_" for each in step.path)
        for name in (*step.rename.values(), *step.add, *step.codes):
            column = prefix + name.replace(".", "_")
            assert any(each == column or each.startswith(f"{column}_") for each in names), column
        for old in (*step.rename, *step.drop):
            assert not any(each == prefix + old or each.startswith(f"{prefix}{old}_") for each in names), old
        assert 1 < step.to <= SCHEMA_VERSION


def test_a_record_says_its_version() -> None:
    """A stored record is JSON, and is read as what it was."""
    stored = register().reports[0].stored()
    assert stored["schema_version"] == SCHEMA_VERSION
    assert read({"reports": [json.dumps(stored)]}, as_of=AS_OF).register.reports[0] == register().reports[0]


def test_a_package_and_a_document_say_their_version(tmp_path: Path) -> None:
    """One number speaks for all records of a writing."""
    register().write(tmp_path / "a")
    register().write(tmp_path / "b.json")
    assert json.loads((tmp_path / "a" / "datapackage.json").read_bytes())["dlxh:version"] == SCHEMA_VERSION
    assert json.loads((tmp_path / "b.json").read_bytes())["dlxh"] == SCHEMA_VERSION


@pytest.fixture(name="two_more")
def fixture_two_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put steps of every kind between the first version and this one."""
    steps = (
        *upgrade_steps(),
        Step(2, "reports", rename={"way": "channel"}),
        Step(2, "reports", codes={"channel": {"letter": "written", "wire": ("phone", "email")}}),
        Step(2, "items", codes={"grade": {"hearsay": ""}}),
        Step(2, "reports", ("period",), drop=("mood",)),
        Step(2, "items", drop=("colour",), add={"urgency": "urgent"}),
    )
    for module in ("upgrade_step", "upgrades"):
        monkeypatch.setattr(f"dlxh.register.{module}.upgrade_steps", lambda: steps)


OLD = {name: value for name, value in REPORT.items() if name not in {"schema_version", "channel", "period"}}
FLAT = {name: value for name, value in OLD.items() if name not in {"items", "sources", "secrecy"}}


@pytest.mark.usefixtures("two_more")
@pytest.mark.parametrize("row", [OLD, FLAT], ids=["record", "flat"])
def test_codes_are_carried_over(row: dict[str, Any]) -> None:
    """A code becomes the one that took its place; one without a successor is set aside and given back."""
    reading = read(
        {"reports": [row | {"way": "letter"}, row | {"id": "bc2", "channel": "zalo"}]}, as_of=AS_OF, version=1
    )
    assert reading.ok, [*reading.findings]
    assert [each.channel.value for each in reading.register.reports if each.channel] == ["written", "zalo"]
    assert reading.upgraded == (
        Upgrade("reports", 1, "way -> channel", 1),
        Upgrade("reports", 1, "channel: letter -> written", 1),
    )


@pytest.mark.usefixtures("two_more")
@pytest.mark.parametrize("row", [OLD, FLAT], ids=["record", "flat"])
def test_what_a_step_cannot_decide_is_a_finding(row: dict[str, Any]) -> None:
    """Where two codes took the place of one, or two fields of one meaning disagree, the record is a finding, whole."""
    rows = [
        row | {"way": "wire"},
        row | {"way": "email", "channel": "zalo"},
        row | {"id": "bc3", "way": "phone"},
    ]
    reading = read({"reports": rows}, as_of=AS_OF, version=1)
    assert [(each.code, each.field, str(each.place)) for each in reading.findings] == [
        ("ambiguous_upgrade", "channel", "reports:1"),
        ("ambiguous_upgrade", "way", "reports:2"),
    ]
    assert "to version 2" in reading.findings[0].message("en")
    assert [each.id for each in reading.register.reports] == ["bc3"]


@pytest.mark.usefixtures("two_more")
def test_what_has_no_place_is_given_back() -> None:
    """A value that a step drops is reported once, with the number of rows, and given back by pointer."""
    months = {"kind": "month", "start": "2024-07-01", "end": "2024-07-31"}
    flat = {f"period_{name}": value for name, value in months.items()} | {"period_mood": "calm"}
    whole = item().model_dump(mode="json", exclude={"urgency"}) | {"colour": "red", "grade": "hearsay"}
    rows = [
        FLAT | flat | {"id": "bc1", "channel": "zalo"},
        OLD | {"id": "bc2", "channel": "zalo", "period": months | {"mood": "calm"}, "items": [whole]},
        OLD | {"id": "bc3", "channel": "zalo", "period": "?"},
    ]
    reading = read({"reports": rows}, as_of=AS_OF, version=1)
    assert reading.kept == {
        "reports": {
            "bc1": {"/period_mood": "calm"},
            "bc2": {"/period/mood": "calm", "/items/0/colour": "red", "/items/0/grade": "hearsay"},
        }
    }
    assert {(each.code, each.pointer, each.parameters.get("count")) for each in reading.findings} >= {
        ("value_dropped", "/items/0/colour", 1)
    }
    assert [each.items[0].urgency for each in reading.register.reports if each.items] == ["urgent"]


@pytest.mark.usefixtures("two_more")
def test_what_a_record_states_is_not_filled() -> None:
    """A step fills what was not there; what a record says of itself stays."""
    said = item(urgency="complicated").model_dump(mode="json")
    row = OLD | {"id": "bc1", "channel": "zalo", "items": [said]}
    reading = read({"reports": [row]}, as_of=AS_OF, version=1)
    assert [each.items[0].urgency for each in reading.register.reports] == ["complicated"]


def test_a_later_version_is_read_as_far_as_it_is_known() -> None:
    """What a later version stored is read without what it alone has, and that is reported once."""
    rows = [
        REPORT
        | {"schema_version": 3, "mood": "calm", "items": [item().model_dump(mode="json") | {"tone": "low"}]},
        REPORT | {"id": "bc2", "schema_version": 3, "urgent": True},
        REPORT | {"id": "bc3"},
    ]
    reading = read(
        {"reports": rows, "units": [register().units[0].stored() | {"schema_version": 9}]}, as_of=AS_OF
    )
    assert reading.ok
    assert [(each.code, each.table, each.field) for each in reading.findings] == [
        ("stored_by_newer", "reports", None),
        ("unknown_field", "reports", "items.tone"),
        ("unknown_field", "reports", "mood"),
        ("unknown_field", "reports", "urgent"),
        ("stored_by_newer", "units", None),
    ]
    assert "version 3" in reading.findings[0].message("en")
    assert reading.kept["reports"] == {
        "bc1": {"/mood": "calm", "/items/0/tone": "low"},
        "bc2": {"/urgent": True},
    }
    assert "calm" not in repr(reading)


def test_a_later_package_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    """A package or a document of a later version says so once, and is read without what is not known."""
    register().write(tmp_path / "a")
    head = tmp_path / "a" / "datapackage.json"
    described = json.loads(head.read_bytes())
    described["dlxh:version"] = 3
    for entry in described["resources"]:
        for name in ("rows", "bytes", "hash"):
            del entry[name]
    head.write_bytes(json.dumps(described).encode())
    file = tmp_path / "a" / "reports.ndjson"
    file.write_bytes(file.read_bytes().replace(b'"channel"', b'"mood": "calm", "channel"'))
    reading = read(tmp_path / "a")
    assert [each.code for each in reading.findings] == ["stored_by_newer", "unknown_field"]
    assert [str(each.place) for each in reading.findings] == ["a", "reports.ndjson:1"]
    document = {"dlxh": 3, "as_of": "2024-07-24", "reports": [OLD | {"channel": "zalo", "mood": "calm"}]}
    nested = read(json.dumps(document).encode())
    assert [each.code for each in nested.findings] == ["stored_by_newer", "unknown_field"]
    assert nested.ok


@pytest.mark.parametrize(
    ("stated", "code"), [("1", "int_type"), (True, "int_type"), (0, "greater_than_equal"), (1.0, "int_type")]
)
@pytest.mark.parametrize("row", [OLD, FLAT], ids=["record", "flat"])
def test_a_version_that_is_none_costs_its_record(row: dict[str, Any], stated: object, code: str) -> None:
    """A record whose version is not a number from 1 on is a finding; which steps it needs is not guessed."""
    rows = [row | {"channel": "zalo", "schema_version": stated}, row | {"id": "bc2", "channel": "zalo"}]
    reading = read({"reports": rows}, as_of=AS_OF)
    assert [(each.code, each.field, str(each.place)) for each in reading.findings] == [
        (code, "schema_version", "reports:1")
    ]


@pytest.mark.parametrize("stated", [None, "-1", "1.0", "一", "một", True, 1.5, 0, [1], {}, "1" * 30])
@pytest.mark.parametrize("form", ["flat", "columns", "nested"])
def test_a_version_of_a_package_that_is_none(tmp_path: Path, stated: object, form: str) -> None:
    """What a package or a document states as its version and is none is not taken for today's: the caller has to say it."""
    if form == "nested":
        path = tmp_path / "a.json"
        path.write_text(
            json.dumps({"dlxh": stated, "as_of": "2024-07-24", "reports": [OLD | {"channel": "zalo"}]}),
            "utf-8",
        )
    else:
        path = register().write(tmp_path / "a")
        described = json.loads((path / "datapackage.json").read_bytes())
        (path / "datapackage.json").write_text(json.dumps(described | {"dlxh:version": stated}), "utf-8")

    def reader(version: int | None = None) -> object:
        return (
            read_tables(path, version=version)
            if form == "columns"
            else read(path, version=version).findings.ok
        )

    with pytest.raises(ReadError, match="version=") as refused:
        reader()
    assert "-1" not in refused.value.vi
    assert "một" not in refused.value.en
    assert reader(SCHEMA_VERSION)


@pytest.mark.parametrize("flat", [True, False])
def test_rows_with_one_key_keep_all_that_is_set_aside(flat: bool) -> None:  # noqa: FBT001
    """Of two rows with one id neither takes the place of the other in what is kept: nothing that was read is lost."""
    row = FLAT if flat else OLD | {"items": []}
    rows = [row | {"channel": "zalo", "mood": mood} for mood in ("calm", "angry", "calm")]
    rows.append(row | {"id": "bc2", "channel": "zalo", "mood": "glad"})
    reading = read({"reports": rows}, as_of=AS_OF, extra="keep")
    assert reading.kept == {
        "reports": {
            "bc1": {"/mood": "calm"},
            "bc1 (2)": {"/mood": "angry"},
            "bc1 (3)": {"/mood": "calm"},
            "bc2": {"/mood": "glad"},
        }
    }


ITEM = item().model_dump(mode="json")
FLAT_ITEM = {
    "report": "bc1",
    "network": "gl",
    "position": 1,
    **item().model_dump(mode="json", exclude={"topics", "streams", "place"}),
}
TOPIC = {"item": "n1", "network": "gl", "position": 1, "topic": "land"}


def with_item(*, flat: bool, **cells: object) -> dict[str, list[dict[str, Any]]]:
    """A report with one matter, flat or whole, in which some fields are other than usual."""
    if flat:
        return {"reports": [FLAT | {"channel": "zalo"}], "items": [FLAT_ITEM | cells], "item_topics": [TOPIC]}
    return {"reports": [OLD | {"channel": "zalo", "items": [ITEM | cells]}]}


@pytest.mark.parametrize("flat", [True, False])
def test_an_unknown_code_costs_its_value_where_it_may(flat: bool) -> None:  # noqa: FBT001
    """Of a field that may be empty only the value is lost, and unknown; of another one the record is."""
    table, at = ("items", "/grade") if flat else ("reports", "/items/0/grade")
    reading = read(with_item(flat=flat, grade="thought"), as_of=AS_OF, extra="keep")
    assert [(each.code, each.table, each.pointer, each.row) for each in reading.findings] == [
        ("unknown_code", table, at, None)
    ]
    assert not reading.ok
    assert reading.kept == {table: {"n1" if flat else "bc1": {at: "thought"}}}
    assert reading.register.reports[0].items[0].grade is None
    assert reading.register.tables.qualifier(table) is Qualifier.AT_LEAST
    assert "thought" not in str([each.to_dict() for each in reading.findings])
    refused = read(with_item(flat=flat, grade="thought"), as_of=AS_OF)
    assert [each.code for each in refused.findings] == ["enum"]
    for cells in (
        {"scope": "thought"},
        {"scope": "thought", "grade": "thought"},
        {"grade": "thought", "summary": 5},
    ):
        lost = read(with_item(flat=flat, **cells), as_of=AS_OF, extra="keep")
        assert len(lost.findings) == len(cells)
        assert lost.kept == {}
        assert lost.register.tables.polars(table).height == 0


@pytest.mark.parametrize(
    "row", [OLD | {"secrecy": {"level": "thought"}}, FLAT | {"secrecy_level": "thought"}]
)
def test_a_record_never_loses_its_secrecy_mark(row: dict[str, Any]) -> None:
    """An unknown level of a secrecy mark costs the record: without it the record would go out unmarked."""
    reading = read({"reports": [row | {"channel": "zalo"}]}, as_of=AS_OF, extra="keep")
    assert [each.code for each in reading.findings][:1] == ["enum"]
    assert reading.register.reports == ()


def test_a_register_with_lost_rows_is_measured() -> None:
    """What was refused makes a figure a lower bound: at least 33 people, and not 33."""
    rows = flat_of(STORED / "1" / "gia-lai.zip")
    for row in rows["memberships"][:2]:
        row["role"] = "mayor"
    reading = read(rows, as_of=reading_of("gia-lai", "zip").register.as_of, version=1)
    assert not reading.ok
    result = dlxh.measure(reading.register, ["collaborators"], period="2024-07")
    whole = dlxh.measure(reading_of("gia-lai", "zip").register, ["collaborators"], period="2024-07")
    assert whole.figure("collaborators") == Figure(35, "person")
    assert result.figure("collaborators") == Figure(33, "person", Qualifier.AT_LEAST)
    assert "at least 33 people" in result.to_text("en")


def test_options_that_say_nothing_are_refused() -> None:
    """A version, a zone or a name that there is not is a mistake of the caller, in both languages."""
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"version": 0}, "from 1 upwards"),
        ({"version": True}, "a whole number"),
        ({"zone": "Asia/Nowhere"}, "no time zone"),
        ({"zone": ""}, "no time zone"),
        ({"zone": 7}, "zone="),
        ({"extra": "drop"}, "choose from: 'refuse', 'keep'"),
        ({"blank_is_none": 1}, "True or False"),
        ({"renames": {"report": {}}}, "near: reports"),
        ({"renames": {"reports": {"ngay": "received"}}}, "choose from: received_at"),
        ({"renames": {"reports": {"a": "id", "b": "id"}}}, "two columns get one name"),
        ({"renames": {"reports": {"a": 5}}}, "takes text"),
        ({"renames": {"reports": ["id"]}}, "a mapping"),
    ]
    for options, text in wrong:
        with pytest.raises((ArgumentError, dlxh.Error), match=text):
            read({}, as_of=AS_OF, **options)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["gl", "enum", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ROWS = {
    **{
        name: [record.stored() for record in register().all(model)][:1]
        for name, model in schema().roots.items()
    }
}
STARTS = [(name, row) for name, rows in ROWS.items() for row in rows] + [("events", EVENT)]


@pytest.mark.no_cover
@settings(max_examples=examples(120))
@given(
    st.sampled_from(STARTS),
    st.dictionaries(st.integers(0, 40), JSON, max_size=3),
    st.sampled_from([1, 2, 3]),
    st.booleans(),
)
def test_no_content_ends_in_an_error(
    start: tuple[str, Mapping[str, Any]],
    changes: dict[int, Any],
    version: int,
    keeps: bool,  # noqa: FBT001
) -> None:
    """Content never raises: whatever is in the fields of a stored row, it is read, or a finding."""
    name, row = start
    names = [*row, "extra", "within", "asked"]
    changed = {**row, **{names[place % len(names)]: value for place, value in changes.items()}}
    changed["schema_version"] = version
    extra: Any = "keep" if keeps else "refuse"
    reading = read({name: [changed]}, as_of=AS_OF, extra=extra, blank_is_none=keeps, zone="Asia/Ho_Chi_Minh")
    read_rows = reading.register.tables.polars(name).height
    assert read_rows or not reading.ok
    assert reading.findings.to_text("vi")


def test_what_was_set_aside_does_not_go_in_silence(tmp_path: Path) -> None:
    """A field that was kept aside would be lost where its file is written over: that is refused unless it is meant."""
    register().write(tmp_path / "a", personal=True)
    file = tmp_path / "a" / "reports.ndjson"
    file.write_bytes(file.read_bytes().replace(b'"channel"', b'"mood": "calm", "channel"'))
    reading = read(tmp_path / "a", extra="keep")
    assert len(reading.kept["reports"]) == len(register().reports)
    with pytest.raises(dlxh.Error, match="would be lost"):
        reading.register.write(tmp_path / "a", personal=True)
    reading.register.write(tmp_path / "a", personal=True, overwrite=True)
    assert read(tmp_path / "a").ok


def test_the_first_version_is_written_over(tmp_path: Path) -> None:
    """What was upgraded is written over what it was read from: nothing of it is lost."""
    with zipfile.ZipFile(STORED / "1" / "lao-cai.zip") as archive:
        archive.extractall(tmp_path / "a")
    before = read(tmp_path / "a")
    before.register.write(tmp_path / "a", personal=True)
    after = read(tmp_path / "a")
    assert (after.upgraded, after.register.tables.polars("events").height) == ((), 109)
