"""One defect per rule: it fires, it fires alone, and it says where."""

import polars as pl
import pytest

import dlxh
from dlxh import Tables
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES, EXPORT_RULES
from dlxh.rules.rule import Rule
from dlxh.testing import (
    broken,
    mutators_dealings,
    mutators_money,
    mutators_papers,
    mutators_people,
    mutators_talk,
    province_tables,
)
from dlxh.testing.edits import Rows
from dlxh.testing.errors import InventionError
from dlxh.testing.mutators import MUTATORS
from dlxh.words.work_calendars import SimpleCalendar

CODES = [rule.code for rule in ALL_RULES]
BY_CODE = {rule.code: rule for rule in ALL_RULES}
DERIVED = [rule.code for rule in ALL_RULES if rule.on_derived]
"""Rules that read what is worked out from the records: the ledger, the clocks of cases, lines due."""
ON_OWN = [rule.code for rule in ALL_RULES if rule.specimen is not None]
"""Rules on own fields alone, which a pack brings."""
ON_RECORDS = [rule for rule in ALL_RULES if rule.code not in {*DERIVED, *ON_OWN}]


def _tables_read(rule: Rule, tables: Tables) -> set[str]:
    """The tables that a rule reads of those that are there."""
    own = {part.table for part in rule.parts} | ({rule.table} if rule.table else set())
    return (own | rule.reads) & set(tables.names)


@pytest.fixture(scope="module")
def clean() -> Tables:
    """The province; its constraints are judged elsewhere."""
    tables = province_tables(collaborators=16, years=3)
    tables.enforced = True
    return tables


@pytest.fixture(scope="module")
def reads(clean: Tables) -> dict[str, set[str]]:
    """The tables that each rule reads: a change of others cannot change what it says."""
    return {rule.code: _tables_read(rule, clean) for rule in ON_RECORDS}


def _set_to_hand_out(clean: Tables, code: str) -> Tables:
    """The province; for rules on a set to be handed out, without what is marked."""
    if BY_CODE[code] not in EXPORT_RULES:
        return clean
    marked = clean.polars("reports").filter(pl.col("secrecy_level").is_not_null())["id"]
    return clean.without("reports", marked)


@pytest.mark.no_cover  # every rule is reached by the tests of its family
@pytest.mark.parametrize("code", [rule.code for rule in ON_RECORDS])
def test_each_rule_fires_alone(clean: Tables, reads: dict[str, set[str]], code: str) -> None:
    """One row changed, added or taken out breaks exactly that rule: the check reports the row with that code and no other.

    Rules that do not read the table of the row are left out of the run, and so are tables that no rule in it reads with
    it; rules on all tables see those that name the table or are named by it. Of all else nothing was changed, and in the
    clean province nothing was found. That every engine finds the same is held in tests/rules/test_conformance.py.
    """
    result = broken(_set_to_hand_out(clean, code), code)
    table = result.edit.table
    rules = [rule for rule in ON_RECORDS if table in reads[rule.code]]
    rules = [rule for rule in rules if rule not in EXPORT_RULES or rule.code == code]
    found = set()
    for each in (True, False):
        chosen = [rule for rule in rules if (rule.table is None) is each]
        read = _near(table) if each else {table}.union(*(reads[rule.code] for rule in chosen))
        found |= {(f.code, f.table, f.record) for f in dlxh.check(result.tables.select(read), rules=chosen)}

    assert BY_CODE[code] in rules
    assert {key for key in found if key[0] not in result.edit.also} == {(code, *result.edit.finding)}
    assert {key[0] for key in found} == {code, *result.edit.also}


@pytest.mark.parametrize("code", DERIVED)
def test_each_rule_on_what_is_derived_fires_alone(
    clean: Tables, reads: dict[str, set[str]], code: str
) -> None:
    """One row changed changes what follows from the records, and exactly the rule that reads that speaks.

    All rules that read the table of the row are in the run, and all that read what is derived.
    """
    tables, edit = (result := broken(clean, code)).tables, result.edit
    rules = [rule for rule in ALL_RULES if rule.code in DERIVED or edit.table in reads.get(rule.code, ())]
    rules = [rule for rule in rules if rule not in EXPORT_RULES]
    found = dlxh.check(tables, rules=rules, calendar=SimpleCalendar())

    assert [(f.code, f.table, f.record) for f in found] == [(code, *edit.finding)]


@pytest.mark.parametrize("code", ON_OWN)
def test_each_rule_on_own_fields_fires_alone(clean: Tables, code: str) -> None:
    """A row of own fields is added, and of all rules exactly the one on these speaks, of the row of ours."""
    tables, edit = (result := broken(clean, code)).tables, result.edit
    found = dlxh.check(tables)

    assert [(f.code, f.table, f.record) for f in found] == [(code, *edit.finding)]
    assert tables.pack is BY_CODE[code].specimen


def _near(table: str) -> set[str]:
    """A table with those that it names and those that name it."""
    names = {column.references for column in schema()[table].columns if column.references}
    naming = {name for name, other in schema().items() if any(c.references == table for c in other.columns)}
    return {table, *names, *naming}


def _only(tables: Tables, name: str) -> Tables:
    return Tables({name: tables.polars(name)}, as_of=tables.as_of, pack=tables.pack)


def test_each_rule_has_a_mutator() -> None:
    """No rule is without the proof that it fires, no proof without its rule, and no rule has two."""
    families = (mutators_people, mutators_papers, mutators_talk, mutators_dealings, mutators_money)
    codes = [code for family in families for code in family.BREAKS]

    assert sorted(MUTATORS) == sorted(codes) == sorted(CODES)


@pytest.mark.no_cover  # every mutator is reached by those in tests/rules/test_conformance.py
@pytest.mark.parametrize("code", CODES)
def test_what_is_changed_is_one_row_that_models_can_hold(clean: Tables, code: str) -> None:
    """A mutator changes one row of one table, and breaks no constraint of a model: only the rule sees it."""
    result = broken(clean, code)
    after = result.tables.polars(result.edit.table)
    before = clean.polars(result.edit.table) if result.edit.table in clean else after.clear()
    apart = pl.concat([after, before]).filter(~pl.concat([after, before]).is_duplicated())
    constraints = dlxh.check(_only(result.tables, result.edit.table), rules=())

    assert (
        apart.height == (result.edit.before is not None) + (result.edit.after is not None) or code == "X102"
    )
    assert abs(after.height - before.height) <= 1
    assert constraints.counts() == {}
    assert all(result.tables[name] is clean[name] for name in clean if name != result.edit.table)


def test_what_is_shown(clean: Tables) -> None:
    """A broken province shows what was right and what is wrong, of the columns that were changed."""
    changed, taken, added = (broken(clean, code) for code in ("U101", "V105", "S103"))

    assert str(changed) == "units H-00\n  valid_to: 2025-06-30 → —"
    assert changed.wrong == {"valid_to": None}
    assert taken.right is not None
    assert taken.wrong is None
    assert added.right is None
    assert added.wrong is not None
    assert added.wrong["position"] == 999


def test_a_province_too_small_says_so() -> None:
    """Where there is no row to change, the error says to take more collaborators or years."""
    with pytest.raises(InventionError, match="take a province of more collaborators"):
        Rows(province_tables(collaborators=1, years=2)).first("reports", pl.lit(False))
