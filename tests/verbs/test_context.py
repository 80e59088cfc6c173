"""What is worked out from the records: once for each call, for what asks for it, and what is missing is said."""
# pyright: reportArgumentType=false, reportCallIssue=false

import pickle
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

import dlxh
from dlxh import Ledger, Period, Register, Tables
from dlxh.data.calendars import YearError, vietnam_calendar
from dlxh.data.case_moves import MoveTableError
from dlxh.data.own_salary import salary_table
from dlxh.errors import ArgumentError, ObligationError, PayrollError
from dlxh.ledger.obligation_rows import draw_ledger
from dlxh.models.own_moves import CaseMoves, OwnMove
from dlxh.models.regulation import Regulation
from dlxh.models.unit import OrgUnit
from dlxh.rules.catalogue import ALL_RULES
from dlxh.rules.engine.derived_tables import attach_derived
from dlxh.rules.language import part, subject, those
from dlxh.rules.language.declared import GIVEN
from dlxh.rules.rule import Rule
from dlxh.testing import broken, province_tables
from dlxh.verbs.context import Context
from dlxh.verbs.frames import work_out
from dlxh.words.missing_input import MissingInputError
from dlxh.words.work_calendars import SimpleCalendar
from tests.engines import Engine

CALENDAR = SimpleCalendar()
PAY = ["P301", "P302", "P303"]
PAID = (date(2024, 7, 1), date(2026, 6, 30))
"""The months that the province paid."""
DERIVED = [rule.code for rule in ALL_RULES if rule.on_derived]


@pytest.fixture(scope="module")
def clean() -> Tables:
    """A clean province."""
    return province_tables(collaborators=8, years=2)


def _without(tables: Tables, table: str, *rows: pl.Expr) -> Tables:
    frames = {name: tables.polars(name) for name in tables}
    frames[table] = frames[table].filter(~pl.all_horizontal(*rows))
    return Tables(frames, as_of=tables.as_of, enforced=True)


def test_what_is_missing_is_named(clean: Tables) -> None:
    """A rule for which a calendar is missing is skipped and says what to give, once for all; the others judge."""
    findings = dlxh.check(clean, only=DERIVED)

    assert findings.skipped == dict.fromkeys(("V201", "V202"), ("calendar=",))
    assert (
        "2 rules not judged (V201, V202): a deadline in working days needs a calendar of working days; pass calendar="
        in findings.to_text("en")
    )
    again = pickle.loads(pickle.dumps(findings))  # noqa: S301 - our own
    assert (again, again.to_text("vi")) == (findings, findings.to_text("vi"))
    assert dlxh.check(clean, only=DERIVED, calendar=CALENDAR).skipped == {}


@pytest.mark.parametrize(
    ("absent", "skipped"),
    [
        ("reports", dict.fromkeys(("O101", "O102"), ("reports",))),
        ("events", dict.fromkeys(("V201", "V202"), ("events",))),
        ("regulations", dict.fromkeys(("O101", "O102"), ("regulation=",))),
        ("schemes", dict.fromkeys(("P301", "P302", "P303"), ("schemes=",))),
        (
            "allowance_lines",
            {"P301": ("allowance_lines",)} | dict.fromkeys(("P302", "P303"), ("allowance_lines",)),
        ),
    ],
)
def test_a_table_that_is_absent_is_named(
    clean: Tables, absent: str, skipped: dict[str, tuple[str, ...]]
) -> None:
    """What a rule lacks is the record that was not given, not the table that would follow from it."""
    there = clean.select([name for name in clean if not name.startswith(absent.removesuffix("s"))])

    assert dlxh.check(there, only=DERIVED, calendar=CALENDAR).skipped.items() >= skipped.items()


def test_nothing_is_worked_out_that_no_rule_reads(clean: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of other rules draws up no ledger; one that reads several of them draws it up once."""
    drawn: list[Period] = []

    def watched(tables: Tables, period: Period, *rest: Any) -> Ledger:  # noqa: ANN401 - as it is
        drawn.append(period)
        return draw_ledger(tables, period, *rest)

    monkeypatch.setattr("dlxh.verbs.context.draw_ledger", watched)
    dlxh.check(clean, only=["U", "V101"])
    assert drawn == []
    dlxh.check(clean, only=DERIVED, calendar=CALENDAR)
    assert [each.end for each in drawn] == [clean.as_of]


@pytest.mark.parametrize(
    ("given", "named", "codes"),
    [
        ({"calendar": vietnam_calendar(2026, 2026)}, "calendar=: the calendar covers", DERIVED),
        ({"salaries": salary_table().known_on(date(2024, 7, 15))}, "salaries=: 08/2024 is beyond", PAY),
    ],
)
def test_what_falls_short_is_named(
    clean: Tables, given: dict[str, Any], named: str, codes: list[str]
) -> None:
    """What was given and does not reach the days of the records ends no check, and is what the findings ask for."""
    findings = dlxh.check(clean, only=DERIVED, **({"calendar": CALENDAR} | given))

    assert findings.skipped == dict.fromkeys(codes, tuple(f"{name}=" for name in given))
    assert f"{len(codes)} rules not judged" in findings.to_text("en")
    assert f": {named}" in findings.to_text("en")
    assert "beyond='last_known'" not in findings.to_text("en")


def test_a_scheme_that_leaves_pay_open_is_named(clean: Tables) -> None:
    """Where a scheme does not say how somebody is paid the rules on what is due are skipped for its table."""
    frames = {name: clean.polars(name) for name in clean}
    frames["scheme_provisions"] = frames["scheme_provisions"].with_columns(
        pl.lit(None, pl.String).alias("proration")
    )
    findings = dlxh.check(Tables(frames, as_of=clean.as_of, enforced=True), only=PAY, calendar=CALENDAR)

    assert findings.skipped == dict.fromkeys(PAY, ("schemes",))
    assert "table allowance schemes (schemes): " in findings.to_text("en")
    given = Register.from_tables(Tables(frames, as_of=clean.as_of, enforced=True)).schemes
    bare = clean.select([name for name in clean if not name.startswith("scheme")])
    assert dlxh.check(bare, only=PAY, schemes=given).skipped == dict.fromkeys(PAY, ("schemes=",))


def test_what_is_worked_out_is_held_only_for_the_rules_that_read_it(
    strict: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others run first, without a ledger in memory; findings and what is skipped come in the order of the rules."""
    groups: list[tuple[int, set[str]]] = []

    def watched(tables: Tables, context: Context, rules: Sequence[Rule]) -> Any:  # noqa: ANN401 - as it is
        found = attach_derived(tables, context, rules)
        groups.append((sum(rule.on_derived for rule in rules), set(found[0].derived) & set(GIVEN)))
        return found

    monkeypatch.setattr("dlxh.rules.engine.run.attach_derived", watched)
    skipped = dlxh.check(strict, calendar=CALENDAR).skipped
    assert groups == [(0, set()), (len(DERIVED), set(GIVEN))]
    assert list(skipped) == [rule.code for rule in dlxh.RULES if rule.code in skipped]


def test_a_rule_with_an_optional_part_on_the_ledger_runs_last(
    strict: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what is worked out as much as one that needs it: nothing is worked out a second time."""
    found: list[str] = []

    def watched(context: Context, name: str) -> Any:  # noqa: ANN401 - as it is
        found.append(name)
        return work_out(context, name)

    def of_reports() -> Any:  # noqa: ANN401 - parts
        r = subject("reports")
        yield part(r, those("ledger", report=r.id).exists(), field="id", optional=True)

    monkeypatch.setattr("dlxh.verbs.context.work_out", watched)
    texts: Any = {"vi": "{record}", "en": "{record}", "cure_vi": "x", "cure_en": "x", "source": "x"}
    law = dlxh.rule("VD50", table=None, severity=dlxh.Severity.WARNING, **texts)(of_reports)
    dlxh.check(strict, calendar=CALENDAR, rules=[law, *dlxh.RULES])

    assert sorted(found) == sorted(GIVEN)


@pytest.mark.parametrize("days", [14, -1])
def test_one_ledger_is_drawn_for_pay_and_reports(
    strict: Tables, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    """Where a paid month ends after the day of the records its ledger is drawn first, and rules on reports read their days of it.

    The day of the records lies within a month or is the last of one: a period that ends on it is among their days.
    """
    drawn: list[Period] = []

    def watched(tables: Tables, period: Period, *rest: Any) -> Ledger:  # noqa: ANN401 - as it is
        drawn.append(period)
        return draw_ledger(tables, period, *rest)

    monkeypatch.setattr("dlxh.verbs.context.draw_ledger", watched)
    last = Period.parse(max(strict.polars("allowance_lines")["month"].dt.strftime("%Y-%m")))
    early = strict.with_metadata(as_of=last.start + timedelta(days=days), partial={})
    wide, narrow = Context.of(early, calendar=CALENDAR), Context.of(early, calendar=CALENDAR)
    attach_derived(early, wide, [rule for rule in ALL_RULES if rule.on_derived])
    whole, own = wide.frame("ledger"), narrow.ledger_of(narrow.life).polars

    assert [each.end for each in drawn] == [last.end, early.as_of]
    dlxh.check(strict, only=DERIVED, calendar=CALENDAR)
    assert [each.end for each in drawn[2:]] == [strict.as_of]
    dlxh.check(early, only=["P"], calendar=CALENDAR)
    early = early.with_metadata(as_of=strict.as_of, partial={})
    dlxh.check(
        _without(early, "allowance_lines", pl.col("month") > last.start), only=["P"], calendar=CALENDAR
    )
    assert [each.end for each in drawn[3:]] == [last.end, last.end]
    assert isinstance(whole, pl.DataFrame)
    assert whole.sort(own.columns).equals(own.sort(own.columns))
    assert own.height


def test_days_that_pay_does_not_look_at_stop_none(strict: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger of later days cannot be drawn up, pay of the months before them is judged by theirs."""

    def short(tables: Tables, period: Period, *rest: Any) -> Ledger:  # noqa: ANN401 - as it is
        if period.end > date(2025, 5, 31):
            raise YearError(vi="lịch ngắn", en="a short calendar")
        return draw_ledger(tables, period, *rest)

    monkeypatch.setattr("dlxh.verbs.context.draw_ledger", short)
    later = _without(strict, "allowance_lines", pl.col("month") > date(2025, 5, 1))
    findings = dlxh.check(later, only=["O", *PAY])

    assert findings.skipped == dict.fromkeys(("O101", "O102", "O103", "O104"), ("calendar=",))
    assert findings.counts()["P302"]


def test_a_regulation_at_fault_stops_no_check(clean: Tables) -> None:
    """What is wrong in a regulation is a finding; rules on what would follow from it are skipped and say why."""
    frames = {name: clean.polars(name) for name in clean}
    frames["regulations"] = frames["regulations"].with_columns(pl.lit(None, pl.Date).alias("valid_from"))
    faulty = Tables(frames, as_of=clean.as_of)
    findings = dlxh.check(faulty, only=["regulations", "O101"])

    assert findings.counts()["missing"]
    assert findings.skipped["O101"] == ("regulations",)
    assert "not judged (O101): table regulations: a regulation of the records" in findings.to_text("en")
    assert "a regulation of the records is at fault" in findings.lacking["O101"].en
    given = Register.from_tables(clean).regulations[0]
    assert dlxh.check(faulty, only=["O101"], regulation=given).skipped == {"O101": ("regulations",)}
    with pytest.raises(ObligationError, match="at fault"):
        dlxh.obligations(faulty, "2025")


def test_months_of_pay_that_are_far_apart_are_not_calculated(clean: Tables) -> None:
    """One line with a wrong year does not have the pay of centuries calculated."""
    frames = {name: clean.polars(name) for name in clean}
    first = pl.int_range(pl.len()) == 0
    month = pl.when(first).then(date(1024, 7, 1)).otherwise("month").alias("month")
    frames["allowance_lines"] = frames["allowance_lines"].with_columns(month)
    findings = dlxh.check(Tables(frames, as_of=clean.as_of, enforced=True), only=PAY)

    assert findings.skipped == dict.fromkeys(PAY, ("allowance_lines",))
    assert "reach from 1024-07-01" in findings.lacking["P301"].en
    frames["allowance_lines"] = frames["allowance_lines"].clear()
    assert dlxh.check(Tables(frames, as_of=clean.as_of, enforced=True), only=PAY).counts() == {}


def test_what_is_given_takes_the_place_of_what_is_recorded(clean: Tables) -> None:
    """Regulations and schemes that are given, one or several, are those by which is judged."""
    register = Register.from_tables(clean)
    rules, pays = register.regulations, register.schemes
    bare = clean.select([name for name in clean if not name.startswith(("regulation", "scheme"))])
    for regulation, schemes in ((rules, pays), (rules[0], pays[0])):
        found = dlxh.check(bare, only=DERIVED, calendar=CALENDAR, regulation=regulation, schemes=schemes)
        assert found.skipped == {}


def _by_hotline(regulation: Regulation, **changed: Any) -> Regulation:  # noqa: ANN401 - fields of a provision
    """The same regulation, by which cases go as at the hotline 1022."""
    provisions = [
        each.replace(**({"duty": CaseMoves(table="hotline_1022"), "moves": ()} | changed))  # type: ignore[arg-type] # a text is one
        if isinstance(each.duty, CaseMoves)
        else each
        for each in regulation.provisions
    ]
    return regulation.replace(provisions=provisions)


def test_moves_are_those_of_the_regulations_given(clean: Tables, on_engine: Engine) -> None:
    """Cases are judged and counted by the moves that regulations which are given name, as if they were recorded."""
    register = Register.from_tables(clean)
    given = [_by_hotline(each) for each in register.regulations]
    recorded = register.put(*given)
    tables = on_engine(clean)
    found = dlxh.check(recorded, only=["V"], calendar=CALENDAR).counts()

    assert dlxh.check(clean, only=["V"], calendar=CALENDAR).counts() == {}
    assert found["V107"]
    assert dlxh.check(tables, only=["V"], regulation=given, calendar=CALENDAR).counts() == found
    one = dlxh.check(clean, only=["V107"], regulation=given[0], calendar=CALENDAR)
    assert {each.network for each in one} <= {given[0].network}
    for code in ("cases_resolved", "cases_overdue"):
        ask = partial(dlxh.measure, measures=code, calendar=CALENDAR)
        assert ask(clean, regulation=given).figure(code).value == ask(recorded).figure(code).value


def test_findings_are_counted_as_they_are_checked(clean: Tables) -> None:
    """What is given for pay goes into the findings that are measured, as it goes into those of a check."""
    bare = clean.select([name for name in clean if not name.startswith("scheme")])
    given = {"schemes": Register.from_tables(clean).schemes, "salaries": salary_table(), "calendar": CALENDAR}
    of_pay: Any = {"measures": "findings", "where": {"code": "P301"}}
    unpaid = _without(bare, "allowance_lines", pl.col("month") == date(2025, 1, 1))
    found = dlxh.check(unpaid, only=["P301"], **given)

    assert len(found) > 0
    assert dlxh.measure(unpaid, **of_pay, **given).figure("findings").value == len(found)
    with pytest.raises(ArgumentError, match="schemes= takes"):
        dlxh.measure(unpaid, **of_pay, schemes=3)


def test_moves_that_make_no_table_are_refused(clean: Tables) -> None:
    """Rows of a regulation that is given are the caller's, and passed over by nobody."""
    nobody = OwnMove(kind="closed", part="role", value="nobody")  # type: ignore[arg-type] # texts are read
    given = _by_hotline(Register.from_tables(clean).regulations[0], moves=(nobody,))
    with pytest.raises(MoveTableError, match="provision QC-00-11"):
        dlxh.check(clean, only=["U"], regulation=given)


def test_a_ledger_of_ones_own(clean: Tables) -> None:
    """A ledger that is given is taken as it is: its days hold, and what it cannot be is refused before anything is judged."""
    none = _without(clean, "reports", pl.col("kind") == "periodic")
    quarter = dlxh.obligations(none, ("2024-Q3"))
    found = dlxh.check(none, only=DERIVED, ledger=quarter)
    assert set(found.counts()) == {"O102"}

    rules = Register.from_tables(clean).regulations
    with pytest.raises(ObligationError, match="do not go together"):
        dlxh.check(none, ledger=quarter, regulation=rules)
    with pytest.raises(ObligationError, match="as of 2026-06-30, the records as of 2026-06-29"):
        dlxh.check(clean.with_metadata(as_of=date(2026, 6, 29), partial={}), ledger=quarter)


@pytest.mark.parametrize("networks", [("*",), ("ML-00", "ML-01"), ()])
def test_who_may_have_reported_is_not_called_silent(clean: Tables, networks: tuple[str, ...]) -> None:
    """Where the table of reports is partial one that seems missing may have come: nobody is accused for it."""
    none = _without(clean, "reports", pl.col("kind") == "periodic")
    owing = set(dlxh.check(none, only=["O102"]).frame["network"])
    partial = none.with_metadata(as_of=none.as_of, partial={"reports": networks} if networks else {})
    found = set(dlxh.check(partial, only=["O102"]).frame["network"])

    assert owing
    assert found == (set() if networks == ("*",) else owing - set(networks))


def test_nothing_is_owed_before_there_are_members(clean: Tables) -> None:
    """A calendar need not reach back to a regulation from before the first member."""
    regulation = Register.from_tables(clean).regulations[0].replace(valid_from=date(2001, 1, 1))
    context = Context.of(clean, regulation=regulation)

    assert context.life.start == clean.polars("memberships")["start"].min()
    assert (
        Context(clean.select(["regulations"])).life.start == clean.polars("regulations")["valid_from"].min()
    )
    nobody = _without(clean, "memberships", pl.lit(value=True))
    units_owe_from = clean.polars("regulation_provisions")["valid_from"].min()
    assert Context(nobody).life.start == units_owe_from
    assert Context(nobody.select(["memberships"])).life.start == clean.as_of


def test_pay_that_hangs_on_reports_needs_a_ledger_of_its_months(strict: Tables) -> None:
    """A ledger that does not reach as far as the months that were paid says so, and is not taken for one in which all came."""
    quarter = dlxh.obligations(strict, "2024-Q3")
    found = dlxh.check(strict, only=["O", *PAY], ledger=quarter)

    assert found.skipped == dict.fromkeys(("P301", "P302", "P303"), ("ledger=",))
    assert dlxh.allowances(strict, "2025-03").polars.height
    with pytest.raises(MissingInputError, match="not all months of pay"):
        dlxh.allowances(strict, "2025-03", ledger=quarter)


def test_months_that_are_due_name_whom_and_which(clean: Tables, on_engine: Engine) -> None:
    """Each month of a person that was served and not paid is one finding, with the line that is due as evidence."""
    who = clean.polars("allowance_lines")["collaborator"][0]
    of_2025 = pl.col("month").is_between(date(2025, 1, 1), date(2025, 3, 1))
    unpaid = _without(clean, "allowance_lines", pl.col("collaborator") == who, of_2025)
    findings = dlxh.check(on_engine(unpaid), only=["P301"])

    assert [(each.record, each.evidence[0].split("~")[2]) for each in findings] == [
        (who, "2025-01"),
        (who, "2025-02"),
        (who, "2025-03"),
    ]


@pytest.fixture(scope="module")
def strict(clean: Tables) -> Tables:
    """The province with one more word in its schemes: who sends no report in a month gets nothing for it."""
    frames = {name: clean.polars(name) for name in clean}
    nothing = {"position": 1, "kind": "pay_condition", "event": "missing", "times": 1, "share": 0}
    rates = frames["scheme_provisions"].select(pl.col("id").alias("provision"), "network")
    frames["scheme_conditions"] = rates.with_columns(
        pl.lit(value).alias(name) for name, value in nothing.items()
    )
    return Tables(frames, as_of=clean.as_of, enforced=True)


def _silent_months(tables: Tables) -> set[tuple[str, date]]:
    """Who was paid for which month without a report, by hand from the ledger and the lines."""
    gone = (
        dlxh.obligations(tables, PAID)
        .polars.filter(status="missing")
        .select("collaborator", pl.col("period_start").alias("month"))
    )
    lines = tables.polars("allowance_lines").join(gone, on=["collaborator", "month"], how="semi")
    return set(lines.select("collaborator", "month").iter_rows())


def test_paid_despite_a_missing_report(strict: Tables) -> None:
    """Where pay hangs on the report, each line that pays for a month without one is found, and no other."""
    findings = dlxh.check(strict, only=DERIVED, calendar=CALENDAR)
    told = {tuple(str(each.record).split("~")[1:3]) for each in findings}

    assert set(findings.counts()) == {"P302"}
    assert told == {(who, f"{month:%Y-%m}") for who, month in _silent_months(strict)}


@pytest.mark.parametrize(
    ("partial", "silenced"),
    [
        ({"reports": ["ML-00"]}, {"ML-00"}),
        ({"allowance_lines": ["*"]}, {"ML-00", "ML-01", "ML-03"}),
        ({"work_entries": ["*"]}, set()),
    ],
)
def test_pay_that_hangs_on_what_is_not_all_there_accuses_nobody(
    strict: Tables, partial: dict[str, list[str]], silenced: set[str]
) -> None:
    """A report that seems missing may have come: what its month was paid is neither too much nor too little there."""
    found = dlxh.check(strict, only=PAY).counts("network")
    kept = dlxh.check(strict.with_metadata(as_of=strict.as_of, partial=partial), only=PAY).counts("network")
    given = dlxh.obligations(strict.with_metadata(as_of=strict.as_of, partial=partial), PAID)

    assert found["ML-00"]
    assert kept == {network: number for network, number in found.items() if network not in silenced}
    if "reports" in partial:
        assert dlxh.check(strict, only=PAY, ledger=given).counts("network") == kept


def test_pay_that_hangs_on_nothing_else_is_judged(clean: Tables) -> None:
    """Where no condition looks at reports, it says nothing about pay that not all of them are there."""
    unpaid = _without(clean, "allowance_lines", pl.col("month") == date(2025, 1, 1))
    partial = unpaid.with_metadata(as_of=unpaid.as_of, partial={"reports": ["*"]})
    found = dlxh.check(partial, only=["P301"])

    assert len(found) == len(dlxh.check(unpaid, only=["P301"])) > 0


def test_who_gets_nothing_is_owed_nothing(strict: Tables) -> None:
    """A line of nought is a reason and no debt: of months that were not paid, those without a report are not missed."""
    who, month = min(_silent_months(strict))
    bare = _without(strict, "allowance_lines", pl.col("collaborator") == who)
    lines = dlxh.allowances(bare, PAID)
    missed = {(each.record, each.evidence[0].split("~")[2]) for each in dlxh.check(bare, only=["P301"])}

    assert 0 in set(lines.polars["amount"])
    assert {record for record, _ in missed} == {who}
    assert (who, f"{month:%Y-%m}") not in missed


def test_two_silent_months_are_no_proof(clean: Tables) -> None:
    """A member of whom fewer than three reports were owed is not called silent."""
    none = _without(clean, "reports", pl.col("kind") == "periodic")
    for last, expected in (("2024-08", 0), ("2024-09", 1)):
        ledger = dlxh.obligations(none, (date(2024, 7, 1), Period.parse(last).end))
        found = dlxh.check(none, only=["O102"], ledger=ledger).counts()
        assert bool(found) is bool(expected)


def test_a_reminder_to_another_agency_is_none(clean: Tables, on_engine: Engine) -> None:
    """Who reminds one agency has not reminded the other that is late."""
    events = clean.polars("events")
    to = pl.when(pl.col("kind") == "reminded").then(pl.lit("SO-2")).otherwise("to").alias("to")
    frames = {name: clean.polars(name) for name in clean} | {"events": events.with_columns(to)}
    tables = on_engine(Tables(frames, as_of=clean.as_of, enforced=True))
    found = dlxh.check(tables, only=["V201"], calendar=CALENDAR)

    assert found.counts() == {"V201": events.filter(pl.col("kind") == "reminded").height}


def test_a_reminder_from_before_is_none(clean: Tables, on_engine: Engine) -> None:
    """A reminder that was sent before the agency had the case does not excuse anybody."""
    events = clean.polars("events").drop("day")
    early = (
        pl.when(pl.col("kind") == "reminded").then(pl.col("at").dt.offset_by("-60d")).otherwise(pl.col("at"))
    )
    frames = {name: clean.polars(name) for name in clean} | {"events": events.with_columns(early.alias("at"))}
    moved = Tables(frames, as_of=clean.as_of, enforced=True)
    reminded = events.filter(pl.col("kind") == "reminded").height

    assert dlxh.check(on_engine(clean), only=["V201"], calendar=CALENDAR).counts() == {}
    assert dlxh.check(on_engine(moved), only=["V201"], calendar=CALENDAR).counts() == {"V201": reminded}


@pytest.mark.parametrize(
    ("argument", "given"),
    [
        ("calendar", 3),
        ("ledger", 3),
        ("regulation", 3),
        ("regulation", ["a"]),
        ("schemes", "a"),
        ("salaries", {}),
    ],
)
def test_something_else_is_refused(clean: Tables, argument: str, given: object) -> None:
    """What an argument does not take is refused by its name, in both languages."""
    with pytest.raises(TypeError, match=rf"^{argument}=.* / {argument}= "):
        dlxh.check(clean, **{argument: given})  # type: ignore[arg-type] # the point


@pytest.mark.parametrize("argument", ["calendar", "ledger", "schemes", "regulation", "salaries"])
def test_what_new_records_are_judged_without_is_refused(clean: Tables, argument: str) -> None:
    """With new records nothing is worked out: what it would rest on is neither passed over nor half used."""
    unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district")
    with pytest.raises(ArgumentError, match=rf"^{argument}=.* / {argument}= is for a register or tables"):
        dlxh.check(unit, within=clean, **{argument: CALENDAR})  # type: ignore[call-overload] # whatever it is


def test_a_stage_is_text(clean: Tables) -> None:
    """A stage that no grade can name is refused, though none is given."""
    with pytest.raises(ArgumentError, match="stage= takes text, not int"):
        dlxh.check(clean, only=["U101"], stage=5)  # type: ignore[arg-type] # the point


def test_a_calendar_has_both_its_members(clean: Tables) -> None:
    """A calendar of one's own without hours is refused at the door, not where the first clock asks for them."""
    calendar: Any = SimpleNamespace(is_working_day=CALENDAR.is_working_day)
    for ask in (
        dlxh.check,
        partial(dlxh.obligations, period="2025"),
        partial(dlxh.allowances, period="2025"),
    ):
        with pytest.raises(
            ArgumentError, match=r"calendar= does not take .*: it has no hours; pass one such as dlxh"
        ):
            ask(clean, calendar=calendar)


def test_a_ledger_for_pay_is_one_or_a_frame(clean: Tables) -> None:
    """What is neither is refused, though no condition looks at reports; so is a regulation with either."""
    kinds: list[Any] = [5, [], Register(as_of=clean.as_of)]
    for other in kinds:
        with pytest.raises(ArgumentError, match=r"ledger= takes what dlxh\.obligations gave"):
            dlxh.allowances(clean, "2025-03", ledger=other)
    ledger = dlxh.obligations(clean, "2025-03")
    rules = Register.from_tables(clean).regulations
    for given in (ledger, ledger.polars):
        assert dlxh.allowances(clean, "2025-03", ledger=given).polars.height
        with pytest.raises(ObligationError, match="do not go together"):
            dlxh.allowances(clean, "2025-03", ledger=given, regulation=rules)


def test_strangers_are_looked_for_once(clean: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whose schemes are given is read from the records once, for pay and for its check."""
    asked: list[int] = []
    schemes = Register.from_tables(clean).schemes
    monkeypatch.setattr("dlxh.payroll.networks.refuse_strangers", lambda *_: asked.append(1))
    monkeypatch.setattr(
        "dlxh.payroll.allowance_rows.refuse_strangers", lambda *_: asked.append(1), raising=False
    )
    dlxh.allowances(clean, "2025-03", schemes=schemes)
    dlxh.check(clean, only=PAY, schemes=schemes)

    assert asked == [1, 1]


def test_a_stranger_is_refused(clean: Tables) -> None:
    """A regulation or scheme of a network that the records do not know is the caller's mistake, and no skip."""
    register = Register.from_tables(clean)
    with pytest.raises(ObligationError, match="network other"):
        dlxh.check(clean, only=["U"], regulation=register.regulations[0].replace(network="other"))
    with pytest.raises(PayrollError, match="network other"):
        dlxh.check(clean, only=["U"], schemes=register.schemes[0].replace(network="other"))


def test_tables_that_are_empty_of_tables() -> None:
    """Where there are no tables nothing is added to them, and all rules are skipped."""
    tables = province_tables(collaborators=4, years=2)
    none = Tables({}, as_of=tables.as_of)

    assert dlxh.check(none, calendar=CALENDAR).counts() == {}


@pytest.mark.parametrize(("field", "found"), [("role", {"O101": 1}), ("network", {})])
def test_rules_on_the_ledger_judge_rows_whose_fields_are_right(
    clean: Tables, on_engine: Engine, field: str, found: dict[str, int]
) -> None:
    """Where a field of a membership is at fault, rules that read it are skipped on that row, those on the ledger too."""
    silent = broken(clean, "O101").tables
    row = next(iter(dlxh.check(silent, only=["O101"]))).record
    wrong = silent.polars("memberships").with_columns(
        pl.when(pl.col("id") == row).then(pl.lit("Ai đó?")).otherwise(field).alias(field)
    )
    tables = on_engine(Tables({"memberships": wrong}, as_of=clean.as_of))
    findings = dlxh.check(tables, ledger=dlxh.obligations(silent, PAID))

    assert {code: count for code, count in findings.counts().items() if code.startswith("O")} == found
    assert findings.skipped_rows.get("O101", 0) == 1 - len(found)
