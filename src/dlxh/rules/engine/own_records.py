"""Bản ghi mới có trường riêng: new records as tables, with what a pack adds to them."""

from collections.abc import Container, Iterable, Sequence

from dlxh.register.known_tables import Schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.account import Asks
from dlxh.rules.language.own_fields import (
    missing_own,
    own_of_others,
    own_of_part,
    places_among_all,
    reads_own_of_others,
)
from dlxh.rules.rule import Rule
from dlxh.words.record import Record


def part_by_rows(rules: Iterable[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that judge single new rows, and those that see all rows.

    >>> from dlxh.rules.catalogue import RULES
    >>> [len(each) > 0 for each in part_by_rows(RULES[:1])]
    [True, False]
    """
    alone: list[Rule] = []
    others: list[Rule] = []
    for rule in rules:
        (others if sees_all_rows(rule) else alone).append(rule)
    return alone, others


def sees_all_rows(rule: Rule) -> bool:
    """Return whether a rule judges new rows among all others only: a function of tables, and what reads own columns of other rows.

    So does what reads own columns and judges older rows as well: those next to a new one, or with it as their evidence.

    >>> from dlxh.rules.catalogue import explain
    >>> sees_all_rows(explain("T201").rule)
    False
    """
    # most rules read no own column, and their parts need not be looked through at each check of a form
    if rule.is_function or not rule.own_columns:
        return rule.is_function
    return any(map(reads_own_of_others, rule.parts)) or any(
        made.meets_others and own_of_part(part) for part, made in rule.row_parts
    )


def on_own_of_others(rules: Iterable[Rule], new: Container[str], known: Schema) -> list[Rule]:
    """Return the rules with a part on own fields of new rows that has to see all rows.

    >>> from dlxh.register.schema import schema
    >>> on_own_of_others([], (), schema())
    []
    """
    return [rule for rule in rules if any(table in new for table, _ in places_among_all(rule.on_own, known))]


def on_those(asks: Asks, known: Schema) -> Asks:
    """Return which parts are run of such rules.

    >>> from dlxh.register.schema import schema
    >>> from dlxh.rules.families.memberships import overlapping_memberships as law
    >>> on_those(lambda rule, part: True, schema())(law, law.parts[0])
    False
    """
    return lambda rule, part: (
        (part.table, part.field) in places_among_all(rule.on_own, known) and asks(rule, part)
    )


def stated_tables(records: Iterable[Record], within: Tables) -> frozenset[str]:
    """Return the tables of the records of own classes, and of what these own: they state their own fields themselves.

    >>> from datetime import date
    >>> stated_tables([], Tables({}, as_of=date(2024, 7, 1)))
    frozenset()
    """
    if within.pack is None:
        return frozenset()
    known, kinds = within.schema, {type(record) for record in records}
    own = {name for name, model in known.roots.items() if model in kinds}
    return frozenset(name for name in known if known.root(name) in own)


def find_missing(
    rule: Rule, there: Container[str], within: Tables, stated: Container[str]
) -> tuple[str, ...]:
    """Return the tables that a rule needs and that are not among some.

    Those of own fields have to be in the register, unless it reads them only of rows that it judges, which state them.

    >>> from datetime import date
    >>> from dlxh.rules.catalogue import explain
    >>> find_missing(explain("T201").rule, ["memberships"], Tables({}, as_of=date(2024, 7, 1)), ())
    ()
    """
    found = rule.missing_from(there)
    if not rule.own_columns:
        return found
    of_others = frozenset[str]().union(*map(own_of_others, rule.parts))
    needed = (name for name in rule.own_columns if name in of_others or name.partition(".")[0] not in stated)
    return (*found, *missing_own(needed, within))


def make_own(records: Sequence[Record], within: Tables) -> Sequence[Record]:
    """Return records of the classes that the pack of a register has, in their order.

    >>> from datetime import date
    >>> make_own([], Tables({}, as_of=date(2024, 7, 1)))
    []
    """
    if within.pack is None:
        return records
    known = within.schema
    return [each for record in records for own in known.group([record]).values() for each in own]


def as_tables(records: Sequence[Record], within: Tables, names: Iterable[str]) -> Tables:
    """Return new records as some tables, and those of their own fields; records of ours become those of the pack's classes.

    >>> from datetime import date
    >>> as_tables([], Tables({}, as_of=date(2024, 7, 1)), []).names
    ()
    """
    made = Tables.of(records, as_of=within.as_of, pack=within.pack)
    return made.select([*names, *(part.name for name in names for part in within.schema.own(name))])
