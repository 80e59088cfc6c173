"""Rules on what is worked out from the records: they judge what is given, and say so where it is not."""

from datetime import date

import polars as pl
import pytest

import dlxh
from dlxh import Tables
from dlxh.rules.catalogue import ALL_RULES
from dlxh.testing import broken, derived_of, province, province_tables
from tests.engines import Engine

DERIVED = [rule.code for rule in ALL_RULES if rule.on_derived]


@pytest.fixture(scope="module")
def clean() -> Tables:
    """A clean province."""
    return province_tables(collaborators=8, years=2)


def _without(tables: Tables, table: str, *rows: pl.Expr) -> Tables:
    frames = {name: tables.polars(name) for name in tables}
    frames[table] = frames[table].filter(~pl.all_horizontal(*rows))
    return Tables(frames, as_of=tables.as_of, enforced=True)


def test_what_is_not_given_is_not_judged(clean: Tables) -> None:
    """Without the ledger, the states and the lines due the rules on them are skipped, and the result names what they lack."""
    skipped = dlxh.check(clean, only=DERIVED).skipped

    assert skipped == {
        "O101": ("ledger",),
        "O102": ("ledger",),
        "V201": ("case_clocks",),
        "V202": ("case_clocks",),
        "P301": ("lines_due",),
        "P302": ("lines_due",),
        "P303": ("lines_due",),
    }


def test_one_of_them_is_enough_for_its_rules(clean: Tables) -> None:
    """Whoever gives the ledger alone has the rules on the ledger judged, and no other."""
    ledger, _, _ = derived_of(clean)
    findings = dlxh.check(clean, only=DERIVED, derived=[ledger])

    assert sorted(set(DERIVED) - set(findings.skipped)) == ["O101", "O102"]


def test_months_that_are_due_name_whom_and_which(clean: Tables, on_engine: Engine) -> None:
    """Each month of a person that was served and not paid is one finding, with the line that is due as evidence."""
    who = clean.polars("allowance_lines")["collaborator"][0]
    of_2025 = pl.col("month").is_between(date(2025, 1, 1), date(2025, 3, 1))
    unpaid = _without(clean, "allowance_lines", pl.col("collaborator") == who, of_2025)
    findings = dlxh.check(on_engine(unpaid), only=["P301"], derived=derived_of(unpaid))

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
        derived_of(tables)[0]
        .polars.filter(status="missing")
        .select("collaborator", pl.col("period_start").alias("month"))
    )
    lines = tables.polars("allowance_lines").join(gone, on=["collaborator", "month"], how="semi")
    return set(lines.select("collaborator", "month").iter_rows())


def test_paid_despite_a_missing_report(strict: Tables) -> None:
    """Where pay hangs on the report, each line that pays for a month without one is found, and no other."""
    findings = dlxh.check(strict, only=DERIVED, derived=derived_of(strict))
    told = {tuple(str(each.record).split("~")[1:3]) for each in findings}

    assert set(findings.counts()) == {"P302"}
    assert told == {(who, f"{month:%Y-%m}") for who, month in _silent_months(strict)}


def test_who_gets_nothing_is_owed_nothing(strict: Tables) -> None:
    """A line of nought is a reason and no debt: of months that were not paid, those without a report are not missed."""
    silent = _silent_months(strict)
    frames = {name: strict.polars(name) for name in strict}
    frames["allowance_lines"] = frames["allowance_lines"].clear()
    bare = Tables(frames, as_of=strict.as_of, enforced=True)
    months = derived_of(strict)[0]
    lines = dlxh.allowances(bare, months.period, ledger=months)
    missed = {
        (each.record, each.evidence[0].split("~")[2])
        for each in dlxh.check(bare, only=["P301"], derived=[lines])
    }

    assert 0 in set(lines.polars["amount"])
    assert missed
    assert not missed & {(who, f"{month:%Y-%m}") for who, month in silent}


def test_two_silent_months_are_no_proof(clean: Tables) -> None:
    """A member of whom fewer than three reports were owed is not called silent."""
    none = _without(clean, "reports", pl.col("kind") == "periodic")
    for last, expected in (("2024-08", 0), ("2024-09", 1)):
        first = dlxh.Period.parse("2024-07")
        period = dlxh.Period.custom(first.start, dlxh.Period.parse(last).end)
        ledger = dlxh.obligations(none, period)
        found = dlxh.check(none, only=["O102"], derived=[ledger]).counts()
        assert bool(found) is bool(expected)


def test_a_reminder_to_another_agency_is_none(clean: Tables, on_engine: Engine) -> None:
    """Who reminds one agency has not reminded the other that is late."""
    events = clean.polars("events")
    to = pl.when(pl.col("kind") == "reminded").then(pl.lit("SO-2")).otherwise("to").alias("to")
    frames = {name: clean.polars(name) for name in clean} | {"events": events.with_columns(to)}
    _, states, _ = derived_of(clean)
    found = dlxh.check(
        on_engine(Tables(frames, as_of=clean.as_of, enforced=True)), only=["V201"], derived=[states]
    )

    assert found.counts() == {"V201": events.filter(pl.col("kind") == "reminded").height}


def test_a_reminder_from_before_is_none(clean: Tables, on_engine: Engine) -> None:
    """A reminder that was sent before the agency had the case does not excuse anybody."""
    events = clean.polars("events").drop("day")
    early = (
        pl.when(pl.col("kind") == "reminded").then(pl.col("at").dt.offset_by("-60d")).otherwise(pl.col("at"))
    )
    frames = {name: clean.polars(name) for name in clean} | {"events": events.with_columns(early.alias("at"))}
    moved = Tables(frames, as_of=clean.as_of, enforced=True)
    _, states, _ = derived_of(clean)
    reminded = events.filter(pl.col("kind") == "reminded").height

    assert dlxh.check(on_engine(clean), only=["V201"], derived=[states]).counts() == {}
    assert dlxh.check(on_engine(moved), only=["V201"], derived=[states]).counts() == {"V201": reminded}


def test_something_else_is_refused(clean: Tables) -> None:
    """What was not worked out by this library is refused by name, and so is anything derived beside new records."""
    with pytest.raises(TypeError, match="what obligations, case_states and allowances return, not int"):
        dlxh.check(clean, derived=[3])  # type: ignore[list-item] # the point
    register = province(collaborators=4, years=2)
    with pytest.raises(TypeError, match="new records are judged without it"):
        dlxh.check(register.reports[0], within=register, derived=derived_of(register.tables))


def test_two_ledgers_are_none(clean: Tables) -> None:
    """Two of one kind are refused: rules would judge by one of them and say nothing of the other."""
    ledger, _, _ = derived_of(clean)

    with pytest.raises(ValueError, match="one ledger"):
        dlxh.check(clean, derived=[ledger, ledger])


def test_tables_that_are_empty_of_tables() -> None:
    """Where there are no tables nothing is laid beside them, and all rules are skipped."""
    tables = province_tables(collaborators=4, years=2)
    none = Tables({}, as_of=tables.as_of)

    assert dlxh.check(none, derived=derived_of(tables)).counts() == {}


@pytest.mark.parametrize(("field", "found"), [("role", {"O101": 1}), ("network", {})])
def test_rules_on_the_ledger_judge_rows_whose_fields_are_right(
    clean: Tables, on_engine: Engine, field: str, found: dict[str, int]
) -> None:
    """Where a field of a membership is at fault, rules that read it are skipped on that row, those on the ledger too."""
    silent = broken(clean, "O101").tables
    row = next(iter(dlxh.check(silent, only=["O101"], derived=derived_of(silent)))).record
    wrong = silent.polars("memberships").with_columns(
        pl.when(pl.col("id") == row).then(pl.lit("Ai đó?")).otherwise(field).alias(field)
    )
    tables = on_engine(Tables({"memberships": wrong}, as_of=clean.as_of))
    findings = dlxh.check(tables, derived=[derived_of(silent)[0]])

    assert {code: count for code, count in findings.counts().items() if code.startswith("O")} == found
    assert findings.skipped_rows.get("O101", 0) == 1 - len(found)
