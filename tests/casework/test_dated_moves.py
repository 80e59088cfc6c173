"""A regulation has its table of moves, with dates; the fold, the expressions and the rules go by it alike."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlxh import CaseContent, Deadline, Register, VerificationCase, check, measure, read
from dlxh.casework import moves
from dlxh.casework.acts import merge, move, split
from dlxh.casework.answer_papers import answers
from dlxh.casework.briefs import brief
from dlxh.casework.clock_of_case import case_clocks
from dlxh.casework.move_keys import keys_of
from dlxh.casework.states import case_states
from dlxh.casework.steps import steps
from dlxh.data.case_moves import MoveTableError, move_table_names
from dlxh.data.dated_moves import DatedMoves, MoveSpan
from dlxh.data.own_moves import SEVERAL, SINGLE, Row, own_moves
from dlxh.errors import DisclosureError, MoveError
from dlxh.ledger import RegulationError, check_regulation, read_regulation
from dlxh.models.case_event import CaseEvent
from dlxh.models.moves_of import moves_of
from dlxh.models.own_moves import MovePart, MoveTableName
from dlxh.words.days import OPEN_END, local_day
from tests.casework.flows import CHANGE, COMMUNE, random_rows, regulation, table_of
from tests.casework.flows import given as named
from tests.casework.invented import AS_OF, START, cases, made
from tests.casework.test_clocks_of_tables import CALENDAR
from tests.engines import Engine, engine
from tests.lengths import examples

ROWS: st.SearchStrategy[tuple[Row, ...]] = st.one_of(st.just(()), st.just(COMMUNE), random_rows())
TABLES = st.tuples(st.sampled_from(("standard", "hotline_1022")), ROWS)
BEFORE = (CHANGE - timedelta(days=1)).isoformat()


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Return cases of a network that has a table until a day and another from then on, and of one that has none."""
    (name, rows), (next_name, next_rows) = draw(TABLES), draw(TABLES)
    until = named("2020-01-01", table=name, rows=rows, valid_to=BEFORE)
    parts = [until, named(CHANGE.isoformat(), table=next_name, rows=next_rows)]
    mine = [draw(cases(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    other = draw(cases(9)).replace(network="gl")
    return Register([regulation(*parts), *mine, other], as_of=AS_OF, empty=("cases",))


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_fold_and_expressions_agree_on_any_tables(name: str, register: Register) -> None:
    """Every event goes by the table of its network and day, in the fold of one case as in the expressions for many."""
    tables = engine(name)(register)
    expected = [
        (case.id, step.number, step.before, step.status, step.holder, len(step.agencies))
        for case in register.cases
        for step in case.state(register).steps
    ]
    frame = steps(tables, keys_of(tables)).collect("polars").to_native()
    columns = ["case", "n", "before", "status", "holder", "open_agencies"]
    clocks = case_states(tables, now=START + timedelta(days=30), calendar=CALENDAR).polars.clocks

    assert sorted(frame.select(columns).rows(), key=lambda row: row[:2]) == sorted(
        expected, key=lambda row: row[:2]
    )
    assert [
        (row["case"], row["n"], row["allowed"], row["elapsed"], row["running"])
        for row in clocks.to_dicts()
        if row["unit"] is not None
    ] == [
        (case.id, clock.number, clock.allowed, clock.elapsed, clock.running)
        for case in sorted(register.cases, key=lambda case: case.id)
        for clock in case_clocks(case, now=START + timedelta(days=30), calendar=CALENDAR, within=register)
    ]


@pytest.mark.parametrize("name", ["polars", "duckdb_own"])
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_the_rule_asks_the_table_of_the_day(name: str, register: Register) -> None:
    """V107 finds exactly the events that the table of their network and day does not allow from where the case was."""
    expected = {
        f"{case.id}#{position}"
        for case in register.cases
        for step in case.state(register).steps
        for position, event in enumerate(case.events, start=1)
        if event is step.event
        and event.kind not in moves_of(case.network, register).on(local_day(event.at)).next_moves(step.before)
    }

    assert {finding.record for finding in check(engine(name)(register), only=("V107",))} == expected


def at(day: str, hour: int = 8) -> datetime:
    """An instant in Viet Nam."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00+07:00")


def fresh(key: str = "a", network: str = "lc") -> VerificationCase:
    """A case to which nothing has happened."""
    contents = [CaseContent(id=f"{key}.1", text="Nội dung.")]
    return made(VerificationCase, id=key, network=network, title="Vụ việc", contents=contents)


HOTLINE = regulation(named("2024-07-01", table="hotline_1022"))
"""From July on the network goes by the table of a 1022 line."""


def on_the_line(key: str, within: Any) -> VerificationCase:  # noqa: ANN401 - a register
    """A reflection that came in by telephone, was assigned, answered and closed."""
    case = move(fresh(key), "submitted", at=at("2024-07-01"), by="TD", to="TD", within=within)
    case = move(
        case,
        "assigned",
        at=at("2024-07-01", 9),
        by="TD",
        to="UB",
        task="reply",
        allowed=Deadline(5, "day"),
        within=within,
    )
    case = move(case, "replied", at=at("2024-07-03"), by="UB", to="TD", outcome="explained", within=within)
    return move(case, "closed", at=at("2024-07-04"), by="TD", within=within)


def test_every_verb_goes_by_the_table_of_the_network(on_engine: Engine) -> None:
    """A 1022 line submits, assigns, replies and closes: nothing is found, and every figure is that of its cases."""
    register = Register([HOTLINE], as_of=AS_OF, empty=("reports",))
    case = on_the_line("a", register)
    waiting = move(fresh("b"), "submitted", at=at("2024-07-02"), by="TD", to="TD", within=register)
    whole = Register([HOTLINE, case, waiting], as_of=AS_OF, empty=("reports",))
    tables = on_engine(whole)
    found = measure(tables, ["cases_received", "cases_pending", "cases_replied"]).polars

    assert check(tables, only=("V",)).counts() == {}
    assert dict(found.select("measure", "value").iter_rows()) == {
        "cases_received": 2,
        "cases_pending": 1,
        "cases_replied": 1,
    }
    assert measure(tables, "answered_rate").rate("answered_rate").share == 5_000
    assert case_states(tables, now=at("2024-07-10")).polars.frame["status"].to_list() == [
        "closed",
        "submitted",
    ]
    assert {"V105", "V107"}.isdisjoint(check(waiting, within=Register([HOTLINE], as_of=AS_OF)).counts())
    assert answers(whole, "a").sections[0].agency == "UB"
    assert waiting.next_moves(whole)[:2] == ("assigned", "closed")


def test_without_its_table_the_same_cases_are_found(on_engine: Engine) -> None:
    """The same cases, where no regulation or only another network's has a table, go by the standard one."""
    register = Register([HOTLINE], as_of=AS_OF)
    case = on_the_line("a", register)
    other = HOTLINE.replace(network="gl")

    for known in ((case,), (case, other)):
        counts = check(on_engine(Register(known, as_of=AS_OF, empty=("reports",))), only=("V",)).counts()
        assert counts == {"V105": 3, "V107": 2}
    with pytest.raises(MoveError, match="not begun"):
        on_the_line("a", Register([other], as_of=AS_OF))


@pytest.mark.traced
def test_a_case_runs_across_a_change_of_tables(on_engine: Engine) -> None:
    """Each step is judged by the table of its day: what was begun under the old table is answered under the new one."""
    commune = regulation(named("2024-07-01", rows=(*COMMUNE, ("assigned", "from", "directed"))))
    register = Register([commune], as_of=AS_OF)
    case = move(fresh(), "drafted", at=at("2024-06-20"), by="BXD", within=register)
    case = move(case, "submitted", at=at("2024-06-21"), by="BXD", to="TT", within=register)
    with pytest.raises(MoveError, match="assigned is not possible"):
        move(case, "assigned", at=at("2024-06-30", 23), by="TT", to="UB", within=register)
    directed = move(case, "directed", at=at("2024-06-28"), by="TT", to="TT", within=register)
    with pytest.raises(MoveError, match="no move 'directed'"):
        move(case, "directed", at=at("2024-07-01", 0), by="TT", to="TT", within=register)
    case = move(case, "assigned", at=at("2024-07-01", 0), by="TT", to="UB", task="verify", within=register)
    directed = directed.replace(id="b", contents=fresh("b").contents)
    directed = move(
        directed, "assigned", at=at("2024-07-01"), by="TT", to="UBKT", task="reply", within=register
    )
    whole = on_engine(Register([commune, case, directed], as_of=AS_OF, empty=("reports",)))

    assert (
        check(whole, only=("V",), ignore=("V202",)).counts() == {}
    )  # they are open long after their due day
    assert case.state(register).holder == "UB"
    assert case.state().status == directed.state().status == "assigned"


def test_who_proposed_does_not_assign_in_a_commune(on_engine: Engine) -> None:
    """Where the assignment is the approval, the rule and `move` ask the same of it: two hands."""
    commune = regulation(named("2024-07-01", rows=COMMUNE))
    register = Register([commune], as_of=AS_OF)
    case = move(fresh(), "drafted", at=at("2024-07-02"), by="TT", within=register)
    case = move(case, "submitted", at=at("2024-07-02"), by="TT", to="TT", within=register)
    with pytest.raises(MoveError) as refused:
        move(case, "assigned", at=at("2024-07-02"), by="TT", to="MTTQ", within=register)
    stored = made(VerificationCase, **{
        **case.model_dump(mode="json"),
        "events": [
            *case.model_dump(mode="json")["events"],
            {"sequence": 3, "at": "2024-07-02T09:00:00+07:00", "kind": "assigned", "by": "TT", "to": "MTTQ"},
        ],
    })  # fmt: skip
    found = check(
        on_engine(Register([commune, stored], as_of=AS_OF, empty=("reports",))), only=("V",), ignore=("V202",)
    )

    assert refused.value.rule == "V104"
    assert [(each.code, each.record) for each in found] == [("V104", "a#3")]


def test_a_table_may_ask_less(on_engine: Engine) -> None:
    """A network whose closing asks for no reply does not get V101, by the rule or by `move`."""
    plain = regulation(named("2024-07-01", table="hotline_1022", rows=(("closed", "checks", None),)))
    strict = regulation(named("2024-07-01", table="hotline_1022"))
    register = Register([plain], as_of=AS_OF)
    case = move(fresh(), "submitted", at=at("2024-07-02"), by="TD", to="TD", within=register)
    with pytest.raises(MoveError) as refused:
        move(case, "closed", at=at("2024-07-03"), by="TD", within=Register([strict], as_of=AS_OF))
    case = move(case, "closed", at=at("2024-07-03"), by="TD", within=register)

    assert refused.value.rule == "V101"
    assert check(on_engine(Register([plain, case], as_of=AS_OF)), only=("V101",)).counts() == {}
    assert check(on_engine(Register([strict, case], as_of=AS_OF)), only=("V101",)).counts() == {"V101": 1}


def test_a_table_may_lead_elsewhere(on_engine: Engine) -> None:
    """Where the reply closes a case from a day on, it does so for the fold, the expressions and the measures of that day."""
    rows: tuple[Row, ...] = (
        ("replied", "to", "closed"),
        ("replied", "ends", "true"),
        ("replied", "unless", None),
    )
    own = regulation(named("2024-07-03", table="hotline_1022", rows=rows), named("2024-07-01", valid_to="2024-07-02", table="hotline_1022"))  # fmt: skip
    law = Register([own], as_of=AS_OF)
    two = move(fresh(), "submitted", at=at("2024-07-01"), by="TD", to="TD", within=law)
    for agency in ("S1", "S2"):
        two = move(two, "assigned", at=at("2024-07-01"), by="TD", to=agency, within=law)
    early = move(two, "replied", at=at("2024-07-02"), by="S1", to="TD", within=law)
    late = two.replace(id="b", contents=fresh("b").contents)
    late = move(late, "replied", at=at("2024-07-03"), by="S1", to="TD", within=law)
    tables = on_engine(Register([own, early, late], as_of=AS_OF))
    states = case_states(tables, now=at("2024-07-09"))
    elsewhere = case_states(on_engine(Register([early, late], as_of=AS_OF)), now=at("2024-07-09"), within=law)

    assert (early.state(law).status, early.state(law).agencies) == ("assigned", ("S2",))
    assert (late.state(law).status, late.state(law).agencies) == ("closed", ())
    assert [part.closed for part in late.state(law).assignments] == [4, 4]
    assert states.polars.frame.select("status", "open", "open_agencies").rows() == [
        ("assigned", True, 1),
        ("closed", False, 0),
    ]
    assert elsewhere.polars.frame.equals(states.polars.frame)


@pytest.mark.parametrize(("who", "found"), [("TD", {}), ("UB", {"V102": 1})])
def test_a_reply_that_ends_the_work_of_others_owes_their_findings_to_nobody(
    on_engine: Engine, who: str, found: dict[str, int]
) -> None:
    """Where a reply ends all work, V102 asks the agency that replied for its findings, and no other, as `move` does."""
    own = regulation(named("2024-07-01", table="hotline_1022", rows=(("replied", "ends", "true"),)))
    law = Register([own], as_of=AS_OF)
    case = move(fresh(), "submitted", at=at("2024-07-01"), by="TD", to="TD", within=law)
    case = move(case, "assigned", at=at("2024-07-02"), by="TD", to="UB", task="verify", within=law)
    answer = {"sequence": 9, "at": "2024-07-03T08:00:00+07:00", "kind": "replied", "by": who, "to": "TD"}
    event = made(CaseEvent, **answer)
    stored = Register([own, case.replace(events=(*case.events, event))], as_of=AS_OF)

    assert check(on_engine(stored), only=("V",)).counts() == found
    if found:
        with pytest.raises(MoveError, match="contents without a finding"):
            move(case, "replied", at=at("2024-07-03"), by=who, to="TD", within=law)
    else:
        move(case, "replied", at=at("2024-07-03"), by=who, to="TD", within=law)


@pytest.mark.traced
@pytest.mark.parametrize("own_rows", [(), (("submitted", "opens", "to"),)])
def test_a_brief_holds_what_the_table_of_the_network_assigns(own_rows: tuple[Row, ...]) -> None:
    """What a network assigns by a move of its own goes out to the agency."""
    own = regulation(named("2024-07-01", table="hotline_1022", rows=own_rows))
    law = Register([own], as_of=AS_OF)
    case = move(fresh(), "submitted", at=at("2024-07-02"), by="TD", to="UB", within=law)
    register = Register([own, case], as_of=AS_OF)

    if own_rows:
        (task,) = brief(register, "a", "UB").tasks
        assert [content.id for content in task.contents] == ["a.1"]
    else:
        with pytest.raises(DisclosureError, match="nothing assigned to UB"):
            brief(register, "a", "UB")


@pytest.mark.parametrize("own_rows", [(), (("reminded", "ends", "true"),)])
def test_a_brief_leaves_out_what_the_table_of_the_network_ended(own_rows: tuple[Row, ...]) -> None:
    """What a move of the network's own has ended goes out no more."""
    own = regulation(named("2024-07-01", table="hotline_1022", rows=own_rows))
    law = Register([own], as_of=AS_OF)
    case = move(fresh(), "submitted", at=at("2024-07-02"), by="TD", to="TD", within=law)
    case = move(case, "assigned", at=at("2024-07-02"), by="TD", to="UB", within=law)
    case = move(case, "reminded", at=at("2024-07-03"), by="TD", to="UB", within=law)
    register = Register([own, case], as_of=AS_OF)

    if own_rows:
        with pytest.raises(DisclosureError, match="nothing assigned to UB"):
            brief(register, "a", "UB")
    else:
        assert len(brief(register, "a", "UB").tasks) == 1


@pytest.mark.parametrize("row", [("opens", "to"), ("closes", "by"), ("ends", "true")])
def test_an_extension_that_does_more_lengthens_what_was_open_before(
    on_engine: Engine, row: tuple[str, str]
) -> None:
    """It lengthens what it then ends, and not what it begins; one case and many are calculated alike."""
    own = regulation(named("2024-07-01", table="hotline_1022", rows=(("extended", *row),)))
    law = Register([own], as_of=AS_OF)
    case = move(fresh(), "submitted", at=at("2024-07-01"), by="TD", to="TD", within=law)
    case = move(
        case, "assigned", at=at("2024-07-02"), by="TD", to="UB", allowed=Deadline(3, "day"), within=law
    )
    case = move(
        case, "extended", at=at("2024-07-03"), by="UB", to="UB", allowed=Deadline(2, "day"), within=law
    )
    now = at("2024-07-20")
    clocks = case_clocks(case, now=now, within=law)
    many = case_states(on_engine(Register([own, case], as_of=AS_OF)), now=now).polars.clocks.sort("n")

    assert [clock.allowed for clock in clocks] == [5, *([2] if row[0] == "opens" else [])]
    assert many["allowed"].to_list() == [clock.allowed for clock in clocks]
    assert many["running"].to_list() == [row[0] == "opens"] * len(clocks)


@pytest.mark.traced
def test_briefs_and_siblings_take_the_register() -> None:
    """A split, a merger and a brief go by the same tables as a move."""
    rows: tuple[Row, ...] = (("drafted", "from", "start"), ("drafted", "to", "draft"), ("drafted", "holder", "by"),
                             ("drafted", "role", "proposer"), ("merged", "from", "submitted"), ("merged", "to", "merged"),
                             ("merged", "ends", "true"), ("merged", "role", "coordinator"), ("split", "from", "assigned"),
                             ("split", "role", "coordinator"))  # fmt: skip
    own = regulation(named("2024-07-01", table="hotline_1022", rows=rows))
    register = Register([own], as_of=AS_OF)
    two = fresh().replace(contents=(*fresh().contents, CaseContent(id="a.2", text="Hai.")))
    case = move(two, "submitted", at=at("2024-07-02"), by="TD", to="TD", within=register)
    case = move(case, "assigned", at=at("2024-07-02"), by="TD", to="UB", within=register)
    rest, new = split(case, ["a.2"], into="b", title="Hai", at=at("2024-07-03"), by="TD", within=register)
    third = move(fresh("c"), "submitted", at=at("2024-07-02"), by="TD", to="TD", within=register)
    merged, _ = merge(third, rest, at=at("2024-07-04"), by="TD", within=register)

    assert brief(Register([own, rest], as_of=AS_OF), "a", "UB").tasks[0].contents[0].id == "a.1"
    assert (new.state(register).status, merged.state(register).status) == ("draft", "merged")
    with pytest.raises(MoveError, match="only contents without a finding"):
        split(case, ["a.1", "a.2"], into="b", title="Hai", at=at("2024-07-03"), by="TD", within=register)
    with pytest.raises(MoveError, match="only into another that is open"):
        merge(third, fresh("d"), at=at("2024-07-04"), by="TD", within=register)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("assigned", "to", "nowhere"),), "assigned: no status 'nowhere'"),
        ((("assigned", "to", "draft"), ("assigned", "to", "closed")), "assigned: to has one value"),
        ((("assigned", "holder", "all"),), "holder is one of by, to, nobody"),
        ((("assigned", "role", None),), "assigned: no role is given"),
        ((("assigned", "needs", "wings"),), "no field 'wings'"),
        ((("assigned", "checks", "V999"),), "checks is one of V101, V102, V104"),
        ((("assigned", "after", "danced"),), "no move 'danced'"),
        ((("closed", "ends", "yes"),), "closed: ends takes true only"),
        ((("concluded", "otherwise", "before"),), "no status 'before'"),
        ((("drafted", "from", None),), "no move begins a case"),
    ],
)
def test_an_impossible_table_is_said(on_engine: Engine, rows: tuple[Row, ...], said: str) -> None:
    """Rows that make no table are an error for who moves a case by them, and a finding; what is counted passes over them."""
    own = regulation(named("2024-07-01", rows=rows))
    case = move(fresh(), "drafted", at=at("2024-07-02"), by="BTG")
    register = Register([own, case], as_of=AS_OF, empty=("reports",))
    with pytest.raises(MoveTableError) as refused:
        case.state(register)
    (fault,) = check_regulation(own)
    tables = on_engine(register)
    states = case_states(tables, now=at("2024-07-03"))

    assert said in refused.value.en
    assert "điều khoản d-2024-07-01: bảng quy trình không dùng được" in refused.value.vi
    assert states.polars.frame["status"].to_list() == ["draft"]
    assert measure(tables, "cases_received").figure("cases_received").value == 0
    assert check(on_engine(register), only=("G106", "G107", "V")).counts() == {"G107": 1}
    assert (fault.code, fault.severity.value) == ("G107", "error")
    assert said in fault.message("en")


@pytest.mark.traced
@pytest.mark.parametrize("other", ["hotline_1022", {"moves": []}, regulation(), 5])
def test_what_is_no_table_is_refused(other: Any) -> None:  # noqa: ANN401 - whatever a caller passes
    """A name, facts or a regulation by itself is not a table: the error says what to pass, wherever a table is taken."""
    case, now = move(fresh(), "drafted", at=at("2024-07-02"), by="BTG"), at("2024-07-03")
    register = Register([case], as_of=AS_OF)
    for verb in (
        lambda: case.state(other),
        lambda: case.next_moves(other),
        lambda: move(case, "submitted", at=now, by="BTG", to="BTG", within=other),
        lambda: split(case, ["a.1"], into="b", title="Hai", at=now, by="BTG", within=other),
        lambda: case.brief_for("UB", within=other),
        lambda: case_clocks(case, now=now, within=other),
        lambda: case_states(register, now=now, within=other),
    ):
        with pytest.raises(
            MoveTableError,
            match=r"no table of moves can be taken from (str|dict|Regulation|int); pass a table",
        ):
            verb()


def test_rows_without_a_table_are_found(on_engine: Engine) -> None:
    """Rows of moves at a provision that names no table say nothing, and that is said."""
    own = regulation(named("2024-07-01", rows=COMMUNE, duty={"kind": "stream_basis"}))

    assert check(on_engine(Register([own], as_of=AS_OF)), only=("G107",)).counts() == {"G107": 1}
    assert [each.code for each in check_regulation(own)] == ["G107"]


@pytest.mark.parametrize(
    ("first", "second", "clash", "status"),
    [
        ({"valid_to": "2024-08-31"}, {}, [], "submitted"),
        ({"valid_to": "2024-09-01"}, {}, ["G101"], "submitted"),
        ({}, {}, ["G101"], "submitted"),
        ({"valid_to": "2024-08-31"}, {"table": "standard"}, [], None),
    ],
)
def test_two_tables_at_once_are_found(
    on_engine: Engine,
    first: dict[str, Any],
    second: dict[str, Any],
    clash: list[str],
    status: str | None,
) -> None:
    """Two tables on one day are an error; the one that begins later counts, for the fold and for the expressions."""
    parts = [named("2020-01-01", **first), named("2024-09-01", **{"table": "hotline_1022", **second})]
    parts[0]["duty"] = {"kind": "moves", "table": "standard"}
    own = regulation(*parts)
    event = {"sequence": 1, "at": "2024-09-02T08:00:00+07:00", "kind": "submitted", "by": "TD", "to": "TD"}
    case = made(VerificationCase, **{**fresh().model_dump(mode="json"), "events": [event]})
    register = Register([own, case], as_of=AS_OF, empty=("reports",))
    found = check(on_engine(register), only=("G106",))

    assert [(each.record, each.evidence) for each in found] == (
        [("d-2024-09-01", ("d-2020-01-01",))] if clash else []
    )
    assert [each.code for each in check_regulation(own)] == clash
    allowed = check(on_engine(register), only=("V107",)).counts() == {}
    assert (
        allowed
        == ("submitted" in moves_of("lc", register).on(date(2024, 9, 2)).next_moves(None))
        == (status is not None)
    )


def test_regulations_that_follow_each_other_do_not_clash(on_engine: Engine) -> None:
    """A provision without a last day ends with its regulation: the next regulation names another table."""
    old = regulation(named("2020-01-01"), key="qc-1").replace(valid_to=date(2024, 8, 31))
    new = regulation(named("2024-09-01", table="hotline_1022"), key="qc-2").replace(
        valid_from=date(2024, 9, 1)
    )
    register = Register([old, new], as_of=AS_OF)

    assert check(on_engine(register), only=("G106",)).counts() == {}
    assert moves_of("lc", register).on(date(2024, 8, 31)) == moves()
    assert moves_of("lc", register).on(date(2024, 9, 1)) == moves("hotline_1022")


@pytest.mark.parametrize("form", ["so", "so.zip", "so.json"])
@pytest.mark.parametrize(
    "rows", [(), COMMUNE, (("rejected", "from", None),)], ids=["none", "commune", "empty part"]
)
def test_the_table_survives_every_form(tmp_path: Path, form: str, rows: tuple[Row, ...]) -> None:
    """Written as a folder, a zip or nested JSON and read again, a regulation has the same tables for the same days."""
    own = regulation(named("2024-07-01", table="hotline_1022" if not rows else "standard", rows=rows))
    case = move(fresh(), "drafted", at=at("2024-06-20"), by="BXD")
    register = Register([own, case], as_of=AS_OF, empty=("reports",))
    again = read(register.write(tmp_path / form), as_of=AS_OF).register

    assert again.regulations == (own,)
    assert keys_of(again.tables) == keys_of(register.tables)
    assert moves_of("lc", again) == moves_of("lc", register)


@pytest.mark.traced
def test_a_file_of_a_regulation_holds_its_moves(tmp_path: Path) -> None:
    """The rows are those of regulation.toml; a table that does not come with the library is refused by its name."""
    path = tmp_path / "regulation.toml"
    text = """
        id = "qc"
        network = "lc"
        name = "Quy chế"
        valid_from = 2020-01-01
        [[provisions]]
        id = "d5"
        article = "Điều 5"
        text = "Các bước xử lý."
        published = false
        valid_from = 2024-07-01
        moves = [{ kind = "rejected", part = "from" }]
        duty = { kind = "moves", table = "hotline_1022" }
    """
    path.write_text(text, encoding="utf-8")
    table = moves_of("lc", Register([read_regulation(path)], as_of=AS_OF)).on(date(2024, 7, 1))
    path.write_text(text.replace("hotline_1022", "of_our_own"), encoding="utf-8")

    assert table.kinds == tuple(kind for kind in moves("hotline_1022").kinds if kind != "rejected")
    with pytest.raises(RegulationError, match=r"\(standard\), .*\(hotline_1022\)"):
        read_regulation(path)


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 60), st.sampled_from(("standard", "hotline_1022"))),
    max_size=5,
)


@given(SPANS, st.booleans())
def test_tables_in_turn_hold_on_the_same_days(drawn: list[tuple[int, int, str]], endless: bool) -> None:  # noqa: FBT001
    """One after the other, without an overlap, the tables hold on every day as they did side by side."""
    first = date(2024, 1, 1)
    spans = [
        MoveSpan(first + timedelta(days=begins), first + timedelta(days=begins + days), moves(name))
        for begins, days, name in sorted(drawn)
    ]
    if endless and spans:
        spans[-1] = spans[-1]._replace(last=OPEN_END)
    dated = DatedMoves(tuple(spans))
    turns = dated.in_turn
    for day in (first + timedelta(days=number) for number in range(110)):
        held = [turn.table for turn in turns if turn.first <= day <= turn.last]
        assert len(held) <= 1
        assert (held or [moves()])[0] == dated.on(day)
        assert bool(held) == any(span.first <= day <= span.last for span in spans)


def test_no_rows_are_the_table_itself() -> None:
    """Rows change what they name and nothing else; a move taken out is a cause of no other."""
    assert table_of((), "hotline_1022") is moves("hotline_1022")
    without = table_of((("transferred", "from", None),))
    assert "transferred" not in without
    assert without["accepted"].after == ("assigned",)
    assert without["closed"] == moves()["closed"]
    assert table_of((("closed", "ends", None),))["closed"].ends is False


@pytest.mark.traced
def test_the_tables_that_come_with_the_library() -> None:
    """Each has a name that a regulation may give, they agree on what a status means, and no other name is taken."""
    assert set(move_table_names()) == {name.value for name in MoveTableName}
    assert {*SEVERAL, *SINGLE} == {part.value for part in MovePart}
    for name in move_table_names():
        table = moves(name)
        assert {status: moves().status(status.key) for status in table.statuses} == {
            status: status for status in table.statuses
        }
        assert [key for key in table.open_statuses if not table.next_moves(key)] == []
        assert {move.to for move in table.moves} - {None, "before"} <= {
            status.key for status in table.statuses
        }
    with pytest.raises(MoveTableError, match="choose from: commune, hotline_1022, standard"):
        moves("of_our_own")


@pytest.mark.traced
def test_tables_are_judged_by_what_is_there(on_engine: Engine) -> None:
    """Without the table of regulations provisions go by their own days, without that of rows by the named table alone."""
    own = regulation(named("2024-07-01", table="hotline_1022", rows=(("rejected", "from", None),)))
    case = on_the_line("a", Register([own], as_of=AS_OF))
    whole = on_engine(Register([own, case], as_of=AS_OF, empty=("reports",)))
    plain = whole.select([name for name in whole if name not in {"regulations", "regulation_moves"}])

    assert check(plain, only=("V105", "V107")).counts() == {}
    assert "rejected" in keys_of(plain).tables[1]
    assert "rejected" not in keys_of(whole).tables[1]
    assert DatedMoves().status("replied").open


@pytest.mark.traced
def test_a_part_that_no_move_has_is_refused() -> None:
    """Rows from a frame that no model has seen may name anything; the refusal lists the parts that there are."""
    with pytest.raises(MoveTableError, match="there is no part 'color'; choose from: from, needs"):
        own_moves(moves(), [("assigned", "color", "red")])
