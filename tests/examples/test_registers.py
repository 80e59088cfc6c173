"""The registers of networks: clean, invented, and as was published of the networks."""

import subprocess
import sys
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path

import polars as pl
import pytest

import dlxh

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KEYS = ("gia-lai", "ha-nam", "lang-son-khoi", "lao-cai", "tp-son-la", "tuyen-quang")
INVENTED = ("Ví Dụ", "Minh Họa", "Giả Định", "Thử Nghiệm")
CONFERENCE = date(2024, 7, 24)


def pack_of(key: str) -> dlxh.Pack | None:
    """The codes that a province has of its own, if it has some."""
    path = EXAMPLES / key / "training_kinds.toml"
    return dlxh.Pack("tq", codes=(dlxh.data.code_list(path),)) if path.exists() else None


def register_of(key: str) -> dlxh.Register:
    """One example, where every row must fit."""
    reading = dlxh.read(EXAMPLES / key, pack=pack_of(key))
    assert reading.ok
    return reading.register


@pytest.mark.parametrize("key", KEYS)
class TestEveryExample:
    """What holds for each of them."""

    def test_has_no_finding(self, key: str) -> None:
        """Every row is read, every rule could judge, and none found a fault."""
        findings = dlxh.check(register_of(key))
        assert findings.counts() == {}
        assert "X101" not in findings.skipped
        assert "U101" not in findings.skipped

    def test_names_nobody(self, key: str) -> None:
        """Each collaborator bears a name that says that it is invented, once, and no contact."""
        people = register_of(key).collaborators
        assert people
        assert all(str(person.name).endswith(INVENTED) for person in people)
        assert len({person.name for person in people}) == len(people)
        assert [person.id for person in people if person.contact is not None] == []

    def test_knows_every_code(self, key: str) -> None:
        """Topics, population groups and composition groups are codes of the library's lists."""
        register = register_of(key)
        matters = [matter for report in register.reports for matter in report.items]
        met = {
            "topics": {topic for matter in matters for topic in matter.topics},
            "population_groups": {stream.group for matter in matters for stream in matter.streams},
            "composition_groups": {str(person.composition) for person in register.collaborators},
        }
        unknown = {name: keys - set(dlxh.data.code_list(name).keys()) for name, keys in met.items()}
        assert all(met.values())
        assert unknown == {name: set() for name in met}

    def test_script_runs(self, key: str) -> None:
        """The short script next to the register reads it whole and prints no finding."""
        script = EXAMPLES / key / "show.py"
        done = subprocess.run(
            [sys.executable, "-X", "utf8", script], capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("Đọc được hết: True | Phát hiện: {}\n")

    def test_readme_says_first_what_was_published(self, key: str) -> None:
        """The README begins with what was published, and says before all else that every record is invented."""
        text = (EXAMPLES / key / "README.md").read_text(encoding="utf-8")
        assert text.index("công bố gì\n") < text.index("Mọi bản ghi trong thư mục này đều do máy sinh ra")
        assert text.index("Mọi bản ghi") < text.index("## Sổ này cho thấy gì")
        assert "Every record here is invented" in text


def test_all_fit_into_one_register() -> None:
    """All ids are different between networks: together they are one register without an error.

    Together they are as of the last of their days. On that day the organisations of a register that was closed in 2022 or
    2018 had ended while its memberships are still open, and so had the level of its network; the check says so, and nothing else.
    """
    each = [register_of(key) for key in KEYS]
    together = reduce(add, each)
    assert len(together) == sum(len(register) for register in each)
    findings = dlxh.check(together)
    assert findings.ok
    assert set(findings.counts()) <= {"T206", "C102", "H101"}
    assert len(together.networks) == len(KEYS) + 1


def test_generating_gives_the_same_bytes(tmp_path: Path) -> None:
    """Running the generator again gives the files that are in the repository, byte by byte."""
    subprocess.run([sys.executable, EXAMPLES / "generate.py", tmp_path], capture_output=True, check=True)
    for key in (*KEYS, "lam-van"):
        made = {path.name: path.read_bytes() for path in (tmp_path / key).iterdir()}
        kept = {path.name: path.read_bytes() for path in (EXAMPLES / key).iterdir() if path.name in made}
        stray = {path.name for path in (EXAMPLES / key).glob("*.ndjson")} - set(made)
        assert made == kept
        assert stray == set()


class TestGiaLai:
    """35 people on a day, 386 submissions that are fewer reports, and the province since 1 July 2025."""

    def test_people_change_while_35_serve(self) -> None:
        """Memberships end and begin in mid-term, and 35 serve on the day of the conference, all paid."""
        register = register_of("gia-lai")
        on_the_day = [
            membership
            for membership in register.memberships
            if membership.start <= CONFERENCE and (membership.end or CONFERENCE) >= CONFERENCE
        ]
        assert len(on_the_day) == 35 < len(register.memberships)
        assert all(membership.paid for membership in register.memberships)
        renewed = [membership for membership in register.memberships if membership.start > CONFERENCE]
        assert len(renewed) == 5

    def test_corrections_make_reports_fewer_than_submissions(self) -> None:
        """Corrections are submissions and not further reports."""
        register = register_of("gia-lai")
        result = dlxh.measure(register, ["reports", "report_times"])
        corrections = sum(report.replaces is not None for report in register.reports)
        assert corrections
        assert result.figure("report_times") == dlxh.Figure(386, "report_time")
        assert result.figure("reports") == dlxh.Figure(386 - corrections, "report")

    def test_halves_of_years_add_up(self) -> None:
        """Submissions by half-year, from May 2021 to the conference, add up to the published figure."""
        register = register_of("gia-lai")
        days = dlxh.Period.custom(date(2021, 5, 1), CONFERENCE)
        halves = dlxh.measure(register, ["report_times"], by=["half_year"], period=days)
        parts = [row.figure for row in halves.rows if row.figure is not None]
        total = dlxh.Figure.sum(parts, unit="report_time")
        assert len(halves.rows) == 7 + 1
        assert total == dlxh.Figure(386, "report_time")


@pytest.mark.parametrize(
    ("key", "old", "old_code", "new", "new_code"),
    [
        ("gia-lai", "GL-TINH-64", "64", "GL-TINH-52", "52"),
        ("lao-cai", "LC-TINH-10", "10", "LC-TINH-15", "15"),
        ("ha-nam", "HN-TINH-35", "35", "HN-TINH-37", "37"),
    ],
)
def test_provinces_are_two_units(key: str, old: str, old_code: str, new: str, new_code: str) -> None:
    """A province that was merged is one unit until 30 June 2025 and another since, with the codes of the library."""
    register = register_of(key)
    before, after = register.unit(old), register.unit(new)
    assert before.valid_to == date(2025, 6, 30)
    assert [step.successor for step in before.successors] == [new]
    assert after.valid_from == before.successors[0].on == date(2025, 7, 1)
    assert before.area == dlxh.models.AreaRef(code=old_code, scheme="124/2004")  # type: ignore[arg-type]
    assert after.area == dlxh.models.AreaRef(code=new_code, scheme="19/2025")  # type: ignore[arg-type]
    assert before.name.endswith(dlxh.data.province(old_code, on=date(2025, 6, 30)).name)
    assert after.name.endswith(dlxh.data.province(new_code, on=date(2025, 7, 1)).name)


class TestLaoCai:
    """From reports up, and down to contents."""

    def test_cases_rest_on_reported_matters(self) -> None:
        """Each case refers to a matter of a synthesis, and the synthesis to the reports it drew on."""
        register = register_of("lao-cai")
        syntheses = [report for report in register.reports if report.kind == "synthesis"]
        told = {matter.id for report in syntheses for matter in report.items}
        assert register.cases
        assert all(set(case.items) <= told for case in register.cases)
        assert all(report.sources for report in syntheses)

    def test_steps_run_forward_and_every_content_is_concluded(self) -> None:
        """Events are numbered in the order of time, by units, and each content has its own conclusion."""
        register = register_of("lao-cai")
        for case in register.cases:
            assert [event.sequence for event in case.events] == list(range(1, len(case.events) + 1))
            assert [event.at for event in case.events] == sorted(event.at for event in case.events)
            concluded = [
                content for event in case.events if event.kind == "concluded" for content in event.contents
            ]
            assert concluded == [content.id for content in case.contents]
        routes = {case.route for case in register.cases}
        assert routes == {"direct", "government_party_body"}

    def test_findings_add_up_to_contents(self) -> None:
        """The findings of the contents add up to the contents."""
        register = register_of("lao-cai")
        by_finding = dlxh.measure(register, ["contents"], by=["finding"])
        parts = [row.figure for row in by_finding.rows if row.figure is not None]
        assert len(parts) == 4
        assert dlxh.Figure.sum(parts, unit="content") == dlxh.measure(register, ["contents"]).figure(
            "contents"
        )


class TestLangSon:
    """Terms by years, contracts by year, a synthesis each month."""

    def test_terms_have_no_days(self) -> None:
        """Terms that are named by their years have no first and last day."""
        terms = register_of("lang-son-khoi").terms
        assert [dlxh.words.TermLabel.parse(term.label).first_year for term in terms] == [2015, 2020]
        assert {(term.start, term.end) for term in terms} == {(None, None)}

    def test_contracts_tile_the_memberships(self) -> None:
        """Each membership has a contract for each year that has begun, one after another, inside it."""
        register = register_of("lang-son-khoi")
        for membership in register.memberships:
            spans = sorted((c.start, c.end) for c in register.engagements if c.membership == membership.id)
            assert spans[0][0] == membership.start
            assert all(first[1] + timedelta(days=1) == second[0] for first, second in pairwise(spans))
            assert spans[-1][1] == (membership.end or spans[-1][1])
            assert spans[-1][1] >= (membership.end or register.as_of)

    def test_some_were_late_and_streams_incomplete(self) -> None:
        """Some reports came after their month's synthesis, and some streams and matters say less than they could."""
        register = register_of("lang-son-khoi")
        drawn = {source for report in register.reports for source in report.sources}
        own = [report for report in register.reports if report.author]
        matters = [matter for report in own for matter in report.items]
        assert 0 < sum(report.id not in drawn for report in own) < len(own) / 3
        assert sum(matter.proposal is not None for matter in matters) < len(matters) / 3
        assert any(stream.breadth is None for matter in matters for stream in matter.streams)
        assert {report.circulation for report in register.reports} == {"Lưu hành nội bộ"}


class TestSonLa:
    """Unknown is not zero."""

    def test_reports_of_collaborators_are_unknown(self) -> None:
        """A partial table without their reports gives an unknown figure, and never zero."""
        register = register_of("tp-son-la")
        assert not any(report.author for report in register.reports)
        assert dlxh.measure(register, ["reports"]).figure("reports") == dlxh.Figure.unknown("report")

    def test_the_app_is_a_channel(self) -> None:
        """What came by Sơn La Smart is a report of the channel app."""
        by_channel = dlxh.measure(register_of("tp-son-la"), ["unit_reports"], by=["channel"])
        met = {row.keys["channel"] for row in by_channel.rows if row.figure is not None and row.figure.value}
        assert met == {"app", "written"}


class TestTuyenQuang:
    """Communes that owe as units, on the map since 1 July 2025."""

    def test_places_are_those_of_the_directory(self) -> None:
        """Each place of the province is one of the directory, as it was on its days; villages are parts of a commune."""
        register = register_of("tuyen-quang")
        places = [unit for unit in register.units if unit.kind == "place"]
        real = dlxh.register.place_units("08")
        invented = [unit for unit in places if unit not in real]
        assert {unit.place_kind for unit in invented} == {"thon"}
        assert len([unit for unit in places if unit.parent == "T19-08"]) == 124

    def test_units_owe_each_month(self) -> None:
        """142 units owe each month; some were late or silent, one is excused in May; four had not sent June's return."""
        register = register_of("tuyen-quang")
        ledger = dlxh.obligations(register, "2026-01-01/2026-06-30")
        rows = ledger.polars.filter(pl.col("owed_by") == "unit")
        assert rows["period_end"].value_counts()["count"].to_list() == [142] * 6
        assert set(rows["status"]) == {"on_time", "late", "missing", "excused"}
        assert rows.filter(pl.col("status") == "excused").select("org_unit", "period_end").rows() == [
            ("T19-01141", date(2026, 5, 31))
        ]
        june = rows.filter(pl.col("period_end") == date(2026, 6, 30), pl.col("status") == "missing")
        silent = sorted(register.unit(unit).name for unit in june["org_unit"])
        assert silent == ["Xã Lâm Bình", "Xã Ngọc Long", "Xã Sơn Vĩ", "Xã Tân Quang"]

    def test_a_board_reports_for_its_commune(self) -> None:
        """Of six communes the Ban Xây dựng Đảng sends the return, which is that of the commune."""
        register = register_of("tuyen-quang")
        boards = {unit.id for unit in register.units if unit.kind == "party_building_board"}
        rows = dlxh.obligations(register, "2026-03").polars.filter(pl.col("owed_by") == "unit")
        sent = {report.id: report.author_unit for report in register.reports}
        met = {
            row["org_unit"]: sent[row["report"]]
            for row in rows.iter_rows(named=True)
            if row["report"] is not None
        }
        by_board = {commune: board for commune, board in met.items() if board in boards}
        assert len(boards) == 6
        assert by_board
        assert all(str(board).split("-")[1] == commune.split("-")[1] for commune, board in by_board.items())

    def test_the_return_has_a_column_for_each_kind_of_class(self) -> None:
        """The month's return is one call; classes of the six kinds add up to all classes."""
        found = dlxh.measure(register_of("tuyen-quang"), "monthly_return", period="2026-06")
        codes = [each.code for each in found.measures if each.code.startswith("classes_")]
        assert len(codes) == 6
        assert sum(found.figure(code).value or 0 for code in codes) == found.figure("classes").value

    def test_reports_of_former_communes_count_today(self) -> None:
        """What 28 former communes sent counts under 13 of today, and that of a divided one under none."""
        days = dlxh.Period.custom(date(2025, 5, 1), date(2025, 6, 30))
        result = dlxh.measure(
            register_of("tuyen-quang"), ["unit_reports"], by=["commune"], period=days, units="as_is"
        )
        counted = {
            row.keys["commune"]: row.figure.value
            for row in result.rows
            if row.figure is not None and row.figure.value
        }
        assert counted.pop("undivided") == 2
        assert len(counted) == 13
        assert sum(counted.values()) == 2 * 27
