"""Checking: which rules run over what, and that nothing else decides what is found."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dlxh
from dlxh import Register, Severity, Tables, read
from dlxh.rules.catalogue import explain
from dlxh.rules.declaration import rule
from dlxh.rules.findings import CheckFindings
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.parts import Part, part
from dlxh.rules.language.rows import subject
from dlxh.rules.rule import Rule
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import AS_OF, membership, register, report, unit

RULES = tuple(explain(code).rule for code in ("X101", "X102", "U101", "T201", "R101", "R102"))
"""Six rules, of rows and across them, on one table and on all: what is held here does not change with the catalogue."""


def check(subject: Any, **options: Any) -> CheckFindings:  # noqa: ANN401 - whatever `dlxh.check` takes
    """Check with the six rules unless stated otherwise."""
    return dlxh.check(subject, **{"rules": RULES, **options})


TEXTS = {"vi": "{record}", "en": "{record}", "cure_vi": "sửa", "cure_en": "mend", "source": "own"}


@rule("Z001", table="reports", needs=(), severity=Severity.WARNING, **TEXTS)  # type: ignore[arg-type] # all are texts
def by_app(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """We count what came by app apart."""
    return nw.col("channel") == "app"


@rule("Z002", table="units", needs=("networks",), severity=Severity.ERROR, **TEXTS)  # type: ignore[arg-type]
def every_unit(tables: Tables) -> nw.LazyFrame[Any]:
    """It gives the least that a rule may give: the record."""
    return tables["units"].select(nw.col("id").alias("record"))


BAD = Register(
    [
        unit("a", parent="nowhere"),
        membership("m1", "2021-01-01"),
        membership("m2", "2022-01-01"),
        report("r1", channel="app"),
        report("r2", author="CTV-9"),
    ],
    as_of=date(2025, 7, 1),
)


def _keys(findings: CheckFindings) -> list[tuple[Any, ...]]:
    return [(f.code, f.table, f.record, f.field, f.evidence, f.message("vi")) for f in findings]


def test_every_engine_says_the_same(on_frames: Engine) -> None:
    """Rules run unchanged on every engine and kind of frame: the same findings in the same order."""
    expected = check(BAD, rules=(*RULES, by_app, every_unit))
    found = check(on_frames(BAD), rules=(*RULES, by_app, every_unit))

    assert expected.counts() == {"X101": 1, "U101": 1, "T201": 1, "R101": 1, "Z001": 1}
    assert _keys(found) == _keys(expected)
    assert found.skipped == expected.skipped == {"Z002": ("networks",)}


def test_nothing_to_judge_is_skipped() -> None:
    """A register without any table passes nothing: every rule is skipped and says what it lacked."""
    findings = check(Register(as_of=AS_OF))

    assert set(findings.skipped) == {each.code for each in RULES}
    assert (findings.ok, len(findings), list(findings), findings.polars.height) == (True, 0, [], 0)
    assert findings.skipped["R101"] == ("reports", "memberships")


def test_empty_tables_pass(on_engine: Engine) -> None:
    """Tables without rows are judged, and nothing is found in them."""
    tables = on_engine(Register(as_of=AS_OF, empty=["units", "reports", "memberships", "collaborators"]))
    findings = check(tables)

    assert findings.skipped == {}
    assert findings.counts() == {}
    assert set(findings.rules) == {each.code for each in RULES}


@pytest.mark.parametrize("make", [list, set, iter], ids=["list", "set", "generator"])
def test_only_some_rules(make: Any) -> None:  # noqa: ANN401 - any way to give codes
    """`only` runs these codes, `ignore` leaves these out, whatever kind of iterable holds them."""
    assert set(check(BAD, only=make(["T201", "U101"])).rules) == {"T201", "U101"}
    assert "T201" not in check(BAD, ignore=make(["T201"])).counts()
    assert set(check(BAD, only=make(["T201", "U101"]), ignore=make(["T201"])).rules) == {"U101"}


@pytest.mark.traced
@pytest.mark.parametrize("how", ["only", "ignore"])
def test_an_unknown_code_is_the_callers_mistake(how: str) -> None:
    """A code that no rule has raises with the codes that there are, so that a misspelling never passes silently."""
    with pytest.raises(RuleError, match=r"no rule, table or field 'T20'; near: T201") as refused:
        check(BAD, **{how: ["T20"]})  # type: ignore[arg-type] # by name

    assert "không có quy tắc, bảng hay trường 'T20'" in refused.value.vi
    with pytest.raises(RuleError):
        check(BAD, only=["Z001"])


def test_own_rules_run_beside() -> None:
    """A rule of the embedder runs like the library's own, alone or with them."""
    assert check(BAD, rules=[by_app]).counts() == {"Z001": 1}
    (finding,) = check(BAD, rules=[by_app])
    assert (finding.table, finding.record, finding.field, finding.severity) == (
        "reports",
        "r1",
        None,
        Severity.WARNING,
    )


def test_an_own_rule_may_give_the_record_alone() -> None:
    """A frame of violations needs nothing but `record`; the table is the rule's."""
    findings = check(register(), rules=[every_unit])

    assert [(f.table, f.record, f.field, f.evidence, f.place) for f in findings] == [
        ("units", key, None, (), None) for key in ("btg", "x0", "x1")
    ]
    assert not findings.ok


@pytest.mark.traced
def test_an_own_rule_may_speak_of_cells(on_engine: Engine) -> None:
    """A rule on cells names table, field and network of each, also of a network itself; where the cell is wrong it is silent."""

    @rule("Z003", table=None, severity=Severity.WARNING, **TEXTS)
    def shouting() -> Iterator[Part]:
        """Names in capitals are hard to read."""
        for row in (subject("networks"), subject("units")):
            yield part(row, row.name.str.contains("TỔ"), field="name")

    networks = pl.DataFrame(
        {"id": ["gl", "sl", "x"], "name": ["TỔ DƯ LUẬN", "Tổ", "TỔ\n"], "owner": ["b", "b", "b"]}
        | {"level": ["province"] * 3, "form": ["persons"] * 3}
    )
    findings = check(on_engine(Tables({"networks": networks}, as_of=date(2025, 7, 1))), rules=[shouting])

    assert [(f.code, f.table, f.record, f.field, f.network) for f in findings if f.code == "Z003"] == [
        ("Z003", "networks", "gl", "name", "gl")
    ]
    assert findings.skipped_rows == {"Z003": 1}


def test_a_rule_may_use_the_day_of_the_tables() -> None:
    """Which columns a rule reads is asked with the tables' own day: a rule may look a month ahead of it."""

    @rule("Z004", table="units", needs=(), severity=Severity.WARNING, **TEXTS)
    def ends_soon(tables: Tables) -> nw.Expr:
        """Who is about to end should name successors."""
        return nw.col("valid_to") < tables.as_of + timedelta(days=30)

    units = pl.DataFrame(
        {"id": ["a", "b"], "name": ["A", " "], "kind": ["place"] * 2, "level": ["province"] * 2}
    )
    found = check(Tables({"units": units}, as_of=date(2025, 7, 1)), rules=[ends_soon])

    assert found.counts() == {"string_pattern_mismatch": 1}


def test_an_unknown_input_is_no_fault() -> None:
    """Null is unknown and neither pass nor fail: a row rule over an empty cell finds nothing."""

    @rule("Z003", table="reports", needs=(), severity=Severity.ERROR, **TEXTS)  # type: ignore[arg-type] # all are texts
    def stage_one(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
        """Stages are empty here."""
        return nw.col("stage") == 1

    assert check(BAD, rules=[stage_one, by_app]).counts() == {"Z001": 1}


@pytest.mark.traced
@pytest.mark.parametrize(
    ("subject", "within"), [(unit(), None), (BAD, BAD), (BAD.tables, BAD), (unit(), [unit()])]
)
def test_within_is_for_new_records(subject: Any, within: Any) -> None:  # noqa: ANN401 - anything
    """New records need a register or tables, and nothing else takes them."""
    with pytest.raises(TypeError, match="within"):
        check(subject, within=within)
    with pytest.raises(TypeError, match=r"replacing.*within"):
        check(BAD, replacing=True)


@pytest.mark.cover
def test_one_record_within_its_register(on_engine: Engine) -> None:
    """Only what concerns the record comes back, on every engine that may hold the register."""
    within = on_engine(BAD)

    assert check(membership("m3", "2023-01-01"), within=within).counts() == {"T201": 1}
    assert check(membership("m0", "2020-01-01", "2020-12-31"), within=within).counts() == {}
    assert check(report("r3", author="CTV-1"), within=within).counts() == {}
    assert check(report("r3", author="CTV-8"), within=within).counts() == {"R101": 1}
    assert check(report("r1"), within=Register.from_tables(within)).counts() == {"X102": 1}
    assert check(report("r1"), within=within, replacing=True).counts() == {}


@pytest.mark.traced
def test_a_record_that_begins_before_its_clash_is_told() -> None:
    """A new membership that begins earlier is found too, at the later one, or at itself where that one has a later clash."""
    new = membership("zz", "2021-06-01", "2022-01-01")
    within = Register([membership("m2", "2021-12-31")], as_of=AS_OF)

    assert [(f.record, f.evidence) for f in check(new, within=within, only=["T201"])] == [("m2", ("zz",))]
    assert [(f.record, f.evidence) for f in check(new, within=BAD, only=["T201"])] == [("zz", ("m1",))]


def test_children_of_a_record_are_told() -> None:
    """What a record's own children have wrong concerns the record."""
    findings = check(report("r3", sources=["r1", "r9"]), within=BAD, only=["X101"])

    assert [(f.table, f.record, f.field) for f in findings] == [("report_sources", "r3#2", "source")]


@pytest.mark.parametrize("seed", range(3))
def test_order_of_rows_does_not_matter(seed: int) -> None:
    """Checking is independent of the order of the rows: equal findings in equal order."""
    frames = {
        name: BAD.tables.polars(name).sample(fraction=1, shuffle=True, seed=seed) for name in BAD.tables
    }

    assert _keys(check(Tables(frames, as_of=BAD.as_of))) == _keys(check(BAD))


@settings(max_examples=examples(12))
@given(st.dates(date(2021, 5, 4), date(2024, 7, 24)), st.sampled_from(["written", "app", "zalo"]))
def test_adding_a_good_record_adds_no_finding(day: date, channel: str) -> None:
    """Adding a good record adds no finding, and removing the culprit removes the finding."""
    good = report("r7", received_at=f"{day}T08:00:00+07:00", channel=channel)
    bad = report("r8", author="CTV-9")

    assert check(register().add(good)).counts() == {}
    assert set(check(register().add(good, bad)).counts()) == {"X101", "R101"}


def test_findings_say_where(tmp_path: Path) -> None:
    """A finding on what was read has file and line; on records made in Python it has none."""
    BAD.write(tmp_path / "so", personal=True, classified=True)
    places = {f.code: str(f.place) for f in check(read(tmp_path / "so").register)}

    assert places["T201"] == "memberships.ndjson:2"
    assert places["R101"] == "reports.ndjson:2"
    assert {f.place for f in check(BAD)} == {None}


def test_lines_reach_every_engine(on_engine: Engine, tmp_path: Path) -> None:
    """The line of a row goes with it to every engine, and so does the name of its file."""
    tables = on_engine(read(BAD.write(tmp_path / "so", personal=True, classified=True)).register)

    assert {f.code: str(f.place) for f in check(tables)}["T201"] == "memberships.ndjson:2"


def test_findings_as_a_frame() -> None:
    """All findings are one frame with a row each; its columns are there when nothing was found."""
    frame = check(BAD, rules=(*RULES, by_app)).frame

    assert frame.columns == [
        "code",
        "severity",
        "table",
        "record",
        "field",
        "evidence",
        "source_row",
        "network",
        "row_number",
        "reason",
    ]
    assert frame.height == len(check(BAD, rules=(*RULES, by_app))) == 5
    assert frame.filter(pl.col("code") == "T201").row(0)[:6] == (
        "T201",
        "error",
        "memberships",
        "m2",
        "start",
        "m1",
    )
    assert check(Register(as_of=AS_OF)).frame.schema == frame.schema


def test_warnings_do_not_spoil() -> None:
    """A register with warnings only is fit for use; an error is not."""
    assert check(BAD, only=["U101", "R101"]).ok
    assert not check(BAD, only=["T201"]).ok
    assert isinstance(RULES[0], Rule)
