"""Findings: four answers distinguished, counts, forms without personal values, and what is kept or set aside."""

import csv
import io
import json
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from dlxh import Finding, Grade, Reading, Register, Severity, Tables, check, rule
from dlxh.errors import RuleError
from dlxh.register.finding import Place
from dlxh.rules.catalogue import explain
from dlxh.rules.language.errors import LanguageError
from tests.engines import engine
from tests.sample import AS_OF, MARK, item, membership, register, report, unit

TEXTS = {"vi": "{record}", "en": "{record} .", "cure_vi": "sửa", "cure_en": "mend", "source": "own"}
ENGINES = pytest.mark.parametrize("name", ["polars", "duckdb"])


@rule(
    "GL01",
    table="memberships",
    needs=(),
    severity=Severity.WARNING,
    field="end",
    **{**TEXTS, "vi": "{record} từ {start}", "en": "{record} since {start}"},
)  # type: ignore[arg-type] # all are texts
def ends_late(tables: Tables) -> nw.Expr:
    """An end after the as-of day is a plan; null where there is no end."""
    return nw.col("end") > tables.as_of


@rule("GL02", table="memberships", needs=(), severity=Severity.ERROR, unless=("GL01",), **TEXTS)  # type: ignore[arg-type]
def ends(tables: Tables) -> nw.LazyFrame[Any]:
    """Any end, reported only where it is not reported as late."""
    rows = tables["memberships"].filter(~nw.col("end").is_null())
    return rows.select(nw.col("id").alias("record"), nw.col("term").alias("evidence"), "source_row")


OWN = (ends_late, ends)


def _frame(**columns: list[Any]) -> pl.DataFrame:
    size = max((len(each) for each in columns.values()), default=1)
    fixed: dict[str, list[Any]] = {
        "id": [f"m{number}" for number in range(size)],
        "network": ["gl"] * size,
        "term": ["t1"] * size,
        "collaborator": ["CTV-1"] * size,
        "start": [date(2021, 5, 4)] * size,
        "end": [date(2021, 6, 1)] * size,
        "paid": [True] * size,
    }
    return pl.DataFrame(fixed | columns)


def _tables(name: str, frame: pl.DataFrame) -> Tables:
    return engine(name)(Tables({"memberships": frame}, as_of=AS_OF, places={"memberships": "m.csv"}))


def test_nothing_is_unknown_where_only_cells_are_asked() -> None:
    """A rule on cells has no row that lacks an input: an empty cell breaks nothing."""
    assert check(register(), only=["D"]).unknown == {}


@ENGINES
def test_four_answers_are_told_apart(name: str) -> None:
    """Violated, unknown, skipped and passed are four things: one row of each, and a rule without its table."""
    starts = [date(2021, 5, 4), date(2021, 5, 4), date(2030, 1, 2), date(2021, 5, 4)]
    ends_ = [date(2030, 1, 1), None, date(2030, 1, 1), date(2022, 1, 1)]
    findings = check(_tables(name, _frame(start=starts, end=ends_)), rules=(*OWN, explain("R101").rule))

    assert findings.counts() == {"dates_order": 1, "GL01": 1, "GL02": 1}
    assert findings.unknown == {"GL01": 1}
    assert findings.skipped_rows == {"GL01": 1, "GL02": 1}
    assert findings.skipped == {"R101": ("reports",)}
    assert {f.code: f.record for f in findings} == {"dates_order": "m2", "GL01": "m0", "GL02": "m3"}


@ENGINES
def test_a_rule_over_all_tables_is_skipped_on_a_field_at_fault(name: str) -> None:
    """A reference that is not an id at all is reported once, as by pydantic, and not as leading nowhere too."""
    frame = _frame(term=["Nhiệm kỳ", "t9"])
    tables = _tables(name, frame)
    terms = engine(name)(
        Tables(
            {"memberships": frame, "terms": pl.DataFrame({"id": ["t1"], "network": ["gl"], "label": ["x"]})},
            as_of=AS_OF,
        )
    )

    assert check(tables, only=["string_pattern_mismatch"]).counts("field") == {"term": 1}
    found = check(terms, only=["string_pattern_mismatch", "X101"])
    assert [(f.code, f.record, f.field) for f in found if f.table == "memberships"] == [
        ("string_pattern_mismatch", "m0", "term"),
        ("X101", "m1", "term"),
    ]
    assert found.skipped_rows["X101"] == 1


@ENGINES
def test_counts_by_what_is_asked(name: str) -> None:
    """Counts come by code, table, network, severity and field, each summing to all."""
    frame = _frame(network=["gl", "ls", "gl"], end=[date(2030, 1, 1)] * 3, id=["a", "b", "c"])
    findings = check(_tables(name, frame), rules=OWN)

    assert findings.counts() == {"GL01": 3}
    assert findings.counts("network") == {"gl": 2, "ls": 1}
    assert findings.counts("table") == {"memberships": 3}
    assert findings.counts("severity") == {"warning": 3}
    assert findings.counts("field") == {"end": 3}
    assert len(findings) == findings.polars.height == 3
    assert repr(findings) == "<Findings {'GL01': 3}>"


def test_networks_of_frames_and_of_networks_themselves() -> None:
    """A finding of a frame finds its network by its key; a network is its own, and a unit belongs to none."""
    tables = Tables(
        {
            "networks": pl.DataFrame({"id": ["gl"], "name": ["\n"], "owner": ["u"], "level": ["province"]}),
            "units": pl.DataFrame({"id": ["u"], "name": [" "], "kind": ["place"], "level": ["province"]}),
            "memberships": _frame(end=[date(2022, 1, 1)]),
        },
        as_of=AS_OF,
    )
    findings = check(tables, rules=[ends])

    assert [(f.code, f.table, f.network) for f in findings] == [
        ("string_pattern_mismatch", "units", None),
        ("string_pattern_mismatch", "networks", "gl"),
        ("GL02", "memberships", "gl"),
    ]


def test_every_form_of_a_finding() -> None:
    """A finding as an object, a dictionary, JSON, a frame and a row of CSV says the same, with its place and evidence."""
    frame = _frame(end=[date(2022, 1, 1)]).with_columns(pl.Series("source_row", [17], dtype=pl.Int64))
    findings = check(_tables("polars", frame), rules=[ends])
    (finding,) = findings
    whole = json.loads(findings.to_json())
    file = io.StringIO()
    csv.writer(file).writerows(findings.rows("en"))

    assert isinstance(finding, Finding)
    assert (finding.place, finding.evidence, finding.network) == (Place("m.csv", 17), ("t1",), "gl")
    assert whole["findings"] == [finding.to_dict()]
    assert (whole["ok"], whole["counts"], whole["as_of"]) == (False, {"GL02": 1}, "2024-07-24")
    assert file.getvalue().splitlines()[1] == "GL02,error,memberships,m0,gl,,m.csv:17,1,t1,,m0 .,mend"


def test_parameters_come_with_the_row() -> None:
    """A sentence may name a column of the row, which is not shown where it is free text or personal."""
    (finding,) = check(_tables("polars", _frame(end=[date(2030, 1, 1)])), rules=[ends_late])

    assert finding.message("vi") == "m0 từ 4/5/2021"
    for table, column in (("reports", "author"), ("items", "summary"), ("memberships", "decision")):
        with pytest.raises(RuleError, match="may not contain"):
            rule(
                "GL03", table=table, needs=(), severity=Severity.ERROR, **{**TEXTS, "vi": "{" + column + "}"}
            )(ends.judge)  # type: ignore[arg-type]


@ENGINES
def test_what_a_model_needs_in_another_table_is_missed(name: str) -> None:
    """An item without a topic is refused as a model refuses it, where topics were collected; else nothing is known."""
    items = pl.DataFrame(
        {
            "id": ["n1", "n2"],
            "report": ["r", "r"],
            "network": ["gl", "gl"],
            "position": [1, 2],
            "scope": ["local"] * 2,
            "summary": ["x", "y"],
        }
    )
    topics = pl.DataFrame({"item": ["n1"], "network": ["gl"], "position": [1], "topic": ["land"]})
    with_topics = engine(name)(Tables({"items": items, "item_topics": topics}, as_of=AS_OF))
    (finding,) = check(with_topics, only=["too_short"])

    assert (finding.code, finding.table, finding.record, finding.field, finding.network) == (
        "too_short",
        "items",
        "n2",
        "topics",
        "gl",
    )
    assert "at least 1" in finding.message("en")
    assert check(engine(name)(Tables({"items": items}, as_of=AS_OF)), only=["too_short"]).counts() == {}


@ENGINES
def test_no_personal_value_is_told(name: str) -> None:
    """Nothing of a name, a phone or a key that is somebody's name shows in any form; personal tables are judged too."""
    contacts = pl.DataFrame(
        {
            "collaborator": ["CTV-1", MARK],
            "network": ["gl", MARK],
            "name": [f"{MARK}\n", None],
            "contact_phone": [MARK, None],
        }
    )
    tables = engine(name)(Tables({"contacts": contacts}, as_of=AS_OF))
    findings = check(tables)
    forms = [
        findings.to_json(),
        *map(repr, findings),
        str(findings.polars.rows()),
        str(list(findings.rows("vi"))),
    ]

    assert findings.counts("field") == {"collaborator": 1, "network": 1, "name": 1, "contact_phone": 1}
    assert not any(MARK in form for form in (*forms, repr(findings), repr(findings._batches)))
    assert "name" not in findings.quarantine(tables)["contacts"].columns
    assert MARK in str(findings.quarantine(tables, personal=True)["contacts"].rows())


@ENGINES
def test_valid_rows_and_those_set_aside(name: str) -> None:
    """Rows without an error of their own are kept, the others set aside with reasons; warnings stay."""
    ends_ = [date(2030, 1, 1), None, date(2020, 1, 1)]
    tables = _tables(name, _frame(end=ends_, id=["m0", None, "m2"]))
    findings = check(tables, rules=OWN)
    kept = findings.valid(tables)
    aside = findings.quarantine(tables)

    assert kept.tables.polars("memberships")["id"].to_list() == ["m0"]
    assert (kept.errors, kept.orphans) == ({"memberships": 2}, {})
    assert aside["memberships"].select("id", "reasons").rows() == [
        (None, "missing id"),
        ("m2", "dates_order"),
    ]
    assert check(Tables({"memberships": _frame()}, as_of=AS_OF), rules=[ends_late]).quarantine(tables) == {}


def test_closed_drops_what_lost_its_ground() -> None:
    """With closed=True rows whose references fell out fall too, step by step, and are counted; the rest refers well."""
    register = Register(
        [
            unit("u"),
            membership("m1", "2021-05-04"),
            report("bc1"),
            report("bc2", author_unit="u", kind="synthesis", sources=["bc1"]),
        ],
        as_of=AS_OF,
    )
    frames = {name: register.tables.polars(name) for name in register.tables}
    frames["units"] = frames["units"].with_columns(name=pl.lit(" "))
    tables = Tables(frames, as_of=AS_OF)
    findings = check(tables, only=["string_pattern_mismatch"])

    assert findings.valid(tables).orphans == {}
    kept = findings.valid(tables, closed=True)
    assert (kept.errors, kept.orphans) == ({"units": 1}, {"reports": 1, "report_sources": 1})
    assert kept.tables.polars("reports")["id"].to_list() == ["bc1"]


def test_closed_goes_on_until_nothing_falls() -> None:
    """A chain of units falls whole when its first falls: each step is looked at again."""
    register = Register(
        [unit("a"), unit("b", parent="a"), unit("c", parent="b"), unit("d", parent="c")], as_of=AS_OF
    )
    spoilt = pl.when(pl.col("id") == "a").then(pl.lit(" ")).otherwise("name").alias("name")
    tables = Tables({"units": register.tables.polars("units").with_columns(spoilt)}, as_of=AS_OF)

    assert check(tables, only=["string_pattern_mismatch"]).valid(tables, closed=True).orphans == {"units": 3}


@ENGINES
def test_grades_of_a_network_at_a_stage(name: str) -> None:
    """A network re-grades and silences our rules for a stage; the last grade that fits decides, and its reason shows."""
    frame = _frame(network=["gl", "ls"], end=[date(2030, 1, 1)] * 2)
    tables = _tables(name, frame)
    grades = [
        Grade("GL", Severity.ERROR, "chốt tháng", stage="month_close"),
        Grade("GL01", None, "hợp đồng dài hạn", network="ls"),
    ]
    draft, close = (
        check(tables, rules=OWN, grades=grades, stage=stage) for stage in ("draft", "month_close")
    )

    assert (draft.ok, close.ok) == (True, False)
    assert [(f.network, f.severity.value, f.reason) for f in draft] == [("gl", "warning", None)]
    assert [(f.network, f.severity.value, f.reason) for f in close] == [("gl", "error", "chốt tháng")]
    assert [(grade.code, number) for grade, number in close.silenced] == [("GL01", 1)]
    assert close.to_dict()["silenced"][0]["reason"] == "hợp đồng dài hạn"
    assert check(tables, rules=OWN, grades=[Grade("GL02", None, "x")]).counts() == {"GL01": 2}


def test_grades_reach_only_what_has_a_network() -> None:
    """A grade of one network leaves alone what belongs to no network; a grade without reason is refused."""
    tables = Tables(
        {"units": pl.DataFrame({"id": ["u"], "name": [" "], "kind": ["place"], "level": ["province"]})},
        as_of=AS_OF,
    )

    assert not check(tables, grades=[Grade("string_pattern_mismatch", None, "x", network="gl")]).ok
    assert check(tables, grades=[Grade("string_pattern_mismatch", None, "x")]).ok
    with pytest.raises(RuleError, match="needs its reason"):
        Grade("X101", None, " ")
    with pytest.raises(RuleError, match="no rule 'R9'"):
        check(tables, grades=[Grade("R9", None, "x")])


def test_codes_of_own_rules() -> None:
    """Own rules have a code of capital letters and digits that no other rule has; families are named by their letters."""
    with pytest.raises(RuleError, match="must be 1 to 8 capital letters"):
        rule("gl-1", table="terms", needs=(), severity=Severity.ERROR, **TEXTS)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="two rules have the code GL02"):
        check(Register(as_of=AS_OF), rules=[ends, ends])
    tables = _tables("polars", _frame(end=[date(2030, 1, 1)]))
    assert check(tables, rules=OWN, only=["GL"]).counts() == {"GL01": 1}
    assert check(tables, rules=OWN, ignore=["GL"]).counts() == {}


def test_what_models_enforced_is_not_asked_again() -> None:
    """Constraints run on frames and not on what records made, unless a frame is put in between."""
    register = Register([unit("u")], as_of=AS_OF)
    spoilt = register.tables.polars("units").with_columns(name=pl.lit(" "))

    assert register.tables.enforced
    assert register.tables.append(Tables({"units": spoilt}, as_of=AS_OF)).enforced is False
    assert check(Tables({"units": spoilt}, as_of=AS_OF)).counts() == {"string_pattern_mismatch": 1}
    assert check(Tables({"units": spoilt}, as_of=AS_OF, enforced=True)).counts() == {}


@rule(
    "GL04",
    table="units",
    needs=("reports",),
    severity=Severity.ERROR,
    **{**TEXTS, "vi": "{record} {evidence} {least}", "en": "{record} {evidence} {least} ."},
)  # type: ignore[arg-type]
def tells_a_number(tables: Tables) -> nw.LazyFrame[Any]:
    """A frame may bring its network and what fills its sentence."""
    return tables["units"].select(
        nw.col("id").alias("record"), nw.lit("gl").alias("network"), nw.lit(3).alias("least")
    )


@rule(
    "GL05",
    table="units",
    needs=("reports",),
    severity=Severity.ERROR,
    **{**TEXTS, "vi": "{record} {evidence}", "en": "{record} {evidence} ."},
)  # type: ignore[arg-type]
def any_unit(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """Every unit."""
    return ~nw.col("id").is_null()


def test_a_frame_brings_what_its_sentence_needs() -> None:
    """Columns of a rule's own frame fill its placeholders, its network is taken, and what it lacks stays empty."""
    register = Register([unit("u"), report("r0")], as_of=AS_OF)
    findings = check(register, rules=[tells_a_number])

    assert [(f.message("vi"), f.network) for f in findings] == [("Huyện A [u] — 3", "gl")]
    assert findings.polars.select("record", "source_row", "evidence").rows() == [("u", None, None)]


@rule(
    "GL06",
    table=None,
    needs=(),
    severity=Severity.ERROR,
    **{**TEXTS, "vi": "{table} {record}", "en": "{table} {record} ."},
)  # type: ignore[arg-type]
def anything(tables: Tables) -> nw.LazyFrame[Any]:
    """A rule on all tables says on which table each finding is."""
    rows = [
        tables[name].select(
            nw.lit(name).alias("table"), nw.col("id").alias("record"), nw.lit("id").alias("field")
        )
        for name in ("units", "memberships")
    ]
    return nw.concat(rows)


def test_a_rule_on_all_tables_names_each() -> None:
    """Findings of one rule on several tables are counted, placed and dropped by their own table."""
    register = Register([unit("u"), membership("m1", "2021-05-04")], as_of=AS_OF)
    findings = check(register, rules=[anything])

    assert [(f.table, f.record, f.network) for f in findings] == [
        ("memberships", "m1", "gl"),
        ("units", "u", None),
    ]
    assert findings.counts("table") == {"memberships": 1, "units": 1}
    assert findings.counts("network") == {"": 1, "gl": 1}
    assert findings.valid(register.tables).errors == {"units": 1, "memberships": 1}


def test_new_records_are_not_told_of_other_rows() -> None:
    """A row rule on another table, which might name the new record, has no new row to ask."""
    within = Register([unit("u"), report("r0")], as_of=AS_OF)

    assert check(within, rules=[any_unit]).counts() == {"GL05": 1}
    assert check(report("r1"), within=within, rules=[any_unit]).counts() == {}


def test_findings_of_tables_that_are_not_given_drop_nothing() -> None:
    """What is kept and set aside is of the tables that are given, whatever else was found."""
    findings = check(_tables("polars", _frame(end=[date(2020, 1, 1)])))
    other = Tables(
        {"units": pl.DataFrame({"id": ["u"], "name": ["x"], "kind": ["place"], "level": ["province"]})},
        as_of=AS_OF,
    )

    assert findings.valid(other, closed=True).errors == {}
    assert findings.quarantine(other) == {}


def test_new_records_in_one_call() -> None:
    """Several new records are judged together, and only what concerns them comes back."""
    within = Register([membership("m1", "2021-05-04"), report("r0", author="CTV-9")], as_of=AS_OF)
    findings = check([report("r1"), report("r2", author="CTV-8")], within=within, only=["R101"])

    assert [f.record for f in findings] == ["r2"]
    assert check([], within=within).counts() == {}


NO_RECORDS: dict[str, Any] = {
    "the fields of a form": {"id": "r1"},
    "several of them": [{"id": "r1"}],
    "a path": "examples/gia-lai",
    "what was read": Reading(Register([], as_of=AS_OF), ()),
    "a record inside another": item("n1"),
    "nothing": None,
}


@pytest.mark.parametrize("subject", NO_RECORDS.values(), ids=NO_RECORDS)
def test_what_is_no_record_is_refused(subject: Any) -> None:  # noqa: ANN401 - whatever is given
    """What cannot be judged is the caller's mistake, and the error says what can, without what was given."""
    with pytest.raises(
        TypeError, match="takes a Register, Tables, or records with an id of their own"
    ) as error:
        check(subject, within=Register([], as_of=AS_OF))
    assert "r1" not in str(error.value)


ABSENT: dict[str, dict[str, Any]] = {
    "a message": {"vi": "{record} {ended}", "en": "{record} {ended}"},
    "a field": {"field": "ended"},
}


@pytest.mark.parametrize("law", ABSENT.values(), ids=ABSENT)
def test_a_column_that_is_not_there_is_refused_when_a_rule_is_written(law: dict[str, Any]) -> None:
    """A misspelt placeholder or field would else stop a check on some later day, with what an engine says of it."""
    with pytest.raises(LanguageError, match=r"memberships has no column 'ended'; near: .*end"):
        rule("GL09", table="memberships", severity=Severity.ERROR, **{**TEXTS, **law})(
            lambda m: m.end.is_null()
        )


@pytest.mark.parametrize(
    "part", ["{sequence:,}", "{sequence!r}", "{}", "{record.x}", "{record[0]}", "{record"]
)
@pytest.mark.parametrize("text", ["vi", "en", "cure_vi", "cure_en"])
def test_a_placeholder_is_a_name_alone(part: str, text: str) -> None:
    """A format in braces would stop a check on the day on which something is found: numbers are texts by then."""
    law = {**TEXTS, text: f"x {part}"}
    with pytest.raises(RuleError, match=r"GL09: .*(only a name|not closed)"):
        rule("GL09", table="allowance_lines", severity=Severity.ERROR, **law)(lambda line: line.amount > 1)


def test_a_severity_is_no_word() -> None:
    """Its bare word is refused where it is written, of a rule and of a grade."""
    word: Any = "error"
    with pytest.raises(
        RuleError, match=r"GL09: severity= is Severity\.ERROR or Severity\.WARNING, not 'error'"
    ):
        rule("GL09", table="memberships", severity=word, **TEXTS)
    with pytest.raises(RuleError, match="X101: severity= is"):
        Grade("X101", word, "x")


def test_a_sentence_may_name_what_its_frame_adds() -> None:
    """A placeholder that is not a column of the table is one of the rule's own frame."""

    @rule(
        "GL09",
        table="memberships",
        needs=(),
        severity=Severity.ERROR,
        **{**TEXTS, "vi": "{x} {record}", "en": "{x} {record}"},
    )
    def named(tables: Tables) -> Any:  # noqa: ANN401 - a frame
        """A frame has its own columns."""
        return tables["memberships"].select(nw.col("id").alias("record"), nw.lit(1).alias("x"))

    (finding,) = check(_tables("polars", _frame(start=[date(2021, 5, 4)])), rules=[named])
    assert finding.message("en") == "1 m0"
