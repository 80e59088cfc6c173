"""Lam Vân: what a province has of its own is counted and judged with its pack, and reported where there is none."""

import ast
import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import MEASURES, RULES, check, measure
from dlxh.rules.language.own_fields import places_among_all
from dlxh.testing import judge, survivors

ROOT = Path(__file__).resolve().parents[2]
FOLDER = dlxh.example("lam-van")
MODULE = FOLDER / "lam_van.py"
CALENDAR = dlxh.data.vietnam_calendar(2025, 2026)
PLANTED = {
    ("LV01", "LV-BC-018"),
    ("LV01", "LV-BC-037"),
    ("LV01", "LV-BC-038"),
    ("LV02", "LV-BC-028.2"),
}
LOST = {"items_lv": 5, "reports_lv": 30}
SET_ASIDE = {"hamlet": 30, "local_kind": 9, "road_spot": 5}
PAGES = {
    lang: (ROOT / "docs" / lang / "tutorial-own.md").read_text(encoding="utf-8") for lang in ("vi", "en")
}


def load(folder: Path, name: str) -> ModuleType:
    """Import the pack of a folder under a name of its own."""
    spec = importlib.util.spec_from_file_location(name, folder / "lam_van.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pack() -> Iterator[dlxh.Pack]:
    """The pack, from its file."""
    yield load(FOLDER, "lam_van_tested").PACK
    del sys.modules["lam_van_tested"]


@pytest.fixture(scope="module")
def register(pack: dlxh.Pack) -> dlxh.Register:
    """The register with the pack, every row of it read."""
    reading = dlxh.read(FOLDER, pack=pack)
    assert not reading.findings
    return reading.register


@pytest.fixture(scope="module")
def plain() -> dlxh.Reading:
    """The same folder without the pack."""
    return dlxh.read(FOLDER)


def rows_of(table: str) -> list[dict[str, Any]]:
    """The rows of a file, as they are written."""
    return [json.loads(line) for line in (FOLDER / f"{table}.ndjson").read_text("utf-8").splitlines()]


def told(reading: dlxh.Reading) -> dict[str, int]:
    """What was set aside, each with the number in its message; each is reported once."""
    found = [
        re.findall(r"'(\w+)'.*?\D(\d+) (?:rows|records)", each.message("en")) for each in reading.findings
    ]
    assert all(len(each) == 1 for each in found)
    pairs = [(name, int(number)) for each in found for name, number in each]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


class TestWithThePack:
    """Its own province."""

    def test_what_was_planted_is_found_and_nothing_else(self, register: dlxh.Register) -> None:
        """Three reports without a hamlet from February on, and a landslide without its spot; no rule of ours speaks."""
        found = check(register, only=["LV"])
        assert {(each.code, each.record) for each in found} == PLANTED
        assert len(found) == len(PLANTED)

    def test_hamlets_counted_by_hand(self, register: dlxh.Register) -> None:
        """The measure counts the different hamlets of collaborators' reports that no correction replaced."""
        reports = {row["id"]: row for row in rows_of("reports")}
        replaced = {row.get("replaces") for row in reports.values()}
        by_month: dict[str, set[str]] = {}
        for row in rows_of("reports_lv"):
            report = reports[row["id"]]
            if "hamlet" in row and row["id"] not in replaced and report["author"]:
                by_month.setdefault(report["received_at"][:7], set()).add(row["hamlet"])
        counted = {month: len(names) for month, names in sorted(by_month.items())}
        asked = measure(register, "lv_hamlets", by="month", period="2026-Q1").polars

        assert counted == {"2026-01": 6, "2026-02": 10, "2026-03": 8}
        assert dict(asked.select("month", "value").rows()) == counted
        assert len(set.union(*by_month.values())) == 11
        assert measure(register, "lv_hamlets").figure("lv_hamlets") == dlxh.Figure(11, "unit")

    def test_a_report_that_is_there(self, register: dlxh.Register) -> None:
        """A form that is sent twice is found as an id twice, own codes or not; an edit is not."""
        sent = register.reports[0]

        assert "X102" in check(sent, within=register).counts()
        # a form costs what it holds: no rule of ours on own fields looks through all rows for it
        assert not any(places_among_all(rule.on_own, register.schema) for rule in RULES)
        assert "X102" not in check(sent, within=register, replacing=True).counts()

    def test_its_rules_hold_their_examples(self, pack: dlxh.Pack) -> None:
        """Right examples are silent, wrong ones speak, and no change of a rule goes unseen."""
        for rule in pack.rules:
            assert [len(judge(rule, **each.rows)) for each in rule.right] == [0] * len(rule.right)
            assert [len(judge(rule, **each.rows)) for each in rule.wrong] == [1] * len(rule.wrong)
            assert survivors(rule) == []

    @pytest.mark.parametrize("form", ["lam-van", "lam-van.json"])
    def test_both_forms_bring_all_back(
        self, register: dlxh.Register, pack: dlxh.Pack, tmp_path: Path, form: str
    ) -> None:
        """A folder and a JSON file are read with the pack as the register that was written."""
        reading = dlxh.read(register.write(tmp_path / form, personal=True), pack=pack)
        assert not reading.findings
        assert reading.register == register

    def test_nobody_is_named(self, register: dlxh.Register) -> None:
        """Collaborators bear names that say that they are invented, and the province is none that there is."""
        assert all(
            str(each.name).split()[-2:] in (["Ví", "Dụ"], ["Minh", "Họa"], ["Giả", "Định"], ["Thử", "Nghiệm"])
            for each in register.collaborators
        )
        (province,) = (unit for unit in register.units if unit.level == "province" and unit.kind == "place")
        assert province.name == "tỉnh Lam Vân"
        with pytest.raises(dlxh.Error):
            dlxh.data.province("Lam Vân", on=register.as_of)


class TestWithoutThePack:
    """Anybody else."""

    def test_each_lost_table_is_told_once(self, plain: dlxh.Reading) -> None:
        """A folder lists its tables of own fields with their rows, which are the lines of their files."""
        assert plain.ok
        assert told(plain) == LOST == {name: len(rows_of(name)) for name in LOST}

    def test_each_lost_field_is_told_once(
        self, register: dlxh.Register, plain: dlxh.Reading, tmp_path: Path
    ) -> None:
        """A JSON file lists its own fields with their records, and is otherwise the same register."""
        reading = dlxh.read(register.write(tmp_path / "lam-van.json", personal=True))
        assert reading.ok
        assert told(reading) == SET_ASIDE
        assert reading.register == plain.register

    def test_no_record_is_lost(self, register: dlxh.Register, plain: dlxh.Reading) -> None:
        """Every record is there with every field of ours."""
        assert len(plain.register) == len(register) == 83
        for name in plain.register.tables:
            assert plain.register.tables.polars(name).equals(register.tables.polars(name))

    def test_our_measures_are_equal(self, register: dlxh.Register, plain: dlxh.Reading) -> None:
        """Every measure of ours counts the same, but how many topics are known, and the rows and findings there are."""
        codes = [each.code for each in MEASURES if not each.required_dimensions]
        asked = {"period": "2026-Q1", "calendar": CALENDAR}
        alone = [each.code for each in MEASURES if each.rows.has_no_day]
        dated = [code for code in codes if code not in alone]
        both = [
            pl.concat([measure(each, dated, **asked).polars, measure(each, alone, calendar=CALENDAR).polars])
            for each in (register, plain.register)
        ]
        differing = {row[0] for row in set(both[0].rows()) ^ set(both[1].rows())}
        assert differing == {*alone, "topics_mapped_rate", "topics_unmapped"}

    def test_own_codes_stay_and_are_told(self, register: dlxh.Register, plain: dlxh.Reading) -> None:
        """Own topics are kept as written and are found by code with their rows; an own kind counts as ours."""
        found = [each.message("en").rpartition(": ")[2] for each in check(plain.register, only=["H"])]
        assert sorted(found) == ["landslide (6 rows)", "tea_prices (9 rows)"]
        by_topic = [
            dict(measure(each, "item_topics", by="topic").polars.select("topic", "value").rows())
            for each in (register, plain.register)
        ]
        assert by_topic[0] == by_topic[1]
        assert by_topic[0]["landslide"] == 6
        own = measure(register, "reports", by="local_kind").polars.select("local_kind", "value").rows()
        assert (
            dict(own)["market_day"]
            == measure(plain.register, "reports", where={"kind": "thematic"}).figure("reports").value
            == 9
        )


def test_a_field_is_lines_of_one_file_and_a_kind_is_one_entry(
    register: dlxh.Register, tmp_path: Path
) -> None:
    """A further field needs its lines in the pack's module, a further kind a line of its list, and both are then there."""
    for name in ("lam_van.py", "kinds.toml", "topics.toml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    module, kinds = tmp_path / "lam_van.py", tmp_path / "kinds.toml"
    head = "    hamlet: Internal[Line | None]"
    field = '    weather: Internal[Line | None] = own_field(\n        vi="thời tiết", en="weather", means_vi="–", means_en="–"\n    )\n'
    module.write_text(module.read_text("utf-8").replace(head, field + head), "utf-8")
    entry = '  { key = "flash", vi = "tin nhanh", en = "flash news", counts_as = "thematic" },\n]'
    kinds.write_text(kinds.read_text("utf-8").replace("]\n", f"{entry}\n"), "utf-8")
    more = load(tmp_path, "lam_van_more")

    grown = dlxh.read(FOLDER, pack=more.PACK).register
    report = grown.reports[0].replace(id="LV-BC-900", items=(), local_kind="flash", weather="sương muối")
    there = dlxh.read(grown.add(report).write(tmp_path / "grown", personal=True), pack=more.PACK).register
    counted = measure(there, "reports", by=["local_kind", "weather"], where={"weather": "sương muối"}).polars
    assert counted.filter(pl.col("value") > 0)["local_kind"].to_list() == ["flash"]
    assert [each.record for each in check(there, only=["LV"])] == [
        each.record for each in check(register, only=["LV"])
    ]
    del sys.modules["lam_van_more"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_writes_this_file(lang: str) -> None:
    """What the page has the reader write, each name as it is written last, is what the module and its lists hold."""
    fences = re.findall(r"^```(\w+)\n(.*?)^```$", PAGES[lang], re.MULTILINE | re.DOTALL)
    written = "".join(code for kind, code in fences if kind == "python" and not code.startswith(">>>"))
    lists = [code for kind, code in fences if kind == "toml"]
    assert lists == [(FOLDER / name).read_text("utf-8") for name in ("kinds.toml", "topics.toml")]
    page, module = (definitions(text) for text in (written, MODULE.read_text("utf-8")))
    assert module.pop("HERE") == "HERE = Path(__file__).parent"
    assert module == {name: page.get(name) for name in module}


def definitions(text: str) -> dict[str, str]:
    """The statements that make the names of a text, the last for each."""
    found: dict[str, str] = {}
    for each in ast.parse(text).body:
        if isinstance(each, ast.ClassDef | ast.FunctionDef):
            found[each.name] = ast.unparse(each)
        elif isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            found[each.targets[0].id] = ast.unparse(each)
    return found
