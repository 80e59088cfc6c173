"""What is run by code, family, table and field, and what is refused."""

from typing import Any

import polars as pl
import pytest

from dlxh import RULES, Register, Tables, check
from dlxh.errors import RuleError
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.schema import schema
from dlxh.rules.choice import Choice
from tests.engines import Engine
from tests.register.test_pack import REGISTER as OWN
from tests.rules.test_engine_findings import anything
from tests.sample import AS_OF, MARK, item, membership, register, report, unit


def _spoilt() -> Tables:
    """Return tables with a fault in each of several fields of several tables."""
    whole = Register(
        [report("r1", items=[item("n1", place="gone")]), membership("m1", "2021-05-04")],
        as_of=AS_OF,
        empty=["units", "collaborators"],
    )
    frames = {name: whole.tables.polars(name) for name in whole.tables}
    frames["reports"] = frames["reports"].with_columns(channel=pl.lit("fax"), kind=pl.lit("novel"))
    frames["items"] = frames["items"].with_columns(summary=pl.lit(" "))
    frames["item_topics"] = frames["item_topics"].clear()
    frames["memberships"] = frames["memberships"].with_columns(end=pl.lit("2020-01-01").str.to_date())
    return Tables(frames, as_of=AS_OF)


@pytest.mark.parametrize(
    ("only", "ignore", "found"),
    [
        (["reports.channel"], [], {("enum", "channel")}),
        (["reports"], ["reports.channel", "R101"], {("enum", "kind"), ("X101", "author")}),
        (["items"], [], {("string_pattern_mismatch", "summary"), ("X101", "place"), ("too_short", "topics")}),
        (["items.topics"], [], {("too_short", "topics")}),
        (["reports.items"], ["items.topics"], {("string_pattern_mismatch", "summary"), ("X101", "place")}),
        (["items.place", "memberships.end"], [], {("X101", "place"), ("dates_order", None)}),
        (["enum"], ["reports.kind"], {("enum", "channel")}),
        (["X101", "reports.kind"], ["items", "memberships"], {("enum", "kind"), ("X101", "author")}),
    ],
)
def test_tables_and_fields_are_named(
    on_engine: Engine, only: list[str], ignore: list[str], found: set[tuple[str, str | None]]
) -> None:
    """Constraints, rules and the parts of rules on all tables are run where their table or field is wanted, and only there."""
    told = {(f.code, f.field) for f in check(on_engine(_spoilt()), only=only, ignore=ignore)}

    assert {each for each in told if each[0] != "R101"} == found


def test_only_wanted_constraints_are_judged() -> None:
    """Of wanted fields no other constraint is asked; by its code all of them are, and where none is wanted none."""
    fields = ["reports.channel", "reports.kind", "reports.stage"]
    number = {
        name: len(each)
        for name, each in Choice(fields, []).constraints([schema()["reports"], schema()["items"]]).items()
    }

    assert number == {"reports": 7}
    assert len(constraints_of(schema()["reports"])) > 3 * number["reports"]
    assert Choice(["R101"], []).constraints([schema()["reports"]]) == {}
    assert Choice(["enum"], ["items"]).constraints([schema()["reports"], schema()["items"]]).keys() == {
        "reports"
    }


def test_a_wanted_constraint_gives_way_to_wanted_ones() -> None:
    """Of two faults of one field the first is reported, as by pydantic; of a field that is not wanted nothing is asked."""
    tables = _spoilt()
    frame = tables.polars("memberships").with_columns(id=pl.lit("x" * 500 + MARK))
    spoilt = Tables({"memberships": frame}, as_of=AS_OF)

    assert check(spoilt, only=["memberships.id"]).counts() == {"string_too_long": 1}
    assert check(spoilt, only=["memberships.end"]).counts() == {"dates_order": 1}
    assert check(spoilt, only=["memberships"]).counts() == {"string_too_long": 1}


@pytest.mark.traced
def test_new_records_are_judged_alike() -> None:
    """A form may ask of single fields too."""
    new = report("r1", author="CTV-9", items=[item("n9", place="gone")])

    assert check(new, within=register(), only=["reports.author"]).counts() == {"X101": 1, "R101": 1}
    assert check(new, within=register(), only=["X"], ignore=["reports"]).counts("field") == {"place": 1}


def test_a_function_of_all_tables_belongs_to_none() -> None:
    """What a function of tables reads nobody knows: on all tables it is named by its code."""
    within = Register([unit("u"), membership("m1", "2021-05-04")], as_of=AS_OF)

    assert check(within, rules=[*RULES, anything], only=["units"]).counts() == {}
    assert check(within, rules=[*RULES, anything], only=["GL06"]).counts() == {"GL06": 2}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("reports.hamlet", {"D101", "GL01"}),
        ("reports_gl.hamlet", {"D101", "GL01"}),
        ("reports.settlement", {"literal_error"}),
        ("reports_gl", {"D101", "GL01", "literal_error"}),
        ("reports", {"D101", "GL01", "literal_error"}),
        ("items", set()),
    ],
)
def test_own_fields_are_named(name: str, found: set[str]) -> None:
    """An own field, and the table of own fields, mean the constraints on them and the rules that read them; ours as before."""
    beside = OWN.tables.polars("reports_gl").with_columns(
        settlement=pl.lit("city"), hamlet=pl.when(pl.col("id") == "b1").then(pl.lit("0903 123 456"))
    )
    frames = {each: OWN.tables.polars(each) for each in OWN.tables if each != "reports_gl"}
    tables = Tables({**frames, "reports_gl": beside}, as_of=OWN.as_of, pack=OWN.pack)
    everything = {"D101", "GL01", "literal_error"}

    assert {each.code for each in check(tables, only=[name])} == found
    assert {each.code for each in check(tables, ignore=[name])} == everything - found
    with pytest.raises(RuleError, match=r"near: reports\.hamlet, "):
        check(tables, only=["reports.hamlett"])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("reportz", "near: reports"),
        ("reports.chanel", "near: reports.channel"),
        ("R1011", "near: R101"),
        ("#", "choose from: X101"),
    ],
)
def test_an_unknown_name_is_refused(name: str, near: str) -> None:
    """A name that means nothing raises and says which ones are near, in both languages."""
    with pytest.raises(RuleError, match=f"no rule, table or field {name!r}; {near}") as refused:
        check(register(), ignore=[name])

    assert refused.value.vi.startswith(f"không có quy tắc, bảng hay trường {name!r}; ")


@pytest.mark.traced
@pytest.mark.parametrize("how", ["only", "ignore"])
def test_a_text_is_no_list(how: str) -> None:
    """A single name without its list would be read letter by letter."""
    given: Any = {how: "X101"}
    with pytest.raises(RuleError, match=rf"{how}= is a list of names; write {how}=\['X101'\]"):
        check(register(), **given)
    strange: Any = {how: ["X101", 7]}
    with pytest.raises(RuleError, match=f"{how}= takes names as text, not int") as refused:
        check(register(), **strange)
    assert refused.value.vi == f"{how}= nhận tên dạng văn bản, không nhận int"
