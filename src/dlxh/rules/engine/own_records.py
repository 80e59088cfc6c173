"""Bản ghi mới có trường riêng: new records as tables, with what a pack adds to them."""

from collections.abc import Container, Iterable, Sequence

from dlxh.register.tables import Tables
from dlxh.rules.language.own_fields import missing_own, reads_own_of_others
from dlxh.rules.rule import Rule
from dlxh.words.record import Record


def part_by_rows(rules: Iterable[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that judge single new rows, and the others: functions, and what reads own columns of other rows, see all rows.

    >>> from dlxh.rules.catalogue import RULES
    >>> [len(each) > 0 for each in part_by_rows(RULES[:1])]
    [True, False]
    """
    alone: list[Rule] = []
    others: list[Rule] = []
    for rule in rules:
        (others if not rule.parts or any(map(reads_own_of_others, rule.parts)) else alone).append(rule)
    return alone, others


def find_missing(rule: Rule, there: Container[str], within: Tables) -> tuple[str, ...]:
    """Return the tables that a rule needs and that are not among some; those of own fields have to be in the register.

    >>> from datetime import date
    >>> from dlxh.rules.catalogue import explain
    >>> find_missing(explain("T201").rule, ["memberships"], Tables({}, as_of=date(2024, 7, 1)))
    ()
    """
    found = rule.missing_from(there)
    return (*found, *missing_own(rule.own_columns, within)) if rule.own_columns else found


def as_tables(records: Sequence[Record], within: Tables, names: Iterable[str]) -> Tables:
    """Return new records as some tables, and those of their own fields; records of ours become those of the pack's classes.

    >>> from datetime import date
    >>> as_tables([], Tables({}, as_of=date(2024, 7, 1)), []).names
    ()
    """
    made = Tables.of(records, as_of=within.as_of, pack=within.pack)
    return made.select([*names, *(part.name for name in names for part in within.schema.own(name))])
